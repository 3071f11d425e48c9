from decimal import Decimal
from math import inf, isclose

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from lsp_core.judging.projections import Method, ProjectionError, Step, interval, line, project, project_all, year_end
from lsp_core.judging.student_t import share_within, standard_errors_each_side

FIGURES = [52.0, 56.0, 60.0, 53.0, 47.0, 56.0, 59.0, 67.0]


def expected(values, ahead, method, **settings):
    return [round(step.expected, 6) for step in project(values, ahead, method, **settings).steps]


@pytest.mark.parametrize(
    ("method", "ahead"),
    [
        (Method.NAIVE, [8, 8, 8]),
        (Method.SEASONAL_NAIVE, [5, 7, 6]),
        (Method.DRIFT, [8.75, 9.5, 10.25]),
        (Method.MEAN, [6.2, 6.2, 6.2]),
        (Method.LINEAR_TREND, [8.3, 9.0, 9.7]),
        (Method.SMOOTHED, [6.404, 6.404, 6.404]),
    ],
)
def test_each_method_carries_figures_on_in_its_own_way(method, ahead):
    figures = [5, 5, 7, 6, 8]
    assert expected(figures, 3, method) == pytest.approx(ahead, abs=1e-3)


@pytest.mark.parametrize("method", [method for method in Method if method is not Method.HOLT])
def test_figures_that_never_change_are_expected_to_stay_for_certain(method):
    for step in project([7.0] * 12, 2, method).steps:
        assert (step.expected, step.lower, step.upper) == pytest.approx((7, 7, 7))


@pytest.mark.parametrize("method", [Method.NAIVE, Method.DRIFT, Method.LINEAR_TREND, Method.SMOOTHED, Method.THETA])
def test_the_further_ahead_the_wider_the_interval(method):
    first, second = project(FIGURES, 2, method).steps
    assert second.upper - second.lower > first.upper - first.lower


def test_an_interval_meant_to_hold_more_is_wider():
    narrow, wide = (project(FIGURES, 1, Method.NAIVE, level=level).steps[0] for level in (0.8, 0.95))
    assert narrow.lower > wide.lower


def test_a_seasonal_interval_widens_by_the_year_and_not_by_the_quarter():
    steps = project(FIGURES, 5, Method.SEASONAL_NAIVE).steps
    widths = [round(step.upper - step.lower, 9) for step in steps]
    assert len(set(widths[:4])) == 1
    assert widths[4] == pytest.approx(widths[0] * 2**0.5)


@pytest.mark.parametrize("method", [Method.DRIFT, Method.LINEAR_TREND])
def test_two_figures_give_a_direction_but_no_interval(method):
    assert project([5.0, 7.0], 1, method).steps == (Step(9.0, None, None),)


@pytest.mark.parametrize(
    ("values", "method", "season", "why"),
    [
        ([], Method.NAIVE, 4, "There are no figures"),
        ([None, 3.0], Method.DRIFT, 4, "There is 1 figure to project from"),
        ([5.0] * 4, Method.SEASONAL_NAIVE, 4, "not yet more than a year"),
        ([5.0] * 9, Method.SEASONAL_NAIVE, 1, "no seasons"),
        ([1, None, 3, 4, 5, None, 7, 8], Method.SEASONAL_NAIVE, 4, "One season has no figure"),
        ([1, 2, None, 4], Method.SMOOTHED, 4, "A figure is missing"),
        ([1, 2, None, 4], Method.HOLT, 4, "A figure is missing"),
        ([1, 2, None, 4], Method.THETA, 4, "A figure is missing"),
    ],
)
def test_a_method_that_cannot_be_used_says_why(values, method, season, why):
    with pytest.raises(ProjectionError, match=why):
        project(values, 1, method, season)


def test_a_missing_quarter_is_carried_over_and_costs_no_certainty_it_did_not_give():
    steps = project([5, 7, None, 8, 9, 7, 10, 11], 2, Method.DRIFT).steps
    assert [step.expected for step in steps] == [12, 13]
    assert steps[0].upper == pytest.approx(15.5424236732686)


