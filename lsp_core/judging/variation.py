"""Is it real? Which figures of a measure are out of the ordinary for it, and whether it can be relied on: XmR charts.

After NHS England's "Making Data Count". `judge` reads one series and `judge_all` any number at once; both give the same
answers, since one is the other. The series are in `variation_series`, the arithmetic in `variation_rules`, what limits
say about a target in `assurance`, when to ask for a rebase in `rebasing`, and the sentences in `variation_words`.

Published tools differ in details and some slip; a `Reading` names the choice made:

* The R package NHSRplotthedots leaves outlying moving ranges out once, the NHS Excel tool does not, and neither looks
  whether anything is left to measure. `OURS` leaves them out unless what remains would not vary at all.
* Fewer than twelve known figures give trial limits. The package says twelve and tests for thirteen rows, counting those
  without a figure.
* A rebase takes effect at the first row on or after its date. In the package a date without a row does nothing.
* The variation of a series is that of its latest known figure. The package takes the latest row, known or not.
* Where two trends meet, each figure keeps the direction of its own. The package borrows the step between them.
* With limits or target missing, assurance cannot be said. The package answers "inconsistent".
* A missing figure breaks the run it falls in. The package stops with an error in some such cases.
"""

from dataclasses import dataclass
from enum import StrEnum

import numpy as np

from lsp_core.judging import variation_rules as rules
from lsp_core.judging.assurance import ASSURANCES, Assurance, assurance_codes
from lsp_core.judging.variation_series import FEWEST_FOR_FIRM_LIMITS, Batch, Series


class Screening(StrEnum):
    """Which moving ranges the limits are worked out from."""

    NONE = "every moving range counts"
    ONCE = "outlying moving ranges are left out once"
    ONCE_IF_SOME_VARY = "outlying moving ranges are left out once, if the rest vary at all"


@dataclass(frozen=True)
class Reading:
    """The choices on which published tools differ."""

    screening: Screening = Screening.ONCE_IF_SOME_VARY
    as_the_package: bool = False
    """In everything but screening, answer as NHSRplotthedots 0.2.2 does even where it slips."""


OURS = Reading()
NHS_EXCEL_TOOL = Reading(Screening.NONE)
PLOT_THE_DOTS = Reading(Screening.ONCE, as_the_package=True)
PLOT_THE_DOTS_UNSCREENED = Reading(Screening.NONE, as_the_package=True)


class Cause(StrEnum):
    """What makes a figure out of the ordinary."""

    ORDINARY = "ordinary variation"
    ABOVE_LIMIT = "above the upper limit"
    BELOW_LIMIT = "below the lower limit"
    RISING = "one of 7 or more rising in a row"
    FALLING = "one of 7 or more falling in a row"
    TWO_IN_THREE_HIGH = "one of 2 in 3 near the upper limit"
    TWO_IN_THREE_LOW = "one of 2 in 3 near the lower limit"
    RUN_ABOVE = "one of 7 or more in a row above the mean"
    RUN_BELOW = "one of 7 or more in a row below the mean"


class Variation(StrEnum):
    """What a figure's cause means by the measure's polarity."""

    ORDINARY = "ordinary variation"
    IMPROVEMENT = "a real improvement"
    CONCERN = "a real worsening"
    HIGH = "really high"
    """Of a measure that is for context: higher is neither better nor worse."""
    LOW = "really low"


_CAUSES = {
    (rules.ORDINARY, 0): Cause.ORDINARY,
    (rules.OUTSIDE, 1): Cause.ABOVE_LIMIT,
    (rules.OUTSIDE, -1): Cause.BELOW_LIMIT,
    (rules.TREND, 1): Cause.RISING,
    (rules.TREND, -1): Cause.FALLING,
    (rules.TWO_IN_THREE, 1): Cause.TWO_IN_THREE_HIGH,
    (rules.TWO_IN_THREE, -1): Cause.TWO_IN_THREE_LOW,
    (rules.ONE_SIDE, 1): Cause.RUN_ABOVE,
    (rules.ONE_SIDE, -1): Cause.RUN_BELOW,
}
_JUDGED = {0: Variation.ORDINARY, 1: Variation.IMPROVEMENT, -1: Variation.CONCERN}
_NOT_JUDGED = {0: Variation.ORDINARY, 1: Variation.HIGH, -1: Variation.LOW}


@dataclass(frozen=True)
class Phase:
    """Rows judged together, with their mean and limits. None where there is nothing to work one out from."""

    first_row: int
    rows: int
    figures: int
    """Known figures that the mean and limits rest on."""
    mean: float | None
    lower: float | None
    upper: float | None
    average_range: float | None
    is_trial: bool
    """Whether the limits rest on too few figures to be firm."""
    variation: Variation
    assurance: Assurance


@dataclass(frozen=True)
class Point:
    """One row of a series."""

    value: float | None
    phase: int
    """Its place in the chart's phases, from 0."""
    side: int
    """1 above the mean, -1 below, 0 on it or missing."""
    is_outside: bool
    is_near: bool
    cause: Cause
    variation: Variation


