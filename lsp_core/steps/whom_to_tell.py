"""Whom to answer about a file: people on record only, and nobody without end."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy.orm import Session

from lsp_core.messages.notices.repeating import repeat_notice
from lsp_core.plan.covering import stands_in
from lsp_core.plan.model import Partner, Plan
from lsp_core.returns.arrivals import Arrival
from lsp_core.returns.placing import people_of
from lsp_core.steps.queueing import queue
from lsp_core.store import mail, plans, returns

MOST_ANSWERS_A_DAY = 20
"""To one sender. Beyond it only the partner's contact is answered: somebody's machine may be sending to ours."""


def who_is_told(plan: Plan, partner: Partner | None, arrival: Arrival, now: datetime) -> list[str]:
    """The partner's contact first, or whoever covers for them, and the sender where it is another of the partner's
    people; the coordinator where nobody can tell whose a file is. An address not in the plan is never written to."""
    if partner is None:
        return [plan.partnership.coordinator]
    sender = [person.code for person in people_of(plan, partner) if person.email.casefold() == arrival.sender]
    today = now.astimezone(ZoneInfo(plan.partnership.time_zone)).date()
    return list(dict.fromkeys([stands_in(plan, partner.contact, today), *sender[:1]]))


def answer_repeat(
    session: Session, digest: str, file_name: str, mail_key: str, arrival: Arrival, now: datetime
) -> None:
    """Answer a file that was checked before and has come again by e-mail. One that is still to be checked is answered
    when it is."""
    had = returns.kept(session, digest)
    plan = plans.in_force(session).plan
    partner = next((one for one in plan.partners if one.code == had.partner), None)
    if had.quarter is None or partner is None or has_had_enough(session, arrival.sender, now):
        return
    notices = [
        repeat_notice(
            plan,
            to,
            mail=mail_key[:12],
            digest=digest,
            file_name=file_name,
            reference=had.reference,
            quarter=had.quarter,
            first_at=had.received_at,
            now=now,
            arrival=arrival,
        )
        for to in who_is_told(plan, partner, arrival, now)
    ]
    queue(session, plan, notices, now)


def has_had_enough(session: Session, sender: str, now: datetime) -> bool:
    """Whether so many returns have come from an address within a day that it is answered no more."""
    return bool(sender) and mail.returns_since(session, sender, now - timedelta(days=1)) > MOST_ANSWERS_A_DAY
