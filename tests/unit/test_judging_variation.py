from dataclasses import replace
from datetime import date
from decimal import Decimal
from itertools import pairwise
from math import isclose

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from lsp_core.judging.assurance import Assurance
from lsp_core.judging.variation import (
    NHS_EXCEL_TOOL,
    OURS,
    PLOT_THE_DOTS,
    Cause,
    Reading,
    Screening,
    Variation,
    judge,
    judge_all,
)
from lsp_core.judging.variation_series import Batch, Series, VariationError, series_over_time
from lsp_core.judging.variation_words import assurance_reason, variation_reason
from lsp_core.plan.model import Polarity
from tests.factories import a_measure

HIGHER, LOWER, CONTEXT = Polarity.HIGHER_IS_BETTER, Polarity.LOWER_IS_BETTER, Polarity.CONTEXT
WAVE = (50.0, 47.0, 53.0, 46.0, 52.0, 48.0, 54.0, 47.0, 52.0, 49.0, 53.0, 48.0)
"""Twelve figures with nothing out of the ordinary."""
SPIKE_AT_THE_FIFTH = (1, 2, 1, 2, 10, 1, 2, 1, 2, 1, 2, 1, 2, 1, 2, 1, 2, 1)


def a_series(*values: float | None, polarity: Polarity = HIGHER, **settings) -> Series:
    return Series(tuple(values), polarity, **settings)


def causes(*values: float | None, reading: Reading = OURS) -> list[Cause]:
    return [point.cause for point in judge(a_series(*values), reading).points]


@pytest.mark.parametrize(
    ("reading", "lower", "upper"), [(PLOT_THE_DOTS, -0.716, 4.604), (NHS_EXCEL_TOOL, -3.063, 6.952)]
)
def test_screening_leaves_an_outliers_own_ranges_out_of_the_limits(reading, lower, upper):
    phase = judge(a_series(*SPIKE_AT_THE_FIFTH), reading).now
    assert (round(phase.mean, 3), round(phase.lower, 3), round(phase.upper, 3)) == (1.944, lower, upper)


def test_the_published_example_has_its_spike_above_the_limit_under_ours_too():
    assert causes(*SPIKE_AT_THE_FIFTH)[4] is Cause.ABOVE_LIMIT


def test_figures_that_never_vary_have_limits_at_the_mean_and_nothing_out_of_the_ordinary():
    chart = judge(a_series(*[0.1] * 20, target=0.2))
    assert (chart.now.lower, chart.now.mean, chart.now.upper) == (0.1, 0.1, 0.1)
    assert {point.cause for point in chart.points} == {Cause.ORDINARY}
    assert chart.now.assurance is Assurance.FAILS


def test_the_package_has_no_limits_for_figures_that_never_vary_and_calls_their_target_hit_or_miss():
    phase = judge(a_series(*[10.0] * 20, target=11.0), PLOT_THE_DOTS).now
    assert (phase.lower, phase.upper, phase.assurance) == (None, None, Assurance.HIT_OR_MISS)


def test_one_spike_among_equal_figures_is_the_only_one_beyond_a_limit():
    spike = [10.0] * 10 + [20.0] + [10.0] * 9
    assert causes(*spike)[10] is Cause.ABOVE_LIMIT
    assert Cause.BELOW_LIMIT not in causes(*spike)
    assert causes(*spike, reading=PLOT_THE_DOTS).count(Cause.BELOW_LIMIT) == 19


def test_six_figures_rising_are_ordinary_and_seven_are_all_marked():
    flat = (5.0, 3.0, 4.0, 6.0, 5.0, 4.0, 3.0)
    assert Cause.RISING not in causes(*flat, 3.5, 4.0, 4.5, 5.0, 5.5)
    assert causes(*flat, 3.5, 4.0, 4.5, 5.0, 5.5, 6.0)[6:] == [Cause.RISING] * 7


def test_a_tie_breaks_a_trend():
    assert Cause.RISING not in causes(5, 3, 4, 6, 5, 4, 3, 3.5, 4.0, 4.5, 4.5, 5.0, 5.5, 6.0)


def test_the_figure_that_ends_a_rise_and_begins_a_fall_belongs_to_the_fall():
    rise, fall = (3.0, 3.5, 4.0, 4.5, 5.0, 5.5), (6.0, 5.5, 5.0, 4.5, 4.0, 3.5, 3.0)
    found = judge(a_series(*(0.0, 10.0) * 6, *rise, *fall, baseline=12))
    assert [point.cause for point in found.points[12:]] == [Cause.RISING] * 6 + [Cause.FALLING] * 7


TWO_RISES_THAT_MEET = tuple(10 + 0.01 * step for step in (*range(7), *range(6, 13))) + (8, 12) * 6


