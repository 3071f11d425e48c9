"""Proving that published packs hold: each is made again from the figures and compared with what was published."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from sqlalchemy.orm import Session

from lsp_core.forms import PackForm
from lsp_core.packs.versions import engine_version, template_version
from lsp_core.steps.printing import assemble, contents_digest, printed
from lsp_core.steps.publishing import final_making
from lsp_core.store import cycles, files, packs, plans
from lsp_core.store.database import Database
from lsp_core.store.packs import KeptPack


class Found(StrEnum):
    """What making a published pack again showed, in the words that are printed."""

    REBUILT = "rebuilt byte for byte"
    SAME_WORDS = "says the same, word for word; the templates have changed since, so it looks different"
    OTHER_ENGINE = (
        "published by another version of lsp, with other rules or words; the pack as published is intact, and that "
        "version rebuilds it"
    )
    BROKEN = "does NOT rebuild as it was published"


@dataclass(frozen=True)
class Verification:
    """What was found about one published pack."""

    pack: KeptPack
    board: str
    found: Found

    @property
    def holds(self) -> bool:
        """Whether nothing speaks against the pack."""
        return self.found is not Found.BROKEN

    @property
    def sentence(self) -> str:
        """What was found, for a person."""
        return f"{self.pack.quarter}, {self.board}: {self.found}."


def verify_packs(database: Database, on_each: Callable[[], None] = lambda: None) -> list[Verification]:
    """Make every published pack again from the figures, and compare it with what was published. Changes nothing."""
    verified = []
    with database.reading() as session:
        for kept in packs.finals(session):
            verified.append(_verify(session, kept))
            on_each()
    return verified


def _verify(session: Session, kept: KeptPack) -> Verification:
    version = plans.version(session, kept.plan_number)
    board = version.plan.board(kept.board)
    signed = cycles.cycle(session, kept.quarter).signed_off
    assert signed is not None, "a published quarter was signed off"
    making = final_making(version, board, kept.version, signed, kept.cut_off, kept.word_template)
    pack = assemble(session, making)
    again = {form: files.digest_of(content) for form, content in printed(session, making, pack).items()}
    return Verification(kept, board.name, _found(session, kept, contents_digest(pack), again))


def _found(session: Session, kept: KeptPack, contents: str, again: Mapping[PackForm, str]) -> Found:
    if not _is_intact(session, kept):
        return Found.BROKEN
    if again == kept.files:
        return Found.REBUILT
    if contents == kept.contents and template_version() != kept.template_version:
        return Found.SAME_WORDS
    return Found.BROKEN if engine_version() == kept.engine_version else Found.OTHER_ENGINE


def _is_intact(session: Session, kept: KeptPack) -> bool:
    """Whether the bytes kept are still the ones published: their digest is their name."""
    return all(files.digest_of(files.content_of(session, digest)) == digest for digest in kept.files.values())
