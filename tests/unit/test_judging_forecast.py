from decimal import Decimal
from math import inf

import pytest

from lsp_core.judging import forecast, projections
from lsp_core.judging.assessment import TargetNow
from lsp_core.judging.past import Past
from lsp_core.judging.student_t import standard_errors_each_side
from lsp_core.periods import FinancialYear, Quarter
from lsp_core.plan.model import Polarity, Profile
from tests.factories import Q1, Q2, Q3, Q4, a_measure, an_observation

LOWER = Polarity.LOWER_IS_BETTER


def a_goal(value: str) -> TargetNow:
    return TargetNow(Decimal(value), "", Decimal(value))


def a_past(*values: str | None, until: Quarter = Q1) -> Past:
    """Quarterly figures ending at a quarter; None leaves a gap."""
    figures = [
        an_observation("EV", until.shifted(-3 * back), value)
        for back, value in zip(range(len(values) - 1, -1, -1), values, strict=True)
        if value is not None
    ]
    return Past(tuple(figures), {})


@pytest.mark.parametrize(
    ("until", "values", "expected"),
    [
        (Q1, ("70", "71", "73"), "77.5"),
        (Q1, ("50", "66", "67", "68", "69", "70"), "73"),
        (Q2, ("66", None, "68"), None),
        (Q2, ("66", "67", "68"), "70"),
        (Q3, ("70", "69", None, "67"), "66"),
        (Q3, ("70", "70", "70"), "70"),
        (Q1, ("70", "71"), None),
        (Q1, ("70",), None),
        (Q1, ("1", "1", "1", None, None, None, "70"), None),
    ],
)
def test_the_average_change_of_up_to_four_quarters_goes_on_to_the_years_end(until, values, expected):
    found = forecast.year_end(a_measure(), None, a_past(*values, until=until))
    assert (found and found.year_end) == (None if expected is None else Decimal(expected))


def test_a_forecast_stays_within_the_figures_that_can_be():
    measure = a_measure(unit="%", maximum=Decimal(100))
    rising = forecast.year_end(measure, None, a_past("80", "88", "96"))
    assert rising.year_end == 100
    assert rising.sentence.endswith("the year ends at 100.0%, the highest figure there can be.")
    assert forecast.year_end(measure, None, a_past("20", "12", "4")).year_end == 0


def test_the_run_rate_of_a_figure_that_counts_up_is_the_year_so_far_times_what_is_left():
    found = forecast.year_end(a_measure(profile=Profile.CUMULATIVE), a_goal("300"), a_past("60", "130", until=Q2))
    assert (found.year_end, found.method, found.meets_target) == (260, "run rate", False)
    assert found.required_per_quarter == 85
    assert found.sentence == (
        "At the rate so far (130.0 in 2 quarters), the year ends at 260.0 per 100,000 people, which misses the year's "
        "target of 300.0. To reach it takes 85.0 per 100,000 people in each of the 2 quarters left."
    )


def test_where_last_year_is_wholly_known_its_pattern_is_followed():
    """Last year 100 of 250 had come by this point, so 130 now points to 325."""
    past = a_past("40", "100", "150", "250", "60", "130", until=Q2)
    found = forecast.year_end(a_measure(profile=Profile.CUMULATIVE), a_goal("300"), past)
    assert (found.year_end, found.method, found.meets_target) == (325, "last year's pattern", True)


def test_a_pattern_that_starts_from_nothing_is_not_followed():
    past = a_past("0", "100", "150", "250", "60", until=Q1)
    found = forecast.year_end(a_measure(profile=Profile.CUMULATIVE), None, past)
    assert (found.year_end, found.method) == (240, "run rate")


@pytest.mark.parametrize("profile", [Profile.FLAT, Profile.LINEAR, Profile.STEP, Profile.CUMULATIVE])
def test_at_the_years_end_the_forecast_is_the_figure_and_nothing_more_is_required(profile):
    found = forecast.year_end(a_measure(profile=profile), a_goal("80"), a_past("74", until=Q4))
    assert (found.year_end, found.method, found.meets_target) == (74, "year end reached", False)
    assert found.required_per_quarter is None
    assert found.sentence == "The year ended at 74.0 per 100,000 people, which misses the year's target of 80.0."


