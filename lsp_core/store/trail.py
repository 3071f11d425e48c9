"""Gathering what was kept about one quarter's requests, for the ledger."""

from datetime import datetime
from zoneinfo import ZoneInfo

from sqlalchemy import select
from sqlalchemy.orm import Session

from lsp_core.periods import Quarter
from lsp_core.plan.model import Plan
from lsp_core.requests.ledger import SAYING, MessageSaid, ReturnCame, Trail
from lsp_core.store import messages, observations, requests, waivers
from lsp_core.store.tables import PartnerReturnRow


def gather(session: Session, plan: Plan, quarter: Quarter, now: datetime) -> Trail:
    """Everything kept about a quarter's requests by now."""
    return Trail(
        requests=tuple(requests.asked(session, plan, quarter)),
        messages=_messages(session, plan, quarter, now),
        returns=_returns(session, quarter),
        figures=tuple(observations.everything(session, now)),
        resources=tuple(observations.resources_known(session, now).values()),
        zone=ZoneInfo(plan.partnership.time_zone),
        now=now,
        waived_by={waiver.in_words: waiver.by for waiver in waivers.given(session, now)},
    )


def _messages(session: Session, plan: Plan, quarter: Quarter, now: datetime) -> tuple[MessageSaid, ...]:
    """One for each message, by whichever of a person's routes it went first."""
    names = {person.code: person.name for person in plan.people}
    first: dict[tuple[str, str], MessageSaid] = {}
    for one in messages.said(session, tuple(SAYING), now):
        about = frozenset((it.request, it.item) for it in one.about if it.request.startswith(f"{quarter.code} "))
        if about:
            said = MessageSaid(
                kind=one.kind,
                person=names.get(one.person, one.person),
                reference=one.reference,
                subject=one.subject,
                about=about,
                queued_at=one.queued_at,
                sent_at=one.sent_at,
                bounced_at=one.bounced_at,
                problem=one.problem,
            )
            first.setdefault((one.key, one.person), said)
    return tuple(first.values())


def _returns(session: Session, quarter: Quarter) -> tuple[ReturnCame, ...]:
    rows = session.scalars(
        select(PartnerReturnRow)
        .where(PartnerReturnRow.quarter == quarter, PartnerReturnRow.checked_at.is_not(None))
        .order_by(PartnerReturnRow.received_at, PartnerReturnRow.reference)
    )
    return tuple(
        ReturnCame(
            row.partner or "",
            row.reference or "",
            row.file_name,
            row.received_at,
            row.checked_at or row.received_at,
            row.errors,
        )
        for row in rows
    )
