"""Judging a quarter: assess every measure, propose what that does to the risks, and tell the people it concerns."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy.orm import Session

from lsp_core.cycle import ENGINE, Cycle, CycleStatus, move
from lsp_core.errors import CycleError
from lsp_core.facts import CycleFacts
from lsp_core.judging.assessment import Assessment, Verdict
from lsp_core.judging.judge import judge
from lsp_core.messages.notices import Notice, commentary_notices, off_track_notices, proposal_notice
from lsp_core.periods import Quarter
from lsp_core.risks.model import RiskProposal
from lsp_core.risks.proposals import propose
from lsp_core.steps.queueing import queue
from lsp_core.steps.report import StepReport
from lsp_core.store import assessments as kept
from lsp_core.store import cycles, facts, messages, plans, risks
from lsp_core.store.database import Database
from lsp_core.wording import count_of


def judge_cycle(database: Database, quarter: Quarter, now: datetime) -> StepReport:
    """Judge the quarter as known now. Safe to run again until it is signed off; then it raises `CycleError`.

    Judging again moves the cut-off only when there is something new to conclude from, so that a second run with nothing
    new changes nothing.
    """
    with database.writing() as session:
        now = cycles.after_last_move(session, now)
        version = plans.in_force(session)
        cycle = cycles.cycle(session, quarter)
        name = _check_can_judge(cycle)
        gathered = facts.gather(session, version.plan, quarter, cut_off=now, as_at=now)
        concluded = judge(gathered)
        proposed = propose(gathered, concluded)
        if _nothing_new(session, cycle, gathered, concluded, proposed, version.number):
            return StepReport(f"Judge {quarter}")
        kept.replace(session, quarter, concluded, now)
        risks.replace_proposals(session, quarter, proposed)
        cycles.append(session, move(cycle, name, ENGINE, now), version.number)
        notices = _notices(session, gathered, concluded, proposed)
        told = queue(session, version.plan, notices, now)
    return StepReport(f"Judge {quarter}", (*_concluded(concluded), *_proposed(proposed), *_told(gathered, told)))


def _check_can_judge(cycle: Cycle) -> str:
    if cycle.status is CycleStatus.COLLECTING:
        return "judged"
    if cycle.status is CycleStatus.JUDGED:
        return "judged again"
    if cycle.status is CycleStatus.PLANNED:
        raise CycleError(f"{cycle.quarter} has not been opened", f'Run `lsp open "{cycle.quarter}"` first.')
    raise CycleError(
        f"{cycle.quarter} is {cycle.status}, so its judgements stand",
        "A figure that came late is shown in the next pack, old beside new.",
    )


def _nothing_new(
    session: Session,
    cycle: Cycle,
    gathered: CycleFacts,
    concluded: Sequence[Assessment],
    proposed: Sequence[RiskProposal],
    plan_number: int,
) -> bool:
    """Whether judging now says only what judging said last time: same plan, nothing newer, same conclusions."""
    cut_off = cycle.cut_off
    if cut_off is None or cycles.plan_of_last_judgement(session, cycle.quarter) != plan_number:
        return False
    known_at = [o.known_at for o in gathered.known.values()] + [o.known_at for o in gathered.resources.values()]
    known_at += [override.at for override in gathered.overrides if override.quarter == cycle.quarter]
    known_at += [rebase.at for rebase in gathered.rebases if rebase.quarter == cycle.quarter]
    if any(instant > cut_off for instant in known_at):
        return False
    reasons = {assessment.measure: kept.reasons_of(assessment) for assessment in concluded}
    by_risk = {proposal.risk: proposal for proposal in proposed}
    held = {proposal.risk: proposal for proposal in risks.proposals(session, cycle.quarter)}
    return kept.as_kept(session, cycle.quarter) == reasons and held == by_risk


def _notices(
    session: Session, gathered: CycleFacts, concluded: Sequence[Assessment], proposed: Sequence[RiskProposal]
) -> list[Notice]:
    earlier = kept.concluded(session, gathered.quarter.previous)
    since, told = _off_track_since(earlier), messages.keys(session)
    found = off_track_notices(gathered, concluded, since=since, told=told)
    asked = commentary_notices(gathered, concluded, since=since, told=told)
    return [*found, *asked, *(proposal_notice(gathered.plan, p, gathered.dates) for p in proposed if p.changes)]


def _off_track_since(earlier: Sequence[kept.Concluded]) -> dict[str, Quarter]:
    """For each measure that was off track when last judged before now, the first quarter of that run. A quarter
    without a figure neither ends a run nor starts one."""
    since: dict[str, Quarter] = {}
    for one in earlier:
        if one.is_off_track:
            since.setdefault(one.measure, one.quarter)
        elif one.verdict is not Verdict.NO_CURRENT_DATA:
            since.pop(one.measure, None)
    return since


def _concluded(concluded: Sequence[Assessment]) -> list[str]:
    counts: dict[str, int] = {}
    for assessment in concluded:
        counts[assessment.verdict] = counts.get(assessment.verdict, 0) + 1
    inner = "; ".join(f"{number} {verdict}" for verdict, number in sorted(counts.items()))
    return [f"{count_of(len(concluded), 'measure')} judged: {inner}."]


def _proposed(proposed: Sequence[RiskProposal]) -> list[str]:
    return [
        f"Risk {p.risk}: likelihood {p.now.likelihood} to {p.proposed.likelihood} proposed. {p.reason.sentence}"
        for p in proposed
        if p.changes
    ]


def _told(gathered: CycleFacts, told: Sequence[Notice]) -> list[str]:
    return [f"{gathered.plan.person(notice.to).name} will be told: {notice.subject}." for notice in told]
