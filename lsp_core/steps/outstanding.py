"""What every partner has yet to answer, in every quarter that still takes returns."""

from collections.abc import Collection
from datetime import datetime
from zoneinfo import ZoneInfo

from sqlalchemy.orm import Session

from lsp_core.plan.covering import may_stand_in
from lsp_core.plan.model import Plan
from lsp_core.requests.due import still_owed
from lsp_core.requests.reminders import OutstandingRequest
from lsp_core.steps.asking import Answering
from lsp_core.store import cycles, observations, requests, returns


def outstanding(
    session: Session, plan: Plan, before: Answering, now: datetime, silent: Collection[str] = ()
) -> list[OutstandingRequest]:
    """What is owed now. `silent` are the references of requests with a return that nobody has read yet."""
    in_hand = [cycle.quarter for cycle in cycles.all_cycles(session) if cycle.takes_returns]
    if not in_hand:
        return []
    today = now.astimezone(ZoneInfo(plan.partnership.time_zone)).date()
    known, resources = observations.known(session, now), observations.resources_known(session, now)
    owed = []
    for quarter in in_hand:
        asked_at = requests.asked_on(session, quarter)
        for request in requests.asked(session, plan, quarter):
            left = still_owed(request, known, resources, today)
            if left.is_nothing or request.reference in silent:
                continue
            contacts = may_stand_in(plan, request.partner.contact)
            asked = before.when(contacts, request.reference) or asked_at[request.reference]
            owed.append(
                OutstandingRequest(request, left, asked.astimezone(ZoneInfo(plan.partnership.time_zone)).date())
            )
    return owed


def silent_references(session: Session, now: datetime) -> set[str]:
    """The requests that a return has come for which nobody has read yet: it may be the answer."""
    waiting = returns.waiting(session)
    if not waiting:
        return set()
    from lsp_core.steps.desk import Placed, open_return, set_out  # brings the readers of workbooks, seldom needed here

    desk = set_out(session, now)
    opened = (open_return(desk, one) for one in waiting)
    return {one.request.reference for one in opened if isinstance(one, Placed)}
