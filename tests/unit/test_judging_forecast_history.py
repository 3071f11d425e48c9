"""Past forecasts seen again as they were made, beside what came, and put in words."""

from dataclasses import replace
from decimal import Decimal

import pytest

from lsp_core.errors import LspError
from lsp_core.judging.forecast import AVERAGE_CHANGE
from lsp_core.judging.forecast_history import forecast_histories
from lsp_core.judging.forecast_words import (
    hopeful_in_words,
    is_usually_hopeful,
    method_record,
    of_method,
    of_owner,
    owner_record,
)
from lsp_core.judging.owner_forecasts import OwnerForecast, check_can_forecast, to_forecast
from lsp_core.periods import FinancialYear, Quarter
from lsp_core.plan.model import Polarity
from tests.factories import Q1, Q2, Q4, a_measure, a_plan, an_observation, at, known, some_facts

STEADY_RISE = "60 61 62 63 64 65 66 67 68 69 70 71 72"
"""Thirteen quarters to Q1 of 2023-24."""


def figures_of(values, quarter=Q1, **changes):
    return [
        an_observation("EV", quarter.shifted(-3 * back), value, **changes)
        for back, value in enumerate(reversed(values.split()))
    ]


def history(figures, quarter=Q1, measure=None, **changes):
    measure = measure or a_measure("EV")
    facts = some_facts(
        quarter, plan=a_plan(measures=(measure,)), vintages=tuple(figures), known=known(*figures), **changes
    )
    return forecast_histories(facts)["EV"]


def an_owner_forecast(value, quarter=Q2.a_year_earlier, **changes):
    values = {
        "about": quarter.financial_year.quarters[-1],
        "value": Decimal(value),
        "low": None,
        "high": None,
        "owner": "ann",
        "by": "Ann Person",
        "role": "Head of ann",
        "at": at(2022, 11, 1),
        "reason": "Two sites open in May",
    }
    return OwnerForecast("EV", quarter, **{**values, **changes})


def test_each_past_quarters_forecast_of_its_years_end_is_held_beside_what_came():
    settled = of_method(history(figures_of(STEADY_RISE)), AVERAGE_CHANGE)
    assert [one.forecast.made_in for one in settled] == [
        Quarter(2020, 3), Quarter(2021, 1), Quarter(2021, 2), Quarter(2021, 3),
        Quarter(2022, 1), Quarter(2022, 2), Quarter(2022, 3),
    ]  # fmt: skip
    assert {one.hope for one in settled} == {0}
    assert settled[-1].forecast.about == Quarter(2022, 4)


def test_a_forecast_of_a_judged_quarter_is_made_from_what_was_known_at_its_cut_off():
    figures = figures_of(STEADY_RISE, known_at=at(2022, 1, 1))
    restated = an_observation("EV", Quarter(2022, 3), "90", known_at=at(2023, 5, 1))
    as_it_was = history([*figures, restated], cut_offs={Quarter(2022, 3): at(2023, 2, 1)})
    as_if_known = history([*figures, restated], cut_offs={Quarter(2022, 3): at(2023, 6, 1)})
    expected = [of_method(one, AVERAGE_CHANGE)[-1].forecast.expected for one in (as_it_was, as_if_known)]
    assert expected[0] == 71
    assert expected[1] > 90


def test_a_quarter_before_the_engine_was_used_is_seen_by_the_first_figure_there_was():
    figures = figures_of(STEADY_RISE)
    restated = an_observation("EV", Quarter(2022, 3), "90", known_at=at(2023, 8, 2))
    assert of_method(history([*figures, restated]), AVERAGE_CHANGE)[-1].forecast.expected == 71


def test_figures_that_counted_something_else_are_no_record_of_this_measure():
    plan = a_plan(measures=(a_measure("EV"), a_measure("EV", definition="Otherwise.", valid_from=Q1.start)))
    figures = figures_of(STEADY_RISE)
    facts = some_facts(Q1, plan=plan, vintages=tuple(figures), known=known(*figures))
    assert forecast_histories(facts)["EV"].settled == ()


def test_the_last_quarter_of_a_year_forecasts_nothing():
    made_in = {one.forecast.made_in.number for one in history(figures_of(STEADY_RISE)).settled}
    assert made_in == {1, 2, 3}


def test_a_forecast_whose_year_has_not_ended_waits():
    settled = history(figures_of(STEADY_RISE, Q2), Q2).settled
    assert max(one.forecast.about for one in settled) == Quarter(2022, 4)


