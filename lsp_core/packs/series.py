"""One measure's figures over time, made ready to draw and to print as a table."""

from collections.abc import Sequence
from decimal import Decimal

from lsp_core.facts import CycleFacts
from lsp_core.judging.assessment import Assessment, TargetNow
from lsp_core.judging.judge import cut_off_day
from lsp_core.judging.profiles import target_now
from lsp_core.judging.rebase_decisions import RebaseDecision
from lsp_core.observations import Observation, series
from lsp_core.packs.back_contents import SeriesRow
from lsp_core.packs.brief import brief_period
from lsp_core.packs.charts import ChartPoint, HistoryChart, history_chart
from lsp_core.packs.contents import Chart
from lsp_core.packs.goals import goal
from lsp_core.packs.limit_lines import Limits, LimitsBreak
from lsp_core.packs.sparklines import sparkline
from lsp_core.packs.standings import measure_mark, travel_mark
from lsp_core.periods import Period, Quarter
from lsp_core.plan.model import Measure, Polarity
from lsp_core.wording import amount, count_of, period_in_words, plain_number, short_amount

MOST_PERIODS_BACK = 8
MOST_BACK_TO_A_BREAK = 14
BEFORE_A_BREAK = 4
"""Quarters of the earlier limits that are shown before new ones begin, so that both can be seen."""
MOST_IN_A_SPARKLINE = 8
FEWEST_TO_DRAW = 2


def periods_shown(facts: CycleFacts, assessment: Assessment) -> list[Period]:
    """The periods of a chart: up to two years of quarters (or eight years) back, and on to the end of the year."""
    now = assessment.period
    known = series(facts.known, assessment.measure)
    first = min((o.period for o in known if type(o.period) is type(now)), default=now)
    periods = [now]
    most = _periods_back(assessment)
    while periods[0] > first and len(periods) <= most:
        periods.insert(0, periods[0].previous)
    while isinstance(periods[-1], Quarter) and periods[-1].number < 4:
        periods.append(periods[-1].next)
    return periods


def _periods_back(assessment: Assessment) -> int:
    """How far back a chart goes: further than usual where that is what it takes to show where limits begin again."""
    now, run = assessment.period, assessment.long_run
    if run is None or not run.rebases or not isinstance(now, Quarter):
        return MOST_PERIODS_BACK
    since = run.rebases[-1].since
    needed = (now.year - since.year) * 4 + now.number - since.number + BEFORE_A_BREAK
    return max(MOST_PERIODS_BACK, min(needed, MOST_BACK_TO_A_BREAK))


def series_rows(facts: CycleFacts, measure: Measure, assessment: Assessment) -> tuple[SeriesRow, ...]:
    """The table behind a chart, oldest first."""
    rows = []
    for period in periods_shown(facts, assessment):
        observation = facts.known.get((measure.code, period))
        target = _target(facts, measure, period, assessment)
        has_figure = observation is not None and observation.value is not None
        rows.append(
            SeriesRow(
                period=brief_period(period),
                figure=_figure(measure, observation, is_past=period <= assessment.period),
                target=goal(target, measure),
                vintage=_settled(assessment, period, str(observation.vintage) if has_figure and observation else ""),
            )
        )
    return tuple(rows)


def _settled(assessment: Assessment, period: Period, vintage: str) -> str:
    """How settled a figure is, and whether the limits begin again with it."""
    begun = [rebase.since for rebase in assessment.long_run.rebases] if assessment.long_run is not None else []
    return "; ".join(filter(None, [vintage, "new limits" if period in begun else ""]))


def _figure(measure: Measure, observation: Observation | None, *, is_past: bool) -> str:
    if observation is not None and observation.value is not None:
        return short_amount(observation.value, measure)
    if observation is not None and observation.in_its_place:
        return observation.in_its_place.split(",")[0].removesuffix(f" {measure.unit}")  # the unit heads the column
    return "no figure" if is_past else "not yet"


def figure_heading(measure: Measure) -> str:
    """What heads a column of figures: the unit, unless it is a sign that each figure carries."""
    return "Figure" if measure.unit.startswith(("%", "£")) else f"Figure ({measure.unit})"


