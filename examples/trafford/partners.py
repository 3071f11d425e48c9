"""The demonstration's partners: each quarter they open the workbook they were sent, type into it, and send it back.

What they type, when they send it and what goes wrong is in `answers/`, as README.md there describes. They find their
way around the workbook as people do: the sheet by its name, the row by its code and period, the column by its heading.
"""

import csv
import io
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cache
from pathlib import Path

from openpyxl import Workbook, load_workbook
from openpyxl.cell import Cell, MergedCell
from openpyxl.worksheet.worksheet import Worksheet

from lsp_core.periods import Quarter
from lsp_core.returns import layout
from lsp_core.returns.layout import Heading

ANSWERS = Path(__file__).parent / "answers"

FIGURE_BOXES = {
    "figure": layout.FIGURE,
    "numerator": layout.NUMERATOR,
    "denominator": layout.DENOMINATOR,
    "vintage": layout.VINTAGE,
    "note": layout.NOTE,
}
RESOURCE_BOXES = {
    "budget": layout.BUDGET,
    "spend_to_date": layout.SPEND,
    "forecast": layout.FORECAST,
    "fte": layout.FTE,
    "note": layout.NOTE,
}
CORRECTION_BOXES = {"figure": layout.CORRECTED, "reason": layout.REASON}

Row = Mapping[str, str]
"""One row of a table in `answers/`."""


@dataclass(frozen=True)
class Answers:
    """What one partner types into one workbook."""

    figures: tuple[Row, ...] = ()
    resources: tuple[Row, ...] = ()
    corrections: tuple[Row, ...] = ()


@dataclass(frozen=True)
class AnswerFile:
    """One file that one partner sends."""

    quarter: Quarter
    partner: str
    number: int
    """1 for the first the partner sends for the quarter; 2 for the same workbook put right."""
    sent_on: date
    saved_as: str
    """`xlsx`, or `csv` for somebody who saved the sheet of figures as CSV."""
    what_happened: str
    """What went wrong, or was unusual, in a sentence; empty when nothing was."""
    answers: Answers

    @property
    def name(self) -> str:
        """The file's name, as people name files: `2023-24 Q1 TRANSPORT v2.xlsx`."""
        version = f" v{self.number}" if self.number > 1 else ""
        return f"{self.quarter.code} {self.partner}{version}.{self.saved_as}"

    def build(self, workbook: bytes) -> bytes:
        """The bytes of the file, from those of the request workbook that the partner was sent."""
        filled = fill_workbook(workbook, self.answers)
        return figures_as_csv(filled) if self.saved_as == "csv" else filled


def returns_for(quarter: Quarter) -> list[AnswerFile]:
    """Every file sent for a quarter, in the order they are sent."""
    files = [
        AnswerFile(
            quarter=quarter,
            partner=row["partner"],
            number=int(row["file"]),
            sent_on=date.fromisoformat(row["sent_on"]),
            saved_as=row["saved_as"],
            what_happened=row["what_happened"],
            answers=answers_in(quarter, row["partner"], int(row["file"])),
        )
        for row in _rows("returns.csv")
        if row["quarter"] == quarter.code
    ]
    return sorted(files, key=lambda file: file.sent_on)


def answers_in(quarter: Quarter, partner: str, file: int) -> Answers:
    """What one file holds: what was typed into it, and what was left standing from the partner's earlier ones."""
    return Answers(
        figures=_typed("figures.csv", quarter, partner, file),
        resources=_typed("resources.csv", quarter, partner, file),
        corrections=_typed("corrections.csv", quarter, partner, file),
    )


def fill_workbook(workbook: bytes, answers: Answers) -> bytes:
    """A request workbook with the answers typed into it; everything else is left as it was."""
    book = load_workbook(io.BytesIO(workbook))
    for row in answers.figures:
        _type_in(book, layout.FIGURES, _measure_and_period(row), _in_boxes(row, FIGURE_BOXES))
    for row in answers.resources:
        _type_in(book, layout.RESOURCES, {layout.CODE: row["fund"]}, _in_boxes(row, RESOURCE_BOXES))
    for row in answers.corrections:
        _type_in(book, layout.CORRECTIONS, _measure_and_period(row), _in_boxes(row, CORRECTION_BOXES))
    filled = io.BytesIO()
    book.save(filled)
    return filled.getvalue()


