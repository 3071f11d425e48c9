"""Chasing: who hears from us today about figures that have not come.

A reminder is true on the day it is written, to the person it was written for, about what was owed then. One that has
not gone yet is held against today each time: it stays as it is, is written again, or is withdrawn.
"""

from collections.abc import Collection, Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

from sqlalchemy.orm import Session

from lsp_core.messages.notices import Notice, escalation_notice, reminder_notice
from lsp_core.plan.model import Plan
from lsp_core.requests.reminders import Escalation, OutstandingRequest, Reminder, who_to_remind
from lsp_core.steps.asking import ASKING, Answering, asked_before, said_in_hand, workbook_of
from lsp_core.steps.handing_over import hand_over
from lsp_core.steps.outstanding import outstanding, silent_references
from lsp_core.steps.queueing import queue
from lsp_core.steps.report import StepReport
from lsp_core.store import messages, plans
from lsp_core.store.database import Database
from lsp_core.store.messages import Said


def chase_returns(database: Database, now: datetime) -> StepReport:
    """Remind everyone due a reminder today. Safe to run again: nobody is told the same thing twice, and nobody hears
    anything who has answered, or whose answer waits to be read."""
    with database.reading() as session:
        silent = silent_references(session, now)
    with database.writing() as session:
        plan = plans.in_force(session).plan
        outbox = _outbox(session, now)
        owed = outstanding(session, plan, asked_before(outbox), now, silent)
        handed_over = hand_over(session, plan, owed, asked_before(outbox), now)
        if handed_over:
            outbox = _outbox(session, now)
            owed = outstanding(session, plan, asked_before(outbox), now, silent)
        notices = _notices(session, plan, outbox, owed, now)
        withdraw_untrue(session, plan, notices, now)
        told = [*handed_over, *queue(session, plan, notices, now)]
    return StepReport("Chase returns", tuple(f"{plan.person(n.to).name}: {n.subject}." for n in told))


def withdraw_what_is_untrue(database: Database, now: datetime) -> None:
    """Take back the reminders that have not gone and would not be written now. Safe to run at any time."""
    with database.reading() as session:
        if not messages.unsent(session, CHASING, now):
            return
        silent = silent_references(session, now)
    with database.writing() as session:
        plan = plans.in_force(session).plan
        withdraw_untrue(session, plan, _due(session, plan, now, silent), now)


def withdraw_answered(session: Session, plan: Plan, now: datetime) -> None:
    """As `withdraw_what_is_untrue`, in the transaction in which answers are taken."""
    if messages.unsent(session, CHASING, now):
        withdraw_untrue(session, plan, _due(session, plan, now, ()), now)


def withdraw_untrue(session: Session, plan: Plan, due: Collection[Notice], now: datetime) -> None:
    """Take back every reminder that has not gone and is not, word for word, among those due now."""
    words = {(notice.key, notice.to): (notice.subject, notice.text) for notice in due}
    for message in messages.unsent(session, CHASING, now):
        if words.get((message.id.key, message.id.person)) != (message.subject, message.text):
            messages.withdraw(session, message.id)


def due_now(session: Session, plan: Plan, now: datetime, silent: Collection[str] = ()) -> list[Reminder | Escalation]:
    """Everybody who is to hear from us now, whether or not it waits in the outbox already."""
    outbox = _outbox(session, now)
    return _chases(plan, outbox, outstanding(session, plan, asked_before(outbox), now, silent), now)


def yet_to_chase(session: Session, plan: Plan, now: datetime) -> list[Reminder | Escalation]:
    """Everybody who is to hear from us now and has no message in the outbox that says so."""
    waiting = {message.id.key for message in messages.unsent(session, CHASING, now)}
    return [chase for chase in due_now(session, plan, now) if chase.key not in waiting]


CHASING = ("reminder", "escalation")
"""The kinds of message that chase."""


def _due(session: Session, plan: Plan, now: datetime, silent: Collection[str]) -> list[Notice]:
    outbox = _outbox(session, now)
    return _notices(session, plan, outbox, outstanding(session, plan, asked_before(outbox), now, silent), now)


def _outbox(session: Session, now: datetime) -> list[Said]:
    """What has been said, or waits to be, about what may still be owed."""
    return said_in_hand(session, (*ASKING, *CHASING), now)


def _chases(
    plan: Plan, outbox: Sequence[Said], owed: Sequence[OutstandingRequest], now: datetime
) -> list[Reminder | Escalation]:
    today = now.astimezone(ZoneInfo(plan.partnership.time_zone)).date()
    told = [one.key for one in outbox if one.kind in CHASING and not one.is_unsent]
    heard = {one.person for one in outbox if _is_heard_today(plan, one, now)}
    return who_to_remind(plan, owed, today, told, heard)


def _notices(
    session: Session, plan: Plan, outbox: Sequence[Said], owed: Sequence[OutstandingRequest], now: datetime
) -> list[Notice]:
    before = asked_before(outbox)
    return [_notice(session, plan, before, chase) for chase in _chases(plan, outbox, owed, now)]


def _is_heard_today(plan: Plan, said: Said, now: datetime) -> bool:
    """Whether somebody has been written to today about what they owe, or is yet to be asked for it."""
    if said.is_unsent:
        return said.kind in ASKING
    zone = ZoneInfo(plan.partnership.time_zone)
    went_at = said.sent_at or now
    return went_at.astimezone(zone).date() == now.astimezone(zone).date()


def _notice(session: Session, plan: Plan, before: Answering, chase: Reminder | Escalation) -> Notice:
    if isinstance(chase, Escalation):
        return escalation_notice(plan, chase)
    without = {one.request.reference: one.request for one in chase.requests if not before.has(chase.person, one)}
    return reminder_notice(plan, chase, [workbook_of(session, plan, request) for request in without.values()])
