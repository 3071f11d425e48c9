"""Indicators and their measures, targets, funds, risks and history: what the tables declare.

Every description is printed in `docs/plan.md`, so it is written for a coordinator.
"""

from datetime import date
from decimal import Decimal
from enum import StrEnum

from pydantic import Field

from lsp_core.plan.declaration import Code, Declaration
from lsp_core.plan.values import number


class Polarity(StrEnum):
    """Which way is good."""

    HIGHER_IS_BETTER = "higher is better"
    LOWER_IS_BETTER = "lower is better"
    CONTEXT = "context only"
    """Neither: the figure is shown, and judged only where a band has been agreed for it (see `Profile.BAND`)."""


class Frequency(StrEnum):
    """What stretch of time one figure covers."""

    QUARTERLY = "quarterly"
    FINANCIAL_YEAR = "financial year"
    ACADEMIC_YEAR = "academic year"
    CALENDAR_YEAR = "calendar year"


class Profile(StrEnum):
    """How a target for the year becomes a target for each quarter."""

    FLAT = "flat"
    """The year's target applies in every quarter."""
    LINEAR = "linear"
    """In equal steps from the baseline to the year's target."""
    PHASED = "phased"
    """From the baseline to the year's target in steps as large as the measure's weights."""
    GEOMETRIC = "geometric"
    """From the baseline to the year's target by the same factor each quarter."""
    STEP = "step"
    """The baseline until the year's end, then the year's target."""
    CUMULATIVE = "cumulative"
    """The figure counts up from 1 April: a quarter of the year's target by June, or the share its weights give."""
    ROLLING = "rolling twelve months"
    """The figure is for the twelve months to the quarter's end, and the year's target applies to each of them."""
    BAND = "band"
    """The figure is to be kept between a low and a high edge. Neither way is better, so its polarity is for context."""
    GRADE = "grade"
    """The figure is a whole grade or level, and the year's target applies in every quarter."""
    MILESTONE = "milestone"
    """The figure is 1 for done or 0 for not done, and the target is the period it is to be done by."""


class TargetKind(StrEnum):
    """What a row of targets.csv states."""

    TARGET = "target"
    BASELINE = "baseline"
    LOW = "low"
    """The lower edge of a band."""
    HIGH = "high"
    """The upper edge of a band."""


class Indicator(Declaration):
    """What is measured, under one outcome. It can have several measures. One row of indicators.csv."""

    code: Code = Field(description="A short code.")
    title: str = Field(min_length=1, description="The indicator's title.")
    outcome: Code = Field(description="The outcome it shows progress on.")


class Measure(Declaration):
    """One definition of one measure, valid from a date. A row of measures.csv; a later row with the same code and a
    later valid_from replaces it from that day on."""

    code: Code = Field(description="A short code, such as AE4H. Several measures may share an indicator.")
    indicator: Code = Field(description="The indicator it belongs to.")
    name: str = Field(min_length=1, description="The measure's name, as it is printed.")
    definition: str = Field(min_length=1, description="What is counted and how; printed beside the box to fill in.")
    unit: str = Field(min_length=1, description="%, people, per 100,000 people, kt CO2e. Printed beside every figure.")
    decimals: int = Field(default=1, ge=0, le=6, description="Decimal places it is reported to.")
    polarity: Polarity = Field(description="`higher is better`, `lower is better` or `context only`.")
    frequency: Frequency = Field(description="`quarterly`, `financial year`, `academic year` or `calendar year`.")
    asked_in: int | None = Field(
        default=None, ge=1, le=4, description="For a yearly measure, the quarter's request (1 to 4) that asks for it."
    )
    years_behind: int = Field(
        default=0, ge=0, le=5, description="For a yearly measure, how many whole years the published figure lags."
    )
    partner: Code = Field(description="The partner that supplies it.")
    policy: Code = Field(description="The status policy it is judged by.")
    profile: Profile = Field(
        default=Profile.FLAT,
        description="`flat`, `linear`, `phased`, `geometric`, `step`, `cumulative`, `rolling twelve months`, `band`, "
        "`grade` or `milestone`.",
    )
    proxy: Code | None = Field(default=None, description="A measure to watch while this one has no new figure.")
    numerator: str = Field(default="", description="What the top of the fraction counts, if partners send the counts.")
    denominator: str = Field(default="", description="What the bottom of the fraction counts.")
    scale: Decimal = Field(
        default=Decimal(100), gt=0, description="Numerator over denominator times this is the figure."
    )
    minimum: Decimal | None = Field(default=None, description="The lowest figure that can be right.")
    maximum: Decimal | None = Field(default=None, description="The highest figure that can be right.")
    source: str = Field(default="", description="Where the figure is published or kept.")
    valid_from: date = Field(description="The first day this definition applies.")
    weights: str = Field(
        default="",
        description="For a phased measure, or a cumulative one that does not come evenly: how much of the year belongs "
        "to each quarter, such as 20;25;25;30.",
    )
    compared_with: Code | None = Field(
        default=None, description="The set of comparators (from comparator_sets.yaml) it is put beside."
    )
    benchmark: Code | None = Field(
        default=None, description="A single comparator it is held against as well, such as England."
    )

    parts: str = Field(
        default="",
        description="For a whole that is worked out from others and asked of nobody: the codes of the measures it is "
        "made of, such as AE4H-N;AE4H-S. They may not overlap. Its partner is then the one that answers for it.",
    )
    may_lack_parts: int = Field(
        default=0, ge=0, description="For a whole, how many of its parts may be missing before it cannot be said."
    )
    suppress_below: int | None = Field(
        default=None,
        ge=2,
        le=100,
        description="Counts of 1 or more and below this, such as 5, are shown to nobody but the partner that sent "
        "them and the coordinator. Blank shows every figure.",
    )

    @property
    def part_codes(self) -> tuple[str, ...]:
        """The codes of the measures a whole is made of; empty for any other measure."""
        return tuple(code.strip() for code in self.parts.split(";") if code.strip())

    @property
    def quarter_weights(self) -> tuple[Decimal, ...]:
        """What each quarter of the year weighs; empty where the year is shared out evenly. Raises `Unreadable`."""
        return tuple(number(part) for part in self.weights.split(";")) if self.weights else ()

    @property
    def from_counts(self) -> bool:
        """Whether partners send the two counts behind the figure as well."""
        return bool(self.numerator and self.denominator)


