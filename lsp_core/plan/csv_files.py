"""One CSV file as located rows, whichever separator Excel wrote it with.

A row is an `Entry` like any group of fields in YAML. A formula is text like any other.
"""

import csv
import io
from collections.abc import Mapping

from pydantic import BaseModel

from lsp_core.plan.written import Entry, Listing, Mistakes, Place, Text, closest, quoted, suggestion

SEPARATORS = (",", ";", "\t")


def read_table(name: str, text: str, row_model: type[BaseModel], mistakes: Mistakes) -> Listing | None:
    """The rows of a table; None when it cannot be read, and `mistakes` says why."""
    fields = row_model.model_fields
    rows = _rows(name, text, _separator(text, frozenset(fields)), mistakes)
    if rows is None:
        return None
    if not rows:
        mistakes.add(Place(name, 1, 1), "the table has no headings", f"begin with the line {','.join(fields)}")
        return None
    header_line, header = rows[0]
    headings = _Headings(name, header_line, header, row_model, mistakes)
    entries = (headings.entry(line, cells) for line, cells in rows[1:])
    return Listing(Place(name, header_line, 1), tuple(entries))


def _separator(text: str, known: frozenset[str]) -> str:
    """The separator under which the first line has most of the headings we know."""
    first = next((line for line in text.split("\n") if line.strip()), "")

    def headings_known(separator: str) -> int:
        return sum(_heading(cell.strip('"')) in known for cell in first.split(separator))

    return max(SEPARATORS, key=headings_known)


def _rows(name: str, text: str, separator: str, mistakes: Mistakes) -> list[tuple[int, list[str]]] | None:
    """Each row that is not blank, with the line it begins on: not its number, once a cell has a line break in it."""
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    rows: list[tuple[int, list[str]]] = []
    line = 1
    try:
        for cells in reader:
            rows.append((line, [cell.strip() for cell in cells]))
            line = reader.line_num + 1
    except csv.Error:
        mistakes.add(
            Place(name, line, 1),
            "the row beginning here cannot be split into cells",
            'look for a double quote that is not closed, and write one inside a quoted cell as ""',
        )
        return None
    return [row for row in rows if any(row[1])]


def _heading(cell: str) -> str:
    """A heading as we know it: `Valid from` is valid_from."""
    return "_".join(cell.strip().lower().replace("-", "_").split())


class _Headings:
    """The first row of a table, and what it makes of the others."""

    def __init__(self, file: str, line: int, cells: list[str], row_model: type[BaseModel], mistakes: Mistakes) -> None:
        self._file = file
        self._mistakes = mistakes
        self._fields = row_model.model_fields
        self._columns: dict[str, int] = {}
        self._without_heading: set[int] = set()
        misspelt = {self._take(Place(file, line, number), cell, number) for number, cell in enumerate(cells, 1)}
        self._width = len(cells)
        self._missing = frozenset(self._fields) - set(self._columns)
        for field in self._fields:
            if field in self._missing - misspelt and self._fields[field].is_required():
                self._mistakes.add(
                    Place(file, line, 1), f"the column {field} is missing", f"add it: {self._fields[field].description}"
                )

    def _take(self, place: Place, cell: str, number: int) -> str | None:
        """Takes note of one heading; gives the field it was probably meant to be when it is none of ours."""
        heading = _heading(cell)
        if heading in self._columns:
            first = self._columns[heading]
            self._mistakes.add(place, f"the column {heading} is there twice", f"keep this one or column {first}")
        elif heading in self._fields:
            self._columns[heading] = number
        elif not heading:
            self._without_heading.add(number)
        else:
            self._mistakes.add(place, f"there is no column {quoted(cell)}", suggestion(heading, self._fields))
            return closest(heading, self._fields)
        return None

    def entry(self, line: int, cells: list[str]) -> Entry:
        """One row, blank cells left out. Cells under no heading are blank, or a mistake."""
        for number, cell in enumerate(cells, 1):
            if cell and (number > self._width or number in self._without_heading):
                self._mistakes.add(
                    Place(self._file, line, number),
                    f"{quoted(cell)} stands under no heading",
                    "give the column its heading, or put text that has the separator in it in double quotes",
                )
        places = {field: Place(self._file, line, number) for field, number in self._columns.items()}
        given = {field: n for field, n in self._columns.items() if n <= len(cells) and cells[n - 1]}
        values: Mapping[str, Text] = {field: Text(places[field], cells[n - 1]) for field, n in given.items()}
        return Entry(Place(self._file, line, 1), values, places, columns_missing=self._missing)
