"""Figures, and the money and people behind outcomes, as they came to be known."""

from datetime import date, datetime
from decimal import Decimal

from sqlalchemy import Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from lsp_core.periods import Period, Quarter
from lsp_core.store.tables.row import CODE, REFERENCE, Row


class ObservationRow(Row):
    """One figure as it came to be known. Append; a later one for the same period never overwrites it."""

    __tablename__ = "observation"
    number: Mapped[int] = mapped_column(primary_key=True)
    measure: Mapped[str] = mapped_column(CODE)
    period: Mapped[Period]
    period_end: Mapped[date]
    value: Mapped[Decimal | None]
    numerator: Mapped[Decimal | None]
    denominator: Mapped[Decimal | None]
    vintage: Mapped[str] = mapped_column(CODE)
    known_at: Mapped[datetime]
    partner: Mapped[str] = mapped_column(CODE)
    note: Mapped[str] = mapped_column(Text)
    return_reference: Mapped[str] = mapped_column(REFERENCE)
    sheet: Mapped[str] = mapped_column(String(100))
    address: Mapped[str] = mapped_column(String(40))
    expected_on: Mapped[date | None]
    discontinued: Mapped[bool] = mapped_column(default=False)
    waiver: Mapped[str] = mapped_column(Text, default="")
    __table_args__ = (
        UniqueConstraint("measure", "period", "known_at", "return_reference", "address"),
        Index("ix_observation_known_at", "known_at"),
    )


class ResourceObservationRow(Row):
    """The money and people behind one fund as they came to be known. Append."""

    __tablename__ = "resource_observation"
    number: Mapped[int] = mapped_column(primary_key=True)
    fund: Mapped[str] = mapped_column(CODE)
    quarter: Mapped[Quarter]
    known_at: Mapped[datetime]
    partner: Mapped[str] = mapped_column(CODE)
    budget: Mapped[Decimal | None]
    spend_to_date: Mapped[Decimal | None]
    forecast: Mapped[Decimal | None]
    fte: Mapped[Decimal | None]
    note: Mapped[str] = mapped_column(Text)
    return_reference: Mapped[str] = mapped_column(REFERENCE)
    sheet: Mapped[str] = mapped_column(String(100))
    address: Mapped[str] = mapped_column(String(40))
    __table_args__ = (UniqueConstraint("fund", "quarter", "known_at", "return_reference"),)
