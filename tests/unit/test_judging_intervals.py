from decimal import Decimal

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from lsp_core.errors import LspError
from lsp_core.judging.intervals import (
    Method,
    UnfitFiguresError,
    at_two_levels,
    byar_limits,
    count_limits,
    exact_limits,
    level,
    mean,
    normal_quantile,
    proportion,
    rate,
    rate_method,
    summed_within,
)

DENOMINATORS = st.integers(1, 1_000_000)


def test_a_proportion_has_the_wilson_interval_published_for_it():
    ten_of_a_hundred = proportion(10, 100)
    assert (ten_of_a_hundred.lower, ten_of_a_hundred.upper) == pytest.approx((0.05522914, 0.17436566))


@pytest.mark.parametrize(("events", "lower", "upper"), [(10, 4.787, 18.391), (65, 50.163, 82.849)])
def test_a_count_of_ten_or_more_has_byars_interval(events, lower, upper):
    limits = count_limits(events)
    assert (limits.lower, limits.upper) == pytest.approx((lower, upper), abs=0.0005)


def test_a_percentage_is_a_proportion_out_of_a_hundred():
    share, percentage = proportion(17, 300), proportion(17, 300, per=100)
    assert percentage.value == pytest.approx(100 * share.value)
    assert percentage.upper == pytest.approx(100 * share.upper)


@pytest.mark.parametrize(("numerator", "end", "expected"), [(0, "lower", 0), (7, "upper", 1)])
def test_none_and_all_have_one_end_exactly_there_and_the_other_away_from_it(numerator, end, expected):
    estimate = proportion(numerator, 7)
    assert getattr(estimate, end) == expected
    assert estimate.lower < estimate.upper


@pytest.mark.parametrize(
    ("events", "method"),
    [(0, Method.EXACT), (9, Method.EXACT), (9.5, Method.EXACT), (10, Method.BYAR), (None, None), (float("nan"), None)],
)
def test_fewer_than_ten_events_are_given_exact_limits(events, method):
    assert rate_method(events) is method


def test_the_method_changes_between_nine_events_and_ten():
    assert count_limits(9).upper == exact_limits(9).upper
    assert count_limits(10).upper == byar_limits(10).upper


def test_no_events_have_a_lower_limit_of_zero_and_an_upper_limit_above_three():
    limits = exact_limits(0)
    assert limits.lower == 0
    assert limits.upper == pytest.approx(3.688879)  # the logarithm of 40


@pytest.mark.parametrize("events", [0, 0.5])
def test_byars_lower_limit_is_missing_where_the_approximation_fails(events):
    assert np.isnan(byar_limits(events).lower)


def test_a_mean_of_one_value_has_no_interval():
    alone = mean([3.0])
    assert alone.value == 3
    assert np.isnan([alone.lower, alone.upper]).all()


def test_a_missing_value_makes_the_mean_missing():
    assert np.isnan(mean([3.0, None, 4.0]).value)


def test_a_mean_has_the_interval_of_students_t():
    # Three values 1, 2, 3: standard deviation 1, and t with two degrees of freedom reaches 4.302653.
    three = mean([1, 2, 3])
    assert three.upper - three.value == pytest.approx(4.302653 / 3**0.5)


@pytest.mark.parametrize("estimate", [proportion, rate])
@pytest.mark.parametrize(("numerator", "denominator"), [(None, 10), (1, None)])
def test_a_missing_count_gives_a_missing_interval(estimate, numerator, denominator):
    found = estimate(numerator, denominator)
    assert np.isnan([found.value, found.lower, found.upper]).all()


@pytest.mark.parametrize(
    ("numerator", "denominator", "reason"),
    [
        (-1, 10, "A count is below zero"),
        (1, 0, "A denominator is not above zero"),
        (1, -5, "A denominator is not above zero"),
        (11, 10, "A numerator is greater than its denominator"),
    ],
)
def test_counts_that_cannot_be_counts_are_refused_in_words(numerator, denominator, reason):
    with pytest.raises(UnfitFiguresError) as refusal:
        proportion(numerator, denominator)
    assert refusal.value.reason == reason
    assert refusal.value.remedy


