"""Where judging goes wrong in practice: zeros, small percentages, changed definitions, and years that do not fit."""

from datetime import date
from decimal import Decimal

import pytest

from lsp_core.judging.assessment import Status, Travel, Verdict
from lsp_core.judging.judge import judge
from lsp_core.judging.published.councils import BROMSGROVE, SUSTAINABLE_DEVELOPMENT_COMMISSION
from lsp_core.periods import AcademicYear
from lsp_core.plan.model import Frequency, Polarity, Policies, Profile, StatusPolicy, TargetKind
from tests.factories import Q1, Q2, Q3, Q4, a_measure, a_plan, a_target, an_observation, some_facts

LOWER = Polarity.LOWER_IS_BETTER


def judged(quarter, measures, targets, *observations, policies=(), **changes):
    """The first measure's assessment, by the factories' policies and any others."""
    known = a_plan().policies
    plan = a_plan(
        measures=measures,
        targets=targets,
        policies=Policies(status=(*known.status, *policies), requests=known.requests),
    )
    return judge(some_facts(quarter, observations, plan=plan, **changes))[0]


@pytest.mark.parametrize(("deaths", "expected"), [("0", Status.ON_TRACK), ("1", Status.OFF_TRACK)])
def test_a_target_of_zero_is_met_by_zero_and_by_nothing_else(deaths, expected):
    measure = a_measure("EV", unit="deaths", decimals=0, polarity=LOWER)
    assessment = judged(Q1, (measure,), (a_target("EV", "2023-24", "0"),), an_observation("EV", Q1, deaths))
    assert assessment.status is expected


@pytest.mark.parametrize(
    ("value", "expected"), [("0.5", Status.WATCH), ("0.6", Status.WATCH), ("0.7", Status.OFF_TRACK)]
)
def test_a_small_percentage_has_room_when_the_policy_gives_the_least_it_tolerates(value, expected):
    floor = StatusPolicy(code="floor", name="5%, at least 0.2", tolerance=Decimal(5), tolerance_at_least=Decimal("0.2"))
    measure = a_measure("EV", unit="%", polarity=LOWER, policy="floor")
    targets = (a_target("EV", "2023-24", "0.4"),)
    assessment = judged(Q1, (measure,), targets, an_observation("EV", Q1, value), policies=(floor,))
    assert assessment.status is expected
    assert "the 0.2 percentage points, the least the rule allows," in assessment.why


def test_a_baseline_that_is_the_target_is_a_target_to_be_kept():
    targets = (a_target("EV", "2023-24", "40"), a_target("EV", "2022-23", "40", kind=TargetKind.BASELINE))
    measure = a_measure("EV", profile=Profile.LINEAR)
    assert judged(Q2, (measure,), targets, an_observation("EV", Q2, "40")).status is Status.ON_TRACK
    assert judged(Q2, (measure,), targets, an_observation("EV", Q2, "39")).status is Status.WATCH


def test_a_turned_polarity_turns_the_direction_of_travel_with_the_status():
    measures = (a_measure("EV"), a_measure("EV", valid_from=date(2023, 7, 1), polarity=LOWER))
    figures = (an_observation("EV", Q1, "90"), an_observation("EV", Q2, "85"))
    assessment = judged(Q2, measures, (a_target("EV", "2023-24", "80"),), *figures)
    assert (assessment.status, assessment.against_last.travel) == (Status.OFF_TRACK, Travel.BETTER)


def test_a_restated_denominator_breaks_the_comparison_and_says_when():
    measures = (
        a_measure("EV", numerator="thefts", denominator="people in 2011"),
        a_measure("EV", numerator="thefts", denominator="people in 2021", valid_from=date(2023, 7, 1)),
    )
    figures = (an_observation("EV", Q1, "90"), an_observation("EV", Q2, "70"))
    assessment = judged(Q2, measures, (a_target("EV", "2023-24", "80"),), *figures)
    assert assessment.against_last.travel is Travel.UNKNOWN
    assert assessment.against_last.sentence == (
        "What is counted changed on 1 July 2023: no comparison with April to June 2023."
    )


def test_a_milestone_for_february_of_a_leap_year_is_due_on_the_29th_and_a_month_late_at_the_end_of_march():
    measure = a_measure("EV", profile=Profile.MILESTONE, decimals=0, policy="bromsgrove")
    targets = (a_target("EV", "2024-02", "1"),)
    assessment = judged(Q4, (measure,), targets, an_observation("EV", Q4, "0"), policies=(BROMSGROVE.policy,))
    assert assessment.target.due_on == date(2024, 2, 29)
    assert (assessment.status, assessment.own_word) == (Status.WATCH, "amber")


