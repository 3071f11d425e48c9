"""Reads an old Excel workbook from its standard input and writes its cells as JSON: run by `lsp_core.returns.xls_files`
in a process of its own, with nothing of ours imported, and with limits set before xlrd sees a byte.

A line of JSON a sheet: its name, whether it is shown, and its rows as `[number, [[column, kind, value, format], ...]]`.
The first line holds the names that the workbook defines. It ends with 3 when the workbook has a password.
"""

import json
import struct
import sys
from collections.abc import Iterator
from io import StringIO
from typing import Any

LOCKED, DAMAGED, TOO_MUCH = 3, 4, 5
_FORMULA, _END = 0x0006, 0x000A
_NOT_WORKED_OUT = 0x0003
"""The flags of a formula that is to be worked out when the file is opened."""


def limit(seconds: int, megabytes: int) -> None:
    """Bound this process; where the system has no such limits (Windows) the caller's patience is the only one."""
    try:
        import resource
    except ImportError:
        return
    resource.setrlimit(resource.RLIMIT_AS, (megabytes << 20,) * 2)
    resource.setrlimit(resource.RLIMIT_CPU, (seconds,) * 2)
    resource.setrlimit(resource.RLIMIT_NOFILE, (32, 32))


def write(content: bytes, rows: int, columns: int) -> None:
    """Every worksheet, as far as we look and a row further, one after the other so that one is held at a time."""
    import xlrd

    book = xlrd.open_workbook(
        file_contents=content, formatting_info=True, ragged_rows=True, on_demand=True, logfile=StringIO()
    )
    say({name.name: text_of(name) for name in book.name_obj_list})
    for index in range(book.nsheets):
        sheet = book.sheet_by_index(index)
        unsaved = not_worked_out(book, index)
        found = [
            [row + 1, list(cells(book, sheet, row, columns, unsaved))] for row in range(min(sheet.nrows, rows + 1))
        ]
        say({"name": sheet.name, "shown": not sheet.visibility, "rows": [row for row in found if row[1]]})
        book.unload_sheet(index)


def say(line: Any) -> None:
    """One line of what is read."""
    sys.stdout.write(json.dumps(line) + "\n")


def text_of(name: Any) -> str:
    """The text that a defined name stands for; empty when it stands for anything else."""
    value = getattr(name.result, "value", None)
    return value if isinstance(value, str) else ""


def cells(book: Any, sheet: Any, row: int, columns: int, unsaved: set[tuple[int, int]]) -> Iterator[list[Any]]:
    """The cells of a row that are not blank."""
    import xlrd

    for column in range(min(sheet.row_len(row), columns)):
        cell = sheet.cell(row, column)
        if cell.ctype in (xlrd.XL_CELL_EMPTY, xlrd.XL_CELL_BLANK):
            continue
        form = book.format_map[book.xf_list[cell.xf_index].format_key].format_str
        value = cell.value
        kind = {1: "text", 2: "number", 3: "day", 4: "truth", 5: "error"}[cell.ctype]
        if kind == "number" and not value and (row, column) in unsaved:
            kind = "unsaved"
        elif kind == "error":
            value = xlrd.error_text_from_code.get(value, "#ERROR!")
        elif kind == "day":
            value = day(xlrd, value, book.datemode)
        yield [column + 1, kind, value, form]


def day(xlrd: Any, value: float, datemode: int) -> list[int] | str:
    """A date as year, month, day; the number as text when no calendar has it."""
    try:
        return list(xlrd.xldate_as_tuple(value, datemode)[:3])
    except xlrd.XLDateError:
        return str(value)


def not_worked_out(book: Any, index: int) -> set[tuple[int, int]]:
    """The cells whose formula nobody has worked out yet, which xlrd gives as nought. The records of a sheet say so."""
    found, place, data = set(), book._sh_abs_posn[index], book.mem
    while place + 4 <= len(data):
        kind, length = struct.unpack_from("<HH", data, place)
        if kind == _END:
            break
        if kind == _FORMULA and length >= 16:
            row, column = struct.unpack_from("<HH", data, place + 4)
            (flags,) = struct.unpack_from("<H", data, place + 18)
            if flags & _NOT_WORKED_OUT:
                found.add((row, column))
        place += 4 + length
    return found


def main(rows: str, columns: str, seconds: str, megabytes: str) -> int:
    """Read what comes in; the result is how the process ends."""
    limit(int(seconds), int(megabytes))
    try:
        write(sys.stdin.buffer.read(), int(rows), int(columns))
    except MemoryError:
        return TOO_MUCH
    except Exception as error:  # xlrd lets out whatever the damage made happen
        return LOCKED if "encrypted" in str(error).lower() else DAMAGED
    return 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
