"""When to ask whether a measure's mean and limits should begin again: after a step that has lasted.

No formula can say that a rebase is right, since that takes knowing what changed ("Making Data Count" gives none). So
this only proposes, with its evidence; a person accepts, with the reason for the change, and what is stored is their
decision.
"""

from dataclasses import dataclass, replace
from math import sqrt

import numpy as np

from lsp_core.judging.projection_methods import lines
from lsp_core.judging.variation import OURS, Charts, Phase, Reading, judge_all
from lsp_core.judging.variation_rules import ORDINARY, RUN, Floats
from lsp_core.judging.variation_series import FEWEST_FOR_FIRM_LIMITS, Batch, Series

FEWEST_BEFORE = FEWEST_FOR_FIRM_LIMITS
"""Known figures the old mean must rest on before anything can be said to have moved away from it."""
STANDARD_ERRORS = 3
"""How far apart the old and the new mean must be: chance alone, given many rows to choose from, seldom does it."""


@dataclass(frozen=True)
class RebaseProposal:
    """Evidence that a measure moved to a new level and has stayed there."""

    row: int
    """The row of the series, from 0, at which the new level begins."""
    before: Phase
    after: Phase
    run: int
    """How many figures in a row, from that row on, are on one side of the old mean."""
    is_higher: bool


@dataclass(frozen=True)
class _Step:
    """A series cut in two at a row: known figures since the last rebase, before the row and from it on."""

    row: int
    before: Floats
    after: Floats
    has_settled: bool
    """Whether nothing since is out of the ordinary by its own new limits."""

    @property
    def run(self) -> int:
        """How many figures, from the row on, are on the side of the old mean that the first of them is on."""
        sides = np.sign(self.after - self.before.mean())
        others = np.flatnonzero(sides != sides[0])
        return 0 if sides[0] == 0 else int(others[0]) if others.size else sides.size

    @property
    def spread(self) -> float:
        """The squared distances of the figures from the mean of their own part."""
        return float(sum(((part - part.mean()) ** 2).sum() for part in (self.before, self.after)))

    @property
    def is_clear(self) -> bool:
        """Whether the means are further apart than chance seldom puts them."""
        sizes = self.before.size, self.after.size
        error = sqrt(self.spread / (sum(sizes) - 2) * (1 / sizes[0] + 1 / sizes[1]))
        return abs(float(self.after.mean() - self.before.mean())) > STANDARD_ERRORS * error


def propose_rebase(series: Series, reading: Reading = OURS) -> RebaseProposal | None:
    """The step for which there is the best evidence since the last rebase; None where there is none.

    A step needs at least 12 figures before it; from it on, 7 figures or more in a row on one side of the old mean;
    nothing out of the ordinary since by its own new limits; and means more than 3 standard errors apart. The best is
    the one that leaves the least spread, and it must leave less than a straight line does: a measure that goes on
    rising has no new level yet.
    """
    rows = _possible_rows(series)
    if not rows:
        return None
    tries = [replace(series, rebased_at=(*series.rebased_at, row)) for row in rows]
    charts = judge_all(Batch.of(tries), reading)
    steps = [_step(series, charts, place, row) for place, row in enumerate(rows)]
    lasting = [step for step in steps if step.has_settled and step.run >= RUN and step.is_clear]
    if not lasting:
        return None
    best = min(lasting, key=lambda step: step.spread)
    if best.spread >= _spread_about_a_line(series):
        return None
    before, after = charts.chart(rows.index(best.row)).phases[-2:]
    return RebaseProposal(best.row, before, after, best.run, bool(best.after.mean() > best.before.mean()))


def _step(series: Series, charts: Charts, place: int, row: int) -> _Step:
    last_phase = int(charts.batch.first_phases[place] + charts.batch.phases_of_series[place]) - 1
    start = int(charts.batch.phases.starts[last_phase])
    causes = charts.marks.cause[start : start + int(charts.batch.phases.rows[last_phase])]
    before, after = _known(series, _since(series), row), _known(series, row, len(series.values))
    return _Step(row, before, after, bool((causes == ORDINARY).all()))


def _possible_rows(series: Series) -> list[int]:
    """Rows with enough known figures before them, since the last rebase, and from them on."""
    known = [row for row in range(_since(series), len(series.values)) if series.values[row] is not None]
    return known[FEWEST_BEFORE : len(known) - RUN + 1]


def _spread_about_a_line(series: Series) -> float:
    """The squared distances of the figures since the last rebase from the straight line through them."""
    figures = np.array([np.nan if value is None else value for value in series.values[_since(series) :]])
    found = lines(figures[None, :])
    return float(found.residual_error[0] ** 2 * (found.figures[0] - 2))


def _since(series: Series) -> int:
    return max((0, *series.rebased_at))


def _known(series: Series, start: int, end: int) -> Floats:
    return np.array([value for value in series.values[start:end] if value is not None])
