"""Will it recover? Where figures are heading by several simple methods, each with how sure it can be.

`project` reads one series and `project_all` any number at once; `year_end` holds every method offered for the end of
the year side by side. The arithmetic is in `projection_methods` and `projection_smoothing`. Which of them the board is
shown, and what meeting the target would take, is in `forecast`; how good they have been is in `forecast_record`.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray

from lsp_core.errors import LspError
from lsp_core.judging import projection_methods as methods
from lsp_core.judging import projection_smoothing as smoothing
from lsp_core.judging.projection_methods import Floats, Projected
from lsp_core.judging.student_t import share_within, standard_errors_each_side
from lsp_core.wording import count_of

USUAL_LEVEL = 0.95
QUARTERS_IN_A_YEAR = 4


class ProjectionError(LspError):
    """A method cannot be used on some figures."""


class Method(StrEnum):
    """How figures are carried on."""

    NAIVE = "the latest figure again"
    SEASONAL_NAIVE = "the same season last year again"
    DRIFT = "the average change goes on"
    MEAN = "the average of all figures"
    LINEAR_TREND = "a straight line through all figures"
    SMOOTHED = "an average that counts recent figures most"
    HOLT = "an average and a trend that count recent figures most"
    THETA = "a smoothed average and half the trend"


_ARITHMETIC: dict[Method, Callable[[Floats, int, int], Projected]] = {
    Method.NAIVE: methods.naive,
    Method.SEASONAL_NAIVE: methods.seasonal_naive,
    Method.DRIFT: methods.drift,
    Method.MEAN: methods.mean,
    Method.LINEAR_TREND: methods.linear_trend,
    Method.SMOOTHED: smoothing.smoothed,
    Method.HOLT: smoothing.holt,
    Method.THETA: smoothing.theta,
}
_FEWEST = {
    Method.NAIVE: 1,
    Method.DRIFT: 2,
    Method.MEAN: 1,
    Method.LINEAR_TREND: 2,
    Method.SMOOTHED: 1,
    Method.HOLT: 2,
    Method.THETA: 2,
}
"""Known figures a method needs to say anything; to say how sure it is may take more. Seasonal methods need a season."""
_TAKE_NO_GAPS = frozenset({Method.SMOOTHED, Method.HOLT, Method.THETA})

OFFERED_FOR_THE_YEAR_END = (Method.NAIVE, Method.SEASONAL_NAIVE, Method.DRIFT, Method.MEAN, Method.LINEAR_TREND)
OFFERED_WHEN_COUNTING_UP = (Method.SEASONAL_NAIVE,)
"""For a figure that counts up from 1 April: the others would carry the year's rise on through its end."""


@dataclass(frozen=True)
class Step:
    """What is expected one period; the interval is None where there are too few figures to give one."""

    expected: float
    lower: float | None
    upper: float | None


@dataclass(frozen=True)
class Projection:
    """What a method expects of the periods ahead, the next one first."""

    method: Method
    level: float
    """The share of figures to come that the intervals are meant to hold, 0.95 for example."""
    steps: tuple[Step, ...]


@dataclass(frozen=True)
class Line:
    """The straight line through a series, by least squares; time counts rows, from 1."""

    intercept: float
    slope: float
    chance: float | None
    """How likely so steep a slope would be with no trend at all (two-sided p-value); None when there is no saying."""


@dataclass(frozen=True)
class YearEnd:
    """Where one method sees the year ending, or why it cannot be used."""

    method: Method
    step: Step | None
    why_not: str = ""


def project(
    values: Sequence[Decimal | float | None],
    ahead: int,
    method: Method,
    season: int = QUARTERS_IN_A_YEAR,
    level: float = USUAL_LEVEL,
) -> Projection:
    """One series, oldest first, with a missing figure as None. `season` is how many periods there are in a year.

    Raises `ProjectionError` where the method cannot be used.
    """
    figures = np.array([np.nan if value is None else float(value) for value in values])
    check_can_project(figures, method, season)
    found = project_all(figures[None, :], ahead, method, season)
    lower, upper = interval(found, level)
    steps = zip(found.points[0], lower[0], upper[0], strict=True)
    return Projection(method, level, tuple(Step(float(e), _or_none(lo), _or_none(up)) for e, lo, up in steps))


