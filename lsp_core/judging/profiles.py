"""What a figure is held against: from the targets a partnership has agreed to the target for one period.

A target stated for the very period wins. Otherwise the financial year's target is shared out over its quarters by the
measure's profile. With B the baseline, T the year's target and k the number of the quarter:

* flat: T in every quarter
* linear: B + (T - B) x k / 4
* cumulative: T x k / 4, for a figure that counts up from 1 April
* step: B until the last quarter, then T

A linear or step profile without a baseline is judged flat, and its sentence says so. Which version of a target counts
is settled by the day it was agreed (`lsp_core.plan.model.Plan.stated`).
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from lsp_core.judging.assessment import TargetNow
from lsp_core.periods import FinancialYear, Period, Quarter
from lsp_core.plan.model import Measure, Plan, Profile, TargetKind
from lsp_core.wording import amount, period_in_words, short_amount

QUARTERS_IN_A_YEAR = 4
_PART_OF_THE_WAY = {1: "A quarter of the way", 2: "Half way", 3: "Three quarters of the way", 4: "All the way"}
_PART_OF = {1: "A quarter of", 2: "Half of", 3: "Three quarters of", 4: "The whole of"}


def target_now(plan: Plan, measure: Measure, period: Period, on: date) -> TargetNow | None:
    """The target for a period, as agreed by the day `on`; None when nothing has been agreed for it."""
    stated = plan.stated(TargetKind.TARGET, measure.code, period, on)
    if stated is not None:
        return _as_stated(plan, measure, period, on, stated.value)
    year = financial_year_of(period)
    for_the_year = plan.stated(TargetKind.TARGET, measure.code, year, on)
    if for_the_year is None:
        return None
    if isinstance(period, Quarter):
        return _shared_out(measure, period, for_the_year.value, baseline(plan, measure, period, on))
    sentence = f"The target for {period_in_words(year)}, when it ends: {amount(for_the_year.value, measure)}."
    return TargetNow(for_the_year.value, sentence, year_end=for_the_year.value)


def baseline(plan: Plan, measure: Measure, period: Period, on: date) -> Decimal | None:
    """Where the measure started: stated for the financial year, the year before, or the last quarter of that."""
    year = financial_year_of(period)
    for stated_for in (year, year.previous, year.quarters[0].previous):
        stated = plan.stated(TargetKind.BASELINE, measure.code, stated_for, on)
        if stated is not None:
            return stated.value
    return None


def financial_year_of(period: Period) -> FinancialYear:
    """The financial year a period ends in."""
    return Quarter.containing(period.end).financial_year


def _as_stated(plan: Plan, measure: Measure, period: Period, on: date, value: Decimal) -> TargetNow:
    sentence = f"The target set for {period_in_words(period)}: {amount(value, measure)}."
    return TargetNow(value, sentence, year_end=_year_end(plan, measure, period, on, value))


def _year_end(plan: Plan, measure: Measure, period: Period, on: date, value: Decimal) -> Decimal:
    """For a quarter with a target of its own: the last quarter's, else the year's, else the quarter's."""
    if not isinstance(period, Quarter) or period.number == QUARTERS_IN_A_YEAR:
        return value
    for later in (period.financial_year.quarters[-1], period.financial_year):
        stated = plan.stated(TargetKind.TARGET, measure.code, later, on)
        if stated is not None:
            return stated.value
    return value


@dataclass(frozen=True)
class _Year:
    """What a profile works from."""

    measure: Measure
    k: int
    target: Decimal
    baseline: Decimal


def _flat(year: _Year) -> tuple[Decimal, str]:
    return year.target, f"The year's target, which applies in every quarter: {amount(year.target, year.measure)}."


def _linear(year: _Year) -> tuple[Decimal, str]:
    value = year.baseline + (year.target - year.baseline) * year.k / QUARTERS_IN_A_YEAR
    start, end = short_amount(year.baseline, year.measure), short_amount(year.target, year.measure)
    return value, f"{_PART_OF_THE_WAY[year.k]} from {start} to {end}: {amount(value, year.measure)}."


def _cumulative(year: _Year) -> tuple[Decimal, str]:
    value = year.target * year.k / QUARTERS_IN_A_YEAR
    whole = short_amount(year.target, year.measure)
    return value, f"{_PART_OF[year.k]} the year's target of {whole}: {amount(value, year.measure)}."


def _step(year: _Year) -> tuple[Decimal, str]:
    if year.k == QUARTERS_IN_A_YEAR:
        return year.target, f"The target for the year's end: {amount(year.target, year.measure)}."
    held, end = amount(year.baseline, year.measure), short_amount(year.target, year.measure)
    return year.baseline, f"The baseline of {held} until the year's end, when the target becomes {end}."


_PROFILES: dict[Profile, Callable[[_Year], tuple[Decimal, str]]] = {
    Profile.FLAT: _flat,
    Profile.LINEAR: _linear,
    Profile.CUMULATIVE: _cumulative,
    Profile.STEP: _step,
}
_START_FROM_A_BASELINE = frozenset({Profile.LINEAR, Profile.STEP})


def _shared_out(measure: Measure, quarter: Quarter, target: Decimal, start: Decimal | None) -> TargetNow:
    if start is None and measure.profile in _START_FROM_A_BASELINE:
        sentence = f"No baseline is stated, so the year's target applies in every quarter: {amount(target, measure)}."
        return TargetNow(target, sentence, year_end=target)
    # Flat and cumulative profiles take no notice of where the measure started.
    year = _Year(measure, quarter.number, target, target if start is None else start)
    value, sentence = _PROFILES[measure.profile](year)
    return TargetNow(value, sentence, year_end=target)
