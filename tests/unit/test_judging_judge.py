from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from lsp_core.judging.assessment import Status, Travel, Verdict
from lsp_core.judging.judge import judge, judge_earlier
from lsp_core.periods import FinancialYear, Quarter
from lsp_core.plan.model import Polarity, Profile
from tests.factories import Q1, Q2, Q3, Q4, a_measure, a_plan, a_target, an_observation, at, known, some_facts


def the(assessments, measure):
    return next(assessment for assessment in assessments if assessment.measure == measure)


def judged(measure, quarter, *observations, **changes):
    return the(judge(some_facts(quarter, observations, **changes)), measure)


def test_every_measure_in_force_is_judged_once_in_the_order_of_the_plan():
    assert [assessment.measure for assessment in judge(some_facts())] == ["EV", "UC", "AE4H", "POV", "ULEV"]


def test_a_measure_that_has_not_begun_is_not_judged():
    plan = a_plan(measures=(a_measure("EV"), a_measure("ULEV", valid_from=date(2023, 7, 1))))
    assert [assessment.measure for assessment in judge(some_facts(Q1, plan=plan))] == ["EV"]
    assert [assessment.measure for assessment in judge(some_facts(Q2, plan=plan))] == ["EV", "ULEV"]


def test_judging_twice_concludes_the_same():
    facts = some_facts(Q1, (an_observation("EV", Q1, "75"), an_observation("AE4H", Q1, "74")))
    assert judge(facts) == judge(facts)


def test_a_judgement_carries_the_figure_the_target_and_the_reasons_in_order():
    values = {Q1.a_year_earlier: "60", Q1.previous.previous: "70", Q1.previous: "72", Q1: "74"}
    assessment = judged("EV", Q1, *(an_observation("EV", period, value) for period, value in values.items()))
    assert (assessment.status, assessment.verdict) == (Status.OFF_TRACK, Verdict.RECOVERING)
    assert assessment.outcome == "CLIMATE"
    assert assessment.observation is assessment.latest
    assert (assessment.target.value, assessment.against_last.change, assessment.against_last_year.change) == (80, 2, 14)
    assert [reason.rule for reason in assessment.reasons] == [
        "status: within 5% of target, v1",
        "direction of travel, v1",
        "direction of travel, v1",
        "forecast: average change repeated, v2",
        "verdict: one table, v2",
        "confidence: one table, v1",
    ]
    assert assessment.why == (
        "74.0 per 100,000 people is 6.0 below the target of 80.0 (higher is better), more than the 5% (4.0) that may "
        "be watched."
    )


def test_what_chance_and_variation_say_comes_between_the_direction_and_the_forecast():
    counts = {"numerator": Decimal(22200), "denominator": Decimal(30000)}
    quarters = enumerate(("74", "75", "73", "74", "76", "74"))
    figures = [an_observation("AE4H", Q1.shifted(-3 * back), value, **counts) for back, value in quarters]
    assert [reason.rule.split(":")[0] for reason in judged("AE4H", Q1, *figures).reasons] == [
        "status",
        "direction of travel, v1",
        "direction of travel, v1",
        "chance",
        "variation",
        "assurance",
        "forecast",
        "verdict",
        "confidence",
    ]


def test_a_figure_for_a_later_quarter_plays_no_part():
    early, late = an_observation("EV", Q1, "75"), an_observation("EV", Q2, "20")
    assert judged("EV", Q1, early, late) == judged("EV", Q1, early)


@pytest.mark.parametrize(
    ("cut_off", "expected"),
    [
        (datetime(2023, 7, 20, 12, tzinfo=UTC), Status.NOT_DUE),
        (datetime(2023, 7, 21, 12, tzinfo=UTC), Status.NOT_DUE),
        (datetime(2023, 7, 21, 22, 59, tzinfo=UTC), Status.NOT_DUE),
        (datetime(2023, 7, 21, 23, 1, tzinfo=UTC), Status.OVERDUE),
        (datetime(2023, 7, 22, 12, tzinfo=UTC), Status.OVERDUE),
    ],
)
def test_a_figure_is_overdue_from_the_day_after_it_was_due_by_the_partnerships_own_clocks(cut_off, expected):
    assert judged("EV", Q1, cut_off=cut_off).status is expected


def test_an_overdue_figure_names_the_partner_and_the_day():
    assert judged("EV", Q1).why == (
        "The figure for April to June 2023 from Anytown Council was due on Friday 21 July 2023 and has not come."
    )


def test_a_figure_still_to_come_says_when_it_is_due():
    assessment = judged("EV", Q1, cut_off=at(2023, 7, 12))
    assert assessment.why == (
        "The figure for April to June 2023 from Anytown Council is due on Friday 21 July 2023 and has not come yet."
    )


def test_an_old_figure_is_shown_and_never_judged_in_place_of_a_missing_one():
    assessment = judged("EV", Q2, an_observation("EV", Q1, "99"))
    assert (assessment.status, assessment.verdict) == (Status.OVERDUE, Verdict.NO_CURRENT_DATA)
    assert assessment.observation is None
    assert assessment.latest.value == 99
    assert assessment.against_last.travel is Travel.UNKNOWN
    assert assessment.forecast is None


@pytest.mark.parametrize(
    ("note", "ending"),
    [
        ("The new system starts in October.", "for April to June 2023: “The new system starts in October.”"),
        ("", "for April to June 2023, and gives no reason."),
    ],
)
def test_a_figure_that_is_not_available_carries_the_partners_own_words(note, ending):
    assessment = judged("AE4H", Q1, an_observation("AE4H", Q1, None, note=note))
    assert (assessment.status, assessment.verdict) == (Status.NOT_AVAILABLE, Verdict.NO_CURRENT_DATA)
    assert assessment.why == f"Anytown Hospitals says there is no figure {ending}"


