"""Finding the tables in a file: which sheet is which, where its headings are, which column is which.

By the words of the headings alone, because people rename sheets, add rows above and columns between, and sort.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum

from lsp_core.findings import CellRef
from lsp_core.returns import doubts, layout
from lsp_core.returns.doubts import Doubt
from lsp_core.returns.grid import HEADINGS_WITHIN, Cell, Grid, Line, Sheet, address
from lsp_core.returns.layout import Heading
from lsp_core.returns.typed import BLANK, Typed, in_bounds, is_percentage, plain, read_number

LONGEST_QUOTED = 80
"""Characters of two cells that say different things."""


class TableKind(Enum):
    """The three tables of a return, each with the headings without which it is not one."""

    FIGURES = (layout.CODE, layout.FIGURE)
    CORRECTIONS = (layout.CODE, layout.CORRECTED)
    RESOURCES = (layout.CODE, layout.SPEND)

    @property
    def box(self) -> Heading:
        """The heading of the box that makes the table what it is, and that findings about a whole row point at."""
        return self.value[-1]


@dataclass(frozen=True)
class Table:
    """One table, found."""

    kind: TableKind
    sheet: str
    columns: dict[Heading, int]
    lines: tuple[Line, ...]
    """The rows under the headings."""
    commas_group: bool
    twice: tuple[tuple[Heading, int], ...] = ()
    """Further columns with a heading that an earlier one has."""

    def shown(self, line: Line, heading: Heading) -> str:
        """What a row shows under a heading; empty when blank, or when there is no such column."""
        shown = line.shown(self.columns.get(heading))
        return "" if shown.casefold() == layout.NOT_NEEDED else shown

    def typed(self, line: Line, heading: Heading, unit: str) -> Typed:
        """The number in a row's box under a heading."""
        cell = line.cells.get(self.columns.get(heading, 0))
        shown = [line.shown(self.columns.get(heading))]
        shown += [line.shown(column) for again, column in self.twice if again is heading]
        if len(set(shown)) > 1:
            return Typed(" / ".join(shown)[:LONGEST_QUOTED], doubt=Doubt(doubts.TWICE))
        if cell is None or not self.shown(line, heading):
            return BLANK
        return typed_in(cell, unit, self.commas_group)

    def where(self, line: Line, heading: Heading) -> CellRef:
        """The cell of a row under a heading; the row's first cell when there is no such column."""
        return CellRef(self.sheet, address(line.number, self.columns.get(heading, 1)))


def tables_in(grid: Grid) -> Iterator[Table]:
    """Every table of a return in a file, in the order of its sheets."""
    for sheet in grid.sheets:
        table = None if sheet.name == layout.WHAT_WE_FOUND else _table_in(sheet, grid.commas_group)
        if table is not None:
            yield table


def _table_in(sheet: Sheet, commas_group: bool) -> Table | None:
    for position, line in enumerate(sheet.lines):
        if line.number > HEADINGS_WITHIN:
            return None
        columns = _columns(line)
        kind = _kind(columns)
        if kind is not None:
            rows = _rows_under(sheet, position, columns)
            return Table(kind, sheet.name, columns, rows, commas_group, _twice(line, columns))
    return None


def _columns(line: Line) -> dict[Heading, int]:
    """The columns that a row gives headings to; the first of two with the same heading."""
    columns: dict[Heading, int] = {}
    for column, cell in sorted(line.cells.items()):
        heading = layout.heading_of(cell.shown)
        if heading is not None:
            columns.setdefault(heading, column)
    return columns


def _twice(line: Line, columns: dict[Heading, int]) -> tuple[tuple[Heading, int], ...]:
    """The columns whose heading stands over an earlier one as well."""
    found = ((layout.heading_of(cell.shown), column) for column, cell in sorted(line.cells.items()))
    return tuple((heading, column) for heading, column in found if heading and columns[heading] != column)


def _kind(columns: dict[Heading, int]) -> TableKind | None:
    return next((kind for kind in TableKind if all(heading in columns for heading in kind.value)), None)


def _rows_under(sheet: Sheet, position: int, columns: dict[Heading, int]) -> tuple[Line, ...]:
    """The rows below the headings, leaving out headings that somebody has pasted again."""
    code = columns[layout.CODE]
    return tuple(line for line in sheet.lines[position + 1 :] if layout.heading_of(line.shown(code)) is not layout.CODE)


def typed_in(cell: Cell, unit: str, commas_group: bool) -> Typed:
    """What a cell holds as a number in a unit, or why there is doubt."""
    if cell.trouble is not None:
        understood = plain(cell.number) if cell.number is not None else ""
        return Typed(cell.shown, doubt=Doubt(cell.trouble, understood, unit))
    if cell.is_percentage and unit and not is_percentage(unit):
        return Typed(cell.shown, doubt=Doubt(doubts.WRONG_UNIT, unit=unit))
    if cell.number is not None:
        return in_bounds(cell.shown, cell.number)
    return read_number(cell.shown, unit, commas_group)
