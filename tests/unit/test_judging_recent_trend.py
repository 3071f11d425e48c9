import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from lsp_core.judging.intervals import Estimate, Interval, UnfitFiguresError, proportion
from lsp_core.judging.recent_trend import (
    FIGURES_USED,
    KINDS_WITH_A_TREND,
    Edition,
    Kind,
    Meaning,
    Series,
    Trend,
    Trends,
    Weighing,
    change_between,
    meaning,
    recent_trends,
)
from lsp_core.plan.model import Polarity

FALLING = (300, 275, 250, 225, 200)
EVERY_TEST = [
    (Edition.FINGERTIPS_2020, Weighing.BY_INTERVAL),
    (Edition.FINGERTIPS_2020, Weighing.AS_PROPORTIONS),
    (Edition.FINGERTIPS_2025, Weighing.BY_INTERVAL),
]


def a_series(*counts, out_of=1000) -> Series:
    """Percentages out of `out_of`, oldest first; None is a missing figure."""
    estimate = proportion(counts, out_of, per=100)
    return Series(estimate.value, np.array(counts, dtype=float), np.full(len(counts), out_of), estimate)


def the_trend(*counts, edition=Edition.FINGERTIPS_2025, weighing=Weighing.BY_INTERVAL, **said) -> Trend:
    series = a_series(*counts, **{name: said.pop(name) for name in ("out_of",) if name in said})
    return recent_trends(series, said.pop("kind", Kind.PROPORTION), edition, weighing, **said).trend.item()


@pytest.mark.parametrize(("edition", "weighing"), EVERY_TEST)
def test_a_steady_fall_is_a_trend_and_so_is_a_steady_rise(edition, weighing):
    assert the_trend(*FALLING, edition=edition, weighing=weighing) is Trend.DECREASING
    assert the_trend(*reversed(FALLING), edition=edition, weighing=weighing) is Trend.INCREASING


@pytest.mark.parametrize(("edition", "weighing"), EVERY_TEST)
@pytest.mark.parametrize(
    "counts", [(200, 200, 200, 200, 200), (100, 102, 104, 106, 108), (300, 200, 100, 200, 300), (100, 60, 60, 60, 61)]
)
def test_no_trend_is_seen_in_chance_in_a_turn_or_in_one_odd_year(edition, weighing, counts):
    assert the_trend(*counts, edition=edition, weighing=weighing) is Trend.NO_CHANGE


def test_one_odd_year_is_significant_and_still_no_trend():
    found = recent_trends(a_series(200, 100, 101, 102, 103), Kind.PROPORTION)
    assert found.chi_squared.item() > 9.55
    assert found.trend.item() is Trend.NO_CHANGE


@pytest.mark.parametrize(("edition", "weighing"), EVERY_TEST)
@pytest.mark.parametrize("counts", [(100, 100, 100, 100, 300), (300, 300, 300, 300, 100), (20, 60, 60, 60, 60)])
def test_a_line_that_is_flat_without_one_year_slopes_neither_way(edition, weighing, counts):
    assert the_trend(*counts, edition=edition, weighing=weighing) is Trend.NO_CHANGE


def test_only_the_five_most_recent_figures_count():
    assert the_trend(900, 500, *FALLING[::-1]) is Trend.INCREASING


@pytest.mark.parametrize(
    ("counts", "in_2020", "in_2025"),
    [
        ((*FALLING, None), Trend.CANNOT_BE_CALCULATED, Trend.DECREASING),
        ((325, 300, 275, None, 250, 225), Trend.CANNOT_BE_CALCULATED, Trend.DECREASING),
        ((None, *FALLING), Trend.DECREASING, Trend.DECREASING),
        (FALLING[:4], Trend.CANNOT_BE_CALCULATED, Trend.CANNOT_BE_CALCULATED),
        ((None, *FALLING[:4]), Trend.CANNOT_BE_CALCULATED, Trend.CANNOT_BE_CALCULATED),
    ],
)
def test_the_editions_differ_over_gaps(counts, in_2020, in_2025):
    assert the_trend(*counts, edition=Edition.FINGERTIPS_2020) is in_2020
    assert the_trend(*counts, edition=Edition.FINGERTIPS_2025) is in_2025


@pytest.mark.parametrize("edition", list(Edition))
@pytest.mark.parametrize("kind", list(Kind))
def test_the_editions_differ_over_what_has_a_trend(edition, kind):
    can_be = the_trend(*FALLING, edition=edition, kind=kind) is not Trend.CANNOT_BE_CALCULATED
    assert can_be == (kind in KINDS_WITH_A_TREND[edition])


def test_figures_that_each_cover_three_years_overlap_and_have_no_trend():
    assert the_trend(*FALLING, years_in_a_figure=3) is Trend.CANNOT_BE_CALCULATED


@pytest.mark.parametrize("counts", [(1000, 990, 980, 970, 960), (1000, 990, 980, 970, 960, 950)])
def test_a_figure_that_is_its_whole_denominator_stops_the_calculation_even_when_it_is_older(counts):
    assert the_trend(*counts) is Trend.CANNOT_BE_CALCULATED


def test_a_denominator_of_nothing_is_a_missing_figure():
    series = a_series(*FALLING)
    unusable = Series(series.values, series.counts, [1000, 1000, 0, 1000, 1000], series.interval)
    assert recent_trends(unusable, Kind.PROPORTION).trend.item() is Trend.CANNOT_BE_CALCULATED


