"""Months, quarters and the several kinds of year: parse, print, order, step back and forward.

A financial year runs from 1 April and is named by the year it begins in, so `Quarter(2023, 1)` is April to June 2023
and is the first quarter of 2023-24. An academic year runs from 1 September.
Working days and due dates are in `lsp_core.working_days`.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from functools import total_ordering
from typing import ClassVar, Self

from lsp_core.errors import PeriodError

MONTHS_IN_A_QUARTER = 3
MONTHS_IN_A_YEAR = 12
POSSIBLE_YEARS = range(1900, 2200)


@total_ordering
class Period:
    """A stretch of whole months that a figure can be about. Earlier means it ends earlier, or starts earlier."""

    start: date
    months: ClassVar[int]

    @property
    def end(self) -> date:
        """The last day of the period."""
        return add_months(self.start, self.months) - timedelta(days=1)

    @property
    def code(self) -> str:
        """The short form that people type and files carry; `parse_period` reads it back."""
        raise NotImplementedError

    @property
    def label(self) -> str:
        """The period in words, for anything a board or partner reads."""
        raise NotImplementedError

    def shifted(self, months: int) -> Self:
        """The same kind of period, so many months later (or earlier, when negative)."""
        raise NotImplementedError

    @property
    def previous(self) -> Self:
        """The period of the same kind just before."""
        return self.shifted(-self.months)

    @property
    def next(self) -> Self:
        """The period of the same kind just after."""
        return self.shifted(self.months)

    @property
    def a_year_earlier(self) -> Self:
        """The same period last year."""
        return self.shifted(-MONTHS_IN_A_YEAR)

    def __lt__(self, other: object) -> bool:
        if not isinstance(other, Period):
            return NotImplemented
        return (self.end, self.start) < (other.end, other.start)

    def __str__(self) -> str:
        return self.code


@dataclass(frozen=True)
class Quarter(Period):
    """One quarter of a financial year: `Quarter(2023, 1)` is April to June 2023, written `2023-24 Q1`."""

    year: int
    number: int
    months: ClassVar[int] = MONTHS_IN_A_QUARTER

    def __post_init__(self) -> None:
        _check_year(self.year)
        if self.number not in (1, 2, 3, 4):
            raise PeriodError(f"There is no quarter {self.number}", "Use a quarter from 1 to 4.")

    @classmethod
    def parse(cls, text: str) -> "Quarter":
        """Read `2023-24 Q1`, in any of the ways people write it."""
        period = parse_period(text)
        if not isinstance(period, Quarter):
            raise PeriodError(f"{text!r} is not a quarter", "Write it like 2023-24 Q1.")
        return period

    @classmethod
    def containing(cls, day: date) -> "Quarter":
        """The quarter a day falls in."""
        months_since_april = (day.month - 4) % MONTHS_IN_A_YEAR
        year = day.year if day.month >= 4 else day.year - 1
        return cls(year, months_since_april // MONTHS_IN_A_QUARTER + 1)

    @classmethod
    def last_ended(cls, day: date) -> "Quarter":
        """The latest quarter that is wholly in the past on a day: on 10 July it is April to June."""
        return cls.containing(day).previous

    @property
    def start(self) -> date:  # type: ignore[override]
        """The first day of the quarter."""
        return add_months(date(self.year, 4, 1), (self.number - 1) * MONTHS_IN_A_QUARTER)

    @property
    def code(self) -> str:
        """For example `2023-24 Q1`."""
        return f"{year_pair(self.year)} Q{self.number}"

    @property
    def label(self) -> str:
        """For example `Quarter 1 2023 to 2024 (April to June 2023)`."""
        return f"Quarter {self.number} {self.year} to {self.year + 1} ({self.months_label})"

    @property
    def months_label(self) -> str:
        """For example `April to June 2023`."""
        return f"{self.start:%B} to {self.end:%B %Y}"

    @property
    def financial_year(self) -> "FinancialYear":
        """The financial year this quarter is part of."""
        return FinancialYear(self.year)

    def shifted(self, months: int) -> "Quarter":
        """The quarter so many months later; a multiple of three."""
        return Quarter.containing(add_months(self.start, months))


@dataclass(frozen=True)
class Month(Period):
    """One calendar month, written `2023-06`."""

    year: int
    number: int
    months: ClassVar[int] = 1

    def __post_init__(self) -> None:
        _check_year(self.year)
        if not 1 <= self.number <= MONTHS_IN_A_YEAR:
            raise PeriodError(f"There is no month {self.number}", "Use a month from 1 to 12.")

    @property
    def start(self) -> date:  # type: ignore[override]
        """The first day of the month."""
        return date(self.year, self.number, 1)

    @property
    def code(self) -> str:
        """For example `2023-06`."""
        return f"{self.year:04d}-{self.number:02d}"

    @property
    def label(self) -> str:
        """For example `June 2023`."""
        return f"{self.start:%B %Y}"

    def shifted(self, months: int) -> "Month":
        """The month so many months later."""
        day = add_months(self.start, months)
        return Month(day.year, day.month)


@dataclass(frozen=True)
class _Year(Period):
    """Twelve months, named by the year they begin in."""

    year: int
    months: ClassVar[int] = MONTHS_IN_A_YEAR
    first_month: ClassVar[int] = 1

    def __post_init__(self) -> None:
        _check_year(self.year)

    @property
    def start(self) -> date:  # type: ignore[override]
        """The first day of the year."""
        return date(self.year, self.first_month, 1)

    def shifted(self, months: int) -> Self:
        """The year so many months later; a multiple of twelve."""
        return type(self)(self.year + months // MONTHS_IN_A_YEAR)


@dataclass(frozen=True)
class FinancialYear(_Year):
    """April to March, written `2023-24`."""

    first_month: ClassVar[int] = 4

    @property
    def code(self) -> str:
        """For example `2023-24`."""
        return year_pair(self.year)

    @property
    def label(self) -> str:
        """For example `2023 to 2024 (April 2023 to March 2024)`."""
        return f"{self.year} to {self.year + 1} (April {self.year} to March {self.year + 1})"

    @property
    def quarters(self) -> tuple[Quarter, ...]:
        """The four quarters of the year, in order."""
        return tuple(Quarter(self.year, number) for number in (1, 2, 3, 4))


@dataclass(frozen=True)
class AcademicYear(_Year):
    """September to August, written `2023/24 academic`."""

    first_month: ClassVar[int] = 9

    @property
    def code(self) -> str:
        """For example `2023/24 academic`."""
        return f"{self.year}/{(self.year + 1) % 100:02d} academic"

    @property
    def label(self) -> str:
        """For example `academic year 2023 to 2024`."""
        return f"academic year {self.year} to {self.year + 1}"


@dataclass(frozen=True)
class CalendarYear(_Year):
    """January to December, written `2023`."""

    @property
    def code(self) -> str:
        """For example `2023`."""
        return f"{self.year:04d}"

    @property
    def label(self) -> str:
        """For example `calendar year 2023`."""
        return f"calendar year {self.year}"


def parse_period(text: str) -> Period:
    """Read any period from its code, forgiving case, spaces and the ways people write a year pair."""
    cleaned = " ".join(text.replace("–", "-").split()).lower()
    for pattern, build in _FORMS:
        match = pattern.fullmatch(cleaned)
        if match:
            return build(match)
    raise PeriodError(
        f"{text!r} is not a period",
        "Write a quarter like 2023-24 Q1, a month like 2023-06, a financial year like 2023-24, "
        "an academic year like 2023/24 academic, or a calendar year like 2023.",
    )


def year_pair(year: int) -> str:
    """The two years a financial year spans: 2023 gives `2023-24`."""
    return f"{year:04d}-{(year + 1) % 100:02d}"


def add_months(day: date, months: int) -> date:
    """The first of a month, so many months later. `day` must be the first of its month."""
    count = day.year * MONTHS_IN_A_YEAR + day.month - 1 + months
    return date(count // MONTHS_IN_A_YEAR, count % MONTHS_IN_A_YEAR + 1, 1)


def _check_year(year: int) -> None:
    """Refuse years that no figure is about, which are slips of the finger and break the calendar besides."""
    if year not in POSSIBLE_YEARS:
        raise PeriodError(f"{year} is not a year figures can be about", "Check how it was typed.")


def _first_year(match: re.Match[str]) -> int:
    """The first year of a pair, refused when the second year is not the one after."""
    year, ends = int(match["year"]), match["ends"]
    if int(ends) != (year + 1) % 10 ** len(ends):
        raise PeriodError(f"{match[0]!r} is not one year after another", f"Did you mean {year_pair(year)}?")
    return year


_PAIR = r"(?P<year>\d{4})\s?[-/]\s?(?P<ends>\d{4}|\d{2})"
_FORMS: list[tuple[re.Pattern[str], Callable[[re.Match[str]], Period]]] = [
    (re.compile(_PAIR + r",? ?(?:q|quarter )(?P<number>[1-4])"), lambda m: Quarter(_first_year(m), int(m["number"]))),
    (re.compile(r"(?:q|quarter )(?P<number>[1-4]),? " + _PAIR), lambda m: Quarter(_first_year(m), int(m["number"]))),
    (re.compile(_PAIR + r" (?:academic|ay)(?: year)?"), lambda m: AcademicYear(_first_year(m))),
    (re.compile(r"(?P<year>\d{4})-(?P<month>0[1-9]|1[0-2])"), lambda m: _month_or_year_pair(m)),
    (re.compile(_PAIR), lambda m: FinancialYear(_first_year(m))),
    (re.compile(r"(?P<year>\d{4})"), lambda m: CalendarYear(int(m["year"]))),
]


def _month_or_year_pair(match: re.Match[str]) -> Period:
    """`2011-12` is a financial year and `2011-06` a month: a pair of years one apart is always a year."""
    year, month = int(match["year"]), int(match["month"])
    if month == (year + 1) % 100:
        return FinancialYear(year)
    return Month(year, month)
