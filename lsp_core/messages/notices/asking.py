"""Asking for figures, and asking again: the request, the reminder, and the word to a senior person."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from lsp_core.messages.keys import digest_key, key
from lsp_core.messages.notices.notice import AskedFor, Attachment, Notice, NoticeKind
from lsp_core.messages.notices.owed import how_much, in_words, meetings_for, with_last_figures
from lsp_core.messages.notices.plain_text import letter
from lsp_core.observations import FigureKey, Observation
from lsp_core.plan.model import Plan
from lsp_core.requests.due import DataRequest
from lsp_core.requests.reminders import Escalation, OutstandingRequest, Reminder
from lsp_core.wording import count_of, day, day_with_weekday, listed
from lsp_core.working_days import WorkingDays

MOST_NAMES_IN_A_SUBJECT = 2
"""Partners; beyond that their number says more than a subject nobody can see the end of."""


@dataclass(frozen=True)
class Asked:
    """One request, and the workbook it is answered in."""

    request: DataRequest
    workbook: Attachment


def request_notice(
    plan: Plan, request: DataRequest, known: dict[FigureKey, Observation], workbook: Attachment
) -> Notice:
    """The request for one quarter's figures, to the partner's contact, with its workbook."""
    return asking_notice(plan, request.partner.contact, [Asked(request, workbook)], known)


SOME_TIME_LATER = timedelta(days=14)
"""After the due date: the day that an example of a promise names."""


def asking_notice(
    plan: Plan, person: str, asked: Sequence[Asked], known: dict[FigureKey, Observation], instead_of: str = ""
) -> Notice:
    """Everything one person is asked for a quarter in one message, with a workbook for each partner they answer for.

    `instead_of` names who was asked before, when they turned out not to be the right person.
    """
    requests = [one.request for one in asked]
    return Notice(
        key=_asking_key(person, requests),
        kind=NoticeKind.REQUEST,
        reference=_request_reference(person, requests),
        to=person,
        subject=_asking_subject(plan, person, requests),
        text=letter(
            "request",
            plan,
            person,
            months=requests[0].quarter.months_label,
            parts=[_asked_part(one, known) for one in asked],
            how_much=how_much(*requests),
            due=day_with_weekday(min(request.due_on for request in requests)),
            later=day(max(request.due_on for request in requests) + SOME_TIME_LATER),
            meetings=meetings_for(plan, requests[0]),
            instead_of=instead_of,
            covers_for=listed(_in_the_stead_of(plan, person, requests)),
        ),
        attachments=tuple(one.workbook for one in asked),
        about=tuple(AskedFor(request.reference, item) for request in requests for item in request.items),
    )


def request_subject(plan: Plan, *requests: DataRequest, person: str = "") -> str:
    """What it is and by when, so that the list of a mailbox says it all."""
    due = day_with_weekday(min(request.due_on for request in requests))
    reference = _request_reference(person, requests)
    return f"{plan.partnership.name}: {how_much(*requests)} due {due} [{reference}]"


def _asking_subject(plan: Plan, person: str, requests: Sequence[DataRequest]) -> str:
    return request_subject(plan, *requests, person=person)


def _asking_key(person: str, requests: Sequence[DataRequest]) -> str:
    if len(requests) == 1:
        return key(f"request {requests[0].reference}", person)
    return digest_key("request", person, [request.reference for request in requests])


def _request_reference(person: str, requests: Sequence[DataRequest]) -> str:
    """The request's own; of several, the quarter's and the person's, as their reminders have it."""
    return requests[0].reference if len(requests) == 1 else f"{requests[0].quarter} {person}"


def _asked_part(one: Asked, known: dict[FigureKey, Observation]) -> dict[str, object]:
    request = one.request
    return {
        "partner": request.partner.name,
        "how_much": how_much(request),
        "due": day_with_weekday(request.due_on),
        "items": with_last_figures(request, known),
        "workbook": one.workbook.name,
    }


def reminder_notice(plan: Plan, reminder: Reminder, workbooks: Sequence[Attachment] = ()) -> Notice:
    """One digest of everything a contact still owes. `workbooks` go with it to somebody who covers for the contact, and
    has not had the request."""
    reference = _reference(reminder)
    return Notice(
        key=reminder.key,
        kind=NoticeKind.REMINDER,
        reference=reference,
        to=reminder.person,
        subject=f"{_how_urgent(reminder)} [{reference}]",
        text=letter(
            "reminder",
            plan,
            reminder.person,
            how_much=how_much(*(one.still_owed for one in reminder.requests)),
            some_answered=_is_part_answered(reminder),
            parts=[_part(one, reminder.today) for one in reminder.requests],
            references=listed(dict.fromkeys(one.request.reference for one in reminder.requests)),
            next_step=_next_step(plan, reminder),
            workbooks=[workbook.name for workbook in workbooks],
            covers_for=listed(_in_the_stead_of(plan, reminder.person, [one.request for one in reminder.requests])),
        ),
        attachments=tuple(workbooks),
        about=_about(reminder),
    )


