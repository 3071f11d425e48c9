"""How far into a sheet we look, the same for every form of workbook."""

from collections.abc import Iterable, Iterator, Mapping

from lsp_core.returns import layout, refusals
from lsp_core.returns.grid import HEADINGS_WITHIN, MOST_ROWS, Cell, Line


def lines_of(sheet: str, rows: Iterable[tuple[int, Mapping[int, Cell]]], whole: bool) -> Iterator[Line]:
    """The rows with something in them, as far as they may be part of a table with a Code column.

    Rows come by their number, from the top. A sheet that goes on too far is refused, unless its top has shown already
    that it is no part of a return and not the `whole` is wanted.
    """
    promising = False
    for number, cells in rows:
        if number > HEADINGS_WITHIN and not (promising or whole):
            return
        if number > MOST_ROWS:
            raise refusals.TOO_FAR_DOWN.error(where=sheet, what=f"Sheet {sheet}", rows=MOST_ROWS)
        if cells:
            yield Line(number, dict(cells))
        promising = promising or any(layout.heading_of(cell.shown) is layout.CODE for cell in cells.values())
