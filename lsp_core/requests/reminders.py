"""Who hears from us today about figures that have not come.

The ladder is the plan's: reminders to the contact so many working days before, on and after the due date, then one
message to the partner's senior person. All in working days, so nothing falls on a weekend or a bank holiday.
What is still owed is `lsp_core.requests.due`; the words are `lsp_core.messages.notices`.
"""

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TypeVar

from lsp_core.messages.keys import digest_key, told_already
from lsp_core.plan.model import Partner, Plan
from lsp_core.requests.due import DataRequest, StillOwed, cycle_dates
from lsp_core.wording import count_of
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

    person: str
    today: date
    requests: tuple[OutstandingRequest, ...]
    rungs: tuple[str, ...]
    """The rungs of the ladder it stands for, such as `2023-24 Q1 due 2023-07-21, on the day`."""


@dataclass(frozen=True)
class Reminder(_Digest):
    """To the person who sends the figures."""

    @property
    def key(self) -> str:
        """Names the person and the rungs, so that each is climbed once however often, or late, the engine runs."""
        return digest_key("reminder", self.person, self.rungs)


@dataclass(frozen=True)
class Escalation(_Digest):
    """To the senior person, or to the coordinator where a partner has named none."""

    @property
    def key(self) -> str:
        """As for a reminder."""
        return digest_key("escalation", self.person, self.rungs)


_D = TypeVar("_D", Reminder, Escalation)


@dataclass(frozen=True)
class _Reached:
    """One request that has reached a rung, and who hears of it."""

    person: str
    outstanding: OutstandingRequest
    rung: str


def who_to_remind(
    plan: Plan, requests: Sequence[OutstandingRequest], today: date, told: Collection[str] = ()
) -> list[Reminder | Escalation]:
    """One digest for each person who has reached a new rung by today; nobody on a day offices are closed.

    Only the latest rung counts: after an outage people hear once, not once for every rung that was missed. `told` is
    the keys of earlier digests. Give it requests of cycles that still take returns, and nothing else.
    """
    if not WorkingDays(plan.partnership.nation).is_working(today):
        return []
    policy = plan.policies.requests
    escalate = () if policy.escalate is None else (policy.escalate,)
    owed = [request for request in requests if not request.still_owed.is_nothing]
    return [
        *_digests(Reminder, _reached(plan, owed, policy.reminders, _contact, today), today, told),
        *_digests(Escalation, _reached(plan, owed, escalate, _senior, today), today, told),
    ]


def _reached(
    plan: Plan,
    owed: Iterable[OutstandingRequest],
    ladder: Sequence[int],
    hears: Callable[[Plan, Partner], str],
    today: date,
) -> list[_Reached]:
    """Each request that has reached a rung of a ladder by today, with its latest."""
    days = WorkingDays(plan.partnership.nation)
    reached = []
    for one in owed:
        request = one.request
        asked_on = one.asked_on or cycle_dates(plan, request.quarter).opens_on
        past = [offset for offset in ladder if asked_on < days.shifted(request.due_on, offset) <= today]
        if past:
            rung = f"{request.quarter} due {request.due_on:%Y-%m-%d}, {_in_words(max(past))}"
            reached.append(_Reached(hears(plan, request.partner), one, rung))
    return reached


def _digests(kind: type[_D], reached: Sequence[_Reached], today: date, told: Collection[str]) -> Iterator[_D]:
    """One digest for each person about everything of theirs, if any of it is new to them."""
    for person in dict.fromkeys(one.person for one in reached):
        theirs = [one for one in reached if one.person == person]
        digest = kind(
            person=person,
            today=today,
            requests=tuple(one.outstanding for one in theirs),
            rungs=tuple(dict.fromkeys(one.rung for one in theirs)),
        )
        if not told_already(digest.key, told):
            yield digest


def _contact(_: Plan, partner: Partner) -> str:
    return partner.contact


def _senior(plan: Plan, partner: Partner) -> str:
    return partner.senior or plan.partnership.coordinator


def _in_words(offset: int) -> str:
    if offset == 0:
        return "on the day"
    return f"{count_of(abs(offset), 'working day')} {'before' if offset < 0 else 'after'}"
