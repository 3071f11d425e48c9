"""How Hart District Council's published table of 2014 reads against its targets, and what its colours mean.

The table writes 0 both for a target of zero and for none. A target of 0 is read as one only where the figure is below
zero (days behind a timetable); for any other figure it asks nothing, or was never set. Six of the council's 45 colours
do not follow from the numbers beside them: figures that had not come were written as 0, or stood from the quarter
before. A figure missing so is no figure, and its colour is a question to ask rather than a rule to copy.
"""

from decimal import Decimal
from enum import StrEnum

from lsp_core.plan.model import Polarity

CLOSE_PERCENT = Decimal(10)
"""How far off a target the council still calls close. It does not say; its ambers are up to 3.3%, its reds from 18%."""


class Reading(StrEnum):
    """The figure against the target, strictly."""

    MET = "met"
    MISSED = "missed"
    NO_TARGET = "no target"


class Colour(StrEnum):
    """The council's words for its colours."""

    GREEN = "green: above target"
    AMBER = "amber: close to target"
    RED = "red: below target"
    NONE = "for info only"


def reading(figure: Decimal, target: Decimal | None, polarity: Polarity) -> Reading:
    """Met or missed, with no tolerance."""
    if target is None or (target == 0 and figure >= 0) or polarity is Polarity.CONTEXT:
        return Reading.NO_TARGET
    met = figure >= target if polarity is Polarity.HIGHER_IS_BETTER else figure <= target
    return Reading.MET if met else Reading.MISSED


def colour(figure: Decimal, target: Decimal | None, polarity: Polarity) -> Colour:
    """What the council would call it, by the numbers."""
    match reading(figure, target, polarity):
        case Reading.NO_TARGET:
            return Colour.NONE
        case Reading.MET:
            return Colour.GREEN
    assert target is not None, "only a target can be missed"
    is_close = abs(figure - target) <= abs(target) * CLOSE_PERCENT / 100
    return Colour.AMBER if is_close else Colour.RED
