"""Files that other collections made to test their own doors, put through ours; and totals that were published.

Their headings are not ours, so a file of theirs is sent in twice. As it is, it must be refused in words. With the two
headings without which a return is none put over their code and their value, it must be read: every row, with the figure
that its cell shows. Which codes exist, what has come before and which other columns a collection insists on is known
to them and not to a file.
"""

import csv
from collections.abc import Callable, Mapping
from decimal import Decimal
from functools import cache
from io import BytesIO, StringIO
from pathlib import Path
from typing import Any

from openpyxl import load_workbook

from lsp_core.errors import ReturnRefusedError
from lsp_core.returns.files import read_grid
from lsp_core.returns.grid import Sheet
from lsp_core.returns.reading import read_return
from lsp_core.returns.typed import read_number
from tests.oracles.family_parse import refusal_of
from tests.oracles.outcomes import Outcome, compare, deviation, failed, passed, refused

FILE = "validation_cases.json"

THEIR_CODE, THEIR_VALUE = ("indicatorid", "area_code"), ("value",)
TO_THE_POUND = 1e-6
"""The totals expected are rounded to whole pounds; the lines are in thousands."""
THEIR_SHEET = "pholio"
NEEDS_WHAT_THEY_HOLD = (
    "Whether a code exists or a row is held already is known to their database. Ours is asked by the suites in "
    "`expectations` (FIG-001, FIG-003, FIG-005), with a partnership's own plan, and the file itself is sound."
)
NEEDS_THEIR_COLUMNS = (
    "They insist on every column of their own template, in its order. We find columns by their headings wherever they "
    "stand, need two of them, and pass over the rest, because partners add, drop and move columns every quarter."
)


def check(case: Mapping[str, Any], folder: Path) -> Outcome:
    """Put one file through the door, or one published total beside its lines."""
    return _BY_GROUP[case["group"]](case, folder)


def _accepted(case: Mapping[str, Any], folder: Path) -> Outcome:
    file = folder / case["input"]["file"]
    if not refusal_of(file):
        return failed("read as a return under headings that are not ours")
    return _read_under_our_headings(file)


def _rejected(case: Mapping[str, Any], folder: Path) -> Outcome:
    """Theirs is wrong in itself, or only by what they know and ask: then it must be read as well as a right one is."""
    file, expected = folder / case["input"]["file"], case["expected"]
    words = refusal_of(file)
    if not words:
        return failed("read as a return under headings that are not ours")
    renamed = _under_our_headings(file)
    if renamed is None or _refused(renamed, file.name):
        return refused(words)
    read = _read_under_our_headings(file)
    return deviation(NEEDS_WHAT_THEY_HOLD if "reason" in expected else NEEDS_THEIR_COLUMNS) if _is_good(read) else read


def _is_good(outcome: Outcome) -> bool:
    return outcome == passed()


def _read_under_our_headings(file: Path) -> Outcome:
    renamed = _under_our_headings(file)
    if renamed is None:
        return failed("their code and value columns are not there")
    reading = read_return(file.name, renamed)
    theirs = _values_as_shown(file)
    ours = [row.value for row in reading.figures]
    unasked = [
        row.row for row in reading.figures if not row.readable and row.row not in {f.row for f in reading.findings}
    ]
    if unasked:
        return failed(f"rows {unasked[:5]} were not taken, and nobody was asked")
    return compare([len(theirs), *theirs], [len(ours), *ours])


def _refused(content: bytes, name: str) -> bool:
    try:
        read_return(name, content)
    except ReturnRefusedError:
        return True
    return False


def _under_our_headings(file: Path) -> bytes | None:
    """The file with our headings over their code and their value; None when it has neither."""
    return _csv_renamed(file) if file.suffix == ".csv" else _xlsx_renamed(file)


def _our_heading(text: str) -> str:
    plain = text.strip().casefold()
    return "Code" if plain in THEIR_CODE else "This quarter" if plain in THEIR_VALUE else ""


