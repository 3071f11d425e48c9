"""What the sheets and columns of a return are called: the words that the request workbook writes and reading looks for.

Columns are found by these headings wherever they stand, so a heading that changes here needs its old wording kept
among its `also` for as long as workbooks with it may come back.
"""

import re
from dataclasses import dataclass

FIGURES = "Figures"
RESOURCES = "Resources"
CORRECTIONS = "Corrections"
GUIDANCE = "Guidance"
IDENTITY = "_lsp"
WHAT_WE_FOUND = "What we found"
"""The sheet we put into a workbook we give back; nothing on it is read."""

REFERENCE_PROPERTY = "LSP reference"
SCHEMA_PROPERTY = "LSP schema"
REFERENCE_NAME = "lsp_reference"
SCHEMA_NAME = "lsp_schema"
MARKS_NAME = "lsp_found"
"""Names our sheet in a workbook given back, so that it is known again however it is called by then."""
SCHEMA_VERSION = "1"

NOT_NEEDED = "not needed"
"""Stands in a box for a count that nobody asks for; read as blank."""

FILL_IN = "fill in"


@dataclass(frozen=True)
class Heading:
    """One column: its heading as we write it, and the other headings it is known by."""

    text: str
    also: tuple[str, ...] = ()
    fill_in: bool = False

    @property
    def title(self) -> str:
        """The heading as it stands in the workbook. The words say what the yellow says."""
        return f"{self.text} – {FILL_IN}" if self.fill_in else self.text


CODE = Heading("Code", ("measure code", "indicator code", "fund code"))
UNIT = Heading("Unit", ("units",))
PERIOD = Heading("Period", ("quarter", "time period"))
NOTE = Heading("Note", ("notes", "comment", "comments"), fill_in=True)
NUMERATOR = Heading("Numerator", ("top count",), fill_in=True)
DENOMINATOR = Heading("Denominator", ("bottom count",), fill_in=True)

NEED = Heading("What we need", ("indicator", "name"))
LAST = Heading("Last figure", ("last quarter",))
LAST_PERIOD = Heading("Last figure is for")
YEAR_AGO = Heading("Same time last year", ("same quarter last year",))
FIGURE = Heading("This quarter", ("this period", "figure", "value", "this quarter's figure"), fill_in=True)
VINTAGE = Heading("Final or provisional", ("final/provisional", "status"), fill_in=True)
CHECK = Heading("Check")

FUND = Heading("Fund")
OUTCOME = Heading("Outcome")
BUDGET = Heading("Year's budget (£)", ("budget",), fill_in=True)
SPEND = Heading("Spend to date (£)", ("spend",), fill_in=True)
FORECAST = Heading("Forecast for the year (£)", ("forecast",), fill_in=True)
FTE = Heading("Full-time equivalent staff", ("fte", "staff"), fill_in=True)

MEASURE = Heading("Measure")
HELD = Heading("We hold")
CORRECTED = Heading("Corrected figure", ("correction",), fill_in=True)
REASON = Heading("Reason", ("reason for correction",), fill_in=True)

HEADINGS = (
    *(CODE, UNIT, PERIOD, NOTE, NUMERATOR, DENOMINATOR),
    *(NEED, LAST, LAST_PERIOD, YEAR_AGO, FIGURE, VINTAGE, CHECK),
    *(FUND, OUTCOME, BUDGET, SPEND, FORECAST, FTE),
    *(MEASURE, HELD, CORRECTED, REASON),
)


def heading_of(text: str) -> Heading | None:
    """The heading that a cell is, whatever its case, brackets and dashes; None when it is none of ours."""
    return _BY_NAME.get(_plain(text)) if len(text) <= _LONGEST_HEADING else None


def _plain(text: str) -> str:
    """A heading stripped of case, brackets, dashes and the words that mark a box to fill in."""
    plain = re.sub(r"\([^()]*\)", " ", text.casefold().replace("’", "'"))
    plain = re.sub(r"[^\w'/]+", " ", plain)
    return " ".join(plain.split()).removesuffix(FILL_IN).strip()


_LONGEST_HEADING = 80
_BY_NAME = {_plain(name): heading for heading in HEADINGS for name in (heading.text, *heading.also)}