def history(facts: CycleFacts, measure: Measure, assessment: Assessment, headline: str) -> Chart | None:
    """The chart of one measure; None when there is no figure at all to draw."""
    periods = periods_shown(facts, assessment)
    points = tuple(chart_point(facts, measure, period, assessment) for period in periods)
    if all(point.value is None for point in points):
        return None
    forecast = assessment.forecast.year_end if assessment.forecast and assessment.period != periods[-1] else None
    says = chart_in_words(measure, assessment, periods, points)
    end = points[-1]
    drawn = HistoryChart(
        key=measure.code.replace(".", "-"),
        title=headline,
        description=says,
        points=points,
        latest_label=short_amount(next(p.value for p in reversed(points) if p.value is not None), measure),
        target_label=_labelled("Target" if end.target_high is None else "At least", end.target, measure),
        high_label=_labelled("At most", end.target_high, measure),
        forecast=forecast,
        forecast_label=_labelled("Forecast", forecast, measure),
        likely_label=_likely_label(end, measure),
        limits=_limits(assessment, measure, periods),
        breaks=_breaks(assessment, periods),
        axis_label=lambda value: axis(value, measure),
    )
    source = _source(measure, starts_at_zero=drawn.gridlines[0] <= 0)
    return Chart(headline, chart_subtitle(measure, periods), history_chart(drawn), says, source)


def _limits(assessment: Assessment, measure: Measure, periods: Sequence[Period]) -> Limits | None:
    """What is ordinary for the measure, as far as it is on the chart; the labels say that it is a trial."""
    run = assessment.long_run
    if run is None:
        return None
    trial = "trial " if run.is_trial else ""
    covered = [place for place, period in enumerate(periods) if run.since <= period <= assessment.period]
    return Limits(
        first=covered[0],
        last=covered[-1],
        lower=run.lower,
        upper=run.upper,
        lower_label=_labelled(f"Lower {trial}limit", run.lower, measure),
        upper_label=_labelled(f"Upper {trial}limit", run.upper, measure),
    )


def _breaks(assessment: Assessment, periods: Sequence[Period]) -> tuple[LimitsBreak, ...]:
    """Where the limits were made to begin again, as far as that is on the chart."""
    run = assessment.long_run
    begun = run.rebases if run is not None else ()
    return tuple(
        LimitsBreak(
            first=periods.index(rebase.since),
            is_in_first_half=periods.index(rebase.since) < len(periods) / 2,
            label=f"limits recalculated from {brief_period(rebase.since)}",
            before=_limits_before(assessment, rebase, periods),
        )
        for rebase in begun
        if rebase.since in periods[1:]
    )


def _limits_before(assessment: Assessment, rebase: RebaseDecision, periods: Sequence[Period]) -> Limits | None:
    earlier = assessment.long_run.earlier if assessment.long_run is not None else ()
    for phase in earlier:
        covered = [place for place, period in enumerate(periods) if phase.since <= period <= phase.until]
        if phase.until == rebase.since.previous and covered:
            return Limits(covered[0], covered[-1], phase.lower, phase.upper, "", "")
    return None


def _likely_label(end: ChartPoint, measure: Measure) -> str:
    if end.likely is None:
        return ""
    low, high = (short_amount(edge, measure) for edge in end.likely)
    return f"likely {low} to {high}"


def _likely(assessment: Assessment, period: Period) -> tuple[Decimal, Decimal] | None:
    """The range of a quarter still to come."""
    now, forecast = assessment.period, assessment.forecast
    if forecast is None or not isinstance(now, Quarter) or not isinstance(period, Quarter) or period <= now:
        return None
    ahead = (period.year - now.year) * 4 + period.number - now.number
    return (forecast.likely[ahead - 1].low, forecast.likely[ahead - 1].high) if forecast.likely else None


def chart_point(facts: CycleFacts, measure: Measure, period: Period, assessment: Assessment) -> ChartPoint:
    """What one period of a chart shows."""
    observation = facts.known.get((measure.code, period))
    name, year = _axis_names(period)
    target = _target(facts, measure, period, assessment)
    low, high = _edges(target)
    return ChartPoint(
        name=name,
        year=year,
        value=observation.value if observation is not None else None,
        target=low,
        is_past=period <= assessment.period,
        target_high=high,
        likely=_likely(assessment, period),
    )


def _axis_names(period: Period) -> tuple[str, str]:
    if isinstance(period, Quarter):
        return f"Q{period.number}", f"{period.year} to {period.year + 1}"
    return "", period.code.removesuffix(" academic").replace("-", " to ").replace("/", " to ")


def _target(facts: CycleFacts, measure: Measure, period: Period, assessment: Assessment) -> TargetNow | None:
    """The target a period was or will be held to, by the agreements known at the cut-off."""
    if period == assessment.period:
        return assessment.target
    return target_now(facts.plan, measure, period, cut_off_day(facts))


