"""One line of a return's table as a row with its findings: a figure, a correction, or a fund's money and people.

Which line belongs to which table is `lsp_core.returns.tables`; what a single box means is `lsp_core.returns.typed`.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from lsp_core.errors import PeriodError
from lsp_core.findings import Finding
from lsp_core.observations import Vintage
from lsp_core.periods import parse_period
from lsp_core.returns import doubts, layout
from lsp_core.returns.answers import expected_in, read_answer
from lsp_core.returns.doubts import Doubt
from lsp_core.returns.grid import Line
from lsp_core.returns.layout import Heading
from lsp_core.returns.rows import FigureRow, ResourceRow, RowKind
from lsp_core.returns.tables import Table, TableKind
from lsp_core.returns.typed import Typed, read_vintage, tidy
from lsp_core.wording import period_in_words

A_COUNT = "whole numbers"
"""What numerators and denominators are given in, so that a percent sign beside one is asked about."""
RESOURCE_BOXES = {layout.BUDGET: "£", layout.SPEND: "£", layout.FORECAST: "£", layout.FTE: "full-time equivalents"}
"""The boxes of the Resources sheet and their units."""
_TOTALS = ("total", "grand total", "subtotal", "sum", "average")
_LONGEST_SUBJECT = 120
_LONGEST_NOTE = 2000
_LONGEST_CODE = 60


@dataclass(frozen=True)
class RowRead:
    """What one line came to: at most one row, and what is doubtful about it."""

    figure: FigureRow | None = None
    resource: ResourceRow | None = None
    findings: tuple[Finding, ...] = ()

    @property
    def has_something(self) -> bool:
        """Whether anything need be kept of it."""
        return bool(self.figure or self.resource or self.findings)


def read_row(table: Table, line: Line, row: int) -> RowRead:
    """Read one line of a table; `row` is its number within the return."""
    if not table.shown(line, layout.CODE):
        return _codeless(table, line, row)
    if table.kind is TableKind.RESOURCES:
        return _resource(table, line, row)
    return _figure(table, line, row)


def _codeless(table: Table, line: Line, row: int) -> RowRead:
    """A row of the sender's own. Totals are common and no business of ours; any other number is asked about."""
    box = table.kind.box
    typed = table.typed(line, box, "")
    if typed.value is None or _is_total(line):
        return RowRead()
    subject = _name(table, line) or "a row without a code"
    return RowRead(findings=(Doubt(doubts.NO_CODE).finding(table.where(line, box), subject, typed.shown, row),))


def _is_total(line: Line) -> bool:
    return any(cell.shown.casefold().startswith(_TOTALS) for cell in line.cells.values())


def _figure(table: Table, line: Line, row: int) -> RowRead:
    """A figure asked for, or a correction; a line of the Corrections sheet that nobody has touched is not a row."""
    correcting = table.kind is TableKind.CORRECTIONS
    boxes = _figure_boxes(table, line)
    figure, numerator, denominator = boxes.values()
    if correcting and all(typed.is_blank for typed in boxes.values()):
        return RowRead()
    said, doubt = read_vintage(table.shown(line, layout.VINTAGE))
    period = _period(table.shown(line, layout.PERIOD))
    vintage = figure.vintage or said or Vintage.FINAL
    note = table.shown(line, layout.REASON if correcting else layout.NOTE)[:_LONGEST_NOTE]
    answer = _answer(vintage, (figure.shown, table.shown(line, layout.VINTAGE)), note)
    read = FigureRow(
        row=row,
        kind=RowKind.CORRECTION if correcting else RowKind.FIGURE,
        where=table.where(line, table.kind.box),
        measure=table.shown(line, layout.CODE).upper()[:_LONGEST_CODE],
        period=period,
        typed=figure.shown,
        value=figure.value,
        vintage=vintage,
        note=note or answer.words,
        numerator=numerator.value,
        denominator=denominator.value,
        readable=not any(typed.doubt for typed in boxes.values()),
        expected_on=answer.expected_on,
        discontinued=answer.discontinued,
    )
    subject = ", ".join(filter(None, (_name(table, line) or read.measure, _period_in_words(period))))
    findings = _doubts_about(table, line, row, subject, boxes)
    if doubt and not read.is_blank:
        where, shown = table.where(line, layout.VINTAGE), table.shown(line, layout.VINTAGE)
        findings += (doubt.finding(where, subject, shown, row),)
    return RowRead(figure=read, findings=findings)


