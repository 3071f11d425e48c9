"""What came in, and what was found in it."""

from datetime import datetime

from sqlalchemy import ForeignKey, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from lsp_core.periods import Quarter
from lsp_core.store.tables.row import CODE, REFERENCE, Row


class PartnerReturnRow(Row):
    """One file that came in. Add if missing, by its digest: the same file twice is the same return."""

    __tablename__ = "partner_return"
    digest: Mapped[str] = mapped_column(ForeignKey("stored_file.digest"), primary_key=True)
    file_name: Mapped[str] = mapped_column(String(300))
    channel: Mapped[str] = mapped_column(CODE)
    arrived_at: Mapped[datetime]
    received_at: Mapped[datetime]
    status: Mapped[str] = mapped_column(CODE, index=True)
    quarter: Mapped[Quarter | None] = mapped_column(index=True)
    partner: Mapped[str | None] = mapped_column(CODE)
    reference: Mapped[str | None] = mapped_column(REFERENCE, unique=True)
    checked_at: Mapped[datetime | None]
    refusal: Mapped[str] = mapped_column(Text, default="")
    errors: Mapped[int] = mapped_column(default=0)
    queries: Mapped[int] = mapped_column(default=0)
    mail: Mapped[str | None] = mapped_column(ForeignKey("incoming_mail.key"))
    """The e-mail that brought it last; none for any other way."""


class FindingRow(Row):
    """One finding on one return. Replace, with the return's other findings."""

    __tablename__ = "finding"
    digest: Mapped[str] = mapped_column(ForeignKey("partner_return.digest"), primary_key=True)
    sequence: Mapped[int] = mapped_column(primary_key=True)
    rule: Mapped[str] = mapped_column(CODE)
    severity: Mapped[str] = mapped_column(CODE)
    sheet: Mapped[str] = mapped_column(String(100))
    address: Mapped[str] = mapped_column(String(40))
    subject: Mapped[str] = mapped_column(Text)
    found: Mapped[str] = mapped_column(Text)
    expected: Mapped[str] = mapped_column(Text)
    remedy: Mapped[str] = mapped_column(Text)
    row: Mapped[int]
    explained: Mapped[bool]
    characteristic: Mapped[str] = mapped_column(CODE, default="")
    explanation: Mapped[str] = mapped_column(Text, default="")
    waived: Mapped[str] = mapped_column(Text, default="")
