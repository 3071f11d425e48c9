"""Projecting by exponential smoothing: the older a figure, the less it counts. The same shapes as `projection_methods`.

These take no series with a figure missing between two others, and give NaN for one; figures missing before the first
known one are no gap. Sources: Hyndman and Athanasopoulos, "Forecasting: principles and practice"; for theta, V.
Assimakopoulos and K. Nikolopoulos (2000) as simplified by R. J. Hyndman and B. Billah (2003).
"""

import numpy as np
from numpy.typing import NDArray

from lsp_core.judging.projection_methods import Floats, Projected, lines

LEVEL_WEIGHT = 0.3
"""The weight of the latest figure in simple smoothing."""
HOLT_LEVEL_WEIGHT = 0.5
HOLT_TREND_WEIGHT = 0.1
"""The weight of the latest change of level in Holt's trend."""
THETA_WEIGHTS = np.arange(0.02, 1.001, 0.02)
"""The weights tried for theta, which takes the one that would have served best so far."""
SEASONAL_EVIDENCE = 1.645
"""Standard errors of the correlation a season apart beyond which theta takes figures to be seasonal (90%)."""


def smoothed(values: Floats, ahead: int, season: int) -> Projected:
    """The smoothed level, with weight 0.3 and the first figure as the level to start from.

    Error: sigma x sqrt(1 + (h - 1) x weight^2), sigma the root mean square of the errors one period ahead.
    """
    level, squares = values[:, 0].copy(), np.zeros(values.shape[0])
    for column in values[:, 1:].T:
        starts = np.isnan(level) & (squares == 0)
        error = np.where(starts, 0.0, column - level)
        level = np.where(starts, column, level + LEVEL_WEIGHT * error)
        squares = squares + error**2
    sigma = np.sqrt(squares / _length(values))
    widening = np.sqrt(1 + np.arange(ahead) * LEVEL_WEIGHT**2)
    return Projected(np.repeat(level[:, None], ahead, axis=1), sigma[:, None] * widening, _normal(values))


def holt(values: Floats, ahead: int, season: int) -> Projected:
    """Smoothed level and smoothed trend, with weights 0.5 and 0.1, begun from the first figure and the first change.

    Error: sigma x sqrt(1 + the sum of (0.5 + 0.1 j)^2 for j from 1 to h - 1). The algebra would have 0.05 j; R's simple
    start, which is followed, takes the trend's weight as it is, which errs towards wide.
    """
    first = np.argmax(~np.isnan(values), axis=1)
    rows, second = np.arange(values.shape[0]), np.minimum(first + 1, values.shape[1] - 1)
    level, trend = values[rows, first], values[rows, second] - values[rows, first]
    squares = np.zeros(values.shape[0])
    for place, column in enumerate(values.T):
        begun = place >= first
        error = np.where(begun, column - level - trend, 0.0)
        next_level = np.where(begun, level + trend + HOLT_LEVEL_WEIGHT * error, level)
        trend = np.where(begun, trend + HOLT_TREND_WEIGHT * (next_level - level - trend), trend)
        level, squares = next_level, squares + error**2
    sigma = np.sqrt(squares / _length(values))
    weights = HOLT_LEVEL_WEIGHT + HOLT_TREND_WEIGHT * np.arange(1, ahead)
    widening = np.sqrt(1 + np.concatenate([[0.0], np.cumsum(weights**2)]))
    points = level[:, None] + np.arange(1, ahead + 1) * trend[:, None]
    return Projected(points, sigma[:, None] * widening, _normal(values))


def theta(values: Floats, ahead: int, season: int) -> Projected:
    """Simple smoothing with the weight that served best, plus half the slope of the line through all figures.

    Figures that are seasonal beyond doubt are divided by their season's usual share first, and multiplied at the end.
    """
    shares = _seasonal_shares(values, season)
    length = values.shape[1]
    level_figures = values / shares[:, np.arange(length) % season]
    weight, level, sigma = _best_smoothing(level_figures)
    half_slope = lines(level_figures).slope / 2
    steps = np.arange(ahead)
    caught_up = (1 - (1 - weight) ** _length(values)) / weight
    points = level[:, None] + half_slope[:, None] * (steps + caught_up[:, None])
    errors = sigma[:, None] * np.sqrt(1 + steps * weight[:, None] ** 2)
    ahead_shares = shares[:, (length + steps) % season]
    return Projected(points * ahead_shares, errors * ahead_shares, _normal(values))


