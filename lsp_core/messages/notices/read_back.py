"""The figures of a return read back to its sender, each as we read it.

It is their one chance to see a slip that no check can find.
"""

from collections.abc import Set

from lsp_core.errors import PeriodError
from lsp_core.observations import Vintage
from lsp_core.periods import parse_period
from lsp_core.plan.model import Measure, Plan
from lsp_core.requests.due import DataRequest
from lsp_core.returns.accepting import from_counts
from lsp_core.returns.rows import FigureRow, Reading, ResourceRow
from lsp_core.wording import amount, period_in_words, plain_number, pounds


def read_back(plan: Plan, request: DataRequest, reading: Reading, wrong_rows: Set[int]) -> list[str]:
    """Every figure taken, in the order of the file."""
    measures = measures_by_code(plan, request)
    funds = {fund.code.upper(): fund.name for fund in request.funds}
    figures = [
        f"{figure_name(row, measures)}: {figure_value(row, measures)}"
        for row in reading.figures
        if _says_something(row, measures) and row.row not in wrong_rows and row.measure.upper() in measures
    ]
    resources = [
        f"{funds[row.fund.upper()]}: {position}"
        for row in reading.resources
        if row.row not in wrong_rows and row.fund.upper() in funds and (position := position_in_words(row))
    ]
    return figures + resources


def measures_by_code(plan: Plan, request: DataRequest) -> dict[str, Measure]:
    """The measures by code in capitals, by the definitions in force for the quarter."""
    return {measure.code.upper(): measure for measure in plan.measures_on(request.quarter.end)}


def figure_name(row: FigureRow, measures: dict[str, Measure]) -> str:
    """For example `Repairs done in time, April to June 2023`; what we do not know, as it was typed."""
    measure = measures.get(row.measure.upper())
    name = measure.name if measure else row.measure
    try:
        return f"{name}, {period_in_words(parse_period(row.period))}"
    except PeriodError:
        return name


def figure_value(row: FigureRow, measures: dict[str, Measure]) -> str:
    """For example `75.5% (provisional)`; what could not be read, as it was typed."""
    measure = measures.get(row.measure.upper())
    if row.vintage is Vintage.SUPPRESSED:
        return f"{row.typed}, taken as a small number that you do not give"
    if row.vintage is Vintage.NOT_AVAILABLE and row.value is None:
        return f"not available, {row.note or 'no reason given'}"
    worked_out = from_counts(row, measure) if measure and row.value is None else None
    value = row.value if row.value is not None else worked_out
    if value is None or measure is None:
        return row.typed or "blank"
    settled = "" if row.vintage is Vintage.FINAL else f" ({row.vintage})"
    return f"{amount(value, measure)}{settled}{', worked out from your counts' if worked_out is not None else ''}"


def _says_something(row: FigureRow, measures: dict[str, Measure]) -> bool:
    measure = measures.get(row.measure.upper())
    return not row.is_blank or (measure is not None and from_counts(row, measure) is not None)


def position_in_words(row: ResourceRow) -> str:
    """For example `budget £400,000, spent so far £90,000, forecast £400,000, staff 3.5`."""
    money = [("budget", row.budget), ("spent so far", row.spend_to_date), ("forecast for the year", row.forecast)]
    said = [f"{name} {pounds(value)}" for name, value in money if value is not None]
    if row.fte is not None:
        said.append(f"staff {plain_number(row.fte, 1)} full-time equivalent")
    return ", ".join(said)