def _edges(target: TargetNow | None) -> tuple[Decimal | None, Decimal | None]:
    """What to draw: one line for a target, two for a band."""
    if target is None:
        return None, None
    return (target.value, None) if target.band is None else (target.band.low, target.band.high)


def chart_subtitle(measure: Measure, periods: Sequence[Period]) -> str:
    """What is drawn: the unit, how often, and from when to when. The measure's name heads it already."""
    how_often = "quarterly" if isinstance(periods[0], Quarter) else "yearly"
    good = "" if measure.polarity is Polarity.CONTEXT else f" {measure.polarity.capitalize()}."
    quarters = " Q1 is April to June." if isinstance(periods[0], Quarter) else ""
    years = f"{periods[0].start.year} to {periods[-1].end.year}"
    return f"Unit: {measure.unit}; {how_often}, {years}.{good}{quarters}"


def chart_in_words(
    measure: Measure, assessment: Assessment, periods: Sequence[Period], points: Sequence[ChartPoint]
) -> str:
    """What somebody who cannot see the chart needs from it."""
    known = [(period, point.value) for period, point in zip(periods, points, strict=True) if point.value is not None]
    (first, first_value), (last, last_value) = known[0], known[-1]
    said = [
        f"Line chart of {measure.name} with {count_of(len(known), 'figure')}.",
        f"{period_in_words(first)}: {amount(first_value, measure)}.",
    ]
    if last != first:
        said.append(f"{period_in_words(last)}: {amount(last_value, measure)}.")
    missing = [period_in_words(p) for p, point in zip(periods, points, strict=True) if _is_gap(point, p, first)]
    if missing:
        said.append(f"No figure for {'; '.join(missing)}.")
    said += _lines_in_words(measure, assessment, periods[-1], points[-1])
    said.append(f"{measure_mark(assessment).word}; {travel_mark(assessment).word.lower()}.")
    return " ".join(said)


def _lines_in_words(measure: Measure, assessment: Assessment, last: Period, end: ChartPoint) -> list[str]:
    """What the lines other than the figures show."""
    said, run = [], assessment.long_run
    if end.target is not None and end.target_high is not None:
        edges = f"{short_amount(end.target, measure)} to {amount(end.target_high, measure)}"
        said.append(f"Target band for {period_in_words(last)}: {edges}.")
    elif end.target is not None:
        said.append(f"Target for {period_in_words(last)}: {amount(end.target, measure)}.")
    if run is not None:
        limits = f"{short_amount(run.lower, measure)} to {amount(run.upper, measure)}"
        said.append(f"{'Trial limits' if run.is_trial else 'Limits'} of ordinary variation: {limits}.")
        said += [f"Limits recalculated from {period_in_words(rebase.since)}." for rebase in run.rebases]
    if assessment.forecast is not None:
        likely = f", {_likely_label(end, measure)}" if end.likely is not None else ""
        said.append(f"Forecast for the end of the year: {amount(assessment.forecast.year_end, measure)}{likely}.")
    return said


def _is_gap(point: ChartPoint, period: Period, first: Period) -> bool:
    return point.value is None and point.is_past and period > first


def small_history(facts: CycleFacts, measure: Measure, assessment: Assessment) -> tuple[str, str]:
    """The sparkline and what it says; both empty with fewer than two figures."""
    past = [period for period in periods_shown(facts, assessment) if period <= assessment.period]
    found = [facts.known.get((measure.code, period)) for period in past[-MOST_IN_A_SPARKLINE:]]
    values = [o.value if o is not None else None for o in found]
    known = [value for value in values if value is not None]
    if len(known) < FEWEST_TO_DRAW:
        return "", ""
    says = f"Last {len(known)} figures, oldest first: {', '.join(plain_number(v, measure.decimals) for v in known)}"
    return sparkline(values, says), says


def _labelled(name: str, value: Decimal | None, measure: Measure) -> str:
    return f"{name} {short_amount(value, measure)}" if value is not None else ""


def axis(value: Decimal, measure: Measure) -> str:
    """A gridline's value, with only as many decimal places as it needs."""
    places = max(-int(value.normalize().as_tuple().exponent), 0)
    return short_amount(value, measure.model_copy(update={"decimals": places}))


def _source(measure: Measure, *, starts_at_zero: bool) -> str:
    source = f"Source: {measure.source}." if measure.source else ""
    return source if starts_at_zero else f"{source} The scale does not start at zero.".strip()
