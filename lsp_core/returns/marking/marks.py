"""Which cells are marked, and what is said on each: decided from the findings alone."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from lsp_core.findings import WORST_FIRST, CellRef, Finding, Severity, in_order
from lsp_core.wording import count_of

MOST_IN_A_COLUMN = 50
"""Findings in one column of one sheet; beyond that it is one mistake made many times, and is said as one."""
LONGEST_COMMENT = 1500
"""Characters; a comment is read in a small box, and the sheet has the rest."""
COMMENT_BEGINS = "What we found: "
"""How each of our comments begins, whatever program has saved the workbook since: it is how they are known as ours."""

HOW_SERIOUS = {
    Severity.ERROR: "Must be fixed",
    Severity.QUERY: "Please check",
    Severity.NOTE: "For information",
}
_CELL = re.compile(r"\$?([A-Z]{1,3})\$?([1-9][0-9]{0,6})")


@dataclass(frozen=True)
class CellMark:
    """One cell to mark."""

    where: CellRef
    severity: Severity
    """The worst of what was found in it."""
    text: str


@dataclass(frozen=True)
class Marks:
    """Everything to be marked and listed."""

    cells: tuple[CellMark, ...]
    listed: tuple[Finding, ...]
    """Errors first, those about no single cell included."""
    not_listed: tuple[str, ...]
    """A sentence for each column with more findings than are listed."""


def severity_of(finding: Finding) -> Severity:
    """A query that came with its explanation is only for information."""
    return Severity.NOTE if finding.explained else finding.severity


def how_serious(finding: Finding) -> str:
    """In the words the sender reads."""
    return HOW_SERIOUS[severity_of(finding)]


def column_and_row(where: CellRef) -> tuple[str, int] | None:
    """`F` and 7 for `F7`; None for what is about no single cell."""
    match = _CELL.fullmatch(where.address)
    return (match[1], int(match[2])) if match else None


def marks_for(findings: Iterable[Finding]) -> Marks:
    """The cells to mark and the findings to list, no more than a person can use of any one column."""
    kept: dict[tuple[str, str], list[Finding]] = {}
    listed: list[Finding] = []
    more: dict[tuple[str, str], int] = {}
    for finding in in_order(findings):
        place = column_and_row(finding.where)
        column = (finding.where.sheet, place[0] if place else "")
        if len(kept.setdefault(column, [])) < MOST_IN_A_COLUMN:
            kept[column].append(finding)
            listed.append(finding)
        else:
            more[column] = more.get(column, 0) + 1
    not_listed = {column: _not_listed(column, count) for column, count in more.items()}
    cells = [_mark(found) for found in _by_cell(listed)]
    listed.sort(key=lambda finding: WORST_FIRST.index(severity_of(finding)))
    return Marks(tuple(cells), tuple(listed), tuple(not_listed.values()))


def _not_listed(column: tuple[str, str], count: int) -> str:
    sheet, letter = column
    where = f"column {letter} of the sheet {sheet}" if letter else f"the sheet {sheet}" if sheet else "the file"
    return (
        f"{count_of(count, 'more finding')} in {where} {'is' if count == 1 else 'are'} not marked or listed. Often one "
        "mistake makes many: put right those marked, send the workbook again, and we look at the rest."
    )


def _by_cell(findings: Sequence[Finding]) -> list[list[Finding]]:
    cells: dict[tuple[str, str], list[Finding]] = {}
    for finding in findings:
        if column_and_row(finding.where) is not None:
            cells.setdefault((finding.where.sheet, finding.where.address), []).append(finding)
    return list(cells.values())


def _mark(found: Sequence[Finding]) -> CellMark:
    """All that was found in one cell as one mark."""
    worst = min((severity_of(finding) for finding in found), key=WORST_FIRST.index)
    text = "\n\n".join(_in_words(finding) for finding in found)
    if len(text) > LONGEST_COMMENT:
        text = f"{text[:LONGEST_COMMENT].rstrip()} ... The rest is on the sheet that lists what we found."
    return CellMark(found[0].where, worst, COMMENT_BEGINS + text)


def _in_words(finding: Finding) -> str:
    return (
        f"{how_serious(finding).upper()} ({finding.rule})\n"
        f"{finding.subject}\n"
        f"Found: {finding.found}\n"
        f"Expected: {finding.expected}\n"
        f"How to mend it: {finding.remedy}"
    )
