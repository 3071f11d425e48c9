"""The demonstration's year, through the engine's own workbooks: what is read, what is found wrong, what it comes to.

That the figures are the published ones is `test_example_figures`. What is judged here is what the demonstration's
README says there is to see.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from pathlib import Path

import pytest

from examples.trafford.partners import AnswerFile, Row, returns_for
from expectations.checking import check_returns
from lsp_core.cycle import Cycle
from lsp_core.facts import CycleFacts
from lsp_core.findings import Severity
from lsp_core.judging.assessment import Status, Verdict
from lsp_core.judging.judge import judge
from lsp_core.observations import FigureKey, Observation, Vintage, as_known
from lsp_core.periods import FinancialYear, Quarter, parse_period
from lsp_core.plan.model import Plan
from lsp_core.plan.reading import parse_plan, read_folder
from lsp_core.requests.due import cycle_dates, requests_due
from lsp_core.requests.workbook import request_workbook
from lsp_core.returns.checks import ReturnToCheck
from lsp_core.returns.reading import read_return
from lsp_core.returns.rows import FigureRow, Reading, RowKind
from lsp_core.returns.typed import read_number

TRAFFORD = Path(__file__).parents[2] / "examples" / "trafford"
QUARTERS = FinancialYear(2023).quarters
START = datetime(2023, 4, 1, tzinfo=UTC)


@dataclass(frozen=True)
class Sent:
    """One file, typed into a workbook the engine made, and read by the engine."""

    file: AnswerFile
    reading: Reading
    to_check: ReturnToCheck


@dataclass(frozen=True)
class Year:
    """Everything that was sent, and everything known by the end."""

    plan: Plan
    sent: list[Sent]
    observations: list[Observation]


@pytest.fixture(scope="module")
def the_year() -> Year:
    plan = parse_plan(read_folder(TRAFFORD / "plan"))
    observations = [
        Observation(row.measure, parse_period(row.period), row.value, Vintage.FINAL, START, partner="")
        for row in plan.history
    ]
    sent = [sent for quarter in QUARTERS for sent in a_quarter(plan, quarter, observations)]
    return Year(plan, sent, observations)


def a_quarter(plan: Plan, quarter: Quarter, observations: list[Observation]) -> Iterator[Sent]:
    """The quarter's files in the order they come; what each says is known from then on."""
    dates = cycle_dates(plan, quarter)
    requests = {request.partner.code: request for request in requests_due(plan, quarter, dates.due_on)}
    at_opening = as_known(observations, at_noon(dates.opens_on))
    for file in returns_for(quarter):
        request = requests[file.partner]
        reading = read_return(file.name, file.build(request_workbook(plan, request, at_opening, {})))
        measures = {m.code: m for m in plan.measures_on(quarter.end) if m.partner == file.partner}
        known = as_known(observations, at_noon(file.sent_on))
        big_change = plan.policies.requests.big_change_percent
        yield Sent(file, reading, ReturnToCheck(file.name, reading, request, measures, known, {}, big_change))
        observations += [
            as_observed(file, row) for row in reading.figures if can_be_right(row, measures[row.measure].maximum)
        ]


def can_be_right(row: FigureRow, maximum: Decimal | None) -> bool:
    return row.value is None or maximum is None or row.value <= maximum


def as_observed(file: AnswerFile, row: FigureRow) -> Observation:
    period, known_at = parse_period(row.period), at_noon(file.sent_on)
    return Observation(row.measure, period, row.value, row.vintage, known_at, file.partner, row.note)


def at_noon(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, 12, tzinfo=UTC)


def typed_figures(file: AnswerFile) -> dict[tuple[RowKind, str, str], tuple[Decimal | None, Vintage, str]]:
    figures = {
        about(RowKind.FIGURE, row): (number(row), Vintage(row["vintage"]), row["note"]) for row in file.answers.figures
    }
    corrections = {
        about(RowKind.CORRECTION, row): (number(row), Vintage.FINAL, row["reason"]) for row in file.answers.corrections
    }
    return figures | corrections


def about(kind: RowKind, row: Row) -> tuple[RowKind, str, str]:
    return kind, row["measure"], row["period"]


def number(row: Row) -> Decimal | None:
    return read_number(row["figure"], "%").value


def test_the_engine_reads_from_its_own_workbooks_what_the_partners_typed(the_year):
    for sent in the_year.sent:
        assert sent.reading.reference == f"{sent.file.quarter.code} {sent.file.partner}"
        read = {(row.kind, row.measure, row.period): (row.value, row.vintage, row.note) for row in sent.reading.figures}
        assert read == typed_figures(sent.file)


