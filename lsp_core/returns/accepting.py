"""Taking the rows of a checked return as figures: which rows, which vintage, and nothing that is known already.

Rows come from `lsp_core.returns.reading`, findings from the suites in `expectations`; the figures are kept by
`lsp_core.store.observations`. The same return accepted twice adds nothing the second time.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal

from lsp_core.errors import PeriodError
from lsp_core.findings import Finding, held_back
from lsp_core.observations import HAS_NO_FIGURE, FigureKey, Observation, ResourceObservation, Vintage
from lsp_core.periods import Period, Quarter, parse_period
from lsp_core.plan.model import Fund, Measure
from lsp_core.requests.due import DataRequest
from lsp_core.returns.rows import FigureRow, Reading, ResourceRow
from lsp_core.returns.waivers import taken_under
from lsp_core.wording import rounded


def accept(
    reading: Reading,
    findings: Sequence[Finding],
    request: DataRequest,
    partner_measures: Mapping[str, Measure],
    known: Mapping[FigureKey, Observation],
    known_at: datetime,
    return_reference: str,
) -> list[Observation]:
    """The figures of a return that are new: rows that no error holds back, that say something, and that say something
    other than what is known."""
    latest, waived = dict(known), taken_under(findings)
    accepted = []
    for row, measure, period in _acceptable(reading, findings, partner_measures):
        earlier = latest.get((measure.code, period))
        value = row.value if row.value is not None else from_counts(row, measure)
        if value is None and not _is_an_answer(row, earlier):
            continue
        observation = Observation(
            measure=measure.code,
            period=period,
            value=value,
            vintage=vintage_of(row.vintage, value, earlier),
            known_at=known_at,
            partner=request.partner.code,
            note=row.note or _words_kept(row, value, earlier),
            numerator=row.numerator,
            denominator=row.denominator,
            return_reference=return_reference,
            where=row.where,
            expected_on=_still_to_come(row, known_at),
            discontinued=row.discontinued,
            waiver=waived.get(row.row, ""),
        )
        if earlier is None or not _says_the_same(observation, earlier):
            latest[measure.code, period] = observation
            accepted.append(observation)
    return accepted


def from_counts(row: FigureRow, measure: Measure) -> Decimal | None:
    """The figure that the two counts give, rounded half up as the measure is reported; None when they give none."""
    if row.vintage in HAS_NO_FIGURE or row.numerator is None or not row.denominator or not measure.from_counts:
        return None
    return rounded(row.numerator / row.denominator * measure.scale, measure.decimals)


def vintage_of(said: Vintage, value: Decimal | None, earlier: Observation | None) -> Vintage:
    """A different figure from the one known is a revision, unless it is the final one after a provisional one.

    What the partner calls provisional, not available, suppressed or withdrawn stays so. One that comes after one taken
    back is a revision. The same figure sent again after a revision is still that revision.
    """
    if said is Vintage.PROVISIONAL or said in HAS_NO_FIGURE or earlier is None:
        return said
    if earlier.value is None:
        return Vintage.REVISED if earlier.vintage is Vintage.WITHDRAWN else said
    if value == earlier.value:
        return Vintage.REVISED if earlier.vintage is Vintage.REVISED else said
    return Vintage.FINAL if earlier.vintage is Vintage.PROVISIONAL else Vintage.REVISED


def _is_an_answer(row: FigureRow, earlier: Observation | None) -> bool:
    """Whether a row without a figure says something: that there is none, or that one we hold is taken back."""
    if row.vintage is Vintage.WITHDRAWN:
        return earlier is not None and (earlier.value is not None or earlier.vintage is Vintage.WITHDRAWN)
    return row.vintage in HAS_NO_FIGURE


def _words_kept(row: FigureRow, value: Decimal | None, earlier: Observation | None) -> str:
    """What the partner said of the figure when it was sent before: it rides along until the figure changes."""
    if earlier is None or value != earlier.value or (value is None and row.vintage is not earlier.vintage):
        return ""
    same_counts = (row.numerator, row.denominator) == (earlier.numerator, earlier.denominator)
    return earlier.note if same_counts else ""


def _acceptable(
    reading: Reading, findings: Sequence[Finding], measures: Mapping[str, Measure]
) -> Iterator[tuple[FigureRow, Measure, Period]]:
    """The rows that can be taken, each with its measure and period; the findings say why any other cannot."""
    refused = held_back(findings)
    by_code = {code.upper(): measure for code, measure in measures.items()}
    for row in reading.figures:
        measure, period = by_code.get(row.measure), _period(row.period)
        if row.row not in refused and row.readable and measure is not None and period is not None:
            yield row, measure, period


def _period(code: str) -> Period | None:
    try:
        return parse_period(code)
    except PeriodError:
        return None


def _says_the_same(one: Observation, other: Observation) -> bool:
    return (one.value, one.vintage, one.numerator, one.denominator, one.note) == (
        other.value,
        other.vintage,
        other.numerator,
        other.denominator,
        other.note,
    ) and (one.expected_on, one.discontinued) == (other.expected_on, other.discontinued)


def _still_to_come(row: FigureRow, known_at: datetime) -> date | None:
    """The day a figure is promised for; a day that has passed promises nothing."""
    expected_on = row.expected_on
    return expected_on if expected_on is not None and expected_on > known_at.date() else None


def accept_resources(
    reading: Reading,
    findings: Sequence[Finding],
    request: DataRequest,
    known: Mapping[tuple[str, Quarter], ResourceObservation],
    known_at: datetime,
    return_reference: str,
) -> list[ResourceObservation]:
    """The money and people of a return that are new. A row with nothing but the budget we pre-filled says nothing."""
    refused = held_back(findings)
    funds = {fund.code.upper(): fund for fund in request.funds}
    latest = dict(known)
    accepted = []
    for row in reading.resources:
        fund = funds.get(row.fund)
        if fund is None or row.row in refused or not _says_something(row, fund, known):
            continue
        observation = _resource(row, fund, request, known_at, return_reference)
        earlier = latest.get((fund.code, request.quarter))
        if earlier is None or not _resources_the_same(observation, earlier):
            latest[fund.code, request.quarter] = observation
            accepted.append(observation)
    return accepted


def _says_something(row: ResourceRow, fund: Fund, known: Mapping[tuple[str, Quarter], ResourceObservation]) -> bool:
    if row.note or any(amount is not None for amount in (row.spend_to_date, row.forecast, row.fte)):
        return True
    budgets = {fund.budget} | {held.budget for (code, _), held in known.items() if code == fund.code}
    return row.budget is not None and row.budget not in budgets


def _resource(
    row: ResourceRow, fund: Fund, request: DataRequest, known_at: datetime, return_reference: str
) -> ResourceObservation:
    return ResourceObservation(
        fund=fund.code,
        quarter=request.quarter,
        known_at=known_at,
        partner=request.partner.code,
        budget=row.budget,
        spend_to_date=row.spend_to_date,
        forecast=row.forecast,
        fte=row.fte,
        note=row.note,
        return_reference=return_reference,
        where=row.where,
    )


def _resources_the_same(one: ResourceObservation, other: ResourceObservation) -> bool:
    """Whether two say the same, whenever and wherever they said it."""
    return replace(one, known_at=other.known_at, return_reference=other.return_reference, where=other.where) == other
