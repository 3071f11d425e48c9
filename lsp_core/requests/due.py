"""Who owes which figures for a quarter, and by when.

Pure: a plan and a quarter go in, values come out. The workbook is `lsp_core.requests.workbook`; who hears from us
today is `lsp_core.requests.reminders`.
"""

from dataclasses import dataclass, replace
from datetime import date

from lsp_core.observations import FigureKey, Observation, ResourceObservation
from lsp_core.periods import AcademicYear, CalendarYear, FinancialYear, Period, Quarter
from lsp_core.plan.model import Board, Frequency, Fund, Measure, Partner, Plan, RequestPolicy
from lsp_core.requests.extensions import Extension, last_word
from lsp_core.working_days import WorkingDays


@dataclass(frozen=True)
class FigureDue:
    """One figure owed: a measure, for a period, by a partner."""

    measure: Measure
    period: Period
    promised_for: date | None = None
    """The day its partner has said it will come, once that day is here; it is owed again from then on."""


@dataclass(frozen=True)
class DataRequest:
    """Everything one partner is asked for one quarter."""

    quarter: Quarter
    partner: Partner
    reference: str
    """For example `2023-24 Q1 COUNCIL`: it heads the e-mail and comes back in the workbook."""
    due_on: date
    """The day the partner was given when it was asked; `due_of` says what has become of it for each item."""
    figures: tuple[FigureDue, ...]
    funds: tuple[Fund, ...]
    extensions: tuple[Extension, ...] = ()
    """More time given for this quarter: oldest first."""

    @property
    def items(self) -> tuple[str, ...]:
        """The codes of everything asked for."""
        return (*(due.measure.code for due in self.figures), *(fund.code for fund in self.funds))

    def due_of(self, item: str) -> date:
        """The day one item is due: the request's own, unless more time was given."""
        extended = last_word(self.extensions, item)
        return self.due_on if extended is None else extended.until


@dataclass(frozen=True)
class StillOwed:
    """What of a request has not been answered. "Not available" is an answer."""

    figures: tuple[FigureDue, ...]
    funds: tuple[Fund, ...]

    @property
    def items(self) -> tuple[str, ...]:
        """The codes of everything still owed."""
        return (*(due.measure.code for due in self.figures), *(fund.code for fund in self.funds))

    @property
    def is_nothing(self) -> bool:
        """Whether everything has been answered."""
        return not self.figures and not self.funds


@dataclass(frozen=True)
class BoardDates:
    """One meeting that a quarter's pack is for."""

    board: Board
    meets_on: date
    papers_go_out_on: date


@dataclass(frozen=True)
class CycleDates:
    """The days of one quarter's cycle."""

    quarter: Quarter
    opens_on: date
    due_on: date
    boards: tuple[BoardDates, ...]
    """The first meeting of each board after the figures are due; empty for a board with no such meeting declared."""


def cycle_dates(plan: Plan, quarter: Quarter) -> CycleDates:
    """Forward from the quarter's end and back from the meetings, whichever gives partners the earlier due date.

    A meeting too soon for the figures to be collected at all (papers out before they could be asked for and answered
    in `days_to_make_pack`) is left to the quarter before.
    """
    days = WorkingDays(plan.partnership.nation)
    policy = plan.policies.requests
    opens_on = days.after(quarter.end, policy.opens_after_quarter)
    due_on = days.after(quarter.end, policy.due_after_quarter)
    earliest = _earliest_papers(policy, quarter, days)
    latest = _earliest_papers(policy, quarter.next, days)
    boards = tuple(
        dates for board in plan.boards if (dates := _first_meeting(board, earliest, latest, days)) is not None
    )
    for dates in boards:
        due_on = min(due_on, days.before(dates.papers_go_out_on, policy.days_to_make_pack))
    return CycleDates(quarter=quarter, opens_on=opens_on, due_on=due_on, boards=boards)


MINIMUM_DAYS_TO_ANSWER = 5
"""Working days a partner is always given; a meeting that would leave fewer is served by the quarter before."""


def _earliest_papers(policy: RequestPolicy, quarter: Quarter, days: WorkingDays) -> date:
    """The first day papers with a quarter's figures could go out: asked for, answered, and made into a pack."""
    opens_on = days.after(quarter.end, policy.opens_after_quarter)
    return days.after(opens_on, policy.days_to_make_pack + MINIMUM_DAYS_TO_ANSWER)