def test_the_engine_reads_the_money_and_people_that_the_partners_typed(the_year):
    for sent in the_year.sent:
        read = {row.fund: (row.budget, row.spend_to_date, row.forecast, row.fte) for row in sent.reading.resources}
        boxes = ("budget", "spend_to_date", "forecast", "fte")
        assert read == {
            row["fund"]: tuple(read_number(row[box], "£").value for box in boxes) for row in sent.file.answers.resources
        }


def test_over_the_year_one_figure_must_be_fixed_and_one_question_is_left_open(the_year):
    findings = check_returns([sent.to_check for sent in the_year.sent])
    unanswered = {
        (name, finding.rule, finding.severity)
        for name, found in findings.items()
        for finding in found
        if finding.severity is not Severity.NOTE and not finding.explained
    }
    assert unanswered == {
        ("2023-24 Q1 TRANSPORT.xlsx", "FIG-012", Severity.ERROR),
        ("2023-24 Q1 TRANSPORT.xlsx", "FIG-019", Severity.QUERY),
        ("2023-24 Q3 JOBCENTRE.csv", "RES-006", Severity.QUERY),
        ("2023-24 Q4 TRANSPORT.xlsx", "FIG-032", Severity.QUERY),  # charging points fell further than ever
    }
    explained = {(name, finding.rule) for name, found in findings.items() for finding in found if finding.explained}
    assert ("2023-24 Q3 TRANSPORT.xlsx", "FIG-020") in explained


ON, WATCH, OFF = Verdict.ON_TRACK, Verdict.WATCH, Verdict.OFF_TRACK
VERDICTS = [
    (1, {"AE4H": OFF, "CLAIM": ON, "UC": ON, "EV": WATCH, "RECYC": WATCH, "FUELPOV": ON}),
    (2, {"AE4H": OFF, "CLAIM": ON, "UC": Verdict.EARLY_WARNING, "EV": Verdict.RECOVERING, "CO2": OFF, "ACTIVE": ON}),
    (3, {"AE4H": OFF, "CLAIM": ON, "UC": Verdict.NO_CURRENT_DATA, "EV": ON, "OBESE6": OFF, "WALKCYC": ON}),
    (4, {"AE4H": OFF, "CLAIM": WATCH, "UC": OFF, "EV": WATCH, "CHILDPOV": OFF, "EMPLOY": ON}),
]


@pytest.mark.parametrize(("number", "verdicts"), VERDICTS)
def test_each_quarter_shows_what_the_readme_says_there_is_to_see(the_year, number, verdicts):
    assessments = {a.measure: a for a in judge(facts_of(the_year, QUARTERS[number - 1]))}
    assert {code: assessments[code].verdict for code in verdicts} == verdicts
    assert assessments["ULEV"].status is Status.OVERDUE
    assert assessments["AEOVER4"].status is Status.NO_TARGET
    assert assessments["CLAIMANTS"].status is Status.CONTEXT


def test_the_claimant_rate_corrected_in_october_would_not_have_been_on_track_in_july(the_year):
    quarter = QUARTERS[0]
    as_the_board_saw_it, as_corrected = facts_of(the_year, quarter), facts_of(the_year, quarter, QUARTERS[1])
    statuses = [
        next(a.status for a in judge(facts) if a.measure == "CLAIM") for facts in (as_the_board_saw_it, as_corrected)
    ]
    assert statuses == [Status.ON_TRACK, Status.WATCH]


def facts_of(year: Year, quarter: Quarter, known_in: Quarter | None = None) -> CycleFacts:
    """The facts as known the day before the first papers go out, in that quarter's cycle or a later one's."""
    dates = cycle_dates(year.plan, quarter)
    cut_off = the_day_before_papers(year.plan, known_in or quarter)
    return CycleFacts(
        plan=year.plan,
        quarter=quarter,
        cut_off=cut_off,
        cycle=Cycle(quarter),
        dates=dates,
        requests=tuple(requests_due(year.plan, quarter, dates.due_on)),
        returns=(),
        known=as_known(year.observations, cut_off),
        resources={},
        risk_decisions=(),
        revisions=(),
        known_before=known_before(year, quarter),
    )


def known_before(year: Year, quarter: Quarter) -> dict[FigureKey, Observation]:
    return as_known(year.observations, the_day_before_papers(year.plan, quarter.previous)) if quarter.number > 1 else {}


def the_day_before_papers(plan: Plan, quarter: Quarter) -> datetime:
    return at_noon(min(board.papers_go_out_on for board in cycle_dates(plan, quarter).boards) - timedelta(days=1))
