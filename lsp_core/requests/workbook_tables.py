"""What stands in each table of the request workbook, as values: nothing here knows how a cell is written or coloured.

Writing them is `lsp_core.requests.workbook_sheets`.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from enum import Enum

from lsp_core.observations import FigureKey, Observation, ResourceObservation, Vintage
from lsp_core.periods import Period, Quarter
from lsp_core.plan.model import Fund, Measure, Plan, Polarity
from lsp_core.requests.due import DataRequest, FigureDue
from lsp_core.returns import layout
from lsp_core.returns.layout import Heading
from lsp_core.wording import count_of, day_with_weekday, period_in_words

CORRECTED_PERIODS = 4
"""How many earlier periods of each measure are offered for correction."""


@dataclass(frozen=True)
class Named:
    """A name, printed bold, with its explanation under it."""

    name: str
    lines: tuple[str, ...]


@dataclass(frozen=True)
class Amount:
    """A number for reading only."""

    value: Decimal
    decimals: int


class Entry(Enum):
    """What kind of thing is filled in."""

    FIGURE = "figure"
    COUNT = "count"
    POUNDS = "pounds"
    STAFF = "staff"
    VINTAGE = "vintage"
    WORDS = "words"


@dataclass(frozen=True)
class Box:
    """A box to fill in."""

    entry: Entry
    prefilled: Decimal | None = None
    minimum: Decimal | None = None
    maximum: Decimal | None = None
    counts: str = ""
    """What a count is a count of."""


class Mark(Enum):
    """Cells that are neither text nor box."""

    NOT_NEEDED = layout.NOT_NEEDED
    CHECK = "check"
    """A formula that says in words what is noticed about the row as it is filled in."""


Content = str | Named | Amount | Box | Mark


@dataclass(frozen=True)
class Column:
    """One column and its width in characters."""

    heading: Heading
    width: float


@dataclass(frozen=True)
class TableToFill:
    """One sheet."""

    name: str
    title: str
    instruction: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Content, ...], ...]
    big_change_percent: Decimal


def figures_table(plan: Plan, request: DataRequest, known: dict[FigureKey, Observation]) -> TableToFill:
    """A row for each figure asked for, beside the last one and last year's."""
    with_counts = any(due.measure.from_counts for due in request.figures)
    counts = (Column(layout.NUMERATOR, 14), Column(layout.DENOMINATOR, 14)) if with_counts else ()
    return TableToFill(
        name=layout.FIGURES,
        title=f"{plan.partnership.name}: {count_of(len(request.figures), 'figure')} from {request.partner.name} "
        f"for {period_in_words(request.quarter)}",
        instruction=f"Please fill in the yellow boxes and reply with this workbook by "
        f"{day_with_weekday(request.due_on)}. A blank is not a zero: see the Guidance sheet.",
        columns=(
            Column(layout.CODE, 10),
            Column(layout.NEED, 42),
            Column(layout.UNIT, 13),
            Column(layout.PERIOD, 16),
            Column(layout.LAST, 11),
            Column(layout.LAST_PERIOD, 12),
            Column(layout.YEAR_AGO, 11),
            Column(layout.FIGURE, 14),
            *counts,
            Column(layout.VINTAGE, 15),
            Column(layout.NOTE, 28),
            Column(layout.CHECK, 26),
        ),
        rows=tuple(_figure_row(due, known, with_counts) for due in request.figures),
        big_change_percent=plan.policies.requests.big_change_percent,
    )


def _figure_row(due: FigureDue, known: dict[FigureKey, Observation], with_counts: bool) -> tuple[Content, ...]:
    measure = due.measure
    earlier = _earlier(measure, due.period, known)
    last = next((observation for observation in earlier if observation.value is not None), None)
    year_ago = known.get((measure.code, due.period.a_year_earlier))
    return (
        measure.code,
        Named(measure.name, tuple(_explanation(measure))),
        measure.unit,
        _period(due.period),
        _held(last, measure),
        _when(last),
        _held(year_ago, measure),
        Box(Entry.FIGURE, minimum=measure.minimum, maximum=measure.maximum),
        *(_count_boxes(measure) if with_counts else ()),
        Box(Entry.VINTAGE),
        Box(Entry.WORDS),
        Mark.CHECK,
    )


_DIRECTION = {
    Polarity.HIGHER_IS_BETTER: "Higher is better.",
    Polarity.LOWER_IS_BETTER: "Lower is better.",
    Polarity.CONTEXT: "For context: neither higher nor lower is better.",
}


def _explanation(measure: Measure) -> Iterator[str]:
    """How the figure is counted, in the measure's own words, and which way is good."""
    yield measure.definition
    yield _DIRECTION[measure.polarity]
    if measure.from_counts:
        yield f"Numerator: {measure.numerator}. Denominator: {measure.denominator}."
    if measure.source:
        yield f"Source: {measure.source}"


def _count_boxes(measure: Measure) -> tuple[Content, Content]:
    if not measure.from_counts:
        return Mark.NOT_NEEDED, Mark.NOT_NEEDED
    return Box(Entry.COUNT, counts=measure.numerator), Box(Entry.COUNT, counts=measure.denominator)


