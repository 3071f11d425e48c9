"""Untidy workbooks of other people's making, as they would come in by mistake.

The engine reads tables under its own headings and refuses all others in words, so none of these may come back as a
return. Nor may a cell be misread on the way: every figure of the tidy table must be among the cells read from its
sheet. Sheets longer than the rows in which headings are looked for are not read to their end, and old .xls files not at
all, so those are only refused.
"""

import csv
import time
import tracemalloc
from collections import Counter
from collections.abc import Mapping
from contextlib import suppress
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Any

from lsp_core.errors import ReturnRefusedError
from lsp_core.returns.grid import HEADINGS_WITHIN, Cell, Sheet
from lsp_core.returns.reading import read_return
from lsp_core.returns.safety import MEGABYTE
from lsp_core.returns.xlsx_files import read_xlsx
from tests.oracles.outcomes import Kind, Outcome, compare, deviation, failed, refused

FILE = "parse_cases.json"

NOT_OUR_LAYOUT = (
    "The peer shapes each workbook by rules written for it. We read tables under the headings of our own template and "
    "refuse all others, with what to send instead: guessing at a layout would put figures in papers that nobody gave."
)
FIGURE_COLUMNS = ("headcount", "thousand_gbp", "thousand_rides", "value", "lowerThreshold", "upperThreshold")
"""The columns of the tidy tables that hold figures; the others say of what, in words of whoever made the tables."""
MOST_SECONDS = 5
MOST_MEMORY = 300 * MEGABYTE


def check(case: Mapping[str, Any], folder: Path) -> Outcome:
    """Send one workbook in as a return, and look at what becomes of it."""
    answer = _BEHAVIOURS.get(case["expected"]["behaviour"])
    return answer(case, folder) if answer else failed(f"no rule is known for {case['expected']['behaviour']}")


def _refusal_of(file: Path) -> str:
    """The words in which a workbook sent as a return is refused; none when it is read as one."""
    try:
        read_return(file.name, file.read_bytes())
    except ReturnRefusedError as refusal:
        return str(refusal)
    return ""


def _table_of_theirs(case: Mapping[str, Any], folder: Path) -> Outcome:
    file = folder / case["input"]["file"]
    if not _refusal_of(file):
        return failed("read as a return, and is none")
    lost = _figures_lost(file, case["input"]["sheet"], folder / case["expected"]["tidy_csv"])
    return failed(f"figures misread: {sorted(lost)[:5]}") if lost else deviation(NOT_OUR_LAYOUT)


def _broken(case: Mapping[str, Any], folder: Path) -> Outcome:
    """What the package lacks is no cell, so that its sheets are read, every one of them, and then are not ours."""
    file = folder / case["input"]["file"]
    read = compare(len(case["expected"]["checks"]["worksheet_parts"]), len(read_xlsx(file.read_bytes()).sheets))
    if read.kind is Kind.FAILED:
        return read
    return _refused_in_words(file)


def _claims_to_be_huge(case: Mapping[str, Any], folder: Path) -> Outcome:
    tracemalloc.start()
    began = time.monotonic()
    outcome = _refused_in_words(folder / case["input"]["file"])
    seconds, (_, most) = time.monotonic() - began, tracemalloc.get_traced_memory()
    tracemalloc.stop()
    if seconds > MOST_SECONDS or most > MOST_MEMORY:
        return failed(f"took {seconds:.1f} seconds and {most / MEGABYTE:.0f} MB")
    return outcome


def _refused_in_words(file: Path) -> Outcome:
    words = _refusal_of(file)
    return refused(words) if words else failed("read as a return, and is none")


def _figures_lost(file: Path, name: str, tidy_table: Path) -> list[Decimal]:
    """The figures of the tidy table that are not among the cells read, as often as they are in it."""
    if file.suffix != ".xlsx":
        return []
    sheet = next(sheet for sheet in read_xlsx(file.read_bytes()).sheets if sheet.name == name)
    if sheet.lines[-1].number >= HEADINGS_WITHIN:
        return []
    return list((_figures_in(tidy_table) - _figures_on(sheet)).elements())


def _figures_on(sheet: Sheet) -> Counter[Decimal]:
    return Counter(_as_held(cell) for line in sheet.lines for cell in line.cells.values() if cell.number is not None)


def _as_held(cell: Cell) -> Decimal:
    """The number a cell holds, where percentages are read as shown: 12% is held as 0.12."""
    assert cell.number is not None
    return _to_shown_digits(cell.number / 100 if cell.is_percentage else cell.number)


def _figures_in(tidy_table: Path) -> Counter[Decimal]:
    figures: Counter[Decimal] = Counter()
    with tidy_table.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            written = [row[column] for column in FIGURE_COLUMNS if column in row]
            figures.update(_to_shown_digits(Decimal(text)) for text in written if _is_number(text))
    return figures


def _is_number(text: str) -> bool:
    """Whether a tidy cell holds a figure, rather than nothing or a mark such as `*`."""
    with suppress(InvalidOperation):
        return Decimal(text).is_finite()
    return False


def _to_shown_digits(number: Decimal) -> Decimal:
    """To the digits the tidy tables are written with, without noughts at the end."""
    return Decimal(f"{number:.10g}").normalize()


_BEHAVIOURS = {"parse": _table_of_theirs, "reject_or_recover": _broken, "resource_limit": _claims_to_be_huge}
