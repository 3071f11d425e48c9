"""Every figure on a sheet with the words that say what it is: those of its own row, and those over its column.

No layout is assumed. Rows with figures are told from rows that head them by what is in them, headings may stand in
several rows, and a heading over several columns holds for each of them. A row of words among the figures heads the rows
under it. What the words mean is for `proposing`.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from enum import Enum, auto

from lsp_core.importing.written_periods import period_written
from lsp_core.returns.grid import Cell, Line, Sheet, address
from lsp_core.returns.typed import NOT_AVAILABLE_WORDS, read_number, tidy

BETWEEN = " › "
"""Stands between words that belong together and are written in several cells."""
YEARS = range(1980, 2101)
_MARKS = frozenset({"*", "-", "..", "...", ":", "~"})
_NO_FIGURE = _MARKS | {"c", "x", "z", "u", "tbc", "tba"} | NOT_AVAILABLE_WORDS
"""What stands in a box of a table instead of a figure."""
_FAILED_OR_SMALL = re.compile(r"#(?:n/a|ref!|value!|name\?|num!|null!|div/0!)|< ?\d+%?")
_YEAR_PAIR = re.compile(r"(?<!\d)\d{4} ?[-/–] ?\d{2,4}(?!\d)", re.ASCII)
_QUARTER_ALONE = re.compile(r"\b(?:q|qtr|quarter) ?[1-4]\b")
_SOME_YEAR = re.compile(r"\d{4}|\d\d ?[-/–] ?\d\d", re.ASCII)
_FOUR_DIGITS = re.compile(r"\d{4}", re.ASCII)
PERIOD_HEADINGS = frozenset(
    {"period", "quarter", "quarter end", "date", "month", "time period", "financial year", "year", "reporting period"}
)
"""Over a column that says when, whose numbers are no figures."""
NAME_HEADINGS = frozenset({"code", "id", "ref", "reference", "indicator id", "indicatorid", "measure id", "kpi", "no"})
"""Over a column that says what, whose numbers are no figures."""
FEWEST_OVER_COLUMNS = 2
"""Cells that a row needs over the columns of figures to head them; one by itself is a title."""


@dataclass(frozen=True)
class Labelled:
    """One cell in the body of a table, with the words that say what it is."""

    sheet: str
    row: int
    column: int
    cell: Cell
    beside: tuple[str, ...]
    """The words in its own row, from left to right."""
    over: tuple[str, ...]
    """The words over its column, from top to bottom."""
    within: tuple[str, ...] = ()
    """Words of the rows and columns it stands within: the region over its places, the section over its lines."""

    @property
    def address(self) -> str:
        """Where it is, as spreadsheets write it."""
        return address(self.row, self.column)


class _Kind(Enum):
    TITLE = auto()
    HEADING = auto()
    SECTION = auto()
    BODY = auto()


@dataclass
class _Table:
    """What has been read of a sheet on the way down."""

    headings: list[Line] = field(default_factory=list)
    year: str = ""
    """The line over the sheet's first table that names the year its quarters are of."""
    has_body: bool = False
    section: tuple[str, ...] = ()
    above: dict[int, str] = field(default_factory=dict)
    """The last words in each column of words, for the rows that leave it blank."""

    def under(self, names: frozenset[str]) -> frozenset[int]:
        """The columns whose lowest heading is one of some names."""
        lowest = {column: cell.shown for line in self.headings for column, cell in line.cells.items()}
        return frozenset(column for column, shown in lowest.items() if tidy(shown).casefold().strip(":") in names)


def labelled(sheet: Sheet) -> Iterator[Labelled]:
    """The cells of every table's body on a sheet, row by row, that hold a figure or stand where one should."""
    columns = _columns_of_figures(sheet)
    if not columns:
        return
    table = _Table(year=_year_named((*titles(sheet), sheet.name)))
    for line in sheet.lines:
        match _kind(line, columns, table):
            case _Kind.HEADING if table.has_body:
                table = _Table([line], year=table.year)
            case _Kind.HEADING:
                table.headings.append(line)
            case _Kind.SECTION:
                table.section = _words(line)
                table.above.update(_words_by_column(line))
            case _Kind.BODY:
                table.has_body = True
                yield from _body(sheet.name, line, columns, table)
            case _Kind.TITLE:
                pass


def titles(sheet: Sheet) -> tuple[str, ...]:
    """The lines of words over a sheet's first table."""
    found: list[str] = []
    columns = _columns_of_figures(sheet)
    for line in sheet.lines:
        if _kind(line, columns, _Table()) is not _Kind.TITLE:
            break
        found += _words(line)
    return tuple(found)


def is_figure(cell: Cell) -> bool:
    """Whether a cell holds a number, whoever said that it is one."""
    if cell.number is not None:
        return True
    return cell.trouble is None and read_number(cell.shown).value is not None


