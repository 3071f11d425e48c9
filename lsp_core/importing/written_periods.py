"""Which period people mean by what they write over a column or beside a row: `Q1 2023/24`, `Apr-Jun 23`.

Stricter than it could be: what may mean two things means nothing here, and a person says which in the mapping. Our own
codes are `lsp_core.periods.parse_period`.
"""

import re
from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress

from lsp_core.errors import PeriodError
from lsp_core.periods import FinancialYear, Month, Period, Quarter, parse_period, year_pair

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_NAMES = "|".join(_MONTHS)
_MONTH = rf"(?P<month>{_NAMES})[a-z]*"
_YEAR = r"'?(?P<year>(?:19|20)?\d\d)"
_PAIR = r"(?P<pair>(?:(?:19|20)\d\d|\d\d) ?[-/] ?(?:(?:19|20)\d\d|\d\d))"
_QUARTER = r"(?:q|qtr|quarter) ?(?P<number>[1-4])"
_TO = r" ?(?:-|to|/|until) ?"
QUARTER_ENDS = {3: 4, 6: 1, 9: 2, 12: 3}
"""The month a quarter ends in, and which quarter of the financial year that is."""
_CENTURY_TURNS = 80
"""Two digits from here on are of the last century."""


def period_written(text: str) -> Period | None:
    """The period some words mean; None when they mean none, or could mean several."""
    cleaned = _cleaned(text)
    for pattern, build in _FORMS:
        match = pattern.fullmatch(cleaned)
        if match:
            with suppress(PeriodError):
                return build(match)
    return None


def period_in(parts: Sequence[str]) -> Period | None:
    """The period that the parts of a heading say together, such as `2023/24` over `Q1 actual`; None for none or
    several."""
    whole = period_written(" ".join(parts))
    alone = {period for part in parts if (period := period_written(part)) is not None}
    if whole is not None or (len(alone) == 1 and not isinstance(next(iter(alone)), FinancialYear)):
        return whole or alone.pop()
    text = _cleaned(" ".join(parts))
    quarters = {match["number"] for match in re.finditer(rf"\b{_QUARTER}\b", text)}
    with suppress(PeriodError):
        years = {_first_year(match["pair"]) for match in re.finditer(rf"(?<![\d/-]){_PAIR}(?![\d/-])", text)}
        if len(years) == 1 and len(quarters) <= 1:
            year = years.pop()
            return Quarter(year, int(quarters.pop())) if quarters else FinancialYear(year)
    return None


def months_or_quarters(periods: Iterable[Period | None]) -> bool:
    """Whether single months over a sheet's columns are the last months of quarters, and not months for themselves."""
    return all(period.number in QUARTER_ENDS for period in periods if isinstance(period, Month))


def quarter_ending(period: Period | None) -> Period | None:
    """The quarter that a month ends; any other period as it is."""
    if isinstance(period, Month) and period.number in QUARTER_ENDS:
        return Quarter.containing(period.start)
    return period


def _cleaned(text: str) -> str:
    """Without footnote marks, brackets and the words around a period that say nothing of which it is."""
    plain = re.sub(r"[\u2010-\u2015\u2212]", "-", text.casefold())
    plain = re.sub(r"[*†‡¹²³\[\](),.:]+", " ", plain)
    plain = re.sub(r"\b(?:fy|financial year|outturn|period|end of|quarter ending|as at)\b", " ", plain)
    return " ".join(plain.split())


def _first_year(text: str) -> int:
    """The first year of a pair such as `2023/24` or `23-24`; raises `PeriodError` when the second is not the next."""
    first, second = (part.strip() for part in re.split("[-/]", text))
    year = _full_year(first)
    if (year + 1) % 10 ** len(second) != int(second):
        raise PeriodError(f"{text!r} is not one year after another", f"Did you mean {year_pair(year)}?")
    return year


def _full_year(text: str) -> int:
    number = int(text)
    if number >= 100:
        return number
    return number + (1900 if number >= _CENTURY_TURNS else 2000)


def _quarter(match: re.Match[str]) -> Period:
    return Quarter(_first_year(match["pair"]), int(match["number"]))


def _months(match: re.Match[str]) -> Period:
    """Three months by the first and the last of them, which have to be those of a quarter."""
    first, last = _MONTHS.index(match["first"]) + 1, _MONTHS.index(match["last"]) + 1
    ends = Month(_full_year(match["year"]), last)
    quarter = Quarter.containing(ends.start)
    if quarter.start.month != first or quarter.end != ends.end:
        raise PeriodError(f"{match[0]!r} is not a quarter", "Write it like Apr-Jun 2023.")
    return quarter


def _month(match: re.Match[str]) -> Period:
    return Month(_full_year(match["year"]), _MONTHS.index(match["month"]) + 1)


def _last_day(match: re.Match[str]) -> Period:
    """The last day of a quarter, day first as it is written here."""
    named = match["month"] in _MONTHS
    month = Month(_full_year(match["year"]), _MONTHS.index(match["month"]) + 1 if named else int(match["month"]))
    quarter = Quarter.containing(month.start)
    if quarter.end != month.end or int(match["day"]) != month.end.day:
        raise PeriodError(f"{match[0]!r} is not the last day of a quarter", "Write the quarter, like 2023-24 Q1.")
    return quarter


def _year_ending(match: re.Match[str]) -> Period:
    return FinancialYear(_full_year(match["year"]) - 1)


def _year(match: re.Match[str]) -> Period:
    return FinancialYear(_first_year(match["pair"]))


def _by_code(match: re.Match[str]) -> Period:
    return parse_period(match[0])


_FORMS: tuple[tuple[re.Pattern[str], Callable[[re.Match[str]], Period]], ...] = tuple(
    (re.compile(pattern), build)
    for pattern, build in (
        (rf"{_QUARTER} {_PAIR}", _quarter),
        (rf"{_PAIR} {_QUARTER}", _quarter),
        (
            rf"(?P<first>{'|'.join(_MONTHS)})[a-z]*(?: \d{{4}})?{_TO}(?P<last>{'|'.join(_MONTHS)})[a-z]* {_YEAR}",
            _months,
        ),
        (rf"(?P<day>\d\d?) {_MONTH} {_YEAR}", _last_day),
        (r"(?P<day>\d\d?)[/-](?P<month>\d\d?)[/-](?P<year>(?:20)?\d\d)", _last_day),
        (rf"(?:year (?:ending|to)|y/e) (?:31 )?mar(?:ch)? {_YEAR}", _year_ending),
        (rf"{_MONTH}[ -]?{_YEAR}", _month),
        (_PAIR, _year),
        (r"(?:19|20)\d\d", _by_code),
        (r"(?:19|20)\d\d[-/]\d\d (?:academic|ay)", _by_code),
    )
)
