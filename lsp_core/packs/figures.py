"""The figures behind a pack, from the same judgements and through the same withholding as its pages."""

from lsp_core.judging.assessment import Assessment
from lsp_core.packs import certainty, forecasts
from lsp_core.packs.exceptions import finding
from lsp_core.packs.figures_contents import (
    NOT_APPLICABLE,
    MeasureFigures,
    SeriesFigure,
)
from lsp_core.packs.goals import goal
from lsp_core.packs.material import Material, latest_figure, latest_seen
from lsp_core.packs.plain_figures import estimate, figure_of, number
from lsp_core.packs.questions import named
from lsp_core.packs.series import chart_point, periods_shown
from lsp_core.packs.standings import comparison, measure_mark, travel_mark
from lsp_core.periods import Period
from lsp_core.plan.model import Measure
from lsp_core.wording import period_in_words


def figures_behind(material: Material) -> tuple[MeasureFigures, ...]:
    """Every measure of the board's outcomes, in the order of the plan."""
    order = list(material.measures)
    shown = [a for outcome in material.outcomes for a in material.about(outcome)]
    return tuple(_measure(material, a) for a in sorted(shown, key=lambda a: order.index(a.measure)))


def _measure(material: Material, assessment: Assessment) -> MeasureFigures:
    measure, outcome = material.measures[assessment.measure], material.plan.outcome(assessment.outcome)
    latest, target = latest_seen(assessment), assessment.target
    period = latest.period if latest is not None and latest.value is not None else assessment.period
    earlier, forecast = comparison(assessment).earlier, assessment.forecast
    likely = forecast.likely[-1] if forecast is not None and forecast.likely else None
    band = target.band if target is not None else None
    return MeasureFigures(
        code=measure.code,
        measure=measure.name,
        outcome=outcome.name,
        theme=material.plan.theme(outcome.theme).name,
        unit=measure.unit,
        good_is=str(measure.polarity),
        frequency=str(measure.frequency),
        finding=finding(material, assessment),
        latest=latest_figure(assessment, measure),
        period=period_in_words(period),
        ends_on=period.end.isoformat(),
        figure=figure_of(latest),
        settled=str(latest.vintage) if latest is not None else "",
        target=goal(target, measure, "none agreed"),
        target_figure=number(band.low if band is not None else target.value if target is not None else None),
        target_high=number(band.high if band is not None else None),
        status=measure_mark(assessment).word,
        own_word=assessment.own_word,
        why=certainty.status_in_words(assessment),
        direction=travel_mark(assessment).word,
        before=figure_of(earlier) if earlier is not None else NOT_APPLICABLE,
        before_period=period_in_words(earlier.period) if earlier is not None else "",
        confidence=str(assessment.confidence or ""),
        how_sure=certainty.worth_saying(assessment),
        forecast=estimate(forecast.year_end if forecast is not None else None, measure),
        likely_low=estimate(likely.low if likely is not None else None, measure),
        likely_high=estimate(likely.high if likely is not None else None, measure),
        owner_expects=forecasts.own(material, measure),
        source=measure.source,
        supplied_by=material.plan.partner(measure.partner).name,
        their_words=latest.note if latest is not None else "",
        owner=named(material.plan, outcome.owner),
        series=_series(material, measure, assessment),
    )


def _series(material: Material, measure: Measure, assessment: Assessment) -> tuple[SeriesFigure, ...]:
    """The periods of the measure's chart, oldest first."""
    periods = periods_shown(material.facts, assessment)
    ends_with_forecast = assessment.period != periods[-1]
    return tuple(
        _of_period(material, measure, assessment, period, is_forecast=ends_with_forecast and period == periods[-1])
        for period in periods
    )


def _of_period(
    material: Material, measure: Measure, assessment: Assessment, period: Period, *, is_forecast: bool
) -> SeriesFigure:
    seen = material.facts.known.get((measure.code, period))
    point = chart_point(material.facts, measure, period, assessment)
    low, high = point.likely or (None, None)
    forecast = assessment.forecast.year_end if is_forecast and assessment.forecast is not None else None
    return SeriesFigure(
        period=period_in_words(period),
        ends_on=period.end.isoformat(),
        figure=figure_of(seen) if seen is not None or point.is_past else NOT_APPLICABLE,
        settled=str(seen.vintage) if seen is not None else "",
        target=number(point.target),
        target_high=number(point.target_high),
        likely_low=estimate(low, measure),
        likely_high=estimate(high, measure),
        forecast=estimate(forecast, measure),
    )