def _earlier(measure: Measure, period: Period, known: dict[FigureKey, Observation]) -> list[Observation]:
    """What is held of a measure for earlier periods, latest first."""
    held = [o for (code, held_for), o in known.items() if code == measure.code and held_for < period]
    return sorted(held, key=lambda observation: observation.period, reverse=True)


def _held(observation: Observation | None, measure: Measure) -> Content:
    if observation is None:
        return "none held"
    if observation.value is None:
        return observation.vintage.value
    return Amount(observation.value, measure.decimals)


def _when(observation: Observation | None) -> str:
    if observation is None:
        return ""
    said = f" ({observation.vintage})" if observation.vintage is Vintage.PROVISIONAL else ""
    return f"{observation.period}{said}"


def _period(period: Period) -> str:
    """The code, which reading looks for, and the months it covers."""
    end = period.end
    start = f"{period.start:%B}" if period.start.year == end.year else f"{period.start:%B %Y}"
    return f"{period.code}\n({start} to {end:%B %Y})"


def resources_table(
    plan: Plan, request: DataRequest, resources: dict[tuple[str, Quarter], ResourceObservation]
) -> TableToFill:
    """A row for each fund, its budget pre-filled."""
    year = request.quarter.financial_year
    return TableToFill(
        name=layout.RESOURCES,
        title=f"{plan.partnership.name}: money and people from {request.partner.name} "
        f"to {period_in_words(request.quarter).split(' to ')[-1]}",
        instruction=f"Whole pounds, please. Spend is from 1 April {year.year} to the end of the quarter; the forecast "
        f"is what will have been spent by 31 March {year.year + 1}.",
        columns=(
            Column(layout.CODE, 12),
            Column(layout.FUND, 36),
            Column(layout.OUTCOME, 30),
            Column(layout.BUDGET, 15),
            Column(layout.SPEND, 15),
            Column(layout.FORECAST, 15),
            Column(layout.FTE, 15),
            Column(layout.NOTE, 40),
        ),
        rows=tuple(_fund_row(plan, fund, request.quarter, resources) for fund in request.funds),
        big_change_percent=plan.policies.requests.big_change_percent,
    )


def _fund_row(
    plan: Plan, fund: Fund, quarter: Quarter, resources: dict[tuple[str, Quarter], ResourceObservation]
) -> tuple[Content, ...]:
    return (
        fund.code,
        Named(fund.name, (f"{fund.kind.capitalize()} funding for {fund.year}",)),
        plan.outcome(fund.outcome).name,
        Box(Entry.POUNDS, prefilled=budget_held(fund, quarter, resources)),
        Box(Entry.POUNDS),
        Box(Entry.POUNDS),
        Box(Entry.STAFF),
        Box(Entry.WORDS),
    )


def budget_held(fund: Fund, quarter: Quarter, resources: dict[tuple[str, Quarter], ResourceObservation]) -> Decimal:
    """The year's budget as last reported by a quarter, or as planned."""
    reported = [
        (reported_for, observation.budget)
        for (code, reported_for), observation in resources.items()
        if code == fund.code and reported_for <= quarter and observation.budget is not None
    ]
    return max(reported, key=lambda pair: pair[0])[1] if reported else fund.budget


def corrections_table(plan: Plan, request: DataRequest, known: dict[FigureKey, Observation]) -> TableToFill:
    """The partner's own figures for the last few periods, as we hold them."""
    held = list(_correctable(plan, request, known))
    with_counts = any(measure.from_counts for measure, _ in held)
    counts = (Column(layout.NUMERATOR, 14), Column(layout.DENOMINATOR, 14)) if with_counts else ()
    return TableToFill(
        name=layout.CORRECTIONS,
        title=f"{plan.partnership.name}: earlier figures from {request.partner.name}",
        instruction=(
            "Only if a figure we hold is wrong: put the right one beside it, and why. Otherwise leave this sheet alone."
            if held
            else "We hold no earlier figures of yours yet, so there is nothing to correct."
        ),
        columns=(
            Column(layout.CODE, 10),
            Column(layout.MEASURE, 44),
            Column(layout.UNIT, 15),
            Column(layout.PERIOD, 18),
            Column(layout.HELD, 13),
            Column(layout.CORRECTED, 14),
            *counts,
            Column(layout.REASON, 44),
        ),
        rows=tuple(_correction_row(measure, observation, with_counts) for measure, observation in held),
        big_change_percent=plan.policies.requests.big_change_percent,
    )


def _correctable(
    plan: Plan, request: DataRequest, known: dict[FigureKey, Observation]
) -> Iterable[tuple[Measure, Observation]]:
    """Each figure offered for correction, by measure in the order of the plan, latest first."""
    asked_for = {due.measure.code: due.period for due in request.figures}
    for measure in plan.measures_on(request.quarter.end):
        if measure.partner == request.partner.code:
            before = asked_for.get(measure.code, request.quarter.next)
            for observation in _earlier(measure, before, known)[:CORRECTED_PERIODS]:
                yield measure, observation


def _correction_row(measure: Measure, observation: Observation, with_counts: bool) -> tuple[Content, ...]:
    return (
        measure.code,
        measure.name,
        measure.unit,
        _period(observation.period),
        _held(observation, measure),
        Box(Entry.FIGURE, minimum=measure.minimum, maximum=measure.maximum),
        *(_count_boxes(measure) if with_counts else ()),
        Box(Entry.WORDS),
    )