@pytest.mark.parametrize(("reading", "last_of_the_first"), [(OURS, Cause.RISING), (PLOT_THE_DOTS, Cause.FALLING)])
def test_where_two_rises_meet_in_a_tie_only_the_package_calls_the_last_of_the_first_falling(reading, last_of_the_first):
    found = causes(*TWO_RISES_THAT_MEET, reading=reading)
    assert found[6] is last_of_the_first
    assert {found[5], found[7]} == {Cause.RISING}


def test_two_of_three_near_the_upper_limit_are_marked_and_the_third_is_not():
    found = judge(a_series(*(48.0, 52.0) * 6, 58.0, 51.0, 58.0, baseline=12))
    assert [point.cause for point in found.points[12:]] == [
        Cause.TWO_IN_THREE_HIGH,
        Cause.ORDINARY,
        Cause.TWO_IN_THREE_HIGH,
    ]


@pytest.mark.parametrize("third", [49.0, 50.0, 90.0])
def test_two_near_with_a_third_on_the_other_side_on_the_mean_or_outside_are_ordinary(third):
    found = judge(a_series(*(48.0, 52.0) * 6, 58.0, third, 58.0 if third < 90 else 51.0, baseline=12))
    assert Cause.TWO_IN_THREE_HIGH not in {point.cause for point in found.points}


@pytest.mark.parametrize(("count", "is_marked"), [(6, False), (7, True)])
def test_seven_in_a_row_on_one_side_of_the_mean_are_marked_and_six_are_not(count, is_marked):
    run = (51.0, 50.5) * 4
    found = judge(a_series(*(48.0, 52.0) * 6, 48.0, *run[:count], 48.0, baseline=12))
    assert (Cause.RUN_ABOVE in {point.cause for point in found.points}) is is_marked


def test_a_figure_on_the_mean_breaks_a_run():
    found = judge(a_series(*(48.0, 52.0) * 6, 48.0, 51, 50.5, 51, 50, 51, 50.5, 51, 50.5, baseline=12))
    assert Cause.RUN_ABOVE not in {point.cause for point in found.points}


def test_a_figure_equal_to_the_mean_but_for_how_computers_keep_decimals_is_on_it():
    assert judge(a_series(0.1, 0.2, 0.3)).points[1].side == 0


def test_being_outside_comes_before_every_other_cause():
    found = judge(a_series(*(48.0, 52.0) * 6, *range(53, 75, 3), baseline=12))
    assert found.points[-1].cause is Cause.ABOVE_LIMIT
    assert found.points[12].cause is Cause.RISING


@pytest.mark.parametrize("missing_at", [0, 5, 11])
def test_a_missing_figure_is_never_marked_and_takes_both_its_ranges_away(missing_at):
    values: list[float | None] = list(WAVE)
    values[missing_at] = None
    chart = judge(a_series(*values))
    steps = [abs(b - a) for a, b in pairwise(values) if a is not None and b is not None]
    assert isclose(chart.now.average_range, sum(steps) / len(steps))
    assert chart.points[missing_at].cause is Cause.ORDINARY
    assert chart.now.figures == 11


def test_a_missing_figure_breaks_a_trend_where_the_package_would_stop_with_an_error():
    values = (5, 3, 4, 6, 5, 4, 3, 5, 6, 4, 5, 3, 4, 4.3, 4.6, None, 4.9, 5.2, 5.5, 5.8, 5, 3, 4, 6, 5, 4)
    assert Cause.RISING not in causes(*values)


@pytest.mark.parametrize("values", [(7.0,), (None,), (None, None, None), (7.0, None, 8.0)])
def test_without_two_figures_next_to_each_other_there_are_no_limits_and_nothing_is_said(values):
    chart = judge(a_series(*values, target=5.0))
    assert (chart.now.lower, chart.now.upper, chart.now.assurance) == (None, None, Assurance.NOT_SAID)
    assert {point.cause for point in chart.points} == {Cause.ORDINARY}
    assert variation_reason(chart, a_measure()).sentence.startswith("There are too few figures in a row")


@pytest.mark.parametrize(
    ("polarity", "variation"),
    [(HIGHER, Variation.IMPROVEMENT), (LOWER, Variation.CONCERN), (CONTEXT, Variation.HIGH)],
)
def test_what_a_high_figure_means_depends_on_the_polarity(polarity, variation):
    assert judge(a_series(*WAVE, 80.0, polarity=polarity)).now.variation is variation