def _csv_renamed(file: Path) -> bytes | None:
    first, *rest = list(csv.reader(StringIO(file.read_text(encoding="utf-8-sig"), newline="")))
    renamed = [_our_heading(heading) or heading for heading in first]
    out = StringIO(newline="")
    csv.writer(out).writerows([renamed, *rest])
    return out.getvalue().encode() if {"Code", "This quarter"} <= set(renamed) else None


def _xlsx_renamed(file: Path) -> bytes | None:
    book, found = load_workbook(file), set()
    sheet = next(sheet for sheet in book.worksheets if sheet.title.casefold() == THEIR_SHEET)
    for cell in sheet[1]:
        if heading := _our_heading(str(cell.value)):
            cell.value = heading
            found.add(heading)
    out = BytesIO()
    book.save(out)
    return out.getvalue() if len(found) > 1 else None


def _values_as_shown(file: Path) -> list[Decimal | None]:
    """The values under their heading, in order, read cell by cell; None for a blank."""
    sheet = _table(file)
    columns = {cell.shown.casefold(): column for column, cell in sheet.lines[0].cells.items()}
    value = next(columns[heading] for heading in THEIR_VALUE)
    code = next(columns[heading] for heading in THEIR_CODE if heading in columns)
    return [_number(line.shown(value)) for line in sheet.lines[1:] if line.shown(code)]


def _table(file: Path) -> Sheet:
    sheets = read_grid(file.name, file.read_bytes()).sheets
    return next((sheet for sheet in sheets if sheet.name.casefold() == THEIR_SHEET), sheets[0])


def _number(shown: str) -> Decimal | None:
    return Decimal(shown.replace(",", "")) if shown else None


def _control_total(case: Mapping[str, Any], folder: Path) -> Outcome:
    """The rows of a published file, read by us, add up to the total that stands under them."""
    file = folder / case["input"]["file"]
    (sheet,) = read_grid(file.name, file.read_bytes()).sheets
    headings, *lines = sheet.lines
    columns = {cell.shown: column for column, cell in headings.cells.items()}
    totals = [line for line in lines if line.shown(2).strip().casefold() == "total"]
    if len(totals) != 1:
        return failed(f"{len(totals)} rows of totals")
    of_rows, published = {}, {}
    for name in case["expected"]["columns"]:
        numbers = {line.number: read_number(line.shown(columns[name])).value for line in lines}
        published[name] = numbers.pop(totals[0].number)
        of_rows[name] = sum(number or Decimal(0) for number in numbers.values())
    return compare([case["expected"]["columns"]] * 2, [of_rows, published])


def _lines_of_an_authority(case: Mapping[str, Any], folder: Path) -> Outcome:
    """The lines of one authority's return, read by us, come to the total that was published with them."""
    asked, expected = case["input"], case["expected"]
    lines = list(_spending(folder / asked["dataset"]).get((asked["year"], asked["ecode"]), {}).items())
    place = next(n for n, (name, _) in enumerate(lines) if name.casefold().startswith("total service expenditure"))
    total, added = lines[place][1], sum((value for _, value in lines[:place]), Decimal(0))
    answer = {"sum_of_lines": float(added), "published_total": float(total), "difference": float(added - total)}
    return compare({name: expected[name] for name in answer}, answer, TO_THE_POUND)


@cache
def _spending(file: Path) -> dict[tuple[str, str], dict[str, Decimal]]:
    """Every line of spending by year and authority."""
    found: dict[tuple[str, str], dict[str, Decimal]] = {}
    with file.open(encoding="utf-8", newline="") as text:
        for row in csv.DictReader(text):
            value = read_number(row["value_thousand_gbp"]).value
            if value is not None:
                found.setdefault((row["year"], row["ecode"]), {})[row["service_line"]] = value
    return found


_BY_GROUP: Mapping[str, Callable[[Mapping[str, Any], Path], Outcome]] = {
    "upload_ok": _accepted,
    "upload_reject": _rejected,
    "control_total": _control_total,
    "rs_line_total": _lines_of_an_authority,
}
