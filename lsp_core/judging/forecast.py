"""Where a quarterly measure is heading by 31 March, by arithmetic simple enough to check by hand.

With A the latest figure, k its quarter's number and n = 4:

* the average change repeated: A + c x (n - k), where c is the change a quarter over the last four changes at most, from
  three figures at least; held within the lowest and highest figure there can be
* last year's pattern, for a figure that counts up from 1 April: A x (last year's whole) / (last year's figure at k)
* the run rate, for the same when last year is not wholly known: A / k x n
* in the last quarter, the figure itself

With too few figures there is no forecast rather than a wild one. Nor is there one for a yearly measure. How far off the
first of them may be is in `forecast_range`; the others give no range. What other methods say is in `year_ends`.
"""

from dataclasses import dataclass, replace
from decimal import Decimal

from lsp_core.judging.assessment import Band, Forecast, Range, TargetNow
from lsp_core.judging.forecast_range import FEWEST_CHANGES, changes_known, ranges, reaches
from lsp_core.judging.gaps import shortfall, shortfall_now
from lsp_core.judging.past import Past
from lsp_core.judging.paths import QUARTERS_IN_A_YEAR
from lsp_core.periods import Period, Quarter
from lsp_core.plan.model import Measure, Polarity, Profile
from lsp_core.wording import amount, count_of, difference, rounded, short_amount

FEWEST_FIGURES = 3
MOST_CHANGES = 4

_NOT_FORECAST = frozenset({Profile.GRADE, Profile.MILESTONE})
"""A step from one grade to the next, or from not done to done, is no change that goes on by itself."""

YEAR_END_REACHED = "year end reached"
AVERAGE_CHANGE = "average change repeated"
LAST_YEARS_PATTERN = "last year's pattern"
RUN_RATE = "run rate"

WHY_CHOSEN = {
    YEAR_END_REACHED: "the year is over.",
    AVERAGE_CHANGE: "it follows the last year's changes, and anybody can check it by hand.",
    LAST_YEARS_PATTERN: "the figure counts up through the year, and last year's four quarters are known.",
    RUN_RATE: "the figure counts up through the year, and last year's four quarters are not all known.",
}
"""Why a method is the one held against the target."""


@dataclass(frozen=True)
class _Projection:
    """A value for the year's end, and how it was come by."""

    value: Decimal
    method: str
    sentence: str
    """Without its full stop: what follows says whether the target is met."""
    likely: tuple[Range, ...] = ()
    likely_in_words: str = ""
    """Without a word on the target, and so without a full stop."""


def year_end(measure: Measure, target: TargetNow | None, past: Past) -> Forecast | None:
    """The forecast from the figure being judged and those before it; None when there are too few."""
    quarter = past.now.period
    if not isinstance(quarter, Quarter) or measure.profile in _NOT_FORECAST:
        return None
    held = {figure.period: figure.value for figure in past.figures if figure.value is not None}
    projection = _project(measure, quarter, held)
    if projection is None:
        return None
    found = _against_target(measure, target, projection, held[quarter], QUARTERS_IN_A_YEAR - quarter.number)
    return replace(found, likely=projection.likely, likely_in_words=_likely_in_words(measure, target, projection))


def _project(measure: Measure, quarter: Quarter, held: dict[Period, Decimal]) -> _Projection | None:
    if quarter.number == QUARTERS_IN_A_YEAR:
        return _Projection(held[quarter], YEAR_END_REACHED, f"The year ended at {amount(held[quarter], measure)}")
    if measure.profile is not Profile.CUMULATIVE:
        return _average_change(measure, quarter, held)
    return _last_years_pattern(measure, quarter, held) or _run_rate(measure, quarter, held)


def _average_change(measure: Measure, quarter: Quarter, held: dict[Period, Decimal]) -> _Projection | None:
    window = [quarter.shifted(-3 * back) for back in range(MOST_CHANGES, -1, -1)]
    known = [period for period in window if period in held]
    if len(known) < FEWEST_FIGURES:
        return None
    changes = MOST_CHANGES - window.index(known[0])
    change = (held[quarter] - held[known[0]]) / changes
    unbounded = held[quarter] + change * (QUARTERS_IN_A_YEAR - quarter.number)
    value = _within_bounds(measure, unbounded)
    how = (
        f"If the average change of the last {changes} quarters ({_rise_or_fall(measure, change, 1)} a quarter) goes on"
    )
    limit = "" if value == unbounded else f", the {'highest' if value < unbounded else 'lowest'} figure there can be"
    sentence = f"{how}, the year ends at {amount(value, measure)}{limit}"
    points = [held[quarter] + change * ahead for ahead in range(1, QUARTERS_IN_A_YEAR - quarter.number + 1)]
    return _with_range(measure, _Projection(value, AVERAGE_CHANGE, sentence), points, changes_known(held), changes)


