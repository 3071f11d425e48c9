"""How Northern Ireland's wellbeing framework tells improving from worsening: by change since a base year.

The change is the latest value less the base year's, rounded to the most decimal places any value of the series has. It
counts from the threshold on, in either direction; so with a threshold of zero, no change at all reads as improving, as
it does in the framework's own code. A threshold that grows is so much for each period since the base year.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from lsp_core.plan.model import Polarity
from lsp_core.wording import rounded


class Change(StrEnum):
    """What the framework says of an indicator."""

    IMPROVING = "improving"
    WORSENING = "worsening"
    NO_CHANGE = "no_change"
    INSUFFICIENT = "insufficient"
    """There is no base year to measure from."""


@dataclass(frozen=True)
class Threshold:
    """How much change counts."""

    size: Decimal
    grows_each_period: bool = False


def change_since_base(
    periods: Sequence[str],
    values: Sequence[Decimal | None],
    base_period: str | None,
    threshold: Threshold,
    polarity: Polarity,
) -> Change:
    """What has become of an indicator since its base year. Periods are oldest first, one to a value."""
    if base_period is None or base_period not in periods:
        return Change.INSUFFICIENT
    base, latest = periods.index(base_period), len(periods) - 1
    if base == latest:
        return Change.NO_CHANGE
    begun, now = values[base], values[latest]
    if begun is None or now is None:
        return Change.INSUFFICIENT
    counts = threshold.size * (latest - base) if threshold.grows_each_period else threshold.size
    change = rounded(now - begun, _decimals(values))
    for_the_better = change if polarity is Polarity.HIGHER_IS_BETTER else -change
    if for_the_better >= counts:
        return Change.IMPROVING
    return Change.WORSENING if for_the_better <= -counts else Change.NO_CHANGE


def _decimals(values: Sequence[Decimal | None]) -> int:
    """The most decimal places any value has."""
    return max((max(-int(v.normalize().as_tuple().exponent), 0) for v in values if v is not None), default=0)
