"""Prints the figures behind a pack as an accessible workbook, by gptables, after the Analysis Function's guidance on
spreadsheets: a cover, contents and notes, one table a sheet from the left, no merged and no empty cells.

The same pack gives the same bytes. Anybody's words go in as text: never a formula, a link or a note's mark.
"""

import io
import math
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

from lsp_core.packs.contents import Pack
from lsp_core.packs.figures_contents import NO_NUMBER
from lsp_core.packs.figures_dictionary import DICTIONARY, NOTES
from lsp_core.packs.figures_tables import TABLES, Column, Table
from lsp_core.packs.xml_text import printable

LONGEST_CELL = 32_000
"""A little less than a cell of a spreadsheet can hold."""
_CUT = " [cut here: the pack has the whole text]"
_OPTIONS = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
_NARROWEST, _WIDEST = 12, 50
_COVER_WIDTH = 90
_ROWS_ABOVE = 2
"""A title and how to read the table."""
_LINE_HEIGHT, _HIGHEST = 16, 400
_WRAPS_EARLY = 1.15
"""Lines break at words, and so a little before they are full."""


def render_workbook(pack: Pack) -> bytes:
    """The whole workbook."""
    from gptables.core.wrappers import GPWorkbook  # brings pandas, which only this form needs

    file = io.BytesIO()
    book = GPWorkbook(file, options=_OPTIONS)
    tables = [table for table in (NOTES, *TABLES, DICTIONARY) if table.rows(pack)]
    sheets = {table.sheet: _sheet(pack, table) for table in tables}
    _write_cover(book.add_worksheet("Cover"), pack)
    contents = book.add_worksheet("Contents")
    contents.write_gptable(book.make_table_of_contents(sheets, title="Contents"), auto_width=False)
    contents.set_column(0, 0, _NARROWEST + 8)
    contents.set_column(1, 1, _WIDEST + 20)
    for table in tables:
        worksheet = book.add_worksheet(table.sheet)
        worksheet.write_gptable(sheets[table.sheet], auto_width=False)
        _set_sizes(worksheet, table, pack)
    front = pack.front
    book.set_properties(
        {
            "title": printable(f"Figures behind the {front.title.lower()}, {front.quarter}: {front.board}"),
            "author": printable(front.partnership),
            "created": datetime.fromtimestamp(front.produced_at, UTC).replace(tzinfo=None),
        }
    )
    book.close()
    return file.getvalue()


def _sheet(pack: Pack, table: Table) -> Any:
    from gptables import GPTable
    from pandas import DataFrame

    rows = [[_cell(column, cell) for column, cell in zip(table.columns, row, strict=True)] for row in table.rows(pack)]
    every_column = list(range(len(table.columns)))
    return GPTable(
        table=DataFrame(rows, columns=[column.heading for column in table.columns], dtype=object),
        table_name=f"{table.name}_table",
        title=table.title,
        instructions="This worksheet contains one table. The sheet Notes explains the shorthand in square brackets.",
        index_columns={},
        additional_formatting=[
            {"column": {"columns": every_column, "format": {"text_wrap": True, "valign": "top"}, "include_names": True}}
        ],
    )


def _cell(column: Column, cell: str) -> Any:
    """A number as one; shorthand as it is; any other text wrapped, so that nothing in it is read as mark-up."""
    if cell in NO_NUMBER:
        return cell
    return float(Decimal(cell)) if column.is_number else _text(cell)


def _text(words: str) -> Any:
    """Gptables reads plain strings for links and marks of notes; text with a format of its own it leaves alone."""
    from gptables.core.gptable import FormatList

    return FormatList([{}, words if len(words) <= LONGEST_CELL else words[: LONGEST_CELL - len(_CUT)] + _CUT])


def _write_cover(worksheet: Any, pack: Pack) -> None:
    from gptables import Cover

    front = pack.front
    title = f"Figures behind the {front.title.lower()}, {front.quarter}"
    intro = _said(front.partnership, front.board, front.stamp, front.cut_off)
    about = _said(
        front.counts,
        front.data_note,
        "These are the figures, statuses and words of the pack; where the two seem to differ, the pack is right.",
    )
    wrapped = [[[{}, text] for text in texts] for texts in (intro, about)]
    worksheet.write_cover(Cover(title=title, intro=wrapped[0], about=wrapped[1], width=_COVER_WIDTH))
    worksheet.set_row(0, 3 * _LINE_HEIGHT)
    for number, text in enumerate(["", "", *intro, "", *about]):
        if text:
            worksheet.set_row(number, _lines(text, _COVER_WIDTH) * _LINE_HEIGHT)


def _said(*texts: str) -> list[str]:
    return [printable(text) for text in texts if text.strip()]


def _set_sizes(worksheet: Any, table: Table, pack: Pack) -> None:
    """Columns as wide as what they hold, within reason, and rows as high as their longest text needs there: not every
    spreadsheet works that out by itself."""
    rows = [[column.heading for column in table.columns], *table.rows(pack)]
    widths = [max(_NARROWEST, min(max(len(row[place]) for row in rows) + 2, _WIDEST)) for place in range(len(rows[0]))]
    for place, width in enumerate(widths):
        worksheet.set_column(place, place, width)
    for number, row in enumerate(rows, start=_ROWS_ABOVE):
        lines = max(_lines(text, width) for text, width in zip(row, widths, strict=True))
        worksheet.set_row(number, min(lines * _LINE_HEIGHT, _HIGHEST))


def _lines(text: str, width: int) -> int:
    return sum(max(1, math.ceil(len(line) * _WRAPS_EARLY / width)) for line in text.split("\n"))
