"""The files that came in and what was found in them. A return is added if missing, by the digest of its bytes."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session

from lsp_core.facts import ReturnFile, ReturnReceived
from lsp_core.findings import CellRef, Finding, Severity
from lsp_core.periods import Quarter
from lsp_core.store import files
from lsp_core.store.tables import FindingRow, PartnerReturnRow

LONGEST_NAME = 300


class ReturnStatus(StrEnum):
    """How far a return has come."""

    WAITING = "waiting"
    """Kept, not looked at yet."""
    CHECKED = "checked"
    """Checked, answered, and its good figures taken."""
    REFUSED = "refused"
    """Could not be read or placed at all; its sender or the coordinator was told why."""


@dataclass(frozen=True)
class WaitingReturn:
    """A return nobody has looked at yet."""

    digest: str
    file_name: str
    received_at: datetime
    content: bytes
    channel: str = ""
    """Which way it came; empty for a file that is only tried out."""


def receive(
    session: Session, file_name: str, content: bytes, channel: str, arrived_at: datetime, now: datetime
) -> bool:
    """Keep a file as it came. Says whether it is to be looked at: new, or refused before and sent again.

    `arrived_at` is what the channel says, for knowing which of several files is the sender's last word.
    """
    file_name = file_name[-LONGEST_NAME:]
    digest = files.keep(session, content, "application/octet-stream", now)
    held = session.get(PartnerReturnRow, digest)
    if held is None:
        row = PartnerReturnRow(
            digest=digest,
            file_name=file_name,
            channel=channel,
            arrived_at=arrived_at,
            received_at=now,
            status=ReturnStatus.WAITING.value,
            quarter=None,
            partner=None,
            reference=None,
            checked_at=None,
        )
        session.add(row)
        session.flush()
        return True
    if held.status == ReturnStatus.REFUSED:
        held.status, held.file_name = ReturnStatus.WAITING.value, file_name
        held.arrived_at, held.received_at = arrived_at, now
        session.flush()
        return True
    return False


def waiting(session: Session) -> list[WaitingReturn]:
    """The returns nobody has looked at yet, in the order they arrived, so that the last word of a sender counts."""
    rows = session.scalars(
        select(PartnerReturnRow)
        .where(PartnerReturnRow.status == ReturnStatus.WAITING)
        .order_by(PartnerReturnRow.arrived_at, PartnerReturnRow.received_at, PartnerReturnRow.digest)
    )
    return [_with_content(session, row) for row in rows]


def last_checked(
    session: Session, quarter: Quarter, partner: str, but_not_by: str
) -> tuple[WaitingReturn, list[Finding]] | None:
    """The return a partner sent last for a quarter among those checked, one channel left out, with what was found in
    it; None for none."""
    row = session.scalars(
        select(PartnerReturnRow)
        .where(
            PartnerReturnRow.quarter == quarter,
            PartnerReturnRow.partner == partner,
            PartnerReturnRow.status == ReturnStatus.CHECKED,
            PartnerReturnRow.channel != but_not_by,
        )
        .order_by(
            PartnerReturnRow.checked_at.desc(),
            PartnerReturnRow.arrived_at.desc(),
            PartnerReturnRow.received_at.desc(),
            PartnerReturnRow.digest.desc(),
        )
        .limit(1)
    ).first()
    return None if row is None else (_with_content(session, row), findings_of(session, row.reference or ""))


def _with_content(session: Session, row: PartnerReturnRow) -> WaitingReturn:
    return WaitingReturn(row.digest, row.file_name, row.received_at, files.content_of(session, row.digest), row.channel)


def is_waiting(session: Session, digest: str) -> bool:
    """Whether a return is still to be looked at: another collector may have been quicker."""
    return session.get_one(PartnerReturnRow, digest).status == ReturnStatus.WAITING


def next_reference(session: Session, quarter: Quarter, partner: str) -> str:
    """The reference of a partner's next return for a quarter, for example `2023-24 Q1 COUNCIL #2`."""
    so_far = session.scalar(
        select(func.count())
        .select_from(PartnerReturnRow)
        .where(
            PartnerReturnRow.quarter == quarter,
            PartnerReturnRow.partner == partner,
            PartnerReturnRow.reference.is_not(None),
        )
    )
    return f"{quarter.code} {partner} #{(so_far or 0) + 1}"


def refuse(session: Session, digest: str, refusal: str, now: datetime) -> None:
    """Keep that a file could not be taken as a return, and why."""
    row = session.get_one(PartnerReturnRow, digest)
    row.status, row.refusal, row.checked_at = ReturnStatus.REFUSED.value, refusal, now
    session.flush()


def checked(
    session: Session,
    digest: str,
    quarter: Quarter,
    partner: str,
    reference: str,
    findings: Sequence[Finding],
    now: datetime,
) -> None:
    """Keep whose return it is and everything that was found in it."""
    row = session.get_one(PartnerReturnRow, digest)
    row.status, row.checked_at, row.refusal = ReturnStatus.CHECKED.value, now, ""
    row.quarter, row.partner, row.reference = quarter, partner, reference
    row.errors = sum(finding.severity is Severity.ERROR for finding in findings)
    row.queries = sum(finding.severity is Severity.QUERY and not finding.explained for finding in findings)
    session.execute(delete(FindingRow).where(FindingRow.digest == digest))
    session.add_all(_finding_row(digest, number, finding) for number, finding in enumerate(findings, start=1))
    session.flush()


def received(session: Session, quarter: Quarter, until: datetime | None = None) -> list[ReturnReceived]:
    """The returns checked for a quarter, oldest first."""
    rows = session.scalars(
        select(PartnerReturnRow)
        .where(PartnerReturnRow.quarter == quarter, PartnerReturnRow.status == ReturnStatus.CHECKED)
        .order_by(PartnerReturnRow.received_at, PartnerReturnRow.reference)
    )
    return [
        ReturnReceived(row.partner or "", row.reference or "", row.received_at, row.errors, row.queries)
        for row in rows
        if until is None or (row.checked_at is not None and row.checked_at <= until)
    ]


def files_behind(session: Session, references: Collection[str]) -> dict[str, ReturnFile]:
    """The file each return came as, by the return's reference; a reference that is no return's is left out."""
    rows = session.scalars(select(PartnerReturnRow).where(PartnerReturnRow.reference.in_(references)))
    return {row.reference: ReturnFile(row.file_name, row.digest) for row in rows if row.reference is not None}


def findings_of(session: Session, reference: str) -> list[Finding]:
    """What was found in one return."""
    rows = session.scalars(
        select(FindingRow)
        .join(PartnerReturnRow, PartnerReturnRow.digest == FindingRow.digest)
        .where(PartnerReturnRow.reference == reference)
        .order_by(FindingRow.sequence)
    )
    return [
        Finding(
            rule=row.rule,
            severity=Severity(row.severity),
            where=CellRef(row.sheet, row.address),
            subject=row.subject,
            found=row.found,
            expected=row.expected,
            remedy=row.remedy,
            row=row.row,
            explained=row.explained,
        )
        for row in rows
    ]


def _finding_row(digest: str, sequence: int, finding: Finding) -> FindingRow:
    return FindingRow(
        digest=digest,
        sequence=sequence,
        rule=finding.rule,
        severity=finding.severity.value,
        sheet=finding.where.sheet[:100],
        address=finding.where.address[:40],
        subject=finding.subject,
        found=finding.found,
        expected=finding.expected,
        remedy=finding.remedy,
        row=finding.row,
        explained=finding.explained,
    )