def escalation_notice(plan: Plan, escalation: Escalation) -> Notice:
    """What a senior person needs to know to help: who was asked for what, by when, and what follows without it."""
    reference = _reference(escalation)
    owed = how_much(*(one.still_owed for one in escalation.requests))
    partners = _partners(escalation)
    return Notice(
        key=escalation.key,
        kind=NoticeKind.ESCALATION,
        reference=reference,
        to=escalation.person,
        subject=f"Your help, please: {owed} from {partners} overdue [{reference}]",
        text=letter(
            "escalation",
            plan,
            escalation.person,
            owed=owed,
            partners=partners,
            owes="owes" if len({one.request.partner.code for one in escalation.requests}) == 1 else "owe",
            contacts=listed(dict.fromkeys(_contact(plan, one) for one in escalation.requests)),
            parts=[_part(one, escalation.today) for one in escalation.requests],
            meetings=meetings_for(plan, escalation.requests[0].request),
        ),
        about=_about(escalation),
    )


def _about(digest: Reminder | Escalation) -> tuple[AskedFor, ...]:
    return tuple(AskedFor(one.request.reference, item) for one in digest.requests for item in one.still_owed.items)


def _in_the_stead_of(plan: Plan, person: str, requests: Iterable[DataRequest]) -> list[str]:
    """The names of the contacts somebody covers for."""
    contacts = dict.fromkeys(request.partner.contact for request in requests)
    return [plan.person(contact).name for contact in contacts if contact != person]


def _is_part_answered(digest: Reminder) -> bool:
    asked = {one.request.reference: len(one.request.items) for one in digest.requests}
    owed = sum(len(one.still_owed.items) for one in digest.requests)
    return owed < sum(asked.values())


def _how_urgent(reminder: Reminder) -> str:
    owed = how_much(*(one.still_owed for one in reminder.requests))
    due_on = min(one.request.due_on for one in reminder.requests)
    if due_on > reminder.today:
        return f"Reminder: {owed} due {day_with_weekday(due_on)}"
    if due_on == reminder.today:
        return f"Due today, {day_with_weekday(due_on)}: {owed}"
    return f"Overdue since {day_with_weekday(due_on)}: {owed}"


def _part(one: OutstandingRequest, today: date) -> dict[str, object]:
    """One request of a digest: a heading that says whose and by when, and what is missing."""
    request = one.request
    due = "overdue since" if request.due_on < today else "due today," if request.due_on == today else "due"
    what = f"{request.partner.name}, {request.quarter.months_label}"
    return {
        "heading": f"{what}, {due} {day_with_weekday(request.due_on)}:",
        "items": in_words(one.still_owed, request),
    }


def _next_step(plan: Plan, reminder: Reminder) -> str:
    """Whom we ask for help, and when, once the due date is past; nobody should be surprised by it."""
    late = [one.request for one in reminder.requests if one.request.due_on < reminder.today]
    offset = plan.policies.requests.escalate
    if not late or offset is None or late[0].partner.senior is None:
        return ""
    escalates_on = WorkingDays(plan.partnership.nation).shifted(late[0].due_on, offset)
    senior = plan.person(late[0].partner.senior)
    return f"{senior.name} ({senior.role}) on {day_with_weekday(escalates_on)}" if escalates_on > reminder.today else ""


def _contact(plan: Plan, one: OutstandingRequest) -> str:
    person = plan.person(one.request.partner.contact)
    return f"{person.name} ({person.role}, {person.email})"


def _reference(digest: Reminder | Escalation) -> str:
    """The request's own, so that it joins the conversation the request began; of several, the person's."""
    if len({one.request.reference for one in digest.requests}) == 1:
        return digest.requests[0].request.reference
    return f"{digest.requests[-1].request.quarter} {digest.person}"


def _partners(digest: Escalation) -> str:
    names = list(dict.fromkeys(one.request.partner.name for one in digest.requests))
    return listed(names) if len(names) <= MOST_NAMES_IN_A_SUBJECT else count_of(len(names), "partner")
