"""Publishing: each board's pack is made for the last time, frozen and sent. Proving it later is `verifying`."""

from collections.abc import Callable
from datetime import datetime

from sqlalchemy.orm import Session

from lsp_core.cycle import ENGINE, CycleEvent, CycleStatus, move
from lsp_core.messages.notices import Notice, pack_notice, readers
from lsp_core.packs.contents import Pack, PackState
from lsp_core.packs.conversation import questions_put
from lsp_core.periods import Quarter
from lsp_core.plan.model import Board, Plan
from lsp_core.requests.due import cycle_dates
from lsp_core.steps.printing import Making, assemble, attachments, keep
from lsp_core.steps.queueing import queue
from lsp_core.steps.report import StepReport
from lsp_core.store import challenge, cycles, packs, plans, word_templates
from lsp_core.store.database import Database
from lsp_core.store.packs import KeptPack
from lsp_core.store.plans import PlanInForce


def publish_packs(
    database: Database, quarter: Quarter, now: datetime, on_each: Callable[[], None] = lambda: None
) -> StepReport:
    """Freeze each board's pack and queue it to the board's members. Safe to run again at any time: published once.

    Raises `CycleError` while the quarter has not been signed off.
    """
    did = []
    with database.writing() as session:
        cycle = cycles.cycle(session, quarter)
        if cycle.status is CycleStatus.PUBLISHED:
            return StepReport(f"Publish packs for {quarter}")
        event = move(cycle, "published", ENGINE, now)
        assert cycle.signed_off is not None
        assert cycle.cut_off is not None
        version = plans.judged_under(session, quarter)
        template = word_templates.in_use(session, now)
        for dates in cycle_dates(version.plan, quarter).boards:
            number = len(packs.versions(session, quarter, dates.board.code)) + 1
            making = final_making(version, dates.board, number, cycle.signed_off, cycle.cut_off, template)
            pack = assemble(session, making)
            kept = keep(session, making, pack, now)
            challenge.add_questions(session, questions_put(pack, quarter, dates.board.code, now))
            queue(session, version.plan, _notices(session, version.plan, dates.board, kept, pack), now)
            did.append(f"{dates.board.name}: published as version {number}, and frozen.")
            on_each()
        cycles.append(session, event, version.number)
    return StepReport(f"Publish packs for {quarter}", tuple(did))


def final_making(
    version: PlanInForce, board: Board, number: int, signed: CycleEvent, cut_off: datetime, word_template: str | None
) -> Making:
    """What decides a board's final pack, the same whenever it is asked."""
    state = PackState(version=number, produced_at=signed.at, signed_by=signed.by, signed_at=signed.at)
    return Making(version, signed.quarter, board, state, cut_off, as_at=signed.at, word_template=word_template)


def _notices(session: Session, plan: Plan, board: Board, kept: KeptPack, pack: Pack) -> list[Notice]:
    attached = attachments(session, kept, board)
    return [
        pack_notice(plan, board, kept.quarter, plan.person(code), attached, counts=pack.front.counts)
        for code in readers(board)
    ]
