"""What a figure is held against: from the targets a partnership has agreed to the target for one period.

A target stated for the very period wins. Otherwise the financial year's target is shared out over its quarters by the
measure's profile, as `lsp_core.judging.paths` does it. A band has two edges instead of a target, and a milestone a day
by which it is to be done. Which version of a target counts is settled by the day it was agreed
(`lsp_core.plan.model.Plan.stated`); when that replaced an earlier one, the sentence says so, by whom and why.
"""

from dataclasses import replace
from datetime import date
from decimal import Decimal

from lsp_core.judging.assessment import Band, TargetNow
from lsp_core.judging.paths import QUARTERS_IN_A_YEAR, shared_out
from lsp_core.periods import FinancialYear, Period, Quarter, parse_period
from lsp_core.plan.model import Measure, Plan, Profile, Target, TargetKind
from lsp_core.wording import amount, day, period_in_words, short_amount

DONE = Decimal(1)
"""The figure of a milestone that has been reached."""


def target_now(plan: Plan, measure: Measure, period: Period, on: date) -> TargetNow | None:
    """The target for a period, as agreed by the day `on`; None when nothing has been agreed for it."""
    if measure.profile is Profile.MILESTONE:
        return _milestone(plan, measure, on)
    if measure.profile is Profile.BAND:
        return _band(plan, measure, period, on)
    stated = plan.stated(TargetKind.TARGET, measure.code, period, on)
    if stated is not None:
        return _agreed(plan, measure, stated, _as_stated(plan, measure, period, on, stated.value))
    for_the_year = plan.stated(TargetKind.TARGET, measure.code, financial_year_of(period), on)
    if for_the_year is None:
        return None
    return _agreed(plan, measure, for_the_year, _for_the_year(plan, measure, period, on, for_the_year.value))


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


def _for_the_year(plan: Plan, measure: Measure, period: Period, on: date, value: Decimal) -> TargetNow:
    if isinstance(period, Quarter):
        return shared_out(measure, period, value, baseline(plan, measure, period, on))
    year = period_in_words(financial_year_of(period))
    return TargetNow(value, f"The target for {year}, when it ends: {amount(value, measure)}.", year_end=value)


def _agreed(plan: Plan, measure: Measure, stated: Target, target: TargetNow) -> TargetNow:
    """The target with what was agreed beside it: its tolerance, and who changed it from what."""
    before = plan.stated_before(stated)
    sentence = target.sentence
    if before is not None and before.value != stated.value:
        change = f"{short_amount(before.value, measure)} to {short_amount(stated.value, measure)}"
        sentence = f"{sentence} The {stated.kind} was changed from {change} {_decided(stated)}"
    return replace(target, sentence=sentence, tolerance=stated.tolerance)


def _decided(stated: Target) -> str:
    """When a change was agreed, by whom and why, for example `on 12 March 2024 by the board, because “...”`."""
    when = day(stated.valid_from)
    by = stated.approved_by.removesuffix(f", {when}").strip()
    why = stated.reason.strip().rstrip(".")
    return f"on {when}{f' by {by}' if by else ''}, {f'because “{why}”' if why else 'and no reason is recorded'}."


def _band(plan: Plan, measure: Measure, period: Period, on: date) -> TargetNow | None:
    """Both edges, stated for the very period or else for its financial year."""
    for stated_for in (period, financial_year_of(period)):
        low, high = (plan.stated(kind, measure.code, stated_for, on) for kind in (TargetKind.LOW, TargetKind.HIGH))
        if low is not None and high is not None:
            edges = f"{short_amount(low.value, measure)} to {amount(high.value, measure)}"
            sentence = f"The band for {period_in_words(stated_for)}: {edges}."
            target = TargetNow(low.value, sentence, year_end=low.value, band=Band(low.value, high.value))
            return _agreed(plan, measure, high, _agreed(plan, measure, low, target))
    return None


def _milestone(plan: Plan, measure: Measure, on: date) -> TargetNow | None:
    """The day a milestone is to be done by, and from which day it was moved when it was moved."""
    agreed = plan.due_dates(measure.code, on)
    if not agreed:
        return None
    *earlier, stated = agreed
    due_on = parse_period(stated.period).end
    sentence = f"To be done by {day(due_on)}."
    if earlier:
        moved_from = day(parse_period(earlier[-1].period).end)
        sentence = f"{sentence} The date was moved from {moved_from} to {day(due_on)} {_decided(stated)}"
    return TargetNow(DONE, sentence, year_end=DONE, due_on=due_on, tolerance=stated.tolerance)
