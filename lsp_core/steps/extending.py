"""Giving a partner more time, for one quarter: kept with who gave it and why, and printed in the pack."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

from sqlalchemy.orm import Session

from lsp_core.cycle import Cycle, CycleStatus
from lsp_core.errors import CycleError, LspError
from lsp_core.periods import Quarter
from lsp_core.plan.model import Partner, Plan
from lsp_core.plan.written import closest, quoted
from lsp_core.requests.due import DataRequest, cycle_dates, still_owed
from lsp_core.requests.extensions import EVERYTHING, Circumstances, Extension, why_not
from lsp_core.steps.chasing import withdraw_answered
from lsp_core.steps.report import StepReport
from lsp_core.steps.signing import signatories
from lsp_core.store import cycles, extensions, observations, plans, requests
from lsp_core.store.database import Database
from lsp_core.wording import listed


def extend(
    database: Database, quarter: Quarter, partner: str, item: str, until: date, reason: str, by: str, now: datetime
) -> StepReport:
    """Give a partner until a day for an item of its request, or for all of it (`EVERYTHING`). Reminders that wait and
    are no longer true are withdrawn. Safe to run again: the same extension is given once.

    Raises `CycleError` when it is too late for more time, `LspError` when there is nothing to extend.
    """
    with database.writing() as session:
        now = cycles.after_last_move(session, now)
        plan = plans.in_force(session).plan
        request = _request(session, plan, cycles.cycle(session, quarter), partner)
        code = _item_meant(request, item)
        given = Extension(quarter, request.partner.code, code, until, reason.strip(), _name(plan, by), now)
        if _is_given(request, given):
            return StepReport(f"Extend {request.reference}")
        _check(session, plan, request, given, now)
        extensions.append(session, given)
        withdraw_answered(session, plan, now)
    what = "everything it was asked for" if code == EVERYTHING else code
    return StepReport(
        f"Extend {request.reference}",
        (f"{request.partner.name} has {given.in_words}. It is for {what}, and for {quarter} only.",),
    )


def partner_meant(plan: Plan, typed: str) -> Partner:
    """The partner of a code or a name; raises `LspError` with the one that was probably meant."""
    for partner in plan.partners:
        if typed.casefold() in (partner.code.casefold(), partner.name.casefold()):
            return partner
    codes = [partner.code for partner in plan.partners]
    meant = closest(typed, codes)
    raise LspError(
        f"No partner is called {quoted(typed)}",
        f"{f'Did you mean {meant}? ' if meant else ''}The partners are {listed(codes)}.",
    )


def _request(session: Session, plan: Plan, cycle: Cycle, partner: str) -> DataRequest:
    if cycle.status is CycleStatus.PLANNED:
        raise CycleError(
            f"{cycle.quarter} has not been opened, so nobody has a due day yet",
            f"Run `lsp open {cycle.quarter}` first.",
        )
    if not cycle.takes_returns:
        raise CycleError(
            f"{cycle.quarter} is {cycle.status}, so more time changes nothing any more",
            "A figure that comes now is kept and shows in the next pack.",
        )
    found = partner_meant(plan, partner)
    for request in requests.asked(session, plan, cycle.quarter):
        if request.partner.code == found.code:
            return request
    raise LspError(f"{found.name} was not asked for anything for {cycle.quarter}", "Check the quarter: --quarter.")


def _item_meant(request: DataRequest, typed: str) -> str:
    if typed == EVERYTHING:
        return EVERYTHING
    names = {due.measure.code: due.measure.name for due in request.figures} | {f.code: f.name for f in request.funds}
    for code, name in names.items():
        if typed.casefold() in (code.casefold(), name.casefold()):
            return code
    raise LspError(
        f"{request.partner.name} was not asked for {quoted(typed)} for {request.quarter}",
        f"It was asked for {listed(names)}.",
    )


def _name(plan: Plan, by: str) -> str:
    allowed = signatories(plan)
    if by not in [person.code for person in allowed]:
        names = listed(f"{person.name} ({person.code})" for person in allowed)
        raise CycleError(f"{by!r} may not give more time", f"{names} may: the chairs and the coordinator.")
    return plan.person(by).name


def _is_given(request: DataRequest, given: Extension) -> bool:
    last = [one for one in request.extensions if one.item == given.item][-1:]
    return [(one.until, one.reason, one.by) for one in last] == [(given.until, given.reason, given.by)]


def _check(session: Session, plan: Plan, request: DataRequest, given: Extension, now: datetime) -> None:
    today = now.astimezone(ZoneInfo(plan.partnership.time_zone)).date()
    known, resources = observations.known(session, now), observations.resources_known(session, now)
    owed = still_owed(request, known, resources).items
    items = [item for item in owed if given.concerns(item)]
    papers = [board.papers_go_out_on for board in cycle_dates(plan, request.quarter).boards]
    around = Circumstances(
        today=today,
        due_on=min(map(request.due_of, items), default=request.due_on),
        last_papers=max(papers, default=None),
        is_answered=not items,
    )
    refused = why_not(given.until, given.reason, around)
    if refused is not None:
        raise LspError(*refused)
