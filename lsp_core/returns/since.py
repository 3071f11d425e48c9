"""A return beside the one sent before it for the same request: what changed, and what need not be asked again.

An explanation rides along until the figure it explains changes, whether or not it was typed again.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from lsp_core.findings import Finding, Severity
from lsp_core.observations import Observation, Vintage
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


@dataclass(frozen=True)
class Explanation:
    """What a partner said of one figure, beside the figure it was said of."""

    said_of: FigureRow | Observation
    words: str


Explanations = dict[tuple[str, str, str], Explanation]
"""By partner, code in capitals, and period."""


def explanations_known(known: Iterable[Observation]) -> Explanations:
    """Every explanation that stands beside a figure as known."""
    return {(o.partner, o.measure.upper(), o.period.code): Explanation(o, o.note) for o in known if o.note.strip()}


def explanations_in(reading: Reading, partner: str) -> Explanations:
    """The explanations a return brings, for one that comes right behind it."""
    return {
        (partner, row.measure.upper(), row.period): Explanation(row, row.note)
        for row in reading.figures
        if row.note.strip()
    }


def with_explanations(reading: Reading, partner: str, explanations: Explanations) -> Reading:
    """The return with the explanation given earlier beside each figure that is the same and came without one."""

    def explained(row: FigureRow) -> FigureRow:
        held = explanations.get((partner, row.measure.upper(), row.period))
        if held is None or row.note.strip() or not row.readable or not _is_entry(row):
            return row
        return replace(row, note=held.words) if _is_the_same(row, held.said_of) else row

    return replace(reading, figures=tuple(explained(row) for row in reading.figures))


def _is_the_same(row: FigureRow, said_of: FigureRow | Observation) -> bool:
    """Whether it is the figure that was explained. Two counts say a figure that is left blank; whether the figure has
    become final meanwhile makes no other figure of it."""
    counts = (row.numerator, row.denominator)
    if counts != (said_of.numerator, said_of.denominator):
        return False
    if (row.vintage is Vintage.NOT_AVAILABLE) != (said_of.vintage is Vintage.NOT_AVAILABLE):
        return False
    return row.value == said_of.value or (row.value is None and None not in counts)
