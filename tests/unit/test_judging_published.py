"""Published readings at their edges. Their publishers' own answers are in `tests/oracles`."""

from decimal import Decimal

import pytest

from lsp_core.errors import PlanError
from lsp_core.judging.policy_words import in_words
from lsp_core.judging.published import (
    fingertips,
    hart,
    local_government_office,
    outcomes_profile,
    undp,
    wellbeing_framework,
)
from lsp_core.judging.published.councils import HAVERING, PUBLISHED, SUSTAINABLE_DEVELOPMENT_COMMISSION
from lsp_core.plan.model import Polarity, StatusPolicy

HIGHER, LOWER, CONTEXT = Polarity.HIGHER_IS_BETTER, Polarity.LOWER_IS_BETTER, Polarity.CONTEXT
TEN, ONE, TWO = Decimal(10), Decimal(1), Decimal(2)


@pytest.mark.parametrize(
    ("value", "polarity", "expected"),
    [
        ("10", HIGHER, "Better"),
        ("9.99", HIGHER, "Worse"),
        ("10", LOWER, "Better"),
        ("10.01", LOWER, "Worse"),
        ("10", CONTEXT, "None"),
    ],
)
def test_fingertips_has_two_colours_for_a_single_target(value, polarity, expected):
    assert fingertips.single_target(Decimal(value), TEN, polarity) == expected


@pytest.mark.parametrize(
    ("lower", "upper", "polarity", "expected"),
    [
        ("10", "12", HIGHER, "Better"),
        ("8", "10", HIGHER, "Same"),
        ("8", "9.9", HIGHER, "Worse"),
        ("10", "12", LOWER, "Worse"),
        ("8", "9.9", LOWER, "Better"),
    ],
)
def test_fingertips_lets_the_interval_decide(lower, upper, polarity, expected):
    interval = fingertips.Interval(Decimal(lower), Decimal(upper))
    assert fingertips.single_target_by_interval(interval, TEN, polarity) == expected


@pytest.mark.parametrize(("value", "expected"), [("0.9", "Worse"), ("1", "Same"), ("1.9", "Same"), ("2", "Better")])
def test_a_range_includes_its_lower_limit_and_not_its_upper(value, expected):
    assert fingertips.range_target(Decimal(value), ONE, TWO, HIGHER) == expected


def test_a_range_upside_down_and_percentiles_of_nothing_are_refused():
    with pytest.raises(PlanError):
        fingertips.range_target(ONE, TWO, ONE, HIGHER)
    with pytest.raises(PlanError):
        fingertips.percentile([], TEN)


@pytest.mark.parametrize(("percent", "expected"), [(0, "1"), (25, "1.75"), (50, "2.5"), (100, "4")])
def test_a_percentile_is_on_a_straight_line_between_two_values(percent, expected):
    assert fingertips.percentile([Decimal(n) for n in (4, 1, 3, 2)], Decimal(percent)) == Decimal(expected)


@pytest.mark.parametrize(
    ("area", "other", "polarity", "expected"),
    [
        (("50", "60"), ("50", "55"), HIGHER, "green"),
        (("50", "60"), ("50", "55"), LOWER, "red"),
        (("50", "52"), ("50", "55"), HIGHER, "red"),
        (("59", "60"), ("50", "55"), HIGHER, "yellow"),
        (("50", "60"), ("55", "60"), HIGHER, "black"),
        (("50", "60"), ("25", "30"), HIGHER, "yellow"),
        (("0", "60"), ("25", "30"), HIGHER, None),
        (("50", None), ("25", "30"), HIGHER, None),
    ],
)
def test_the_outcomes_profile_needs_value_and_rate_to_agree(area, other, polarity, expected):
    both = [outcomes_profile.FirstAndLast(*(None if v is None else Decimal(v) for v in one)) for one in (area, other)]
    assert outcomes_profile.colour(*both, polarity) == expected


