from datetime import date, timedelta

import pytest

from lsp_core.plan.model import Nation, RequestPolicy
from lsp_core.requests.due import StillOwed
from lsp_core.requests.reminders import Escalation, OutstandingRequest, Reminder, who_to_remind
from tests.factories import Q1, Q2, a_plan, a_request

DUE = date(2023, 7, 21)


def outstanding(partner="COUNCIL", quarter=Q1, plan=None, figures=None, **changes):
    request = a_request(partner, quarter, plan)
    owed = StillOwed(request.figures if figures is None else request.figures[:figures], request.funds)
    return OutstandingRequest(request, owed, **changes)


def answered(partner="COUNCIL"):
    return OutstandingRequest(a_request(partner), StillOwed((), ()))


def a_year(plan, requests, days, running=lambda day: True):
    """Everything told from 1 July over so many days, to whom and when, when the engine runs on some of them."""
    told: list[tuple[date, Reminder | Escalation]] = []
    for day in (date(2023, 7, 1) + timedelta(days=n) for n in range(days)):
        if running(day):
            keys = [digest.key for _, digest in told]
            told += [(day, digest) for digest in who_to_remind(plan, requests, day, keys)]
    return told


def with_policy(**changes):
    plan = a_plan()
    return a_plan(policies=plan.policies.model_copy(update={"requests": RequestPolicy(**changes)}))


def test_the_ladder_is_climbed_once_a_rung_in_working_days():
    assert a_request().due_on == DUE

    told = a_year(a_plan(), [outstanding()], 60)

    assert [(day, type(digest), digest.person) for day, digest in told] == [
        (date(2023, 7, 14), Reminder, "sam"),
        (date(2023, 7, 21), Reminder, "sam"),
        (date(2023, 7, 26), Reminder, "sam"),
        (date(2023, 7, 28), Escalation, "dee"),
    ]


def test_who_has_answered_everything_hears_nothing():
    assert a_year(a_plan(), [answered()], 60) == []


def test_who_has_answered_in_part_is_asked_for_the_rest():
    (reminder,) = who_to_remind(a_plan(), [outstanding(figures=1)], DUE)

    assert len(reminder.requests[0].still_owed.figures) == 1


def test_silence_begins_the_minute_the_return_is_in():
    plan = a_plan()

    before = who_to_remind(plan, [outstanding(), outstanding("TRUST")], DUE)
    after = who_to_remind(plan, [answered(), outstanding("TRUST")], DUE)

    assert [reminder.person for reminder in before] == ["sam", "pat"]
    assert [reminder.person for reminder in after] == ["pat"]


@pytest.mark.parametrize("day", [date(2023, 7, 22), date(2023, 7, 23), date(2023, 8, 28), date(2023, 12, 25)])
def test_nobody_hears_anything_on_a_weekend_or_a_bank_holiday(day):
    assert who_to_remind(a_plan(), [outstanding()], day) == []


def test_the_bank_holidays_are_the_partnerships_own():
    """12 July is a bank holiday in Northern Ireland and nowhere else."""
    plan = with_policy(reminders=(-7,))
    partnership = plan.partnership.model_copy(update={"nation": Nation.NORTHERN_IRELAND})
    northern_irish = plan.model_copy(update={"partnership": partnership})

    assert [day for day, _ in a_year(plan, [outstanding()], 20)] == [date(2023, 7, 12)]
    assert [day for day, _ in a_year(northern_irish, [outstanding(plan=plan)], 20)] == [date(2023, 7, 11)]


def test_a_reminder_missed_while_the_engine_was_down_goes_out_on_the_next_working_day_it_runs():
    down = {date(2023, 7, 14), date(2023, 7, 15)}

    told = a_year(a_plan(), [outstanding()], 18, running=lambda day: day not in down)

    assert [day for day, _ in told] == [date(2023, 7, 17)]


def test_after_a_long_outage_only_the_latest_rung_is_told():
    told = a_year(a_plan(), [outstanding()], 60, running=lambda day: day >= date(2023, 8, 21))

    assert [(day, digest.person, digest.rungs) for day, digest in told] == [
        (date(2023, 8, 21), "sam", ("2023-24 Q1 due 2023-07-21, 3 working days after, COUNCIL",)),
        (date(2023, 8, 21), "dee", ("2023-24 Q1 due 2023-07-21, 5 working days after, COUNCIL",)),
    ]


def test_one_person_with_two_requests_gets_one_digest_a_day():
    plan = a_plan()
    partners = tuple(partner.model_copy(update={"contact": "sam"}) for partner in plan.partners)
    shared = plan.model_copy(update={"partners": partners})

    told = a_year(shared, [outstanding("COUNCIL", plan=shared), outstanding("TRUST", plan=shared)], 27)

    assert [(day, len(digest.requests)) for day, digest in told] == [
        (date(2023, 7, 14), 2),
        (date(2023, 7, 21), 2),
        (date(2023, 7, 26), 2),
    ]


def test_answering_one_of_two_requests_does_not_repeat_the_reminder_for_the_other():
    plan = a_plan()
    partners = tuple(partner.model_copy(update={"contact": "sam"}) for partner in plan.partners)
    shared = plan.model_copy(update={"partners": partners})
    council, trust = outstanding("COUNCIL", plan=shared), outstanding("TRUST", plan=shared)

    (both,) = who_to_remind(shared, [council, trust], DUE)

    assert both.rungs == ("2023-24 Q1 due 2023-07-21, on the day, COUNCIL TRUST",)
    assert who_to_remind(shared, [trust], DUE + timedelta(days=3), told=[both.key]) == []


def test_a_rung_told_in_company_is_not_told_again_alone():
    """Sam's second-quarter reminder of 20 October is due on a day when the first quarter is outstanding too."""
    first, second = outstanding(), outstanding(quarter=Q2)
    day = date(2023, 10, 20)

    (together,) = [digest for digest in who_to_remind(a_plan(), [first, second], day) if isinstance(digest, Reminder)]
    alone = who_to_remind(a_plan(), [first], day + timedelta(days=3), told=[together.key])

    assert [one.request.quarter for one in together.requests] == [Q1, Q2]
    assert not [digest for digest in alone if isinstance(digest, Reminder)]


def test_a_rung_already_past_when_the_partner_was_asked_is_left_out():
    asked_late = outstanding(asked_on=date(2023, 7, 18))

    told = a_year(a_plan(), [asked_late], 25, running=lambda day: day >= date(2023, 7, 18))

    assert [day for day, _ in told] == [DUE]


def test_a_new_contact_hears_what_the_last_one_was_told():
    plan = a_plan()
    (told,) = who_to_remind(plan, [outstanding()], DUE)
    council = plan.partners[0].model_copy(update={"contact": "bob"})
    handed_over = plan.model_copy(update={"partners": (council, plan.partners[1])})

    (reminder,) = who_to_remind(handed_over, [outstanding(plan=handed_over)], DUE + timedelta(days=3), [told.key])

    assert reminder.person == "bob"


def test_without_a_senior_person_the_coordinator_is_told():
    plan = a_plan()
    council = plan.partners[0].model_copy(update={"senior": None})
    nobody_senior = plan.model_copy(update={"partners": (council, plan.partners[1])})

    told = a_year(nobody_senior, [outstanding(plan=nobody_senior)], 40)

    assert [digest.person for _, digest in told if isinstance(digest, Escalation)] == ["jo"]


def test_a_plan_may_leave_escalation_out():
    told = a_year(with_policy(escalate=None), [outstanding()], 60)

    assert not [digest for _, digest in told if isinstance(digest, Escalation)]
