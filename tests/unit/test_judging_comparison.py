import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from lsp_core.judging.comparison import Figures, Position, Reading, Standing, compare, proportion_limits, standing
from lsp_core.judging.intervals import Interval, proportion
from lsp_core.plan.model import Polarity


def a_figure(value=50, lower=45, upper=55, outer=(42, 58), denominator=None) -> Figures:
    return Figures(value, Interval(lower, upper), Interval(*outer), denominator)


def position(reading, figure, benchmark, **limits) -> Position:
    return Position(int(compare(reading, figure, benchmark, **limits)))


@pytest.mark.parametrize(
    ("benchmark", "expected"),
    [
        (44.9, Position.HIGHER),
        (45, Position.SIMILAR),
        (55, Position.SIMILAR),
        (55.1, Position.LOWER),
        (30, Position.HIGHER),
    ],
)
def test_a_benchmark_on_the_end_of_the_interval_is_still_inside_it(benchmark, expected):
    assert position(Reading.VALUE_IN_INTERVAL, a_figure(), Figures(benchmark)) is expected


@pytest.mark.parametrize(
    ("benchmark", "expected"),
    [
        (41.9, Position.MUCH_HIGHER),
        (42, Position.HIGHER),
        (45, Position.SIMILAR),
        (55, Position.SIMILAR),
        (58, Position.LOWER),
        (58.1, Position.MUCH_LOWER),
    ],
)
def test_two_levels_tell_what_is_worth_a_look_from_what_needs_explaining(benchmark, expected):
    assert position(Reading.VALUE_IN_TWO_INTERVALS, a_figure(), Figures(benchmark)) is expected


@pytest.mark.parametrize(
    ("lower", "upper", "expected"),
    [(55, 65, Position.SIMILAR), (55.1, 65, Position.LOWER), (35, 45, Position.SIMILAR), (35, 44.9, Position.HIGHER)],
)
def test_intervals_that_touch_overlap(lower, upper, expected):
    benchmark = Figures((lower + upper) / 2, Interval(lower, upper))
    assert position(Reading.OVERLAPPING_INTERVALS, a_figure(), benchmark) is expected


def test_two_readings_differ_where_a_figure_lies_outside_its_own_interval():
    published_so = a_figure(value=60, lower=40, upper=45)
    assert position(Reading.VALUE_IN_INTERVAL, published_so, Figures(50)) is Position.HIGHER
    assert position(Reading.INTERVAL_EXCLUDES, published_so, Figures(50)) is Position.LOWER


def test_one_reading_needs_no_figure_only_its_interval():
    suppressed = a_figure(value=None)
    assert position(Reading.VALUE_IN_INTERVAL, suppressed, Figures(60)) is Position.NOT_COMPARED
    assert position(Reading.INTERVAL_EXCLUDES, suppressed, Figures(60)) is Position.LOWER


@pytest.mark.parametrize("reading", list(Reading))
def test_nothing_is_said_without_a_benchmark(reading):
    assert position(reading, a_figure(denominator=100), Figures(None, Interval(None, None))) is Position.NOT_COMPARED


@pytest.mark.parametrize("reading", list(Reading))
def test_nothing_is_said_when_what_the_reading_needs_is_missing(reading):
    assert position(reading, Figures(50), Figures(60)) is Position.NOT_COMPARED


def test_half_an_outer_interval_is_not_an_outer_interval():
    figure = a_figure(outer=(None, 58))
    assert position(Reading.VALUE_IN_TWO_INTERVALS, figure, Figures(60)) is Position.NOT_COMPARED


@pytest.mark.parametrize(
    ("value", "denominator", "expected"),
    [
        (12, 100, Position.SIMILAR),
        (12, 10_000, Position.HIGHER),
        (8, 10_000, Position.LOWER),
        (12, 0, Position.NOT_COMPARED),
    ],
)
def test_the_same_percentage_stands_out_only_when_it_is_of_many(value, denominator, expected):
    figure = Figures(value, denominator=denominator)
    assert position(Reading.PROPORTION_LIMITS, figure, Figures(10), per=100) is expected


