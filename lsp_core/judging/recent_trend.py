"""Recent trend: has a measure gone up or down over its five most recent figures, by more than chance?

The method of Fingertips (public health profiles for England), for measures with a count and a denominator. A straight
line is fitted; the trend is real when chi-squared passes the 0.2% point *and* the line slopes the same way whichever
one figure is left out, so that a single odd year never makes a trend. A flat line slopes neither way here; the
published code counts it as rising, and so sees a rise in four equal years and one higher.

Two editions pick the figures differently and two tests weigh them differently; each is named, and printed with the
answer. Many series are judged at once: arrays hold one series a row, oldest figure first.

Change against the period before as plain better or worse is in `travel`; special causes in a longer series are not
looked for here.
"""

from dataclasses import dataclass
from enum import StrEnum

import numpy as np
import numpy.typing as npt

from lsp_core.judging.intervals import Array, Estimate, Interval, Numbers, UnfitFiguresError
from lsp_core.plan.measures import Polarity

FIGURES_USED = 5
FEWEST_WEIGHED = 3
"""With fewer, a line with one figure left out is no line."""
SIGNIFICANT_FROM = 9.54953570608324
"""The 0.2% point of chi-squared with one degree of freedom."""
WIDTH_IN_STANDARD_ERRORS = 3.92
"""How wide a 95% interval is."""
HALF_AN_EVENT = 0.5
"""Stands in for no events in a log odds, which has no value at zero (Haldane 1956, Anscombe 1956)."""
FLAT = 1e-9
"""A slope smaller than this share of the values is rounding in the machine, and no slope."""


class Edition(StrEnum):
    """Which figures count, by year of the published code."""

    FINGERTIPS_2020 = "unbroken run, 2020"
    """Back from the most recent figure to the first one that is missing; proportions and crude rates only."""

    FINGERTIPS_2025 = "gaps skipped, 2025"
    """The most recent figures there are, however far apart; directly standardised rates too."""


class Weighing(StrEnum):
    """How the line is fitted and tested."""

    BY_INTERVAL = "weighted by the width of the 95% interval"
    """Weights 1/s², with s the interval's width over 3.92. A figure without an interval cannot be weighed and is
    left out of the line. The only test of the 2025 edition."""

    AS_PROPORTIONS = "chi-squared for a trend in proportions"
    """Cochran (1954) and Armitage (1955), from counts and denominators alone; slopes of the log odds are compared
    when leaving one out."""


class Kind(StrEnum):
    """What kind of number the measure is."""

    PROPORTION = "proportion"
    CRUDE_RATE = "crude rate"
    DIRECTLY_STANDARDISED_RATE = "directly standardised rate"
    OTHER = "anything else"


class Trend(StrEnum):
    """What the figures show."""

    INCREASING = "increasing"
    DECREASING = "decreasing"
    NO_CHANGE = "no significant change"
    CANNOT_BE_CALCULATED = "cannot be calculated"


class Meaning(StrEnum):
    """What a trend means for the measure; the plain word where neither direction is better."""

    INCREASING_AND_BETTER = "increasing and getting better"
    INCREASING_AND_WORSE = "increasing and getting worse"
    DECREASING_AND_BETTER = "decreasing and getting better"
    DECREASING_AND_WORSE = "decreasing and getting worse"
    INCREASING = "increasing"
    DECREASING = "decreasing"
    NO_CHANGE = "no significant change"
    CANNOT_BE_CALCULATED = "cannot be calculated"


@dataclass(frozen=True)
class Series:
    """Figures oldest first along the last axis, and one series a row; anything missing is None or not-a-number."""

    values: Numbers
    counts: Numbers
    denominators: Numbers
    interval: Interval
    """At 95%, in the unit of the values."""


@dataclass(frozen=True)
class Trends:
    """What each series shows, and what it was concluded from."""

    trend: npt.NDArray[np.object_]
    """A `Trend` for each series."""
    chi_squared: Array
    """Not-a-number where the trend cannot be calculated."""
    is_significant: npt.NDArray[np.bool_]
    figures_used: npt.NDArray[np.int_]


