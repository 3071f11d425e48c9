"""How the Office for Local Government put a council beside others in words: by how far it is from their median.

The distance is counted in median absolute deviations, positive for better. Its template gives bands that share their
edges and does not say which of the two an edge belongs to; here it belongs to the milder one, the nearer to the middle.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal


@dataclass(frozen=True)
class Phrase:
    """What is said of a distance between two others, both included."""

    lower: Decimal
    upper: Decimal
    text: str

    @property
    def middle(self) -> Decimal:
        """How far the band is from the median."""
        return abs(self.lower + self.upper) / 2


PHRASES = (
    Phrase(Decimal("3"), Decimal("7.5"), "much better than"),
    Phrase(Decimal("1.5"), Decimal("3"), "better than"),
    Phrase(Decimal("0.5"), Decimal("1.5"), "slightly better than"),
    Phrase(Decimal("-0.5"), Decimal("0.5"), "broadly similar to"),
    Phrase(Decimal("-1.5"), Decimal("-0.5"), "slightly worse than"),
    Phrase(Decimal("-3"), Decimal("-1.5"), "worse than"),
    Phrase(Decimal("-7.5"), Decimal("-3"), "much worse than"),
)
"""The template for adult social care. Further out than this a sentence is written by hand."""


def phrase(distance: Decimal | None, phrases: Sequence[Phrase] = PHRASES) -> str | None:
    """What to say of a distance from the median; None where there is none, or nothing has been agreed to be said."""
    if distance is None:
        return None
    fitting = [one for one in phrases if one.lower <= distance <= one.upper]
    return min(fitting, key=lambda one: one.middle).text if fitting else None
