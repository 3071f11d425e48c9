"""Making a board's pack out of what the database knew at an instant, in every form it comes in.

The one way packs are made, drafted or published or verified years later, so that all three can only agree.
"""

import json
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from sqlalchemy.orm import Session

from lsp_core.forms import FORM_FILES, PackForm
from lsp_core.judging.judge import judge
from lsp_core.messages.notices import Attachment
from lsp_core.packs.assembling import build_pack
from lsp_core.packs.contents import Pack, PackState, pack_as_dict
from lsp_core.packs.printers import print_forms
from lsp_core.packs.versions import engine_version, template_version
from lsp_core.periods import Quarter
from lsp_core.plan.model import Board
from lsp_core.risks.proposals import propose
from lsp_core.risks.register import register_at, register_now
from lsp_core.store import facts, files, packs
from lsp_core.store.database import Database
from lsp_core.store.packs import KeptPack, KeptState
from lsp_core.store.plans import PlanInForce

LARGEST_E_MAIL = 2_000_000
"""What the files of one e-mail may come to: more is turned away by some boards' mail servers."""


@dataclass(frozen=True)
class Making:
    """Everything that decides what a pack says: the same making always gives the same bytes."""

    version: PlanInForce
    """The plan the quarter was judged under."""
    quarter: Quarter
    board: Board
    state: PackState
    cut_off: datetime
    as_at: datetime
    """Decisions made up to this instant are counted; figures only up to the cut-off."""
    word_template: str | None = None
    """The digest of the partnership's own Word template; None while it uses the program's."""


def assemble(session: Session, making: Making) -> Pack:
    """Work everything out again from the figures; nothing concluded earlier is read."""
    plan = making.version.plan
    gathered = facts.gather(session, plan, making.quarter, making.cut_off, making.as_at)
    assessments = judge(gathered)
    return build_pack(
        gathered,
        making.board,
        assessments=assessments,
        proposals=propose(gathered, assessments),
        register_before=register_at(plan, gathered.risk_decisions, making.quarter),
        register_now=register_now(plan, gathered.risk_decisions, making.quarter),
        state=making.state,
    )


def contents_digest(pack: Pack) -> str:
    """The digest of everything the pack says, however it is printed."""
    return files.digest_of(json.dumps(pack_as_dict(pack), sort_keys=True, ensure_ascii=False).encode())


def printed(session: Session, making: Making, pack: Pack) -> dict[PackForm, bytes]:
    """Every form of a pack."""
    template = files.content_of(session, making.word_template) if making.word_template is not None else None
    return print_forms(pack, template)


def keep(session: Session, making: Making, pack: Pack, now: datetime) -> KeptPack:
    """Print a pack and keep it, with everything it was made from."""
    kept = KeptPack(
        quarter=making.quarter,
        board=making.board.code,
        version=making.state.version,
        state=KeptState.DRAFT if making.state.is_draft else KeptState.FINAL,
        cut_off=making.cut_off,
        as_at=making.as_at,
        plan_number=making.version.number,
        template_version=template_version(),
        engine_version=engine_version(),
        contents=contents_digest(pack),
        files={
            form: files.keep(session, content, FORM_FILES[form].media_type, now)
            for form, content in printed(session, making, pack).items()
        },
        word_template=making.word_template,
    )
    packs.append(session, kept)
    return kept


def attachments(session: Session, kept: KeptPack, board: Board) -> tuple[Attachment, ...]:
    """The forms a board is sent, in the order it asked for them. The first always goes; one that would make the e-mail
    too large is left out."""
    attached: list[Attachment] = []
    for form in dict.fromkeys(board.forms):
        content = files.content_of(session, kept.files[form])
        if not attached or sum(len(one.content) for one in attached) + len(content) <= LARGEST_E_MAIL:
            attached.append(Attachment(file_name(kept, form), FORM_FILES[form].media_type, content))
    return tuple(attached)


def write_packs(database: Database, quarter: Quarter, folder: Path) -> list[Path]:
    """Write the newest version of each board's pack to a folder, for reading; the packs are kept in the database."""
    written = []
    with database.reading() as session:
        newest = {kept.board: kept for kept in packs.of_quarter(session, quarter)}
        folder.mkdir(parents=True, exist_ok=True)
        for kept in newest.values():
            for form, digest in kept.files.items():
                path = folder / file_name(kept, form)
                path.write_bytes(files.content_of(session, digest))
                written.append(path)
    return written


def file_name(kept: KeptPack, form: PackForm) -> str:
    """For example `2023-24-Q1-BOARD-final.pdf`; a draft's name has its version."""
    state = "final" if kept.state is KeptState.FINAL else f"draft-{kept.version}"
    return f"{kept.quarter.code.replace(' ', '-')}-{kept.board}-{state}{FORM_FILES[form].ending}"
