"""The packs, drafts and published."""

from datetime import datetime

from sqlalchemy import ForeignKey, ForeignKeyConstraint
from sqlalchemy.orm import Mapped, mapped_column

from lsp_core.periods import Quarter
from lsp_core.store.tables.row import CODE, DIGEST, Row


class PackRow(Row):
    """One version of one board's pack: what it was made from. Append."""

    __tablename__ = "pack"
    quarter: Mapped[Quarter] = mapped_column(primary_key=True)
    board: Mapped[str] = mapped_column(CODE, primary_key=True)
    version: Mapped[int] = mapped_column(primary_key=True)
    state: Mapped[str] = mapped_column(CODE)
    cut_off: Mapped[datetime]
    as_at: Mapped[datetime]
    plan_number: Mapped[int] = mapped_column(ForeignKey("plan_version.number"))
    template_version: Mapped[str] = mapped_column(DIGEST)
    engine_version: Mapped[str] = mapped_column(DIGEST)
    contents: Mapped[str] = mapped_column(DIGEST)
    word_template: Mapped[str | None] = mapped_column(ForeignKey("stored_file.digest"))
    """The partnership's own template that its Word file was made from; none where it was the program's."""


class PackFileRow(Row):
    """One form of a pack: the bytes that came out. Append."""

    __tablename__ = "pack_file"
    __table_args__ = (
        ForeignKeyConstraint(["quarter", "board", "version"], ["pack.quarter", "pack.board", "pack.version"]),
    )
    quarter: Mapped[Quarter] = mapped_column(primary_key=True)
    board: Mapped[str] = mapped_column(CODE, primary_key=True)
    version: Mapped[int] = mapped_column(primary_key=True)
    form: Mapped[str] = mapped_column(CODE, primary_key=True)
    digest: Mapped[str] = mapped_column(ForeignKey("stored_file.digest"))


class WordTemplateRow(Row):
    """A Word template of the partnership's own, in use from an instant on. Append."""

    __tablename__ = "word_template"
    since: Mapped[datetime] = mapped_column(primary_key=True)
    digest: Mapped[str | None] = mapped_column(ForeignKey("stored_file.digest"))
    """None where the partnership went back to the program's own."""