def with_intervals_at(*places) -> Trends:
    series = a_series(*FALLING)
    kept = np.isin(np.arange(FIGURES_USED), places)
    interval = Interval(np.where(kept, series.interval.lower, np.nan), np.where(kept, series.interval.upper, np.nan))
    return recent_trends(Series(series.values, series.counts, series.denominators, interval), Kind.PROPORTION)


def test_a_figure_without_an_interval_is_left_out_of_the_line():
    found = with_intervals_at(0, 1, 3, 4)
    assert found.trend.item() is Trend.DECREASING
    assert found.figures_used.item() == 4


@pytest.mark.parametrize("places", [(), (0,), (0, 4)])
def test_too_few_intervals_leave_nothing_to_weigh_by(places):
    found = with_intervals_at(*places)
    assert found.trend.item() is Trend.CANNOT_BE_CALCULATED
    assert np.isnan(found.chi_squared.item())


def test_an_interval_without_width_is_no_interval():
    series = a_series(*FALLING)
    certain = Series(series.values, series.counts, series.denominators, Interval(series.values, series.values))
    assert recent_trends(certain, Kind.PROPORTION).trend.item() is Trend.CANNOT_BE_CALCULATED


@pytest.mark.parametrize(
    ("counts", "expected"),
    [((0, 10, 18, 28, 44), Trend.INCREASING), ((44, 28, 18, 10, 0), Trend.DECREASING)],
)
def test_a_year_without_events_can_start_or_end_a_trend_in_proportions(counts, expected):
    assert the_trend(*counts, edition=Edition.FINGERTIPS_2020, weighing=Weighing.AS_PROPORTIONS) is expected


def test_never_any_events_is_not_a_trend_in_proportions():
    found = the_trend(0, 0, 0, 0, 0, edition=Edition.FINGERTIPS_2020, weighing=Weighing.AS_PROPORTIONS)
    assert found is Trend.CANNOT_BE_CALCULATED


def test_the_2025_edition_has_no_test_for_proportions():
    with pytest.raises(UnfitFiguresError, match="only by their interval"):
        the_trend(*FALLING, weighing=Weighing.AS_PROPORTIONS)


def test_many_series_are_judged_as_they_are_one_by_one():
    rows = [(*FALLING, None), (325, *FALLING), (200, 200, 200, 200, 200, 200), (None, None, 1, 2, 3, 4)]
    parts = [a_series(*row) for row in rows]
    together = Series(
        np.stack([part.values for part in parts]),
        np.stack([part.counts for part in parts]),
        np.stack([part.denominators for part in parts]),
        Interval(np.stack([part.interval.lower for part in parts]), np.stack([part.interval.upper for part in parts])),
    )
    assert recent_trends(together, Kind.PROPORTION).trend.tolist() == [the_trend(*row) for row in rows]


def an_estimate(value, lower, upper) -> Estimate:
    return Estimate(*(np.asarray(part, dtype=float) for part in (lower, upper, value)))


@pytest.mark.parametrize(
    ("later", "expected"),
    [
        ((3, 2.2, 3.8), Trend.INCREASING),
        ((2.8, 2.1, 3.5), Trend.NO_CHANGE),
        ((1, 0.5, 1.9), Trend.NO_CHANGE),
        ((1, 0.5, 1.8), Trend.DECREASING),
        ((None, 0.5, 1.8), Trend.CANNOT_BE_CALCULATED),
        ((1, None, 1.8), Trend.CANNOT_BE_CALCULATED),
    ],
)
def test_two_figures_differ_when_their_intervals_do_not_even_touch(later, expected):
    assert change_between(an_estimate(2, 1.9, 2.1), an_estimate(*later)).item() is expected


@pytest.mark.parametrize(
    ("trend", "polarity", "expected"),
    [
        (Trend.INCREASING, Polarity.HIGHER_IS_BETTER, Meaning.INCREASING_AND_BETTER),
        (Trend.INCREASING, Polarity.LOWER_IS_BETTER, Meaning.INCREASING_AND_WORSE),
        (Trend.DECREASING, Polarity.HIGHER_IS_BETTER, Meaning.DECREASING_AND_WORSE),
        (Trend.DECREASING, Polarity.LOWER_IS_BETTER, Meaning.DECREASING_AND_BETTER),
        (Trend.INCREASING, Polarity.CONTEXT, Meaning.INCREASING),
        (Trend.DECREASING, Polarity.CONTEXT, Meaning.DECREASING),
        (Trend.NO_CHANGE, Polarity.LOWER_IS_BETTER, Meaning.NO_CHANGE),
        (Trend.CANNOT_BE_CALCULATED, Polarity.HIGHER_IS_BETTER, Meaning.CANNOT_BE_CALCULATED),
    ],
)
def test_a_trend_means_better_or_worse_only_where_a_direction_is_better(trend, polarity, expected):
    assert meaning(trend, polarity) is expected


@given(st.lists(st.one_of(st.none(), st.integers(0, 999)), min_size=1, max_size=9), st.sampled_from(EVERY_TEST))
def test_counting_what_did_not_happen_turns_the_trend_round(counts, test):
    # None of a thousand is left out: it is all of the thousand that did not happen, which stops the calculation.
    counts = [None if count == 0 else count for count in counts]
    edition, weighing = test
    happened = the_trend(*counts, edition=edition, weighing=weighing)
    did_not = [None if count is None else 1000 - count for count in counts]
    turned = {Trend.INCREASING: Trend.DECREASING, Trend.DECREASING: Trend.INCREASING}
    assert the_trend(*did_not, edition=edition, weighing=weighing) is turned.get(happened, happened)
