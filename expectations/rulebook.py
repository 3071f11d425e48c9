"""The rule book that partners read, drawn from the rules themselves.

`python -m expectations.rulebook docs/rulebook.md` writes it; a test compares the two, so the page cannot go stale.
"""

import sys
from collections.abc import Iterable
from pathlib import Path

from expectations.rules import SUITE_NAMES, Rule, Suite, load_suite
from lsp_core.findings import MEANING, Characteristic, Severity
from lsp_core.returns.doubts import READING_RULES, ReadingRule
from lsp_core.returns.refusals import REFUSALS, RefusalRule

HOW_SERIOUS = {
    Severity.ERROR: "Must be fixed",
    Severity.QUERY: "Fix or explain",
    Severity.NOTE: "For information",
}

INTRODUCTION = """\
# How your return is checked

<!-- Drawn from the rules: python -m expectations.rulebook docs/rulebook.md -->

Every return is checked by the rules on this page, whichever way it comes.
The answer quotes the code of the rule, the cell, what was found, what was expected and what to do.

- **Must be fixed**: the figure in that row is not taken until it is put right. Every other row is.
- **Fix or explain**: the figure is taken. Correct it, or answer the question by writing the reason in Note beside it.
- **For information**: nothing to do.

The checks stand under the six characteristics of good data: accuracy, validity, reliability, timeliness, relevance and
completeness (Audit Commission, Improving information to support decision making, 2007).

An explanation rides along: while the figure stays as it is, the question is not asked again.
The coordinator or a board's chair may waive a check for one measure or partner until a date; the pack says so.

Where two rules would say the same thing about a row, only the more exact one speaks.
"""

READING = """\
## Reading the cells

A figure is read as it stands, with commas, spaces, pound and percent signs understood. Where there is doubt we ask, and
never guess. Below, 40 stands for the number that we made of your cell.
"""


OPENING = """\
## Opening the file

A file that breaks one of these is not read, so no figure in it is taken, and its sender is told. The cheapest is looked
at first, and nothing in the file is ever run.
"""


def rulebook() -> str:
    """The whole page, in Markdown."""
    sections = (_section(load_suite(name)) for name in SUITE_NAMES)
    return "\n".join([INTRODUCTION, *sections, _reading_section(), _opening_section()])


def _section(suite: Suite) -> str:
    parts = [f"## {suite.title}\n\n{suite.about}\n"]
    for characteristic in Characteristic:
        guarding = [rule for rule in suite.rules if rule.characteristic == characteristic]
        if guarding:
            heading = f"### {characteristic.capitalize()}\n\n{MEANING[characteristic]}\n\n"
            parts.append(heading + _table("What we check", map(_row, guarding)))
    return "\n".join(parts)


def _row(rule: Rule) -> tuple[str, str, str, str]:
    serious = HOW_SERIOUS[rule.severity] + ("; cannot be waived" if rule.never_waived else "")
    return rule.code, rule.rule, serious, rule.remedy


def _reading_section() -> str:
    return READING + "\n" + _table("What the cell should hold", (_reading_row(rule) for rule in READING_RULES))


def _reading_row(rule: ReadingRule) -> tuple[str, str, str, str]:
    words = {"understood": "40", "unit": "the unit asked for"}
    expected = rule.expected.format(**words)
    return rule.code, expected[0].upper() + expected[1:] + ".", HOW_SERIOUS[rule.severity], rule.remedy.format(**words)


def _opening_section() -> str:
    return OPENING + "\n" + _table("What a file is like", (_opening_row(rule) for rule in REFUSALS))


def _opening_row(rule: RefusalRule) -> tuple[str, str, str, str]:
    remedy = rule.remedy.format(remedy="Take the workbook out of the zip folder and send it by itself.")
    return rule.code, rule.expected, "The file is not taken", remedy


def _table(check: str, rows: Iterable[tuple[str, ...]]) -> str:
    headings = ("Code", check, "How serious", "What to do")
    lines = [headings, ("---",) * len(headings), *rows]
    return "".join(f"| {' | '.join(line)} |\n" for line in lines)


if __name__ == "__main__":
    Path(sys.argv[1]).write_text(rulebook(), encoding="utf-8")