@dataclass(frozen=True)
class _Said:
    """What a row says about a figure that is not there."""

    expected_on: date | None = None
    discontinued: bool = False
    words: str = ""
    """As they were typed; kept as the note where there is no other."""


def _answer(vintage: Vintage, boxes: Iterable[str], note: str) -> _Said:
    """From the box, from the status beside it, or from the note."""
    if vintage is not Vintage.NOT_AVAILABLE:
        return _Said()
    for shown in map(tidy, (*boxes, note)):
        answer = read_answer(shown)
        if answer is not None:
            return _Said(answer.expected_on or expected_in(note), answer.discontinued, shown)
    return _Said(expected_in(tidy(note)))


def _figure_boxes(table: Table, line: Line) -> dict[Heading, Typed]:
    """The figure and the two counts behind it, in that order."""
    unit = table.shown(line, layout.UNIT)
    units = {table.kind.box: unit, layout.NUMERATOR: A_COUNT, layout.DENOMINATOR: A_COUNT}
    return {heading: table.typed(line, heading, unit) for heading, unit in units.items()}


def _resource(table: Table, line: Line, row: int) -> RowRead:
    boxes = {heading: table.typed(line, heading, unit) for heading, unit in RESOURCE_BOXES.items()}
    budget, spend_to_date, forecast, fte = (typed.value for typed in boxes.values())
    fund = table.shown(line, layout.CODE).upper()[:_LONGEST_CODE]
    read = ResourceRow(
        row=row,
        where=table.where(line, layout.SPEND),
        fund=fund,
        budget=budget,
        spend_to_date=spend_to_date,
        forecast=forecast,
        fte=fte,
        note=table.shown(line, layout.NOTE)[:_LONGEST_NOTE],
        typed=_read_back(boxes),
    )
    return RowRead(resource=read, findings=_doubts_about(table, line, row, _name(table, line) or fund, boxes))


def _read_back(boxes: Mapping[Heading, Typed]) -> str:
    """The boxes that were filled in, in words: `budget 400000, spend to date 120000`."""
    names = zip(("budget", "spend to date", "forecast", "staff"), boxes.values(), strict=True)
    return ", ".join(f"{name} {typed.shown}" for name, typed in names if not typed.is_blank)


def _doubts_about(
    table: Table, line: Line, row: int, subject: str, boxes: Mapping[Heading, Typed]
) -> tuple[Finding, ...]:
    return tuple(
        typed.doubt.finding(table.where(line, heading), subject, typed.shown, row)
        for heading, typed in boxes.items()
        if typed.doubt
    )


def _name(table: Table, line: Line) -> str:
    """What the row says it is about: the first line of the measure's or the fund's cell."""
    for heading in (layout.NEED, layout.MEASURE, layout.FUND):
        shown = table.shown(line, heading)
        if shown:
            return tidy(shown.splitlines()[0])[:_LONGEST_SUBJECT]
    return ""


def _period_in_words(code: str) -> str:
    """As the checks write it; what is no period of ours stays as it was typed."""
    try:
        return period_in_words(parse_period(code))
    except PeriodError:
        return code


def _period(shown: str) -> str:
    """The period's code, without the words that follow it in brackets; as it stands when it is no period of ours."""
    code = tidy(shown.split("(")[0])[:_LONGEST_CODE]
    try:
        return parse_period(code).code
    except PeriodError:
        return code