def _first_meeting(board: Board, earliest: date, latest: date, days: WorkingDays) -> BoardDates | None:
    """The first meeting whose papers can hold this quarter's figures, and cannot yet hold the next quarter's."""
    for meets_on in sorted(board.meetings):
        papers = days.clear_days_before(meets_on, board.papers_clear_days)
        if earliest <= papers < latest:
            return BoardDates(board, meets_on, papers)
    return None


def requests_due(plan: Plan, quarter: Quarter, due_on: date) -> list[DataRequest]:
    """One request for each partner that owes anything for the quarter, in the order of the plan."""
    figures: dict[str, list[FigureDue]] = {}
    for due in figures_due(plan, quarter):
        figures.setdefault(due.measure.partner, []).append(due)
    requests = []
    for partner in plan.partners:
        owed = tuple(figures.get(partner.code, ()))
        funds = tuple(
            fund for fund in plan.funds if fund.partner == partner.code and fund.year == quarter.financial_year.code
        )
        if owed or funds:
            reference = request_reference(quarter, partner.code)
            requests.append(DataRequest(quarter, partner, reference, due_on, owed, funds))
    return requests


def still_owed(
    request: DataRequest,
    known: dict[FigureKey, Observation],
    resources: dict[tuple[str, Quarter], ResourceObservation],
    today: date | None = None,
) -> StillOwed:
    """What a partner has yet to answer, given what is known. A figure promised for a day is owed again once `today` has
    come to it; without `today` a promise counts as an answer."""
    figures = (owed for due in request.figures if (owed := _as_owed(due, known, today)) is not None)
    return StillOwed(
        figures=tuple(figures),
        funds=tuple(fund for fund in request.funds if (fund.code, request.quarter) not in resources),
    )


PERIODS_REMEMBERED = 8
"""How far back the word that a figure is no longer collected is looked for: two years of a quarterly measure."""


def _as_owed(due: FigureDue, known: dict[FigureKey, Observation], today: date | None) -> FigureDue | None:
    """The figure as it is still owed; None when it has been answered."""
    said = known.get((due.measure.code, due.period))
    if said is None:
        return None if _is_discontinued(due, known) else due
    if said.value is None and said.expected_on is not None and today is not None and today >= said.expected_on:
        return replace(due, promised_for=said.expected_on)
    return None


def _is_discontinued(due: FigureDue, known: dict[FigureKey, Observation]) -> bool:
    """Whether the last thing said of the measure is that it is no longer collected: nobody is asked that twice."""
    period = due.period
    for _ in range(PERIODS_REMEMBERED):
        period = period.previous
        said = known.get((due.measure.code, period))
        if said is not None:
            return said.discontinued
    return False


def request_reference(quarter: Quarter, partner: str) -> str:
    """The reference of a partner's request, the same however often it is worked out."""
    return f"{quarter.code} {partner}"


def figures_due(plan: Plan, quarter: Quarter) -> list[FigureDue]:
    """Every figure owed for a quarter, by the definitions in force on its last day."""
    return [
        FigureDue(measure, period)
        for measure in plan.measures_on(quarter.end)
        if not measure.parts and (period := period_due(measure, quarter)) is not None
    ]


def period_due(measure: Measure, quarter: Quarter) -> Period | None:
    """The period a measure is owed for in a quarter's request; None when it is not due this time."""
    if measure.frequency is Frequency.QUARTERLY:
        return quarter
    if measure.asked_in != quarter.number:
        return None
    return latest_year(measure, quarter)


def latest_year(measure: Measure, quarter: Quarter) -> Period:
    """The latest year of a yearly measure that had ended by the quarter's last day, allowing for publication lag."""
    kinds: dict[Frequency, type[FinancialYear] | type[AcademicYear] | type[CalendarYear]] = {
        Frequency.FINANCIAL_YEAR: FinancialYear,
        Frequency.ACADEMIC_YEAR: AcademicYear,
        Frequency.CALENDAR_YEAR: CalendarYear,
    }
    kind = kinds[measure.frequency]
    year = kind(quarter.end.year)
    while year.end > quarter.end:
        year = year.previous
    return kind(year.year - measure.years_behind)
