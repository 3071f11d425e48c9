"""From a target for the year to a target for each quarter: one path to a profile.

With B the baseline, T the year's target, k the number of the quarter, and S(k) the share of the year's weights that
falls in the quarters up to k (k / 4 where no weights are given):

* flat, rolling twelve months, grade: T in every quarter
* linear: B + (T - B) x k / 4
* phased: B + (T - B) x S(k)
* geometric: B x (T / B) ^ (k / 4), for a rate that grows or shrinks by the same factor each quarter
* step: B until the last quarter, then T
* cumulative: T x S(k), for a figure that counts up from 1 April

A path that starts from a baseline is flat without one, and its sentence says so. No geometric path leads from, to or
through zero, so the steps are then equal. A baseline equal to the target makes any path flat.
"""

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal

from lsp_core.judging.assessment import TargetNow
from lsp_core.periods import Quarter
from lsp_core.plan.model import Measure, Profile
from lsp_core.wording import amount, exact_number, plain_number, short_amount

QUARTERS_IN_A_YEAR = 4
_PART_OF_THE_WAY = {1: "A quarter of the way", 2: "Half way", 3: "Three quarters of the way", 4: "All the way"}
_PART_OF = {1: "A quarter of", 2: "Half of", 3: "Three quarters of", 4: "The whole of"}


@dataclass(frozen=True)
class _Year:
    """What a path works from."""

    measure: Measure
    k: int
    target: Decimal
    baseline: Decimal

    @property
    def share(self) -> Decimal:
        """How much of the year's weights falls in the quarters up to this one."""
        weights = self.measure.quarter_weights
        return sum(weights[: self.k], Decimal(0)) / sum(weights) if weights else Decimal(self.k) / QUARTERS_IN_A_YEAR

    @property
    def weighed(self) -> str:
        """The weights behind the share: `45 of 100 parts`."""
        weights = self.measure.quarter_weights
        return f"{exact_number(sum(weights[: self.k], Decimal(0)))} of {exact_number(sum(weights, Decimal(0)))} parts"


def shared_out(measure: Measure, quarter: Quarter, target: Decimal, start: Decimal | None) -> TargetNow:
    """The year's target as it applies to one of its quarters."""
    if start is None and measure.profile in _START_FROM_A_BASELINE:
        sentence = f"No baseline is stated, so the year's target applies in every quarter: {amount(target, measure)}."
        return TargetNow(target, sentence, year_end=target)
    # The other paths take no notice of where the measure started.
    year = _Year(measure, quarter.number, target, target if start is None else start)
    value, sentence = _PATHS[measure.profile](year)
    return TargetNow(value, sentence, year_end=target)


def _flat(year: _Year) -> tuple[Decimal, str]:
    return year.target, f"The year's target, which applies in every quarter: {amount(year.target, year.measure)}."


def _rolling(year: _Year) -> tuple[Decimal, str]:
    return year.target, f"The target for any twelve months: {amount(year.target, year.measure)}."


def _linear(year: _Year) -> tuple[Decimal, str]:
    value = year.baseline + (year.target - year.baseline) * year.k / QUARTERS_IN_A_YEAR
    return value, f"{_PART_OF_THE_WAY[year.k]} {_from_start_to_end(year)}: {amount(value, year.measure)}."


def _phased(year: _Year) -> tuple[Decimal, str]:
    value = year.baseline + (year.target - year.baseline) * year.share
    way = f"{plain_number(year.share * 100, 0)}% of the way ({year.weighed})"
    return value, f"{way} {_from_start_to_end(year)}: {amount(value, year.measure)}."


def _geometric(year: _Year) -> tuple[Decimal, str]:
    if year.baseline * year.target <= 0:
        value, sentence = _linear(year)
        return value, f"No path of equal factors touches zero, so in equal steps. {sentence}"
    factor = (year.target / year.baseline) ** (Decimal(1) / QUARTERS_IN_A_YEAR)
    value = year.target if year.k == QUARTERS_IN_A_YEAR else year.baseline * factor**year.k
    times = f"{plain_number(factor, 3)} times the quarter before"
    return value, f"Each quarter {times}, {_from_start_to_end(year)}: {amount(value, year.measure)}."


def _step(year: _Year) -> tuple[Decimal, str]:
    if year.k == QUARTERS_IN_A_YEAR:
        return year.target, f"The target for the year's end: {amount(year.target, year.measure)}."
    held, end = amount(year.baseline, year.measure), short_amount(year.target, year.measure)
    return year.baseline, f"The baseline of {held} until the year's end, when the target becomes {end}."


def _cumulative(year: _Year) -> tuple[Decimal, str]:
    value = year.target * year.share
    whole = short_amount(year.target, year.measure)
    part = _PART_OF[year.k]
    if year.measure.quarter_weights:
        part = f"{plain_number(year.share * 100, 0)}% ({year.weighed}) of"
    return value, f"{part} the year's target of {whole}: {amount(value, year.measure)}."


def _from_start_to_end(year: _Year) -> str:
    return f"from {short_amount(year.baseline, year.measure)} to {short_amount(year.target, year.measure)}"


_PATHS: dict[Profile, Callable[[_Year], tuple[Decimal, str]]] = {
    Profile.FLAT: _flat,
    Profile.GRADE: _flat,
    Profile.ROLLING: _rolling,
    Profile.LINEAR: _linear,
    Profile.PHASED: _phased,
    Profile.GEOMETRIC: _geometric,
    Profile.STEP: _step,
    Profile.CUMULATIVE: _cumulative,
}
_START_FROM_A_BASELINE = frozenset({Profile.LINEAR, Profile.PHASED, Profile.GEOMETRIC, Profile.STEP})
