"""Putting notices in the outbox: by each route the person wants such notices by, and once for each event."""

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy.orm import Session

from lsp_core.messages.addresses import routes
from lsp_core.messages.notices import Notice
from lsp_core.plan.model import Plan
from lsp_core.store import messages


def queue(session: Session, plan: Plan, notices: Iterable[Notice], now: datetime) -> list[Notice]:
    """Add notices to the outbox, and give back those that were not there yet."""
    return [
        notice for notice in notices if messages.add(session, notice, routes(plan.person(notice.to), notice.tag), now)
    ]