@pytest.mark.parametrize(
    ("polarity", "target", "meets"),
    [
        (Polarity.HIGHER_IS_BETTER, "77.5", True),
        (Polarity.HIGHER_IS_BETTER, "77.6", False),
        (LOWER, "77.5", True),
        (LOWER, "77.4", False),
    ],
)
def test_a_forecast_on_the_target_meets_it(polarity, target, meets):
    found = forecast.year_end(a_measure(polarity=polarity), a_goal(target), a_past("70", "71", "73"))
    assert found.meets_target is meets


def test_a_missed_forecast_says_what_each_remaining_quarter_would_take():
    found = forecast.year_end(a_measure(unit="%"), a_goal("95"), a_past("70.1", "71.5", "74.0"))
    assert found.required_per_quarter == 7
    assert found.sentence == (
        "If the average change of the last 2 quarters (a rise of 1.95 percentage points a quarter) goes on, the year "
        "ends at 79.9%, which misses the year's target of 95.0%. To reach it takes a rise of 7.0 percentage points in "
        "each of the 3 quarters left."
    )


@pytest.mark.parametrize(
    ("target", "ending"),
    [
        ("200", "To keep to it allows 35.0 per 100,000 people in each of the 2 quarters left."),
        ("120", "The whole year's allowance has been used already."),
    ],
)
def test_a_ceiling_that_counts_up_says_what_is_left_of_it(target, ending):
    measure = a_measure(profile=Profile.CUMULATIVE, polarity=LOWER)
    assert forecast.year_end(measure, a_goal(target), a_past("60", "130", until=Q2)).sentence.endswith(ending)


def test_the_likely_range_is_the_drift_methods_widened_for_few_changes():
    """Where the four changes averaged are all there are, it is the published interval by Student's t."""
    past = a_past("66", "71", "69", "74", "73", until=Q1)
    found = forecast.year_end(a_measure(), a_goal("80"), past)
    values = [figure.value for figure in past.figures]
    steps = projections.project(values, 3, projections.Method.DRIFT).steps
    wider = standard_errors_each_side(0.95, 3) / standard_errors_each_side(0.95, inf)
    for likely, step in zip(found.likely, steps, strict=True):
        assert float(likely.high - likely.low) == pytest.approx((step.upper - step.lower) * wider)
        assert float(likely.high + likely.low) / 2 == pytest.approx(step.expected)


def test_every_change_known_says_how_far_off_the_forecast_may_be():
    few = forecast.year_end(a_measure(), a_goal("80"), a_past("66", "71", "69", "74", "73"))
    more = forecast.year_end(a_measure(), a_goal("80"), a_past("67", "66", "67", "68", "66", "71", "69", "74", "73"))
    assert (few.year_end, few.sentence) == (more.year_end, more.sentence)
    assert "from 4 changes" in few.likely_in_words
    assert "from 8 changes" in more.likely_in_words
    assert more.likely[-1].high < few.likely[-1].high


@pytest.mark.parametrize(("target", "side"), [("80", "inside"), ("200", "outside")])
def test_the_range_says_whether_the_years_target_is_in_it(target, side):
    found = forecast.year_end(a_measure(), a_goal(target), a_past("66", "71", "69", "74", "73"))
    assert found.likely_in_words.endswith(f"with the year's target {side}.")


def test_with_three_changes_known_no_range_is_given_and_it_is_said_why():
    found = forecast.year_end(a_measure(), a_goal("80"), a_past("71", "69", "74", "73"))
    assert found.likely == ()
    assert found.likely_in_words == (
        "No likely range yet: that takes 4 changes between quarters, and 3 changes are known."
    )


def test_a_range_stays_within_the_figures_that_can_be():
    found = forecast.year_end(a_measure(maximum=Decimal(100)), None, a_past("60", "95", "61", "97", "90"))
    assert found.likely[-1].high == 100
    assert found.likely_in_words == "The likely range is 0.0 to 100.0 (95% prediction interval, from 4 changes)."


def test_without_a_target_a_forecast_meets_and_misses_nothing():
    found = forecast.year_end(a_measure(), None, a_past("70", "71", "73"))
    assert (found.meets_target, found.required_per_quarter) == (None, None)


def test_a_measure_for_context_has_no_target_to_meet_even_where_one_is_stated():
    found = forecast.year_end(a_measure(polarity=Polarity.CONTEXT), a_goal("80"), a_past("70", "71", "73"))
    assert (found.year_end, found.meets_target) == (Decimal("77.5"), None)


def test_a_yearly_measure_has_no_forecast():
    past = Past(tuple(an_observation("POV", FinancialYear(year), "12") for year in range(2018, 2023)), {})
    assert forecast.year_end(a_measure("POV"), a_goal("12"), past) is None
