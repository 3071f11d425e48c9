"""What only counts can say of a figure beside others: whether it differs from a benchmark, or from its peers, by more
than chance.

The benchmark is held against the 95% and 99.8% intervals of our figure (`Reading.VALUE_IN_TWO_INTERVALS`), all measures
at once; its own uncertainty is left out, as that of a nation is small. The funnel is Spiegelhalter's (see `funnels`).
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

import numpy as np

from lsp_core.judging.comparison import Figures, Position, Reading, Standing, compare, standing
from lsp_core.judging.figure_interval import from_counts, has_counts, kind_of
from lsp_core.judging.funnels import Funnel, Placed, proportion_funnel, rate_funnel
from lsp_core.judging.intervals import TWO_LEVELS, Array, Interval
from lsp_core.judging.placed import AgainstBenchmark, InFunnel, Other
from lsp_core.judging.recent_trend import Kind
from lsp_core.judging.standing_among import FEWEST_FOR_PERCENTILES
from lsp_core.judging.steady import steady
from lsp_core.observations import Observation
from lsp_core.plan.model import ComparatorFigure, Measure

READING = Reading.VALUE_IN_TWO_INTERVALS
_POSITIONS = {
    Placed.FAR_BELOW: Position.MUCH_LOWER,
    Placed.BELOW: Position.LOWER,
    Placed.INSIDE: Position.SIMILAR,
    Placed.ABOVE: Position.HIGHER,
    Placed.FAR_ABOVE: Position.MUCH_HIGHER,
}


@dataclass(frozen=True)
class Pair:
    """Our figure and a benchmark's for the same period."""

    measure: Measure
    own: Observation
    own_value: Decimal
    other: Other


def against_benchmarks(pairs: Sequence[Pair | None]) -> list[AgainstBenchmark | None]:
    """Each figure against its benchmark; None where there is no benchmark's figure."""
    found = [_without_counts(pair) if pair is not None else None for pair in pairs]
    for kind in (Kind.PROPORTION, Kind.CRUDE_RATE):
        places = [n for n, pair in enumerate(pairs) if pair is not None and _has_counts_of(kind, pair)]
        counted = [pair for n in places if (pair := pairs[n]) is not None]
        for place, against in zip(places, _by_counts(kind, counted), strict=True):
            found[place] = against
    return found


def in_funnel(measure: Measure, own: Observation, others: Sequence[Other]) -> InFunnel | None:
    """Ours among those that come with counts; None where there are too few, or their sizes do not differ."""
    kind = kind_of(measure)
    figures: list[Observation | ComparatorFigure] = [
        own,
        *(other.figure for other in others if other.figure is not None),
    ]
    if kind is Kind.OTHER or not has_counts(own, measure):
        return None
    counted = [figure for figure in figures if has_counts(figure, measure)]
    if len(counted) < FEWEST_FOR_PERCENTILES or len({figure.denominator for figure in counted}) == 1:
        return None
    x, n, scale = _counts(counted, "numerator"), _counts(counted, "denominator"), float(measure.scale)
    if kind is Kind.PROPORTION:
        return _ours(measure, proportion_funnel(x, n), scale)
    return _ours(measure, rate_funnel(x, n, per=scale), 1)


def _ours(measure: Measure, funnel: Funnel, scale: float) -> InFunnel:
    """The first of a funnel, in the measure's unit."""
    far = (Placed.FAR_BELOW, Placed.FAR_ABOVE)
    return InFunnel(
        average=steady(funnel.average * scale),
        inner=_first_ends(funnel.inner, scale),
        outer=_first_ends(funnel.outer, scale),
        standing=standing(_POSITIONS[funnel.placed[0]], measure.polarity),
        beyond=sum(placed in far for placed in funnel.placed),
        of=len(funnel.placed),
    )


def _first_ends(limits: Interval, scale: float) -> tuple[Decimal, Decimal]:
    return steady(float(np.asarray(limits.lower)[0]) * scale), steady(float(np.asarray(limits.upper)[0]) * scale)


def _without_counts(pair: Pair) -> AgainstBenchmark:
    return AgainstBenchmark(pair.other, pair.own.period, pair.own, pair.own_value, Standing.NOT_COMPARED, None, None)


def _has_counts_of(kind: Kind, pair: Pair) -> bool:
    return kind_of(pair.measure) is kind and has_counts(pair.own, pair.measure)


def _by_counts(kind: Kind, pairs: Sequence[Pair]) -> Iterator[AgainstBenchmark]:
    if not pairs:
        return
    own = [pair.own for pair in pairs]
    scales = np.array([float(pair.measure.scale) for pair in pairs])
    inner, outer = (
        from_counts(kind, _counts(own, "numerator"), _counts(own, "denominator"), scales, level) for level in TWO_LEVELS
    )
    benchmarks = np.array([float(pair.other.value or 0) for pair in pairs])
    positions = compare(READING, Figures(inner.value, inner, outer), Figures(benchmarks))
    for place, pair in enumerate(pairs):
        yield AgainstBenchmark(
            benchmark=pair.other,
            period=pair.own.period,
            own=pair.own,
            own_value=pair.own_value,
            standing=standing(int(positions[place]), pair.measure.polarity),
            inner=(steady(float(inner.lower[place])), steady(float(inner.upper[place]))),
            outer=(steady(float(outer.lower[place])), steady(float(outer.upper[place]))),
        )


def _counts(figures: Sequence[Observation | ComparatorFigure], part: str) -> Array:
    return np.array([float(getattr(figure, part)) for figure in figures])
