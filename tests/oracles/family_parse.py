"""Untidy workbooks of other people's making, read as somebody tidied them by hand.

`lsp import` takes a scorecard in any layout by the words around each figure, so every figure of the tidy table must be
found on its sheet with the words that say of what. As a return they are all refused in words, because a return is read
by our own headings: guessing at a layout would put figures in papers that nobody gave.
"""

import time
import tracemalloc
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from lsp_core.errors import ReturnRefusedError
from lsp_core.returns.files import read_grid
from lsp_core.returns.reading import read_return
from lsp_core.returns.zip_safety import MEGABYTE
from tests.oracles.outcomes import Kind, Outcome, compare, failed, passed, refused
from tests.oracles.tidy_tables import not_found

FILE = "parse_cases.json"

MOST_SECONDS = 5
MOST_MEMORY = 300 * MEGABYTE


def check(case: Mapping[str, Any], folder: Path) -> Outcome:
    """Send one workbook in as a return, read it as a scorecard, and look at what becomes of it."""
    answer = _BEHAVIOURS.get(case["expected"]["behaviour"])
    return answer(case, folder) if answer else failed(f"no rule is known for {case['expected']['behaviour']}")


def refusal_of(file: Path) -> str:
    """The words in which a workbook sent as a return is refused; none when it is read as one."""
    try:
        read_return(file.name, file.read_bytes())
    except ReturnRefusedError as refusal:
        return str(refusal) if refusal.rule and refusal.remedy else ""
    return ""


def _table_of_theirs(case: Mapping[str, Any], folder: Path) -> Outcome:
    file, name = folder / case["input"]["file"], case["input"]["sheet"]
    if not refusal_of(file):
        return failed("read as a return, and is none")
    sheets = {sheet.name: sheet for sheet in read_grid(file.name, file.read_bytes()).sheets}
    if name not in sheets:
        return failed(f"sheet {name} was not read, only {sorted(sheets)}")
    lost = not_found(sheets[name], folder / case["expected"]["tidy_csv"])
    return failed(f"{len(lost)} rows not found, such as {lost[:3]}") if lost else passed()


def _broken(case: Mapping[str, Any], folder: Path) -> Outcome:
    """What the package lacks is no cell, so that its sheets are read, every one of them, and then are not ours."""
    file = folder / case["input"]["file"]
    sheets = read_grid(file.name, file.read_bytes()).sheets
    read = compare(len(case["expected"]["checks"]["worksheet_parts"]), len(sheets))
    return read if read.kind is Kind.FAILED else _refused_in_words(file)


def _claims_to_be_huge(case: Mapping[str, Any], folder: Path) -> Outcome:
    file = folder / case["input"]["file"]
    began = time.process_time()
    outcome = _refused_in_words(file)
    seconds = time.process_time() - began
    tracemalloc.start()
    refusal_of(file)
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    if seconds > MOST_SECONDS or most > MOST_MEMORY:
        return failed(f"took {seconds:.1f} seconds and {most / MEGABYTE:.0f} MB")
    return outcome


def _refused_in_words(file: Path) -> Outcome:
    words = refusal_of(file)
    return refused(words) if words else failed("read as a return, and is none")


_BEHAVIOURS = {"parse": _table_of_theirs, "reject_or_recover": _broken, "resource_limit": _claims_to_be_huge}
