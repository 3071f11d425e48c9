"""The days of a quarter's cycle, and who owes which figures for it."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lsp_core.periods import AcademicYear, CalendarYear, FinancialYear, Quarter
from lsp_core.plan.model import Board, Frequency, Layer, Nation, Plan, Policies, RequestPolicy
from lsp_core.requests.due import (
    MINIMUM_DAYS_TO_ANSWER,
    cycle_dates,
    figures_due,
    latest_year,
    period_due,
    requests_due,
    still_owed,
)
from lsp_core.working_days import WorkingDays
from tests.factories import Q1, Q2, Q3, Q4, a_measure, a_plan, a_request, an_observation, known


def a_plan_that_meets(*meetings: date, nation: Nation = Nation.ENGLAND, **rules: int) -> Plan:
    """The small partnership with one board that meets on these days, and its own rules for asking."""
    plan = a_plan()
    board = Board(code="BOARD", name="Board", layer=Layer.STRATEGIC, chair="chair", meetings=meetings)
    policies = Policies(status=plan.policies.status, requests=RequestPolicy(**rules))
    partnership = plan.partnership.model_copy(update={"nation": nation})
    return a_plan(boards=(board,), policies=policies, partnership=partnership)


def meeting_served(plan: Plan, quarter: Quarter) -> date | None:
    boards = cycle_dates(plan, quarter).boards
    return boards[0].meets_on if boards else None


def test_without_a_meeting_the_dates_count_forward_from_the_quarters_end():
    dates = cycle_dates(a_plan_that_meets(), Q1)
    assert (dates.opens_on, dates.due_on, dates.boards) == (date(2023, 7, 3), date(2023, 7, 21), ())


@pytest.mark.parametrize(
    ("nation", "opens_on", "due_on"),
    [
        (Nation.ENGLAND, date(2024, 4, 2), date(2024, 4, 22)),  # Easter Monday is 1 April
        (Nation.SCOTLAND, date(2024, 4, 1), date(2024, 4, 19)),
    ],
)
def test_days_are_the_working_days_of_the_partnerships_own_nation(nation, opens_on, due_on):
    dates = cycle_dates(a_plan_that_meets(nation=nation), Q4)
    assert (dates.opens_on, dates.due_on) == (opens_on, due_on)


def test_a_meeting_far_off_leaves_the_due_date_alone():
    dates = cycle_dates(a_plan_that_meets(date(2023, 9, 14)), Q1)
    assert dates.due_on == date(2023, 7, 21)
    assert dates.boards[0].papers_go_out_on == date(2023, 9, 6)


def test_a_meeting_soon_brings_the_due_date_forward():
    dates = cycle_dates(a_plan_that_meets(date(2023, 8, 1)), Q1)
    assert dates.boards[0].papers_go_out_on == date(2023, 7, 24)
    assert dates.due_on == date(2023, 7, 17)


def test_the_earliest_meeting_served_still_leaves_partners_five_working_days():
    just_in_time, a_day_too_soon = date(2023, 7, 25), date(2023, 7, 24)
    dates = cycle_dates(a_plan_that_meets(just_in_time), Q1)
    assert dates.due_on == WorkingDays(Nation.ENGLAND).after(dates.opens_on, MINIMUM_DAYS_TO_ANSWER)
    assert meeting_served(a_plan_that_meets(a_day_too_soon), Q1) is None


def test_a_meeting_too_soon_for_a_quarter_is_served_by_the_one_before():
    plan = a_plan_that_meets(date(2023, 7, 6))
    assert meeting_served(plan, Q1.previous) == date(2023, 7, 6)
    assert meeting_served(plan, Q1) is None


def test_each_quarter_gets_the_first_meeting_that_can_have_it():
    plan = a_plan_that_meets(date(2024, 3, 14), date(2023, 9, 14), date(2023, 12, 14), date(2023, 10, 26))
    assert [meeting_served(plan, quarter) for quarter in (Q1, Q2, Q3)] == [
        date(2023, 9, 14),
        date(2023, 10, 26),
        date(2024, 3, 14),
    ]


def test_a_meeting_that_could_have_the_next_quarter_is_not_given_this_one():
    assert meeting_served(a_plan_that_meets(date(2023, 12, 14)), Q1) is None


@given(st.dates(min_value=date(2023, 7, 25), max_value=date(2024, 7, 24)))
def test_every_meeting_is_served_by_some_quarter(meets_on):
    plan = a_plan_that_meets(meets_on)
    assert any(meeting_served(plan, quarter) for quarter in (Q1.previous, Q1, Q2, Q3, Q4, Q4.next))


@given(
    meets_on=st.dates(min_value=date(2023, 1, 1), max_value=date(2024, 12, 31)),
    opens=st.integers(1, 20),
    days_to_make_pack=st.integers(1, 20),
    nation=st.sampled_from(Nation),
)
def test_figures_are_never_due_before_partners_have_had_their_days(meets_on, opens, days_to_make_pack, nation):
    plan = a_plan_that_meets(
        meets_on,
        nation=nation,
        opens_after_quarter=opens,
        due_after_quarter=opens + MINIMUM_DAYS_TO_ANSWER,
        days_to_make_pack=days_to_make_pack,
    )
    for quarter in (Q1, Q2, Q3, Q4):
        dates = cycle_dates(plan, quarter)
        assert WorkingDays(nation).between(dates.opens_on, dates.due_on) >= MINIMUM_DAYS_TO_ANSWER


@pytest.mark.parametrize(
    ("frequency", "quarter", "years_behind", "latest"),
    [
        (Frequency.FINANCIAL_YEAR, Q1, 0, FinancialYear(2022)),
        (Frequency.FINANCIAL_YEAR, Q3, 0, FinancialYear(2022)),
        (Frequency.FINANCIAL_YEAR, Q4, 0, FinancialYear(2023)),  # it ends on the quarter's last day
        (Frequency.FINANCIAL_YEAR, Q4, 2, FinancialYear(2021)),
        (Frequency.ACADEMIC_YEAR, Q1, 0, AcademicYear(2021)),
        (Frequency.ACADEMIC_YEAR, Q2, 0, AcademicYear(2022)),  # it ended on 31 August
        (Frequency.ACADEMIC_YEAR, Q4, 0, AcademicYear(2022)),
        (Frequency.CALENDAR_YEAR, Q2, 0, CalendarYear(2022)),
        (Frequency.CALENDAR_YEAR, Q3, 0, CalendarYear(2023)),
        (Frequency.CALENDAR_YEAR, Q3, 1, CalendarYear(2022)),
        (Frequency.CALENDAR_YEAR, Q4, 0, CalendarYear(2023)),
    ],
)
def test_a_yearly_measure_is_owed_for_the_latest_year_that_has_ended(frequency, quarter, years_behind, latest):
    measure = a_measure(frequency=frequency, asked_in=quarter.number, years_behind=years_behind)
    assert period_due(measure, quarter) == latest_year(measure, quarter) == latest


@pytest.mark.parametrize("quarter", [Q1, Q3, Q4])
def test_a_yearly_measure_is_not_owed_in_other_quarters(quarter):
    assert period_due(a_measure(frequency=Frequency.FINANCIAL_YEAR, asked_in=2), quarter) is None


def test_a_quarterly_measure_is_owed_for_the_quarter_itself():
    assert period_due(a_measure(), Q3) == Q3


def test_the_definition_asked_for_is_the_one_in_force_on_the_quarters_last_day():
    old = a_measure("EV", name="Old")
    new = a_measure("EV", name="New", valid_from=date(2023, 9, 30))
    to_come = a_measure("NEW", valid_from=date(2023, 10, 1))
    plan = a_plan(measures=(old, new, to_come))
    assert [due.measure.name for due in figures_due(plan, Q1)] == ["Old"]
    assert [due.measure.name for due in figures_due(plan, Q2)] == ["New"]


def test_a_partner_is_asked_only_for_what_it_owes():
    trust = a_request("TRUST")
    assert [due.measure.code for due in trust.figures] == ["AE4H"]
    assert [fund.code for fund in trust.funds] == ["F-AE"]
    assert trust.reference == "2023-24 Q1 TRUST"


def test_a_partner_that_owes_nothing_is_not_asked():
    plan = a_plan(measures=(a_measure("EV"),), funds=())
    assert [request.partner.code for request in requests_due(plan, Q1, date(2023, 7, 21))] == ["COUNCIL"]


def test_money_is_asked_for_in_its_own_financial_year_only():
    assert a_request("COUNCIL", Q4).funds
    assert not a_request("COUNCIL", Q4.next).funds


def test_what_is_still_owed_shrinks_as_answers_come_and_not_available_is_an_answer():
    request = a_request("COUNCIL")
    answered = known(an_observation("EV", Q1), an_observation("UC", Q1, None))
    owed = still_owed(request, answered, {})
    assert [due.measure.code for due in owed.figures] == ["ULEV"]
    assert [fund.code for fund in owed.funds] == ["F-EV"]
    assert not owed.is_nothing
