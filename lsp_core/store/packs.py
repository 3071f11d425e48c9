"""Packs as they were made: what each was made from, and the digests of what came out. Append."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from sqlalchemy import select
from sqlalchemy.orm import Session

from lsp_core.forms import PackForm
from lsp_core.periods import Quarter
from lsp_core.store.tables import PackFileRow, PackRow


class KeptState(StrEnum):
    """Whether a pack may still change."""

    DRAFT = "draft"
    FINAL = "final"


@dataclass(frozen=True)
class KeptPack:
    """One version of one board's pack."""

    quarter: Quarter
    board: str
    version: int
    state: KeptState
    cut_off: datetime
    as_at: datetime
    """The instant up to which decisions were counted: later than the cut-off when an owner decided after judging."""
    plan_number: int
    template_version: str
    engine_version: str
    contents: str
    """The digest of the pack's values, before they were printed."""
    files: Mapping[PackForm, str]
    """The digest of each form's bytes."""
    word_template: str | None = None
    """The digest of the partnership's own Word template; None where it was the program's."""

    @property
    def html(self) -> str:
        """The digest of the HTML."""
        return self.files[PackForm.HTML]

    @property
    def pdf(self) -> str:
        """The digest of the PDF."""
        return self.files[PackForm.PDF]


def versions(session: Session, quarter: Quarter, board: str) -> list[KeptPack]:
    """Every version of one board's pack for a quarter, oldest first."""
    return _kept(session, PackRow.quarter == quarter, PackRow.board == board)


def finals(session: Session) -> list[KeptPack]:
    """Every published pack, oldest first."""
    return _kept(session, PackRow.state == KeptState.FINAL)


def of_quarter(session: Session, quarter: Quarter) -> list[KeptPack]:
    """Every version of every board's pack for a quarter."""
    return _kept(session, PackRow.quarter == quarter)


def append(session: Session, pack: KeptPack) -> None:
    """Keep a version."""
    session.add(
        PackRow(
            quarter=pack.quarter,
            board=pack.board,
            version=pack.version,
            state=pack.state.value,
            cut_off=pack.cut_off,
            as_at=pack.as_at,
            plan_number=pack.plan_number,
            template_version=pack.template_version,
            engine_version=pack.engine_version,
            contents=pack.contents,
            word_template=pack.word_template,
        )
    )
    session.flush()
    for form, digest in pack.files.items():
        row = PackFileRow(quarter=pack.quarter, board=pack.board, version=pack.version, form=form.value, digest=digest)
        session.add(row)
    session.flush()


def _kept(session: Session, *conditions: object) -> list[KeptPack]:
    rows = session.scalars(
        select(PackRow).where(*conditions).order_by(PackRow.quarter, PackRow.board, PackRow.version)  # type: ignore[arg-type]
    )
    return [
        KeptPack(
            quarter=row.quarter,
            board=row.board,
            version=row.version,
            state=KeptState(row.state),
            cut_off=row.cut_off,
            as_at=row.as_at,
            plan_number=row.plan_number,
            template_version=row.template_version,
            engine_version=row.engine_version,
            contents=row.contents,
            files=_files(session, row),
            word_template=row.word_template,
        )
        for row in rows
    ]


def _files(session: Session, row: PackRow) -> dict[PackForm, str]:
    """Each form's digest, in the order of the forms."""
    of_this_pack = (
        PackFileRow.quarter == row.quarter,
        PackFileRow.board == row.board,
        PackFileRow.version == row.version,
    )
    found = {kept.form: kept.digest for kept in session.scalars(select(PackFileRow).where(*of_this_pack))}
    return {form: found[form.value] for form in PackForm if form.value in found}
