"""What a coordinator has to do today, in words, from how things stand. It asks the database nothing."""

from datetime import date

from lsp_core.cycle import CycleStatus
from lsp_core.plan.model import Plan
from lsp_core.requests.due import cycle_dates
from lsp_core.steps.awaited import WordsAwaited
from lsp_core.steps.standing import FailedMessage, PartnerStanding, QuarterStanding, Standing
from lsp_core.wording import count_of, day_with_weekday, listed


def to_do(now: Standing) -> list[str]:
    """What there is to do today, most pressing first. Nothing to say means nothing to do."""
    return [
        *_waiting(now.waiting_returns),
        *_failed(now.failed),
        *_came_back(now.awaited.bounced),
        *_reminders(now.to_remind),
        *(line for quarter in now.quarters for line in _quarter_to_do(quarter, now)),
        *_to_open(now.last_ended, now.today),
        *_overdue(now.awaited.overdue),
        *_unsent(now.unsent),
    ]


def next_day(now: Standing) -> str:
    """What the calendar brings next, for a day with nothing to do."""
    following = cycle_dates(now.plan, now.last_ended.cycle.quarter.next)
    known = [quarter.dates for quarter in (*now.quarters, now.last_ended)]
    coming = [
        *((dates.due_on, f"figures for {dates.quarter} are due") for dates in known),
        (following.opens_on, f"{following.quarter} opens"),
    ]
    day, event = min(one for one in coming if one[0] > now.today)
    return f"Next: {event} on {day_with_weekday(day)}."


def _waiting(count: int) -> list[str]:
    return [f"{count_of(count, 'return')} to check: lsp collect."] if count else []


def _failed(failed: tuple[FailedMessage, ...]) -> list[str]:
    """One line for each thing that went wrong, however many messages it held up."""
    names: dict[str, list[str]] = {}
    for message in failed:
        names.setdefault(message.problem, []).append(message.person)
    return [
        f"{count_of(len(told), 'message')} to {listed(dict.fromkeys(told))} could not be sent. {problem} "
        "Then: lsp send --yes."
        for problem, told in names.items()
    ]


def _came_back(names: tuple[str, ...]) -> list[str]:
    if not names:
        return []
    return [f"Messages to {listed(names)} came back: correct people.yaml, then lsp load, then lsp send --yes."]


def _overdue(references: tuple[str, ...]) -> list[str]:
    if not references:
        return []
    actions = "action is" if len(references) == 1 else "actions are"
    return [f"{len(references)} {actions} overdue, {listed(references)}: lsp action list."]


def _words(quarter: QuarterStanding, words: tuple[WordsAwaited, ...]) -> list[str]:
    """Whose words on what is off track have not come, and how to keep them when they do."""
    return [
        f"{one.quarter}: no commentary on {one.outcome} yet: ask {one.owner}, then lsp commentary {one.outcome} "
        f"{one.quarter}."
        for one in words
        if one.quarter == quarter.cycle.quarter
    ]


def _reminders(names: tuple[str, ...]) -> list[str]:
    return [f"{listed(names)} {'is' if len(names) == 1 else 'are'} due a reminder: lsp chase."] if names else []


def _unsent(count: int) -> list[str]:
    return [f"{count_of(count, 'message')} to send: lsp send."] if count else []


def _quarter_to_do(quarter: QuarterStanding, now: Standing) -> list[str]:
    plan, today = now.plan, now.today
    match quarter.cycle.status:
        case CycleStatus.COLLECTING if today > quarter.dates.due_on:
            return [*_late(quarter, plan), *_to_judge(quarter)]
        case CycleStatus.JUDGED:
            return [
                *_late(quarter, plan),
                *_queried(quarter, plan),
                *_to_decide(quarter),
                *_words(quarter, now.awaited.words),
                *_to_sign(quarter),
            ]
        case CycleStatus.SIGNED_OFF:
            return [_to_publish(quarter)]
    return []


def _late(quarter: QuarterStanding, plan: Plan) -> list[str]:
    """Partners whose figures are late, and whom to ring; one line for each due date."""
    due: dict[date, list[str]] = {}
    for partner in quarter.late:
        due.setdefault(partner.due_on, []).append(_whom_to_ring(partner, plan))
    code = quarter.cycle.quarter.code
    return [f"{code}: late since {day_with_weekday(day)}: ring {listed(people)}." for day, people in due.items()]


def _queried(quarter: QuarterStanding, plan: Plan) -> list[str]:
    return [
        f"{quarter.cycle.quarter}: {count_of(partner.queries, 'query', 'queries')} not explained: "
        f"ring {_whom_to_ring(partner, plan)}."
        for partner in quarter.partners
        if partner.queries and partner.owed.is_nothing
    ]


def _whom_to_ring(partner: PartnerStanding, plan: Plan) -> str:
    return f"{plan.person(partner.request.partner.contact).name} ({partner.request.partner.name})"


def _to_judge(quarter: QuarterStanding) -> list[str]:
    code = quarter.cycle.quarter.code
    return [f"{code}: the due date has passed: lsp judge {code}, then lsp pack draft {code}."]


def _to_decide(quarter: QuarterStanding) -> list[str]:
    if not quarter.undecided:
        return []
    code, risks_ = quarter.cycle.quarter.code, quarter.undecided
    decisions = "an owner's decision is" if len(risks_) == 1 else "owners' decisions are"
    return [f"{code}: {decisions} awaited on {listed(risks_)}: lsp risk list {code}."]


def _to_sign(quarter: QuarterStanding) -> list[str]:
    code = quarter.cycle.quarter.code
    if quarter.blockers:
        return [f"{code}: to put right before it can be signed off{_papers(quarter)}: {'; '.join(quarter.blockers)}."]
    return [f"{code}: drafts to be read and signed off{_papers(quarter)}: lsp sign-off {code}."]


def _to_publish(quarter: QuarterStanding) -> str:
    code = quarter.cycle.quarter.code
    return f"{code}: signed off, to be published{_papers(quarter)}: lsp publish {code}."


def _papers(quarter: QuarterStanding) -> str:
    """The first day papers go out, for saying how long there is."""
    if not quarter.dates.boards:
        return ""
    first = min(board.papers_go_out_on for board in quarter.dates.boards)
    return f" by {day_with_weekday(first)}, when the first papers go out"


def _to_open(ended: QuarterStanding, today: date) -> list[str]:
    code, dates = ended.cycle.quarter.code, ended.dates
    if ended.has_begun or today < dates.opens_on:
        return []
    if today <= dates.due_on:
        return [f"{code}: partners have not been asked: lsp open {code}."]
    return [
        f"{code}: partners were not asked, and its due date has passed ({day_with_weekday(dates.due_on)}): "
        f"lsp open {code} --anyway asks all the same."
    ]
