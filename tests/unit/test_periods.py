"""Periods: what people write for them, and how they are put in order and stepped through."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lsp_core.errors import PeriodError
from lsp_core.periods import AcademicYear, CalendarYear, FinancialYear, Month, Period, Quarter, parse_period

YEARS = st.integers(min_value=1901, max_value=2198)
quarters = st.builds(Quarter, YEARS, st.integers(1, 4))
months = st.builds(Month, YEARS, st.integers(1, 12))
years = st.builds(FinancialYear, YEARS) | st.builds(AcademicYear, YEARS) | st.builds(CalendarYear, YEARS)
periods = quarters | months | years
DAYS = st.dates(min_value=date(1901, 1, 1), max_value=date(2198, 12, 31))


def looks_like_two_years(period: Period) -> bool:
    """Such as December 2011, whose code is also that of the financial year 2011-12."""
    return isinstance(period, Month) and period.number == (period.year + 1) % 100


@given(periods.filter(lambda period: not looks_like_two_years(period)))
def test_a_period_is_read_back_from_its_own_code(period):
    assert parse_period(period.code) == period


@given(st.integers(19, 21), st.integers(1, 12))
def test_a_code_that_could_be_two_years_in_a_row_is_always_a_financial_year(century, number):
    month = Month(century * 100 + number - 1, number)
    assert looks_like_two_years(month)
    assert parse_period(month.code) == FinancialYear(month.year)


@given(periods)
def test_next_and_previous_undo_each_other(period):
    assert period.next.previous == period.previous.next == period


@given(periods)
def test_the_next_period_begins_the_day_after_and_comes_later(period):
    assert period.next.start == period.end + timedelta(days=1)
    assert period.previous < period < period.next


@given(quarters | years)
def test_a_year_earlier_is_a_period_of_the_same_kind(period):
    assert type(period.a_year_earlier) is type(period)
    assert period.a_year_earlier.start.replace(year=period.start.year) == period.start


@given(st.lists(periods, min_size=2, max_size=6))
def test_any_mixture_of_periods_has_one_order(mixture):
    backwards = mixture[::-1]
    assert sorted(mixture) == sorted(backwards)
    assert [period.end for period in sorted(mixture)] == sorted(period.end for period in mixture)


@given(periods, periods)
def test_two_periods_are_equal_or_one_is_earlier(one, other):
    assert (one < other) + (other < one) + (one == other) == 1


@given(DAYS)
def test_every_day_is_in_exactly_the_quarter_that_contains_it(day):
    quarter = Quarter.containing(day)
    assert quarter.start <= day <= quarter.end
    assert Quarter.last_ended(day).end < day


@given(YEARS)
def test_the_quarters_of_a_year_fill_it(year):
    whole = FinancialYear(year)
    assert (whole.quarters[0].start, whole.quarters[3].end) == (whole.start, whole.end)
    assert all(quarter.financial_year == whole for quarter in whole.quarters)


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("2023-24 Q1", Quarter(2023, 1)),
        ("2023/24 q1", Quarter(2023, 1)),
        ("2023-2024 Quarter 3", Quarter(2023, 3)),
        ("Q4 2023-24", Quarter(2023, 4)),
        ("quarter 2, 2023/24", Quarter(2023, 2)),
        ("  2023-24   Q1 ", Quarter(2023, 1)),
        ("1999-00 Q4", Quarter(1999, 4)),
        ("2023-06", Month(2023, 6)),
        ("2023-24", FinancialYear(2023)),
        ("2023/24", FinancialYear(2023)),
        ("2099-00", FinancialYear(2099)),
        ("2023/24 academic", AcademicYear(2023)),
        ("2023-24 academic year", AcademicYear(2023)),
        ("2023/24 AY", AcademicYear(2023)),
        ("2023", CalendarYear(2023)),
    ],
)
def test_periods_are_read_in_the_ways_people_write_them(written, read):
    assert parse_period(written) == read


@pytest.mark.parametrize("written", ["", "soon", "2023-24 Q5", "Q1", "23-24", "2023-24 Q1 provisional", "2023-00"])
def test_what_is_no_period_is_refused_with_examples(written):
    with pytest.raises(PeriodError):
        parse_period(written)


@pytest.mark.parametrize("written", ["2023-25", "2023/23 Q1", "2023-2025 academic", "2023-13"])
def test_two_years_that_do_not_follow_each_other_are_refused_with_the_pair_meant(written):
    with pytest.raises(PeriodError) as caught:
        parse_period(written)
    assert caught.value.remedy == "Did you mean 2023-24?"


@pytest.mark.parametrize("written", ["2023", "2023-24", "2023-06"])
def test_only_a_quarter_is_a_quarter(written):
    with pytest.raises(PeriodError, match="is not a quarter"):
        Quarter.parse(written)


@pytest.mark.parametrize("number", [0, 5, -1])
def test_there_are_four_quarters(number):
    with pytest.raises(PeriodError):
        Quarter(2023, number)


@pytest.mark.parametrize(
    ("period", "label"),
    [
        (Quarter(2023, 1), "Quarter 1 2023 to 2024 (April to June 2023)"),
        (Quarter(2023, 4), "Quarter 4 2023 to 2024 (January to March 2024)"),
        (Month(2023, 6), "June 2023"),
        (FinancialYear(2023), "2023 to 2024 (April 2023 to March 2024)"),
        (AcademicYear(2023), "academic year 2023 to 2024"),
        (CalendarYear(2023), "calendar year 2023"),
    ],
)
def test_periods_are_printed_in_words(period, label):
    assert period.label == label


@pytest.mark.parametrize(
    ("period", "start", "end"),
    [
        (Quarter(2023, 4), date(2024, 1, 1), date(2024, 3, 31)),
        (Month(2024, 2), date(2024, 2, 1), date(2024, 2, 29)),
        (FinancialYear(2023), date(2023, 4, 1), date(2024, 3, 31)),
        (AcademicYear(2023), date(2023, 9, 1), date(2024, 8, 31)),
        (CalendarYear(2023), date(2023, 1, 1), date(2023, 12, 31)),
    ],
)
def test_where_periods_begin_and_end(period, start, end):
    assert (period.start, period.end) == (start, end)


def test_of_two_periods_that_end_together_the_longer_comes_first():
    assert sorted([Month(2024, 3), Quarter(2023, 4), FinancialYear(2023)]) == [
        FinancialYear(2023),
        Quarter(2023, 4),
        Month(2024, 3),
    ]


@pytest.mark.parametrize("typed", ["0000", "9999", "1899-00", "2200-01 Q1"])
def test_a_year_no_figure_is_about_is_refused_as_it_is_read(typed):
    with pytest.raises(PeriodError, match="not a year figures can be about"):
        parse_period(typed)


@pytest.mark.parametrize("typed", ["2023\u201324 Q1", "2023-24Q1", "Q1 2023\u201324"])
def test_what_word_processors_and_hurried_people_make_of_a_quarter_is_read(typed):
    assert parse_period(typed) == Quarter(2023, 1)
