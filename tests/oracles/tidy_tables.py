"""Whether a sheet of anybody's making is read as somebody tidied it by hand.

A tidy table says in every row which figure, and of what. The same figure has to be found in one cell of the sheet, with
the same words beside it, over it or around it. Words of the tidy table that stand nowhere on the sheet are those of
whoever made it (`number`, `national`), and cannot be asked for.
"""

import csv
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from decimal import Decimal, InvalidOperation
from pathlib import Path

from lsp_core.importing.labels import Labelled, labelled
from lsp_core.returns.grid import Cell, Sheet

FIGURE_COLUMNS = ("headcount", "thousand_gbp", "thousand_rides", "value", "lowerThreshold", "upperThreshold")
"""The columns of the tidy tables that hold figures; the others say of what."""

Row = Mapping[str, str]


def not_found(sheet: Sheet, tidy_table: Path) -> list[str]:
    """The rows of a tidy table that the sheet was not read to say."""
    with tidy_table.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    on_the_sheet = {_folded(cell.shown) for line in sheet.lines for cell in line.cells.values()}
    if not any(_figures(row) for row in rows):
        return list(_lines_not_found(sheet, rows))
    by_figure = defaultdict(list)
    for cell in labelled(sheet):
        by_figure[_figure_of(cell.cell)].append(_words_of(cell))
    return [
        str(dict(row))
        for row in rows
        for figure in _figures(row)
        if not _says(by_figure[figure], [word for word in _other_words(row) if word in on_the_sheet])
    ]


def _lines_not_found(sheet: Sheet, rows: Iterable[Row]) -> Iterator[str]:
    """The rows of a table of words that no line of the sheet has all the words of."""
    lines = [{_folded(cell.shown) for cell in line.cells.values()} for line in sheet.lines]
    for row in rows:
        words = {_folded(text) for text in row.values() if _folded(text)}
        if not any(words <= line for line in lines):
            yield str(dict(row))


def _says(found: Iterable[str], words: Iterable[str]) -> bool:
    words = list(words)
    return any(all(word in text for word in words) for text in found)


def _words_of(cell: Labelled) -> str:
    return _folded(" ".join((*cell.within, *cell.beside, *cell.over)))


def _other_words(row: Row) -> list[str]:
    return [folded for column, text in row.items() if column not in FIGURE_COLUMNS if (folded := _folded(text))]


def _figures(row: Row) -> list[Decimal]:
    return [_to_shown_digits(Decimal(row[c])) for c in FIGURE_COLUMNS if c in row and _is_number(row[c])]


def _figure_of(cell: Cell) -> Decimal | None:
    """The number a cell holds, where percentages are read as shown: 12% is held as 0.12."""
    if cell.number is not None:
        return _to_shown_digits(cell.number / 100 if cell.is_percentage else cell.number)
    text = cell.shown.replace(",", "")
    return _to_shown_digits(Decimal(text)) if _is_number(text) else None


def _is_number(text: str) -> bool:
    """Whether a tidy cell holds a figure, rather than nothing or a mark such as `*`."""
    with suppress(InvalidOperation):
        return Decimal(text).is_finite()
    return False


def _to_shown_digits(number: Decimal) -> Decimal:
    """To the digits the tidy tables are written with, without noughts at the end."""
    return Decimal(f"{number:.10g}").normalize()


def _folded(text: str) -> str:
    return " ".join(re.sub(r"[^\w%#$&]+", " ", text.casefold()).split())
