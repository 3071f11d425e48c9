"""Prints a table of the figures behind a pack as CSV: UTF-8 with its mark, so that a spreadsheet reads every letter."""

import csv
import io

from lsp_core.packs.contents import Pack
from lsp_core.packs.figures_tables import Table

_RUNS = ("=", "+", "-", "@", "\t", "\r")


def render_csv(pack: Pack, table: Table) -> bytes:
    """The whole file. Text that a spreadsheet would take for a formula begins with an apostrophe."""
    file = io.StringIO(newline="")
    writer = csv.writer(file)
    writer.writerow([column.name for column in table.columns])
    for row in table.rows(pack):
        writer.writerow(
            [cell if column.is_number else _as_text(cell) for column, cell in zip(table.columns, row, strict=True)]
        )
    return file.getvalue().encode("utf-8-sig")


def _as_text(cell: str) -> str:
    return f"'{cell}" if cell.startswith(_RUNS) else cell
