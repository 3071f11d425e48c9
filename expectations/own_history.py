"""How a figure stands to the measure's own history: how far outside its usual range, and how long the same.

The score is Iglewicz and Hoaglin's modified z (How to Detect and Handle Outliers, ASQC, 1993): 0.6745 times the
distance from the median, over the median distance from it. One wild figure in the past moves neither median.
"""

from collections.abc import Sequence
from decimal import Decimal
from itertools import pairwise
from statistics import median

FEWEST = 8
"""Earlier figures without which there is no usual range to be outside of."""
_AS_A_Z = Decimal("0.6745")


def unusualness(value: Decimal, earlier: Sequence[Decimal], decimals: int) -> Decimal | None:
    """The smaller of two scores: of the figure among the earlier ones, and of its change among their changes.

    The first alone would ask about every measure that grows, the second about every figure that goes back to normal.
    None when there are too few earlier figures to tell.
    """
    if len(earlier) < FEWEST:
        return None
    changes = [after - before for before, after in pairwise(earlier)]
    return min(_score(value, earlier, decimals), _score(value - earlier[-1], changes, decimals))


def usual_change(earlier: Sequence[Decimal]) -> Decimal | None:
    """How far the measure usually moves from one period to the next, and which way."""
    changes = [after - before for before, after in pairwise(earlier)]
    return median(changes) if changes else None


def times_running(value: Decimal, earlier: Sequence[Decimal]) -> int:
    """How many times running the figure has been the same, this one included."""
    running = 1
    for one in reversed(earlier):
        if one != value:
            break
        running += 1
    return running


def _score(value: Decimal, among: Sequence[Decimal], decimals: int) -> Decimal:
    middle = median(among)
    spread = median(abs(one - middle) for one in among)
    least = Decimal(1).scaleb(-decimals)  # a measure that hardly moves is not asked about for its last decimal place
    return _AS_A_Z * abs(value - middle) / max(spread, least)
