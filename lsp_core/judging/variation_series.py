"""Figures over time as variation reads them: one series, and any number of them laid end to end."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from itertools import pairwise

import numpy as np

from lsp_core.errors import LspError
from lsp_core.judging.variation_rules import Floats, Ints, Phases, Signs
from lsp_core.plan.model import Polarity
from lsp_core.wording import day

FEWEST_FOR_FIRM_LIMITS = 12
"""Known figures a mean and limits need before they are more than a trial."""
ALL_ROWS = np.iinfo(np.int64).max
BETTER = {Polarity.HIGHER_IS_BETTER: 1, Polarity.LOWER_IS_BETTER: -1, Polarity.CONTEXT: 0}


class VariationError(LspError):
    """Some figures cannot be read as a series over time."""


@dataclass(frozen=True)
class Series:
    """The figures of one measure in order of time, evenly spaced or not; a missing one is None."""

    values: tuple[float | None, ...]
    polarity: Polarity
    target: float | None = None
    rebased_at: tuple[int, ...] = ()
    """Rows, from 0, at which a new mean and new limits begin. A person has decided each (see `rebasing`)."""
    baseline: int | None = None
    """Work the limits of each phase out from its first so many rows; None for all of them."""

    def __post_init__(self) -> None:
        if not self.values:
            raise VariationError("There are no figures to judge", "Wait for the first figure.")
        if not set(self.rebased_at) <= set(range(len(self.values))):
            raise VariationError("A rebase is at a row that is not there", "Rebase at one of the figures.")
        if self.baseline is not None and self.baseline < FEWEST_FOR_FIRM_LIMITS:
            raise VariationError(
                f"Limits cannot be fixed after {self.baseline} figures",
                f"Fix them after {FEWEST_FOR_FIRM_LIMITS} or more, or not at all.",
            )


@dataclass(frozen=True)
class Batch:
    """Any number of series laid end to end."""

    phases: Phases
    first_phases: Ints
    """Which phase each series begins with."""
    better: Signs
    """Of each series: 1 where higher is better, -1 where lower is, 0 where neither."""
    targets: Floats
    """Of each series; NaN where there is none."""
    baselines: Ints
    """Of each series: how many rows of each phase its limits rest on."""

    @classmethod
    def of(cls, series: Sequence[Series]) -> "Batch":
        """From series of any lengths."""
        lengths = np.array([len(one.values) for one in series], np.int64)
        ends = np.cumsum(lengths)
        cuts = [sorted({0, *one.rebased_at}) for one in series]
        starts = np.array(
            [int(end - length) + row for end, length, rows in zip(ends, lengths, cuts, strict=True) for row in rows],
            np.int64,
        )
        values = np.array([np.nan if value is None else value for one in series for value in one.values], np.float64)
        return cls(
            Phases(values, starts),
            np.cumsum([0, *map(len, cuts)])[:-1],
            np.array([BETTER[one.polarity] for one in series], np.int8),
            np.array([np.nan if one.target is None else one.target for one in series], np.float64),
            np.array([ALL_ROWS if one.baseline is None else one.baseline for one in series], np.int64),
        )

    @classmethod
    def of_grid(cls, values: Floats, better: Signs, targets: Floats) -> "Batch":
        """From a table with one series to a row, missing figures (and the ends of short series) as NaN."""
        count, length = values.shape
        phases = Phases(values.ravel(), np.arange(count) * length)
        return cls(phases, np.arange(count), better, targets, np.full(count, ALL_ROWS))

    @property
    def phases_of_series(self) -> Ints:
        """How many phases each series has."""
        return np.diff(self.first_phases, append=self.phases.starts.size)


def series_over_time(
    figures: Iterable[tuple[date, Decimal | float | None]],
    polarity: Polarity,
    target: Decimal | float | None = None,
    rebased_on: Collection[date] = (),
    baseline: int | None = None,
    only_exact_rebases: bool = False,
) -> Series:
    """Figures by the day their period begins, in any order. `rebased_on` are the days new limits were agreed from.

    A rebase takes effect at the first row on or after its day; with `only_exact_rebases`, only at a row of that day.
    """
    ordered = sorted(figures, key=lambda figure: figure[0])
    days = [start for start, _ in ordered]
    for start, next_start in pairwise(days):
        if start == next_start:
            raise VariationError(f"There are two figures for {day(start)}", "Keep the one that stands.")
    rows = {_row_of(days, rebase) for rebase in rebased_on if rebase in days or not only_exact_rebases}
    values = tuple(None if value is None else float(value) for _, value in ordered)
    goal = None if target is None else float(target)
    return Series(values, polarity, goal, tuple(sorted(rows - {len(days)})), baseline)


def _row_of(days: Sequence[date], rebase: date) -> int:
    """The first row on or after a day; one past the last when there is none yet."""
    return next((row for row, start in enumerate(days) if start >= rebase), len(days))
