"""The arithmetic of an XmR chart, for any number of series at once: limits, and which figures are out of the ordinary.

Figures of all series are laid end to end in one array and cut into phases: a phase begins with each series and at each
rebase. Nothing here looks across the start of a phase. A missing figure is NaN; it breaks every run it falls in.

Sources: D. J. Wheeler, "Understanding Variation" (the constants 2.66 and 3.267), and NHS England, "Making Data Count"
(the four special causes and which of them comes first). What people read is made from these arrays in `variation`.
"""

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Signs = NDArray[np.int8]
Flags = NDArray[np.bool_]

LIMITS_PER_RANGE = 2.66
"""3 / d2 for ranges of two: how many average moving ranges the limits are from the mean."""
SCREEN_PER_RANGE = 3.267
"""D4 for ranges of two: a moving range of so many averages or more is an outlier itself."""
NEAR = 2 / 3
"""How far out, as a share of the way from the mean to a limit, a figure counts as near the limit."""
RUN = 7
"""Figures in a row on one side of the mean, or in a row all rising or all falling."""
NOISE = 1e-12
"""Relative difference that is only how computers keep decimals: the mean of 0.1, 0.2 and 0.3 is 0.2."""

ORDINARY, OUTSIDE, TREND, TWO_IN_THREE, ONE_SIDE = range(5)
"""The special causes; where several apply, the one named first here is given."""


@dataclass(frozen=True)
class Phases:
    """Figures of any number of series, end to end, cut into phases."""

    values: Floats
    starts: Ints
    """Where each phase begins: 0 first, rising, no phase empty."""

    @cached_property
    def of_figure(self) -> Ints:
        """The phase each figure belongs to."""
        return np.repeat(np.arange(self.starts.size), self.rows)

    @cached_property
    def rows(self) -> Ints:
        """How many rows each phase has, missing figures included."""
        return np.diff(self.starts, append=self.values.size)

    @cached_property
    def place(self) -> Ints:
        """Each figure's place in its phase, from 0."""
        return np.arange(self.values.size) - self.starts[self.of_figure]

    @cached_property
    def known(self) -> Flags:
        """Where there is a figure."""
        return ~np.isnan(self.values)

    @cached_property
    def changes(self) -> Floats:
        """Each figure less the one before it in its phase; NaN without two neighbours to compare."""
        changes = np.full(self.values.size, np.nan)
        changes[1:] = np.diff(self.values)
        changes[self.starts] = np.nan
        return changes

    def same_phase(self, shift: int) -> Flags:
        """Whether the figure so many rows earlier is in the same phase."""
        return self.place >= shift


@dataclass(frozen=True)
class Limits:
    """Per phase. NaN where there is nothing to work one out from."""

    mean: Floats
    average_range: Floats
    figures: Ints
    """How many known figures the limits rest on."""

    @property
    def lower(self) -> Floats:
        """The lower limit: not held at zero, since a limit is arithmetic and not a figure."""
        return self.mean - LIMITS_PER_RANGE * self.average_range

    @property
    def upper(self) -> Floats:
        """The upper limit: not held at 100%, for the same reason."""
        return self.mean + LIMITS_PER_RANGE * self.average_range


@dataclass(frozen=True)
class Marks:
    """Per figure: where it lies, and which special cause it is part of."""

    side: Signs
    """1 above the mean, -1 below, 0 on it or missing."""
    outside: Flags
    near: Flags
    cause: Signs
    """One of the causes named above; `ORDINARY` for a missing figure."""
    direction: Signs
    """1 high or rising, -1 low or falling, 0 where the cause is `ORDINARY`."""


def limits(phases: Phases, baseline: Ints, screens: bool, keeps_some_range: bool) -> Limits:
    """Mean and average moving range of each phase from its first `baseline` rows.

    Screening leaves out, once, every range of 3.267 averages or more. With `keeps_some_range` it is not applied where
    what it leaves does not vary at all: one spike in a flat series would then condemn every ordinary figure.
    """
    counts = phases.place < baseline[phases.of_figure]
    figures = counts & phases.known
    mean = _precise_mean(phases, figures)
    ranges = np.abs(phases.changes)
    measured = counts & ~np.isnan(ranges)
    average = _mean(phases, ranges, measured)
    if screens:
        kept = measured & (ranges < SCREEN_PER_RANGE * average[phases.of_figure])
        screened = _mean(phases, ranges, kept)
        average = np.where(screened > 0, screened, average) if keeps_some_range else screened
    return Limits(mean, average, _sums(phases, figures))