@pytest.mark.parametrize(
    ("values", "base", "size", "grows", "polarity", "expected"),
    [
        (["50", "51", "52"], "a", "2", False, HIGHER, "improving"),
        (["50", "51", "51.9"], "a", "2", False, HIGHER, "no_change"),
        (["50", "51", "48"], "a", "2", False, HIGHER, "worsening"),
        (["50", "51", "48"], "a", "2", False, LOWER, "improving"),
        (["50", "51", "51"], "a", "1", True, HIGHER, "no_change"),
        (["50", "51", "50"], "a", "0", False, LOWER, "improving"),
        (["50", "51", "52"], "c", "2", False, HIGHER, "no_change"),
        (["50", "51", "52"], None, "2", False, HIGHER, "insufficient"),
        ([None, "51", "52"], "a", "2", False, HIGHER, "insufficient"),
        (["0.1", "0.2", "0.4"], "a", "0.3", False, HIGHER, "improving"),
    ],
)
def test_the_wellbeing_framework_measures_from_its_base_year(values, base, size, grows, polarity, expected):
    numbers = [None if value is None else Decimal(value) for value in values]
    threshold = wellbeing_framework.Threshold(Decimal(size), grows)
    assert wellbeing_framework.change_since_base("abc", numbers, base, threshold, polarity) == expected


def test_undp_takes_points_off_and_never_below_none():
    scores = [undp.vacancy_score(Decimal(v)) for v in ("15", "22.5", "90")] + [undp.delivery_score(Decimal(-4))]
    assert scores == [100, 85, 0, 100]
    assert [undp.colour(score) for score in scores] == ["green", "green", "red", "green"]


@pytest.mark.parametrize(
    ("baseline", "actual", "milestone", "expected"),
    [
        ("20", "50", "40", 100),
        ("20", "10", "40", 0),
        ("40", "35", "20", 25),
        ("0", "0", "0", None),
        (None, "1", "2", None),
    ],
)
def test_undp_progress_is_from_none_to_all_of_the_way(baseline, actual, milestone, expected):
    parts = [None if v is None else Decimal(v) for v in (baseline, actual, milestone)]
    assert undp.percent_of_the_way(*parts) == expected


def test_undp_counts_a_missing_result_as_none_and_caps_points():
    assert [undp.percent_of_target(None, TEN), undp.percent_of_target(ONE, None)] == [0, 0]
    assert undp.points_for(Decimal(130), Decimal(25)) == 25


@pytest.mark.parametrize(
    ("distance", "expected"),
    [("0.5", "broadly similar to"), ("0.51", "slightly better than"), ("-3", "worse than"), ("8", None), (None, None)],
)
def test_an_edge_between_two_phrases_takes_the_milder(distance, expected):
    assert local_government_office.phrase(None if distance is None else Decimal(distance)) == expected


@pytest.mark.parametrize(
    ("figure", "target", "polarity", "expected"),
    [
        ("77.4", "80", HIGHER, hart.Colour.AMBER),
        ("57.1", "70", HIGHER, hart.Colour.RED),
        ("11", "15", LOWER, hart.Colour.GREEN),
        ("376", "0", LOWER, hart.Colour.NONE),
        ("-28", "0", HIGHER, hart.Colour.RED),
    ],
)
def test_hart_writes_zero_for_no_target_unless_the_figure_is_below_it(figure, target, polarity, expected):
    assert hart.colour(Decimal(figure), Decimal(target), polarity) is expected


@pytest.mark.parametrize("published", PUBLISHED, ids=lambda one: one.policy.code)
def test_every_policy_can_be_said_in_words(published):
    assert in_words(published.policy).endswith(".")


def test_a_policy_in_words_has_its_numbers_and_its_words():
    assert in_words(HAVERING.policy) == (
        "On track within 10% of the target; beyond that, watch when no worse than the same period last year, and off "
        "track when worse or when there is nothing to compare. Its own words, best first: green, amber, red."
    )
    assert "overdue or not available counts as off track" in in_words(SUSTAINABLE_DEVELOPMENT_COMMISSION.policy)
    half = StatusPolicy(code="h", name="h", tolerance=TWO, tolerance_at_least=ONE, same_within=Decimal("0.5"))
    assert in_words(half) == (
        "On track at the target or on its right side; watch when on the wrong side by up to 2% of the target; off "
        "track beyond that. The tolerance is never less than 1 in the measure's unit. A change of up to 0.5 counts as "
        "no change."
    )