KINDS_WITH_A_TREND = {
    Edition.FINGERTIPS_2020: frozenset({Kind.PROPORTION, Kind.CRUDE_RATE}),
    Edition.FINGERTIPS_2025: frozenset({Kind.PROPORTION, Kind.CRUDE_RATE, Kind.DIRECTLY_STANDARDISED_RATE}),
}


def recent_trends(
    series: Series,
    kind: Kind,
    edition: Edition = Edition.FINGERTIPS_2025,
    weighing: Weighing = Weighing.BY_INTERVAL,
    years_in_a_figure: int = 1,
) -> Trends:
    """The recent trend of each series.

    Cannot be calculated: another kind of number, figures that overlap because each covers several years, fewer than
    five usable figures (value, count and denominator present), or any usable figure that is its whole denominator.
    """
    if edition is Edition.FINGERTIPS_2025 and weighing is Weighing.AS_PROPORTIONS:
        raise UnfitFiguresError(
            "The 2025 edition of the recent trend weighs figures only by their interval", "Use the 2020 edition."
        )
    figures = _figures(series)
    usable = _picked(figures, edition)
    has_enough = usable.sum(axis=-1) >= FIGURES_USED
    is_whole = (usable & (figures.counts == figures.denominators)).any(axis=-1)
    applies = kind in KINDS_WITH_A_TREND[edition] and years_in_a_figure == 1
    lines = _weighed_lines(figures, usable) if weighing is Weighing.BY_INTERVAL else _proportion_lines(figures, usable)
    return _concluded(lines, has_enough & ~is_whole & applies)


def change_between(earlier: Estimate, later: Estimate) -> npt.NDArray[np.object_]:
    """Whether the later of two figures is higher or lower, a `Trend` each; when intervals touch, no change."""
    before, now = _ends(earlier), _ends(later)
    overlaps = (now[0] <= before[1]) & (before[0] <= now[1])
    is_known = ~np.isnan(before[0] + before[1] + now[0] + now[1] + _numbers(earlier.value) + _numbers(later.value))
    direction = np.where(now[0] > before[1], Trend.INCREASING, Trend.DECREASING)
    found = np.where(overlaps, Trend.NO_CHANGE, direction)
    return _as_trends(np.where(is_known, found, Trend.CANNOT_BE_CALCULATED))


def meaning(trend: Trend, polarity: Polarity) -> Meaning:
    """What one trend means, given which direction is better."""
    if polarity is Polarity.CONTEXT or trend not in (Trend.INCREASING, Trend.DECREASING):
        return Meaning[trend.name]
    is_better = (trend is Trend.INCREASING) == (polarity is Polarity.HIGHER_IS_BETTER)
    return Meaning[f"{trend.name}_AND_{'BETTER' if is_better else 'WORSE'}"]


@dataclass(frozen=True)
class _Figures:
    values: Array
    counts: Array
    denominators: Array
    width: Array


@dataclass(frozen=True)
class _Lines:
    """The test of each series' line, and the slopes of the line with all figures and with each one left out."""

    chi_squared: Array
    slopes: Array
    """First axis: all figures, then without the first, without the second, and so on."""
    figures_used: npt.NDArray[np.int_]


def _figures(series: Series) -> _Figures:
    lower, upper = _ends(series.interval)
    parts = (series.values, series.counts, series.denominators, upper - lower)
    return _Figures(*np.broadcast_arrays(*(np.atleast_1d(_numbers(part)) for part in parts)))


def _picked(figures: _Figures, edition: Edition) -> npt.NDArray[np.bool_]:
    """Which figures the edition lets count; more than five, while it is settled whether there are enough."""
    usable = ~np.isnan(figures.values + figures.counts) & (figures.denominators > 0)
    if edition is Edition.FINGERTIPS_2025:
        return usable
    return np.flip(np.logical_and.accumulate(np.flip(usable, axis=-1), axis=-1), axis=-1)


def _most_recent(usable: npt.NDArray[np.bool_], *parts: Array) -> tuple[npt.NDArray[np.bool_], list[Array]]:
    """The last five usable columns of each part, still in order; unusable ones fill up from the front, as zeros."""
    places = np.argsort(usable, axis=-1, kind="stable")[..., -FIGURES_USED:]
    used = np.take_along_axis(usable, places, axis=-1)
    return used, [np.where(used, np.take_along_axis(part, places, axis=-1), 0) for part in parts]


