"""One thing worth telling the person who sent a return: what was found, what was expected, what to do.

The rules that make findings are in `expectations`, or in `lsp_core.returns.reading` where a cell could not be read;
the words that carry them to the sender are in `templates`.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum


class Severity(StrEnum):
    """How serious a finding is, in the words partners know from national collections."""

    ERROR = "error"
    """Must be fixed: the figure is not taken."""
    QUERY = "query"
    """Fix it or explain it: the figure is taken, and the question stands until there is a note beside it."""
    NOTE = "note"
    """For information: nothing to do."""


class Characteristic(StrEnum):
    """What makes data good: the Audit Commission's six characteristics (Improving information to support decision
    making: standards for better quality data, November 2007). Every rule guards one."""

    ACCURACY = "accuracy"
    VALIDITY = "validity"
    RELIABILITY = "reliability"
    TIMELINESS = "timeliness"
    RELEVANCE = "relevance"
    COMPLETENESS = "completeness"


MEANING = {
    Characteristic.ACCURACY: "The figure is what was measured.",
    Characteristic.VALIDITY: "The figure is what its definition asks for, in its own unit and within what is possible.",
    Characteristic.RELIABILITY: "It was counted the same way as before, and past figures stand.",
    Characteristic.TIMELINESS: "It comes in time, and for a period that is over.",
    Characteristic.RELEVANCE: "It is a figure that was asked for.",
    Characteristic.COMPLETENESS: "Everything asked for is there, and what is missing says why.",
}
"""Each in one sentence, for partners."""

WORST_FIRST = (Severity.ERROR, Severity.QUERY, Severity.NOTE)


@dataclass(frozen=True)
class CellRef:
    """Where in the sender's file something is: `Figures!F7`. `address` is empty when it is about a whole sheet."""

    sheet: str
    address: str

    def __str__(self) -> str:
        return f"{self.sheet}!{self.address}" if self.address else self.sheet


NOWHERE = CellRef("", "")
"""For what came from no file, such as a figure in the plan's history."""


@dataclass(frozen=True)
class Finding:
    """One thing worth telling the sender."""

    rule: str
    """The code of the rule, for example `FIG-004`; `docs/rulebook.md` lists them all."""
    severity: Severity
    where: CellRef
    subject: str
    """What it is about, in the sender's words: the measure's or the fund's name and the period."""
    found: str
    """What the cell shows."""
    expected: str
    """What would have been accepted without a word."""
    remedy: str
    """What to do, in one sentence."""
    row: int
    """The number of the row within the return, so that an error can hold back that row's figure and no other."""
    explained: bool = False
    """A query with a note beside it has been answered and only needs reading."""
    characteristic: str = ""
    """Which of the six characteristics the rule guards."""
    explanation: str = ""
    """What the partner said of it when the same figure came before, which rides along."""
    waived: str = ""
    """Who let it through, and until when. What is waived is a note and holds nothing back."""


def held_back(findings: Iterable[Finding]) -> set[int]:
    """The rows whose figures cannot be taken, because something about them must be fixed first."""
    return {finding.row for finding in findings if finding.severity is Severity.ERROR}


def in_order(findings: Iterable[Finding]) -> list[Finding]:
    """Findings as a reader wants them: errors first, then by row."""
    return sorted(findings, key=lambda finding: (WORST_FIRST.index(finding.severity), finding.row, finding.rule))
