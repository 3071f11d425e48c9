"""The demonstration says which of its figures are real: each is worked out here again from the published extracts."""

import csv
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cache
from pathlib import Path

import pytest

from examples.demo import MAPPING, SCORECARD
from examples.trafford.partners import ANSWERS, answers_in, returns_for
from lsp_core.importing.figures import take
from lsp_core.importing.labels import labelled
from lsp_core.importing.mapping import mapping_from_csv
from lsp_core.periods import AcademicYear, FinancialYear, Month, Period, Quarter, parse_period
from lsp_core.plan.model import History, Plan, TargetKind
from lsp_core.plan.reading import parse_plan, read_folder
from lsp_core.requests.due import cycle_dates, figures_due, requests_due
from lsp_core.returns.files import read_grid
from lsp_core.returns.typed import read_number
from lsp_core.wording import rounded
from lsp_core.working_days import WorkingDays

TRAFFORD = Path(__file__).parents[2] / "examples" / "trafford"
QUARTERS = FinancialYear(2023).quarters
YEARS_THE_AE_FIGURES_ARE_MOVED = 5

Row = dict[str, str]


@dataclass(frozen=True)
class Published:
    """A figure worked out from the extracts, with its counts where there are any."""

    value: Decimal
    numerator: Decimal | None = None
    denominator: Decimal | None = None


