"""How periods are written where there is little room: in the columns of tables.

Sentences use `lsp_core.wording.period_in_words`; every table that uses these says once what the short forms mean.
"""

from lsp_core.periods import AcademicYear, FinancialYear, Period, Quarter

MEANING = "2022-23 is April 2022 to March 2023; 2022/23 is September 2022 to August 2023; 2022 is the calendar year."


def brief_period(period: Period) -> str:
    """For example `Jul to Sep 2023`, `2022-23`, `2022/23 school year`, `2022`."""
    match period:
        case Quarter():
            return f"{period.start:%b} to {period.end:%b %Y}"
        case FinancialYear():
            return period.code
        case AcademicYear():
            return period.code.replace("academic", "school year")
        case _:
            return period.code
