"""That each partner was asked, and by when. Add if missing: the due date a partner was given never moves by itself."""

from dataclasses import replace
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from lsp_core.periods import Quarter
from lsp_core.plan.model import Plan
from lsp_core.requests.due import DataRequest, requests_due
from lsp_core.store import extensions, files
from lsp_core.store.tables import DataRequestRow


def asked(session: Session, plan: Plan, quarter: Quarter, until: datetime | None = None) -> list[DataRequest]:
    """The requests made for a quarter, with what the plan says they ask for and the due date each partner was given."""
    due = {
        row.reference: row.due_on
        for row in session.scalars(select(DataRequestRow).where(DataRequestRow.quarter == quarter))
        if until is None or row.asked_at <= until
    }
    given = extensions.made(session, quarter, until)
    return [
        replace(
            request,
            due_on=due[request.reference],
            extensions=tuple(one for one in given if one.partner == request.partner.code),
        )
        for request in requests_due(plan, quarter, date.max)
        if request.reference in due
    ]


def asked_on(session: Session, quarter: Quarter) -> dict[str, datetime]:
    """When each request for a quarter was made, by its reference."""
    rows = session.scalars(select(DataRequestRow).where(DataRequestRow.quarter == quarter))
    return {row.reference: row.asked_at for row in rows}


def is_asked(session: Session, reference: str) -> bool:
    """Whether a request has been made."""
    return session.get(DataRequestRow, reference) is not None


def add(session: Session, request: DataRequest, workbook: str, now: datetime) -> None:
    """Keep that a request was made, with the digest of the workbook that went out."""
    session.add(
        DataRequestRow(
            reference=request.reference,
            quarter=request.quarter,
            partner=request.partner.code,
            due_on=request.due_on,
            asked_at=now,
            workbook=workbook,
        )
    )
    session.flush()


def workbook(session: Session, reference: str) -> bytes:
    """The workbook a partner was sent."""
    return files.content_of(session, session.get_one(DataRequestRow, reference).workbook)
