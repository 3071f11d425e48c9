"""The partnership's rules: what counts as off track, when figures are asked for, how risks are scored.

Every description is printed in `docs/plan.md`, so it is written for a coordinator.
"""

from collections.abc import Mapping
from decimal import Decimal
from enum import StrEnum

from pydantic import Field

from lsp_core.plan.declaration import Code, Declaration


class ToleranceIn(StrEnum):
    """What a policy's tolerance counts in."""

    PERCENT = "percent of target"
    POINTS = "percentage points"
    UNITS = "the measure's own unit"


class PolicyKind(StrEnum):
    """How a status policy decides. What each needs is in `lsp_core.plan.policy_checks`."""

    TOLERANCE = "tolerance"
    """On the right side of the target, within the tolerance on the wrong side, or beyond it."""
    AGREED_TOLERANCE = "agreed tolerance"
    """The same, by the tolerance agreed with each target."""
    TWO_SIDED = "two-sided tolerance"
    """Better by more than the tolerance, within it on either side, or worse by more than it."""
    LAST_YEAR = "tolerance or last year"
    """Within the tolerance; beyond it but no worse than a year ago; or beyond it and worse."""
    FORECAST = "forecast"
    """On target; off it but forecast to meet the year's target; or off it and not."""
    PROGRESS = "progress"
    """By the share made so far of the improvement from the baseline to the target."""
    RATIO = "ratio"
    """By the figure as a percentage of the target."""
    FOUR_STEPS = "four steps"
    """By two tolerances, one within the other."""
    QUARTILE = "quartile"
    """By the quarter of the comparators the figure is among."""
    MONTHS_LATE = "months late"
    """For milestones: on time, no more than so many months late, or later."""
    CONTEXT = "context only"
    """Shown and never judged."""


_THREE = ("on track", "watch", "off track")
OWN_WORDS: Mapping[PolicyKind, tuple[str, ...]] = {
    PolicyKind.TOLERANCE: _THREE,
    PolicyKind.AGREED_TOLERANCE: _THREE,
    PolicyKind.TWO_SIDED: ("better than target", "on target", "worse than target"),
    PolicyKind.LAST_YEAR: _THREE,
    PolicyKind.FORECAST: _THREE,
    PolicyKind.PROGRESS: _THREE,
    PolicyKind.RATIO: _THREE,
    PolicyKind.FOUR_STEPS: ("green", "amber-green", "amber-red", "red"),
    PolicyKind.QUARTILE: ("best quarter", "second quarter", "third quarter", "worst quarter"),
    PolicyKind.MONTHS_LATE: _THREE,
    PolicyKind.CONTEXT: (),
}
"""What each kind of rule calls its steps, best first, unless a policy has words of its own."""


class StatusPolicy(Declaration):
    """A named rule for what counts as on track, watch and off track."""

    code: Code = Field(description="A short code, used in measures.csv.")
    name: str = Field(min_length=1, description="The rule's name, as it is printed.")
    version: int = Field(default=1, ge=1, description="Raise it whenever the rule changes.")
    kind: PolicyKind = Field(
        default=PolicyKind.TOLERANCE,
        description="How it decides: `tolerance`, `agreed tolerance`, `two-sided tolerance`, `tolerance or last year`, "
        "`forecast`, `progress`, `ratio`, `four steps`, `quartile`, `months late` or `context only`.",
    )
    tolerance: Decimal = Field(
        default=Decimal(0), ge=0, description="How far a figure may be on the wrong side of its target and be watched."
    )
    tolerance_in: ToleranceIn = Field(
        default=ToleranceIn.PERCENT,
        description="`percent of target`, `percentage points` or `the measure's own unit`.",
    )
    tolerance_at_least: Decimal = Field(
        default=Decimal(0),
        ge=0,
        description="The tolerance is never less than this, in the measure's unit: for percentages of a small target.",
    )
    outer_tolerance: Decimal | None = Field(
        default=None, gt=0, description="For four steps: the wider of the two tolerances."
    )
    thresholds: tuple[Decimal, ...] = Field(
        default=(), description="For a ratio or progress: from how many percent on track, and from how many watched."
    )
    months_late: int = Field(
        default=1, ge=0, le=24, description="For milestones: how many months late is watched rather than off track."
    )
    unknown_is_off_track: bool = Field(
        default=False, description="yes to count a figure that is overdue or not available as off track."
    )
    words: tuple[str, ...] = Field(
        default=(), description="The rule's own words for its steps, best first, such as [green, amber, red]."
    )
    same_within: Decimal = Field(
        default=Decimal(0),
        ge=0,
        description="A change no bigger than this, in the measure's unit, counts as no change.",
    )

    @property
    def step_words(self) -> tuple[str, ...]:
        """What the rule calls its steps, best first."""
        return self.words or OWN_WORDS[self.kind]


class RequestPolicy(Declaration):
    """When figures are asked for, when they are due, and who is reminded when. All in working days."""

    opens_after_quarter: int = Field(
        default=1, ge=1, le=60, description="Ask this many working days after the quarter ends."
    )
    due_after_quarter: int = Field(
        default=15, ge=1, le=90, description="Figures are due this many working days after it ends."
    )
    days_to_make_pack: int = Field(
        default=5,
        ge=1,
        le=40,
        description="Figures are due at least this many working days before the first papers go out.",
    )
    reminders: tuple[int, ...] = Field(
        default=(-5, 0, 3), description="Remind on these working days from the due date; minus is before."
    )
    escalate: int | None = Field(
        default=5, description="This many working days after the due date the partner's senior person is told."
    )
    big_change_percent: Decimal = Field(
        default=Decimal(50), gt=0, description="A figure this many percent away from the last one is queried."
    )


class RiskBand(Declaration):
    """One band of the risk matrix."""

    name: str = Field(min_length=1, description="The band's name: low, medium, high, very high.")
    from_score: int = Field(ge=1, le=25, description="The lowest score (likelihood times impact) in the band.")


class RiskPolicy(Declaration):
    """How risks are scored."""

    likelihood_labels: tuple[str, str, str, str, str] = Field(
        default=("rare", "possible", "probable", "likely", "almost certain"), description="Likelihood 1 to 5 in words."
    )
    impact_labels: tuple[str, str, str, str, str] = Field(
        default=("insignificant", "minor", "moderate", "major", "critical"), description="Impact 1 to 5 in words."
    )
    bands: tuple[RiskBand, ...] = Field(
        default=(
            RiskBand(name="low", from_score=1),
            RiskBand(name="medium", from_score=5),
            RiskBand(name="high", from_score=10),
            RiskBand(name="very high", from_score=15),
        ),
        description="The bands, lowest first.",
    )

    def band(self, score: int) -> str:
        """The name of the band a score falls in."""
        return max((b for b in self.bands if b.from_score <= score), key=lambda b: b.from_score).name


class Policies(Declaration):
    """The partnership's rules: policies.yaml."""

    status: tuple[StatusPolicy, ...] = Field(min_length=1, description="The rules for on track, watch and off track.")
    requests: RequestPolicy = Field(default=RequestPolicy(), description="When figures are asked for and chased.")
    risks: RiskPolicy = Field(default=RiskPolicy(), description="How risks are scored.")
