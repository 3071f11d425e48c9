"""Each figure by its own day, each person once a day, and the ledger that tells what happened."""

from dataclasses import replace
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lsp_core.messages.notices import Asked, Attachment, NoticeKind, asking_notice, reminder_notice
from lsp_core.plan.covering import stands_in
from lsp_core.plan.model import Cover
from lsp_core.requests.due import StillOwed, still_owed
from lsp_core.requests.extensions import EVERYTHING, Circumstances, Extension, why_not
from lsp_core.requests.ledger import Event, MessageSaid, ReturnCame, Trail, in_lines, ledger
from lsp_core.requests.reminders import Escalation, OutstandingRequest, Reminder, who_to_remind
from lsp_core.returns.answers import expected_in, read_answer
from lsp_core.working_days import WorkingDays
from tests.factories import Q1, Q2, a_person, a_plan, a_request, an_observation, at, known

DUE = date(2023, 7, 21)
YEAR = [date(2023, 7, 1) + timedelta(days=n) for n in range(100)]
SHEET = Attachment("A.xlsx", "application/octet-stream", b"x")


def extended(until, item=EVERYTHING, quarter=Q1):
    return Extension(quarter, "COUNCIL", item, until, "A new system", "Jo Person", at(2023, 7, 10))


def outstanding(request, observations=(), today=None, **changes):
    return OutstandingRequest(request, still_owed(request, known(*observations), {}, today), **changes)


def days_of(plan, requests_on, days=YEAR, heard=lambda _: ()):
    """Whom the engine writes to on each day, about which items."""
    told, found = [], []
    for day in days:
        for digest in who_to_remind(plan, requests_on(day), day, told, heard(day)):
            told.append(digest.key)
            items = {item for one in digest.requests for item in one.still_owed.items}
            found.append((day, type(digest), digest.person, items))
    return found


def with_cover(person, by, first_day, last_day):
    plan = a_plan()
    cover = Cover(by=by, first_day=first_day, last_day=last_day)
    people = tuple(p.model_copy(update={"covers": (cover,)}) if p.code == person else p for p in plan.people)
    return plan.model_copy(update={"people": people})


def test_more_time_for_one_figure_moves_its_own_chase_and_no_other():
    request = replace(a_request(), extensions=(extended(date(2023, 8, 4), "EV"),))

    told = days_of(a_plan(), lambda _: [outstanding(request)])

    about_ev = [(day, kind) for day, kind, _, items in told if "EV" in items and kind is Reminder]
    others = [day for day, kind, _, items in told if "UC" in items and kind is Reminder]
    assert about_ev[-3:] == [(date(2023, 7, 28), Reminder), (date(2023, 8, 4), Reminder), (date(2023, 8, 9), Reminder)]
    assert others[:3] == [date(2023, 7, 14), DUE, date(2023, 7, 26)]
    assert not [day for day, _, _, items in told if day < date(2023, 7, 28) and "EV" in items]


def test_more_time_is_for_its_own_quarter_only():
    assert a_request(quarter=Q2).due_of("EV") == a_request(quarter=Q2).due_on


def test_a_promised_figure_is_an_answer_until_its_day_and_asked_for_from_then_on():
    promised = an_observation("EV", Q1, None, expected_on=date(2023, 8, 4))
    request = a_request()
    request = replace(request, figures=request.figures[:1], funds=())
    assert request.items == ("EV",)

    told = days_of(a_plan(), lambda day: [outstanding(request, [promised], day)])

    assert [(day, kind) for day, kind, *_ in told] == [
        (date(2023, 8, 4), Reminder),
        (date(2023, 8, 9), Reminder),
        (date(2023, 8, 11), Escalation),
    ]


def test_what_is_no_longer_collected_is_not_asked_for_again_in_later_quarters():
    ended = an_observation("EV", Q1, None, discontinued=True)

    assert "EV" not in still_owed(a_request(quarter=Q2), known(ended), {}).items
    assert "EV" in still_owed(a_request(quarter=Q2), known(an_observation("EV", Q1, "70")), {}).items


