from datetime import date
from decimal import Decimal

import pytest

from lsp_core.judging.profiles import baseline, target_now
from lsp_core.periods import AcademicYear, CalendarYear, FinancialYear, Quarter
from lsp_core.plan.model import Frequency, Profile, TargetKind
from tests.factories import Q1, Q2, Q3, Q4, a_measure, a_plan, a_target

ON = date(2023, 8, 4)


def a_baseline(measure: str, period: str, value: str):
    return a_target(measure, period, value, kind=TargetKind.BASELINE)


def a_plan_with(*targets):
    return a_plan(targets=targets)


@pytest.mark.parametrize(
    ("profile", "expected"),
    [
        (Profile.FLAT, ["52", "52", "52", "52"]),
        (Profile.LINEAR, ["43", "46", "49", "52"]),
        (Profile.CUMULATIVE, ["13", "26", "39", "52"]),
        (Profile.STEP, ["40", "40", "40", "52"]),
    ],
)
def test_a_years_target_is_shared_out_over_its_quarters_by_profile(profile, expected):
    plan = a_plan_with(a_target("EV", "2023-24", "52"), a_baseline("EV", "2022-23", "40"))
    measure = a_measure("EV", profile=profile)
    targets = [target_now(plan, measure, quarter, ON) for quarter in (Q1, Q2, Q3, Q4)]
    assert [target.value for target in targets] == [Decimal(value) for value in expected]
    assert {target.year_end for target in targets} == {Decimal(52)}


@pytest.mark.parametrize(
    ("profile", "quarter", "sentence"),
    [
        (Profile.FLAT, Q2, "The year's target, which applies in every quarter: 52.0%."),
        (Profile.LINEAR, Q1, "A quarter of the way from 40.0% to 52.0%: 43.0%."),
        (Profile.LINEAR, Q2, "Half way from 40.0% to 52.0%: 46.0%."),
        (Profile.LINEAR, Q4, "All the way from 40.0% to 52.0%: 52.0%."),
        (Profile.CUMULATIVE, Q3, "Three quarters of the year's target of 52.0%: 39.0%."),
        (Profile.STEP, Q3, "The baseline of 40.0% until the year's end, when the target becomes 52.0%."),
        (Profile.STEP, Q4, "The target for the year's end: 52.0%."),
    ],
)
def test_a_target_says_how_it_was_worked_out(profile, quarter, sentence):
    plan = a_plan_with(a_target("EV", "2023-24", "52"), a_baseline("EV", "2022-23", "40"))
    assert target_now(plan, a_measure("EV", profile=profile, unit="%"), quarter, ON).sentence == sentence


@pytest.mark.parametrize("profile", [Profile.LINEAR, Profile.STEP])
def test_without_a_baseline_the_years_target_applies_at_once_and_the_sentence_says_so(profile):
    target = target_now(a_plan_with(a_target("EV", "2023-24", "52")), a_measure("EV", profile=profile), Q1, ON)
    assert target.value == 52
    assert target.sentence.startswith("No baseline is stated, so the year's target applies in every quarter")


def test_a_baseline_equal_to_the_target_gives_that_target_all_year():
    plan = a_plan_with(a_target("EV", "2023-24", "40"), a_baseline("EV", "2022-23", "40"))
    targets = [target_now(plan, a_measure("EV", profile=Profile.LINEAR), quarter, ON) for quarter in (Q1, Q2, Q3, Q4)]
    assert {target.value for target in targets} == {Decimal(40)}


def test_a_target_can_fall_and_pass_below_zero():
    plan = a_plan_with(a_target("EV", "2023-24", "-6"), a_baseline("EV", "2022-23", "2"))
    assert target_now(plan, a_measure("EV", profile=Profile.LINEAR), Q2, ON).value == -2


def test_a_target_stated_for_the_very_quarter_wins_over_the_years():
    plan = a_plan_with(a_target("EV", "2023-24", "52"), a_target("EV", "2023-24 Q1", "45"))
    target = target_now(plan, a_measure("EV", profile=Profile.CUMULATIVE), Q1, ON)
    assert (target.value, target.year_end) == (45, 52)
    assert target.sentence == "The target set for April to June 2023: 45.0 per 100,000 people."


def test_where_only_quarters_have_targets_the_last_of_them_is_the_years_end():
    plan = a_plan_with(a_target("EV", "2023-24 Q1", "45"), a_target("EV", "2023-24 Q4", "60"))
    assert target_now(plan, a_measure("EV"), Q1, ON).year_end == 60
    assert target_now(plan, a_measure("EV"), Q2, ON) is None


def test_the_last_quarters_own_target_is_the_years_end_even_where_the_year_has_another():
    plan = a_plan_with(a_target("EV", "2023-24", "52"), a_target("EV", "2023-24 Q4", "60"))
    assert target_now(plan, a_measure("EV"), Q4, ON).year_end == 60


def test_a_target_counts_from_the_day_it_was_agreed():
    plan = a_plan_with(a_target("EV", "2023-24", "52"), a_target("EV", "2023-24", "48", valid_from=date(2023, 8, 5)))
    assert target_now(plan, a_measure("EV"), Q1, date(2023, 8, 4)).value == 52
    assert target_now(plan, a_measure("EV"), Q1, date(2023, 8, 5)).value == 48
    assert target_now(plan, a_measure("EV"), Q1, date(2023, 2, 1)) is None


def test_no_target_is_a_normal_state():
    assert target_now(a_plan_with(), a_measure("EV"), Q1, ON) is None


@pytest.mark.parametrize(
    ("frequency", "period"),
    [
        (Frequency.FINANCIAL_YEAR, FinancialYear(2022)),
        (Frequency.CALENDAR_YEAR, CalendarYear(2022)),
        (Frequency.ACADEMIC_YEAR, AcademicYear(2021)),
    ],
)
def test_a_yearly_measure_takes_the_target_of_the_financial_year_it_ends_in(frequency, period):
    measure = a_measure("POV", frequency=frequency, asked_in=2)
    target = target_now(a_plan_with(a_target("POV", "2022-23", "12")), measure, period, ON)
    assert (target.value, target.year_end) == (12, 12)


def test_a_yearly_measure_takes_the_target_stated_for_its_own_year_first():
    plan = a_plan_with(a_target("POV", "2022-23", "12"), a_target("POV", "2022", "11"))
    measure = a_measure("POV", frequency=Frequency.CALENDAR_YEAR, asked_in=2)
    assert target_now(plan, measure, CalendarYear(2022), ON).value == 11


@pytest.mark.parametrize("period", ["2023-24", "2022-23", "2022-23 Q4"])
def test_a_baseline_is_stated_for_the_year_or_the_one_before_or_the_quarter_it_started_from(period):
    assert baseline(a_plan_with(a_baseline("EV", period, "40")), a_measure("EV"), Q3, ON) == 40


def test_the_baseline_of_the_year_itself_comes_first():
    plan = a_plan_with(a_baseline("EV", "2022-23", "40"), a_baseline("EV", "2023-24", "41"))
    assert baseline(plan, a_measure("EV"), Q3, ON) == 41
    assert baseline(plan, a_measure("EV"), Quarter(2022, 3), ON) == 40
