"""Periods in the tables: each one read, held against what its measure counts, and written the one way we look it up."""

from collections.abc import Iterable, Mapping
from typing import TypeVar

from lsp_core.errors import PeriodError
from lsp_core.periods import AcademicYear, CalendarYear, FinancialYear, Month, Period, Quarter, parse_period
from lsp_core.plan.declared import Declared
from lsp_core.plan.model import ComparatorFigure, Frequency, Fund, History, Measure, Profile, Target
from lsp_core.plan.written import Mistakes, Place, quoted

YearOrQuarter = type[FinancialYear] | type[AcademicYear] | type[CalendarYear]

_YEARS: dict[Frequency, YearOrQuarter] = {
    Frequency.QUARTERLY: FinancialYear,
    Frequency.FINANCIAL_YEAR: FinancialYear,
    Frequency.ACADEMIC_YEAR: AcademicYear,
    Frequency.CALENDAR_YEAR: CalendarYear,
}
_IN_WORDS = {
    Quarter: "a quarter",
    Month: "a month",
    FinancialYear: "a financial year",
    AcademicYear: "an academic year",
    CalendarYear: "a calendar year",
}
_COUNTED = {
    Frequency.QUARTERLY: "quarters",
    Frequency.FINANCIAL_YEAR: "financial years",
    Frequency.ACADEMIC_YEAR: "academic years",
    Frequency.CALENDAR_YEAR: "calendar years",
}

Row = TypeVar("Row", Target, History, ComparatorFigure)
Figure = TypeVar("Figure", History, ComparatorFigure)
MeasureVersions = Mapping[str, list[Declared[Measure]]]
"""Every version of each measure, by its code."""


def with_target_periods(
    rows: Iterable[Declared[Target]], measures: MeasureVersions, mistakes: Mistakes
) -> list[Declared[Target]]:
    """Targets with their periods as codes. A quarterly measure's target is for a financial year or for one quarter; a
    milestone is due by the end of a quarter or a month."""
    return [row for target in rows if (row := _fitted(target, measures, True, mistakes)) is not None]


def with_history_periods(
    rows: Iterable[Declared[Figure]], measures: MeasureVersions, mistakes: Mistakes
) -> list[Declared[Figure]]:
    """Figures with their periods as codes. A quarterly measure's figure is for one quarter and nothing longer."""
    return [row for figure in rows if (row := _fitted(figure, measures, False, mistakes)) is not None]


def with_fund_years(rows: Iterable[Declared[Fund]], mistakes: Mistakes) -> list[Declared[Fund]]:
    """Funds with their years as codes."""
    fitted = []
    for fund in rows:
        year = _read("year", fund.value.year, fund.place("year"), mistakes)
        if isinstance(year, FinancialYear):
            fitted.append(Declared(fund.value.model_copy(update={"year": year.code}), fund.written))
        elif year is not None:
            wrong = f"year {quoted(fund.value.year)} is {_IN_WORDS[type(year)]}, and money is by financial year"
            mistakes.add(fund.place("year"), wrong, f"write it like {FinancialYear(_year(year)).code}")
    return fitted


def _fitted(
    row: Declared[Row], measures: MeasureVersions, whole_year_too: bool, mistakes: Mistakes
) -> Declared[Row] | None:
    period = _read("period", row.value.period, row.place("period"), mistakes)
    if period is None:
        return None
    versions = [version.value for version in measures.get(row.value.measure, ())]
    if whole_year_too and any(version.profile is Profile.MILESTONE for version in versions):
        return _due_date(row, period, mistakes)
    frequencies = [version.frequency for version in versions]
    if frequencies and not any(isinstance(period, _kinds(f, whole_year_too)) for f in frequencies):
        examples = [_example(kind, period) for kind in _kinds(frequencies[-1], whole_year_too)]
        wrong = f"period {quoted(row.value.period)} is {_IN_WORDS[type(period)]}"
        counts = f"and {row.value.measure} counts {_COUNTED[frequencies[-1]]}"
        mistakes.add(row.place("period"), f"{wrong}, {counts}", f"write it like {' or '.join(examples)}")
        return None
    return Declared(row.value.model_copy(update={"period": period.code}), row.written)


def _due_date(row: Declared[Row], period: Period, mistakes: Mistakes) -> Declared[Row] | None:
    if isinstance(period, Quarter | Month):
        return Declared(row.value.model_copy(update={"period": period.code}), row.written)
    wrong = f"period {quoted(row.value.period)} is {_IN_WORDS[type(period)]}, and {row.value.measure} is a milestone"
    example = f"{Quarter(_year(period), 2).code} or {_year(period)}-09"
    mistakes.add(row.place("period"), wrong, f"give the quarter or month it is to be done by, like {example}")
    return None


def _kinds(frequency: Frequency, whole_year_too: bool) -> tuple[type[Period], ...]:
    """The kinds of period that fit a frequency."""
    if frequency is not Frequency.QUARTERLY:
        return (_YEARS[frequency],)
    return (FinancialYear, Quarter) if whole_year_too else (Quarter,)


def _example(kind: type[Period], near: Period) -> str:
    """A period of a kind, from the year that was written, so that it is often the very one meant."""
    year = _year(near)
    return Quarter(year, 1).code if kind is Quarter else next(y for y in _YEARS.values() if y is kind)(year).code


def _read(field: str, text: str, place: Place, mistakes: Mistakes) -> Period | None:
    try:
        return parse_period(text)
    except PeriodError as trouble:
        right = trouble.remedy[0].lower() + trouble.remedy[1:].rstrip(".")
        mistakes.add(place, f"{field} {trouble.reason}", right)
        return None


def _year(period: Period) -> int:
    """The year a period is named by."""
    return int(period.code[:4])
