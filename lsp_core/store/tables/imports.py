"""The scorecards of an earlier time whose figures were brought in."""

from datetime import datetime

from sqlalchemy import ForeignKey, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from lsp_core.store.tables.row import REFERENCE, Row


class ImportedFileRow(Row):
    """One import of one file by one mapping. Append: the same file may be taken again by a better mapping."""

    __tablename__ = "imported_file"
    number: Mapped[int] = mapped_column(primary_key=True)
    reference: Mapped[str] = mapped_column(REFERENCE, unique=True)
    digest: Mapped[str] = mapped_column(ForeignKey("stored_file.digest"))
    file_name: Mapped[str] = mapped_column(String(300))
    by: Mapped[str] = mapped_column(String(200))
    at: Mapped[datetime]
    mapping: Mapped[str] = mapped_column(Text)
