"""How Scotland's Community Planning Outcomes Profile colours a partnership against Scotland or another partnership.

Two things are compared, the latest value and the rate of improvement since the first, and both have to agree. The rate
is not turned round for polarity: a fall in something that should fall is a negative rate, and the colour is turned
round instead.
"""

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from lsp_core.plan.model import Polarity


class Colour(StrEnum):
    """The colours of the profile's traffic lights."""

    GREEN = "green"
    RED = "red"
    YELLOW = "yellow"
    """Higher and slower, or lower and faster."""
    BLACK = "black"
    """The same latest value."""


@dataclass(frozen=True)
class FirstAndLast:
    """One area's first and latest values."""

    first: Decimal | None
    last: Decimal | None

    @property
    def improvement_rate(self) -> Decimal | None:
        """The change since the first value, in percent of it; None without both, or from a first value of zero."""
        if not self.first or self.last is None:
            return None
        return (self.last / self.first - 1) * 100


def colour(area: FirstAndLast, comparator: FirstAndLast, polarity: Polarity) -> Colour | None:
    """The area's colour beside the comparator; None when a value or a rate is missing, or neither way is better."""
    rate, other_rate = area.improvement_rate, comparator.improvement_rate
    if area.last is None or comparator.last is None or rate is None or other_rate is None:
        return None
    if polarity is Polarity.CONTEXT:
        return None
    if area.last == comparator.last:
        return Colour.BLACK
    is_higher = area.last > comparator.last
    if rate == other_rate or (rate > other_rate) is not is_higher:
        return Colour.YELLOW
    return Colour.GREEN if is_higher is (polarity is Polarity.HIGHER_IS_BETTER) else Colour.RED