def marks(phases: Phases, found: Limits, borrows_next_step: bool = False) -> Marks:
    """Where every figure lies and which special cause it is part of, the first that applies winning."""
    from_mean = phases.values - found.mean[phases.of_figure]
    from_mean[np.abs(from_mean) <= NOISE * np.abs(phases.values)] = 0
    to_limit = (LIMITS_PER_RANGE * found.average_range)[phases.of_figure]
    slack = NOISE * np.abs(phases.values)
    side = np.nan_to_num(np.sign(from_mean)).astype(np.int8)
    outside = np.abs(from_mean) > to_limit + slack
    near = ~outside & (np.abs(from_mean) > NEAR * to_limit + slack)
    trend = _trends(phases, borrows_next_step)
    rules = {
        OUTSIDE: outside,
        TREND: trend != 0,
        TWO_IN_THREE: near & _beside_another_near(phases, side, near),
        ONE_SIDE: (side != 0) & (_run_lengths(phases, side) >= RUN),
    }
    cause = np.select(list(rules.values()), list(rules), ORDINARY).astype(np.int8)
    direction = np.where(cause == TREND, trend, np.where(cause == ORDINARY, 0, side)).astype(np.int8)
    return Marks(side, outside, near, cause, direction)


def _trends(phases: Phases, borrows_next_step: bool) -> Signs:
    """1 for figures of a rising trend, -1 for figures of a falling one, 0 for the others.

    A figure that ends one trend and begins the next belongs to the next. Where two trends meet without sharing a
    figure, `borrows_next_step` gives the last figure of the first the sign of the step between them (a tie or a fall
    counting as falling), as the R package does; otherwise it keeps the direction of its own trend.
    """
    steps = np.nan_to_num(np.sign(phases.changes)).astype(np.int8)
    long = np.where(_run_lengths(phases, steps) >= RUN - 1, steps, 0).astype(np.int8)
    next_long = _from_next_row(phases, long)
    trend = np.where(next_long != 0, next_long, long).astype(np.int8)
    if not borrows_next_step:
        return trend
    ends_beside_another = (trend != 0) & (next_long == 0) & (_from_next_row(phases, trend) != 0)
    borrowed = np.where(_from_next_row(phases, steps) > 0, 1, -1)
    return np.where(ends_beside_another, borrowed, trend).astype(np.int8)


def _beside_another_near(phases: Phases, side: Signs, near: Flags) -> Flags:
    """Figures of some three in a row, all on one side of the mean, of which two are near a limit."""
    count = near.astype(np.int8)
    sides = side + _shifted(phases, side, 1) + _shifted(phases, side, 2)
    nears = count + _shifted(phases, count, 1) + _shifted(phases, count, 2)
    ends_here: Flags = (np.abs(sides) == 3) & (nears >= 2)
    found = ends_here.copy()
    found[:-1] |= ends_here[1:]
    found[:-2] |= ends_here[2:]
    return found


def _shifted(phases: Phases, signs: Signs, back: int) -> Signs:
    """What stands so many rows earlier in the same phase; 0 where nothing does."""
    shifted = np.zeros_like(signs)
    shifted[back:] = signs[:-back]
    return np.where(phases.same_phase(back), shifted, 0).astype(np.int8)


def _from_next_row(phases: Phases, signs: Signs) -> Signs:
    """What stands in the next row of the same phase; 0 where nothing does."""
    following = np.zeros_like(signs)
    following[:-1] = np.where(phases.same_phase(1)[1:], signs[1:], 0)
    return following


def _run_lengths(phases: Phases, signs: Signs) -> Ints:
    """For each row, how many neighbouring rows of its phase, itself included, have its sign."""
    begins = phases.place == 0
    begins[1:] |= signs[1:] != signs[:-1]
    firsts = np.flatnonzero(begins)
    lengths = np.diff(firsts, append=signs.size)
    return np.repeat(lengths, lengths)


def _sums(phases: Phases, counted: Flags) -> Ints:
    return np.add.reduceat(counted.astype(np.int64), phases.starts)


def _mean(phases: Phases, numbers: Floats, counted: Flags) -> Floats:
    """The mean of what is counted in each phase; NaN where nothing is."""
    totals = np.add.reduceat(np.where(counted, numbers, 0.0), phases.starts)
    counts = _sums(phases, counted)
    means: Floats = np.divide(totals, counts, out=np.full(counts.size, np.nan), where=counts > 0)
    return means


def _precise_mean(phases: Phases, counted: Flags) -> Floats:
    """The mean corrected by the mean of what is left over, so that equal figures have exactly their own value."""
    first = _mean(phases, phases.values, counted)
    return first + _mean(phases, phases.values - first[phases.of_figure], counted)