@pytest.mark.parametrize("quarter", [Q1, Q3, Q4])
def test_a_yearly_measure_is_not_due_outside_its_quarter_and_recalls_how_it_was_judged(quarter):
    observations = (an_observation("POV", FinancialYear(2022), "15.2"), an_observation("POV", FinancialYear(2021), "5"))
    assessment = judged("POV", quarter, *observations)
    assert (assessment.status, assessment.verdict) == (Status.NOT_DUE, Verdict.NO_CURRENT_DATA)
    assert "The latest, 15.2% for April 2022 to March 2023, was off track." in assessment.why
    assert assessment.last_judged is Status.OFF_TRACK
    assert assessment.proxy == "UC"
    assert assessment.why.endswith("Meanwhile watch “Measure UC”.")


def test_a_yearly_measure_says_when_it_is_next_asked_for():
    assert judged("POV", Q3).why.startswith("No new figure is due until the returns for July to September 2024.")


def test_a_yearly_figure_that_was_asked_for_and_never_came_is_not_passed_over():
    assessment = judged("POV", Q3, an_observation("POV", FinancialYear(2021), "11"))
    assert "There is no figure for April 2022 to March 2023." in assessment.why
    assert "The latest is 11.0% for April 2021 to March 2022." in assessment.why
    assert "There is no figure for April 2022 to March 2023. Meanwhile" in judged("POV", Q3).why


def test_a_yearly_measure_is_judged_in_its_own_quarter():
    assessment = judged("POV", Q2, an_observation("POV", FinancialYear(2022), "12.5"))
    assert (assessment.status, assessment.period) == (Status.WATCH, FinancialYear(2022))
    assert assessment.proxy is None


def test_a_yearly_figure_that_comes_a_quarter_late_is_judged_when_it_comes():
    late = an_observation("POV", FinancialYear(2022), "15.2")
    before = known(an_observation("EV", Q2, "75"))
    assert judged("POV", Q3, late, known_before=before).status is Status.OFF_TRACK
    assert judged("POV", Q4, late, known_before=known(late)).status is Status.NOT_DUE


def test_a_measure_without_a_target_is_a_figure_and_no_more():
    assessment = judged("ULEV", Q1, an_observation("ULEV", Q1, "1204"))
    assert (assessment.status, assessment.verdict, assessment.target) == (Status.NO_TARGET, Verdict.NOT_JUDGED, None)


def test_a_change_of_polarity_counts_from_the_quarter_it_is_in_force():
    """More is better until June; from July less is."""
    measures = (a_measure("EV"), a_measure("EV", valid_from=date(2023, 7, 1), polarity=Polarity.LOWER_IS_BETTER))
    plan = a_plan(measures=measures)
    assert judged("EV", Q1, an_observation("EV", Q1, "60"), plan=plan).status is Status.OFF_TRACK
    assert judged("EV", Q2, an_observation("EV", Q2, "60"), plan=plan).status is Status.ON_TRACK


def test_a_figure_that_counts_up_starts_again_each_april_and_is_judged_by_last_year():
    plan = a_plan(measures=(a_measure("EV", profile=Profile.CUMULATIVE),), targets=(a_target("EV", "2023-24", "400"),))
    values = {Q1.a_year_earlier: "70", Q1.previous: "380", Q1: "90"}
    assessment = judged("EV", Q1, *(an_observation("EV", q, v) for q, v in values.items()), plan=plan)
    assert (assessment.target.value, assessment.status) == (100, Status.OFF_TRACK)
    assert assessment.against_last.travel is Travel.UNKNOWN
    assert assessment.against_last_year.travel is Travel.BETTER
    assert assessment.forecast.year_end == 360


def test_the_last_quarter_of_a_leap_year_ends_on_31_march_like_any_other():
    quarter = Quarter(2023, 4)
    assessment = judged("EV", quarter, an_observation("EV", quarter, "80"))
    assert (assessment.status, assessment.forecast.year_end) == (Status.ON_TRACK, 80)


def test_an_earlier_quarter_is_judged_by_the_target_agreed_when_its_figures_were_late():
    lowered = a_target("EV", "2023-24", "60", valid_from=date(2023, 9, 1))
    plan = a_plan(targets=(a_target("EV", "2023-24", "80"), lowered))
    facts = some_facts(Q2, (an_observation("EV", Q1, "65"), an_observation("EV", Q2, "65")), plan=plan)
    assert the(judge(facts), "EV").status is Status.ON_TRACK
    assert the(judge_earlier(facts, Q1), "EV").status is Status.OFF_TRACK


def test_an_earlier_quarter_is_judged_from_the_figures_known_now():
    facts = some_facts(Q2, (an_observation("EV", Q1, "80", known_at=at(2023, 9, 1)),))
    assert the(judge_earlier(facts, Q1), "EV").status is Status.ON_TRACK
    assert the(judge_earlier(facts, Q1.previous), "EV").status is Status.OVERDUE


def test_a_figure_computed_from_counts_is_compared_as_it_is_reported():
    """2,849 of 3,000 is 94.9666 percent, reported as 95.0."""
    exact = Decimal(2849) / Decimal(3000) * 100
    assessment = judged("AE4H", Q1, an_observation("AE4H", Q1, str(exact)))
    assert (assessment.status, assessment.why) == (
        Status.ON_TRACK,
        "95.0% is on the target of 95.0% (higher is better).",
    )
