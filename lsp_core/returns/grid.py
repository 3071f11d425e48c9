"""A file as sheets of cells, the same whether it came as a workbook or as text.

`lsp_core.returns.xlsx_files` and `lsp_core.returns.csv_files` make these; `lsp_core.returns.tables` finds its way in
them.
"""

from dataclasses import dataclass
from decimal import Decimal

from openpyxl.utils import get_column_letter

from lsp_core.returns.doubts import ReadingRule
from lsp_core.returns.pointers import Sign

MOST_ROWS = 20_000
MOST_COLUMNS = 100
"""Beyond these nothing is read: the largest request has some hundreds of rows and a dozen columns."""
HEADINGS_WITHIN = 200
"""Rows from the top among which a sheet's headings must be, so that a sheet of something else costs little."""


@dataclass(frozen=True)
class Cell:
    """One cell that is not blank."""

    shown: str
    """What it shows; numbers to the 15 digits a spreadsheet shows, percentages as percentages."""
    number: Decimal | None = None
    """What it holds when the file itself says that it is a number; a percentage as shown, so 12 for 12%."""
    is_percentage: bool = False
    trouble: ReadingRule | None = None
    """Why the cell is no figure, when the file itself says so: a date, a failed formula."""


@dataclass(frozen=True)
class Line:
    """One row that has something in it, and its cells by column number, from 1."""

    number: int
    cells: dict[int, Cell]

    def shown(self, column: int | None) -> str:
        """What the cell in a column shows; empty for a blank and for a column the sheet does not have."""
        cell = self.cells.get(column) if column else None
        return cell.shown if cell else ""


@dataclass(frozen=True)
class Sheet:
    """One visible sheet."""

    name: str
    lines: tuple[Line, ...]


@dataclass(frozen=True)
class Grid:
    """One file."""

    reference: str
    """The request it says it answers; empty when it does not say."""
    sheets: tuple[Sheet, ...]
    commas_group: bool = True
    """False when a comma in a number may as well be a decimal comma."""
    signs: tuple[tuple[Sign, str], ...] = ()
    """Each place in the file that names a request, and the request it names."""


def address(line: int, column: int) -> str:
    """The cell's address as spreadsheets write it: row 7 and column 6 are `F7`."""
    return f"{get_column_letter(column)}{line}"
