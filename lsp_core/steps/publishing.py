"""Publishing: each board's pack is made for the last time, frozen and sent; and proving later that it holds."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from lsp_core.cycle import CycleEvent, CycleStatus, move
from lsp_core.messages.notices import Notice, pack_notice, readers
from lsp_core.packs.contents import Pack, PackState
from lsp_core.packs.html import render_html
from lsp_core.packs.pdf import render_pdf
from lsp_core.packs.versions import template_version
from lsp_core.periods import Quarter
from lsp_core.plan.model import Board, Plan
from lsp_core.requests.due import cycle_dates
from lsp_core.steps.printing import Making, assemble, attachments, contents_digest, keep, plan_judged_under
from lsp_core.steps.queueing import queue
from lsp_core.steps.report import StepReport
from lsp_core.store import cycles, files, packs, plans
from lsp_core.store.database import Database
from lsp_core.store.packs import KeptPack
from lsp_core.store.plans import PlanInForce

ENGINE = "the engine"


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
        version = plan_judged_under(session, quarter)
        for dates in cycle_dates(version.plan, quarter).boards:
            number = len(packs.versions(session, quarter, dates.board.code)) + 1
            making = _final(version, dates.board, number, cycle.signed_off, cycle.cut_off)
            pack = assemble(session, making)
            kept = keep(session, making, pack, now)
            queue(session, version.plan, _notices(session, version.plan, dates.board, kept, pack), now)
            did.append(f"{dates.board.name}: published as version {number}, and frozen.")
            on_each()
        cycles.append(session, event, version.number)
    return StepReport(f"Publish packs for {quarter}", tuple(did))


@dataclass(frozen=True)
class Verification:
    """What making one published pack again showed."""

    pack: KeptPack
    board: str
    same_contents: bool
    same_bytes: bool
    same_templates: bool

    @property
    def holds(self) -> bool:
        """Whether the pack is as it was published. When the templates have changed since, only what it says can be."""
        return self.same_bytes or (self.same_contents and not self.same_templates)

    @property
    def sentence(self) -> str:
        """What was found, for a person."""
        name = f"{self.pack.quarter}, {self.board}"
        if self.same_bytes:
            return f"{name}: rebuilt byte for byte."
        if self.holds:
            return f"{name}: says the same, word for word; the templates have changed since, so it looks different."
        return f"{name}: does NOT rebuild as it was published."


def verify_packs(database: Database, on_each: Callable[[], None] = lambda: None) -> list[Verification]:
    """Make every published pack again from the figures, and compare it with what was published. Changes nothing."""
    found = []
    with database.reading() as session:
        for kept in packs.finals(session):
            found.append(_verify(session, kept))
            on_each()
    return found


def _verify(session: Session, kept: KeptPack) -> Verification:
    version = plans.version(session, kept.plan_number)
    board = version.plan.board(kept.board)
    signed = cycles.cycle(session, kept.quarter).signed_off
    assert signed is not None, "a published quarter was signed off"
    pack = assemble(session, _final(version, board, kept.version, signed, kept.cut_off))
    printed = (files.digest_of(render_html(pack).encode()), files.digest_of(render_pdf(pack)))
    return Verification(
        pack=kept,
        board=board.name,
        same_contents=contents_digest(pack) == kept.contents,
        same_bytes=printed == (kept.html, kept.pdf) and _is_intact(session, kept),
        same_templates=template_version() == kept.template_version,
    )


def _is_intact(session: Session, kept: KeptPack) -> bool:
    """Whether the bytes kept are still the ones published: their digest is their name."""
    return all(files.digest_of(files.content_of(session, digest)) == digest for digest in (kept.html, kept.pdf))


def _final(version: PlanInForce, board: Board, number: int, signed: CycleEvent, cut_off: datetime) -> Making:
    state = PackState(version=number, produced_at=signed.at, signed_by=signed.by, signed_at=signed.at)
    return Making(version, signed.quarter, board, state, cut_off, as_at=signed.at)


def _notices(session: Session, plan: Plan, board: Board, kept: KeptPack, pack: Pack) -> list[Notice]:
    both = attachments(session, kept)
    return [
        pack_notice(plan, board, kept.quarter, plan.person(code), both, counts=pack.front.counts)
        for code in readers(board)
    ]
