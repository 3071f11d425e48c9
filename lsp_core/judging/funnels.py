"""Funnel plots: which of many areas stand out by more than their size explains.

Spiegelhalter (2005), *Funnel plots for comparing institutional performance*. Small areas vary more, so the limits
around the common average widen as areas get smaller; beyond 95% is worth a look, beyond 99.8% needs an explanation.
An area with nothing to count has no place in a funnel and is refused rather than dropped without a word.
"""

from dataclasses import dataclass
from enum import StrEnum

import numpy as np
import numpy.typing as npt

from lsp_core.judging.intervals import (
    TWO_LEVELS,
    Array,
    Interval,
    Numbers,
    UnfitFiguresError,
    count_limits,
    normal_quantile,
)


class Placed(StrEnum):
    """Where an area is in a funnel. Each tail is half of what lies beyond the level: 2.5% and 0.1%."""

    FAR_BELOW = "below the 99.8% limit"
    BELOW = "below the 95% limit"
    INSIDE = "inside the limits"
    ABOVE = "above the 95% limit"
    FAR_ABOVE = "above the 99.8% limit"


@dataclass(frozen=True)
class Funnel:
    """Every area's value, what they are compared with, and where each is placed."""

    average: float
    values: Array
    inner: Interval
    """At 95%: the limits around the average for proportions, each area's own interval for ratios and rates."""
    outer: Interval
    """At 99.8%."""
    placed: npt.NDArray[np.object_]
    """A `Placed` for each area."""


def proportion_funnel(numerators: Numbers, denominators: Numbers) -> Funnel:
    """Proportions against that of all areas together: limits at average ∓ z √(average (1 − average) / n)."""
    x, n = _areas(numerators, denominators)
    if (x > n).any():
        raise UnfitFiguresError("A numerator is greater than its denominator", "Check which is which, or use a rate.")
    average = x.sum() / n.sum()
    standard_error = np.sqrt(average * (1 - average) / n)
    inner, outer = (_around(average, normal_quantile(level) * standard_error) for level in TWO_LEVELS)
    values = x / n
    placed = _place(
        far_below=values < outer.lower,
        below=values < inner.lower,
        above=values > inner.upper,
        far_above=values > outer.upper,
    )
    return Funnel(float(average), values, inner, outer, placed)


def ratio_funnel(observed: Numbers, expected: Numbers) -> Funnel:
    """Observed over expected events (standardised ratios as a share of 1) against 1."""
    events, norm = _areas(observed, expected)
    return _of_counts(events, norm, average=1.0)


def rate_funnel(events: Numbers, populations: Numbers, per: float = 1) -> Funnel:
    """Events per `per` of the population against the rate of all areas together."""
    x, n = _areas(events, populations)
    return _of_counts(x, n / per, average=float(x.sum() / n.sum() * per))


def _of_counts(events: Array, norm: Array, average: float) -> Funnel:
    inner, outer = (_scaled(count_limits(events, level), norm) for level in TWO_LEVELS)
    placed = _place(
        far_below=outer.upper < average,
        below=inner.upper < average,
        above=inner.lower > average,
        far_above=outer.lower > average,
    )
    return Funnel(average, events / norm, inner, outer, placed)


def _place(**beyond: npt.NDArray[np.bool_]) -> npt.NDArray[np.object_]:
    placed = np.full(beyond["below"].shape, Placed.INSIDE, dtype=object)
    # The furthest are marked last, over the near ones they are among.
    for name in ("below", "above", "far_below", "far_above"):
        placed[beyond[name]] = Placed[name.upper()]
    return placed


def _around(average: float, reach: Array) -> Interval:
    return Interval(average - reach, average + reach)


def _scaled(limits: Interval, norm: Array) -> Interval:
    return Interval(limits.lower / norm, limits.upper / norm)


def _areas(counts: Numbers, denominators: Numbers) -> tuple[Array, Array]:
    x, n = np.atleast_1d(np.asarray(counts, dtype=float)), np.atleast_1d(np.asarray(denominators, dtype=float))
    if np.isnan(x).any() or (x < 0).any():
        raise UnfitFiguresError("An area in the funnel has no count", "Leave the area out, and say so.")
    if not (n > 0).all():
        raise UnfitFiguresError("An area in the funnel has nothing to count", "Leave the area out, and say so.")
    return x, n
