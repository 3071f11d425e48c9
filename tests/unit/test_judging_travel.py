from datetime import date
from decimal import Decimal

import pytest

from lsp_core.judging.assessment import Travel
from lsp_core.judging.past import Past, past_of
from lsp_core.judging.travel import COUNTS_UP, against_last, against_last_year, times_worse_running
from lsp_core.periods import FinancialYear, Quarter
from lsp_core.plan.model import Frequency, Polarity, Profile, StatusPolicy
from tests.factories import Q1, Q2, a_measure, a_plan, an_observation

HIGHER, LOWER, CONTEXT = Polarity.HIGHER_IS_BETTER, Polarity.LOWER_IS_BETTER, Polarity.CONTEXT


def a_policy(same_within: str = "0") -> StatusPolicy:
    return StatusPolicy(code="p", name="p", tolerance=Decimal(5), same_within=Decimal(same_within))


def a_past(*values: str | None, until: Quarter = Q1) -> Past:
    """Quarterly figures ending at a quarter; None leaves a gap."""
    figures = [
        an_observation("EV", until.shifted(-3 * back), value)
        for back, value in zip(range(len(values) - 1, -1, -1), values, strict=True)
        if value is not None
    ]
    return Past(tuple(figures), {})


@pytest.mark.parametrize(
    ("polarity", "before", "now", "expected"),
    [
        (HIGHER, "70.0", "70.1", Travel.BETTER),
        (HIGHER, "70.0", "69.9", Travel.WORSE),
        (LOWER, "70.0", "70.1", Travel.WORSE),
        (LOWER, "70.0", "69.9", Travel.BETTER),
        (CONTEXT, "70.0", "70.1", Travel.HIGHER),
        (CONTEXT, "70.0", "69.9", Travel.LOWER),
        (HIGHER, "70.0", "70.0", Travel.SAME),
        (HIGHER, "70.04", "69.96", Travel.SAME),
        (LOWER, "-1.0", "-2.0", Travel.BETTER),
    ],
)
def test_better_and_worse_follow_the_polarity_and_the_figures_as_reported(polarity, before, now, expected):
    comparison = against_last(a_measure(polarity=polarity), a_policy(), a_past(before, now))
    assert comparison.travel is expected


@pytest.mark.parametrize(("now", "expected"), [("70.5", Travel.SAME), ("70.6", Travel.BETTER), ("69.5", Travel.SAME)])
def test_a_change_on_the_edge_of_the_dead_band_is_no_change(now, expected):
    assert against_last(a_measure(), a_policy("0.5"), a_past("70.0", now)).travel is expected


@pytest.mark.parametrize(
    ("polarity", "same_within", "now", "sentence"),
    [
        (
            HIGHER,
            "0",
            "68",
            "68.0 per 100,000 people is 2.0 lower than in January to March 2023 (70.0): worse, since higher is better.",
        ),
        (HIGHER, "0", "70", "70.0 per 100,000 people is the same as in January to March 2023 (70.0)."),
        (
            HIGHER,
            "0.5",
            "70.4",
            "70.4 per 100,000 people is 0.4 higher than in January to March 2023 (70.0): about the same, since the "
            "rule counts up to 0.5 as no change.",
        ),
        (CONTEXT, "0", "71", "71.0 per 100,000 people is 1.0 higher than in January to March 2023 (70.0)."),
    ],
)
def test_a_comparison_says_both_figures_and_what_the_change_means(polarity, same_within, now, sentence):
    past = a_past("70", now)
    comparison = against_last(a_measure(polarity=polarity), a_policy(same_within), past)
    assert comparison.sentence == sentence
    assert comparison.change == Decimal(now) - 70
    assert comparison.earlier is past.figures[0]


def test_last_year_is_the_same_quarter_a_year_before():
    comparison = against_last_year(a_measure(), a_policy(), a_past("60", None, None, "70", "68"))
    assert (comparison.travel, comparison.change) == (Travel.BETTER, 8)