def _best_smoothing(values: Floats) -> tuple[Floats, Floats, Floats]:
    """The weight and first level with the least squared error so far; the level now; the deviation of the errors.

    An error one period ahead is linear in the first level, so for each weight the best first level is a ratio of sums.
    """
    shape = (values.shape[0], THETA_WEIGHTS.size)
    level, fade = np.zeros(shape), np.ones(shape)
    products, fades, squares = np.zeros(shape), np.zeros(shape), np.zeros(shape)
    begun = np.zeros(values.shape[0], dtype=bool)
    for column in values.T:
        begun |= ~np.isnan(column)
        error = np.where(begun, column, 0.0)[:, None] - level
        weight = np.where(begun[:, None], THETA_WEIGHTS, 0.0)
        products, squares = products + error * fade * begun[:, None], squares + error**2
        fades = fades + fade**2 * begun[:, None]
        level, fade = level + weight * error, fade * (1 - weight)
    first = np.divide(products, fades, out=np.full(shape, np.nan), where=fades > 0)
    left = squares - first * products
    best = np.argmin(np.nan_to_num(left, nan=np.inf), axis=1)
    rows = np.arange(values.shape[0])
    sigma = np.sqrt(np.maximum(left[rows, best], 0) / np.maximum(_length(values) - 2, 1))
    return THETA_WEIGHTS[best], (level + first * fade)[rows, best], sigma


def _seasonal_shares(values: Floats, season: int) -> Floats:
    """What share of the usual level each season has, by its place in the series; 1 where figures are not seasonal."""
    shares = np.ones((values.shape[0], season))
    if season < 2 or values.shape[1] <= 2 * season:
        return shares
    seasonal = _is_seasonal(values, season)
    around = _year_round_level(values[seasonal], season)
    ratios = values[seasonal] / around
    by_season = np.stack([np.nanmean(ratios[:, place::season], axis=1) for place in range(season)], axis=1)
    shares[seasonal] = by_season / by_season.mean(axis=1, keepdims=True)
    return shares


def _is_seasonal(values: Floats, season: int) -> NDArray[np.bool_]:
    """Whether figures a season apart are correlated beyond doubt. Zero, missing or negative figures have no shares."""
    from_mean = values - values.mean(axis=1, keepdims=True)
    total = (from_mean**2).sum(axis=1)
    products = [(from_mean[:, lag:] * from_mean[:, :-lag]).sum(axis=1) for lag in range(1, season + 1)]
    correlations = np.stack(
        [np.divide(product, total, out=np.zeros(total.size), where=total > 0) for product in products]
    )
    doubt = np.sqrt((1 + 2 * (correlations[:-1] ** 2).sum(axis=0)) / values.shape[1])
    seasonal: NDArray[np.bool_] = np.abs(correlations[-1]) > SEASONAL_EVIDENCE * doubt
    return seasonal & np.asarray((values > 0).all(axis=1))


def _year_round_level(values: Floats, season: int) -> Floats:
    """The centred moving average over one season; NaN at both ends, where there is no whole season around."""
    even = season % 2 == 0
    weights = np.array([0.5, *[1.0] * (season - 1), 0.5] if even else [1.0] * season) / season
    half = weights.size // 2
    windows = np.lib.stride_tricks.sliding_window_view(values, weights.size, axis=1)
    level = np.full(values.shape, np.nan)
    level[:, half : values.shape[1] - half] = windows @ weights
    return level


def _length(values: Floats) -> Floats:
    """Rows from the first known figure on."""
    known = ~np.isnan(values)
    return np.where(known.any(axis=1), values.shape[1] - np.argmax(known, axis=1), np.nan)


def _normal(values: Floats) -> Floats:
    return np.full(values.shape[0], np.inf)