@cache
def extract(name: str) -> tuple[Row, ...]:
    with (TRAFFORD / "data" / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return tuple(csv.DictReader(file))


@cache
def typed(name: str) -> tuple[Row, ...]:
    with (ANSWERS / name).open(encoding="utf-8", newline="") as file:
        return tuple(csv.DictReader(file))


@cache
def the_plan() -> Plan:
    return parse_plan(read_folder(TRAFFORD / "plan"))


def the_row(name: str, period: str, **having: str) -> Row:
    """The one row about a period, of those whose columns contain some text."""
    rows = [
        row
        for row in extract(name)
        if row["period"] == period and all(text in row[column] for column, text in having.items())
    ]
    assert len(rows) == 1, f"{len(rows)} rows of {name} for {period}"
    return rows[0]


def last_month(period: Period) -> str:
    return f"{period.end:%B %Y}"


def day_after(period: Period) -> str:
    return f"{period.next.start:%Y-%m}"


def slashed(period: Period) -> str:
    """`2021/22`, as the statistics write both financial and school years."""
    assert isinstance(period, FinancialYear | AcademicYear)
    return FinancialYear(period.year).code.replace("-", "/")


def january_to_december(period: Period) -> str:
    return f"Jan {period.code}-Dec {period.code}"


def as_it_stands(name: str, in_words: Callable[[Period], str], **having: str) -> Callable[[Period], Published]:
    """A figure published just as the measure wants it."""
    return lambda period: Published(Decimal(the_row(name, in_words(period), **having)["value"]))


def ulev_share(period: Period) -> Published:
    row = the_row("licensed_vehicles", period.end.isoformat())
    ulev, every = (rounded(Decimal(row[column]), 0) for column in ("value_ulev", "value_all_vehicles"))
    return Published(100 * ulev / every, ulev, every)


def attendances_and_breaches(period: Period) -> tuple[Decimal, Decimal]:
    """Every department's counts for the same three months, five years earlier."""
    start = period.start.replace(year=period.start.year - YEARS_THE_AE_FIGURES_ARE_MOVED)
    months = [Month(start.year, start.month).shifted(later).start.isoformat() for later in range(period.months)]
    rows = [row for row in extract("ae_attendances") if row["period"] in months]
    assert len(rows) == len(months) * len(("1", "2", "other"))
    return Decimal(sum(int(row["attendances"]) for row in rows)), Decimal(sum(int(row["breaches"]) for row in rows))


def within_four_hours(period: Period) -> Published:
    attendances, breaches = attendances_and_breaches(period)
    return Published(100 * (attendances - breaches) / attendances, attendances - breaches, attendances)


def over_four_hours(period: Period) -> Published:
    return Published(attendances_and_breaches(period)[1])


PUBLISHED: dict[str, Callable[[Period], Published]] = {
    "CLAIM": as_it_stands("claimant_count", last_month, measure="Percentage"),
    "CLAIMANTS": as_it_stands("claimant_count", last_month, measure="Count"),
    "EMPLOY": as_it_stands("employment_rate", january_to_december),
    "NEET": as_it_stands("neet", slashed, indicator="not known"),
    "UC": as_it_stands("universal_credit", last_month, measure="rate"),
    "CHILDPOV": as_it_stands("children_poverty", slashed, indicator="relative"),
    "FUELPOV": as_it_stands("fuel_poverty", str, indicator="low energy efficiency"),
    "AE4H": within_four_hours,
    "AEOVER4": over_four_hours,
    "ACTIVE": as_it_stands("active_adults", slashed),
    "OBESE6": as_it_stands("obese_year6", slashed),
    "EV": as_it_stands("electric_vehicle_charging_points", day_after),
    "ULEV": ulev_share,
    "WALKCYC": as_it_stands("adults_walking_or_cycling", str),
    "RECYC": as_it_stands("household_waste_recycling", slashed, measure="Percentage"),
    "CO2": as_it_stands("borough_wide_co2_emissions", str),
}


def published(measure: str, period: str) -> Published:
    """The published figure, to the decimal places the measure is reported to."""
    found = PUBLISHED[measure](parse_period(period))
    decimals = next(m.decimals for m in the_plan().measures_on(QUARTERS[0].end) if m.code == measure)
    return Published(rounded(found.value, decimals), found.numerator, found.denominator)


def as_typed(row: Row) -> Published:
    unit = next(m.unit for m in the_plan().measures_on(QUARTERS[0].end) if m.code == row["measure"])
    value = read_number(row["figure"], unit).value
    assert value is not None
    return Published(value, read_number(row["numerator"]).value, read_number(row["denominator"]).value)


def about(row: Row | History) -> str:
    measure, period = (row["measure"], row["period"]) if isinstance(row, dict) else (row.measure, row.period)
    return f"{measure} {period}"


def test_every_measure_can_be_worked_out_from_the_published_extracts():
    assert set(PUBLISHED) == {measure.code for measure in the_plan().measures}


@pytest.mark.parametrize("row", the_plan().history, ids=about)
def test_the_history_holds_the_published_figures(row):
    assert Published(row.value, row.numerator, row.denominator) == published(row.measure, row.period)


def test_the_scorecard_holds_the_published_figures():
    (sheet,) = read_grid(SCORECARD.name, SCORECARD.read_bytes()).sheets
    codes = [measure.code for measure in the_plan().measures]
    mapping = mapping_from_csv(MAPPING.name, MAPPING.read_text(encoding="utf-8"), codes)
    figures = take(the_plan(), labelled(sheet), mapping, {}, QUARTERS[0]).figures
    assert {figure.measure.code for figure in figures} == {"RECYC", "OBESE6", "CO2", "EMPLOY"}
    for figure in figures:
        assert figure.value == published(figure.measure.code, figure.period.code).value


@pytest.mark.parametrize("row", [row for row in typed("figures.csv") if not row["scripted"]], ids=about)
def test_what_partners_send_is_the_published_figure_unless_it_is_scripted(row):
    assert as_typed(row) == published(row["measure"], row["period"])


@pytest.mark.parametrize("row", typed("corrections.csv"), ids=about)
def test_a_correction_brings_the_published_figure(row):
    assert read_number(row["figure"]).value == published(row["measure"], row["period"]).value


@pytest.mark.parametrize("row", [row for row in typed("figures.csv") if row["scripted"]], ids=about)
def test_a_scripted_figure_is_not_the_published_one_and_is_put_right_later(row):
    right = published(row["measure"], row["period"]).value
    assert read_number(row["figure"]).value != right
    later = [
        other
        for other in typed("corrections.csv") + typed("figures.csv")
        if about(other) == about(row) and (other["quarter"], other["file"]) > (row["quarter"], row["file"])
    ]
    assert [read_number(other["figure"]).value for other in later] == [right]


def test_mays_count_is_a_published_figure_too():
    sent = {row["measure"]: row for row in typed("figures.csv") if row["scripted"] == "May's figure"}
    assert read_number(sent["CLAIM"]["figure"]).value == Decimal(
        the_row("claimant_count", "May 2023", measure="Percentage")["value"]
    )
    assert read_number(sent["CLAIMANTS"]["figure"]).value == Decimal(
        the_row("claimant_count", "May 2023", measure="Count")["value"]
    )


def test_only_the_four_hour_standard_is_a_real_target_and_the_rest_say_they_are_invented():
    invented = {
        target.measure
        for target in the_plan().targets
        if target.kind is TargetKind.TARGET and "Invented for the demonstration" in target.reason
    }
    assert invented == {target.measure for target in the_plan().targets} - {"AE4H"}
    assert all("Invented for the demonstration" in fund.note for fund in the_plan().funds)


def test_every_measure_of_a_and_e_waits_says_that_its_figures_are_five_years_old():
    for code in ("AE4H", "AEOVER4"):
        measure = next(m for m in the_plan().measures if m.code == code)
        assert "2018-19 figures" in measure.name
        assert "five years later than they happened" in measure.definition
        assert all("five years later" in row.source for row in the_plan().history if row.measure == code)
    assert "five years later" in the_plan().partnership.data_note


def test_boards_meet_on_working_days():
    days = WorkingDays(the_plan().partnership.nation)
    assert all(days.is_working(meeting) for board in the_plan().boards for meeting in board.meetings)


@pytest.mark.parametrize("quarter", QUARTERS, ids=str)
def test_partners_answer_exactly_what_they_are_asked_and_one_of_them_never_does(quarter):
    plan = the_plan()
    due = {(f.measure.code, f.period.code): f.measure.partner for f in figures_due(plan, quarter)}
    answered = {
        (row["measure"], row["period"]): file.partner for file in returns_for(quarter) for row in file.answers.figures
    }
    assert answered == {figure: partner for figure, partner in due.items() if partner != "LICENSING"}


@pytest.mark.parametrize("quarter", QUARTERS, ids=str)
def test_partners_report_every_fund_unless_they_send_one_sheet_only(quarter):
    in_workbooks = {file.partner for file in returns_for(quarter) if file.saved_as == "xlsx"}
    reported = {row["fund"] for file in returns_for(quarter) for row in file.answers.resources}
    assert reported == {fund.code for fund in the_plan().funds if fund.partner in in_workbooks}


def test_one_return_is_late_and_it_still_comes_before_the_papers_go_out():
    plan = the_plan()
    late = [
        (file.quarter.code, file.partner, dates.boards[1].papers_go_out_on - file.sent_on)
        for quarter in QUARTERS
        for dates in [cycle_dates(plan, quarter)]
        for file in returns_for(quarter)
        if file.sent_on > dates.due_on
    ]
    assert [(quarter, partner) for quarter, partner, _ in late] == [("2023-24 Q3", "TRUST")]
    assert all(days_left.days > 0 for *_, days_left in late)


def test_returns_are_sent_on_working_days_after_the_requests_go_out():
    plan = the_plan()
    days = WorkingDays(plan.partnership.nation)
    for quarter in QUARTERS:
        opens_on = cycle_dates(plan, quarter).opens_on
        asked = {request.partner.code for request in requests_due(plan, quarter, opens_on)}
        for file in returns_for(quarter):
            assert file.partner in asked
            assert days.is_working(file.sent_on)
            assert file.sent_on >= opens_on


def test_a_second_file_is_the_first_with_what_was_wrong_put_right():
    quarter = Quarter(2023, 1)
    first, second = (answers_in(quarter, "TRANSPORT", number) for number in (1, 2))
    assert [row["figure"] for row in first.figures] == ["437"]
    assert [row["figure"] for row in second.figures] == ["43.7"]
    assert second.resources == first.resources


def test_the_wrong_unit_is_outside_what_can_be_right():
    measure = next(m for m in the_plan().measures if m.code == "EV")
    assert measure.maximum is not None
    assert measure.maximum < Decimal(437)


def test_a_target_raised_in_march_is_not_held_against_earlier_quarters():
    plan, last = the_plan(), QUARTERS[-1]
    before, after = (plan.stated(TargetKind.TARGET, "EV", last, day) for day in (date(2024, 3, 11), date(2024, 3, 12)))
    assert before is not None
    assert after is not None
    assert (before.value, after.value) == (Decimal(58), Decimal(80))


OTHERS: dict[str, tuple[str, Callable[[Period], str], dict[str, str]]] = {
    "CLAIM": ("claimant_count", last_month, {"measure": "Percentage"}),
    "UC": ("universal_credit", last_month, {"measure": "rate"}),
    "CHILDPOV": ("children_poverty", slashed, {"indicator": "relative"}),
    "OBESE6": ("obese_year6", slashed, {}),
    "EV": ("electric_vehicle_charging_points", day_after, {}),
    "RECYC": ("household_waste_recycling", slashed, {"measure": "Percentage"}),
}
"""How each measure's comparators were published: in which extract, under which period, in which rows."""


def published_by(comparator: str, measure: str, period: Period) -> Published:
    """What another area or trust published, worked out as ours is."""
    if measure == "AE4H":
        return waits_of(comparator, period)
    name, in_words, having = OTHERS[measure]
    return Published(Decimal(the_row(f"others/{name}", in_words(period), area_code=comparator, **having)["value"]))


def waits_of(trust: str, period: Period) -> Published:
    start = period.start.replace(year=period.start.year - YEARS_THE_AE_FIGURES_ARE_MOVED)
    months = [Month(start.year, start.month).shifted(later).start.isoformat() for later in range(period.months)]
    rows = [row for row in extract("others/ae_attendances") if row["period"] in months and row["org_code"] == trust]
    assert {row["period"] for row in rows} == set(months)
    came = Decimal(sum(int(row["attendances"]) for row in rows))
    within = came - sum(int(row["breaches"]) for row in rows)
    return Published(100 * within / came, within, came)


@pytest.mark.parametrize(
    "row", the_plan().comparator_figures, ids=lambda row: f"{row.measure} {row.comparator} {row.period}"
)
def test_the_figures_of_others_are_the_published_ones(row):
    found = published_by(row.comparator, row.measure, parse_period(row.period))
    assert (row.value, row.numerator, row.denominator) == (rounded(found.value, 1), found.numerator, found.denominator)


def test_every_comparator_is_known_for_every_period_that_any_of_its_set_is():
    plan = the_plan()
    periods: dict[tuple[str, str], set[str]] = {}
    for row in plan.comparator_figures:
        periods.setdefault((row.measure, row.comparator), set()).add(row.period)
    for measure in plan.measures:
        if measure.compared_with is not None:
            members = plan.comparator_set(measure.compared_with).members
            assert len({frozenset(periods[measure.code, member]) for member in members}) == 1
