"""A figure beside a benchmark: better, similar or worse, and only where its uncertainty allows saying so.

Published readings of "better than England" differ at the edges and in what they ask for, so each is a named `Reading`
and the name is printed with the answer. Positions (higher, lower) are worked out first and turned into what they mean
(better, worse) by the measure's polarity last. Whole columns are compared at once. Ranks and quantiles among many are
in `standing_among`, funnels in `funnels`, change over time in `recent_trend`.
"""

from collections.abc import Callable
from dataclasses import dataclass
from enum import IntEnum, StrEnum

import numpy as np
import numpy.typing as npt

from lsp_core.judging.intervals import USUAL_CONFIDENCE, Array, Interval, Numbers, exact_limits, proportion
from lsp_core.plan.measures import Polarity


class Reading(StrEnum):
    """A published way of comparing a figure with a benchmark."""

    VALUE_IN_INTERVAL = "benchmark inside the 95% interval"
    """Fingertips: similar when the benchmark is inside the figure's interval, ends included; otherwise by value."""

    VALUE_IN_TWO_INTERVALS = "benchmark inside the 95% and 99.8% intervals"
    """Fingertips: similar inside the inner interval, much higher or much lower outside the outer one, ends included."""

    OVERLAPPING_INTERVALS = "intervals overlap"
    """Fingertips: similar when the two intervals touch or overlap. Cautious: intervals overlap long before the
    difference is no longer significant."""

    PROPORTION_LIMITS = "control limits of a proportion"
    """Fingertips: similar when the figure is inside the Wilson limits around the benchmark for its own denominator."""

    RATE_LIMITS = "control limits of a rate"
    """Fingertips, for directly standardised rates: similar when the figure is inside the exact Poisson limits around
    the events its population would have at the benchmark's rate."""

    INTERVAL_EXCLUDES = "95% interval excludes the benchmark"
    """FingertipsNext: lower when the whole interval is below the benchmark, higher when it is above. Unlike
    `VALUE_IN_INTERVAL` it never looks at the figure itself, which a suppressed figure allows."""


class Position(IntEnum):
    """Where a figure is beside a benchmark, whatever that means."""

    MUCH_LOWER = -2
    LOWER = -1
    SIMILAR = 0
    HIGHER = 1
    MUCH_HIGHER = 2
    NOT_COMPARED = 9
    """Something the reading needs is missing."""


class Standing(StrEnum):
    """What a position means for the measure; the plain word where neither direction is better."""

    MUCH_BETTER = "much better"
    BETTER = "better"
    SIMILAR = "similar"
    WORSE = "worse"
    MUCH_WORSE = "much worse"
    MUCH_HIGHER = "much higher"
    HIGHER = "higher"
    LOWER = "lower"
    MUCH_LOWER = "much lower"
    NOT_COMPARED = "not compared"


Positions = npt.NDArray[np.int8]
"""`Position` values in the shape of the figures."""


@dataclass(frozen=True)
class Figures:
    """What is compared, or what it is compared with: one figure or a column. A reading that needs a part left out
    cannot compare."""

    value: Numbers
    interval: Interval | None = None
    """At 95%."""
    outer: Interval | None = None
    """At 99.8%."""
    denominator: Numbers | None = None
    """How many people or cases the value is out of; for standardised rates, the population."""


@dataclass(frozen=True)
class _Pair:
    """A figure and its benchmark with everything missing written as not-a-number."""

    value: Array
    benchmark: Array
    interval: tuple[Array, Array]
    outer: tuple[Array, Array]
    benchmark_interval: tuple[Array, Array]
    denominator: Array
    confidence: float
    per: float


def compare(
    reading: Reading, figures: Figures, benchmark: Figures, confidence: float = USUAL_CONFIDENCE, per: float = 1
) -> Positions:
    """Where each figure is beside the benchmark by one reading.

    The two control-limit readings work the limits out at `confidence`, from values that are `per` so many (100 for
    percentages, 100,000 for rates per 100,000); the others use the intervals the figures come with.
    """
    pair = _Pair(
        _numbers(figures.value),
        _numbers(benchmark.value),
        _ends(figures.interval),
        _ends(figures.outer),
        _ends(benchmark.interval),
        _numbers(figures.denominator),
        confidence,
        per,
    )
    return _READINGS[reading](pair)


def standing(position: int, polarity: Polarity) -> Standing:
    """What one position means, given which direction is better."""
    if polarity is Polarity.CONTEXT or position in (Position.SIMILAR, Position.NOT_COMPARED):
        return _WITHOUT_POLARITY[Position(position)]
    return _HIGHER_IS_BETTER[Position(position if polarity is Polarity.HIGHER_IS_BETTER else -position)]


