"""Who has been asked for what, and the workbook that goes with asking."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from lsp_core.messages.notices import Attachment
from lsp_core.plan.model import Plan
from lsp_core.requests.due import DataRequest
from lsp_core.requests.reminders import OutstandingRequest
from lsp_core.requests.workbook import workbook_name
from lsp_core.store import messages, requests

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


def asked_before(session: Session, now: datetime) -> Answering:
    """From the requests in the outbox, whether or not they have gone."""
    asked: dict[tuple[str, str], datetime] = {}
    for one in messages.said(session, ASKING, now):
        for reference in {about.request for about in one.about}:
            asked.setdefault((one.person, reference), one.queued_at)
    return Answering(asked)


def workbook_of(session: Session, plan: Plan, request: DataRequest) -> Attachment:
    """The workbook that was made when a request was."""
    return Attachment(workbook_name(plan, request), XLSX, requests.workbook(session, request.reference))
