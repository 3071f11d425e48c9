"""One area among many: ranks, percentiles, quantiles and distance from the median.

Quantiles are defined differently by everybody who publishes them, and the definitions disagree at the edges and about
ties, so each is a named `Quantiles` and its name is printed with the answer. Whether a difference is more than chance
is not asked here but in `comparison` and `funnels`.

Every function takes one value per area, leaves missing values out of the reckoning and answers missing for them.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum

import numpy as np

from lsp_core.judging.intervals import Array, Numbers, UnfitFiguresError
from lsp_core.plan.measures import Polarity


class Quantiles(StrEnum):
    """A published definition of quartiles, quintiles and the like."""

    RANKS_SHARED_OUT = "ranks shared out, ties together"
    """PHEindicatormethods: areas in order of rank, ties at the lowest rank of the tie, shared out as evenly as can be.
    Needs at least as many areas as quantiles."""

    BETWEEN_BOUNDS = "between interpolated bounds"
    """Fingertips: bounds by linear interpolation at (n − 1)p + 1 (Hyndman and Fan 1996, definition 7); an area is in
    the first quantile whose upper bound it does not exceed, so ties stay together and groups can be uneven."""

    EQUAL_GROUPS = "equal groups in order"
    """FingertipsNext, with the NTILE of SQL: groups as equal as can be, larger ones first. Ties are split between
    groups in the order the areas are given, so nothing should hang on which side a tied area falls."""


FEWEST_FOR_PERCENTILES = 4
"""Fingertips describes no spread of fewer areas than this."""
BOUND_DECIMALS = 10
"""Fingertips rounds its bounds, so that interpolation noise does not push an area over its own bound."""


@dataclass(frozen=True)
class Spread:
    """How the areas with a value are spread."""

    least: float
    p5: float
    p25: float
    median: float
    p75: float
    p95: float
    most: float


def quantile_of_each(definition: Quantiles, values: Numbers, quantiles: int, highest_first: bool = False) -> Array:
    """Which quantile each area is in, counting from 1 at the lowest values, or at the highest.

    Missing for everybody where there are too few areas with a value for so many quantiles.
    """
    if quantiles < 2:
        raise UnfitFiguresError("There are at least two quantiles", "Use 4 for quarters, 5 for fifths, 10 for tenths.")
    numbers = _one_per_area(values)
    present = ~np.isnan(numbers)
    found = np.full(numbers.shape, np.nan)
    if present.sum() >= quantiles:
        found[present] = _DEFINITIONS[definition](numbers[present], quantiles, highest_first)
    return found


def _ranks_shared_out(values: Array, quantiles: int, highest_first: bool) -> Array:
    # Multiplied before it is divided: 21 / (28 / 20) in floating point is a hair above 15, and moves an area.
    after = len(values) + 1 - _ranks(-values if highest_first else values)
    return quantiles + 1 - np.ceil(after * quantiles / len(values))


def _between_bounds(values: Array, quantiles: int, highest_first: bool) -> Array:
    bounds = quantile_bounds(values, quantiles)[1:-1]
    counted_up = np.asarray(np.searchsorted(bounds, values, side="left") + 1, dtype=float)
    return quantiles + 1 - counted_up if highest_first else counted_up


def _equal_groups(values: Array, quantiles: int, highest_first: bool) -> Array:
    order = np.argsort(-values if highest_first else values, kind="stable")
    groups = np.empty(len(values))
    groups[order] = np.repeat(np.arange(1, quantiles + 1), [len(part) for part in np.array_split(order, quantiles)])
    return groups


_DEFINITIONS: dict[Quantiles, Callable[[Array, int, bool], Array]] = {
    Quantiles.RANKS_SHARED_OUT: _ranks_shared_out,
    Quantiles.BETWEEN_BOUNDS: _between_bounds,
    Quantiles.EQUAL_GROUPS: _equal_groups,
}


def quantile_bounds(values: Numbers, quantiles: int) -> Array:
    """The lowest value, the bounds between the quantiles and the highest value; empty for fewer than four areas."""
    return _percentiles(values, [100 * place / quantiles for place in range(quantiles + 1)])


def spread(values: Numbers) -> Spread | None:
    """The percentiles a box plot is drawn from; None for fewer than four areas."""
    found = _percentiles(values, (0, 5, 25, 50, 75, 95, 100))
    return Spread(*found.tolist()) if found.size else None


def _percentiles(values: Numbers, percents: Sequence[float]) -> Array:
    numbers = _one_per_area(values)
    present = numbers[~np.isnan(numbers)]
    if len(present) < FEWEST_FOR_PERCENTILES:
        return np.empty(0)
    return np.asarray(np.round(np.percentile(present, percents), BOUND_DECIMALS))


@dataclass(frozen=True)
class Middle:
    """The middle of the areas with a value, each counting the same however large."""

    mean: float
    median: float


def middle(values: Numbers) -> Middle:
    """The mean and the median area; both not-a-number where no area has a value."""
    numbers = _one_per_area(values)
    present = numbers[~np.isnan(numbers)]
    if not present.size:
        return Middle(np.nan, np.nan)
    return Middle(float(present.mean()), float(np.median(present)))


def all_together(numerators: Numbers, denominators: Numbers) -> float:
    """The share or rate of all areas together, from the counts of those that have both.

    Never the average of the areas' shares, which counts a person in a small area for more than one in a large area.
    """
    x, n = _one_per_area(numerators), _one_per_area(denominators)
    has_both = ~np.isnan(x + n)
    whole = n[has_both].sum()
    return float(x[has_both].sum() / whole) if whole > 0 else np.nan


def ranks(
    values: Numbers, polarity: Polarity = Polarity.HIGHER_IS_BETTER, within: Sequence[str] | None = None
) -> Array:
    """The rank of each area, 1 for the best, ties sharing the best of their ranks; within each group where given.

    As in the Local Government Benchmarking Framework, whose groups are family groups of like councils. A measure for
    context ranks from the highest.
    """
    numbers = _one_per_area(values)
    best_first = numbers if polarity is Polarity.LOWER_IS_BETTER else -numbers
    found = np.full(numbers.shape, np.nan)
    for peers in _groups(numbers, within):
        found[peers] = _ranks(best_first[peers])
    return found


def rank_shares(
    values: Numbers, polarity: Polarity = Polarity.HIGHER_IS_BETTER, within: Sequence[str] | None = None
) -> Array:
    """Each rank as a share of the areas with a value (in its group): 0.25 is a quarter of the way down the list."""
    numbers = _one_per_area(values)
    shares = ranks(numbers, polarity, within)
    for peers in _groups(numbers, within):
        shares[peers] /= peers.sum()
    return shares


def places_gained(rank_before: Numbers, rank_now: Numbers) -> Array:
    """How many places an area has moved up the list since; negative for down."""
    return np.asarray(np.asarray(rank_before, dtype=float) - np.asarray(rank_now, dtype=float))[()]


def change_for_the_better(before: Numbers, now: Numbers, polarity: Polarity) -> Array:
    """The change in value, in the measure's own unit, turned so that positive is better; unturned for context."""
    change = np.asarray(np.asarray(now, dtype=float) - np.asarray(before, dtype=float))
    return (-change if polarity is Polarity.LOWER_IS_BETTER else change)[()]


def deviations_from_median(values: Numbers) -> Array:
    """How many median absolute deviations each area is above the median (as the Office for Local Government did).

    Not scaled to resemble standard deviations and not turned by polarity. Missing for everybody where more than half
    of the areas share one value, since their median deviation is zero.
    """
    numbers = _one_per_area(values)
    from_median = numbers - middle(numbers).median
    typical = middle(np.abs(from_median)).median
    return np.asarray(from_median / typical) if typical > 0 else np.full(numbers.shape, np.nan)


def _ranks(values: Array) -> Array:
    return np.asarray(np.searchsorted(np.sort(values), values, side="left") + 1, dtype=float)


def _groups(numbers: Array, within: Sequence[str] | None) -> list[Array]:
    """For each group, which areas are in it and have a value."""
    present = ~np.isnan(numbers)
    if within is None:
        return [present]
    names = np.asarray(within)
    return [present & (names == name) for name in np.unique(names)]


def _one_per_area(values: Numbers) -> Array:
    numbers = np.asarray(values, dtype=float)
    if numbers.ndim != 1:
        raise UnfitFiguresError("An area's standing needs a list of values", "Give one value for each area.")
    return numbers