def test_a_gap_just_before_is_not_bridged_by_an_older_figure():
    comparison = against_last(a_measure(), a_policy(), a_past("70", None, "68"))
    assert comparison.travel is Travel.UNKNOWN
    assert comparison.sentence == "There is no figure for January to March 2023 to compare with."


def test_a_figure_that_counts_up_is_compared_with_the_same_point_last_year_only():
    measure, past = a_measure(profile=Profile.CUMULATIVE), a_past("60", None, None, "200", "68")
    assert against_last(measure, a_policy(), past).travel is Travel.UNKNOWN
    assert against_last(measure, a_policy(), past).sentence == COUNTS_UP
    assert against_last_year(measure, a_policy(), past).travel is Travel.BETTER


def test_a_yearly_figure_is_compared_with_the_year_before():
    figures = tuple(an_observation("POV", FinancialYear(year), value) for year, value in [(2021, "10"), (2022, "12")])
    comparison = against_last(a_measure("POV", polarity=LOWER), a_policy(), Past(figures, {}))
    assert comparison.travel is Travel.WORSE
    assert "April 2021 to March 2022" in comparison.sentence


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        (("70", "69", "68", "67"), 3),
        (("70", "71", "68", "67"), 2),
        (("70", "69", "68", "68"), 0),
        (("70", None, "68", "67"), 1),
        (("67",), 0),
    ],
)
def test_times_worse_running_are_counted_back_from_now_until_a_better_quarter_or_a_gap(values, expected):
    assert times_worse_running(a_measure(), a_policy(), a_past(*values)) == expected


def test_a_figure_that_counts_up_is_never_worse_running():
    past = a_past("300", "200", "100", "50")
    assert times_worse_running(a_measure(profile=Profile.CUMULATIVE), a_policy(), past) == 0


def test_figures_from_before_a_change_in_what_is_counted_are_left_out():
    before = a_measure("EV", valid_from=date(2020, 4, 1))
    after = a_measure("EV", valid_from=date(2023, 7, 1), definition="Counted another way.")
    plan = a_plan(measures=(before, after))
    now, earlier = an_observation("EV", Q2, "70"), an_observation("EV", Q1, "60")
    past = past_of(plan, after, Q2, now, [earlier, now])
    assert past.figures == (now,)
    assert against_last(after, a_policy(), past).sentence == (
        "What is counted changed on 1 July 2023: no comparison with April to June 2023."
    )


def test_a_change_of_polarity_alone_leaves_figures_comparable_by_the_polarity_in_force():
    before = a_measure("EV", valid_from=date(2020, 4, 1))
    after = a_measure("EV", valid_from=date(2023, 7, 1), polarity=LOWER)
    plan = a_plan(measures=(before, after))
    now, earlier = an_observation("EV", Q2, "70"), an_observation("EV", Q1, "60")
    past = past_of(plan, after, Q2, now, [earlier, now])
    assert against_last(after, a_policy(), past).travel is Travel.WORSE


def test_history_from_before_the_first_definition_is_comparable():
    measure = a_measure("EV", valid_from=date(2023, 4, 1))
    now, earlier = an_observation("EV", Q1, "70"), an_observation("EV", Q1.previous, "60")
    past = past_of(a_plan(measures=(measure,)), measure, Q1, now, [now, earlier])
    assert past.figures == (earlier, now)


def test_a_yearly_figure_belongs_to_the_definition_in_force_when_it_was_asked_for():
    """2022-23 is asked for after September 2023, so a definition of April 2023 covers it but not 2021-22."""
    yearly = {"frequency": Frequency.FINANCIAL_YEAR, "asked_in": 2}
    before = a_measure("POV", valid_from=date(2020, 4, 1), **yearly)
    after = a_measure("POV", valid_from=date(2023, 4, 1), definition="After housing costs.", **yearly)
    figures = [an_observation("POV", FinancialYear(year), "12") for year in (2021, 2022)]
    past = past_of(a_plan(measures=(before, after)), after, Q2, figures[1], figures)
    assert past.figures == (figures[1],)
    assert past.left_out == {FinancialYear(2021): date(2023, 4, 1)}
