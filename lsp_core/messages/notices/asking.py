"""Asking for figures, and asking again: the request, the reminder, and the word to a senior person."""

from datetime import date

from lsp_core.messages.keys import key
from lsp_core.messages.notices.notice import Attachment, Notice, NoticeKind
from lsp_core.messages.notices.owed import how_much, in_words, meetings_for, with_last_figures
from lsp_core.messages.notices.plain_text import letter
from lsp_core.observations import FigureKey, Observation
from lsp_core.plan.model import Plan
from lsp_core.requests.due import DataRequest
from lsp_core.requests.reminders import Escalation, OutstandingRequest, Reminder
from lsp_core.wording import count_of, day_with_weekday, listed
from lsp_core.working_days import WorkingDays

MOST_NAMES_IN_A_SUBJECT = 2
"""Partners; beyond that their number says more than a subject nobody can see the end of."""


def request_notice(
    plan: Plan, request: DataRequest, known: dict[FigureKey, Observation], workbook: Attachment
) -> Notice:
    """The request for one quarter's figures, to the partner's contact, with its workbook."""
    return Notice(
        key=key(f"request {request.reference}", request.partner.contact),
        kind=NoticeKind.REQUEST,
        reference=request.reference,
        to=request.partner.contact,
        subject=request_subject(plan, request),
        text=letter(
            "request",
            plan,
            request.partner.contact,
            months=request.quarter.months_label,
            partner=request.partner,
            how_much=how_much(request),
            due=day_with_weekday(request.due_on),
            items=with_last_figures(request, known),
            workbook=workbook.name,
            meetings=meetings_for(plan, request),
        ),
        attachments=(workbook,),
    )


def request_subject(plan: Plan, request: DataRequest) -> str:
    """What it is and by when, so that the list of a mailbox says it all."""
    due = day_with_weekday(request.due_on)
    return f"{plan.partnership.name}: {how_much(request)} due {due} [{request.reference}]"


def reminder_notice(plan: Plan, reminder: Reminder) -> Notice:
    """One digest of everything a contact still owes."""
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
            some_answered=any(_is_part_answered(one) for one in reminder.requests),
            parts=[_part(one, reminder.today) for one in reminder.requests],
            references=listed(one.request.reference for one in reminder.requests),
            next_step=_next_step(plan, reminder),
        ),
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
    )


def _is_part_answered(one: OutstandingRequest) -> bool:
    asked, owed = one.request, one.still_owed
    return len(owed.figures) + len(owed.funds) < len(asked.figures) + len(asked.funds)


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
    if len(digest.requests) == 1:
        return digest.requests[0].request.reference
    return f"{digest.requests[-1].request.quarter} {digest.person}"


def _partners(digest: Escalation) -> str:
    names = list(dict.fromkeys(one.request.partner.name for one in digest.requests))
    return listed(names) if len(names) <= MOST_NAMES_IN_A_SUBJECT else count_of(len(names), "partner")
