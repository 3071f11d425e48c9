"""How sure a figure is: confidence intervals of proportions, rates and means, one figure or a whole column at once.

The methods are those public health in England agreed on (APHO Technical Briefing 3, *Commonly used public health
statistics and their confidence intervals*, 2008). Missing counts (None or not-a-number) give missing intervals; counts
that cannot be counts are refused. What an interval says beside a benchmark is in `comparison`, over time in
`recent_trend`, beside everybody else in `funnels`.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from statistics import NormalDist
from typing import Any, TypeVar

import numpy as np
import numpy.typing as npt

from lsp_core.errors import LspError

Numbers = npt.ArrayLike
"""One number, or any shape of them. Decimals and None are welcome; None is a missing figure."""
Array = npt.NDArray[np.float64]
"""What comes back: the shape that went in, or a single number for a single number. Not-a-number is missing."""

USUAL_CONFIDENCE = 0.95
TWO_LEVELS = (0.95, 0.998)
"""The pair that funnels and two-level comparisons are drawn at: two and three standard errors, roughly."""
LOWEST_CONFIDENCE = 0.9
INFINITE = float("inf")
EXACT_BELOW = 10
"""From this many events Byar's approximation is within 0.2% of the exact limits at 95%."""


class UnfitFiguresError(LspError, ValueError):
    """Figures that no interval, limit or rank can be worked out from, because they cannot be what they claim to be."""


class Method(StrEnum):
    """How an interval was worked out, as it is printed beside it."""

    WILSON = "Wilson score interval"
    EXACT = "exact Poisson interval"
    BYAR = "Byar's approximation"
    STUDENT = "Student's t interval"


@dataclass(frozen=True)
class Interval:
    """Where the underlying value plausibly lies. Not-a-number where it cannot be worked out."""

    lower: Array
    upper: Array


@dataclass(frozen=True)
class Estimate(Interval):
    """A figure with its interval, in the same unit."""

    value: Array


_Limits = TypeVar("_Limits", bound=Interval)


def proportion(
    numerator: Numbers, denominator: Numbers, confidence: float = USUAL_CONFIDENCE, per: float = 1
) -> Estimate:
    """The share `numerator / denominator`, times `per` (100 for a percentage), with its Wilson score interval.

    Wilson (1927), *Probable inference, the law of succession, and statistical inference*:
    (2x + z² ∓ z √(z² + 4x(1 − x/n))) / (2(n + z²)). It stays sensible at none and at all, where the plain
    normal interval has no width.
    """
    x, n = _counted(numerator), _denominator(denominator)
    _refuse(x > n, "A numerator is greater than its denominator", "Check that the two are the right way round.")
    lower, upper = _wilson(x, n, normal_quantile(confidence))
    return _estimate(x / n, lower, upper, per)


def _wilson(x: Array, n: Array, z: float) -> tuple[Array, Array]:
    if z == INFINITE:
        return 0 * (x + n), 0 * (x + n) + 1
    reach = z * np.sqrt(z**2 + 4 * x * (1 - x / n))
    lower, upper = ((2 * x + z**2 + side * reach) / (2 * (n + z**2)) for side in (-1, 1))
    # At none and at all one end is exactly 0 or 1 on paper, and off by rounding in the machine.
    return np.where(x == 0, 0 * n, lower), np.where(x == n, x / n, upper)


def rate(events: Numbers, population: Numbers, confidence: float = USUAL_CONFIDENCE, per: float = 1) -> Estimate:
    """Events per `per` of the population, with the limits of a Poisson count: exact below 10 events, Byar's from 10."""
    x, n = _counted(events), _denominator(population)
    limits = count_limits(x, confidence)
    return _estimate(x / n, limits.lower / n, limits.upper / n, per)


def rate_method(events: float | None) -> Method | None:
    """How `rate` works out the interval of so many events; None where there are none to count."""
    if events is None or np.isnan(events):
        return None
    return Method.EXACT if events < EXACT_BELOW else Method.BYAR


def count_limits(events: Numbers, confidence: float = USUAL_CONFIDENCE) -> Interval:
    """The interval of a count of independent events: exact below 10, Byar's approximation from 10."""
    x = _counted(events)
    exact, byar = exact_limits(x, confidence), byar_limits(x, confidence)
    few = x < EXACT_BELOW
    return Interval(np.where(few, exact.lower, byar.lower)[()], np.where(few, exact.upper, byar.upper)[()])


