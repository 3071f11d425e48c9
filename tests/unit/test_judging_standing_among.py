import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from lsp_core.judging.intervals import UnfitFiguresError
from lsp_core.judging.standing_among import (
    Quantiles,
    all_together,
    change_for_the_better,
    deviations_from_median,
    middle,
    places_gained,
    quantile_bounds,
    quantile_of_each,
    rank_shares,
    ranks,
    spread,
)
from lsp_core.plan.model import Polarity

NAN = float("nan")
AREAS = st.lists(st.one_of(st.none(), st.integers(0, 30)), max_size=60)


@pytest.mark.parametrize(
    ("definition", "expected"),
    [
        (Quantiles.RANKS_SHARED_OUT, [1, 1, 1, 1, 3, 3, 3, 4]),
        (Quantiles.BETWEEN_BOUNDS, [1, 1, 1, 1, 3, 3, 3, 4]),
        (Quantiles.EQUAL_GROUPS, [1, 1, 2, 2, 3, 3, 4, 4]),
    ],
)
def test_the_definitions_part_ways_over_ties(definition, expected):
    assert quantile_of_each(definition, [1, 1, 1, 1, 2, 2, 2, 3], 4).tolist() == expected


@pytest.mark.parametrize(
    ("definition", "expected"),
    [
        (Quantiles.RANKS_SHARED_OUT, [1, 1, 2, 3, 3, 4]),
        (Quantiles.BETWEEN_BOUNDS, [1, 1, 2, 3, 4, 4]),
        (Quantiles.EQUAL_GROUPS, [1, 1, 2, 2, 3, 4]),
    ],
)
def test_the_definitions_part_ways_over_numbers_that_do_not_divide(definition, expected):
    assert quantile_of_each(definition, [1, 2, 3, 4, 5, 6], 4).tolist() == expected


@pytest.mark.parametrize("definition", list(Quantiles))
def test_the_first_quantile_is_the_lowest_or_on_request_the_highest(definition):
    values = [10, 20, 30, 40]
    assert quantile_of_each(definition, values, 4).tolist() == [1, 2, 3, 4]
    assert quantile_of_each(definition, values, 4, highest_first=True).tolist() == [4, 3, 2, 1]


@pytest.mark.parametrize("definition", list(Quantiles))
def test_too_few_areas_with_a_value_have_no_quantiles(definition):
    assert np.isnan(quantile_of_each(definition, [1, None, 2, 3], 4)).all()


@pytest.mark.parametrize("definition", list(Quantiles))
def test_there_are_at_least_two_quantiles(definition):
    with pytest.raises(UnfitFiguresError, match="at least two"):
        quantile_of_each(definition, [1, 2, 3], 1)


@pytest.mark.parametrize("definition", list(Quantiles))
@given(values=AREAS, quantiles=st.integers(2, 20))
def test_a_lower_value_is_never_in_a_higher_quantile(definition, values, quantiles):
    found = quantile_of_each(definition, values, quantiles)
    placed = sorted(
        (value, place) for value, place in zip(values, found, strict=True) if value is not None and not np.isnan(place)
    )
    assert [place for _, place in placed] == sorted(place for _, place in placed)
    assert all(1 <= place <= quantiles for _, place in placed)


@given(values=AREAS, quantiles=st.integers(2, 20))
def test_the_missing_stay_missing_and_move_nobody(values, quantiles):
    present = [value for value in values if value is not None]
    found = quantile_of_each(Quantiles.RANKS_SHARED_OUT, values, quantiles)
    alone = quantile_of_each(Quantiles.RANKS_SHARED_OUT, present, quantiles)
    np.testing.assert_array_equal(found[[value is not None for value in values]], alone)
    assert np.isnan(found[[value is None for value in values]]).all()