class Target(Declaration):
    """A target, a baseline or an edge of a band for one measure and period, as it was agreed on a date. A row of
    targets.csv."""

    measure: Code = Field(description="The measure.")
    kind: TargetKind = Field(description="`target`, `baseline`, or the `low` or `high` edge of a band.")
    period: str = Field(
        description="The financial year (2023-24), or a single period such as 2023-24 Q2 or 2023. For a milestone, the "
        "quarter or the month (2023-09) by whose end it is to be done."
    )
    value: Decimal = Field(description="The target or baseline, in the measure's unit; for a milestone, 1.")
    valid_from: date = Field(
        description="The day it was agreed; a later row for the same period replaces it from then."
    )
    approved_by: str = Field(default="", description="Who agreed it.")
    reason: str = Field(default="", description="Why it was set or changed; say here if it is invented.")
    tolerance: Decimal | None = Field(
        default=None, ge=0, description="The tolerance agreed with this target, for a policy that asks for one."
    )


class Fund(Declaration):
    """Money and people behind one outcome for one financial year. A row of funds.csv."""

    code: Code = Field(description="A short code.")
    name: str = Field(min_length=1, description="The fund's name.")
    partner: Code = Field(description="The partner that holds it and reports on it.")
    outcome: Code = Field(description="The outcome it is for.")
    kind: str = Field(default="mainstream", description="mainstream, pooled, aligned, grant or in kind.")
    year: str = Field(description="The financial year, such as 2023-24.")
    budget: Decimal = Field(ge=0, description="The year's budget in whole pounds.")
    fte: Decimal | None = Field(default=None, ge=0, description="Full-time equivalent staff planned.")
    note: str = Field(default="", description="Anything a reader should know; say here if it is invented.")


class Risk(Declaration):
    """A risk on the register as it stood when the plan began. A row of risks.csv; scores move in the cycle."""

    code: Code = Field(description="A short code.")
    outcome: Code = Field(description="The outcome it threatens.")
    title: str = Field(min_length=1, description="The risk in a few words.")
    cause: str = Field(default="", description="Because of...")
    event: str = Field(default="", description="...there is a risk that...")
    consequence: str = Field(default="", description="...which would mean...")
    owner: Code = Field(description="The person who owns it.")
    likelihood: int = Field(ge=1, le=5, description="How likely now, 1 to 5.")
    impact: int = Field(ge=1, le=5, description="How bad, 1 to 5.")
    target_likelihood: int = Field(ge=1, le=5, description="How likely it should be once controls work.")
    controls: str = Field(default="", description="What is being done about it.")
    watches_outcome: bool = Field(
        default=False,
        description="yes when this is the risk that the outcome itself is missed; the cycle proposes its score.",
    )


class History(Declaration):
    """A figure from before the first cycle, so that charts do not start empty. A row of history.csv."""

    measure: Code = Field(description="The measure.")
    period: str = Field(description="The period, such as 2022-23 Q1 or 2022-23.")
    value: Decimal = Field(description="The figure.")
    numerator: Decimal | None = Field(default=None, description="The top of the fraction, where known.")
    denominator: Decimal | None = Field(default=None, description="The bottom of the fraction, where known.")
    source: str = Field(default="", description="Where it was published.")