def test_a_rate_may_have_more_events_than_people():
    assert rate(12, 10).value == pytest.approx(1.2)


def test_a_refusal_is_both_ours_and_a_value_error():
    assert issubclass(UnfitFiguresError, LspError)
    assert issubclass(UnfitFiguresError, ValueError)


@pytest.mark.parametrize(
    ("given_as", "share"), [(0.95, 0.95), (95, 0.95), (99.8, 0.998), (0.9, 0.9), (90, 0.9), (1, 1)]
)
def test_a_level_of_confidence_is_a_share_or_a_percentage(given_as, share):
    assert level(given_as) == share


@pytest.mark.parametrize("confidence", [0, 0.5, 0.89, 1.5, 50, 89, 101, -0.95])
def test_what_is_not_a_usual_level_of_confidence_is_refused(confidence):
    with pytest.raises(UnfitFiguresError, match="is not a confidence level"):
        proportion(1, 10, confidence)


def test_certainty_reaches_from_none_to_all():
    certain = proportion([0, 3, 10], 10, confidence=1)
    assert certain.lower.tolist() == [0, 0, 0]
    assert certain.upper.tolist() == [1, 1, 1]


def test_two_levels_are_ninety_five_and_ninety_nine_point_eight_per_cent():
    inner, outer = at_two_levels(lambda confidence: proportion(17, 300, confidence))
    assert outer.lower < inner.lower < inner.upper < outer.upper
    with pytest.raises(UnfitFiguresError, match=r"only as 95% and 99\.8%"):
        at_two_levels(lambda confidence: proportion(17, 300, confidence), (0.95, 0.99))


def test_the_normal_quantile_is_the_one_in_every_textbook():
    assert normal_quantile(0.95) == pytest.approx(1.959964, abs=1e-6)
    assert normal_quantile(0.998) == pytest.approx(3.090232, abs=1e-6)


def test_a_column_is_worked_out_as_its_figures_one_by_one():
    events, people = [0, 3, 9, 10, 250, None], [10, 40, 100, 100, 3000, 70]
    column = rate(events, people, per=1000)
    for place, (count, population) in enumerate(zip(events, people, strict=True)):
        alone = rate(count, population, per=1000)
        np.testing.assert_equal((column.lower[place], column.upper[place]), (alone.lower, alone.upper))


def test_decimals_as_the_store_gives_them_are_welcome():
    assert proportion(Decimal(10), Decimal(100)).value == pytest.approx(0.1)


def test_groups_are_summed_before_their_interval_is_worked_out():
    assert summed_within(["B", "A", "B"], [1, 5, 2]) == {"A": 5, "B": 3}


def test_a_missing_part_makes_its_own_group_missing_and_no_other():
    sums = summed_within(["A", "A", "B"], [1, None, 2])
    assert np.isnan(sums["A"])
    assert sums["B"] == 2


@given(st.data(), DENOMINATORS)
def test_a_proportion_is_inside_its_own_interval_which_is_between_none_and_all(data, denominator):
    numerator = data.draw(st.integers(0, denominator))
    estimate = proportion(numerator, denominator)
    assert -1e-12 <= estimate.lower <= estimate.value + 1e-12
    assert estimate.value - 1e-12 <= estimate.upper <= 1 + 1e-12


@given(st.data(), DENOMINATORS)
def test_counting_the_failures_instead_turns_the_interval_round(data, denominator):
    numerator = data.draw(st.integers(0, denominator))
    successes, failures = proportion(numerator, denominator), proportion(denominator - numerator, denominator)
    assert successes.lower == pytest.approx(1 - failures.upper, abs=1e-12)


@given(st.integers(10, 100_000))
def test_byar_is_close_to_exact_from_ten_events(events):
    byar, exact = byar_limits(events), exact_limits(events)
    assert byar.lower == pytest.approx(exact.lower, rel=0.002)
    assert byar.upper == pytest.approx(exact.upper, rel=0.002)


@given(st.integers(0, 5000), st.sampled_from([0.9, 0.95, 0.99]))
def test_more_confidence_never_narrows_an_interval(events, confidence):
    usual, surer = count_limits(events, confidence), count_limits(events, 0.998)
    assert surer.lower <= usual.lower
    assert usual.upper < surer.upper
