"""The arithmetic of projecting figures ahead, for any number of series at once; what people read is in `projections`.

Each method takes one series to a row, oldest first, with missing figures as NaN, and how many periods ahead to go. It
gives the expected figures, their standard errors, and the degrees of freedom behind those (infinite for the normal
distribution). Formulas after R. J. Hyndman and G. Athanasopoulos, "Forecasting: principles and practice".
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Projected:
    """One series to a row, one period ahead to a column; NaN where there is no saying."""

    points: Floats
    errors: Floats
    """Standard errors of the figures to come, not only of their mean."""
    freedom: Floats
    """Per series."""


@dataclass(frozen=True)
class Lines:
    """Straight lines by least squares through the known figures of each series; time counts rows, from 1."""

    intercept: Floats
    slope: Floats
    residual_error: Floats
    """The standard deviation of figures about the line; NaN with fewer than three."""
    slope_error: Floats
    figures: Floats
    """How many known figures each line goes through."""
    mean_time: Floats
    time_spread: Floats
    """The sum of squared distances of the known times from their mean."""


def seasonal_naive(values: Floats, ahead: int, season: int) -> Projected:
    """The figure one season back; with a season of 1, the latest figure. Error: sigma x sqrt(seasons ahead), begun ones
    counting, where sigma is the root mean square of the changes over a season.

    A missing figure is taken to be the one a season before it.
    """
    carried = _carried(values, season)
    changes = values[:, season:] - carried[:, :-season]
    sigma = np.sqrt(_row_mean(changes**2))
    steps = np.arange(ahead)
    points = carried[:, carried.shape[1] - season + steps % season]
    return Projected(points, sigma[:, None] * np.sqrt(steps // season + 1), _normal(values))


def naive(values: Floats, ahead: int, season: int) -> Projected:
    """The latest figure again. Error: the root mean square of the changes x sqrt(periods ahead)."""
    return seasonal_naive(values, ahead, 1)


def drift(values: Floats, ahead: int, season: int) -> Projected:
    """The average change goes on. Error: s x sqrt(h (1 + h / m)), h periods ahead, s the deviation of m changes."""
    carried = _carried(values, 1)
    changes = values[:, 1:] - carried[:, :-1]
    count, change = _row_count(changes), _row_mean(changes)
    deviation = np.sqrt(_row_ratio(np.nansum((changes - change[:, None]) ** 2, axis=1), count - 1))
    steps = np.arange(1, ahead + 1)
    widening = np.sqrt(steps * (1 + steps * _row_ratio(np.ones_like(count), count)[:, None]))
    return Projected(carried[:, -1:] + steps * change[:, None], deviation[:, None] * widening, _normal(values))


def mean(values: Floats, ahead: int, season: int) -> Projected:
    """The mean of all figures. Error: s x sqrt(1 + 1 / n), by Student's t with n - 1 degrees of freedom."""
    count, middle = _row_count(values), _row_mean(values)
    deviation = np.sqrt(_row_ratio(np.nansum((values - middle[:, None]) ** 2, axis=1), count - 1))
    error = deviation * np.sqrt(1 + _row_ratio(np.ones_like(count), count))
    return Projected(_repeated(middle, ahead), _repeated(error, ahead), count - 1)


def linear_trend(values: Floats, ahead: int, season: int) -> Projected:
    """A straight line through all figures, carried on. Error: s x sqrt(1 + 1 / n + (t - mean t)^2 / spread of t), by
    Student's t with n - 2 degrees of freedom."""
    found = lines(values)
    times = values.shape[1] + np.arange(1, ahead + 1)
    away = (times - found.mean_time[:, None]) ** 2
    widening = np.sqrt(
        1
        + _row_ratio(np.ones_like(found.figures), found.figures)[:, None]
        + _ratio(away, np.repeat(found.time_spread[:, None], ahead, axis=1))
    )
    points = found.intercept[:, None] + found.slope[:, None] * times
    return Projected(points, found.residual_error[:, None] * widening, found.figures - 2)


def lines(values: Floats) -> Lines:
    """The straight line through each series, by least squares."""
    known = ~np.isnan(values)
    times = np.where(known, np.arange(1.0, values.shape[1] + 1), np.nan)
    count, mean_time, middle = _row_count(values), _row_mean(times), _row_mean(values)
    from_mean_time = times - mean_time[:, None]
    spread = np.nansum(from_mean_time**2, axis=1)
    slope = _row_ratio(np.nansum(from_mean_time * (values - middle[:, None]), axis=1), spread)
    intercept = middle - slope * mean_time
    about_line = values - intercept[:, None] - slope[:, None] * times
    residual_error = np.sqrt(_row_ratio(np.nansum(about_line**2, axis=1), count - 2))
    slope_error = residual_error * np.sqrt(_row_ratio(np.ones_like(spread), spread))
    return Lines(intercept, slope, residual_error, slope_error, count, mean_time, spread)


def _carried(values: Floats, season: int) -> Floats:
    """The figures with each missing one replaced by the one a season before it."""
    carried = values.copy()
    for column in range(season, values.shape[1]):
        missing = np.isnan(carried[:, column])
        carried[missing, column] = carried[missing, column - season]
    return carried


def _normal(values: Floats) -> Floats:
    return np.full(values.shape[0], np.inf)


def _repeated(column: Floats, ahead: int) -> Floats:
    return np.repeat(column[:, None], ahead, axis=1)


def _row_count(values: Floats) -> Floats:
    return np.asarray((~np.isnan(values)).sum(axis=1), dtype=np.float64)


def _row_mean(values: Floats) -> Floats:
    return _row_ratio(np.nansum(values, axis=1), _row_count(values))


def _row_ratio(above: Floats, below: Floats) -> Floats:
    return _ratio(np.asarray(above, dtype=np.float64), below)


def _ratio(above: Floats, below: Floats) -> Floats:
    """One by the other; NaN where there is nothing, or less, to divide by."""
    ratio: Floats = np.divide(above, below, out=np.full(above.shape, np.nan), where=below > 0)
    return ratio