def test_theta_expects_seasons_to_come_round_again():
    pattern = [0.6, 1.0, 1.4, 1.0]
    values = [100 * pattern[quarter % 4] + quarter % 3 for quarter in range(20)]
    assert expected(values, 4, Method.THETA) == pytest.approx([100 * share for share in pattern], rel=0.05)


def test_the_line_through_figures_says_how_likely_its_slope_is_by_chance():
    found = line([10, 12, 14, 16.5, 18])
    assert (round(found.slope, 3), round(found.intercept, 3)) == (2.05, 7.95)
    assert found.chance < 0.001
    assert line([5, 7]).chance is None
    assert line([5, 7, 9]).chance == 0
    assert line([5, 5, 5]).chance is None


@given(st.lists(st.lists(st.integers(1, 500), min_size=9, max_size=9), min_size=1, max_size=5), st.sampled_from(Method))
def test_many_series_at_once_are_projected_as_one_by_one(rows, method):
    values = np.array(rows, dtype=float)
    together = project_all(values, 3, method)
    lower, upper = interval(together)
    for place, row in enumerate(rows):
        steps = project(row, 3, method).steps
        assert [step.expected for step in steps] == pytest.approx(together.points[place].tolist())
        assert [step.lower for step in steps] == pytest.approx(lower[place].tolist())
        assert [step.upper for step in steps] == pytest.approx(upper[place].tolist())


@pytest.mark.parametrize(
    "method", [Method.NAIVE, Method.DRIFT, Method.MEAN, Method.LINEAR_TREND, Method.SMOOTHED, Method.HOLT]
)
def test_a_short_series_among_long_ones_is_projected_as_if_alone(method):
    short = project_all(np.array([[5.0, 7.0, 6.0, 9.0]]), 2, method)
    among = project_all(np.array([[np.nan, np.nan, 5.0, 7.0, 6.0, 9.0], [1.0, 2, 3, 4, 5, 7]]), 2, method)
    assert among.points[0] == pytest.approx(short.points[0])
    assert among.errors[0] == pytest.approx(short.errors[0])


def test_a_series_with_a_gap_does_not_spoil_those_beside_it():
    found = project_all(np.array([[1.0, np.nan, 3.0, 4.0], [1.0, 2.0, 3.0, 4.0]]), 1, Method.SMOOTHED)
    assert np.isnan(found.points[0, 0])
    assert found.points[1, 0] == pytest.approx(expected([1, 2, 3, 4], 1, Method.SMOOTHED)[0])


def test_the_year_end_is_as_many_quarters_ahead_as_are_left_and_within_the_figures_there_can_be():
    ends = {end.method: end for end in year_end([80, 88, 96], 1, Decimal(0), Decimal(100))}
    assert ends[Method.DRIFT].step.expected == 100
    assert ends[Method.NAIVE].step.upper == 100
    assert ends[Method.SEASONAL_NAIVE].step is None
    assert ends[Method.SEASONAL_NAIVE].why_not.startswith("There is not yet more than a year")
    assert list(ends) == [Method.NAIVE, Method.SEASONAL_NAIVE, Method.DRIFT, Method.MEAN, Method.LINEAR_TREND]


def test_there_is_nothing_to_project_once_the_year_has_ended():
    assert year_end(FIGURES, 4) == ()


def test_a_figure_that_counts_up_is_only_held_beside_last_year():
    (end,) = year_end([60, 130, 190, 250, 70], 1, counts_up=True)
    assert (end.method, end.step.expected) == (Method.SEASONAL_NAIVE, 250)


@pytest.mark.parametrize(
    ("level", "freedom", "reach"),
    [
        (0.95, 1, 12.7062047362),
        (0.95, 2, 4.3026527297),
        (0.8, 7, 1.4149239277),
        (0.95, 30, 2.0422724563),
        (0.95, inf, 1.9599639845),
    ],
)
def test_students_t_is_as_in_the_tables(level, freedom, reach):
    assert isclose(standard_errors_each_side(level, freedom), reach, rel_tol=1e-9)
    assert isclose(share_within(reach, freedom), level, rel_tol=1e-9)