@given(st.integers(2, 20), st.integers(1, 20))
def test_areas_without_ties_are_shared_out_evenly_when_the_numbers_divide(quantiles, each):
    found = quantile_of_each(Quantiles.RANKS_SHARED_OUT, list(range(quantiles * each)), quantiles)
    assert np.bincount(found.astype(int))[1:].tolist() == [each] * quantiles


def test_the_eighth_of_twenty_eight_is_in_the_sixth_twentieth():
    # Divided in another order, floating point puts it in the fifth.
    assert quantile_of_each(Quantiles.RANKS_SHARED_OUT, list(range(28)), 20)[7] == 6


def test_bounds_are_interpolated_between_the_values():
    assert quantile_bounds(range(1, 11), 4).tolist() == [1, 3.25, 5.5, 7.75, 10]


def test_fewer_than_four_areas_have_no_spread():
    assert spread([4, 2, 9, None]) is None
    assert quantile_bounds([4, 2, 9], 4).size == 0


def test_the_spread_is_what_a_box_plot_is_drawn_from():
    found = spread([1, 2, 3, 4, 5, 6, 7, 8, 9, 10])
    assert (found.least, found.p5, found.median, found.p95, found.most) == (1, 1.45, 5.5, 9.55, 10)


@pytest.mark.parametrize(
    ("polarity", "expected"),
    [
        (Polarity.HIGHER_IS_BETTER, [3, 1, 1, NAN, 4]),
        (Polarity.LOWER_IS_BETTER, [2, 3, 3, NAN, 1]),
        (Polarity.CONTEXT, [3, 1, 1, NAN, 4]),
    ],
)
def test_rank_one_is_the_best_and_ties_share_the_best_of_their_ranks(polarity, expected):
    np.testing.assert_array_equal(ranks([5, 9, 9, None, 2], polarity), expected)


def test_a_rank_is_shown_out_of_the_areas_that_have_a_value():
    np.testing.assert_array_equal(rank_shares([5, 9, 9, None, 2]), [0.75, 0.25, 0.25, NAN, 1])


def test_ranks_within_a_group_take_no_notice_of_other_groups():
    groups = ["rural", "urban", "rural", "urban"]
    np.testing.assert_array_equal(ranks([1, 2, 3, 4], within=groups), [2, 2, 1, 1])
    np.testing.assert_array_equal(rank_shares([1, 2, 3, 4], within=groups), [1, 1, 0.5, 0.5])


def test_moving_from_twenty_second_to_eighteenth_gains_four_places():
    assert places_gained(22, 18) == 4


@pytest.mark.parametrize(
    ("polarity", "expected"),
    [(Polarity.HIGHER_IS_BETTER, -3), (Polarity.LOWER_IS_BETTER, 3), (Polarity.CONTEXT, -3)],
)
def test_a_change_is_turned_so_that_positive_is_better(polarity, expected):
    assert change_for_the_better(10, 7, polarity) == expected


def test_areas_together_are_recomputed_from_counts_not_averaged():
    # A village at 50% and a city at 90% are not 70% together.
    assert all_together([5, 900, None], [10, 1000, 50]) == pytest.approx(905 / 1010)


def test_nothing_counted_is_no_share():
    assert np.isnan(all_together([0, None], [0, 10]))


def test_the_middle_leaves_the_missing_out():
    assert middle([1, None, 2, 9]).median == 2
    assert middle([1, None, 2, 9]).mean == 4
    assert np.isnan(middle([None]).median)


def test_distance_from_the_median_is_counted_in_typical_distances():
    np.testing.assert_array_equal(deviations_from_median([1, 2, 3, 4, 9, None]), [-2, -1, 0, 1, 6, NAN])


@pytest.mark.parametrize("values", [[5, 5, 5, 9], [None, None], []])
def test_distance_from_the_median_has_no_unit_when_most_areas_are_alike(values):
    assert np.isnan(deviations_from_median(values)).all()


def test_one_value_is_not_a_list_of_areas():
    with pytest.raises(UnfitFiguresError, match="needs a list of values"):
        ranks(5)