def test_a_person_who_is_away_is_not_written_to_and_their_cover_is():
    plan = with_cover("sam", "bob", date(2023, 7, 17), date(2023, 7, 22))

    told = days_of(plan, lambda _: [outstanding(a_request(plan=plan))])

    reminded = [(day, person) for day, kind, person, _ in told if kind is Reminder]
    assert reminded == [(date(2023, 7, 14), "sam"), (DUE, "bob"), (date(2023, 7, 26), "sam")]


def test_when_everybody_who_would_cover_is_away_it_comes_to_the_person_themselves():
    plan = with_cover("sam", "sam", date(2023, 7, 1), date(2023, 7, 31))

    assert stands_in(plan, "sam", DUE) == "sam"


def test_who_has_heard_today_hears_the_rest_on_the_next_working_day():
    told = days_of(a_plan(), lambda _: [outstanding(a_request())], heard=lambda day: {"sam"} if day == DUE else ())

    assert [day for day, kind, *_ in told if kind is Reminder] == [
        date(2023, 7, 14),
        DUE + timedelta(days=3),
        date(2023, 7, 26),
    ]


def test_one_person_gets_one_request_that_names_each_workbook():
    plan = a_plan()
    council, trust = a_request("COUNCIL"), a_request("TRUST")
    other = Attachment("B.xlsx", "application/octet-stream", b"y")

    notice = asking_notice(plan, "sam", [Asked(council, SHEET), Asked(trust, other)], {})

    assert notice.kind is NoticeKind.REQUEST
    assert [workbook.name for workbook in notice.attachments] == ["A.xlsx", "B.xlsx"]
    assert "A.xlsx" in notice.text
    assert "B.xlsx" in notice.text
    assert {one.request for one in notice.about} == {council.reference, trust.reference}
    assert "You are covering for Pat Person" in " ".join(notice.text.split())


def test_a_reminder_brings_the_workbook_to_somebody_who_has_not_had_it():
    (reminder,) = who_to_remind(a_plan(), [outstanding(a_request())], DUE)

    notice = reminder_notice(a_plan(), reminder, [SHEET])

    assert notice.attachments == (SHEET,)
    assert "what is attached (A.xlsx)" in " ".join(notice.text.split())


@pytest.mark.parametrize(
    ("until", "changes", "why"),
    [
        (date(2023, 7, 9), {}, "Sunday 9 July 2023 has passed"),
        (date(2023, 7, 21), {}, "is due on Friday 21 July 2023 already"),
        (date(2023, 9, 6), {}, "papers go out on Wednesday 6 September 2023"),
        (date(2023, 8, 4), {"is_answered": True}, "answered already"),
        (date(2023, 8, 4), {}, None),
    ],
)
def test_more_time_is_refused_with_the_reason(until, changes, why):
    around = Circumstances(date(2023, 7, 10), DUE, date(2023, 9, 6), is_answered=False)

    refused = why_not(until, "A new system", replace(around, **changes))

    assert (refused is None) if why is None else (refused is not None and why in refused[0])


@pytest.mark.parametrize(
    "typed",
    [
        "not available until 25 April 2024", "N/A until 25/04/2024", "Not yet available until Thursday 25th Apr 2024",
        "unavailable till the 25th of April 2024", "not available until 2024-04-25", "n/a until 25.4.24",
    ],
)  # fmt: skip
def test_a_day_is_read_as_people_type_it(typed):
    answer = read_answer(typed)

    assert answer is not None
    assert answer.expected_on == date(2024, 4, 25)


@pytest.mark.parametrize(
    "typed", ["1204", "n/a", "until 25 April 2024", "not available until 31 April 2024", "12 April"]
)
def test_what_promises_no_day_is_no_promise(typed):
    assert read_answer(typed) is None


def test_a_note_that_names_one_day_promises_it_and_one_that_names_two_does_not():
    assert expected_in("New system; will be available on 25 April 2024.") == date(2024, 4, 25)
    assert expected_in("Available 25 April 2024, or expected on 2 May 2024") is None


rungs = st.lists(st.integers(-10, 10), min_size=1, max_size=5, unique=True).map(tuple)


