"""Has a measure gone up or down over its last five figures by more than chance? For those that come from counts.

All measures of a kind are read at once (`recent_trend`, in the edition of 2025). Not for figures that cover some of the
same months as the one before.
"""

from collections.abc import Sequence

import numpy as np

from lsp_core.judging.assessment import RecentTrend
from lsp_core.judging.circumstances import Circumstances
from lsp_core.judging.figure_interval import from_counts, has_counts, kind_of
from lsp_core.judging.recent_trend import (
    FIGURES_USED,
    SIGNIFICANT_FROM,
    Kind,
    Meaning,
    Series,
    Trend,
    meaning,
    recent_trends,
)
from lsp_core.observations import Observation
from lsp_core.plan.model import Measure, Profile

_OVERLAP = frozenset({Profile.CUMULATIVE, Profile.ROLLING})


def trends(seen: Sequence[Circumstances]) -> list[RecentTrend | None]:
    """The recent trend of each measure; None where it cannot be calculated."""
    found: list[RecentTrend | None] = [None] * len(seen)
    figures = {place: last for place, one in enumerate(seen) if (last := _last_figures(one))}
    for kind in (Kind.PROPORTION, Kind.CRUDE_RATE):
        places = [place for place in figures if kind_of(seen[place].measure) is kind]
        if not places:
            continue
        scales = np.array([[float(seen[place].measure.scale)] for place in places])
        result = recent_trends(_series(kind, [figures[place] for place in places], scales), kind)
        for place, trend, chi_squared in zip(places, result.trend.tolist(), result.chi_squared.tolist(), strict=True):
            found[place] = _in_words(seen[place].measure, trend, chi_squared)
    return found


def _last_figures(one: Circumstances) -> list[Observation]:
    """The last five with counts, oldest first; none where there are fewer."""
    if kind_of(one.measure) is Kind.OTHER or one.measure.profile in _OVERLAP:
        return []
    last = [figure for figure in one.past.figures if has_counts(figure, one.measure)][-FIGURES_USED:]
    return last if len(last) == FIGURES_USED and last[-1] is one.past.now else []


def _series(kind: Kind, figures: Sequence[Sequence[Observation]], scales: np.ndarray) -> Series:
    numerators = np.array([[figure.numerator for figure in row] for row in figures], dtype=float)
    denominators = np.array([[figure.denominator for figure in row] for row in figures], dtype=float)
    estimates = from_counts(kind, numerators, denominators, scales)
    return Series(estimates.value, numerators, denominators, estimates)


def _in_words(measure: Measure, trend: Trend, chi_squared: float) -> RecentTrend | None:
    if trend is Trend.CANNOT_BE_CALCULATED:
        return None
    means = meaning(trend, measure.polarity)
    threshold = f"{SIGNIFICANT_FROM:.1f}"
    if means is not Meaning.NO_CHANGE:
        ending = f"{means}, by more than chance (chi-squared {chi_squared:.1f}, more than {threshold})"
    elif chi_squared > SIGNIFICANT_FROM:
        ending = "no significant change, since the direction hangs on a single figure"
    else:
        ending = f"{means} (chi-squared {chi_squared:.1f}, not more than {threshold})"
    return RecentTrend(means, means is not Meaning.NO_CHANGE, f"Over the last {FIGURES_USED} figures: {ending}.")
