"""How far from its forecast the year may end: the prediction interval of the average change repeated.

With m changes averaged, h quarters ahead, and s the standard deviation of every change known from one quarter to the
next (n of them), the error is s √(h + h²/m) and the 95% interval reaches t(n - 1) of those on each side: the drift
method of R. J. Hyndman and G. Athanasopoulos, "Forecasting: principles and practice", with Student's t because the
changes are few. Where the m changes averaged are all there are, the error is `projection_methods.drift`'s.
"""

from collections.abc import Mapping
from decimal import Decimal
from math import sqrt
from statistics import stdev

from lsp_core.judging.assessment import Range
from lsp_core.judging.steady import steady
from lsp_core.judging.student_t import standard_errors_each_side
from lsp_core.periods import Period

FEWEST_CHANGES = 4
LEVEL = 0.95


def changes_known(held: Mapping[Period, Decimal]) -> list[Decimal]:
    """Every change from one period to the next, where both are known."""
    return [value - held[period.previous] for period, value in held.items() if period.previous in held]


def reaches(changes: list[Decimal], averaged: int, quarters_left: int) -> list[Decimal]:
    """How far the interval reaches on each side, for each quarter left; none where there are too few changes."""
    if len(changes) < FEWEST_CHANGES:
        return []
    error = stdev(float(change) for change in changes)
    wide = standard_errors_each_side(LEVEL, len(changes) - 1) * error
    return [steady(wide * sqrt(ahead + ahead**2 / averaged)) for ahead in range(1, quarters_left + 1)]


def ranges(
    points: list[Decimal], each_side: list[Decimal], low: Decimal | None, high: Decimal | None
) -> tuple[Range, ...]:
    """The interval about each point, held within the lowest and highest figure there can be."""
    return tuple(
        Range(_held(point - reach, low, high), _held(point + reach, low, high))
        for point, reach in zip(points, each_side, strict=True)
    )


def _held(value: Decimal, low: Decimal | None, high: Decimal | None) -> Decimal:
    at_least = value if low is None else max(value, low)
    return at_least if high is None else min(at_least, high)