def test_a_weighted_count_begins_again_on_1_april():
    measure = a_measure("EV", profile=Profile.CUMULATIVE, weights="10;20;30;40", decimals=0)
    targets = (a_target("EV", "2022-23", "1000"), a_target("EV", "2023-24", "1200"))
    figures = {Q1.a_year_earlier: "90", Q1.previous: "1000", Q1: "120"}
    observations = [an_observation("EV", period, value) for period, value in figures.items()]
    assessment = judged(Q1, (measure,), targets, *observations)
    assert (assessment.target.value, assessment.status) == (120, Status.ON_TRACK)
    assert assessment.against_last.travel is Travel.UNKNOWN
    assert assessment.against_last_year.travel is Travel.BETTER


def test_an_academic_year_is_held_against_its_own_target_before_the_financial_years():
    measure = a_measure("EV", frequency=Frequency.ACADEMIC_YEAR, asked_in=3, unit="%")
    targets = (a_target("EV", "2022/23 academic", "60"), a_target("EV", "2023-24", "70"))
    assessment = judged(Q3, (measure,), targets, an_observation("EV", AcademicYear(2022), "62"))
    assert (assessment.period, assessment.status, assessment.target.value) == (AcademicYear(2022), Status.ON_TRACK, 60)


def test_twelve_rolling_months_are_put_beside_last_years_and_not_beside_the_quarter_before():
    measure = a_measure("EV", profile=Profile.ROLLING)
    figures = {Q1.a_year_earlier: "70", Q1.previous: "90", Q1: "85"}
    observations = [an_observation("EV", period, value) for period, value in figures.items()]
    assessment = judged(Q1, (measure,), (a_target("EV", "2023-24", "80"),), *observations)
    assert (assessment.against_last.travel, assessment.against_last_year.travel) == (Travel.UNKNOWN, Travel.BETTER)
    assert "nine of them too" in assessment.against_last.sentence


def test_three_overlapping_falls_are_no_run_of_falls():
    measure = a_measure("EV", profile=Profile.ROLLING)
    figures = {Q1: "95", Q2: "94", Q3: "93", Q4: "92"}
    observations = [an_observation("EV", period, value) for period, value in figures.items()]
    assessment = judged(Q4, (measure,), (a_target("EV", "2023-24", "80"),), *observations)
    assert assessment.verdict is Verdict.ON_TRACK


def test_a_milestone_with_time_left_is_not_judged_and_not_called_on_track():
    measure = a_measure("EV", profile=Profile.MILESTONE, decimals=0, policy="bromsgrove")
    targets = (a_target("EV", "2023-24 Q3", "1"),)
    assessment = judged(Q1, (measure,), targets, an_observation("EV", Q1, "0"), policies=(BROMSGROVE.policy,))
    assert (assessment.status, assessment.verdict) == (Status.NOT_DUE, Verdict.NOT_JUDGED)
    assert assessment.why == "Not done, and not to be done before 31 December 2023."
    assert assessment.forecast is None


@pytest.mark.parametrize(
    ("policy", "verdict"),
    [("sd-commission", Verdict.OFF_TRACK), ("five-percent", Verdict.NO_CURRENT_DATA)],
)
def test_what_is_not_known_is_red_only_where_the_policy_says_so(policy, verdict):
    strict = SUSTAINABLE_DEVELOPMENT_COMMISSION.policy
    assessment = judged(Q1, (a_measure("EV", policy=policy),), (a_target("EV", "2023-24", "80"),), policies=(strict,))
    assert (assessment.status, assessment.verdict) == (Status.OVERDUE, verdict)
    assert assessment.own_word == ("red" if verdict is Verdict.OFF_TRACK else "")


def test_what_was_never_to_be_compared_with_a_target_is_not_red_for_being_unknown():
    strict = SUSTAINABLE_DEVELOPMENT_COMMISSION.policy
    assessment = judged(Q1, (a_measure("EV", policy="sd-commission"),), (), policies=(strict,))
    assert assessment.verdict is Verdict.NO_CURRENT_DATA


def test_a_band_heading_out_is_an_early_warning():
    measure = a_measure("EV", unit="%", profile=Profile.BAND, polarity=Polarity.CONTEXT)
    targets = (
        a_target("EV", "2023-24", "82", kind=TargetKind.LOW), a_target("EV", "2023-24", "90", kind=TargetKind.HIGH)
    )  # fmt: skip
    figures = {Q1.previous: "84", Q1: "86", Q2: "89"}
    observations = [an_observation("EV", period, value) for period, value in figures.items()]
    assessment = judged(Q2, (measure,), targets, *observations)
    assert (assessment.status, assessment.verdict) == (Status.ON_TRACK, Verdict.EARLY_WARNING)
    assert assessment.forecast.sentence.endswith("the year ends at 94.0%, outside the band of 82.0% to 90.0%.")
