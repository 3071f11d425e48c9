"""A return of forty figures with ten mistakes in it, each of a kind that partners make; known here, told to nobody."""

import io
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property

from openpyxl import load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from benchmarks.partnership import BEFORE, QUARTER, answers, folder, observations, quarters_before
from examples.trafford.partners import fill_workbook
from lsp_core.observations import FigureKey, Observation, as_known
from lsp_core.plan.model import Measure, Plan
from lsp_core.plan.reading import parse_plan
from lsp_core.requests.due import DataRequest, cycle_dates, requests_due
from lsp_core.requests.workbook import request_workbook
from lsp_core.returns import layout
from lsp_core.returns.checks import ReturnToCheck
from lsp_core.returns.reading import read_return

ROWS = 40
HEADINGS_ROW = 3
"""Of the sheet of figures, counted from 1."""

MISTAKES: dict[str, Callable[["_Sheet", int], None]] = {
    "words for a figure": lambda sheet, row: sheet.type_in(row, "figure", "c. 40"),
    "a blank": lambda sheet, row: sheet.type_in(row, "figure", None),
    "below what can be": lambda sheet, row: sheet.type_in(row, "figure", -5),
    "a code nobody knows": lambda sheet, row: sheet.type_in(row, "code", "P001-M999"),
    "a period nobody knows": lambda sheet, row: sheet.type_in(row, "period", "Q9"),
    "another quarter's period": lambda sheet, row: sheet.type_in(row, "period", QUARTER.previous.code),
    "the row above again": lambda sheet, row: sheet.type_in(row, "code", sheet.value(row - 1, "code")),
    "ten times too large": lambda sheet, row: sheet.type_in(row, "figure", sheet.value(row, "figure") * 10),
    "an unknown word for final": lambda sheet, row: sheet.type_in(row, "vintage", "done"),
    "another unit beside it": lambda sheet, row: sheet.type_in(row, "figure", "£70"),
}
"""What is wrong, and how it comes about in a row."""
HEADINGS = {
    "code": layout.CODE,
    "period": layout.PERIOD,
    "figure": layout.FIGURE,
    "vintage": layout.VINTAGE,
}


@dataclass(frozen=True)
class _Sheet:
    """The sheet of figures, by heading."""

    cells: Worksheet

    @cached_property
    def _columns(self) -> dict[str, int]:
        titles = {cell.value: cell.column for cell in self.cells[HEADINGS_ROW]}
        return {name: titles[heading.title] for name, heading in HEADINGS.items()}

    def value(self, row: int, name: str) -> object:
        return self.cells.cell(row, self._columns[name]).value

    def type_in(self, row: int, name: str, value: object) -> None:
        self.cells.cell(row, self._columns[name]).value = value


@dataclass(frozen=True)
class SeededReturn:
    """The file, what it is held against, and where the mistakes are."""

    plan: Plan
    request: DataRequest
    known: dict[FigureKey, Observation]
    measures: dict[str, Measure]
    content: bytes
    period: str
    """As it stands in the sheet, with its months."""
    wrong: dict[int, str]
    """What is wrong in each row of the sheet that has a mistake, counted from 1."""

    def to_check(self, key: str) -> ReturnToCheck:
        """Read the file as one return of several."""
        reading = read_return("return.xlsx", self.content)
        percent = self.plan.policies.requests.big_change_percent
        return ReturnToCheck(key, reading, self.request, self.measures, self.known, {}, percent)


def seeded_return() -> SeededReturn:
    """Always the same one: a mistake in every fourth row."""
    plan = parse_plan(folder(1, ROWS, 0))
    request = requests_due(plan, QUARTER, cycle_dates(plan, QUARTER).due_on)[0]
    known = as_known(observations(plan, quarters_before(QUARTER, 4)), BEFORE)
    book = load_workbook(io.BytesIO(fill_workbook(request_workbook(plan, request, known, {}), answers(request))))
    sheet = _Sheet(book[layout.FIGURES])
    period = str(sheet.value(HEADINGS_ROW + 1, "period"))
    wrong = dict(zip(range(HEADINGS_ROW + 4, HEADINGS_ROW + ROWS + 1, 4), MISTAKES, strict=True))
    for row, mistake in wrong.items():
        MISTAKES[mistake](sheet, row)
    content = io.BytesIO()
    book.save(content)
    measures = {due.measure.code: due.measure for due in request.figures}
    return SeededReturn(plan, request, known, measures, content.getvalue(), period, wrong)
