"""What was concluded, proposed and decided."""

from datetime import datetime
from decimal import Decimal

from sqlalchemy import String, Text
from sqlalchemy.orm import Mapped, mapped_column

from lsp_core.periods import Period, Quarter
from lsp_core.store.tables.row import CODE, Row


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


class StatusOverrideRow(Row):
    """What a named person said of a measure's status over the rule's. Append; the last word on a quarter counts."""

    __tablename__ = "status_override"
    number: Mapped[int] = mapped_column(primary_key=True)
    quarter: Mapped[Quarter]
    measure: Mapped[str] = mapped_column(CODE)
    called: Mapped[str] = mapped_column(CODE)
    period: Mapped[Period | None]
    """What the figure it was said of is about; none where a word is taken back."""
    until: Mapped[Quarter | None]
    """The last quarter it stands in; none where it stands until the next figure."""
    by: Mapped[str] = mapped_column(String(200))
    role: Mapped[str] = mapped_column(Text)
    at: Mapped[datetime]
    reason: Mapped[str] = mapped_column(Text)


class RebaseDecisionRow(Row):
    """What a named person said of new limits for a measure's chart. Append; the last word on a beginning counts."""

    __tablename__ = "rebase_decision"
    number: Mapped[int] = mapped_column(primary_key=True)
    measure: Mapped[str] = mapped_column(CODE)
    since: Mapped[Quarter]
    answer: Mapped[str] = mapped_column(CODE)
    quarter: Mapped[Quarter]
    by: Mapped[str] = mapped_column(String(200))
    role: Mapped[str] = mapped_column(Text)
    at: Mapped[datetime]
    reason: Mapped[str] = mapped_column(Text)


class OwnerForecastRow(Row):
    """What an outcome's owner expects of a figure to come. Append; the last word of each quarter counts."""

    __tablename__ = "owner_forecast"
    number: Mapped[int] = mapped_column(primary_key=True)
    measure: Mapped[str] = mapped_column(CODE)
    quarter: Mapped[Quarter]
    about: Mapped[Period]
    value: Mapped[Decimal]
    low: Mapped[Decimal | None]
    high: Mapped[Decimal | None]
    owner: Mapped[str] = mapped_column(CODE)
    by: Mapped[str] = mapped_column(String(200))
    role: Mapped[str] = mapped_column(Text)
    at: Mapped[datetime]
    reason: Mapped[str] = mapped_column(Text)


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