def is_year(cell: Cell) -> bool:
    """Whether a number could as well be a year over a column."""
    return not cell.is_percentage and bool(_FOUR_DIGITS.fullmatch(tidy(cell.shown))) and int(cell.shown) in YEARS


def _columns_of_figures(sheet: Sheet) -> frozenset[int]:
    """The columns under a period, and those with a figure that is no year, or a mark for one, and no more words than
    such from there down."""
    figures: Counter[int] = Counter()
    words: Counter[int] = Counter()
    for line in sheet.lines:
        for column, cell in line.cells.items():
            if is_figure(cell) or tidy(cell.shown) in _MARKS:
                figures[column] += not is_year(cell)
            elif figures[column] and not stands_for_a_figure(cell):
                words[column] += 1
    counted = frozenset(column for column, count in figures.items() if count and count >= words[column])
    return counted | _columns_under_periods(sheet)


def _columns_under_periods(sheet: Sheet) -> frozenset[int]:
    """The columns of the first row with several periods: what stands there was meant as a figure, whatever it is."""
    for line in sheet.lines:
        dated = frozenset(column for column, cell in line.cells.items() if period_written(cell.shown) is not None)
        if len(dated) >= FEWEST_OVER_COLUMNS:
            return dated
    return frozenset()


def _kind(line: Line, columns: frozenset[int], table: _Table) -> _Kind:
    inside = [cell for column, cell in line.cells.items() if column in columns]
    figures = [cell for cell in inside if is_figure(cell)]
    if any(not is_year(cell) for cell in figures):
        return _Kind.BODY
    if len(figures) == 1 and table.has_body and len(inside) == 1:
        return _Kind.BODY  # one number that happens to look like a year
    if inside and not figures and all(stands_for_a_figure(cell) for cell in inside):
        return _Kind.BODY
    if len(inside) >= FEWEST_OVER_COLUMNS or (inside and len(columns) == 1):
        return _Kind.HEADING
    if table.headings and not inside:
        return _Kind.SECTION
    if inside and table.headings and not table.has_body:
        return _Kind.HEADING
    return _Kind.TITLE


def stands_for_a_figure(cell: Cell) -> bool:
    """Whether a cell says that there is no figure: `n/a`, a dash, a star, a formula that failed."""
    text = tidy(cell.shown).casefold()
    return text in _NO_FIGURE or bool(_FAILED_OR_SMALL.fullmatch(text))


def _body(sheet: str, line: Line, columns: frozenset[int], table: _Table) -> Iterator[Labelled]:
    dated, named = table.under(PERIOD_HEADINGS), table.under(NAME_HEADINGS)
    columns = columns - dated - named
    words = {column: text for column, text in _words_by_column(line, dated | named).items() if column not in columns}
    beside = _beside(words, dated)
    first = min(words, default=0)
    table.above = {column: text for column, text in table.above.items() if column < first} | words
    within = tuple(dict.fromkeys((*table.section, *(t for c, t in table.above.items() if c < first))))
    for column in sorted(columns & line.cells.keys()):
        over = _with_year(_over(table.headings, column), table.year)
        yield Labelled(sheet, line.number, column, line.cells[column], beside, over, within)


def _words(line: Line) -> tuple[str, ...]:
    return tuple(_words_by_column(line).values())


def _words_by_column(line: Line, always: frozenset[int] = frozenset()) -> dict[int, str]:
    """The cells of a row that are words: no figures, and nothing that stands for one. Some columns `always` are."""
    return {
        column: tidy(cell.shown)
        for column, cell in sorted(line.cells.items())
        if column in always or not (is_figure(cell) or stands_for_a_figure(cell))
    }


def _beside(words: dict[int, str], dated: frozenset[int]) -> tuple[str, ...]:
    """The words of a row; those that together say when, such as a year and a quarter, as one."""
    when = BETWEEN.join(text for column, text in words.items() if column in dated)
    return (*(text for column, text in words.items() if column not in dated), *([when] if when else []))


def _over(headings: Sequence[Line], column: int) -> tuple[str, ...]:
    """A column's headings. An upper one reaches over the blank columns to its right as far as there are headings under
    it, and no further than the next heading beside it or over it."""
    found: list[str] = []
    begins = 1
    for place, line in enumerate(headings):
        beside = [c for c in line.cells if begins <= c <= column]
        reached = max(beside, default=None)
        if reached is not None and (reached == column or any(column in under.cells for under in headings[place + 1 :])):
            found.append(tidy(line.cells[reached].shown))
            begins = reached
    return tuple(found)


def _year_named(lines: Iterable[str]) -> str:
    """The first of some lines that names one pair of years."""
    return next((line for line in lines if len(_YEAR_PAIR.findall(line)) == 1), "")


def _with_year(over: tuple[str, ...], year: str) -> tuple[str, ...]:
    """A quarter's headings with the line that names its year, where they do not name it themselves."""
    text = " ".join(over).casefold()
    needs_one = year and _QUARTER_ALONE.search(text) and not _SOME_YEAR.search(text)
    return (year, *over) if needs_one else over
