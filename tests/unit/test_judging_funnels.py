import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from lsp_core.judging.funnels import Placed, proportion_funnel, rate_funnel, ratio_funnel
from lsp_core.judging.intervals import UnfitFiguresError

FUNNELS = [proportion_funnel, ratio_funnel, rate_funnel]


def test_the_same_proportion_is_inside_for_a_small_area_and_outside_for_a_large_one():
    # Half of everybody: 55% is one standard error away in a hundred, and ten in ten thousand.
    funnel = proportion_funnel([55, 5_500, 494_500], [100, 10_000, 990_000])
    assert funnel.placed.tolist() == [Placed.INSIDE, Placed.FAR_ABOVE, Placed.INSIDE]


@pytest.mark.parametrize(
    ("observed", "expected"),
    [
        (66, Placed.FAR_BELOW),
        (79, Placed.BELOW),
        (85, Placed.INSIDE),
        (120, Placed.INSIDE),
        (126, Placed.ABOVE),
        (140, Placed.FAR_ABOVE),
    ],
)
def test_a_ratio_is_placed_by_whether_its_own_interval_holds_one(observed, expected):
    assert ratio_funnel([observed], [100]).placed.tolist() == [expected]


def test_a_rate_is_placed_beside_the_rate_of_all_together():
    funnel = rate_funnel([50, 100, 100], [100_000, 100_000, 100_000], per=100_000)
    assert funnel.average == pytest.approx(250 / 3)
    assert funnel.placed.tolist() == [Placed.FAR_BELOW, Placed.INSIDE, Placed.INSIDE]


def test_the_limits_of_proportions_narrow_as_areas_grow():
    funnel = proportion_funnel([10, 100, 1000], [20, 200, 2000])
    widths = funnel.inner.upper - funnel.inner.lower
    assert (np.diff(widths) < 0).all()
    assert (funnel.outer.lower < funnel.inner.lower).all()


@pytest.mark.parametrize("funnel", FUNNELS)
@pytest.mark.parametrize(
    ("counts", "denominators", "reason"),
    [
        ([1, 0], [10, 0], "nothing to count"),
        ([1, 2], [10, None], "nothing to count"),
        ([1, None], [10, 20], "no count"),
        ([1, -1], [10, 20], "no count"),
    ],
)
def test_an_area_with_nothing_to_count_is_refused_rather_than_dropped(funnel, counts, denominators, reason):
    with pytest.raises(UnfitFiguresError, match=reason):
        funnel(counts, denominators)


def test_more_successes_than_cases_have_no_place_among_proportions():
    with pytest.raises(UnfitFiguresError, match="greater than its denominator"):
        proportion_funnel([11, 1], [10, 20])


@pytest.mark.parametrize("funnel", FUNNELS)
@given(share=st.integers(1, 9), sizes=st.lists(st.integers(1, 500), min_size=1, max_size=20))
def test_areas_that_are_all_alike_are_all_inside(funnel, share, sizes):
    counts, denominators = [share * size for size in sizes], [10 * size for size in sizes]
    if funnel is ratio_funnel:
        denominators = counts
    assert set(funnel(counts, denominators).placed) == {Placed.INSIDE}