@dataclass(frozen=True)
class Chart:
    """Everything an XmR chart says about one series."""

    points: tuple[Point, ...]
    phases: tuple[Phase, ...]

    @property
    def now(self) -> Phase:
        """The phase the series is in, with the variation and assurance that stand today."""
        return self.phases[-1]

    @property
    def latest(self) -> Point:
        """The point of the latest known figure; of the last row when none is known."""
        known = [point for point in self.points if point.value is not None]
        return known[-1] if known else self.points[-1]


@dataclass(frozen=True)
class Charts:
    """What was found in a batch, as arrays; `chart` gives one series as values to read."""

    batch: Batch
    limits: rules.Limits
    marks: rules.Marks
    directions: rules.Signs
    """Per phase: 1 where its latest figure is out of the ordinary high or rising, -1 low or falling, 0 neither."""
    is_trial: rules.Flags
    """Per phase."""
    assurances: rules.Signs
    """Per phase: places in `ASSURANCES`."""

    def chart(self, place: int) -> Chart:
        """The chart of one series, by its place in the batch."""
        first = int(self.batch.first_phases[place])
        phases = range(first, first + int(self.batch.phases_of_series[place]))
        better = int(self.batch.better[place])
        start = int(self.batch.phases.starts[first])
        end = start + int(self.batch.phases.rows[phases].sum())
        points = tuple(self._point(row, first, better) for row in range(start, end))
        return Chart(points, tuple(self._phase(phase, start, better) for phase in phases))

    def _point(self, row: int, first_phase: int, better: int) -> Point:
        direction = int(self.marks.direction[row])
        return Point(
            value=_or_none(self.batch.phases.values[row]),
            phase=int(self.batch.phases.of_figure[row]) - first_phase,
            side=int(self.marks.side[row]),
            is_outside=bool(self.marks.outside[row]),
            is_near=bool(self.marks.near[row]),
            cause=_CAUSES[int(self.marks.cause[row]), direction],
            variation=_variation(direction, better),
        )

    def _phase(self, phase: int, start: int, better: int) -> Phase:
        return Phase(
            first_row=int(self.batch.phases.starts[phase]) - start,
            rows=int(self.batch.phases.rows[phase]),
            figures=int(self.limits.figures[phase]),
            mean=_or_none(self.limits.mean[phase]),
            lower=_or_none(self.limits.lower[phase]),
            upper=_or_none(self.limits.upper[phase]),
            average_range=_or_none(self.limits.average_range[phase]),
            is_trial=bool(self.is_trial[phase]),
            variation=_variation(int(self.directions[phase]), better),
            assurance=ASSURANCES[self.assurances[phase]],
        )


def judge(series: Series, reading: Reading = OURS) -> Chart:
    """The chart of one series."""
    return judge_all(Batch.of([series]), reading).chart(0)


def judge_all(batch: Batch, reading: Reading = OURS) -> Charts:
    """The charts of any number of series, in about the time a few of them take one by one."""
    phases, series_of_phase = batch.phases, np.repeat(np.arange(batch.better.size), batch.phases_of_series)
    found = rules.limits(
        phases,
        batch.baselines[series_of_phase],
        screens=reading.screening is not Screening.NONE,
        keeps_some_range=reading.screening is Screening.ONCE_IF_SOME_VARY,
    )
    marks = rules.marks(phases, found, borrows_next_step=reading.as_the_package)
    return Charts(
        batch,
        found,
        marks,
        marks.direction[_latest_rows(phases, reading)],
        _is_trial(phases, found, reading),
        _assurances(batch, found, series_of_phase, reading),
    )


def _latest_rows(phases: rules.Phases, reading: Reading) -> rules.Ints:
    """The row each phase's variation is read from."""
    last = phases.starts + phases.rows - 1
    if reading.as_the_package:
        return last
    rows = np.where(phases.known, np.arange(phases.values.size), -1)
    latest = np.maximum.reduceat(rows, phases.starts)
    return np.where(latest >= 0, latest, last)


def _is_trial(phases: rules.Phases, found: rules.Limits, reading: Reading) -> rules.Flags:
    if reading.as_the_package:
        return phases.rows <= FEWEST_FOR_FIRM_LIMITS
    return found.figures < FEWEST_FOR_FIRM_LIMITS


def _assurances(batch: Batch, found: rules.Limits, series_of_phase: rules.Ints, reading: Reading) -> rules.Signs:
    targets, better = batch.targets[series_of_phase], batch.better[series_of_phase]
    codes = assurance_codes(targets, found.lower, found.upper, better)
    if not reading.as_the_package or np.isnan(batch.targets).all():
        return codes
    said = (better == 0) | (codes != ASSURANCES.index(Assurance.NOT_SAID))
    return np.where(said, codes, ASSURANCES.index(Assurance.HIT_OR_MISS)).astype(np.int8)


def _variation(direction: int, better: int) -> Variation:
    return _JUDGED[direction * better] if better else _NOT_JUDGED[direction]


def _or_none(number: float) -> float | None:
    return None if np.isnan(number) else float(number)
