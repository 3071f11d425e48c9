"""Every measure of a quarter judged, from what was known at the cut-off.

The rules are in the modules beside this one; here they are put to work in order. Nothing is remembered between
quarters: an earlier quarter is judged again, from the figures known now, whenever a later conclusion rests on it.
"""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date, timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from lsp_core.facts import CycleFacts
from lsp_core.judging import rag, travel, verdict
from lsp_core.judging.absence import why_absent
from lsp_core.judging.assessment import Assessment, Comparison, Forecast, Reason, Status
from lsp_core.judging.case import Case, last_asked
from lsp_core.judging.circumstances import Circumstances, circumstances
from lsp_core.judging.confidence import Grounds, confidence
from lsp_core.judging.overrides import apply_overrides
from lsp_core.judging.past import in_order
from lsp_core.judging.rebase_decisions import said_of
from lsp_core.judging.spread import why_whole
from lsp_core.observations import Observation
from lsp_core.periods import Quarter
from lsp_core.plan.model import Measure, Plan
from lsp_core.requests.due import cycle_dates, period_due

if TYPE_CHECKING:
    from lsp_core.judging.signals import Signals

CHANCE_RULE = "chance: 95% interval from counts, v1"
TREND_RULE = "recent trend: five figures, Fingertips 2025, v1"
NOTHING_TO_COMPARE = travel.not_compared("There is no current figure to compare.")


def judge(facts: CycleFacts) -> list[Assessment]:
    """One assessment for each measure in force on the quarter's last day, in the order of the plan.

    A named person's word on a status counts over the rule's.
    """
    return _as_overruled(facts, judge_cases(cases(facts)))


def cases(facts: CycleFacts) -> list[Case]:
    """Each measure in force on the quarter's last day, with everything needed to judge it."""
    day = cut_off_day(facts)
    asked = {request.partner.code: request for request in facts.requests}
    figures = by_measure(facts.known.values(), facts.quarter)
    found = [
        Case(
            plan=facts.plan,
            measure=measure,
            quarter=facts.quarter,
            figures=figures.get(measure.code, ()),
            on=day,
            due_on=asked[measure.partner].due_of(measure.code) if measure.partner in asked else facts.dates.due_on,
            out_of_turn=_came_out_of_turn(facts, measure),
            rebases=said_of(facts.rebases, measure.code, facts.quarter),
        )
        for measure in facts.plan.measures_on(facts.quarter.end)
    ]
    return _beside_others(facts.plan, found)


def cut_off_day(facts: CycleFacts) -> date:
    """The day of the cut-off by the partnership's own clocks: what settles which targets count and what is late."""
    return facts.cut_off.astimezone(ZoneInfo(facts.plan.partnership.time_zone)).date()


def judge_earlier(facts: CycleFacts, quarter: Quarter) -> list[Assessment]:
    """An earlier quarter, by the figures known now and the targets agreed when that quarter's figures were late.

    A target lowered since does not turn an earlier miss into a success; a figure revised since does count.
    """
    due_on = cycle_dates(facts.plan, quarter).due_on
    figures = by_measure(facts.known.values(), quarter)
    found = [
        Case(
            plan=facts.plan,
            measure=measure,
            quarter=quarter,
            figures=figures.get(measure.code, ()),
            on=due_on + timedelta(days=1),
            due_on=due_on,
            rebases=said_of(facts.rebases, measure.code, quarter),
        )
        for measure in facts.plan.measures_on(quarter.end)
    ]
    return _as_overruled(facts, judge_cases(_beside_others(facts.plan, found)))


def judge_measure(case: Case) -> Assessment:
    """Everything concluded about one measure in one quarter; for many, `judge_cases` takes a fraction of the time."""
    return judge_cases([case])[0]


def judge_cases(asked: Iterable[Case]) -> list[Assessment]:
    """Everything concluded about each measure. What statistics say of them is worked out for all at once."""
    each = [(case, _seen(case)) for case in asked]
    said = iter(_signals([seen for _, seen in each if seen is not None]))
    return [_without_figure(case) if seen is None else _with_figure(case, seen, next(said)) for case, seen in each]


def by_measure(observations: Iterable[Observation], until: Quarter) -> dict[str, tuple[Observation, ...]]:
    """Each measure's figures about periods that ended by a quarter's end, in order of period."""
    found: dict[str, list[Observation]] = {}
    last_day = until.end
    for observation in in_order(o for o in observations if o.period.end <= last_day):
        found.setdefault(observation.measure, []).append(observation)
    return {measure: tuple(figures) for measure, figures in found.items()}


def _beside_others(plan: Plan, found: list[Case]) -> list[Case]:
    """The cases with their measures' places beside comparators, where the plan names any."""
    if not plan.comparators:
        return found
    from lsp_core.judging.placing import with_placings  # brings numpy, as below

    return with_placings(found)


