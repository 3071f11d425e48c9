"""What chance could do: the 95% interval of each figure judged, where it comes from counts.

A percentage is a share of what was counted and has a Wilson interval; a rate (so many per 1,000 or more) counts events
and has a Poisson one. Both take what is counted to come about one by one, each apart from the others. A fraction times
less than 100 may be pounds or days for each person, which are no counts, so it has no interval; nor has one with a part
that is not a whole number, or whose counts do not give the figure reported.
"""

from collections.abc import Sequence
from decimal import Decimal

import numpy as np

from lsp_core.judging.assessment import FigureInterval, TargetNow
from lsp_core.judging.circumstances import Circumstances
from lsp_core.judging.intervals import USUAL_CONFIDENCE, Array, Estimate, Method, proportion, rate, rate_method
from lsp_core.judging.recent_trend import Kind
from lsp_core.judging.steady import steady
from lsp_core.observations import Observation
from lsp_core.plan.model import ComparatorFigure, Measure, Polarity, Profile
from lsp_core.wording import exact_number, rounded, short_amount

A_SHARE = Decimal(100)
"""The scale of percentages."""
MOST_EXTRA_DECIMALS = 2
"""How many more decimal places the ends may be given, when they would otherwise read the same."""
_NO_LEVEL = frozenset({Profile.GRADE, Profile.MILESTONE})


def figure_intervals(seen: Sequence[Circumstances]) -> list[FigureInterval | None]:
    """The interval of each figure; None where it has none."""
    found: list[FigureInterval | None] = [None] * len(seen)
    for kind in (Kind.PROPORTION, Kind.CRUDE_RATE):
        places = [place for place, one in enumerate(seen) if _has_interval(one, kind)]
        if not places:
            continue
        estimates = from_counts(
            kind,
            np.array([_count(seen[place].past.now.numerator) for place in places]),
            np.array([_count(seen[place].past.now.denominator) for place in places]),
            np.array([float(seen[place].measure.scale) for place in places]),
        )
        for place, lower, upper in zip(places, estimates.lower.tolist(), estimates.upper.tolist(), strict=True):
            found[place] = _in_words(seen[place], kind, steady(lower), steady(upper))
    return found


def kind_of(measure: Measure) -> Kind:
    """What the counts behind a measure say about how sure it is."""
    if not measure.from_counts or measure.profile in _NO_LEVEL or measure.scale < A_SHARE:
        return Kind.OTHER
    return Kind.PROPORTION if measure.scale == A_SHARE and measure.unit.startswith("%") else Kind.CRUDE_RATE


def from_counts(
    kind: Kind, numerators: Array, denominators: Array, scales: Array, confidence: float = USUAL_CONFIDENCE
) -> Estimate:
    """The figures and intervals of one kind, in the unit they are reported in."""
    estimate = (proportion if kind is Kind.PROPORTION else rate)(numerators, denominators, confidence)
    return Estimate(estimate.lower * scales, estimate.upper * scales, estimate.value * scales)


def interval_of(figure: Observation, measure: Measure) -> tuple[Decimal, Decimal] | None:
    """The ends of one figure's interval; None where it has none."""
    kind = kind_of(measure)
    if kind is Kind.OTHER or not has_counts(figure, measure):
        return None
    above, below, scale = (
        np.array([float(each)]) for each in (figure.numerator or 0, figure.denominator or 0, measure.scale)
    )
    estimate = from_counts(kind, above, below, scale)
    return steady(estimate.lower.tolist()[0]), steady(estimate.upper.tolist()[0])


def has_counts(figure: Observation | ComparatorFigure, measure: Measure) -> bool:
    """Whether both counts came with a figure, can be counts, and give it."""
    above, below = figure.numerator, figure.denominator
    if figure.value is None or above is None or below is None or above < 0 or below <= 0:
        return False
    if above % 1 or below % 1 or (kind_of(measure) is Kind.PROPORTION and above > below):
        return False
    one_in_the_last_place = Decimal(1).scaleb(-measure.decimals)
    return abs(rounded(above / below * measure.scale, measure.decimals) - figure.value) <= one_in_the_last_place


def _has_interval(one: Circumstances, kind: Kind) -> bool:
    return kind_of(one.measure) is kind and has_counts(one.past.now, one.measure)


def _count(count: Decimal | None) -> float:
    assert count is not None, "only figures with both counts get here"
    return float(count)


def _in_words(one: Circumstances, kind: Kind, lower: Decimal, upper: Decimal) -> FigureInterval:
    measure, figure = one.measure, one.past.now
    method = Method.WILSON if kind is Kind.PROPORTION else rate_method(_count(figure.numerator))
    low, high = _ends(measure, lower, upper)
    assert figure.numerator is not None, "as above"
    assert figure.denominator is not None, "as above"
    counted = f"{exact_number(figure.numerator)} out of {exact_number(figure.denominator)}"
    sentence = (
        f"Allowing for chance, an underlying level from {low} to {high} fits the figure (95% {method}, {counted})."
    )
    holds = _holds(measure, one.target, lower, upper)
    beside = _beside_target(measure, one.target, holds) if one.target is not None and holds is not None else ""
    return FigureInterval(lower, upper, str(method), holds, sentence + beside)


def _ends(measure: Measure, lower: Decimal, upper: Decimal) -> tuple[str, str]:
    for extra in range(MOST_EXTRA_DECIMALS + 1):
        finer = measure.model_copy(update={"decimals": measure.decimals + extra})
        ends = short_amount(lower, finer), short_amount(upper, finer)
        if ends[0] != ends[1]:
            break
    return ends


def _holds(measure: Measure, target: TargetNow | None, lower: Decimal, upper: Decimal) -> bool | None:
    """A band counts by the edge the figure faces; a measure for context has no target to be on a side of."""
    if target is None or (measure.polarity is Polarity.CONTEXT and target.band is None):
        return None
    return lower <= target.value <= upper


def _beside_target(measure: Measure, target: TargetNow, holds: bool) -> str:
    goal = short_amount(target.value, measure)
    if holds:
        return f" The target of {goal} is inside that, so chance alone may decide which side of it the figure is on."
    return f" The target of {goal} is outside that."