def test_the_owners_last_word_of_a_quarter_is_held_beside_what_came():
    first, last = (
        an_owner_forecast("80"),
        an_owner_forecast("74", at=at(2022, 11, 2), low=Decimal(70), high=Decimal(78)),
    )
    (own,) = of_owner(history(figures_of(STEADY_RISE), owner_forecasts=(first, last)), "ann")
    assert (own.forecast.expected, own.hope, own.was_within) == (74, 3, True)


def test_what_the_owner_expects_of_a_figure_to_come_stands_until_it_comes():
    said = an_owner_forecast("80", quarter=Q1)
    assert history(figures_of(STEADY_RISE), owner_forecasts=(said,)).own == said
    assert history(figures_of(STEADY_RISE, Q4), Q4, owner_forecasts=(said,)).own is None


def test_a_forecast_said_in_a_later_quarter_is_not_seen_in_an_earlier_one():
    assert history(figures_of(STEADY_RISE), owner_forecasts=(an_owner_forecast("80", quarter=Q2),)).own is None


def settled_by_the_owner(*values):
    quarters = [Quarter(year, number) for year in (2020, 2021, 2022) for number in (1, 2, 3)]
    said = tuple(an_owner_forecast(value, quarter) for value, quarter in zip(values, quarters, strict=False))
    return of_owner(history(figures_of(STEADY_RISE), owner_forecasts=said), "ann")


def test_the_record_says_how_many_ranges_held_and_how_far_off_in_the_measures_own_unit():
    measure = a_measure("EV", unit="%")
    settled = of_method(history(figures_of("60 61 60 64 62 60 63 66 64 62 65 69 70"), measure=measure), AVERAGE_CHANGE)
    assert method_record(settled, measure) == (
        "Of 7 past forecasts by this method, 6 of the 6 that gave a range were inside it; "
        "on average they were 4.0 percentage points too low."
    )
    assert owner_record(settled_by_the_owner("66", "66", "67", "72"), measure) == (
        "The owner's own 4 past forecasts were on average 3.8 percentage points too high."
    )


def test_a_few_are_too_few_to_say_how_good_they_are():
    settled = settled_by_the_owner("66", "66", "67")
    assert owner_record(settled, a_measure()) == "3 of the owner's own have come due: too few to say how good they are."
    assert method_record(settled[:1], a_measure()) == (
        "1 past forecast by this method can be held beside what came: too few to say how good they are."
    )
    assert (owner_record([], a_measure()), "No past forecast" in method_record([], a_measure())) == ("", True)


@pytest.mark.parametrize(
    ("values", "usually"),
    [
        (("66", "66", "67", "72"), True),
        (("66", "66", "62", "60"), False),
        (("64", "64", "64", "50"), False),
        (("66", "66", "67"), False),
    ],
    ids=["all of four", "half of four", "most by little and one gloomy by much", "all of three"],
)
def test_forecasts_are_usually_too_hopeful_when_more_than_three_in_five_were_and_so_is_their_mean(values, usually):
    assert is_usually_hopeful(settled_by_the_owner(*values)) is usually


def test_hope_is_put_in_words():
    assert hopeful_in_words(settled_by_the_owner("66", "66", "67", "72"), a_measure(), "by the owner") == (
        "4 of 4 past forecasts by the owner expected better than came: on average 3.8 too high."
    )


def test_what_an_owner_forecasts_is_the_years_end_or_of_a_yearly_measure_the_next_figure():
    yearly = an_observation("POV", FinancialYear(2021), "12")
    assert to_forecast(Q1, [an_observation("EV", Q1, "70")]) == Q4
    assert to_forecast(Q1, []) == Q4
    assert to_forecast(Q1, [yearly]) == FinancialYear(2022)


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"quarter": Q4}, "has nothing left to forecast"),
        ({"reason": " "}, "without a reason"),
        ({"low": Decimal(1)}, "A range has two ends"),
        ({"low": Decimal(90), "high": Decimal(95)}, "80 is not within 90 to 95"),
        ({"value": Decimal(-1)}, "EV cannot be -1"),
        ({"value": Decimal("NaN")}, "EV cannot be NaN"),
    ],
)
def test_what_is_no_forecast_is_refused(changes, said):
    forecast = replace(an_owner_forecast("80", Q1), **changes)
    with pytest.raises(LspError, match=said):
        check_can_forecast(a_measure("EV"), forecast.quarter, Q4, forecast)


def test_a_measure_where_lower_is_better_is_hopeful_when_too_low():
    measure = a_measure("EV", polarity=Polarity.LOWER_IS_BETTER)
    said = (an_owner_forecast("60"),)
    (own,) = of_owner(history(figures_of(STEADY_RISE), measure=measure, owner_forecasts=said), "ann")
    assert own.hope == 11