def exact_limits(events: Numbers, confidence: float = USUAL_CONFIDENCE) -> Interval:
    """The exact Poisson interval (Garwood 1936): half the chi-squared quantiles with 2x and 2x + 2 degrees of freedom.

    Written with the inverse incomplete gamma function, which is the same thing. No events have a lower limit of zero.
    """
    from scipy.special import gammainccinv, gammaincinv  # a quarter of a second, which starting a command need not pay

    x, tail = _counted(events), (1 - level(confidence)) / 2
    lower = np.where(x == 0, 0.0, gammaincinv(np.where(x == 0, 1.0, x), tail))
    return Interval(np.where(np.isnan(x), np.nan, lower)[()], gammainccinv(x + 1, tail)[()])


def byar_limits(events: Numbers, confidence: float = USUAL_CONFIDENCE) -> Interval:
    """Byar's approximation to the Poisson interval (Breslow and Day 1987, *Statistical methods in cancer research* II).

    x(1 − 1/9x − z/3√x)³ and (x+1)(1 − 1/9(x+1) + z/3√(x+1))³. It fails for very few events: a lower limit below zero
    is missing.
    """
    x, z = _counted(events), normal_quantile(confidence)
    above = x + 1
    with np.errstate(divide="ignore", invalid="ignore"):
        lower = x * (1 - 1 / (9 * x) - z / (3 * np.sqrt(x))) ** 3
        upper = above * (1 - 1 / (9 * above) + z / (3 * np.sqrt(above))) ** 3
        return Interval(np.where(lower < 0, np.nan, lower)[()], upper[()])


def mean(values: Numbers, confidence: float = USUAL_CONFIDENCE) -> Estimate:
    """The mean of the values along the last axis, with the interval of Student's t (Student 1908).

    One value has a mean and no interval. A missing value makes the mean missing: leaving it out is for whoever asks.
    """
    from scipy.special import stdtrit  # see `exact_limits`

    sample = np.asarray(values, dtype=float)
    count = sample.shape[-1]
    centre = sample.mean(axis=-1)
    if count < 2:
        return _estimate(centre, np.nan * centre, np.nan * centre, 1)
    standard_error = sample.std(axis=-1, ddof=1) / np.sqrt(count)
    reach = stdtrit(count - 1, (1 + level(confidence)) / 2) * standard_error
    return _estimate(centre, centre - reach, centre + reach, 1)


def at_two_levels(
    interval: Callable[[float], _Limits], levels: Sequence[float] = TWO_LEVELS
) -> tuple[_Limits, _Limits]:
    """The same interval at 95% and 99.8%, the only two levels that are ever shown together."""
    if tuple(level(each) for each in levels) != TWO_LEVELS:
        raise UnfitFiguresError(
            "Two levels are shown together only as 95% and 99.8%", "Ask for one level, or for those."
        )
    return interval(TWO_LEVELS[0]), interval(TWO_LEVELS[1])


def summed_within(groups: Sequence[str], counts: Numbers) -> dict[str, float]:
    """Counts added up within each group, so that a group's interval is worked out from its counts, never averaged.

    In the order of the groups' names. A missing count makes its group's sum missing.
    """
    names, places = np.unique(np.asarray(groups), return_inverse=True)
    sums = np.zeros(len(names))
    np.add.at(sums, places, np.asarray(counts, dtype=float))
    return dict(zip(names.tolist(), sums.tolist(), strict=True))


def level(confidence: float) -> float:
    """A confidence between 0.9 and 1, which may also be given as a percentage between 90 and 100."""
    share = confidence / 100 if confidence >= 100 * LOWEST_CONFIDENCE else confidence
    if not LOWEST_CONFIDENCE <= share <= 1:
        raise UnfitFiguresError(
            f"{confidence:g} is not a confidence level",
            "Use a level between 0.9 and 1, or between 90% and 100%.",
        )
    return round(share, 12)


def normal_quantile(confidence: float) -> float:
    """How many standard errors a two-sided normal interval reaches: 1.96 at 95%, 3.09 at 99.8%, no end at 100%."""
    share = level(confidence)
    return INFINITE if share == 1 else NormalDist().inv_cdf((1 + share) / 2)


def _counted(counts: Numbers) -> Array:
    numbers = np.asarray(counts, dtype=float)
    _refuse(numbers < 0, "A count is below zero", "Check the sign of the figures.")
    return numbers


def _denominator(counts: Numbers) -> Array:
    numbers = np.asarray(counts, dtype=float)
    _refuse(numbers <= 0, "A denominator is not above zero", "Leave out the figures with nothing to count, and say so.")
    return numbers


def _refuse(unfit: Any, reason: str, remedy: str) -> None:
    if np.any(unfit):
        raise UnfitFiguresError(reason, remedy)


def _estimate(value: Array, lower: Array, upper: Array, per: float) -> Estimate:
    return Estimate(lower=(lower * per)[()], upper=(upper * per)[()], value=(value * per)[()])
