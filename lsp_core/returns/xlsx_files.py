"""A workbook as a grid. Everything openpyxl is asked to do for us happens here, and nothing it raises gets out.

The file has passed `lsp_core.returns.safety`. Nothing is read beyond `MOST_ROWS` and `MOST_COLUMNS`, and the whole is
read twice: once for what cells show, once for which of them are formulas, because a formula that was saved without an
answer would otherwise look like a blank.
"""

import warnings
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from io import BytesIO
from typing import Any

from openpyxl import load_workbook
from openpyxl.cell.read_only import EmptyCell, ReadOnlyCell
from openpyxl.styles.numbers import BUILTIN_FORMATS
from openpyxl.workbook.workbook import Workbook
from openpyxl.worksheet._read_only import ReadOnlyWorksheet

from lsp_core.errors import ReturnRefusedError
from lsp_core.returns import layout, refusals
from lsp_core.returns.cells import Tally, day_cell, error_cell, number_cell, truth_cell, unsaved_cell
from lsp_core.returns.grid import MOST_COLUMNS, MOST_ROWS, Cell, Grid, Sheet
from lsp_core.returns.pointers import Sign
from lsp_core.returns.sheets import lines_of

_OpenSheet = Any
"""A ReadOnlyWorksheet: it borrows its methods at run time, which its type does not know."""
FIRST_CUSTOM_FORMAT = 164
"""The number of the first format that a workbook defines for itself."""
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
            raise refusals.DAMAGED.error() from None


def _read(content: bytes, whole: bool) -> Grid:
    shown = load_workbook(BytesIO(content), read_only=True, data_only=True, keep_links=False)
    written = load_workbook(BytesIO(content), read_only=True, data_only=False, keep_links=False)
    formulas = {sheet.title: sheet for sheet in _worksheets(written)}
    tally = Tally()
    sheets = tuple(
        Sheet(sheet.title, tuple(lines_of(sheet.title, _cells(sheet, formulas[sheet.title], tally), whole)))
        for sheet in _worksheets(shown)
        if sheet.sheet_state == "visible"
    )
    signs = _signs(shown)
    return Grid(next((reference for _, reference in signs), ""), sheets, signs=signs)


def _worksheets(workbook: Workbook) -> list[_OpenSheet]:
    """The sheets with cells; a sheet that is one big chart has none."""
    return [sheet for sheet in workbook.worksheets if isinstance(sheet, ReadOnlyWorksheet)]


def _cells(shown: _OpenSheet, written: _OpenSheet, tally: Tally) -> Iterator[tuple[int, dict[int, Cell]]]:
    """The rows by number, each with its cells that are not blank by column."""
    for number, (shown_row, written_row) in enumerate(zip(_rows(shown), _rows(written), strict=False), start=1):
        if any(getattr(cell, "row", number) != number for cell in shown_row):  # it says that it is in another row
            raise refusals.DAMAGED.error(where=f"{shown.title}, row {number}")
        pairs = enumerate(zip(shown_row, written_row, strict=False), start=1)
        found = ((column, _cell(value, formula, tally)) for column, (value, formula) in pairs)
        yield number, {column: cell for column, cell in found if cell is not None}


def _rows(sheet: _OpenSheet) -> Iterator[tuple[_AnyCell, ...]]:
    """The rows as far as we look, and one more so that a longer sheet can be refused."""
    sheet.reset_dimensions()  # what a sheet claims about its own size is often wrong
    rows: Iterator[tuple[_AnyCell, ...]] = sheet.iter_rows(max_row=MOST_ROWS + 1, max_col=MOST_COLUMNS)
    return rows


def _cell(shown: _AnyCell, written: _AnyCell, tally: Tally) -> Cell | None:
    """One cell as a reader sees it; None when it is blank."""
    value = shown.value
    if value is None:
        return unsaved_cell(str(written.value)) if written.data_type == "f" else None
    if shown.data_type == "e":
        return error_cell(str(value))
    if isinstance(value, bool):
        return truth_cell(value)
    if isinstance(value, int | float):
        return number_cell(value, _format_of(shown))
    if isinstance(value, datetime | date | time | timedelta):
        return day_cell(value)
    return tally.text(str(value))


def _format_of(cell: Any) -> str:
    """The format a number is shown in. The first style counts too, though openpyxl takes it for no style at all."""
    book = cell.parent.parent
    key = book._cell_styles[cell._style_id].numFmtId
    return str(BUILTIN_FORMATS.get(key) or book._number_formats[key - FIRST_CUSTOM_FORMAT])


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
