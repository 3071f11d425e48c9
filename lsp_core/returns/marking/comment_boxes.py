"""The boxes that comments are shown in: shapes in a drawing of the kind Excel had before 2007, which it still wants."""

import re

from lxml import etree
from openpyxl.utils import column_index_from_string

from lsp_core.returns.marking.marks import CellMark
from lsp_core.returns.marking.package import Element, main

_V, _X = "{urn:schemas-microsoft-com:vml}", "{urn:schemas-microsoft-com:office:excel}"
_FIRST_SHAPE = 1025
_WIDTH_IN_COLUMNS = 3
_CHARACTERS_A_LINE, _POINTS_A_LINE = 46, 13
_USUAL_HEIGHT = 15.0
_MOST_ROWS = 60
_SHAPE = (
    '<v:shape xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office" '
    'xmlns:x="urn:schemas-microsoft-com:office:excel" id="_x0000_s{number}" type="#_x0000_t202" '
    'style="position:absolute;margin-left:80pt;margin-top:5pt;width:240pt;height:{height}pt;z-index:1;'
    'visibility:hidden" fillcolor="#ffffe1" o:insetmode="auto"><v:fill color2="#ffffe1"/>'
    '<v:shadow on="t" color="black" obscured="t"/><v:path o:connecttype="none"/>'
    '<v:textbox style="mso-direction-alt:auto"><div style="text-align:left"/></v:textbox>'
    '<x:ClientData ObjectType="Note"><x:MoveWithCells/><x:SizeWithCells/><x:Anchor>{anchor}</x:Anchor>'
    "<x:AutoFill>False</x:AutoFill><x:Row>{row}</x:Row><x:Column>{column}</x:Column></x:ClientData></v:shape>"
)


def add_box(drawing: Element, sheet: Element, mark: CellMark) -> None:
    """Add the box of one comment, beside its cell and as high as its words."""
    row, column = place_of(mark.where.address)
    height = sum(1 + len(line) // _CHARACTERS_A_LINE for line in mark.text.split("\n")) * _POINTS_A_LINE + 10
    last, rest = _row_below(sheet, row, height)
    anchor = f"{column + 1}, 15, {row}, 4, {column + 1 + _WIDTH_IN_COLUMNS}, 30, {last}, {rest}"
    number = _free_number(drawing)
    drawing.append(etree.fromstring(_SHAPE.format(number=number, height=height, anchor=anchor, row=row, column=column)))


def remove_box(drawing: Element, address: str) -> None:
    """Take out the box of the comment on a cell."""
    row, column = place_of(address)
    for data in list(drawing.iter(f"{_X}ClientData")):
        if (_number(data, "Row"), _number(data, "Column")) == (row, column):
            shape = data.getparent()
            shape.getparent().remove(shape)


def place_of(address: str) -> tuple[int, int]:
    """The row and the column of a cell, counted from nought."""
    letters, digits = re.sub(r"[^A-Z]", "", address), re.sub(r"[^0-9]", "", address)
    return int(digits) - 1, column_index_from_string(letters) - 1


def _number(data: Element, name: str) -> int:
    return int(data.findtext(f"{_X}{name}") or -1)


def _free_number(drawing: Element) -> int:
    numbers = [
        int(match[1]) for one in drawing.iter(f"{_V}shape") if (match := re.search(r"_s(\d+)$", one.get("id", "")))
    ]
    return max(numbers, default=_FIRST_SHAPE - 1) + 1


def _row_below(sheet: Element, row: int, height: float) -> tuple[int, int]:
    """The row that a box beginning in a row ends in, and how many pixels into it."""
    heights = {int(one.get("r", "0")) - 1: float(one.get("ht", _USUAL_HEIGHT)) for one in sheet.iter(main("row"))}
    for last in range(row, row + _MOST_ROWS):
        here = heights.get(last, _USUAL_HEIGHT)
        if height <= here:
            return last, int(height * 4 / 3)
        height -= here
    return row + _MOST_ROWS, 0
