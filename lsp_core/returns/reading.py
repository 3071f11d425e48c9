"""Reading one file as a return: whose it says it is, its rows, and what in them could not be read.

How a file of any form becomes a grid is `lsp_core.returns.files`; where the tables are found is
`lsp_core.returns.tables`; what people type is `lsp_core.returns.typed`. Nothing here knows the plan:
whether a code or a figure is *right* is for the suites in `expectations`.
"""

from collections.abc import Iterable, Iterator

from lsp_core.errors import ReturnRefusedError
from lsp_core.returns import layout, refusals
from lsp_core.returns.files import read_grid
from lsp_core.returns.grid import Grid
from lsp_core.returns.lines import RowRead, read_row
from lsp_core.returns.pointers import Pointer, Sign, reference_in
from lsp_core.returns.rows import Reading
from lsp_core.returns.tables import Table, tables_in


def read_return(name: str, content: bytes) -> Reading:
    """Read a file that should be a return, by its bytes and not by its name.

    Raises `ReturnRefusedError` when it cannot be read as a return at all. What is wrong with single cells
    comes back as findings.
    """
    grid = read_grid(name, content, sent_in=True)
    tables = list(tables_in(grid))
    rows = [row for row in _rows_of(tables) if row.has_something]
    if not rows:
        raise _nothing_in_it(tables)
    return Reading(
        reference=grid.reference or reference_in(name),
        pointers=_pointers(grid, name),
        figures=tuple(row.figure for row in rows if row.figure),
        resources=tuple(row.resource for row in rows if row.resource),
        findings=tuple(finding for row in rows for finding in row.findings),
    )


def _pointers(grid: Grid, name: str) -> tuple[Pointer, ...]:
    """What the file itself says about whose it is, inside and by its name."""
    by_name = reference_in(name)
    # XLS and ODS say which request they answer and not by which sign: the hidden sheet survives every program.
    signs = grid.signs or (((Sign.HIDDEN_SHEET, grid.reference),) if grid.reference else ())
    inside = tuple(Pointer(sign, reference) for sign, reference in signs)
    return (*inside, *((Pointer(Sign.FILE_NAME, by_name, name),) if by_name else ()))


def _nothing_in_it(found: list[Table]) -> ReturnRefusedError:
    if found:
        return refusals.NO_ROWS.error(where=found[0].sheet)
    return refusals.NO_TABLE.error(code=layout.CODE.text, figure=layout.FIGURE.text)


def _rows_of(tables: Iterable[Table]) -> Iterator[RowRead]:
    """Every row worth keeping or asking about, numbered in one sequence over all sheets."""
    numbered = enumerate(((table, line) for table in tables for line in table.lines), start=1)
    for row, (table, line) in numbered:
        yield read_row(table, line, row)
