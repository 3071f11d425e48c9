"""Chasing: who hears from us today about figures that have not come."""

from datetime import datetime
from zoneinfo import ZoneInfo

from sqlalchemy.orm import Session

from lsp_core.cycle import Cycle
from lsp_core.messages.notices import Notice, escalation_notice, reminder_notice
from lsp_core.plan.model import Plan
from lsp_core.requests.due import still_owed
from lsp_core.requests.reminders import Escalation, OutstandingRequest, Reminder, who_to_remind
from lsp_core.steps.queueing import queue
from lsp_core.steps.report import StepReport
from lsp_core.store import cycles, messages, observations, plans, requests
from lsp_core.store.database import Database


def chase_returns(database: Database, now: datetime) -> StepReport:
    """Remind everyone due a reminder today. Safe to run again: nobody is told the same thing twice, and nobody hears
    anything who has answered."""
    with database.writing() as session:
        plan = plans.in_force(session).plan
        today = now.astimezone(ZoneInfo(plan.partnership.time_zone)).date()
        due = who_to_remind(plan, outstanding(session, plan, now), today, told=messages.keys(session))
        told = queue(session, plan, [_notice(plan, chase) for chase in due], now)
    return StepReport("Chase returns", tuple(f"{plan.person(n.to).name}: {n.subject}." for n in told))


def outstanding(session: Session, plan: Plan, now: datetime) -> list[OutstandingRequest]:
    """What every partner has yet to answer, in every quarter that still takes returns."""
    in_hand = [cycle for cycle in cycles.all_cycles(session) if cycle.takes_returns]
    owed = [one for cycle in in_hand for one in _outstanding_in(session, plan, cycle, now)]
    return [one for one in owed if not one.still_owed.is_nothing]


def _outstanding_in(session: Session, plan: Plan, cycle: Cycle, now: datetime) -> list[OutstandingRequest]:
    known = observations.known(session, now)
    resources = observations.resources_known(session, now)
    asked_at = requests.asked_on(session, cycle.quarter)
    zone = ZoneInfo(plan.partnership.time_zone)
    return [
        OutstandingRequest(
            request, still_owed(request, known, resources), asked_at[request.reference].astimezone(zone).date()
        )
        for request in requests.asked(session, plan, cycle.quarter)
    ]


def _notice(plan: Plan, chase: Reminder | Escalation) -> Notice:
    return escalation_notice(plan, chase) if isinstance(chase, Escalation) else reminder_notice(plan, chase)