def _as_overruled(facts: CycleFacts, judged: Iterable[Assessment]) -> list[Assessment]:
    return apply_overrides(judged, facts.overrides, ZoneInfo(facts.plan.partnership.time_zone))


def _came_out_of_turn(facts: CycleFacts, measure: Measure) -> bool:
    if not facts.known_before or period_due(measure, facts.quarter) is not None:
        return False
    period = last_asked(measure, facts.quarter)
    if period is None:
        return False
    return facts.known.get((measure.code, period)) != facts.known_before.get((measure.code, period))


def _seen(case: Case) -> Circumstances | None:
    """The figure to judge, in its circumstances; None where there is none."""
    given = case.given
    return None if given is None or given.value is None else circumstances(case, given)


def _signals(seen: Sequence[Circumstances]) -> "list[Signals]":
    if not seen:
        return []
    from lsp_core.judging.signals import signals  # brings numpy, a sixth of a second that not every command need pay

    return signals(seen)


def _with_figure(case: Case, around: Circumstances, signals: "Signals") -> Assessment:
    figure, heading = around.past.now, _heading(around, signals)
    assert figure.value is not None, "only a figure with a value is judged"
    judged = rag.judge_figure(case.measure, case.policy, figure.value, around.target, around.beside)
    evidence = _evidence(case, judged.status, around, signals)
    told, why_verdict = verdict.verdict(evidence)
    sure = confidence(judged.status, Grounds(figure, signals.interval, case.on))
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
        forecast=heading,
        reasons=(
            judged.reason,
            *why_whole(case, figure),
            *_why_going(around.against_last, around.against_last_year),
            *(case.placing.reasons if case.placing is not None else ()),
            *_why_real(signals),
            *_why_heading(heading),
            why_verdict,
            *([sure[1]] if sure else []),
        ),
        own_word=judged.own_word,
        interval=signals.interval,
        long_run=signals.long_run,
        recent_trend=signals.recent_trend,
        confidence=sure[0] if sure else None,
        placing=case.placing,
        evidence=evidence,
    )


def _heading(around: Circumstances, signals: "Signals") -> Forecast | None:
    return replace(around.heading, others=signals.others) if around.heading else None


def _evidence(case: Case, status: Status, around: Circumstances, signals: "Signals") -> verdict.Evidence:
    same_period_only = case.measure.profile in travel.SAME_PERIOD_ONLY
    compared = around.against_last_year if same_period_only else around.against_last
    return verdict.Evidence(
        status=status,
        travel=compared.travel,
        forecast_meets=around.heading.meets_target if around.heading else None,
        times_worse_running=travel.times_worse_running(case.measure, case.policy, around.past),
        has_figure=True,
        really_worsens=signals.really_worsens,
    )


def _why_going(last: Comparison, last_year: Comparison) -> list[Reason]:
    sentences = dict.fromkeys((last.sentence, last_year.sentence))
    return [Reason(travel.RULE, sentence) for sentence in sentences]


def _why_real(signals: "Signals") -> list[Reason]:
    chance, trend = signals.interval, signals.recent_trend
    return [
        *([Reason(CHANCE_RULE, chance.sentence)] if chance else []),
        *(signals.long_run.reasons if signals.long_run else ()),
        *([Reason(TREND_RULE, trend.sentence)] if trend else []),
    ]


def _why_heading(heading: Forecast | None) -> list[Reason]:
    if heading is None:
        return []
    likely = f" {heading.likely_in_words}" if heading.likely_in_words else ""
    return [Reason(f"forecast: {heading.method}, v2", heading.sentence + likely)]


def _without_figure(case: Case) -> Assessment:
    absence = why_absent(case)
    counts = _counts_as_off_track(case, absence.status)
    evidence = verdict.Evidence(absence.status, NOTHING_TO_COMPARE.travel, None, 0, unknown_is_off_track=counts)
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
        status=absence.status,
        verdict=told,
        against_last=NOTHING_TO_COMPARE,
        against_last_year=NOTHING_TO_COMPARE,
        forecast=None,
        reasons=(absence.reason, *(case.placing.reasons if case.placing is not None else ()), why_verdict),
        placing=case.placing,
        proxy=case.measure.proxy,
        own_word=case.policy.words[-1] if counts and case.policy.words else "",
        last_judged=absence.last_judged,
    )


def _counts_as_off_track(case: Case, status: Status) -> bool:
    """Whether the policy holds it against a measure with a target that its figure is owed and not known."""
    is_unknown = status in (Status.OVERDUE, Status.NOT_AVAILABLE)
    return case.policy.unknown_is_off_track and is_unknown and case.target is not None