def _weighed_lines(figures: _Figures, usable: npt.NDArray[np.bool_]) -> _Lines:
    used, (values, width) = _most_recent(usable & (figures.width > 0), figures.values, figures.width)
    weights = np.where(used, WIDTH_IN_STANDARD_ERRORS / np.where(used, width, 1), 0) ** 2
    slopes, spread = _slopes(values, weights, used)
    # A slope's variance is one over the weighted spread of time, so this is (slope / standard error) squared.
    return _Lines(slopes[0] ** 2 * spread[0], slopes, used.sum(axis=-1))


def _proportion_lines(figures: _Figures, usable: npt.NDArray[np.bool_]) -> _Lines:
    used, (x, n) = _most_recent(usable, figures.counts, figures.denominators)
    time = np.cumsum(used, axis=-1)
    all_x, all_n, all_nt = x.sum(axis=-1), n.sum(axis=-1), (n * time).sum(axis=-1)
    numerator = all_n * (all_n * (x * time).sum(axis=-1) - all_x * all_nt) ** 2
    denominator = all_x * (all_n - all_x) * (all_n * (n * time**2).sum(axis=-1) - all_nt**2)
    chi_squared = numerator / np.where(denominator > 0, denominator, np.nan)
    slopes, _ = _slopes(_log_odds(x, n, used), used.astype(float), used)
    return _Lines(chi_squared, slopes, used.sum(axis=-1))


def _log_odds(x: Array, n: Array, used: npt.NDArray[np.bool_]) -> Array:
    ordinary = used & (x < n)
    events = np.where(x > 0, x, HALF_AN_EVENT)
    return np.log(np.where(ordinary, events, 1) / np.where(ordinary, n - x, 1))


def _slopes(values: Array, weights: Array, used: npt.NDArray[np.bool_]) -> tuple[Array, Array]:
    """Weighted least squares against 1, 2, 3 ... for all figures and with each one left out.

    The slopes, not-a-number where no line can be drawn, and the weighted spread of time behind each.
    """
    time = np.cumsum(used, axis=-1)
    left_out = np.arange(FIGURES_USED + 1).reshape(-1, *(1,) * time.ndim)
    kept = weights * (time != left_out)
    total = np.where(kept.sum(axis=-1) > 0, kept.sum(axis=-1), np.nan)
    from_centre = time - ((kept * time).sum(axis=-1) / total)[..., None]
    spread = (kept * from_centre**2).sum(axis=-1)
    slopes = (kept * from_centre * values).sum(axis=-1) / np.where(spread > 0, spread, np.nan)
    return np.where(np.abs(slopes) <= FLAT * np.abs(values).max(axis=-1), 0, slopes), spread


def _concluded(lines: _Lines, can_be: npt.NDArray[np.bool_]) -> Trends:
    can_be = can_be & (lines.figures_used >= FEWEST_WEIGHED) & ~np.isnan(lines.chi_squared)
    keeps_direction = (lines.slopes < 0).all(axis=0) | (lines.slopes > 0).all(axis=0)
    significant = can_be & keeps_direction & (lines.chi_squared > SIGNIFICANT_FROM)
    direction = np.where(lines.slopes[0] > 0, Trend.INCREASING, Trend.DECREASING)
    found = np.where(can_be, np.where(significant, direction, Trend.NO_CHANGE), Trend.CANNOT_BE_CALCULATED)
    return Trends(_as_trends(found), np.where(can_be, lines.chi_squared, np.nan)[()], significant, lines.figures_used)


def _as_trends(words: npt.NDArray[np.str_]) -> npt.NDArray[np.object_]:
    by_word = {str(trend): trend for trend in Trend}
    return np.asarray(np.vectorize(by_word.__getitem__, otypes=[object])(words))


def _ends(interval: Interval) -> tuple[Array, Array]:
    return _numbers(interval.lower), _numbers(interval.upper)


def _numbers(part: Numbers) -> Array:
    return np.asarray(part, dtype=float)