@pytest.mark.parametrize(
    ("polarity", "target", "assurance"),
    [
        (HIGHER, 90.0, Assurance.FAILS),
        (HIGHER, 50.0, Assurance.HIT_OR_MISS),
        (HIGHER, 10.0, Assurance.PASSES),
        (LOWER, 90.0, Assurance.PASSES),
        (LOWER, 50.0, Assurance.HIT_OR_MISS),
        (LOWER, 10.0, Assurance.FAILS),
        (CONTEXT, 90.0, Assurance.NOT_SAID),
        (HIGHER, None, Assurance.NOT_SAID),
    ],
)
def test_assurance_is_the_target_beside_the_limits(polarity, target, assurance):
    assert judge(a_series(*WAVE, polarity=polarity, target=target)).now.assurance is assurance


def test_a_target_on_a_limit_is_hit_or_miss():
    series = a_series(*WAVE)
    upper = judge(series).now.upper
    assert judge(replace(series, target=upper)).now.assurance is Assurance.HIT_OR_MISS


def test_the_variation_of_a_series_is_that_of_its_latest_known_figure():
    series = a_series(*WAVE, 80.0, None)
    assert judge(series).now.variation is Variation.IMPROVEMENT
    assert judge(series, PLOT_THE_DOTS).now.variation is Variation.ORDINARY


def test_a_rebase_begins_a_new_mean_and_breaks_every_run():
    values = (*WAVE, *(value + 20 for value in WAVE))
    joined, cut = judge(a_series(*values)), judge(a_series(*values, rebased_at=(12,)))
    assert {point.cause for point in joined.points} & {Cause.BELOW_LIMIT, Cause.RUN_BELOW, Cause.ABOVE_LIMIT}
    assert {point.cause for point in cut.points} == {Cause.ORDINARY}
    assert [round(phase.mean - judge(a_series(*WAVE)).now.mean, 9) for phase in cut.phases] == [0, 20]


def test_limits_fixed_after_twelve_figures_do_not_move_with_later_ones():
    fixed = judge(a_series(*WAVE, 70.0, 75.0, 80.0, baseline=12))
    assert fixed.now.mean == judge(a_series(*WAVE)).now.mean
    assert fixed.points[-1].cause is Cause.ABOVE_LIMIT


@pytest.mark.parametrize(("values", "rebased_at"), [((), ()), (WAVE, (12,)), (WAVE, (-1,))])
def test_a_series_without_figures_or_rebased_outside_them_is_refused(values, rebased_at):
    with pytest.raises(VariationError):
        a_series(*values, rebased_at=rebased_at)


def test_no_series_at_all_are_judged_without_complaint():
    assert judge_all(Batch.of([])).assurances.size == 0


def test_limits_cannot_be_fixed_after_fewer_than_twelve_figures():
    with pytest.raises(VariationError, match="cannot be fixed after 6"):
        a_series(*WAVE, baseline=6)


@pytest.mark.parametrize(("count", "is_trial"), [(11, True), (12, False)])
def test_limits_are_a_trial_below_twelve_known_figures_and_say_so(count, is_trial):
    chart = judge(a_series(None, *WAVE[:count]))
    assert chart.now.is_trial is is_trial
    assert (
        "The limits are a trial: they rest on 11 figures" in variation_reason(chart, a_measure()).sentence
    ) is is_trial


def test_the_package_counts_rows_for_its_warning_and_warns_below_thirteen():
    assert judge(a_series(*WAVE), PLOT_THE_DOTS).now.is_trial
    assert not judge(a_series(*WAVE, None), PLOT_THE_DOTS).now.is_trial


def test_figures_are_put_in_order_and_a_rebase_takes_effect_at_the_first_figure_from_its_day():
    figures = [(date(2023, 7, 1), 3.0), (date(2023, 1, 1), Decimal("1.5")), (date(2023, 4, 1), None)]
    series = series_over_time(figures, HIGHER, rebased_on=[date(2023, 5, 20), date(2024, 1, 1)])
    assert (series.values, series.rebased_at) == ((1.5, None, 3.0), (2,))
    assert series_over_time(figures, HIGHER, rebased_on=[date(2023, 5, 20)], only_exact_rebases=True).rebased_at == ()


def test_two_figures_for_one_day_are_refused():
    with pytest.raises(VariationError, match="two figures for 1 April 2023"):
        series_over_time([(date(2023, 4, 1), 1.0), (date(2023, 4, 1), 2.0)], HIGHER)


def test_the_sentences_carry_the_arithmetic_and_keep_limits_within_the_figures_there_can_be():
    measure = a_measure(unit="%", maximum=Decimal(100))
    chart = judge(a_series(*(98.0, 99.0, 97.0, 95.0) * 3, target=99.5))
    assert variation_reason(chart, measure).sentence == (
        "95.0% is ordinary variation: figures are expected between 92.2% and 100.0%, about a mean of 97.3%."
    )
    assert assurance_reason(chart, measure, Decimal("99.5")).sentence == (
        "The target of 99.5% is within ordinary variation: figures are expected between 92.2% and 100.0%, about a mean "
        "of 97.3%, so it will be met at times and missed at times."
    )


