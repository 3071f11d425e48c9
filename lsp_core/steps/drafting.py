"""Drafting each board's pack, as often as there is something new to say."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime

from sqlalchemy.orm import Session

from lsp_core.cycle import Cycle, CycleStatus
from lsp_core.errors import CycleError, PackError
from lsp_core.messages.notices import Notice, draft_pack_notice
from lsp_core.packs.contents import PackState
from lsp_core.periods import Quarter
from lsp_core.plan.model import Board, Plan
from lsp_core.requests.due import cycle_dates
from lsp_core.steps.printing import Making, assemble, attachments, contents_digest, keep
from lsp_core.steps.queueing import queue
from lsp_core.steps.report import StepReport
from lsp_core.store import challenge, cycles, packs, plans, risks, word_templates, words
from lsp_core.store.database import Database
from lsp_core.store.packs import KeptPack
from lsp_core.store.plans import PlanInForce


def draft_packs(
    database: Database, quarter: Quarter, now: datetime, on_each: Callable[[], None] = lambda: None
) -> StepReport:
    """Make each board's draft. Safe to run again until the quarter is signed off; after that there is nothing to draft.

    A new version is kept only when it says something the last one did not. Raises `CycleError` before judging.
    """
    did = []
    with database.writing() as session:
        now = cycles.after_last_move(session, now)
        cycle = cycles.cycle(session, quarter)
        if cycle.cut_off is None:
            raise CycleError(f"{quarter} has not been judged", f"Run `lsp judge {quarter}` first.")
        if cycle.status is not CycleStatus.JUDGED:
            return StepReport(f"Draft packs for {quarter}")
        version = plans.judged_under(session, quarter)
        meeting = [dates.board for dates in cycle_dates(version.plan, quarter).boards]
        if not meeting:
            raise PackError(
                f"No board meets in time to be given {quarter}", "Add the boards' next meeting dates to boards.yaml."
            )
        for board in meeting:
            kept = _draft(session, version, cycle, cycle.cut_off, board, now)
            if kept is not None:
                queue(session, version.plan, [_notice(session, version.plan, board, kept)], now)
                did.append(f"{board.name}: draft version {kept.version} made.")
            on_each()
    return StepReport(f"Draft packs for {quarter}", tuple(did))


def _draft(
    session: Session, version: PlanInForce, cycle: Cycle, cut_off: datetime, board: Board, now: datetime
) -> KeptPack | None:
    """Keep the next version of one board's draft, or nothing if it would say the same as the last."""
    as_at = _last_word(session, cycle, cut_off, now)
    earlier = packs.versions(session, cycle.quarter, board.code)
    last, template = (earlier[-1] if earlier else None), word_templates.in_use(session, now)
    if last is not None:
        again = _making(version, cycle, board, last.version, cut_off, as_at)
        if last.word_template == template and contents_digest(assemble(session, again)) == last.contents:
            return None
    making = _making(version, cycle, board, last.version + 1 if last else 1, cut_off, as_at)
    making = replace(making, word_template=template)
    return keep(session, making, assemble(session, making), now)


def _notice(session: Session, plan: Plan, board: Board, kept: KeptPack) -> Notice:
    """The draft, to the coordinator, to be looked over before anybody signs."""
    return draft_pack_notice(plan, board, kept.quarter, kept.version, attachments(session, kept, board))


def _making(
    version: PlanInForce, cycle: Cycle, board: Board, number: int, cut_off: datetime, as_at: datetime
) -> Making:
    state = PackState(version=number, produced_at=as_at)
    return Making(version, cycle.quarter, board, state, cut_off, as_at)


def _last_word(session: Session, cycle: Cycle, cut_off: datetime, now: datetime) -> datetime:
    """The cut-off, or the last that anybody has said, decided, overruled or forecast since. It dates the draft, so that
    drafting again with nothing new gives the same draft."""
    decided = [decision.at for decision in risks.decisions(session, now) if decision.quarter == cycle.quarter]
    said = words.judged_by(session, cycle.quarter, now) + words.forecast_by_owners(session, cycle.quarter, now)
    talked = challenge.record(session, now).last_said_at or cut_off
    return max([cut_off, talked, *decided, *said])
