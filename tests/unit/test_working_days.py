"""Working days of the four nations. The dates of bank holidays are those on gov.uk, nidirect and mygov.scot."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lsp_core.plan.model import Nation
from lsp_core.working_days import WorkingDays

ENGLAND, WALES, SCOTLAND, NORTHERN_IRELAND = Nation
EVERYWHERE = frozenset(Nation)
nations = st.sampled_from(Nation)
days = st.dates(min_value=date(2015, 1, 1), max_value=date(2040, 12, 31))
counts = st.integers(min_value=1, max_value=60)


@pytest.mark.parametrize(
    ("day", "closed_in"),
    [
        (date(2027, 1, 1), EVERYWHERE),
        (date(2026, 1, 2), {SCOTLAND}),
        (date(2027, 1, 4), {SCOTLAND}),  # 2 January is a Saturday
        (date(2023, 1, 2), EVERYWHERE),  # New Year's Day is a Sunday
        (date(2023, 1, 3), {SCOTLAND}),
        (date(2026, 3, 17), {NORTHERN_IRELAND}),
        (date(2026, 4, 3), EVERYWHERE),  # Good Friday
        (date(2026, 4, 6), {ENGLAND, WALES, NORTHERN_IRELAND}),  # Easter Monday
        (date(2024, 4, 1), {ENGLAND, WALES, NORTHERN_IRELAND}),  # Easter Monday, and the first day of a quarter
        (date(2026, 5, 4), EVERYWHERE),
        (date(2026, 5, 25), EVERYWHERE),
        (date(2022, 6, 3), EVERYWHERE),  # the Platinum Jubilee
        (date(2022, 9, 19), EVERYWHERE),  # the State Funeral
        (date(2023, 5, 8), EVERYWHERE),  # the Coronation
        (date(2027, 7, 12), {NORTHERN_IRELAND}),
        (date(2026, 7, 13), {NORTHERN_IRELAND}),  # 12 July is a Sunday
        (date(2026, 8, 3), {SCOTLAND}),
        (date(2026, 8, 31), {ENGLAND, WALES, NORTHERN_IRELAND}),
        (date(2026, 11, 30), {SCOTLAND}),
        (date(2026, 12, 25), EVERYWHERE),
        (date(2026, 12, 28), EVERYWHERE),  # Boxing Day is a Saturday
        (date(2027, 12, 27), EVERYWHERE),  # Christmas Day is a Saturday
        (date(2027, 12, 28), EVERYWHERE),  # Boxing Day is a Sunday
        (date(2022, 12, 27), EVERYWHERE),  # Christmas Day is a Sunday, and Boxing Day keeps its Monday
        (date(2026, 12, 24), frozenset()),
    ],
)
def test_weekdays_on_which_offices_are_closed(day, closed_in):
    assert {nation for nation in Nation if not WorkingDays(nation).is_working(day)} == closed_in


def test_a_bank_holiday_has_a_name_and_a_working_day_none():
    assert WorkingDays(SCOTLAND).bank_holiday(date(2026, 11, 30)) == "Saint Andrew's Day"
    assert WorkingDays(ENGLAND).bank_holiday(date(2026, 11, 30)) is None


@pytest.mark.parametrize(
    ("nation", "day", "count", "lands_on"),
    [
        (ENGLAND, date(2024, 3, 31), 1, date(2024, 4, 2)),  # Easter Sunday ends the quarter
        (SCOTLAND, date(2024, 3, 31), 1, date(2024, 4, 1)),
        (ENGLAND, date(2026, 12, 31), 1, date(2027, 1, 4)),
        (SCOTLAND, date(2026, 12, 31), 1, date(2027, 1, 5)),
        (ENGLAND, date(2026, 12, 24), 1, date(2026, 12, 29)),
        (NORTHERN_IRELAND, date(2027, 7, 9), 1, date(2027, 7, 13)),
        (ENGLAND, date(2023, 6, 30), 15, date(2023, 7, 21)),
        (ENGLAND, date(2023, 7, 1), 0, date(2023, 7, 3)),  # a Saturday
        (ENGLAND, date(2023, 7, 3), 0, date(2023, 7, 3)),
        (ENGLAND, date(2023, 7, 1), 1, date(2023, 7, 3)),
        (ENGLAND, date(2023, 7, 3), -1, date(2023, 6, 30)),
        (ENGLAND, date(2023, 7, 2), -1, date(2023, 6, 30)),  # a Sunday
    ],
)
def test_so_many_working_days_from_a_day(nation, day, count, lands_on):
    assert WorkingDays(nation).shifted(day, count) == lands_on


@pytest.mark.parametrize(
    ("nation", "meeting", "clear_days", "papers"),
    [
        (ENGLAND, date(2023, 9, 14), 5, date(2023, 9, 6)),  # Thursday: the Wednesday of the week before
        (ENGLAND, date(2023, 9, 14), 0, date(2023, 9, 13)),
        (ENGLAND, date(2026, 9, 3), 3, date(2026, 8, 27)),  # across the late August holiday
        (SCOTLAND, date(2026, 9, 3), 3, date(2026, 8, 28)),
        (ENGLAND, date(2026, 4, 9), 5, date(2026, 3, 30)),  # across Easter
        (SCOTLAND, date(2026, 12, 3), 3, date(2026, 11, 26)),  # across St Andrew's Day
    ],
)
def test_clear_days_before_a_meeting_count_neither_end(nation, meeting, clear_days, papers):
    assert WorkingDays(nation).clear_days_before(meeting, clear_days) == papers


@given(nations, days, st.integers(min_value=0, max_value=20))
def test_exactly_so_many_clear_working_days_lie_between_papers_and_meeting(nation, meeting, clear_days):
    calendar = WorkingDays(nation)
    papers = calendar.clear_days_before(meeting, clear_days)
    between = [papers + timedelta(days=n) for n in range(1, (meeting - papers).days)]
    assert sum(calendar.is_working(day) for day in between) == clear_days
    assert calendar.is_working(papers)


@given(nations, days, counts)
def test_going_forward_and_back_again_ends_where_it_began(nation, day, count):
    calendar = WorkingDays(nation)
    working = calendar.after(day, 0)
    assert calendar.before(calendar.after(working, count), count) == working


@given(nations, days, counts)
def test_counting_the_days_gives_the_number_that_was_stepped(nation, day, count):
    calendar = WorkingDays(nation)
    assert calendar.between(day, calendar.after(day, count)) == count


@given(nations, days, days)
def test_the_days_between_are_negative_the_other_way_round(nation, one, other):
    calendar = WorkingDays(nation)
    assert calendar.between(one, other) == -calendar.between(other, one)


@given(nations, days, counts)
def test_every_answer_is_a_working_day(nation, day, count):
    calendar = WorkingDays(nation)
    assert calendar.is_working(calendar.after(day, count))
    assert calendar.is_working(calendar.before(day, count))


@given(st.integers(min_value=2000, max_value=2060))
def test_good_friday_and_easter_monday_stand_either_side_of_easter(year):
    easter = easter_sunday(year)
    england, scotland = WorkingDays(ENGLAND), WorkingDays(SCOTLAND)
    assert not england.is_working(easter - timedelta(days=2))
    assert not scotland.is_working(easter - timedelta(days=2))
    assert not england.is_working(easter + timedelta(days=1))
    assert scotland.is_working(easter + timedelta(days=1))


def easter_sunday(year: int) -> date:
    """The Gregorian Easter, by the anonymous rule printed in Nature, 20 April 1876."""
    century, of_century = divmod(year, 100)
    moon = (19 * (year % 19) + century - century // 4 - (century - (century + 8) // 25 + 1) // 3 + 15) % 30
    weekday = (32 + 2 * (century % 4) + 2 * (of_century // 4) - moon - of_century % 4) % 7
    late = (year % 19 + 11 * moon + 22 * weekday) // 451
    month, day = divmod(moon + weekday - 7 * late + 114, 31)
    return date(year, month, day + 1)
