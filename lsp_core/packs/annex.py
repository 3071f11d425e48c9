"""The back of the pack: what is late, missing or revised, where every number came from, and how it was judged."""

from zoneinfo import ZoneInfo

from lsp_core.facts import ReturnReceived
from lsp_core.judging.assessment import Assessment, Status
from lsp_core.judging.spread import widest_gap
from lsp_core.judging.wholes import lacking_in_words, made_of_in_words
from lsp_core.observations import Observation, Vintage
from lsp_core.packs import certainty, forecasts, reliance
from lsp_core.packs.back_contents import (
    AnnexMeasure,
    DataQuality,
    MissingFigure,
    ProxyRow,
    ReturnRow,
    RevisedFigure,
    UnsettledFigure,
)
from lsp_core.packs.beside_others import beside_others
from lsp_core.packs.material import Material, latest_figure, latest_seen, measure_anchor
from lsp_core.packs.series import figure_heading, series_rows
from lsp_core.packs.standings import measure_mark
from lsp_core.periods import Period
from lsp_core.plan.model import Measure, Polarity
from lsp_core.requests.due import DataRequest
from lsp_core.requests.extensions import EVERYTHING, Extension, last_word
from lsp_core.wording import amount, count_of, day, exact_number, moment, period_in_words

GOOD_IS = {
    Polarity.HIGHER_IS_BETTER: "Higher is better.",
    Polarity.LOWER_IS_BETTER: "Lower is better.",
    Polarity.CONTEXT: "For context: neither higher nor lower is better.",
}


def data_quality(material: Material) -> DataQuality:
    """What is late, missing, revised or stood in for, among the board's own measures."""
    shown = [a for outcome in material.outcomes for a in material.about(outcome)]
    return DataQuality(
        missing=tuple(_missing(material, a) for a in shown if _is_missing(material, a)),
        provisional=tuple(_unsettled(material, a.observation) for a in shown if _is_provisional(a)),
        came_late=tuple(_unsettled(material, seen) for a in shown for seen in _came_late(material, a)),
        revised=_revised(material, {a.measure for a in shown}),
        proxies=tuple(row for a in shown if (row := _proxy(material, a)) is not None),
        returns=tuple(_return(material, request) for request in material.facts.requests),
        explained=reliance.explained(material, shown),
        waived=reliance.waived(material, shown),
        partners=reliance.partners(material, shown),
    )


def _is_missing(material: Material, assessment: Assessment) -> bool:
    """Including a figure whose partner was given more time, and which is therefore not due yet."""
    if assessment.status is Status.NOT_DUE and assessment.observation is None:
        return _extension(material, material.measures[assessment.measure]) is not None
    return assessment.status in (Status.OVERDUE, Status.NOT_AVAILABLE)


def _missing(material: Material, assessment: Assessment) -> MissingFigure:
    measure = material.measures[assessment.measure]
    note = assessment.observation.note if assessment.observation is not None else ""
    return MissingFigure(
        measure=measure.name,
        period=period_in_words(assessment.period),
        partner=material.plan.partner(measure.partner).name,
        why=_why_missing(material, measure, assessment),
        words=note,
    )


def _why_missing(material: Material, measure: Measure, assessment: Assessment) -> str:
    if measure.parts:
        lacks = lacking_in_words(material.plan, assessment.observation)
        return f"Worked out from its parts, {lacks or 'none of which has come'}."
    seen = assessment.observation
    if seen is not None and seen.vintage is Vintage.WITHDRAWN:
        return "The partner has taken its figure back."
    if assessment.status is Status.NOT_AVAILABLE:
        return "The partner says there is no figure."
    due = next((r.due_of(measure.code) for r in material.facts.requests if r.partner.code == measure.partner), None)
    extended = _extension(material, measure)
    more_time = f" It had {extended.in_words}" if extended is not None else ""
    return f"Due {day(due)}, not received.{more_time}" if due is not None else "Not received."