def test_a_target_out_of_reach_is_said_to_be_missed_every_time():
    chart = judge(a_series(*WAVE, target=90.0))
    sentence = assurance_reason(chart, a_measure(unit="%"), Decimal(90)).sentence
    assert sentence.startswith("The target of 90.0% is above the upper limit of ")
    assert sentence.endswith("unless something changes, it will be missed every time.")


FIGURES = st.one_of(st.none(), st.integers(0, 40).map(lambda tenths: tenths / 10))
SERIES = st.lists(FIGURES, min_size=1, max_size=60).flatmap(
    lambda values: st.builds(
        Series,
        st.just(tuple(values)),
        st.sampled_from(Polarity),
        st.one_of(st.none(), st.integers(0, 4).map(float)),
        st.sets(st.integers(0, len(values) - 1), max_size=3).map(lambda rows: tuple(sorted(rows))),
        st.sampled_from([None, 12, 20]),
    )
)
READINGS = st.sampled_from([OURS, NHS_EXCEL_TOOL, PLOT_THE_DOTS, Reading(Screening.ONCE)])


@given(st.lists(SERIES, min_size=1, max_size=6), READINGS.filter(lambda reading: not reading.as_the_package))
def test_many_series_at_once_are_judged_exactly_as_one_by_one(series, reading):
    together = judge_all(Batch.of(series), reading)
    assert [together.chart(place) for place in range(len(series))] == [judge(one, reading) for one in series]


@given(SERIES, READINGS)
def test_every_figure_is_marked_as_by_reading_the_rules_point_by_point(series, reading):
    chart = judge(series, reading)
    for place, phase in enumerate(chart.phases):
        points = [point for point in chart.points if point.phase == place]
        assert [point.cause for point in points] == [
            _cause_by_hand(points, at, phase, reading) for at in range(len(points))
        ]


def test_a_grid_is_judged_as_its_rows_are():
    grid = np.random.default_rng(5).normal(50, 5, (30, 24)).round(1)
    grid[4, 20:] = grid[9, 3] = np.nan
    charts = judge_all(Batch.of_grid(grid, np.ones(30, np.int8), np.full(30, 55.0)))
    for place, row in enumerate(grid):
        values = tuple(None if np.isnan(value) else float(value) for value in row)
        assert charts.chart(place) == judge(a_series(*values, target=55.0))


def _cause_by_hand(points, at, phase, reading):
    """The rules as they are said, looking at one figure at a time."""
    point = points[at]
    if point.value is None:
        return Cause.ORDINARY
    high = point.side > 0
    if point.is_outside:
        return Cause.ABOVE_LIMIT if high else Cause.BELOW_LIMIT
    if _trend_at(points, at):
        return _trend_word(points, at, reading)
    if point.is_near and any(_two_in_three(points[start : start + 3]) for start in range(max(at - 2, 0), at + 1)):
        return Cause.TWO_IN_THREE_HIGH if high else Cause.TWO_IN_THREE_LOW
    if any(_one_side(points[start : start + 7]) for start in range(max(at - 6, 0), at + 1)):
        return Cause.RUN_ABOVE if high else Cause.RUN_BELOW
    return Cause.ORDINARY


def _trend_at(points, at):
    """The directions of the sevens that a figure is part of and that rise or fall throughout, the latest last."""
    sevens = (points[start : start + 7] for start in range(max(at - 6, 0), at + 1))
    return [direction for seven in sevens if (direction := _rises_or_falls([point.value for point in seven]))]


def _rises_or_falls(values):
    if len(values) < 7 or None in values:
        return 0
    steps = {(b > a) - (b < a) for a, b in pairwise(values)}
    return steps.pop() if len(steps) == 1 else 0


def _trend_word(points, at, reading):
    if not reading.as_the_package:
        return Cause.RISING if _trend_at(points, at)[-1] > 0 else Cause.FALLING
    goes_on = at + 1 < len(points) and bool(_trend_at(points, at + 1))
    first, second = (at, at + 1) if goes_on else (at - 1, at)
    return Cause.RISING if points[second].value > points[first].value else Cause.FALLING


def _two_in_three(three):
    sides = {point.side for point in three}
    return len(three) == 3 and sides in ({1}, {-1}) and sum(point.is_near for point in three) >= 2


def _one_side(seven):
    return len(seven) == 7 and {point.side for point in seven} in ({1}, {-1})
