"""Signing a quarter off: what stops it, who may, and taking it back."""

from datetime import datetime

from sqlalchemy.orm import Session

from lsp_core.cycle import Cycle, CycleStatus, move
from lsp_core.errors import CycleError
from lsp_core.periods import Quarter
from lsp_core.plan.model import Person, Plan
from lsp_core.requests.due import cycle_dates
from lsp_core.steps.report import StepReport
from lsp_core.store import cycles, overrides, packs, plans, returns, words
from lsp_core.store.database import Database
from lsp_core.wording import count_of, listed


def sign_off_blockers(database: Database, quarter: Quarter, by: str, now: datetime) -> list[str]:
    """Everything that stops a quarter from being signed off by somebody. Nothing to say means go."""
    with database.reading() as session:
        now = cycles.after_last_move(session, now)
        return _blockers(session, plans.in_force(session).plan, cycles.cycle(session, quarter), by, now)


def sign_off(database: Database, quarter: Quarter, by: str, now: datetime) -> StepReport:
    """Keep that a named person stands by the quarter's judgements. Safe to run again: signing twice signs once.

    Raises `CycleError` with everything that stops it.
    """
    with database.writing() as session:
        now = cycles.after_last_move(session, now)
        cycle = cycles.cycle(session, quarter)
        plan = plans.in_force(session).plan
        if cycle.signed_off is not None:
            return StepReport(f"Sign off {quarter}")
        blockers = _blockers(session, plan, cycle, by, now)
        if blockers:
            raise CycleError(
                f"{quarter} cannot be signed off: {'; '.join(blockers)}", "Put these right and sign again."
            )
        signatory = plan.person(by)
        event = move(cycle, "signed off", f"{signatory.name}, {signatory.role}", now)
        cycles.append(session, event, plans.judged_under(session, quarter).number)
    return StepReport(f"Sign off {quarter}", (f"{quarter} signed off by {event.by}.",))


def reopen(database: Database, quarter: Quarter, by: str, reason: str, now: datetime) -> StepReport:
    """Take a sign-off back, before publication, with a reason that is kept. Only the coordinator may."""
    with database.writing() as session:
        plan = plans.in_force(session).plan
        if by != plan.partnership.coordinator:
            coordinator = plan.person(plan.partnership.coordinator)
            raise CycleError(f"{by!r} may not reopen a quarter", f"{coordinator.name} ({coordinator.code}) may.")
        event = move(cycles.cycle(session, quarter), "reopened", plan.person(by).name, now, reason)
        cycles.append(session, event, plans.judged_under(session, quarter).number)
    return StepReport(f"Reopen {quarter}", (f"{quarter} reopened by {event.by}: {reason}",))


def signatories(plan: Plan) -> list[Person]:
    """Who may sign: the boards' chairs and the coordinator."""
    codes = dict.fromkeys([*(board.chair for board in plan.boards), plan.partnership.coordinator])
    return [plan.person(code) for code in codes]


def _blockers(session: Session, plan: Plan, cycle: Cycle, by: str, now: datetime) -> list[str]:
    """The reasons, in the order somebody would put them right."""
    if cycle.cut_off is None:
        return [f"it is {cycle.status} and has not been judged"]
    if cycle.status is CycleStatus.PUBLISHED:
        return ["it has been published already"]
    return [
        *_may_not_sign(plan, by),
        *_unjudged_returns(session, cycle, cycle.cut_off, now),
        *_unjudged_overrides(session, cycle, cycle.cut_off, now),
        *_missing_drafts(session, plan, cycle),
        *_unread_words(session, cycle, now),
    ]


def _may_not_sign(plan: Plan, by: str) -> list[str]:
    allowed = signatories(plan)
    if by in [person.code for person in allowed]:
        return []
    return [f"{by!r} may not sign; {listed([f'{person.name} ({person.code})' for person in allowed])} may"]


def _unjudged_returns(session: Session, cycle: Cycle, cut_off: datetime, now: datetime) -> list[str]:
    blockers = []
    waiting = returns.waiting(session)
    if waiting:
        blockers.append(f"{count_of(len(waiting), 'return')} received and not checked yet (lsp collect)")
    if returns.received(session, cycle.quarter, until=now) != returns.received(session, cycle.quarter, until=cut_off):
        blockers.append("returns have been accepted since it was judged (lsp judge)")
    return blockers


def _unjudged_overrides(session: Session, cycle: Cycle, cut_off: datetime, now: datetime) -> list[str]:
    """Risk proposals and notices rest on the statuses, so what was said of one is judged from before it is signed."""
    said = overrides.made(session, until=now)
    if any(override.quarter == cycle.quarter and override.at > cut_off for override in said):
        return ["a status has been overruled, or that withdrawn, since it was judged (lsp judge)"]
    if any(at > cut_off for at in words.judged_by(session, cycle.quarter, until=now)):
        return ["somebody has decided on the limits of a chart since it was judged (lsp judge)"]
    return []


def _missing_drafts(session: Session, plan: Plan, cycle: Cycle) -> list[str]:
    """A draft of an earlier judgement does not count: nobody signs for what nobody could read."""
    drafted = {kept.board for kept in packs.of_quarter(session, cycle.quarter) if kept.cut_off == cycle.cut_off}
    missing = [dates.board for dates in cycle_dates(plan, cycle.quarter).boards if dates.board.code not in drafted]
    return [f"{board.name} has no draft pack of what was judged last (lsp pack draft)" for board in missing]


def _unread_words(session: Session, cycle: Cycle, now: datetime) -> list[str]:
    """What an owner has said since the drafts would be published without anybody having read it."""
    drafted = [kept.as_at for kept in packs.of_quarter(session, cycle.quarter) if kept.cut_off == cycle.cut_off]
    said = {
        "commented": words.commented_by_owners(session, cycle.quarter, until=now),
        "given a forecast": words.forecast_by_owners(session, cycle.quarter, until=now),
    }
    return [
        f"an owner has {what} since the packs were drafted (lsp pack draft)"
        for what, instants in said.items()
        if drafted and any(at > max(drafted) for at in instants)
    ]
