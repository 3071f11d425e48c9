"""Asking the right person: when a partner's contact has changed since it was asked, the new one gets the request."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import datetime
from zoneinfo import ZoneInfo

from sqlalchemy.orm import Session

from lsp_core.messages.notices import Asked, Notice, asking_notice
from lsp_core.plan.covering import may_stand_in, stands_in
from lsp_core.plan.model import Plan
from lsp_core.requests.due import DataRequest
from lsp_core.requests.reminders import OutstandingRequest
from lsp_core.steps.asking import Answering, workbook_of
from lsp_core.steps.queueing import queue
from lsp_core.store import messages, observations


def hand_over(
    session: Session, plan: Plan, outstanding: Iterable[OutstandingRequest], before: Answering, now: datetime
) -> list[Notice]:
    """Send what is still owed to contacts who have not been asked, each in one message a quarter, with the workbooks
    that went to whoever was asked before. That message is not sent to them any more, if it has not gone."""
    theirs: dict[tuple[str, str], list[OutstandingRequest]] = {}
    today = now.astimezone(ZoneInfo(plan.partnership.time_zone)).date()
    for one in outstanding:
        contact = one.request.partner.contact
        if before.when(may_stand_in(plan, contact), one.request.reference) is None:
            person = stands_in(plan, contact, today)
            theirs.setdefault((person, one.request.quarter.code), []).append(one)
    if not theirs:
        return []
    _withdraw(session, {one.request.reference for few in theirs.values() for one in few}, now)
    known = observations.known(session, now)
    notices = []
    for (person, _), few in theirs.items():
        asked = [Asked(_what_is_left(one), workbook_of(session, plan, one.request)) for one in few]
        notices.append(asking_notice(plan, person, asked, known, instead_of=_who_was_asked(plan, before, few)))
    return queue(session, plan, notices, now)


def _what_is_left(one: OutstandingRequest) -> DataRequest:
    return replace(one.request, figures=one.still_owed.figures, funds=one.still_owed.funds)


def _who_was_asked(plan: Plan, before: Answering, few: Sequence[OutstandingRequest]) -> str:
    """The name of whoever was asked last for any of it; empty when they have left the plan, or nobody was."""
    references = {one.request.reference for one in few}
    people = [person for person, reference in before.asked if reference in references]
    names = {person.code: person.name for person in plan.people}
    return next((names[code] for code in reversed(people) if code in names), "")


def _withdraw(session: Session, references: set[str], now: datetime) -> None:
    """A request that waits for somebody who is not to be asked any more, and is about nothing else."""
    for message in messages.unsent(session, ("request",), now):
        if {about.request for about in message.about} <= references:
            messages.withdraw(session, message.id)
