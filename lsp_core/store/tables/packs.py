"""The packs, drafts and published."""

from datetime import datetime

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from lsp_core.periods import Quarter
from lsp_core.store.tables.row import CODE, DIGEST, Row


class PackRow(Row):
    """One version of one board's pack: what it was made from, and the bytes that came out. Append."""

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
    html: Mapped[str] = mapped_column(ForeignKey("stored_file.digest"))
    pdf: Mapped[str] = mapped_column(ForeignKey("stored_file.digest"))
