"""Where one measure stands beside others: values only, each with its period and what it was worked out from.

How they come about is `placing`, and in which words `placing_words`. Judging decides nothing by them but under a policy
that goes by quarters of comparators.
"""

from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from lsp_core.judging.assessment import Reason
from lsp_core.observations import Observation
from lsp_core.periods import Period
from lsp_core.plan.model import Comparator, ComparatorFigure, ComparatorSet
from lsp_core.wording import period_in_words

if TYPE_CHECKING:  # needs numpy, a sixth of a second at every start
    from lsp_core.judging.comparison import Standing


@dataclass(frozen=True)
class Other:
    """One comparator and its figure for the period."""

    comparator: Comparator
    figure: ComparatorFigure | None
    """None where nothing has been published, or nothing is known of it."""
    value: Decimal | None
    """As the measure is reported; None where there is no figure, or it was suppressed."""


@dataclass(frozen=True)
class InFunnel:
    """Ours among all of them, allowing for their sizes."""

    average: Decimal
    """The share or rate of all of them together, from their counts."""
    inner: tuple[Decimal, Decimal]
    """At 95%: the limits around the average for a share; for a rate, the interval of our own."""
    outer: tuple[Decimal, Decimal]
    """At 99.8%."""
    standing: "Standing"
    beyond: int
    """How many are beyond the 99.8% limits. Many of them means that more than size and chance sets them apart."""
    of: int
    """How many have counts."""


@dataclass(frozen=True)
class Among:
    """Ours among a set of comparators, for the latest period that enough of them have a figure for."""

    peers: ComparatorSet
    period: Period
    own: Observation
    own_value: Decimal
    others: tuple[Other, ...]
    """Every member of the set, in its order, those without a figure too."""
    rank: int
    """From the best, 1; of a measure for context, from the highest. Equals share the better rank."""
    level_with: int
    """How many others have the very same figure."""
    of: int
    """How many have a figure, ours included."""
    median: Decimal
    """Of those."""
    quarter: int | None
    """1 the best to 4 the worst; None where fewer have a figure than the set asks for."""
    fifth: int | None
    """Likewise."""
    best: Other
    """The best of the others; of a measure for context, the highest."""
    gap: Decimal | None
    """How much better it is than ours; less than nothing when ours is the better. None for context."""
    funnel: InFunnel | None
    """None where fewer than four come with counts, or all counts are out of as many."""

    @property
    def missing(self) -> tuple[Other, ...]:
        """The members without a figure."""
        return tuple(other for other in self.others if other.value is None)


@dataclass(frozen=True)
class AgainstBenchmark:
    """Ours against a single comparator, for the latest period that both have a figure for."""

    benchmark: Other
    period: Period
    own: Observation
    own_value: Decimal
    standing: "Standing"
    """By its counts at 95% and 99.8%; `not compared` where ours has none."""
    inner: tuple[Decimal, Decimal] | None
    """The 95% interval of our figure; None without counts."""
    outer: tuple[Decimal, Decimal] | None
    """The 99.8% interval."""


@dataclass(frozen=True)
class Placing:
    """One measure beside others."""

    among: Among | None
    against: AgainstBenchmark | None
    finding: str
    """The finding in one sentence, for a heading."""
    reasons: tuple[Reason, ...]
    """All of it in sentences, with the rule behind each."""

    def quarter_for(self, period: Period) -> int | None:
        """The quarter of its comparators that the figure for a period is among; None when that is not known."""
        return self.among.quarter if self.among is not None and self.among.period == period else None

    def why_no_quarter(self, period: Period) -> str:
        """Why that is not known."""
        if self.among is None:
            return "too few comparators have a figure to rank it among"
        if self.among.period != period:
            return f"its comparators are known only for {period_in_words(self.among.period)}, and not for this figure"
        return f"{self.among.of} have a figure, too few to speak of quarters"
