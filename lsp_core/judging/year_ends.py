"""Where other methods see the year ending: a second opinion on each forecast, for everybody who has one to give.

The same answers as `projections.year_end`, for any number of measures at once: those with equally long histories and
equally many quarters left are projected together.
"""

from collections import defaultdict
from collections.abc import Sequence
from decimal import Decimal

import numpy as np

from lsp_core.judging.assessment import OtherForecast, Range
from lsp_core.judging.circumstances import Circumstances
from lsp_core.judging.paths import QUARTERS_IN_A_YEAR
from lsp_core.judging.projection_methods import Floats
from lsp_core.judging.projections import (
    OFFERED_FOR_THE_YEAR_END,
    OFFERED_WHEN_COUNTING_UP,
    Method,
    ProjectionError,
    check_can_project,
    interval,
    project_all,
)
from lsp_core.judging.steady import steady
from lsp_core.periods import Quarter
from lsp_core.plan.model import Measure, Profile

Others = tuple[OtherForecast, ...]


def other_forecasts(seen: Sequence[Circumstances]) -> list[Others]:
    """Every method offered for each measure that has a forecast and quarters left; none for the others."""
    found: list[Others] = [()] * len(seen)
    alike: dict[tuple[int, int, bool], list[int]] = defaultdict(list)
    for place, one in enumerate(seen):
        if one.heading is not None and (ahead := _quarters_left(one)):
            alike[len(one.quarterly), ahead, one.measure.profile is Profile.CUMULATIVE].append(place)
    for (_, ahead, counts_up), places in alike.items():
        offered = OFFERED_WHEN_COUNTING_UP if counts_up else OFFERED_FOR_THE_YEAR_END
        values = np.array([[_float(value) for value in seen[place].quarterly] for place in places])
        by_method = [_by_one_method([seen[p].measure for p in places], values, ahead, method) for method in offered]
        for place, *others in zip(places, *by_method, strict=True):
            found[place] = tuple(others)
    return found


def _quarters_left(one: Circumstances) -> int:
    quarter = one.past.now.period
    return QUARTERS_IN_A_YEAR - quarter.number if isinstance(quarter, Quarter) else 0


def _by_one_method(measures: Sequence[Measure], values: Floats, ahead: int, method: Method) -> list[OtherForecast]:
    projected = project_all(values, ahead, method)
    lower, upper = interval(projected)
    ends = (projected.points[:, -1].tolist(), lower[:, -1].tolist(), upper[:, -1].tolist())
    return [
        _other(measure, row, method, *numbers)
        for measure, row, numbers in zip(measures, values, zip(*ends, strict=True), strict=True)
    ]


def _other(measure: Measure, figures: Floats, method: Method, point: float, low: float, high: float) -> OtherForecast:
    try:
        check_can_project(figures, method, QUARTERS_IN_A_YEAR)
    except ProjectionError as refusal:
        return OtherForecast(str(method), None, None, refusal.reason)
    likely = None if np.isnan(low) else Range(_held(measure, low), _held(measure, high))
    return OtherForecast(str(method), _held(measure, point), likely)


def _held(measure: Measure, number: float) -> Decimal:
    value = steady(number)
    at_least = value if measure.minimum is None else max(value, measure.minimum)
    return at_least if measure.maximum is None else min(at_least, measure.maximum)


def _float(value: Decimal | None) -> float:
    return np.nan if value is None else float(value)
