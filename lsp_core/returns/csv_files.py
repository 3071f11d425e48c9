"""A CSV file as a grid of one sheet, in any of the encodings and separators that spreadsheet programs write."""

import csv
import re
from io import StringIO

from lsp_core.errors import ReturnRefusedError
from lsp_core.returns import layout
from lsp_core.returns.grid import MOST_COLUMNS, MOST_ROWS, Cell, Grid, Line, Sheet

SEPARATORS = (",", ";", "\t", "|")
_UTF16_MARKS = (b"\xff\xfe", b"\xfe\xff")
_LINES_LOOKED_AT = 50
_LONGEST_SHEET_NAME = 60


def read_csv(name: str, content: bytes) -> Grid:
    """The rows of a CSV file. The sheet takes the file's name, since findings have to call it something."""
    text = decoded(content)
    separator = separator_of(text)
    try:
        lines = _lines(text, separator)
    except csv.Error:
        raise ReturnRefusedError(
            "The file is not a CSV file that we can read", "Save it as an Excel workbook (.xlsx) and send that."
        ) from None
    commas_group = separator == "," or _points_are_decimal(lines)
    return Grid("", (Sheet(name[:_LONGEST_SHEET_NAME], tuple(lines)),), commas_group)


def decoded(content: bytes) -> str:
    """The text of a file. UTF-16 only with a byte order mark, because without one any bytes at all decode as it."""
    if content.startswith(_UTF16_MARKS):
        return content.decode("utf-16", errors="replace")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("cp1252", errors="replace")


def separator_of(text: str) -> str:
    """The separator that makes the most of our headings out of any one of the first lines."""
    lines = text.splitlines()[:_LINES_LOOKED_AT]
    return max(SEPARATORS, key=lambda separator: max((_headings_in(line, separator) for line in lines), default=0))


def _headings_in(line: str, separator: str) -> int:
    return sum(layout.heading_of(piece.strip(' "')) is not None for piece in line.split(separator)[:MOST_COLUMNS])


def _lines(text: str, separator: str) -> list[Line]:
    lines = []
    for number, fields in enumerate(csv.reader(StringIO(text, newline=""), delimiter=separator), start=1):
        if number > MOST_ROWS:
            raise ReturnRefusedError(
                f"The file has more than {MOST_ROWS:,} rows", "Send only the rows that answer our request."
            )
        shown = enumerate((field.strip() for field in fields[:MOST_COLUMNS]), start=1)
        cells = {column: Cell(field) for column, field in shown if field}
        if cells:
            lines.append(Line(number, cells))
    return lines


def _points_are_decimal(lines: list[Line]) -> bool:
    """Whether the file shows somewhere that it writes decimals with a point, and nowhere that it uses a comma.

    Where the separator is no comma, the program that wrote the file may be set to a language with decimal commas.
    """
    fields = [cell.shown for line in lines for cell in line.cells.values()]
    with_comma = any(re.fullmatch(r"-?\d+,(\d{1,2}|\d{4,})%?", field) for field in fields)
    with_point = any(re.fullmatch(r"-?[\d,]+\.\d+%?", field) for field in fields)
    return with_point and not with_comma
