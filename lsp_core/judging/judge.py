"""Every measure of a quarter judged, from what was known at the cut-off.

The rules are in the modules beside this one; here they are put to work in order. Nothing is remembered between
quarters: an earlier quarter is judged again, from the figures known now, whenever a later conclusion rests on it.
"""

from collections.abc import Iterable
from datetime import date, timedelta
from zoneinfo import ZoneInfo

from lsp_core.facts import CycleFacts
from lsp_core.judging import rag, travel, verdict
from lsp_core.judging.absence import why_absent
from lsp_core.judging.assessment import Assessment, Comparison, Forecast, Reason, Status
from lsp_core.judging.case import Case, last_asked
from lsp_core.judging.circumstances import Circumstances, circumstances
from lsp_core.judging.past import in_order
from lsp_core.observations import Observation
from lsp_core.periods import Quarter
from lsp_core.plan.model import Measure
from lsp_core.requests.due import cycle_dates, period_due

NOTHING_TO_COMPARE = travel.not_compared("There is no current figure to compare.")


def judge(facts: CycleFacts) -> list[Assessment]:
    """One assessment for each measure in force on the quarter's last day, in the order of the plan."""
    return [judge_measure(case) for case in cases(facts)]


def cases(facts: CycleFacts) -> list[Case]:
    """Each measure in force on the quarter's last day, with everything needed to judge it."""
    day = cut_off_day(facts)
    due = {request.partner.code: request.due_on for request in facts.requests}
    figures = by_measure(facts.known.values(), facts.quarter)
    return [
        Case(
            plan=facts.plan,
            measure=measure,
            quarter=facts.quarter,
            figures=figures.get(measure.code, ()),
            on=day,
            due_on=due.get(measure.partner, facts.dates.due_on),
            out_of_turn=_came_out_of_turn(facts, measure),
        )
        for measure in facts.plan.measures_on(facts.quarter.end)
    ]


def cut_off_day(facts: CycleFacts) -> date:
    """The day of the cut-off by the partnership's own clocks: what settles which targets count and what is late."""
    return facts.cut_off.astimezone(ZoneInfo(facts.plan.partnership.time_zone)).date()


def judge_earlier(facts: CycleFacts, quarter: Quarter) -> list[Assessment]:
    """An earlier quarter, by the figures known now and the targets agreed when that quarter's figures were late.

    A target lowered since does not turn an earlier miss into a success; a figure revised since does count.
    """
    due_on = cycle_dates(facts.plan, quarter).due_on
    figures = by_measure(facts.known.values(), quarter)
    return [
        judge_measure(
            Case(
                plan=facts.plan,
                measure=measure,
                quarter=quarter,
                figures=figures.get(measure.code, ()),
                on=due_on + timedelta(days=1),
                due_on=due_on,
            )
        )
        for measure in facts.plan.measures_on(quarter.end)
    ]


def judge_measure(case: Case) -> Assessment:
    """Everything concluded about one measure in one quarter."""
    given = case.given
    return _without_figure(case) if given is None or given.value is None else _with_figure(case, given)


def by_measure(observations: Iterable[Observation], until: Quarter) -> dict[str, tuple[Observation, ...]]:
    """Each measure's figures about periods that ended by a quarter's end, in order of period."""
    found: dict[str, list[Observation]] = {}
    last_day = until.end
    for observation in in_order(o for o in observations if o.period.end <= last_day):
        found.setdefault(observation.measure, []).append(observation)
    return {measure: tuple(figures) for measure, figures in found.items()}


def _came_out_of_turn(facts: CycleFacts, measure: Measure) -> bool:
    if not facts.known_before or period_due(measure, facts.quarter) is not None:
        return False
    period = last_asked(measure, facts.quarter)
    if period is None:
        return False
    return facts.known.get((measure.code, period)) != facts.known_before.get((measure.code, period))


def _with_figure(case: Case, figure: Observation) -> Assessment:
    assert figure.value is not None, "only a figure with a value is judged"
    around = circumstances(case, figure)
    judged = rag.judge_figure(case.measure, case.policy, figure.value, around.target, around.beside)
    told, why_verdict = verdict.verdict(_evidence(case, judged.status, around))
    why_heading = _why_heading(around.against_last, around.against_last_year, around.heading)
    return Assessment(
        measure=case.measure.code,
        outcome=case.plan.outcome_of(case.measure).code,
        quarter=case.quarter,
        period=figure.period,
        observation=figure,
        latest=case.latest,
        target=around.target,
        baseline=case.baseline,
        status=judged.status,
        verdict=told,
        against_last=around.against_last,
        against_last_year=around.against_last_year,
        forecast=around.heading,
        reasons=(judged.reason, *why_heading, why_verdict),
        own_word=judged.own_word,
    )


def _evidence(case: Case, status: Status, around: Circumstances) -> verdict.Evidence:
    same_period_only = case.measure.profile in travel.SAME_PERIOD_ONLY
    compared = around.against_last_year if same_period_only else around.against_last
    return verdict.Evidence(
        status=status,
        travel=compared.travel,
        forecast_meets=around.heading.meets_target if around.heading else None,
        times_worse_running=travel.times_worse_running(case.measure, case.policy, around.past),
        has_figure=True,
    )


def _why_heading(last: Comparison, last_year: Comparison, heading: Forecast | None) -> list[Reason]:
    reasons = [Reason(travel.RULE, last.sentence)]
    if last_year.sentence != last.sentence:
        reasons.append(Reason(travel.RULE, last_year.sentence))
    if heading is not None:
        reasons.append(Reason(f"forecast: {heading.method}, v1", heading.sentence))
    return reasons


def _without_figure(case: Case) -> Assessment:
    status, why_status = why_absent(case)
    counts = _counts_as_off_track(case, status)
    evidence = verdict.Evidence(status, NOTHING_TO_COMPARE.travel, None, 0, unknown_is_off_track=counts)
    told, why_verdict = verdict.verdict(evidence)
    return Assessment(
        measure=case.measure.code,
        outcome=case.plan.outcome_of(case.measure).code,
        quarter=case.quarter,
        period=case.period,
        observation=case.given,
        latest=case.latest,
        target=case.target,
        baseline=case.baseline,
        status=status,
        verdict=told,
        against_last=NOTHING_TO_COMPARE,
        against_last_year=NOTHING_TO_COMPARE,
        forecast=None,
        reasons=(why_status, why_verdict),
        proxy=case.measure.proxy,
        own_word=case.policy.words[-1] if counts and case.policy.words else "",
    )


def _counts_as_off_track(case: Case, status: Status) -> bool:
    """Whether the policy holds it against a measure with a target that its figure is owed and not known."""
    is_unknown = status in (Status.OVERDUE, Status.NOT_AVAILABLE)
    return case.policy.unknown_is_off_track and is_unknown and case.target is not None
