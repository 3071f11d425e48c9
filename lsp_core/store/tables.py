"""The tables. A change here goes with a migration in `lsp_core/store/migrations`; a test compares the two.

The plan is kept as the documents it was read from, one row a version; everything that happens is rows. See
`docs/decisions/0002-the-plan-is-a-document.md`.
"""

from datetime import date, datetime
from decimal import Decimal
from typing import Any, ClassVar

from sqlalchemy import JSON, ForeignKey, Index, LargeBinary, MetaData, String, Text, UniqueConstraint
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

from lsp_core.periods import Period, Quarter
from lsp_core.store.types import Exact, Instant, PeriodCode, QuarterCode

CODE = String(40)
DIGEST = String(64)
REFERENCE = String(80)


class Row(DeclarativeBase):
    """One row of any table. Constraint names are fixed, so that migrations can name what they change."""

    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(table_name)s_%(column_0_N_name)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
            "pk": "pk_%(table_name)s",
        }
    )
    type_annotation_map: ClassVar[dict[Any, Any]] = {
        datetime: Instant,
        Decimal: Exact,
        Quarter: QuarterCode,
        Period: PeriodCode,
        dict[str, str]: JSON,
        list[str]: JSON,
        list[dict[str, str]]: JSON,
    }


class StoredFile(Row):
    """The bytes of a file, by their SHA-256: returns received, workbooks sent, packs made. Add if missing."""

    __tablename__ = "stored_file"
    digest: Mapped[str] = mapped_column(DIGEST, primary_key=True)
    media_type: Mapped[str] = mapped_column(String(100))
    content: Mapped[bytes] = mapped_column(LargeBinary)
    stored_at: Mapped[datetime]


class PlanVersion(Row):
    """One version of the partnership's folder, as the texts of its files. Add if missing."""

    __tablename__ = "plan_version"
    number: Mapped[int] = mapped_column(primary_key=True)
    digest: Mapped[str] = mapped_column(DIGEST, unique=True)
    files: Mapped[dict[str, str]]
    loaded_at: Mapped[datetime]


class CurrentPlan(Row):
    """Which version of the plan is in force: one row, moved by loading a folder. Replace."""

    __tablename__ = "current_plan"
    only: Mapped[int] = mapped_column(primary_key=True)
    number: Mapped[int] = mapped_column(ForeignKey("plan_version.number"))


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


class AssessmentRow(Row):
    """What was concluded about one measure, for reading beside other data. Replace, until sign-off.

    Packs never read it: they work everything out again from the figures.
    """

    __tablename__ = "assessment"
    quarter: Mapped[Quarter] = mapped_column(primary_key=True)
    measure: Mapped[str] = mapped_column(CODE, primary_key=True)
    outcome: Mapped[str] = mapped_column(CODE)
    period: Mapped[Period]
    value: Mapped[Decimal | None]
    target: Mapped[Decimal | None]
    status: Mapped[str] = mapped_column(CODE)
    verdict: Mapped[str] = mapped_column(CODE)
    travel: Mapped[str] = mapped_column(CODE)
    forecast: Mapped[Decimal | None]
    reasons: Mapped[list[dict[str, str]]]
    cut_off: Mapped[datetime]


class RiskProposalRow(Row):
    """A change proposed to one risk by one quarter's judgements. Replace, until sign-off."""

    __tablename__ = "risk_proposal"
    quarter: Mapped[Quarter] = mapped_column(primary_key=True)
    risk: Mapped[str] = mapped_column(CODE, primary_key=True)
    outcome: Mapped[str] = mapped_column(CODE)
    likelihood: Mapped[int]
    impact: Mapped[int]
    proposed_likelihood: Mapped[int]
    proposed_impact: Mapped[int]
    rule: Mapped[str] = mapped_column(String(200))
    sentence: Mapped[str] = mapped_column(Text)
    evidence: Mapped[list[str]]


class RiskDecisionRow(Row):
    """What a risk's owner decided. Append; the last word on a quarter counts."""

    __tablename__ = "risk_decision"
    number: Mapped[int] = mapped_column(primary_key=True)
    risk: Mapped[str] = mapped_column(CODE)
    quarter: Mapped[Quarter]
    decision: Mapped[str] = mapped_column(CODE)
    likelihood: Mapped[int]
    impact: Mapped[int]
    proposed_likelihood: Mapped[int | None]
    proposed_impact: Mapped[int | None]
    by: Mapped[str] = mapped_column(String(200))
    at: Mapped[datetime]
    reason: Mapped[str] = mapped_column(Text)


class StatusOverrideRow(Row):
    """What a named person said of a measure's status over the rule's. Append; the last word on a quarter counts."""

    __tablename__ = "status_override"
    number: Mapped[int] = mapped_column(primary_key=True)
    quarter: Mapped[Quarter]
    measure: Mapped[str] = mapped_column(CODE)
    called: Mapped[str] = mapped_column(CODE)
    by: Mapped[str] = mapped_column(String(200))
    role: Mapped[str] = mapped_column(Text)
    at: Mapped[datetime]
    reason: Mapped[str] = mapped_column(Text)


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


class MessageRow(Row):
    """One message by one route to one person. Add if missing, by the key that names what happened."""

    __tablename__ = "message"
    key: Mapped[str] = mapped_column(Text, primary_key=True)
    person: Mapped[str] = mapped_column(CODE, primary_key=True)
    route: Mapped[str] = mapped_column(CODE, primary_key=True)
    kind: Mapped[str] = mapped_column(CODE)
    reference: Mapped[str] = mapped_column(REFERENCE)
    tag: Mapped[str] = mapped_column(CODE)
    subject: Mapped[str] = mapped_column(Text)
    text: Mapped[str] = mapped_column(Text)
    attachments: Mapped[list[dict[str, str]]]
    queued_at: Mapped[datetime]
    status: Mapped[str] = mapped_column(CODE, index=True)
    claimed_at: Mapped[datetime | None]
    sent_at: Mapped[datetime | None]
    attempts: Mapped[int] = mapped_column(default=0)
    problem: Mapped[str] = mapped_column(Text, default="")