def _with_range(
    measure: Measure, projection: _Projection, points: list[Decimal], known: list[Decimal], averaged: int
) -> _Projection:
    each_side = reaches(known, averaged, len(points))
    if not each_side:
        words = (
            f"No likely range yet: that takes {FEWEST_CHANGES} changes between quarters, and "
            f"{count_of(len(known), 'change')} {'is' if len(known) == 1 else 'are'} known"
        )
        return replace(projection, likely_in_words=words)
    likely = ranges(points, each_side, measure.minimum, measure.maximum)
    low, high = (short_amount(end, measure) for end in (likely[-1].low, likely[-1].high))
    words = f"The likely range is {low} to {high} (95% prediction interval, from {len(known)} changes)"
    return replace(projection, likely=likely, likely_in_words=words)


def _likely_in_words(measure: Measure, target: TargetNow | None, projection: _Projection) -> str:
    """The range with the year's target beside it, for a measure that is judged against one target."""
    words, likely = projection.likely_in_words, projection.likely
    if not words:
        return ""
    if not likely or target is None or target.band is not None or measure.polarity is Polarity.CONTEXT:
        return f"{words}."
    is_inside = likely[-1].low <= target.year_end <= likely[-1].high
    return f"{words}, with the year's target {'inside' if is_inside else 'outside'}."


def _last_years_pattern(measure: Measure, quarter: Quarter, held: dict[Period, Decimal]) -> _Projection | None:
    last_year = quarter.financial_year.previous.quarters
    if any(period not in held for period in last_year) or held[quarter.a_year_earlier] <= 0:
        return None
    by_then, whole = held[quarter.a_year_earlier], held[last_year[-1]]
    value = _within_bounds(measure, held[quarter] * whole / by_then)
    pattern = f"{short_amount(by_then, measure)} by this point and {short_amount(whole, measure)} in all"
    words = (
        f"If the rest of the year follows last year's pattern ({pattern}), the year ends at {amount(value, measure)}"
    )
    return _Projection(value, LAST_YEARS_PATTERN, words)


def _run_rate(measure: Measure, quarter: Quarter, held: dict[Period, Decimal]) -> _Projection:
    value = _within_bounds(measure, held[quarter] / quarter.number * QUARTERS_IN_A_YEAR)
    so_far = f"{short_amount(held[quarter], measure)} in {count_of(quarter.number, 'quarter')}"
    return _Projection(value, RUN_RATE, f"At the rate so far ({so_far}), the year ends at {amount(value, measure)}")


def _within_bounds(measure: Measure, value: Decimal) -> Decimal:
    if measure.minimum is not None:
        value = max(value, measure.minimum)
    return value if measure.maximum is None else min(value, measure.maximum)


def _against_target(
    measure: Measure, target: TargetNow | None, projection: _Projection, figure: Decimal, quarters_left: int
) -> Forecast:
    """The projection beside the year's target, which only a measure that is judged can meet or miss."""
    value = rounded(projection.value, measure.decimals)
    if target is not None and target.band is not None:
        return _against_band(measure, target, target.band, projection, value)
    if target is None or measure.polarity is Polarity.CONTEXT:
        return Forecast(value, None, None, projection.method, f"{projection.sentence}.")
    meets = shortfall(measure, value, target.year_end) <= 0
    required = (target.year_end - figure) / quarters_left if quarters_left else None
    verb = "meets" if meets else "misses"
    beside = f"which {verb} the year's target of {short_amount(target.year_end, measure)}"
    sentence = f"{projection.sentence}, {beside}."
    if required is not None and not meets:
        sentence += f" {_required_in_words(measure, required, quarters_left)}"
    return Forecast(value, meets, required, projection.method, sentence)


def _against_band(measure: Measure, target: TargetNow, band: Band, projection: _Projection, value: Decimal) -> Forecast:
    meets = shortfall_now(measure, value, target) <= 0
    edges = f"{short_amount(band.low, measure)} to {short_amount(band.high, measure)}"
    sentence = f"{projection.sentence}, {'inside' if meets else 'outside'} the band of {edges}."
    return Forecast(value, meets, None, projection.method, sentence)


def _required_in_words(measure: Measure, required: Decimal, quarters_left: int) -> str:
    left = "the quarter that is left" if quarters_left == 1 else f"each of the {quarters_left} quarters left"
    if measure.profile is not Profile.CUMULATIVE:
        return f"To reach it takes {_rise_or_fall(measure, required)} in {left}."
    if measure.polarity is Polarity.HIGHER_IS_BETTER:
        return f"To reach it takes {amount(required, measure)} in {left}."
    if required < 0:
        return "The whole year's allowance has been used already."
    return f"To keep to it allows {amount(required, measure)} in {left}."


def _rise_or_fall(measure: Measure, change: Decimal, extra_decimals: int = 0) -> str:
    """A change with its direction: `a rise of 0.45 percentage points`."""
    if rounded(change, measure.decimals + extra_decimals) == 0:
        return "no change"
    return f"a {'rise' if change > 0 else 'fall'} of {difference(change, measure, extra_decimals)}"
