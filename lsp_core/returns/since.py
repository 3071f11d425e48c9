"""A return beside the one sent before it for the same request: what changed, and what need not be told again.

What need not be asked again because it has been explained is in `lsp_core.returns.explanations`.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from lsp_core.findings import Finding, Severity
from lsp_core.returns.rows import FigureRow, Reading, ResourceRow

EntryKey = tuple[str, str, str]
"""The kind of row, the code in capitals, and the period."""
FUND = "fund"
_Row = FigureRow | ResourceRow


@dataclass(frozen=True)
class EarlierReturn:
    """The return a partner sent before this one for the same request."""

    file_name: str
    received_at: datetime
    reading: Reading
    findings: Sequence[Finding]


@dataclass(frozen=True)
class Since:
    """What a return says other than the one before it. Rows are those of this return, but for what it leaves out."""

    earlier: EarlierReturn
    new: tuple[_Row, ...]
    changed: tuple[tuple[_Row, _Row], ...]
    """Before and now."""
    unchanged: tuple[_Row, ...]
    left_out: tuple[_Row, ...]
    """Rows of the earlier return. What they said stays as it was taken."""
    gone: tuple[Finding, ...]
    """What the sender was asked to put right and has."""


def since(earlier: EarlierReturn, reading: Reading, findings: Sequence[Finding]) -> Since:
    """Hold a return against the one before it."""
    before, now = _entries(earlier.reading), _entries(reading)
    both = [key for key in now if key in before]
    return Since(
        earlier=earlier,
        new=tuple(now[key] for key in now if key not in before),
        changed=tuple((before[key], now[key]) for key in both if _says(before[key]) != _says(now[key])),
        unchanged=tuple(now[key] for key in both if _says(before[key]) == _says(now[key])),
        left_out=tuple(before[key] for key in before if key not in now),
        gone=tuple(_gone(earlier, before, now, findings)),
    )


def to_tell(findings: Iterable[Finding], compared: Since | None) -> list[Finding]:
    """The findings worth telling: of a figure that is as it was, not again what has been answered or needs nothing."""
    if compared is None:
        return list(findings)
    told = {_about(finding) for finding in compared.earlier.findings}
    settled = {row.row for row in compared.unchanged}
    return [
        finding
        for finding in findings
        if _is_asked(finding) or finding.row not in settled or _about(finding) not in told
    ]


def _gone(
    earlier: EarlierReturn, before: Mapping[EntryKey, _Row], now: Mapping[EntryKey, _Row], findings: Iterable[Finding]
) -> list[Finding]:
    """What was asked before and need not be asked now. A row that was left out has put nothing right."""
    asked = {_about(finding) for finding in findings if _is_asked(finding)}
    left_out = {before[key].row for key in before if key not in now}
    return [
        finding
        for finding in earlier.findings
        if _is_asked(finding) and _about(finding) not in asked and finding.row not in left_out
    ]


def _is_asked(finding: Finding) -> bool:
    return finding.severity is not Severity.NOTE and not finding.explained


def _about(finding: Finding) -> tuple[str, str]:
    """What makes two findings the same question; the cell does not, because people sort and insert."""
    return finding.rule, finding.subject


def _entries(reading: Reading) -> dict[EntryKey, _Row]:
    """The rows that say something, by what they are about."""
    figures = {(row.kind.value, row.measure.upper(), row.period): row for row in reading.figures if _is_entry(row)}
    funds = {(FUND, row.fund.upper(), ""): row for row in reading.resources if any(_says(row)[:-1])}
    return {**figures, **funds}


def _is_entry(row: FigureRow) -> bool:
    return not row.is_blank or row.numerator is not None or row.denominator is not None


def _says(row: _Row) -> tuple[object, ...]:
    """What a row says; how it was typed counts only where it could not be read."""
    if isinstance(row, ResourceRow):
        unread = row.typed if row.spend_to_date is None else ""
        return row.budget, row.spend_to_date, row.forecast, row.fte, unread
    return row.value, row.vintage, row.numerator, row.denominator, "" if row.readable else row.typed
