"""Who hears from us today about figures that have not come.

The ladder is the plan's: reminders to the contact so many working days before, on and after the day a figure is due,
then one message to the partner's senior person. All in working days, so nothing falls on a weekend or a bank holiday.
Each figure climbs by its own day: more time allowed, or a date promised, moves that figure and no other.
What is still owed is `lsp_core.requests.due`; which rungs have been told is `lsp_core.requests.rungs`; the words are
`lsp_core.messages.notices`.
"""

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import ClassVar, TypeVar

from lsp_core.messages.keys import digest_key
from lsp_core.plan.covering import may_stand_in, stands_in
from lsp_core.plan.model import Partner, Plan
from lsp_core.requests.due import DataRequest, FigureDue, StillOwed, cycle_dates
from lsp_core.requests.rungs import Rung, Told, rungs_in_words
from lsp_core.working_days import WorkingDays


@dataclass(frozen=True)
class OutstandingRequest:
    """A request, and what of it has not been answered."""

    request: DataRequest
    still_owed: StillOwed
    asked_on: date | None = None
    """The day the partner was asked; None is the day the plan says. A rung of the ladder that was already past on that
    day is left out: the request itself has just said it."""


@dataclass(frozen=True)
class _Digest:
    """Everything one person is told on one day about what is outstanding."""

    what: ClassVar[str]
    person: str
    today: date
    requests: tuple[OutstandingRequest, ...]
    """One for each partner, quarter and due day: the request's `due_on` is the day of the items still owed in it."""
    rungs: tuple[str, ...]
    """The rungs of the ladder it stands for, such as `2023-24 Q1 due 2023-07-21, on the day, COUNCIL TRUST`."""

    @property
    def key(self) -> str:
        """Names the person and the rungs, so that each is climbed once however often, or late, the engine runs."""
        return digest_key(self.what, self.person, self.rungs)


@dataclass(frozen=True)
class Reminder(_Digest):
    """To the person who sends the figures, or whoever covers for them."""

    what = "reminder"


@dataclass(frozen=True)
class Escalation(_Digest):
    """To the senior person, or to the coordinator where a partner has named none."""

    what = "escalation"


_D = TypeVar("_D", Reminder, Escalation)


@dataclass(frozen=True)
class _Reached:
    """Figures due on one day that have reached a rung, and who hears of it."""

    person: str
    part: OutstandingRequest
    rung: Rung
    is_new: bool


def who_to_remind(
    plan: Plan,
    requests: Sequence[OutstandingRequest],
    today: date,
    told: Collection[str] = (),
    heard_today: Collection[str] = (),
) -> list[Reminder | Escalation]:
    """One digest for each person who has reached a new rung by today; nobody on a day offices are closed.

    Only the latest rung counts: after an outage people hear once, not once for every rung that was missed. `told` is
    the keys of earlier digests, and `heard_today` those who have heard from us today already: they hear the rest on
    the next working day. Give it requests of cycles that still take returns, and nothing else.
    """
    if not WorkingDays(plan.partnership.nation).is_working(today):
        return []
    policy, before = plan.policies.requests, Told(told)
    escalate = () if policy.escalate is None else (policy.escalate,)
    parts = [part for one in requests for part in by_due_day(one)]
    late = _digests(Reminder, _reached(plan, parts, policy.reminders, _contact, today, before, "reminder"), today)
    reminders = [digest for digest in late if digest.person not in heard_today]
    heard = {*heard_today, *(digest.person for digest in reminders)}
    helped = _digests(Escalation, _reached(plan, parts, escalate, _senior, today, before, "escalation"), today)
    return [*reminders, *(digest for digest in helped if digest.person not in heard)]


def by_due_day(outstanding: OutstandingRequest) -> list[OutstandingRequest]:
    """What is owed of a request, split by the day it is due."""
    request, owed = outstanding.request, outstanding.still_owed
    days = {_due(request, due) for due in owed.figures} | {request.due_of(fund.code) for fund in owed.funds}
    return [
        replace(
            outstanding,
            request=replace(request, due_on=day, extensions=()),
            still_owed=StillOwed(
                figures=tuple(due for due in owed.figures if _due(request, due) == day),
                funds=tuple(fund for fund in owed.funds if request.due_of(fund.code) == day),
            ),
        )
        for day in sorted(days)
    ]


def _due(request: DataRequest, figure: FigureDue) -> date:
    return figure.promised_for or request.due_of(figure.measure.code)


def _silent_through(plan: Plan, part: OutstandingRequest) -> date:
    """The last day whose rungs are left out: that of the request, or the eve of the day a figure was promised for."""
    asked_on = part.asked_on or cycle_dates(plan, part.request.quarter).opens_on
    promised = [due.promised_for - timedelta(days=1) for due in part.still_owed.figures if due.promised_for]
    return max([asked_on, *promised])


def _reached(
    plan: Plan,
    parts: Iterable[OutstandingRequest],
    ladder: Sequence[int],
    hears: Callable[[Plan, Partner], str],
    today: date,
    told: Told,
    what: str,
) -> list[_Reached]:
    """Each part of a request that has reached a rung of a ladder by today, with its latest."""
    days = WorkingDays(plan.partnership.nation)
    reached = []
    for part in parts if ladder else ():
        request = part.request
        silent = _silent_through(plan, part)
        past = [offset for offset in ladder if silent < days.shifted(request.due_on, offset) <= today]
        if past:
            rung = Rung(request.quarter, request.due_on, max(past), request.partner.code)
            person = hears(plan, request.partner)
            is_new = not told.has(what, may_stand_in(plan, person), rung)
            reached.append(_Reached(stands_in(plan, person, today), part, rung, is_new))
    return reached


def _digests(kind: type[_D], reached: Sequence[_Reached], today: date) -> Iterator[_D]:
    """One digest for each person about everything of theirs, if any of it is new to them."""
    by_person: dict[str, list[_Reached]] = {}
    for one in reached:
        by_person.setdefault(one.person, []).append(one)
    for person, theirs in by_person.items():
        if any(one.is_new for one in theirs):
            yield kind(
                person=person,
                today=today,
                requests=tuple(one.part for one in theirs),
                rungs=rungs_in_words(one.rung for one in theirs),
            )


def _contact(_: Plan, partner: Partner) -> str:
    return partner.contact


def _senior(plan: Plan, partner: Partner) -> str:
    return partner.senior or plan.partnership.coordinator
