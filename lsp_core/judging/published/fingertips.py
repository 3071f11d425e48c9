"""How Fingertips (public health profiles for England) compares an area with a target, as its published code does it.

Three readings: a single target, a range, and a range whose limits are percentiles of all areas. Nothing is rounded.
Without a better direction, a value, or the interval a reading asks for, there is no comparison.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from lsp_core.errors import PlanError
from lsp_core.plan.model import Polarity
from lsp_core.wording import rounded

PERCENTILE_DECIMALS = 10


class Reading(StrEnum):
    """What Fingertips calls a comparison with a target."""

    BETTER = "Better"
    SAME = "Same"
    WORSE = "Worse"
    NONE = "None"


@dataclass(frozen=True)
class Interval:
    """A confidence interval."""

    lower: Decimal
    upper: Decimal


def single_target(value: Decimal | None, target: Decimal, polarity: Polarity) -> Reading:
    """The target and anything better than it is better; there is no middle."""
    if value is None or polarity is Polarity.CONTEXT:
        return Reading.NONE
    met = value >= target if polarity is Polarity.HIGHER_IS_BETTER else value <= target
    return Reading.BETTER if met else Reading.WORSE


def single_target_by_interval(interval: Interval | None, target: Decimal, polarity: Polarity) -> Reading:
    """Above when the whole interval is at or over the target, below when all of it is under, the same in between."""
    if interval is None or polarity is Polarity.CONTEXT:
        return Reading.NONE
    if interval.lower >= target:
        return _above(polarity)
    return _below(polarity) if interval.upper < target else Reading.SAME


def range_target(value: Decimal | None, lower: Decimal, upper: Decimal, polarity: Polarity) -> Reading:
    """Under the range, in it (its lower limit included), or over it (its upper limit included).

    Raises `PlanError` for a lower limit above the upper one.
    """
    if lower > upper:
        raise PlanError("The lower limit is above the upper limit", "Give the lower limit of the range first.")
    if value is None or polarity is Polarity.CONTEXT:
        return Reading.NONE
    if value < lower:
        return _below(polarity)
    return _above(polarity) if value >= upper else Reading.SAME


def percentile(values: Sequence[Decimal], percent: Decimal) -> Decimal:
    """The value so many percent of the way up, by a straight line between the two it falls between.

    The place is (n - 1) x percent / 100 + 1, and the value is rounded to 10 decimal places (Hyndman and Fan's seventh
    definition, as Fingertips takes it). Raises `PlanError` for no values.
    """
    if not values:
        raise PlanError("There are no values to take a percentile of", "Give the values of all areas.")
    ordered = sorted(values)
    place = (len(ordered) - 1) * percent / 100
    below = int(place)
    above = min(below + 1, len(ordered) - 1)
    return rounded(ordered[below] + (ordered[above] - ordered[below]) * (place - below), PERCENTILE_DECIMALS)


def _above(polarity: Polarity) -> Reading:
    return Reading.BETTER if polarity is Polarity.HIGHER_IS_BETTER else Reading.WORSE


def _below(polarity: Polarity) -> Reading:
    return Reading.WORSE if polarity is Polarity.HIGHER_IS_BETTER else Reading.BETTER