def _extension(material: Material, measure: Measure) -> Extension | None:
    """The more time its partner was given for a measure this quarter."""
    asked = (r for r in material.facts.requests if r.partner.code == measure.partner)
    return next((last_word(request.extensions, measure.code) for request in asked), None)


def _is_provisional(assessment: Assessment) -> bool:
    return assessment.observation is not None and assessment.observation.vintage is Vintage.PROVISIONAL


def _came_late(material: Material, assessment: Assessment) -> list[Observation]:
    """Figures for earlier periods that the board has met about, when nothing was known for them."""
    facts = material.facts
    if not facts.known_before:
        return []
    return [
        seen
        for (measure, period), seen in facts.known.items()
        if measure == assessment.measure
        and period < assessment.period
        and seen.value is not None
        and _was_unknown(material, measure, period)
    ]


def _was_unknown(material: Material, measure: str, period: Period) -> bool:
    before = material.facts.known_before.get((measure, period))
    return before is None or before.value is None


def _unsettled(material: Material, observation: Observation | None) -> UnsettledFigure:
    assert observation is not None, "only figures that have come are unsettled"
    measure = material.measures[observation.measure]
    return UnsettledFigure(measure.name, period_in_words(observation.period), _figure(observation, measure))


def _revised(material: Material, shown: set[str]) -> tuple[RevisedFigure, ...]:
    rows = []
    for revision in material.facts.revisions:
        after = revision.after
        if after.measure in shown:
            measure = material.measures[after.measure]
            rows.append(
                RevisedFigure(
                    measure=measure.name,
                    period=period_in_words(after.period),
                    before=_figure(revision.before, measure),
                    after=_figure(after, measure),
                    when=day(after.known_at.astimezone(_zone(material)).date()),
                    reason=after.note,
                )
            )
    return tuple(rows)


def _figure(observation: Observation, measure: Measure) -> str:
    if observation.value is None:
        return observation.in_its_place or observation.vintage.value
    return amount(observation.value, measure)


def _proxy(material: Material, assessment: Assessment) -> ProxyRow | None:
    standing = next((a for a in material.assessments if a.measure == assessment.proxy), None)
    if standing is None:
        return None
    proxy = material.measures[standing.measure]
    return ProxyRow(
        measure=material.measures[assessment.measure].name,
        proxy=proxy.name,
        mark=measure_mark(standing),
        latest=latest_figure(standing, proxy),
    )


def _return(material: Material, request: DataRequest) -> ReturnRow:
    received = [r for r in material.facts.returns if r.partner == request.partner.code]
    return ReturnRow(request.partner.name, _answered(material, request, received))


def _answered(material: Material, request: DataRequest, received: list[ReturnReceived]) -> str:
    extended = "".join(f" For {one.item or 'everything'} it had {one.in_words}" for one in request.extensions)
    if not received:
        return f"No return. It was due on {day(request.due_on)}.{extended}"
    first = received[0].received_at.astimezone(_zone(material))
    due_on = max([request.due_on, *(one.until for one in request.extensions if one.item == EVERYTHING)])
    late = f", after the due date of {day(due_on)}" if first.date() > due_on else ""
    again = f", and {count_of(len(received) - 1, 'further return')} since" if len(received) > 1 else ""
    return f"Answered on {moment(first, _zone(material))}{late}{again}.{extended}"


def _zone(material: Material) -> ZoneInfo:
    return ZoneInfo(material.plan.partnership.time_zone)


def annex(material: Material) -> tuple[AnnexMeasure, ...]:
    """Every measure of the board's outcomes, in the order of the plan."""
    order = list(material.measures)
    shown = [(outcome.name, a) for outcome in material.outcomes for a in material.about(outcome)]
    shown.sort(key=lambda pair: order.index(pair[1].measure))
    return tuple(_annex_measure(material, outcome, assessment) for outcome, assessment in shown)