def figures_as_csv(workbook: bytes) -> bytes:
    """The sheet of figures as a spreadsheet program saves it as CSV: that sheet alone, and nothing hidden."""
    sheet = load_workbook(io.BytesIO(workbook), data_only=True)[layout.FIGURES]
    text = io.StringIO(newline="")
    csv.writer(text).writerows([_as_shown(cell) for cell in cells] for cells in sheet.iter_rows())
    return text.getvalue().encode("utf-8-sig")


def _as_shown(cell: Cell | MergedCell) -> str:
    """CSV keeps what a cell shows and not what it holds: `3.0%` and `4,335`, where the cells hold 0.03 and 4335."""
    match cell.number_format, cell.value:
        case _, None:
            return ""
        case "0.0%", float(share):
            return f"{share:.1%}"
        case "#,##0", int(count):
            return f"{count:,}"
        case _, value:
            return str(value)


@cache
def _rows(name: str) -> tuple[Row, ...]:
    with (ANSWERS / name).open(encoding="utf-8", newline="") as file:
        return tuple(csv.DictReader(file))


def _typed(name: str, quarter: Quarter, partner: str, file: int) -> tuple[Row, ...]:
    """The rows of a file and of those before it; a later one replaces an earlier one about the same thing."""
    latest: dict[tuple[str, str], Row] = {}
    for row in _rows(name):
        if row["quarter"] == quarter.code and row["partner"] == partner and int(row["file"]) <= file:
            latest[row.get("measure") or row["fund"], row.get("period", "")] = row
    return tuple(latest.values())


def _measure_and_period(row: Row) -> dict[Heading, str]:
    return {layout.CODE: row["measure"], layout.PERIOD: row["period"]}


def _in_boxes(row: Row, boxes: Mapping[str, Heading]) -> dict[Heading, str]:
    """What goes under which heading; boxes left blank are left out."""
    return {heading: row[field] for field, heading in boxes.items() if row[field]}


def _type_in(book: Workbook, sheet_name: str, about: Mapping[Heading, str], boxes: Mapping[Heading, str]) -> None:
    sheet = book[sheet_name]
    header, columns = _headings(sheet)
    row = _row_about(sheet, header, {_column(columns, heading): text for heading, text in about.items()})
    for heading, text in boxes.items():
        cell = sheet.cell(row, _column(columns, heading))
        cell.value, shown_as = _as_a_spreadsheet_takes_it(text)
        cell.number_format = shown_as or cell.number_format


def _headings(sheet: Worksheet) -> tuple[int, dict[str, int]]:
    """The row that the headings are in, and the column of each."""
    for number, cells in enumerate(sheet.values, start=1):
        columns = {str(text): column for column, text in enumerate(cells, start=1) if text is not None}
        if any(layout.heading_of(text) is layout.CODE for text in columns):
            return number, columns
    raise LookupError(f"The sheet {sheet.title} has no column {layout.CODE.title}")


def _column(columns: Mapping[str, int], heading: Heading) -> int:
    return next(column for text, column in columns.items() if layout.heading_of(text) is heading)


def _row_about(sheet: Worksheet, header: int, wanted: Mapping[int, str]) -> int:
    """The row whose cells say what is wanted, whatever follows in brackets: `2023-24 Q1 (April to June 2023)`."""
    for row in range(header + 1, sheet.max_row + 1):
        shown = {column: str(sheet.cell(row, column).value or "").split("(")[0].strip() for column in wanted}
        if shown == wanted:
            return row
    raise LookupError(f"The sheet {sheet.title} has no row for {' '.join(wanted.values())}")


_NUMBER_FORMATS = (
    (r"-?\d+(\.\d+)?", ""),
    (r"-?\d+(\.\d+)?%", "0.0%"),
    (r"\d{1,3}(,\d{3})+", "#,##0"),
    (r"\d{1,3}(,\d{3})*\.\d+", "#,##0.00"),
    (r"£\d{1,3}(,\d{3})*", "£#,##0"),
)
"""What spreadsheet programs take for a number as it is typed, and the format they then show it in."""


def _as_a_spreadsheet_takes_it(typed: str) -> tuple[str | float, str]:
    """What the cell holds, and the number format it takes on; empty for the one it had."""
    for pattern, shown_as in _NUMBER_FORMATS:
        if re.fullmatch(pattern, typed):
            number = Decimal(re.sub("[£,%]", "", typed))
            return float(number / 100 if typed.endswith("%") else number), shown_as
    return typed, ""
