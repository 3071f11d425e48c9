"""Every waiting return checked at once: rows go to their suite, failures come back as findings in our words.

The rules are in `figures.json` and `resources.json`; what their columns mean is in `figure_rows` and `resource_rows`.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from typing import Protocol

from expectations import figure_rows, resource_rows
from expectations.double_counting import figures_counted, money_counted
from expectations.rules import Rule, Suite, load_suite
from expectations.running import Columns, failing_rows
from expectations.sent_figures import History
from lsp_core.findings import CellRef, Finding, Severity, in_order
from lsp_core.observations import Observation
from lsp_core.returns.checks import ReturnToCheck


class RowToCheck(Protocol):
    """What every kind of row can say about itself; its columns are its other properties."""

    @property
    def key(self) -> str:
        """Which return it came in."""

    @property
    def row(self) -> int:
        """Its number within the return."""

    @property
    def where(self) -> CellRef:
        """Its cell."""

    @property
    def subject(self) -> str:
        """What it is about, in words."""

    @property
    def explained(self) -> bool:
        """Whether there is a note beside it."""

    def words(self) -> dict[str, str]:
        """What the suite's sentences may name."""


def check_returns(returns: Sequence[ReturnToCheck]) -> dict[str, list[Finding]]:
    """The findings of each return by its key, those of its reading included, errors first. A `Checker`."""
    findings = {source.key: list(source.reading.findings) for source in returns}
    if len(findings) != len(returns):
        raise ValueError("Two of the returns to check have the same key")
    for row, finding in (*_figure_findings(returns), *_resource_findings(returns)):
        findings[row.key].append(finding)
    return {key: in_order(found) for key, found in findings.items()}


def _figure_findings(returns: Sequence[ReturnToCheck]) -> Iterator[tuple[RowToCheck, Finding]]:
    histories = {id(source.known): source.known for source in returns}
    by_measure = {identity: _by_measure(known.values()) for identity, known in histories.items()}
    counted = figures_counted(returns)
    rows = [
        row
        for source in returns
        for row in figure_rows.figures_to_check(source, by_measure[id(source.known)], counted[id(source.known)])
    ]
    return _findings(load_suite("figures"), rows, figure_rows.TEXT_COLUMNS, figure_rows.NUMBER_COLUMNS)


def _by_measure(known: Iterable[Observation]) -> History:
    """Worked out once for all the returns that share what is known, which is usually every one of a partnership."""
    history: dict[str, list[Observation]] = defaultdict(list)
    for observation in known:
        if observation.value is not None:
            history[observation.measure].append(observation)
    for observations in history.values():
        observations.sort(key=lambda observation: observation.period)
    return history


def _resource_findings(returns: Sequence[ReturnToCheck]) -> Iterator[tuple[RowToCheck, Finding]]:
    counted = money_counted(returns)
    rows = [row for source in returns for row in resource_rows.resources_to_check(source, counted)]
    return _findings(load_suite("resources"), rows, resource_rows.TEXT_COLUMNS, resource_rows.NUMBER_COLUMNS)


def _findings(
    suite: Suite, rows: Sequence[RowToCheck], texts: Sequence[str], numbers: Sequence[str]
) -> Iterator[tuple[RowToCheck, Finding]]:
    """What the suite finds in the rows; a rule stays silent where a sharper one has spoken about the same row."""
    if not rows:
        return
    failing = failing_rows(suite, _columns(rows, texts), _columns(rows, numbers))
    broken = _codes_by_place(failing)
    for rule in suite.rules:
        for place in failing[rule.code]:
            if broken[place].isdisjoint(rule.unless):
                yield rows[place], _finding(rule, rows[place])


def _columns(rows: Sequence[RowToCheck], names: Sequence[str]) -> Columns:
    return {name: [getattr(row, name) for row in rows] for name in names}


def _codes_by_place(failing: Mapping[str, Sequence[int]]) -> Mapping[int, Set[str]]:
    broken: dict[int, set[str]] = defaultdict(set)
    for code, places in failing.items():
        for place in places:
            broken[place].add(code)
    return broken


def _finding(rule: Rule, row: RowToCheck) -> Finding:
    """Our sentence with the row's words in it. Only our own text is a template; what was sent is only ever put in."""
    words = row.words()
    return Finding(
        rule=rule.code,
        severity=rule.severity,
        where=row.where,
        subject=row.subject,
        found=rule.found.format_map(words),
        expected=rule.expected.format_map(words),
        remedy=rule.remedy,
        row=row.row,
        explained=rule.severity is Severity.QUERY and row.explained,
        characteristic=rule.characteristic,
    )
