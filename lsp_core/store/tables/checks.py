"""What people have said of the checks: partners in answer to a question, approvers letting a figure through."""

from datetime import date, datetime

from sqlalchemy import Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from lsp_core.periods import Quarter
from lsp_core.store.tables.row import CODE, REFERENCE, Row


class ExplanationRow(Row):
    """A partner's answer to one question about a figure. Append; the last counts while the figure says the same."""

    __tablename__ = "explanation"
    number: Mapped[int] = mapped_column(primary_key=True)
    partner: Mapped[str] = mapped_column(CODE)
    rule: Mapped[str] = mapped_column(CODE)
    about: Mapped[str] = mapped_column(String(60))
    period: Mapped[str] = mapped_column(String(60))
    said: Mapped[str] = mapped_column(Text)
    asked: Mapped[str] = mapped_column(Text)
    words: Mapped[str] = mapped_column(Text)
    known_at: Mapped[datetime]
    return_reference: Mapped[str] = mapped_column(REFERENCE)
    __table_args__ = (Index("ix_explanation_known_at", "known_at"),)


class WaiverRow(Row):
    """A check waived, or that taken back. Append; the last word on a rule, whom it is for and a quarter counts."""

    __tablename__ = "waiver"
    number: Mapped[int] = mapped_column(primary_key=True)
    about: Mapped[str] = mapped_column(CODE)
    rule: Mapped[str] = mapped_column(CODE)
    quarter: Mapped[Quarter | None]
    until: Mapped[date]
    by: Mapped[str] = mapped_column(String(200))
    role: Mapped[str] = mapped_column(Text)
    reason: Mapped[str] = mapped_column(Text)
    at: Mapped[datetime]
    is_withdrawn: Mapped[bool]
