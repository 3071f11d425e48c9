"""An old Excel workbook (.xls, 1997 to 2003) as a grid. The reading itself is `lsp_core.returns.xls_child`.

xlrd is not hardened against files made to harm, so it runs in a process of its own: without our settings and their
secrets in its environment, with bounded time, memory and output. Whatever happens in there, it is one refused file.
"""

import json
import os
import subprocess
import sys
from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path
from tempfile import TemporaryFile
from typing import IO, Any

from lsp_core.errors import ReturnRefusedError
from lsp_core.returns import doubts, layout, refusals, xls_child
from lsp_core.returns.cells import Tally, day_cell, error_cell, number_cell, truth_cell, unsaved_cell
from lsp_core.returns.grid import MOST_COLUMNS, MOST_ROWS, Cell, Grid, Sheet
from lsp_core.returns.sheets import lines_of

MOST_SECONDS = 20
MOST_MEGABYTES = 512
LARGEST_OUTPUT = 64 * 1024 * 1024
LONGEST_REFERENCE = 100
_KEPT_FROM_OURS = ("SYSTEMROOT", "PYTHONPATH", "PYTHONHOME", "LD_LIBRARY_PATH", "PATH")
"""What a Python needs to start, and nothing that could be a secret."""


def read_xls(content: bytes, *, whole: bool = False) -> Grid:
    """Every visible sheet of an old workbook, and the request it says it answers."""
    with TemporaryFile() as output:
        _run(content, output)
        output.seek(0, os.SEEK_END)
        if output.tell() > LARGEST_OUTPUT:
            raise refusals.TOO_MUCH.error(does="holds far")
        output.seek(0)
        names, *sheets = [json.loads(line) for line in output]
    return _grid(names, sheets, whole)


def _run(content: bytes, output: IO[bytes]) -> None:
    """Let the child read the file; raises when it could not."""
    limits = (MOST_ROWS, MOST_COLUMNS, MOST_SECONDS, MOST_MEGABYTES)
    command = [sys.executable, "-P", "-X", "utf8", str(Path(xls_child.__file__)), *map(str, limits)]
    environment = {name: os.environ[name] for name in _KEPT_FROM_OURS if name in os.environ}
    try:
        ended = subprocess.run(
            command,
            input=content,
            stdout=output,
            stderr=subprocess.DEVNULL,
            env=environment,
            timeout=MOST_SECONDS * 2,
            check=False,
        ).returncode
    except subprocess.TimeoutExpired:
        ended = xls_child.TOO_MUCH
    if ended:
        raise _refusal(ended)


def _refusal(ended: int) -> ReturnRefusedError:
    if ended == xls_child.LOCKED:
        return refusals.PASSWORD.error()
    if ended == xls_child.TOO_MUCH or ended < 0:  # a signal: the system has stopped it at a limit
        return refusals.TOO_MUCH.error(does="takes far longer or far more memory to read")
    return refusals.DAMAGED.error()


def _grid(names: Mapping[str, str], sheets: list[dict[str, Any]], whole: bool) -> Grid:
    tally = Tally()
    made = {sheet["name"]: (tuple(lines_of(sheet["name"], _rows(sheet, tally), whole)), sheet) for sheet in sheets}
    identity, _ = made.get(layout.IDENTITY, ((), {}))
    by_sheet = next((line.shown(2) for line in identity if line.shown(1) == layout.REFERENCE_NAME), "")
    reference = by_sheet or names.get(layout.REFERENCE_NAME, "").strip()
    visible = tuple(Sheet(name, lines) for name, (lines, sheet) in made.items() if sheet["shown"])
    return Grid(reference[:LONGEST_REFERENCE], visible)


def _rows(sheet: Mapping[str, Any], tally: Tally) -> Iterator[tuple[int, dict[int, Cell]]]:
    for number, written in sheet["rows"]:
        cells = {column: _cell(kind, value, form, tally) for column, kind, value, form in written}
        yield number, {column: cell for column, cell in cells.items() if cell is not None}


def _cell(kind: str, value: Any, number_format: str, tally: Tally) -> Cell | None:
    """One cell as a reader sees it; None when it is blank."""
    match kind:
        case "number":
            return number_cell(value, number_format)
        case "day":
            return _day(value)
        case "truth":
            return truth_cell(bool(value))
        case "error":
            return error_cell(str(value))
        case "unsaved":
            return unsaved_cell("a formula")
        case _:
            return tally.text(str(value))


def _day(written: list[int] | str) -> Cell:
    """A date; of a time alone, or of a number that no calendar has, what the file holds."""
    if isinstance(written, list) and all(written):
        return day_cell(date(*written))
    return Cell(str(written), trouble=doubts.A_DATE)