def project_all(values: Floats, ahead: int, method: Method, season: int = QUARTERS_IN_A_YEAR) -> Projected:
    """Any number of series of one length, one to a row, with NaN for what is missing; short ones begin with NaN.

    What cannot be projected is NaN; `check_can_project` says why.
    """
    if method is Method.SEASONAL_NAIVE and values.shape[1] < season:
        nothing = np.full((values.shape[0], ahead), np.nan)
        return Projected(nothing, nothing, np.full(values.shape[0], np.inf))
    return _ARITHMETIC[method](values, ahead, season)


def interval(found: Projected, level: float = USUAL_LEVEL) -> tuple[Floats, Floats]:
    """The lower and upper ends of the prediction intervals; NaN where there are too few figures to give one."""
    reach = {f: standard_errors_each_side(level, f) if f >= 1 else np.nan for f in np.unique(found.freedom).tolist()}
    away = np.array([reach[f] for f in found.freedom.tolist()])[:, None] * found.errors
    return found.points - away, found.points + away


def check_can_project(figures: Floats, method: Method, season: int) -> None:
    """Raise `ProjectionError`, in words a person can use, when a method cannot be used on a series."""
    known = np.flatnonzero(~np.isnan(figures))
    if method is Method.SEASONAL_NAIVE:
        _check_has_a_season(figures, known, season)
    elif known.size < _FEWEST[method]:
        raise ProjectionError(
            f"There {'is' if known.size == 1 else 'are'} {count_of(known.size, 'figure')} to project from",
            f"Wait until there are {_FEWEST[method]}.",
        )
    if method in _TAKE_NO_GAPS and known.size < figures.size - known[0]:
        raise ProjectionError("A figure is missing", "Use a method that allows for gaps, such as a straight line.")


def _check_has_a_season(figures: Floats, known: NDArray[np.int64], season: int) -> None:
    if season < 2:
        raise ProjectionError("Figures once a year have no seasons", "Use the latest figure instead.")
    if figures.size <= season:
        raise ProjectionError(
            "There is not yet more than a year of figures, so no season has come round again",
            f"Wait until there are {season + 1}.",
        )
    if not set(range(season)) <= set((known % season).tolist()):
        raise ProjectionError("One season has no figure in any year", "Use the latest figure instead.")


def line(values: Sequence[Decimal | float | None]) -> Line:
    """The straight line through one series; at least two figures."""
    figures = np.array([np.nan if value is None else float(value) for value in values])
    check_can_project(figures, Method.LINEAR_TREND, season=1)
    found = methods.lines(figures[None, :])
    slope, error, freedom = float(found.slope[0]), float(found.slope_error[0]), float(found.figures[0]) - 2
    return Line(float(found.intercept[0]), slope, _chance(slope, error, freedom))


def year_end(
    quarterly: Sequence[Decimal | float | None],
    quarter_number: int,
    lowest: Decimal | float | None = None,
    highest: Decimal | float | None = None,
    counts_up: bool = False,
    level: float = USUAL_LEVEL,
) -> tuple[YearEnd, ...]:
    """Where the year ends by each method offered, from figures up to the quarter of that number; none in quarter 4.

    Everything is held within the lowest and highest figure there can be. `counts_up` is for figures that count up from
    1 April, of which only the same point last year says how they go on.
    """
    ahead = QUARTERS_IN_A_YEAR - quarter_number
    if ahead == 0:
        return ()
    offered = OFFERED_WHEN_COUNTING_UP if counts_up else OFFERED_FOR_THE_YEAR_END
    return tuple(_year_end(quarterly, ahead, method, level, lowest, highest) for method in offered)


def _year_end(
    quarterly: Sequence[Decimal | float | None],
    ahead: int,
    method: Method,
    level: float,
    lowest: Decimal | float | None,
    highest: Decimal | float | None,
) -> YearEnd:
    try:
        step = project(quarterly, ahead, method, level=level).steps[-1]
    except ProjectionError as refusal:
        return YearEnd(method, None, str(refusal))
    ends = (_held(end, lowest, highest) if end is not None else None for end in (step.lower, step.upper))
    return YearEnd(method, Step(_held(step.expected, lowest, highest), *ends))


def _held(value: float, lowest: Decimal | float | None, highest: Decimal | float | None) -> float:
    at_least = value if lowest is None else max(value, float(lowest))
    return at_least if highest is None else min(at_least, float(highest))


def _chance(slope: float, error: float, freedom: float) -> float | None:
    if freedom < 1 or np.isnan(error):
        return None
    if error == 0:
        return 0.0 if slope else None
    return 1 - share_within(abs(slope) / error, freedom)


def _or_none(number: float) -> float | None:
    return None if np.isnan(number) else float(number)
