"""Explanations ride along: a question answered once is not asked again until the figure changes.

A note beside a queried figure is kept with what the row said. The next file that says the same finds its question
answered. They are kept by `lsp_core.store.explanations`.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from decimal import Decimal

from lsp_core.findings import Finding, Severity
from lsp_core.observations import Observation, Vintage
from lsp_core.requests.due import DataRequest
from lsp_core.returns.rows import FigureRow, Reading, ResourceRow


@dataclass(frozen=True)
class ExplanationKey:
    """What an explanation holds for: one partner's one question about one figure, while the figure says the same."""

    partner: str
    rule: str
    about: str
    """The code of the measure or the fund, in capitals."""
    period: str
    said: str
    """What the row said, as `figure_said` or `_fund_said` puts it."""


@dataclass(frozen=True)
class Explanation:
    """One question about one figure, and the partner's answer to it."""

    key: ExplanationKey
    asked: str
    """What was found and what was expected, as it was put to the partner."""
    words: str
    """The partner's own."""
    known_at: datetime
    """Aware."""
    return_reference: str


Kept = Mapping[ExplanationKey, Explanation]


def latest(explanations: Iterable[Explanation]) -> dict[ExplanationKey, Explanation]:
    """The last word on each question. `explanations` come oldest first."""
    return {explanation.key: explanation for explanation in explanations}


def ride_along(findings: Sequence[Finding], reading: Reading, request: DataRequest, kept: Kept) -> list[Finding]:
    """The findings of a return, each question answered that was answered when the same was sent before."""
    keys = _keys(reading, request)
    carried = []
    for finding in findings:
        earlier = _answer(finding, keys, kept)
        carried.append(finding if earlier is None else replace(finding, explained=True, explanation=earlier.words))
    return carried


def new_explanations(
    findings: Sequence[Finding], reading: Reading, request: DataRequest, kept: Kept, now: datetime, reference: str
) -> list[Explanation]:
    """What a return explains that had not been explained, or not in these words."""
    keys, notes = _keys(reading, request), _notes(reading)
    new = []
    for finding in findings:
        words = notes.get(finding.row, "").strip()
        if finding.severity is not Severity.QUERY or not finding.explained or not words:
            continue
        key = replace(keys[finding.row], rule=finding.rule)
        held = kept.get(key)
        if held is None or held.words != words:
            asked = f"Found {finding.found}; expected {finding.expected}."
            new.append(Explanation(key, asked, words, now, reference))
    return new


def figure_said(value: Decimal | None, vintage: Vintage, numerator: Decimal | None, denominator: Decimal | None) -> str:
    """What a figure says, however many noughts it was typed with and whether it is provisional or final."""
    figure = _plain(value) if value is not None else vintage.value
    return (
        figure if numerator is None and denominator is None else f"{figure} {_plain(numerator)}/{_plain(denominator)}"
    )


def about_figure(observation: Observation, kept: Iterable[Explanation]) -> list[Explanation]:
    """The explanations that hold for a figure as it stands. `kept` has one for each question."""
    said = figure_said(observation.value, observation.vintage, observation.numerator, observation.denominator)
    place = (observation.partner, observation.measure.upper(), observation.period.code, said)
    return [one for one in kept if (one.key.partner, one.key.about, one.key.period, one.key.said) == place]


def _answer(finding: Finding, keys: Mapping[int, ExplanationKey], kept: Kept) -> Explanation | None:
    if finding.severity is not Severity.QUERY or finding.explained or finding.row not in keys:
        return None
    return kept.get(replace(keys[finding.row], rule=finding.rule))


def _keys(reading: Reading, request: DataRequest) -> dict[int, ExplanationKey]:
    """Every row's key, but for the rule."""
    partner = request.partner.code
    keys = {row.row: ExplanationKey(partner, "", row.measure, row.period, _row_said(row)) for row in reading.figures}
    period = request.quarter.code
    funds = {row.row: ExplanationKey(partner, "", row.fund, period, _fund_said(row)) for row in reading.resources}
    return keys | funds


def _notes(reading: Reading) -> dict[int, str]:
    return {row.row: row.note for row in reading.figures} | {row.row: row.note for row in reading.resources}


def _row_said(row: FigureRow) -> str:
    return figure_said(row.value, row.vintage, row.numerator, row.denominator)


def _fund_said(row: ResourceRow) -> str:
    return " ".join(_plain(amount) for amount in (row.budget, row.spend_to_date, row.forecast, row.fte))


def _plain(number: Decimal | None) -> str:
    return "-" if number is None else f"{number.normalize():f}"
