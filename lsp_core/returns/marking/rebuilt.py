"""A workbook made of what was read from a file that cannot be marked itself: the same rows in the same cells.

It says which request it answers, so it can be put right and sent back like the one we sent first.
"""

import re
from io import BytesIO

from xlsxwriter import Workbook

from lsp_core.returns import layout
from lsp_core.returns.grid import Cell, Grid

_OPTIONS = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}
_NOT_IN_SHEET_NAMES = re.compile(r"[\[\]:*?/\\\x00-\x1f]")
_LONGEST_SHEET_NAME = 31
_WIDTH = 18


def rebuilt(grid: Grid, reference: str) -> tuple[bytes, dict[str, str]]:
    """The workbook, and what each sheet of the file is called in it."""
    content, names = BytesIO(), _sheet_names(grid)
    with Workbook(content, _OPTIONS) as book:
        percentage = book.add_format({"num_format": "0.0###%"})
        for sheet in grid.sheets:
            page = book.add_worksheet(names[sheet.name])
            page.set_column(0, max((max(line.cells) for line in sheet.lines), default=1), _WIDTH)
            for line in sheet.lines:
                for column, cell in line.cells.items():
                    _write(page, line.number - 1, column - 1, cell, percentage)
        if reference:
            book.set_custom_property(layout.REFERENCE_PROPERTY, reference, "text")
            book.define_name(layout.REFERENCE_NAME, f'="{reference}"')
    return content.getvalue(), names


def _write(page: object, row: int, column: int, cell: Cell, percentage: object) -> None:
    """One cell, as text or as the number it was; text stays text whatever it begins with."""
    if cell.number is None or cell.trouble is not None:
        page.write_string(row, column, cell.shown)  # type: ignore[attr-defined]  # XlsxWriter has no types
    elif cell.is_percentage:
        page.write_number(row, column, float(cell.number) / 100, percentage)  # type: ignore[attr-defined]
    else:
        page.write_number(row, column, float(cell.number))  # type: ignore[attr-defined]


def _sheet_names(grid: Grid) -> dict[str, str]:
    """A name that a workbook can have for each sheet; a CSV's sheet has its file's name."""
    names: dict[str, str] = {}
    for number, sheet in enumerate(grid.sheets, start=1):
        plain = _NOT_IN_SHEET_NAMES.sub(" ", sheet.name)[:_LONGEST_SHEET_NAME].strip(" '") or f"Sheet {number}"
        taken = {name.casefold() for name in names.values()}
        free = plain if plain.casefold() not in taken else f"{plain[:24]} ({number})"
        names[sheet.name] = free
    return names
