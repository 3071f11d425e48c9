"""What a chair or the coordinator decides of a chart's mean and limits: that they begin again, or stay."""

from dataclasses import dataclass, replace
from datetime import datetime
from zoneinfo import ZoneInfo

from sqlalchemy.orm import Session

from lsp_core.errors import LspError
from lsp_core.judging.assessment import Assessment
from lsp_core.judging.judge import judge
from lsp_core.judging.rebase_decisions import RebaseAnswer, RebaseAsked, RebaseDecision, in_force, said_of
from lsp_core.periods import Quarter
from lsp_core.plan.look_up import measure_meant
from lsp_core.plan.model import Measure, Plan
from lsp_core.steps.report import StepReport
from lsp_core.steps.speaking import allowed_to, judged_and_unsigned
from lsp_core.store import cycles, facts, plans, rebases
from lsp_core.store.database import Database
from lsp_core.wording import listed, period_in_words

_TITLE = {
    RebaseAnswer.ACCEPTED: "Accept new limits for",
    RebaseAnswer.DECLINED: "Decline new limits for",
    RebaseAnswer.WITHDRAWN: "Withdraw new limits for",
}


@dataclass(frozen=True)
class RebasesStanding:
    """Where one measure's limits stand in a quarter."""

    measure: Measure
    asked: RebaseAsked | None
    """What there is evidence for now."""
    said: tuple[RebaseDecision, ...]
    """Every word on its limits that counts in the quarter, oldest first."""


def decide_rebase(
    database: Database,
    answer: RebaseAnswer,
    quarter: Quarter,
    measure: str,
    since: Quarter,
    by: str,
    reason: str,
    now: datetime,
) -> StepReport:
    """Keep what a person decides of a measure's limits from a quarter on. Safe to run again: the last word counts.

    It counts from the quarter being judged on; what earlier quarters were judged to be stays. Raises `CycleError` when
    the quarter is not judged or stands already, or the person may not; `LspError` when nothing of the kind is proposed.
    """
    with database.writing() as session:
        now = cycles.after_last_move(session, now)
        judged_and_unsigned(session, quarter, nothing="no chart to decide on", stands="its judgements stand")
        plan = plans.judged_under(session, quarter).plan
        found = measure_meant(plan, quarter, measure)
        person = allowed_to(plan, found, by, "decide on the limits of")
        said = RebaseDecision(found.code, since, answer, quarter, person.name, person.role, now, reason.strip())
        _check_reason(said)
        before = said_of(rebases.made(session, now), found.code, quarter)
        if _is_said_already(said, before):
            return StepReport(f"{_TITLE[answer]} {found.code}")
        _check_can_decide(session, plan, said, before)
        rebases.append(session, said)
    return StepReport(f"{_TITLE[answer]} {found.code}", (said.in_words(ZoneInfo(plan.partnership.time_zone)),))


def rebases_standing(database: Database, quarter: Quarter, now: datetime) -> list[RebasesStanding]:
    """Every measure whose limits somebody is asked about, or has spoken of, in the order of the plan."""
    with database.reading() as session:
        now = cycles.after_last_move(session, now)
        cycle = cycles.cycle(session, quarter)
        version = plans.in_force(session) if cycle.cut_off is None else plans.judged_under(session, quarter)
        gathered = facts.gather(session, version.plan, quarter, cycle.cut_off or now, as_at=now)
    measures = {measure.code: measure for measure in version.plan.measures_on(quarter.end)}
    found = [
        RebasesStanding(measures[one.measure], _asked(one), said_of(gathered.rebases, one.measure, quarter))
        for one in judge(gathered)
    ]
    return [one for one in found if one.asked is not None or one.said]


def _check_reason(said: RebaseDecision) -> None:
    if said.answer is not RebaseAnswer.WITHDRAWN and not said.reason:
        raise LspError(
            f"New limits for {said.measure} cannot be {said.answer} without a reason",
            "Say what changed, or that nothing did; the reason is printed.",
        )


def _is_said_already(said: RebaseDecision, before: tuple[RebaseDecision, ...]) -> bool:
    last = {one.since: one for one in before}.get(said.since)
    return last is not None and replace(last, at=said.at, quarter=said.quarter) == said


def _check_can_decide(session: Session, plan: Plan, said: RebaseDecision, before: tuple[RebaseDecision, ...]) -> None:
    """New limits are agreed or declined on evidence, from where the evidence is; only what stands is withdrawn."""
    if said.answer is RebaseAnswer.WITHDRAWN:
        _check_stands(said, before)
        return
    asked = _asked(_assessment(session, plan, said))
    if asked is None:
        raise LspError(
            f"There is no evidence in {said.quarter} that {said.measure} has moved to a new level and stayed there",
            "`lsp rebase list` shows where there is. Otherwise the limits stay as they are.",
        )
    if asked.since != said.since:
        raise LspError(
            f"{said.measure} has not moved to a new level from {period_in_words(said.since)} on",
            f'The evidence is for {asked.since}: --from "{asked.since}". {asked.question}',
        )


def _check_stands(said: RebaseDecision, before: tuple[RebaseDecision, ...]) -> None:
    begun = [one.since for one in in_force(before)]
    if said.since not in begun:
        raise LspError(
            f"No new limits of {said.measure} from {period_in_words(said.since)} on are in force",
            f"Those in force begin with {listed(map(str, begun))}." if begun else "There is nothing to withdraw.",
        )


def _assessment(session: Session, plan: Plan, said: RebaseDecision) -> Assessment:
    """The measure as it was last judged: what the person who decides has read."""
    cut_off = cycles.cycle(session, said.quarter).cut_off
    assert cut_off is not None, "only a judged quarter is decided on"
    judged = judge(facts.gather(session, plan, said.quarter, cut_off, as_at=said.at))
    return next(assessment for assessment in judged if assessment.measure == said.measure)


def _asked(assessment: Assessment) -> RebaseAsked | None:
    return assessment.long_run.asked if assessment.long_run is not None else None
