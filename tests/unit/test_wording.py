from datetime import UTC, date, datetime
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest

from lsp_core import wording
from lsp_core.periods import AcademicYear, CalendarYear, FinancialYear, Quarter
from tests.factories import a_measure


@pytest.mark.parametrize(
    ("value", "decimals", "written"),
    [
        ("1204", 0, "1,204"),
        ("1204.5", 0, "1,205"),
        ("94.95", 1, "95.0"),
        ("-94.95", 1, "-95.0"),
        ("60.5000000000", 1, "60.5"),
        ("-0.04", 1, "0.0"),
        ("1E+3", 0, "1,000"),
        ("1234567.891", 2, "1,234,567.89"),
    ],
)
def test_numbers_have_thousands_commas_and_a_half_rounds_away_from_zero(value, decimals, written):
    assert wording.plain_number(Decimal(value), decimals) == written


@pytest.mark.parametrize(
    ("value", "written"), [("5.0000", "5"), ("3.075", "3.075"), ("1E+3", "1,000"), ("100", "100"), ("0.50", "0.5")]
)
def test_an_exact_number_is_not_rounded_and_drops_trailing_zeros(value, written):
    assert wording.exact_number(Decimal(value)) == written


@pytest.mark.parametrize(
    ("unit", "decimals", "written", "named_again", "gap"),
    [
        ("%", 1, "1,204.5%", "1,204.5%", "1,204.5 percentage points"),
        ("% of adults", 1, "1,204.5% of adults", "1,204.5%", "1,204.5 percentage points"),
        ("per 100,000 people", 1, "1,204.5 per 100,000 people", "1,204.5", "1,204.5"),
        ("vehicles", 0, "1,205 vehicles", "1,205", "1,205"),
        ("£", 0, "£1,205", "£1,205", "£1,205"),
        ("£m", 1, "£1,204.5m", "£1,204.5m", "£1,204.5m"),
        ("£ per head", 2, "£1,204.50 per head", "£1,204.50 per head", "£1,204.50 per head"),
    ],
)
def test_a_figure_is_written_with_its_unit_where_people_expect_it(unit, decimals, written, named_again, gap):
    measure = a_measure(unit=unit, decimals=decimals)
    assert wording.amount(Decimal("1204.5"), measure) == written
    assert wording.short_amount(Decimal("1204.5"), measure) == named_again
    assert wording.difference(Decimal("-1204.5"), measure) == gap


def test_a_negative_sum_of_money_has_its_minus_before_the_pound_sign():
    assert wording.pounds(Decimal("-1250.4")) == "-£1,250"
    assert wording.pounds(Decimal(400000)) == "£400,000"


def test_one_percentage_point_is_singular_and_any_other_number_plural():
    measure = a_measure(unit="%")
    assert wording.exact_difference(Decimal("1.00"), measure) == "1 percentage point"
    assert wording.exact_difference(Decimal("0.5"), measure) == "0.5 percentage points"


def test_days_are_written_in_full():
    assert wording.day(date(2023, 10, 6)) == "6 October 2023"
    assert wording.day_with_weekday(date(2023, 10, 16)) == "Monday 16 October 2023"
    assert wording.day(date(2024, 2, 29)) == "29 February 2024"


@pytest.mark.parametrize(
    ("instant", "written"),
    [
        (datetime(2023, 10, 20, 13, 5, tzinfo=UTC), "20 October 2023 at 2.05pm"),
        (datetime(2023, 12, 20, 9, 0, tzinfo=UTC), "20 December 2023 at 9am"),
        (datetime(2023, 12, 20, 12, 0, tzinfo=UTC), "20 December 2023 at midday"),
        (datetime(2023, 7, 20, 23, 30, tzinfo=UTC), "21 July 2023 at 12.30am"),
    ],
)
def test_an_instant_is_written_by_the_clocks_of_the_place(instant, written):
    assert wording.moment(instant, ZoneInfo("Europe/London")) == written


@pytest.mark.parametrize(
    ("period", "written"),
    [
        (Quarter(2023, 4), "January to March 2024"),
        (FinancialYear(2022), "April 2022 to March 2023"),
        (AcademicYear(2022), "academic year 2022 to 2023"),
        (CalendarYear(2022), "calendar year 2022"),
    ],
)
def test_a_period_reads_as_words_inside_a_sentence(period, written):
    assert wording.period_in_words(period) == written


@pytest.mark.parametrize(
    ("items", "written"), [([], ""), (["a"], "a"), (["a", "b"], "a and b"), (["a", "b", "c"], "a, b and c")]
)
def test_a_list_ends_in_and(items, written):
    assert wording.listed(items) == written


def test_a_count_carries_the_noun_in_the_right_number():
    assert wording.count_of(0, "figure") == "no figures"
    assert wording.count_of(1, "figure") == "1 figure"
    assert wording.count_of(1200, "figure") == "1,200 figures"
    assert wording.count_of(2, "query", "queries") == "2 queries"