@given(ladder=rungs, running=st.sets(st.sampled_from(YEAR)), answered=st.sampled_from(YEAR), more=st.integers(0, 15))
def test_whatever_the_ladder_and_whenever_it_runs_nobody_hears_twice_late_or_on_a_day_off(
    ladder, running, answered, more
):
    plan, days = a_plan(), WorkingDays(a_plan().partnership.nation)
    policy = plan.policies.requests.model_copy(update={"reminders": ladder})
    plan = plan.model_copy(update={"policies": plan.policies.model_copy(update={"requests": policy})})
    until = days.shifted(DUE, more)
    request = replace(a_request(plan=plan), extensions=(extended(until, "EV"),))

    def owed(day):
        left = StillOwed((), ()) if day >= answered else still_owed(request, {}, {}, day)
        return [OutstandingRequest(request, left)]

    told = days_of(plan, owed, sorted(running))

    assert all(day < answered and days.is_working(day) for day, *_ in told)
    assert len({(day, person) for day, _, person, _ in told}) == len(told)
    reminders = [items for _, kind, _, items in told if kind is Reminder]
    assert len(reminders) <= len(ladder) * (2 if more else 1)
    if all(day in running for day in YEAR) and answered == YEAR[-1]:
        assert {item for items in reminders for item in items} == set(request.items)


def a_trail(**changes):
    request = replace(a_request(), extensions=(extended(date(2023, 8, 4), "EV"),))
    asked = MessageSaid(
        kind="request", person="Sam Person", reference=request.reference, subject="4 due",
        about=frozenset((request.reference, item) for item in request.items),
        queued_at=at(2023, 7, 3), sent_at=at(2023, 7, 3, 10), bounced_at=at(2023, 7, 3, 11), problem="550 no such user",
    )  # fmt: skip
    came = ReturnCame("COUNCIL", f"{request.reference} #1", "a.xlsx", at(2023, 7, 20), at(2023, 7, 20, 10), errors=1)
    figure = an_observation("UC", Q1, "8", known_at=at(2023, 7, 20, 10), return_reference=came.reference)
    values = {
        "requests": (request,), "messages": (asked,), "returns": (came,), "figures": (figure,), "resources": (),
        "zone": ZoneInfo("Europe/London"), "now": at(2023, 8, 10),
    }  # fmt: skip
    return Trail(**{**values, **changes})


def events(item, trail=None):
    return [row.event for row in ledger(trail or a_trail()) if row.item == item]


def test_the_ledger_tells_what_happened_to_each_item_in_order():
    assert events("UC") == [Event.ASKED, Event.DELIVERED, Event.BOUNCED, Event.ANSWERED]
    assert events("ULEV") == [Event.ASKED, Event.DELIVERED, Event.BOUNCED, Event.OVERDUE]
    assert events("") == [Event.RECEIVED, Event.CHECKED, Event.RETURNED]


def test_an_extended_figure_is_overdue_after_its_new_day_and_not_after_the_old_one():
    assert events("EV") == [Event.ASKED, Event.DELIVERED, Event.BOUNCED, Event.EXTENDED, Event.OVERDUE]
    (overdue,) = [row for row in ledger(a_trail()) if row.item == "EV" and row.event is Event.OVERDUE]
    assert overdue.at == datetime(2023, 8, 5, tzinfo=ZoneInfo("Europe/London"))
    assert Event.OVERDUE not in events("EV", a_trail(now=at(2023, 8, 4)))


def test_a_figure_let_in_by_a_waiver_says_who_waived_what_and_why():
    words = "FIG-012 waived by Ann Person (Head of ann) until 30 September 2023: A new way of counting."
    figure = an_observation("UC", Q1, "8", known_at=at(2023, 7, 18), return_reference="#1", waiver=words)
    trail = a_trail(figures=(figure,), waived_by={words: "Ann Person"})

    (waived,) = [row for row in ledger(trail) if row.event is Event.WAIVED]

    assert (waived.item, waived.who, waived.words, waived.message) == ("UC", "Ann Person", words, "#1")
    assert events("UC", trail)[-2:] == [Event.WAIVED, Event.ANSWERED]


def test_the_ledger_says_by_which_message_and_to_whom():
    (line,) = [line for line in in_lines(ledger(a_trail())) if line.row.event is Event.ASKED]

    assert (line.row.who, line.row.message) == ("Sam Person", "2023-24 Q1 COUNCIL")
    assert set(line.items) == set(a_request().items)


def test_a_person_may_have_covers():
    assert a_person("sam", covers=({"by": "bob", "first_day": DUE, "last_day": DUE},)).covers[0].by == "bob"
