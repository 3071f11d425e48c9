"""What goes back to the sender of a return: it beside the one sent before, and the workbook with the marks in it.

All of it is worked out before anything is kept, because marking takes as long as reading.
"""

import logging
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from lsp_core.errors import LspError
from lsp_core.findings import Finding
from lsp_core.messages.notices import Attachment, Notice, answer_notice
from lsp_core.messages.notices.receipts import Receipt
from lsp_core.messages.notices.what_we_found import what_we_found
from lsp_core.requests.due import DataRequest, still_owed
from lsp_core.returns.arrivals import TELEPHONE
from lsp_core.returns.marking.marked import MarkedWorkbook, marked
from lsp_core.returns.reading import read_return
from lsp_core.returns.since import (
    EarlierReturn,
    Since,
    since,
)
from lsp_core.steps.desk import Desk, Placed
from lsp_core.steps.whom_to_tell import has_had_enough, who_is_told
from lsp_core.store import findings as found_in_returns
from lsp_core.store import returns
from lsp_core.store.database import Database

log = logging.getLogger(__name__)

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@dataclass(frozen=True)
class Looked:
    """One return, looked at, with everything its sender gets but for what is still owed when it is taken."""

    placed: Placed
    findings: Sequence[Finding]
    compared: Since | None
    workbook: MarkedWorkbook | None
    """None when none could be made; the message says everything that it would."""


def looked_at(
    database: Database, desk: Desk, placed: Sequence[Placed], findings: dict[str, list[Finding]]
) -> dict[str, Looked]:
    """Each return by its digest, held against the one before it and marked up."""
    with database.reading() as session:
        earlier = {one.request.reference: _last(session, one.request) for one in placed}
    looked = {}
    for one in placed:
        reference, found = one.request.reference, findings[one.waiting.digest]
        if one.waiting.arrival.channel == TELEPHONE:  # one figure, and no workbook of anybody's
            looked[one.waiting.digest] = Looked(one, found, compared=None, workbook=None)
            continue
        before = earlier[reference]
        compared = since(before, one.reading, found) if before else None
        looked[one.waiting.digest] = Looked(one, found, compared, _marked(desk, one, found, compared))
        earlier[reference] = EarlierReturn(one.waiting.file_name, one.waiting.received_at, one.reading, found)
    return looked


def answers(session: Session, desk: Desk, looked: Looked, data_quality: str, now: datetime) -> list[Notice]:
    """The answer to each who is told: the partner's contact, and the sender where it is one of the partner's people."""
    one = looked.placed
    told = who_is_told(desk.plan, one.request.partner, one.waiting.arrival, now)
    if has_had_enough(session, one.waiting.arrival.sender, now):
        told = told[:1]  # the contact, who is not the machine that sends without end
    return [answer(desk, looked, to, data_quality) for to in told]


def answer(desk: Desk, looked: Looked, to: str, data_quality: str = "") -> Notice:
    """What a person, given by code, is told of it, once its good figures are on the desk."""
    one, workbook = looked.placed, looked.workbook
    return answer_notice(
        desk.plan,
        one.request,
        reading=one.reading,
        findings=looked.findings,
        file_name=one.waiting.file_name,
        digest=one.waiting.digest,
        received_at=one.waiting.received_at,
        still_owed=still_owed(one.request, desk.known, desk.resources),
        arrival=one.waiting.arrival,
        to=to,
        compared=looked.compared,
        data_quality=data_quality,
        attachments=(Attachment(workbook.name, XLSX, workbook.content),) if workbook else (),
        is_their_own=workbook is None or workbook.is_their_own,
    )


def _last(session: Session, request: DataRequest) -> EarlierReturn | None:
    """The return before, read again from the file as it was kept; None when there is none, or it is refused by now."""
    held = returns.last_checked(session, request.quarter, request.partner.code, but_not_by=TELEPHONE)
    if held is None:
        return None
    findings = found_in_returns.of_return(session, held.reference)
    try:
        return EarlierReturn(held.file_name, held.received_at, read_return(held.file_name, held.content), findings)
    except LspError:
        return None


def _marked(desk: Desk, one: Placed, findings: Sequence[Finding], compared: Since | None) -> MarkedWorkbook | None:
    waiting = one.waiting
    receipt = Receipt(waiting.file_name, waiting.digest, waiting.received_at, waiting.arrival)
    said = what_we_found(desk.plan, one.request, one.reading, findings, receipt, compared)
    try:
        return marked(waiting.file_name, waiting.content, said)
    except Exception:  # whatever a stranger's file makes the marking do, every sender of this run is answered
        log.exception("%s could not be marked", waiting.digest)
        return None