_WITHOUT_POLARITY = {position: Standing[position.name] for position in Position}
_HIGHER_IS_BETTER = {
    Position.MUCH_HIGHER: Standing.MUCH_BETTER,
    Position.HIGHER: Standing.BETTER,
    Position.LOWER: Standing.WORSE,
    Position.MUCH_LOWER: Standing.MUCH_WORSE,
}


def _value_in_interval(pair: _Pair) -> Positions:
    known = _known(pair.value, pair.benchmark, *pair.interval)
    return _positions(known, outside=~_within(pair.benchmark, pair.interval), apart=pair.value - pair.benchmark)


def _value_in_two_intervals(pair: _Pair) -> Positions:
    known = _known(pair.value, pair.benchmark, *pair.interval, *pair.outer)
    apart = pair.value - pair.benchmark
    inner = _positions(known, outside=~_within(pair.benchmark, pair.interval), apart=apart)
    beyond = known & ~_within(pair.benchmark, pair.interval) & ~_within(pair.benchmark, pair.outer)
    return np.where(beyond, 2 * inner, inner).astype(np.int8)


def _overlapping_intervals(pair: _Pair) -> Positions:
    known = _known(pair.value, pair.benchmark, *pair.interval, *pair.benchmark_interval)
    (lower, upper), (benchmark_lower, benchmark_upper) = pair.interval, pair.benchmark_interval
    outside = (lower > benchmark_upper) | (upper < benchmark_lower)
    return _positions(known, outside, apart=pair.value - pair.benchmark)


def _interval_excludes(pair: _Pair) -> Positions:
    lower, upper = pair.interval
    above, below = lower > pair.benchmark, upper < pair.benchmark
    return _positions(_known(pair.benchmark, lower, upper), above | below, apart=np.where(above, 1, -1))


def _proportion_limits(pair: _Pair) -> Positions:
    return _outside_limits(pair, proportion_limits(pair.benchmark / pair.per, pair.denominator, pair.confidence))


def _rate_limits(pair: _Pair) -> Positions:
    population = np.where(pair.denominator > 0, pair.denominator, np.nan)
    around = exact_limits(pair.benchmark / pair.per * population, pair.confidence)
    return _outside_limits(pair, Interval(around.lower / population, around.upper / population))


def proportion_limits(benchmark: Numbers, denominator: Numbers, confidence: float = USUAL_CONFIDENCE) -> Interval:
    """Where a proportion out of so many lies by chance alone, if the benchmark (a share of 1) is the truth.

    The Wilson interval of the count the benchmark would give. Missing where nothing is counted.
    """
    count = _numbers(denominator)
    n = np.where(count > 0, count, np.nan)
    return proportion(n * _numbers(benchmark), n, confidence)


_READINGS: dict[Reading, Callable[[_Pair], Positions]] = {
    Reading.VALUE_IN_INTERVAL: _value_in_interval,
    Reading.VALUE_IN_TWO_INTERVALS: _value_in_two_intervals,
    Reading.OVERLAPPING_INTERVALS: _overlapping_intervals,
    Reading.PROPORTION_LIMITS: _proportion_limits,
    Reading.RATE_LIMITS: _rate_limits,
    Reading.INTERVAL_EXCLUDES: _interval_excludes,
}


def _outside_limits(pair: _Pair, limits: Interval) -> Positions:
    share = pair.value / pair.per
    known = _known(share, limits.lower, limits.upper)
    above, below = share > limits.upper, share < limits.lower
    return _positions(known, above | below, apart=np.where(above, 1, -1))


def _positions(known: npt.NDArray[np.bool_], outside: npt.NDArray[np.bool_], apart: Array) -> Positions:
    # On a benchmark that lies outside the figure's own interval the figure counts as higher, as the field's tools do.
    side = np.where(apart < 0, Position.LOWER, Position.HIGHER)
    found = np.where(outside, side, Position.SIMILAR)
    return np.where(known, found, Position.NOT_COMPARED).astype(np.int8)


def _within(benchmark: Array, ends: tuple[Array, Array]) -> npt.NDArray[np.bool_]:
    return np.asarray((ends[0] <= benchmark) & (benchmark <= ends[1]))


def _known(*parts: Array) -> npt.NDArray[np.bool_]:
    return np.asarray(~np.isnan(sum(parts)))


def _numbers(value: Numbers | None) -> Array:
    return np.asarray(value, dtype=float)


def _ends(interval: Interval | None) -> tuple[Array, Array]:
    if interval is None:
        return _numbers(None), _numbers(None)
    return _numbers(interval.lower), _numbers(interval.upper)
