"""A workbook as a grid. Everything openpyxl is asked to do for us happens here, and nothing it raises gets out.

The file has passed `lsp_core.returns.safety`. Nothing is read beyond `MOST_ROWS` and `MOST_COLUMNS`, and the whole is
read twice: once for what cells show, once for which of them are formulas, because a formula that was saved without an
answer would otherwise look like a blank.
"""

import re
import warnings
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from io import BytesIO
from typing import Any

from openpyxl import load_workbook
from openpyxl.cell.read_only import EmptyCell, ReadOnlyCell
from openpyxl.workbook.workbook import Workbook
from openpyxl.worksheet._read_only import ReadOnlyWorksheet

from lsp_core.errors import ReturnRefusedError
from lsp_core.returns import doubts, layout
from lsp_core.returns.grid import HEADINGS_WITHIN, MOST_COLUMNS, MOST_ROWS, Cell, Grid, Line, Sheet
from lsp_core.returns.pointers import Sign
from lsp_core.returns.typed import MOST_DIGITS, exactly, plain

_OpenSheet = Any
"""A ReadOnlyWorksheet: it borrows its methods at run time, which its type does not know."""
_AnyCell = ReadOnlyCell | EmptyCell

LONGEST_REFERENCE = 100
_IDENTITY_ROWS = 10


def read_xlsx(content: bytes, *, whole: bool = False) -> Grid:
    """Every visible sheet of a workbook, and the request it says it answers. A sheet that cannot be a return is left
    off early, unless the `whole` of it is wanted."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # openpyxl warns of what it will not keep, and we keep nothing
        try:
            return _read(content, whole)
        except ReturnRefusedError:
            raise
        except Exception:  # openpyxl lets out whatever the damage made happen: KeyError, TypeError, zlib.error, ...
            raise ReturnRefusedError(
                "The workbook is damaged, so we could not read it",
                "Open it in Excel, let it repair the file if it offers to, save it and send it again.",
            ) from None


def _read(content: bytes, whole: bool) -> Grid:
    shown = load_workbook(BytesIO(content), read_only=True, data_only=True, keep_links=False)
    written = load_workbook(BytesIO(content), read_only=True, data_only=False, keep_links=False)
    formulas = {sheet.title: sheet for sheet in _worksheets(written)}
    sheets = tuple(
        Sheet(sheet.title, tuple(_lines(sheet, formulas[sheet.title], whole)))
        for sheet in _worksheets(shown)
        if sheet.sheet_state == "visible"
    )
    signs = _signs(shown)
    return Grid(next((reference for _, reference in signs), ""), sheets, signs=signs)


def _worksheets(workbook: Workbook) -> list[_OpenSheet]:
    """The sheets with cells; a sheet that is one big chart has none."""
    return [sheet for sheet in workbook.worksheets if isinstance(sheet, ReadOnlyWorksheet)]


def _lines(shown: _OpenSheet, written: _OpenSheet, whole: bool) -> Iterator[Line]:
    """The rows with something in them, as far as they may be part of a table with a Code column."""
    promising = False
    rows = zip(_rows(shown), _rows(written), strict=False)
    for number, (shown_row, written_row) in enumerate(rows, start=1):
        if number > MOST_ROWS:
            raise ReturnRefusedError(
                f"Sheet {shown.title} goes further down than row {MOST_ROWS:,}",
                "Delete everything below your figures, empty rows as well, save the workbook and send it again.",
            )
        cells = {
            column: cell
            for column, (value, formula) in enumerate(zip(shown_row, written_row, strict=False), start=1)
            if (cell := _cell(value, formula)) is not None
        }
        if cells:
            yield Line(number, cells)
        promising = promising or any(layout.heading_of(cell.shown) is layout.CODE for cell in cells.values())
        if number >= HEADINGS_WITHIN and not (promising or whole):
            return


def _rows(sheet: _OpenSheet) -> Iterator[tuple[_AnyCell, ...]]:
    """The rows as far as we look, and one more so that a longer sheet can be refused."""
    sheet.reset_dimensions()  # what a sheet claims about its own size is often wrong
    rows: Iterator[tuple[_AnyCell, ...]] = sheet.iter_rows(max_row=MOST_ROWS + 1, max_col=MOST_COLUMNS)
    return rows


def _cell(shown: _AnyCell, written: _AnyCell) -> Cell | None:
    """One cell as a reader sees it; None when it is blank."""
    value = shown.value
    if value is None:
        return Cell(str(written.value)[:80], trouble=doubts.NO_SAVED_VALUE) if written.data_type == "f" else None
    if shown.data_type == "e":
        return Cell(str(value), trouble=doubts.SPREADSHEET_ERROR)
    if isinstance(value, bool):
        return Cell(str(value).upper(), trouble=doubts.TRUE_OR_FALSE)
    if isinstance(value, int | float):
        return _number(value, str(getattr(shown, "number_format", "")))
    if isinstance(value, datetime | date | time | timedelta):
        return Cell(_day(value), trouble=doubts.A_DATE)
    text = str(value).strip()
    return Cell(text) if text else None


_SPOKEN = re.compile(r'"[^"]*"|\\.|_.|\*.|\[[^\]]*\]')
"""The parts of a number format that are words and spacing, not instructions."""
_THOUSANDS = re.compile(r"[0#?],+(?![0#?,])")


def _number(value: float, number_format: str) -> Cell:
    """A number under the format it is shown in."""
    number = exactly(value)
    instructions = _SPOKEN.sub("", number_format)
    if "%" in instructions:
        percentage = Decimal(plain(number * 100))
        return Cell(f"{_short(percentage)}%", percentage, is_percentage=True)
    scaled = _THOUSANDS.search(instructions)
    return Cell(_short(number), number, trouble=doubts.SCALED if scaled else None)


def _short(number: Decimal) -> str:
    """A number in full unless that would be a line of noughts."""
    return plain(number) if abs(number.adjusted()) <= 2 * MOST_DIGITS else str(number)


def _day(value: date | time | timedelta) -> str:
    if isinstance(value, date):
        return f"{value.day} {value:%B %Y}"
    return str(value)


def _signs(workbook: Workbook) -> tuple[tuple[Sign, str], ...]:
    """The request a workbook says it answers: by its property, its hidden sheet and its defined name."""
    found = (
        (Sign.PROPERTY, _by_property(workbook)),
        (Sign.HIDDEN_SHEET, _by_sheet(workbook)),
        (Sign.DEFINED_NAME, _by_name(workbook)),
    )
    return tuple((sign, reference[:LONGEST_REFERENCE]) for sign, reference in found if reference)


def _by_property(workbook: Workbook) -> str:
    for custom in workbook.custom_doc_props.props:  # type: ignore[attr-defined]  # missing from its type stubs
        if custom.name == layout.REFERENCE_PROPERTY:
            return str(custom.value or "").strip()
    return ""


def _by_sheet(workbook: Workbook) -> str:
    for sheet in _worksheets(workbook):
        if sheet.title == layout.IDENTITY:
            rows = sheet.iter_rows(min_row=1, max_row=_IDENTITY_ROWS, min_col=1, max_col=2, values_only=True)
            for label, value in rows:
                if label == layout.REFERENCE_NAME:
                    return str(value or "").strip()
    return ""


def _by_name(workbook: Workbook) -> str:
    name = workbook.defined_names.get(layout.REFERENCE_NAME)
    return str(name.value or "").strip("=\"' ") if name else ""
