"""Who has been asked for what, and the workbook that goes with asking."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from lsp_core.messages.notices import Attachment
from lsp_core.plan.model import Plan
from lsp_core.requests.due import DataRequest
from lsp_core.requests.reminders import OutstandingRequest
from lsp_core.requests.workbook import workbook_name
from lsp_core.store import cycles, messages, requests
from lsp_core.store.messages import Said

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
ASKING = ("request",)
"""The kinds of message that ask."""


@dataclass(frozen=True)
class Answering:
    """Who has had which request, and since when."""

    asked: dict[tuple[str, str], datetime]
    """By person and the request's reference."""

    def when(self, people: Collection[str], reference: str) -> datetime | None:
        """When any of some people was first asked; None when none of them has been."""
        return min((at for person in people if (at := self.asked.get((person, reference)))), default=None)

    def has(self, person: str, outstanding: OutstandingRequest) -> bool:
        """Whether a person has had the workbook of a request."""
        return (person, outstanding.request.reference) in self.asked


def said_in_hand(session: Session, kinds: Collection[str], now: datetime) -> list[Said]:
    """Every message of some kinds that can be about a quarter which still takes returns, or was sent or waits since
    the first of those was opened. Years of chasing lie in the outbox, and most of them are over."""
    opened = [cycle.events[0].at for cycle in cycles.all_cycles(session) if cycle.takes_returns]
    return messages.said(session, kinds, now, since=min(opened)) if opened else []


def asked_before(said: Iterable[Said]) -> Answering:
    """From the requests in the outbox, whether or not they have gone."""
    asked: dict[tuple[str, str], datetime] = {}
    for one in (one for one in said if one.kind in ASKING):
        for reference in {about.request for about in one.about}:
            asked.setdefault((one.person, reference), one.queued_at)
    return Answering(asked)


def workbook_of(session: Session, plan: Plan, request: DataRequest) -> Attachment:
    """The workbook that was made when a request was."""
    return Attachment(workbook_name(plan, request), XLSX, requests.workbook(session, request.reference))