def test_a_rate_is_judged_by_the_events_its_population_would_have_at_the_benchmark():
    # 10 per 100,000 of 500,000 people are 50 events, of which 38 to 65 are within chance at 95%.
    at_benchmark = Figures(10)
    for events, expected in (
        (37, Position.LOWER),
        (38, Position.SIMILAR),
        (65, Position.SIMILAR),
        (66, Position.HIGHER),
    ):
        figure = Figures(events / 5, denominator=500_000)
        assert position(Reading.RATE_LIMITS, figure, at_benchmark, per=100_000) is expected


def test_limits_at_a_higher_level_are_wider():
    figure = Figures(8, denominator=1000)
    assert position(Reading.PROPORTION_LIMITS, figure, Figures(10.5), per=100) is Position.LOWER
    assert position(Reading.PROPORTION_LIMITS, figure, Figures(10.5), per=100, confidence=0.998) is Position.SIMILAR


@pytest.mark.parametrize(
    ("found", "polarity", "expected"),
    [
        (Position.HIGHER, Polarity.HIGHER_IS_BETTER, Standing.BETTER),
        (Position.HIGHER, Polarity.LOWER_IS_BETTER, Standing.WORSE),
        (Position.HIGHER, Polarity.CONTEXT, Standing.HIGHER),
        (Position.MUCH_LOWER, Polarity.HIGHER_IS_BETTER, Standing.MUCH_WORSE),
        (Position.MUCH_LOWER, Polarity.LOWER_IS_BETTER, Standing.MUCH_BETTER),
        (Position.MUCH_LOWER, Polarity.CONTEXT, Standing.MUCH_LOWER),
        (Position.SIMILAR, Polarity.LOWER_IS_BETTER, Standing.SIMILAR),
        (Position.NOT_COMPARED, Polarity.LOWER_IS_BETTER, Standing.NOT_COMPARED),
    ],
)
def test_a_position_means_better_or_worse_only_where_a_direction_is_better(found, polarity, expected):
    assert standing(found, polarity) is expected


@pytest.mark.parametrize("polarity", list(Polarity))
@pytest.mark.parametrize("found", list(Position))
def test_every_position_means_something(found, polarity):
    assert standing(found, polarity) in Standing


def test_a_column_is_compared_at_once():
    percentages = proportion([60, 80, None, 95], [100, 100, 100, 100], per=100)
    column = Figures(percentages.value, percentages)
    found = compare(Reading.VALUE_IN_INTERVAL, column, Figures(80))
    assert found.tolist() == [Position.LOWER, Position.SIMILAR, Position.NOT_COMPARED, Position.HIGHER]


@given(st.floats(0.01, 0.99), st.integers(1, 100_000))
def test_the_benchmark_is_always_within_its_own_limits(benchmark, denominator):
    limits = proportion_limits(benchmark, denominator)
    assert limits.lower < benchmark < limits.upper


@given(st.floats(0, 100), st.floats(0, 20), st.floats(0, 20), st.floats(0, 100))
def test_turning_the_scale_round_turns_the_position_round(value, below, above, benchmark):
    figure = Figures(value, Interval(value - below, value + above))
    mirrored = Figures(-value, Interval(-value - above, -value + below))
    for reading in (Reading.VALUE_IN_INTERVAL, Reading.INTERVAL_EXCLUDES):
        assert compare(reading, figure, Figures(benchmark)) == -compare(reading, mirrored, Figures(-benchmark))


@given(st.floats(0, 100), st.floats(0, 20), st.floats(0, 20), st.floats(0, 100))
def test_readings_by_value_and_by_interval_agree_where_a_figure_is_inside_its_interval(value, below, above, benchmark):
    figure = Figures(value, Interval(value - below, value + above))
    by_value, by_interval = (
        compare(reading, figure, Figures(benchmark))
        for reading in (Reading.VALUE_IN_INTERVAL, Reading.INTERVAL_EXCLUDES)
    )
    np.testing.assert_array_equal(by_value, by_interval)
