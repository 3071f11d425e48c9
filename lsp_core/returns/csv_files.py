"""A CSV file as a grid of one sheet, in any of the encodings and separators that spreadsheet programs write."""

import csv
import re
from collections.abc import Iterable, Mapping
from dataclasses import replace
from io import StringIO

from lsp_core.errors import PeriodError
from lsp_core.periods import parse_period
from lsp_core.returns import doubts, layout, refusals
from lsp_core.returns.cells import Tally
from lsp_core.returns.grid import MOST_COLUMNS, MOST_ROWS, Cell, Grid, Line, Sheet
from lsp_core.returns.layout import Heading
from lsp_core.returns.typed import tidy

SEPARATORS = (",", ";", "\t", "|")
_UTF8_MARK = b"\xef\xbb\xbf"
_UTF16_MARKS = (b"\xff\xfe", b"\xfe\xff")
_LINES_LOOKED_AT = 50
_LONGEST_SHEET_NAME = 60
_SEPARATOR_LINE = re.compile(r'"?sep=(?P<separator>[,;|\t])"?[^\S\r\n]*(?:\r\n|\r|\n|$)', re.IGNORECASE)
"""What Excel understands, and some programs write, above the first row. Excel does not show it as a row."""


def read_csv(name: str, content: bytes) -> Grid:
    """The rows of a CSV file. The sheet takes the file's name, since findings have to call it something."""
    text = decoded(content)
    declared = _SEPARATOR_LINE.match(text)
    text = text[declared.end() :] if declared else text
    separator = declared["separator"] if declared else separator_of(text)
    lines = _with_split_rows_marked(_lines(text, separator))
    commas_group = separator == "," or _points_are_decimal(lines)
    return Grid("", (Sheet(name[:_LONGEST_SHEET_NAME], tuple(line for line, _ in lines)),), commas_group)


def decoded(content: bytes) -> str:
    """The text of a file. UTF-16 only with a byte order mark, because without one any bytes at all decode as it."""
    if content.startswith(_UTF16_MARKS):
        return content.decode("utf-16", errors="replace")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.removeprefix(_UTF8_MARK).decode("cp1252", errors="replace")


def separator_of(text: str) -> str:
    """The separator that makes the most of our headings out of any one of the first lines."""
    lines = text.splitlines()[:_LINES_LOOKED_AT]
    return max(SEPARATORS, key=lambda separator: max((_headings_in(line, separator) for line in lines), default=0))


def _headings_in(line: str, separator: str) -> int:
    return sum(layout.heading_of(piece.strip(' "')) is not None for piece in line.split(separator)[:MOST_COLUMNS])


_Counted = tuple[Line, int]
"""A line that has something in it, and in how many boxes the file wrote it."""


def _lines(text: str, separator: str) -> list[_Counted]:
    lines: list[_Counted] = []
    tally = Tally()
    reader = csv.reader(StringIO(text, newline=""), delimiter=separator, strict=True)
    try:
        for number, fields in enumerate(reader, start=1):
            if number > MOST_ROWS:
                raise refusals.TOO_FAR_DOWN.error(where=f"row {number}", what="The file", rows=MOST_ROWS)
            shown = enumerate((tally.text(field) for field in fields[:MOST_COLUMNS]), start=1)
            cells = {column: cell for column, cell in shown if cell is not None}
            if cells:
                lines.append((Line(number, cells), len(fields)))
    except csv.Error:
        raise refusals.OPEN_QUOTE.error(where=f"line {reader.line_num}", line=reader.line_num) from None
    return lines


_HEAD_OF_A_NUMBER = re.compile(r"[+-]? ?£? ?[1-9]\d{0,2}")
_REST_OF_A_NUMBER = re.compile(r"\d{3}(?:\.\d+)? ?%?")
_FOR_WORDS = frozenset({layout.NOTE, layout.VINTAGE, layout.REASON, layout.CHECK})


def _with_split_rows_marked(lines: list[_Counted]) -> list[_Counted]:
    """`1,204` typed without quotation marks comes apart into 1 and 204, and everything after it moves along by one.

    It shows by more boxes than headings; where there are boxes to spare, by three digits in a box for words.
    """
    marked: list[_Counted] = []
    width, headings = MOST_COLUMNS, dict[int, Heading]()
    for line, boxes in lines:
        found = {column: heading for column, cell in line.cells.items() if (heading := _heading(cell))}
        if layout.CODE in found.values():
            width, headings = boxes, found
        elif (boxes > width and not _only_the_note_is_split(line, headings, width)) or _split_before(line, headings):
            line = Line(line.number, {c: replace(cell, trouble=doubts.SHIFTED) for c, cell in line.cells.items()})
        marked.append((line, boxes))
    return marked


def _only_the_note_is_split(line: Line, headings: Mapping[int, Heading], width: int) -> bool:
    """Whether a row with more boxes than headings has its figure where it should be all the same.

    The period is in its place, so that nothing before it is split; the figure is next to it, and the box after that
    does not go on with digits; and all that follows is words.
    """
    figure = next((column for column, heading in headings.items() if heading is layout.FIGURE), 0)
    return (
        headings.get(figure - 1) is layout.PERIOD
        and _is_period(line.shown(figure - 1))
        and all(headings.get(column) in _FOR_WORDS for column in range(figure + 1, width + 1))
        and not tidy(line.shown(figure + 1))[:1].isdigit()
    )


def _heading(cell: Cell) -> Heading | None:
    return layout.heading_of(cell.shown)


def _is_period(shown: str) -> bool:
    try:
        parse_period(shown)
    except PeriodError:
        return False
    return True


def _split_before(line: Line, headings: Mapping[int, Heading]) -> bool:
    """Whether a box for words holds the rest of a number that began in the box before it."""
    return any(
        _REST_OF_A_NUMBER.fullmatch(line.shown(column)) and _HEAD_OF_A_NUMBER.fullmatch(line.shown(column - 1))
        for column, heading in headings.items()
        if heading in _FOR_WORDS
    )


def _points_are_decimal(lines: Iterable[_Counted]) -> bool:
    """Whether the file shows somewhere that it writes decimals with a point, and nowhere that it uses a comma.

    Where the separator is no comma, the program that wrote the file may be set to a language with decimal commas.
    Three digits after either say nothing: they may be thousands.
    """
    fields = [cell.shown for line, _ in lines for cell in line.cells.values()]
    with_comma = any(re.fullmatch(r"-?\d+,(\d{1,2}|\d{4,})%?", field) for field in fields)
    with_point = any(re.fullmatch(r"-?[\d,]+\.(\d{1,2}|\d{4,})%?", field) for field in fields)
    return with_point and not with_comma