def _annex_measure(material: Material, outcome: str, assessment: Assessment) -> AnnexMeasure:
    measure = material.measures[assessment.measure]
    told = [
        ("Outcome", outcome),
        ("Definition", measure.definition),
        ("Counted in", f"{measure.unit}, {measure.frequency}. {GOOD_IS[measure.polarity]}"),
        ("Source", f"{measure.source}." if measure.source else ""),
        ("Latest figure", _latest(assessment, measure)),
        ("Counts behind it", _counts(assessment, measure)),
        ("Made of", made_of_in_words(material.plan, measure, latest_seen(assessment))),
        ("Widest gap", widest_gap(material.plan, measure, latest_seen(assessment))),
        ("Supplied by", _supplied(material, assessment, measure)),
        ("Their words", _words(assessment)),
        ("Taken under a waiver", _waiver(assessment)),
        ("Target", assessment.target.sentence if assessment.target is not None else "None agreed."),
        ("Status", certainty.status_in_words(assessment)),
        ("Rule", f"{assessment.reasons[0].rule}."),
        ("Stands in for it", _stand_in(material, measure)),
    ]
    judged = [
        ("How sure", certainty.worth_saying(assessment)),
        ("Variation", certainty.variation(assessment)),
        ("Recent trend", assessment.recent_trend.sentence if assessment.recent_trend is not None else ""),
        ("Forecast", certainty.where_heading(assessment.forecast)),
        ("Forecast by", certainty.why_this_method(assessment.forecast, measure)),
        ("The owner expects", forecasts.own(material, measure)),
        ("Past forecasts", forecasts.past(material, measure, assessment)),
    ]
    return AnnexMeasure(
        code=measure.code,
        name=measure.name,
        anchor=measure_anchor(measure.code),
        outcome=outcome,
        mark=measure_mark(assessment),
        confidence=certainty.in_a_word(assessment),
        facts=tuple((heading, text) for heading, text in told if text),
        judged=tuple((heading, text) for heading, text in judged if text),
        figure_heading=figure_heading(measure),
        series=series_rows(material.facts, measure, assessment),
        beside=beside_others(material.plan, measure, assessment, "annex-others"),
    )


def _latest(assessment: Assessment, measure: Measure) -> str:
    latest = latest_seen(assessment)
    if latest is None or latest.value is None:
        return _in_its_place(latest)
    return f"{amount(latest.value, measure)} for {period_in_words(latest.period)}, {latest.vintage}."


def _in_its_place(latest: Observation | None) -> str:
    if latest is None or not latest.in_its_place:
        return "None."
    words = latest.in_its_place
    return f"{words[0].upper()}{words[1:]}, for {period_in_words(latest.period)}."


def _counts(assessment: Assessment, measure: Measure) -> str:
    latest = latest_seen(assessment)
    if latest is None or latest.numerator is None or latest.denominator is None:
        return ""
    return (
        f"{exact_number(latest.numerator)} {measure.numerator} out of "
        f"{exact_number(latest.denominator)} {measure.denominator}."
    )


def _supplied(material: Material, assessment: Assessment, measure: Measure) -> str:
    """Who gave the latest figure, when, in which return and cell; or who is to give it."""
    latest = latest_seen(assessment)
    if measure.parts:
        return f"Worked out from its parts. {material.plan.partner(measure.partner).name} answers for it."
    if latest is None:
        return f"{material.plan.partner(measure.partner).name}: nothing so far."
    partner = material.plan.partner_name(latest.partner)
    cell = f", cell {latest.where}" if str(latest.where) else ""
    came_in = f", in {latest.return_reference}{cell}" if latest.return_reference else ""
    return f"{partner}, accepted {moment(latest.known_at, _zone(material))}{came_in}."


def _words(assessment: Assessment) -> str:
    latest = latest_seen(assessment)
    return latest.note if latest is not None else ""


def _waiver(assessment: Assessment) -> str:
    latest = latest_seen(assessment)
    return latest.waiver if latest is not None else ""


def _stand_in(material: Material, measure: Measure) -> str:
    proxy = material.measures.get(measure.proxy or "")
    return f"{proxy.name}, while there is no current figure." if proxy is not None else ""
