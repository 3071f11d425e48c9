from datetime import date
from decimal import Decimal

import pytest

from lsp_core.judging.profiles import baseline, target_now
from lsp_core.periods import AcademicYear, CalendarYear, FinancialYear, Quarter
from lsp_core.plan.model import Frequency, Polarity, Profile, TargetKind
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


def targets_by_quarter(profile, target, start, **changes):
    plan = a_plan_with(a_target("EV", "2023-24", target), a_baseline("EV", "2022-23", start))
    measure = a_measure("EV", unit="%", profile=profile, **changes)
    return [target_now(plan, measure, quarter, ON) for quarter in (Q1, Q2, Q3, Q4)]


def test_a_phased_target_moves_by_the_weight_of_each_quarter():
    found = targets_by_quarter(Profile.PHASED, "52", "40", weights="20;25;25;30")
    assert [target.value for target in found] == [Decimal(v) for v in ("42.4", "45.4", "48.4", "52")]
    assert found[1].sentence == "45% of the way (45 of 100 parts) from 40.0% to 52.0%: 45.4%."


def test_weights_need_not_add_up_to_a_hundred():
    """Sickness days by quarter, as Lancaster counts them up: 2.44, 4.875, 7.31 and 9.5."""
    found = targets_by_quarter(Profile.CUMULATIVE, "9.5", "0", weights="2.44; 2.435; 2.435; 2.19", decimals=2)
    assert [target.value for target in found] == [Decimal(v) for v in ("2.44", "4.875", "7.31", "9.5")]
    assert found[0].sentence == "26% (2.44 of 9.5 parts) of the year's target of 9.50%: 2.44%."


def test_a_geometric_target_moves_by_the_same_factor_each_quarter():
    found = targets_by_quarter(Profile.GEOMETRIC, "160", "10", decimals=0)
    assert [round(target.value, 9) for target in found] == [20, 40, 80, 160]
    assert found[0].sentence == "Each quarter 2.000 times the quarter before, from 10% to 160%: 20%."


@pytest.mark.parametrize(("target", "start"), [("12", "0"), ("0", "12"), ("6", "-6")])
def test_no_geometric_path_leads_from_to_or_through_zero(target, start):
    found = targets_by_quarter(Profile.GEOMETRIC, target, start)
    assert [t.value for t in found] == [t.value for t in targets_by_quarter(Profile.LINEAR, target, start)]
    assert found[0].sentence.startswith("No path of equal factors touches zero, so in equal steps. A quarter of the")


@pytest.mark.parametrize("profile", [Profile.LINEAR, Profile.PHASED, Profile.GEOMETRIC, Profile.STEP])
def test_from_a_baseline_that_is_the_target_every_path_is_level(profile):
    found = targets_by_quarter(profile, "40", "40", weights="20;25;25;30")
    assert [round(target.value, 9) for target in found] == [40, 40, 40, 40]


def test_a_path_to_a_target_of_zero_reaches_it():
    assert [t.value for t in targets_by_quarter(Profile.LINEAR, "0", "8")] == [6, 4, 2, 0]


@pytest.mark.parametrize("profile", [Profile.ROLLING, Profile.GRADE])
def test_twelve_months_and_grades_have_one_target_all_year(profile):
    assert {target.value for target in targets_by_quarter(profile, "52", "40", decimals=0)} == {Decimal(52)}


def test_a_band_has_two_edges_and_takes_the_one_the_figure_faces():
    plan = a_plan_with(
        a_target("EV", "2023-24", "82", kind=TargetKind.LOW), a_target("EV", "2023-24", "90", kind=TargetKind.HIGH)
    )
    band = target_now(plan, a_measure("EV", unit="%", profile=Profile.BAND, polarity=Polarity.CONTEXT), Q1, ON)
    assert (band.band.low, band.band.high) == (82, 90)
    assert [band.facing(Decimal(figure)).value for figure in (70, 83, 89, 95)] == [82, 82, 90, 90]
    assert band.sentence == "The band for April 2023 to March 2024: 82.0% to 90.0%."


def test_a_band_with_one_edge_agreed_so_far_is_no_band_yet():
    plan = a_plan_with(a_target("EV", "2023-24", "82", kind=TargetKind.LOW))
    assert target_now(plan, a_measure("EV", profile=Profile.BAND, polarity=Polarity.CONTEXT), Q1, ON) is None


def test_a_target_changed_in_mid_agreement_says_by_whom_and_why():
    refreshed = a_target(
        "EV", "2023-24", "80", valid_from=date(2023, 8, 1), approved_by="the Strategic Board, 1 August 2023",
        reason="The grant came through.",
    )  # fmt: skip
    plan = a_plan_with(a_target("EV", "2023-24", "58"), refreshed)
    assert target_now(plan, a_measure("EV", unit="%"), Q1, ON).sentence == (
        "The year's target, which applies in every quarter: 80.0%. The target was changed from 58.0% to 80.0% on "
        "1 August 2023 by the Strategic Board, because “The grant came through”."
    )
    assert "changed" not in target_now(plan, a_measure("EV", unit="%"), Q1, date(2023, 7, 31)).sentence


def test_a_change_without_a_reason_says_that_there_is_none():
    changed = a_target("EV", "2023-24", "80", valid_from=date(2023, 8, 1), approved_by="")
    sentence = target_now(a_plan_with(a_target("EV", "2023-24", "58"), changed), a_measure("EV"), Q1, ON).sentence
    assert sentence.endswith("from 58.0 to 80.0 on 1 August 2023, and no reason is recorded.")


def test_a_milestone_has_a_day_and_says_when_it_was_moved():
    moved = a_target(
        "EV", "2023-11", "1", valid_from=date(2023, 8, 2), approved_by="the board", reason="The site flooded."
    )
    plan = a_plan_with(a_target("EV", "2023-24 Q2", "1"), moved)
    milestone = a_measure("EV", profile=Profile.MILESTONE, decimals=0)
    assert target_now(plan, milestone, Q1, date(2023, 8, 1)).due_on == date(2023, 9, 30)
    found = target_now(plan, milestone, Q1, ON)
    assert found.due_on == date(2023, 11, 30)
    assert found.sentence == (
        "To be done by 30 November 2023. The date was moved from 30 September 2023 to 30 November 2023 on "
        "2 August 2023 by the board, because “The site flooded”."
    )
