"""Each quarter's moves, and what each partner was asked for it."""

from datetime import date, datetime

from sqlalchemy import ForeignKey, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from lsp_core.periods import Quarter
from lsp_core.store.tables.row import CODE, REFERENCE, Row


class CycleEventRow(Row):
    """One move of one quarter's cycle. Append; the key stops two movers from making the same move."""

    __tablename__ = "cycle_event"
    quarter: Mapped[Quarter] = mapped_column(primary_key=True)
    sequence: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(CODE)
    to_status: Mapped[str] = mapped_column(CODE)
    by: Mapped[str] = mapped_column(String(200))
    at: Mapped[datetime]
    reason: Mapped[str] = mapped_column(Text)
    plan_number: Mapped[int] = mapped_column(ForeignKey("plan_version.number"))


class DataRequestRow(Row):
    """That a partner was asked for a quarter's figures, and by when. Add if missing."""

    __tablename__ = "data_request"
    reference: Mapped[str] = mapped_column(REFERENCE, primary_key=True)
    quarter: Mapped[Quarter] = mapped_column(index=True)
    partner: Mapped[str] = mapped_column(CODE)
    due_on: Mapped[date]
    asked_at: Mapped[datetime]
    workbook: Mapped[str] = mapped_column(ForeignKey("stored_file.digest"))


class ExtensionRow(Row):
    """More time for what a partner was asked. Append; the last word on an item counts."""

    __tablename__ = "extension"
    number: Mapped[int] = mapped_column(primary_key=True)
    quarter: Mapped[Quarter] = mapped_column(index=True)
    partner: Mapped[str] = mapped_column(CODE)
    item: Mapped[str] = mapped_column(CODE)
    until: Mapped[date]
    reason: Mapped[str] = mapped_column(Text)
    by: Mapped[str] = mapped_column(String(200))
    at: Mapped[datetime]
