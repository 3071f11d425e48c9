"""An OpenDocument spreadsheet as a grid, as LibreOffice and Collabora save it.

The file has passed `lsp_core.returns.safety`. It is read as a stream and nothing is kept of a row once it is done. One
cell or row may be repeated a million times in a few bytes: repeats are counted, and made only as far as we look.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from io import BytesIO
from typing import IO, Any
from xml.etree.ElementTree import Element, ParseError
from zipfile import ZipFile

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import iterparse

from lsp_core.errors import ReturnRefusedError
from lsp_core.returns import doubts, layout, refusals
from lsp_core.returns.cells import Tally, day_cell, error_cell, number_cell, says_a_scale, truth_cell, unsaved_cell
from lsp_core.returns.grid import MOST_COLUMNS, MOST_ROWS, Cell, Grid, Line, Sheet
from lsp_core.returns.sheets import lines_of

LONGEST_REFERENCE = 100

_OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
_TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
_TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
_STYLE = "{urn:oasis:names:tc:opendocument:xmlns:style:1.0}"
_NUMBER = "{urn:oasis:names:tc:opendocument:xmlns:datastyle:1.0}"
_META = "{urn:oasis:names:tc:opendocument:xmlns:meta:1.0}"
_CALC = "{urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0}"
_NOT_SHOWN = (f"{_OFFICE}annotation", f"{_TABLE}shapes", f"{_TABLE}detective")
"""What stands inside a cell without being what it shows: comments and drawings."""

_Rows = Iterator[tuple[int, dict[int, Cell]]]


def read_ods(content: bytes, *, whole: bool = False) -> Grid:
    """Every visible sheet of a spreadsheet, and the request it says it answers."""
    try:
        with ZipFile(BytesIO(content)) as archive:
            reference = _by_property(archive)
            with archive.open("content.xml") as stream:
                return _Reader(Tally(), _scaled_styles(archive), whole).read(stream, reference)
    except ReturnRefusedError:
        raise
    except (DefusedXmlException, ParseError, LookupError, ValueError, ArithmeticError, OSError, EOFError, RuntimeError):
        raise refusals.DAMAGED.error() from None


@dataclass
class _Reader:
    """Walks one content.xml from its start to its end."""

    tally: Tally
    scaled: set[str]
    """The styles of cells and numbers that show thousands or millions."""
    whole: bool
    hidden: set[str] = field(default_factory=set)
    """The styles of sheets that are not shown."""
    columns: list[str] = field(default_factory=list)
    """The styles that the columns of the sheet being read give to cells without one."""

    def read(self, stream: IO[bytes], reference: str) -> Grid:
        sheets, by_name = [], ""
        events = iterparse(stream, events=("start", "end"), forbid_dtd=True)
        for event, element in events:
            if event == "end" and element.tag == f"{_STYLE}style":
                self._learn(element)
            elif event == "end" and element.tag == f"{_TABLE}named-expression":
                by_name = by_name or _named_reference(element)
            elif event == "start" and element.tag == f"{_TABLE}table":
                name = element.get(f"{_TABLE}name", "")[:LONGEST_REFERENCE]
                shown = element.get(f"{_TABLE}style-name", "") not in self.hidden
                lines = tuple(self._lines(name, events))
                if name == layout.IDENTITY:
                    reference = reference or _by_sheet(lines)
                elif shown:
                    sheets.append(Sheet(name, lines))
        return Grid((reference or by_name)[:LONGEST_REFERENCE], tuple(sheets))

    def _learn(self, style: Element) -> None:
        """What a style of the file does: hides a sheet, or shows numbers in thousands."""
        name = style.get(f"{_STYLE}name", "")
        properties = style.find(f"{_STYLE}table-properties")
        if properties is not None and properties.get(f"{_TABLE}display") == "false":
            self.hidden.add(name)
        if {style.get(f"{_STYLE}data-style-name"), style.get(f"{_STYLE}parent-style-name")} & self.scaled:
            self.scaled.add(name)

    def _lines(self, name: str, events: Iterator[Any]) -> Iterator[Line]:
        """The rows of the sheet that has just begun; when no more are wanted, the rest of it is passed over."""
        self.columns = []
        rows = self._rows(events)
        yield from lines_of(name, rows, self.whole)
        for _ in rows:
            pass

    def _rows(self, events: Iterator[Any]) -> _Rows:
        """Every row with something in it, to the end of the sheet."""
        depth, row, inside = 1, 0, False
        for event, element in events:
            if element.tag == f"{_TABLE}table-row" and depth == 1:
                if event == "start" and inside:  # a row within a cell: which row is then the fourth, nobody can say
                    raise refusals.DAMAGED.error()
                inside = event == "start"
            if element.tag == f"{_TABLE}table":
                depth += 1 if event == "start" else -1
                if not depth:
                    element.clear()
                    return
            elif event == "end" and depth == 1 and element.tag == f"{_TABLE}table-column":
                self._learn_column(element)
            elif event == "end" and depth == 1 and element.tag == f"{_TABLE}table-row":
                repeats = _repeats(element, "number-rows-repeated")
                cells = self._cells(element)
                if cells:
                    last = max(row + 1, min(row + repeats, MOST_ROWS + 1))
                    yield from ((number, cells) for number in range(row + 1, last + 1))
                row += repeats
                element.clear()

    def _learn_column(self, column: Element) -> None:
        room = MOST_COLUMNS - len(self.columns)
        repeats = min(_repeats(column, "number-columns-repeated"), room)
        self.columns += [column.get(f"{_TABLE}default-cell-style-name", "")] * repeats

    def _cells(self, row: Element) -> dict[int, Cell]:
        """The cells of a row that are not blank, as far as we look."""
        cells: dict[int, Cell] = {}
        column = 0
        for element in row:
            if element.tag not in (f"{_TABLE}table-cell", f"{_TABLE}covered-table-cell"):
                continue
            repeats = _repeats(element, "number-columns-repeated")
            reached = min(column + repeats, MOST_COLUMNS)
            for number in range(column + 1, reached + 1):
                cell = self._cell(element, self._style(element, number))
                if cell is None:
                    break
                cells[number] = cell
            column += repeats
            if column >= MOST_COLUMNS:
                break
        return cells

    def _style(self, element: Element, column: int) -> str:
        of_column = self.columns[column - 1] if column <= len(self.columns) else ""
        return element.get(f"{_TABLE}style-name") or of_column

    def _cell(self, element: Element, style: str) -> Cell | None:
        """One cell as a reader sees it; None when it is blank."""
        formula, shown = element.get(f"{_TABLE}formula", ""), _shown(element)
        kind = element.get(f"{_OFFICE}value-type", "")
        if element.get(f"{_CALC}value-type") == "error" or shown.startswith("Err:"):
            return error_cell(shown or formula)
        if not kind:
            return unsaved_cell(formula) if formula and not shown else self.tally.text(shown)
        if kind in ("date", "time"):
            return day_cell(_day(element.get(f"{_OFFICE}date-value"))) if kind == "date" else _time(shown)
        if kind == "boolean":
            return truth_cell(element.get(f"{_OFFICE}boolean-value") == "true")
        if kind in ("float", "percentage", "currency"):
            format_like_it = "0%" if kind == "percentage" else "0,\\ " if style in self.scaled else "General"
            return number_cell(float(element.get(f"{_OFFICE}value", "")), format_like_it)
        return self.tally.text(shown or element.get(f"{_OFFICE}string-value", ""))


def _repeats(element: Element, what: str) -> int:
    return max(1, int(element.get(f"{_TABLE}{what}", "1")))


def _shown(element: Element) -> str:
    """The paragraphs of a cell, one a line, without its comments."""
    return "\n".join("".join(_words(child)) for child in element if child.tag == f"{_TEXT}p")


def _words(element: Element) -> Iterator[str]:
    """The text in an element; several spaces, tabs and line breaks are elements of their own."""
    if element.tag in _NOT_SHOWN:
        return
    if element.tag == f"{_TEXT}s":
        yield " " * min(int(element.get(f"{_TEXT}c", "1")), 100)
    elif element.tag in (f"{_TEXT}tab", f"{_TEXT}line-break"):
        yield "\t" if element.tag == f"{_TEXT}tab" else "\n"
    yield element.text or ""
    for child in element:
        yield from _words(child)
        yield child.tail or ""


def _day(written: str | None) -> date:
    return datetime.fromisoformat((written or "")[:19]).date()


def _time(shown: str) -> Cell:
    return Cell(shown, trouble=doubts.A_DATE)


def _scaled_styles(archive: ZipFile) -> set[str]:
    """The styles of numbers that show thousands or millions, from both places where styles are kept."""
    scaled: set[str] = set()
    for part in ("styles.xml", "content.xml"):
        if part not in archive.namelist():
            continue
        with archive.open(part) as stream:
            for _, element in iterparse(stream, events=("end",), forbid_dtd=True):
                if element.tag.startswith(_NUMBER) and element.tag.endswith("-style"):
                    if any(_scales(piece) for piece in element):
                        scaled.add(element.get(f"{_STYLE}name", ""))
                elif element.tag == f"{_STYLE}style" and element.get(f"{_STYLE}data-style-name") in scaled:
                    scaled.add(element.get(f"{_STYLE}name", ""))
                elif element.tag == f"{_OFFICE}automatic-styles" and part == "content.xml":
                    break
                elif element.tag == f"{_TABLE}table-row":
                    element.clear()
    return scaled


def _scales(piece: Element) -> bool:
    """Whether a piece of a number's style divides what is shown, or says thousands or millions beside it."""
    if piece.tag == f"{_NUMBER}text":
        return says_a_scale(piece.text or "")
    return float(piece.get(f"{_NUMBER}display-factor", "1")) != 1


def _by_property(archive: ZipFile) -> str:
    if "meta.xml" not in archive.namelist():
        return ""
    with archive.open("meta.xml") as stream:
        for _, element in iterparse(stream, events=("end",), forbid_dtd=True):
            if element.get(f"{_META}name") == layout.REFERENCE_PROPERTY:
                return (element.text or "").strip()
    return ""


def _by_sheet(lines: tuple[Line, ...]) -> str:
    return next((line.shown(2) for line in lines if line.shown(1) == layout.REFERENCE_NAME), "")


def _named_reference(element: Element) -> str:
    if element.get(f"{_TABLE}name") != layout.REFERENCE_NAME:
        return ""
    return element.get(f"{_TABLE}expression", "").removeprefix("of:").strip("=\"' ")
