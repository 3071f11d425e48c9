from decimal import Decimal

import pytest

from lsp_core.judging.forecast_record import (
    FEWEST_TO_JUDGE,
    Outturn,
    PastForecast,
    by_method,
    by_owner,
    in_words,
    record,
    settle,
)
from lsp_core.periods import Quarter
from lsp_core.plan.model import Polarity
from tests.factories import Q1, Q4

HIGHER, LOWER = Polarity.HIGHER_IS_BETTER, Polarity.LOWER_IS_BETTER


def a_forecast(expected: str = "70", **settings) -> PastForecast:
    given = {"measure": "EV", "about": Q4, "made_in": Q1, "method": "run rate", "owner": "Ana Lewis"} | settings
    return PastForecast(expected=Decimal(expected), **given)


def an_outturn(value: str = "66", polarity: Polarity = HIGHER, usual_change: str = "2", **settings) -> Outturn:
    return Outturn(Decimal(value), polarity, Decimal(usual_change), **settings)


def a_record(forecast: PastForecast, outturn: Outturn):
    return record(settle([forecast], {("EV", Q4): outturn}))


@pytest.mark.parametrize(("polarity", "bias", "too_hopeful"), [(HIGHER, 2, 1), (LOWER, -2, 0)])
def test_hope_is_expecting_better_than_came_by_the_polarity(polarity, bias, too_hopeful):
    found = a_record(a_forecast("70"), an_outturn("66", polarity))
    assert (found.bias, found.mean_absolute_error, found.too_hopeful) == (bias, 2, too_hopeful)


@pytest.mark.parametrize(
    ("lower", "upper", "within"), [("60", "80", 1), ("66", "80", 1), ("60", "66", 1), ("67", "80", 0)]
)
def test_an_interval_holds_its_ends(lower, upper, within):
    found = a_record(a_forecast(lower=Decimal(lower), upper=Decimal(upper)), an_outturn("66"))
    assert (found.intervals, found.within, found.hit_rate) == (1, within, within)


def test_a_forecast_without_an_interval_has_no_hit_rate():
    assert a_record(a_forecast(), an_outturn()).hit_rate is None


@pytest.mark.parametrize(
    ("said", "was", "calls", "right"), [(True, True, 1, 1), (True, False, 1, 0), (None, True, 0, 0), (True, None, 0, 0)]
)
def test_what_was_said_of_the_target_is_held_to(said, was, calls, right):
    found = a_record(a_forecast(meets_target=said), an_outturn(met_target=was))
    assert (found.calls, found.right_calls) == (calls, right)


def test_a_forecast_whose_period_has_not_come_is_left_for_later():
    next_year = Quarter(Q4.year + 1, 4)
    assert settle([a_forecast(about=next_year)], {("EV", Q4): an_outturn()}) == []


def test_without_a_usual_change_an_error_cannot_be_weighed_but_hope_can():
    found = a_record(a_forecast("70"), an_outturn("66", usual_change="0"))
    assert (found.bias, found.mean_absolute_error, found.too_hopeful) == (None, None, 1)


def test_records_are_kept_by_method_and_by_owner_apart():
    forecasts = [a_forecast("70"), a_forecast("66", method="straight line"), a_forecast("68", owner="Ben Okoro")]
    settled = settle(forecasts, {("EV", Q4): an_outturn("66")})
    assert {name: found.mean_absolute_error for name, found in by_method(settled).items()} == {
        "run rate": Decimal("1.5"),
        "straight line": 0,
    }
    assert {name: found.bias for name, found in by_owner(settled).items()} == {"Ana Lewis": 1, "Ben Okoro": 1}


def many(count: int):
    given = a_forecast("70", lower=Decimal(65), upper=Decimal(75), meets_target=True)
    return record(settle([given] * count, {("EV", Q4): an_outturn("66", met_target=False)}))


def test_a_few_forecasts_are_too_few_to_say_anything():
    assert in_words(many(FEWEST_TO_JUDGE - 1)) == (
        "7 past forecasts can be held beside what came: too few to say how good they are, which takes 8."
    )
    assert in_words(record([])).startswith("No past forecasts can be held beside what came: too few")


def test_enough_forecasts_are_put_in_words():
    assert in_words(many(FEWEST_TO_JUDGE)) == (
        "8 past forecasts can be held beside what came: 8 expected better than came. On average they were out by 2.0 "
        "times the usual change from one period to the next. The interval given held the figure that came 8 times in "
        "8. What was said about the target came true 0 times in 8."
    )
