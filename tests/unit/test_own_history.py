from decimal import Decimal

import pytest

from expectations.double_counting import digits, fingerprints
from expectations.own_history import times_running, unusualness, usual_change

STEADY = [Decimal(one) for one in ("74", "75", "74.5", "74.2", "75.1", "74.8", "75.3", "74.4")]
RISING = [Decimal(one) for one in ("10", "20", "31", "40", "51", "60", "70", "81")]


def test_a_figure_far_outside_its_own_history_scores_high():
    score = unusualness(Decimal(90), STEADY, decimals=1)
    assert score is not None
    assert score > Decimal("3.5")


def test_the_score_is_that_of_iglewicz_and_hoaglin_worked_by_hand():
    # Among the figures: median 74.65, median distance 0.4, so 0.6745 x 1.65 / 0.4. The change scores lower: of the
    # changes 1, -0.5, -0.3, 0.9, -0.3, 0.5, -0.9 the median is -0.3 and the median distance 0.6: 0.6745 x 2.2 / 0.6.
    assert unusualness(Decimal("76.3"), STEADY, decimals=1) == Decimal("0.6745") * Decimal("2.2") / Decimal("0.6")


def test_a_measure_that_goes_on_rising_is_not_unusual():
    score = unusualness(Decimal(91), RISING, decimals=0)
    assert score is not None
    assert score < Decimal("3.5")


def test_a_figure_that_goes_back_to_normal_is_not_unusual():
    score = unusualness(Decimal("74.6"), [*STEADY, Decimal(90)], decimals=1)
    assert score is not None
    assert score < Decimal("3.5")


def test_a_measure_that_never_moved_is_not_asked_about_for_its_last_decimal_place():
    score = unusualness(Decimal("74.1"), [Decimal("74.0")] * 8, decimals=1)
    assert score is not None
    assert score < Decimal("3.5")


def test_too_short_a_history_has_no_usual_range():
    assert unusualness(Decimal(90), STEADY[1:], decimals=1) is None


@pytest.mark.parametrize(("earlier", "running"), [(("3", "3", "3.0"), 4), (("3", "4", "3"), 2), ((), 1)])
def test_the_times_a_figure_is_the_same_are_counted_back_from_the_last(earlier, running):
    assert times_running(Decimal(3), [Decimal(one) for one in earlier]) == running


@pytest.mark.parametrize(("number", "count"), [("74.50", 3), ("100000", 1), ("0", 0), ("1204.5", 5)])
def test_only_the_digits_that_say_something_count(number, count):
    assert digits(Decimal(number)) == count


def test_a_figure_that_two_measures_may_share_by_chance_gives_nothing_away():
    assert not list(fingerprints("2023-24 Q1", Decimal("74.5"), Decimal(3), Decimal(4)))
    assert len(list(fingerprints("2023-24 Q1", Decimal("1204.5"), Decimal(751), Decimal(1002)))) == 2


def test_the_usual_change_has_a_direction_and_needs_two_figures():
    assert usual_change(RISING) == 10
    assert usual_change(list(reversed(RISING))) == -10
    assert usual_change(RISING[:1]) is None
