"""Waivers: a check that a named person lets one measure or partner off, until a date, with a reason that prints.

What is waived is still found and told, as a note: it holds nothing back and asks nothing. Who may waive, and which
rules can be, is `lsp_core.steps.waiving`; every word is kept by `lsp_core.store.waivers`.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from lsp_core.findings import Finding, Severity
from lsp_core.periods import Quarter
from lsp_core.requests.due import DataRequest
from lsp_core.returns.rows import Reading
from lsp_core.wording import day


@dataclass(frozen=True)
class Waiver:
    """One person's word on one rule, as it was given or withdrawn."""

    about: str
    """The code of a measure, or of a partner for everything it sends."""
    rule: str
    quarter: Quarter | None
    """Whose returns it is for; None for whichever come until it ends."""
    until: date
    """The last day on which it lets anything through."""
    by: str
    """The person's name."""
    role: str
    reason: str
    at: datetime
    """Aware."""
    is_withdrawn: bool = False

    @property
    def approved(self) -> str:
        """For example `by Ann Person (Head of ann) until 30 September 2023`."""
        return f"by {self.by} ({self.role}) until {day(self.until)}"

    @property
    def in_words(self) -> str:
        """Who let what through and why: `FIG-012 waived by Ann Person (Head of ann) until 30 September 2023: New`."""
        return f"{self.rule} waived {self.approved}: {self.reason.rstrip('.')}."

    def covers(self, quarter: Quarter) -> bool:
        """Whether it is for a quarter's returns."""
        return self.quarter in (None, quarter)


def in_force(waivers: Iterable[Waiver], on: date) -> list[Waiver]:
    """The last word on each rule and measure, without those withdrawn or run out. `waivers` come oldest first."""
    last = {(waiver.about, waiver.rule, waiver.quarter): waiver for waiver in waivers}
    return [waiver for waiver in last.values() if not waiver.is_withdrawn and on <= waiver.until]


def let_through(
    findings: Sequence[Finding], reading: Reading, request: DataRequest, waivers: Sequence[Waiver]
) -> list[Finding]:
    """The findings of a return, those turned into notes that a waiver covers. `waivers` are in force."""
    for_now = [waiver for waiver in waivers if waiver.covers(request.quarter)]
    if not for_now:
        return list(findings)
    measures = {row.row: row.measure.upper() for row in reading.figures}
    return [_let_through(finding, {measures.get(finding.row), request.partner.code}, for_now) for finding in findings]


def _let_through(finding: Finding, about: set[str | None], waivers: Sequence[Waiver]) -> Finding:
    if finding.severity is Severity.NOTE or finding.explained:
        return finding
    for waiver in waivers:
        if waiver.rule == finding.rule and (waiver.about in about or waiver.about.upper() in about):
            return replace(finding, severity=Severity.NOTE, waived=waiver.in_words)
    return finding


def taken_under(findings: Iterable[Finding]) -> dict[int, str]:
    """What let each row through that a waiver did, in words."""
    return {finding.row: finding.waived for finding in findings if finding.waived}
