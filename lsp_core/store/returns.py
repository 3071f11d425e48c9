"""The files that came in. A return is added if missing, by the digest of its bytes. What was found in them is in
`lsp_core.store.findings`."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from lsp_core.facts import ReturnFile, ReturnReceived
from lsp_core.findings import Finding, Severity
from lsp_core.periods import Quarter
from lsp_core.returns.arrivals import BY_FOLDER, Arrival
from lsp_core.store import files
from lsp_core.store import findings as found_in_returns
from lsp_core.store.mail import pointers_of
from lsp_core.store.tables import IncomingMailRow, PartnerReturnRow
from lsp_core.wording import one_line

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
    arrival: Arrival = BY_FOLDER
    reference: str = ""
    """What it was filed under, when it has been looked at before."""


@dataclass(frozen=True)
class KeptReturn:
    """A file that came, and what became of it."""

    digest: str
    file_name: str
    received_at: datetime
    arrival: Arrival
    reference: str
    """The return's own, such as `2023-24 Q1 COUNCIL #2`; empty until it has been checked."""
    refusal: str
    errors: int
    queries: int
    quarter: Quarter | None
    partner: str
    """Whose it is; empty until it has been checked."""


def receive(
    session: Session,
    file_name: str,
    content: bytes,
    channel: str,
    arrived_at: datetime,
    now: datetime,
    mail: str | None = None,
) -> bool:
    """Keep a file as it came. Says whether it is to be looked at: new, or refused before and sent again.

    `arrived_at` is what the channel says, for knowing which of several files is the sender's last word, and `mail` the
    e-mail that brought it.
    """
    file_name = one_line(file_name)[-LONGEST_NAME:]  # a stranger chose it, and it is printed everywhere
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
            mail=mail,
        )
        session.add(row)
        session.flush()
        return True
    if held.status == ReturnStatus.REFUSED:
        held.status, held.file_name = ReturnStatus.WAITING.value, file_name
        held.arrived_at, held.received_at, held.channel, held.mail = arrived_at, now, channel, mail
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


def _with_content(session: Session, row: PartnerReturnRow) -> WaitingReturn:
    return WaitingReturn(
        row.digest,
        row.file_name,
        row.received_at,
        files.content_of(session, row.digest),
        _arrival(session, row),
        row.reference or "",
    )


def _arrival(session: Session, row: PartnerReturnRow) -> Arrival:
    """How a file came; of one that came by e-mail, with what the message says about whose it is."""
    if row.mail is None:
        return Arrival(row.channel)
    mail = session.get_one(IncomingMailRow, row.mail)
    return Arrival(row.channel, mail.sender, mail.message_id, pointers_of(session, row.mail))


def all_kept(session: Session) -> list[KeptReturn]:
    """Every file that ever came, oldest first."""
    rows = session.scalars(select(PartnerReturnRow).order_by(PartnerReturnRow.received_at, PartnerReturnRow.digest))
    return [_kept(session, row) for row in rows]


def kept(session: Session, digest: str) -> KeptReturn:
    """One file that came."""
    return _kept(session, session.get_one(PartnerReturnRow, digest))


def _kept(session: Session, row: PartnerReturnRow) -> KeptReturn:
    return KeptReturn(
        digest=row.digest,
        file_name=row.file_name,
        received_at=row.received_at,
        arrival=_arrival(session, row),
        reference=row.reference or "",
        refusal=row.refusal,
        errors=row.errors,
        queries=row.queries,
        quarter=row.quarter,
        partner=row.partner or "",
    )


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
    session.flush()
    found_in_returns.replace(session, digest, findings)


def received(session: Session, quarter: Quarter, until: datetime | None = None) -> list[ReturnReceived]:
    """The returns checked for a quarter, oldest first, each with what was found in it."""
    found = found_in_returns.of_quarter(session, quarter)
    rows = session.scalars(
        select(PartnerReturnRow)
        .where(PartnerReturnRow.quarter == quarter, PartnerReturnRow.status == ReturnStatus.CHECKED)
        .order_by(PartnerReturnRow.received_at, PartnerReturnRow.reference)
    )
    return [
        ReturnReceived(
            row.partner or "", row.reference or "", row.received_at, row.errors, row.queries, found.get(row.digest, ())
        )
        for row in rows
        if until is None or (row.checked_at is not None and row.checked_at <= until)
    ]


def files_behind(session: Session, references: Collection[str]) -> dict[str, ReturnFile]:
    """The file each return came as, by the return's reference; a reference that is no return's is left out."""
    rows = session.scalars(select(PartnerReturnRow).where(PartnerReturnRow.reference.in_(references)))
    return {row.reference: ReturnFile(row.file_name, row.digest) for row in rows if row.reference is not None}


def last_checked(session: Session, quarter: Quarter, partner: str, but_not_by: str = "") -> WaitingReturn | None:
    """A partner's last word for a quarter: the return that was received last, to be looked at again. One channel may be
    left out."""
    row = session.scalars(
        select(PartnerReturnRow)
        .where(
            PartnerReturnRow.quarter == quarter,
            PartnerReturnRow.partner == partner,
            PartnerReturnRow.status == ReturnStatus.CHECKED,
            PartnerReturnRow.channel != but_not_by,
        )
        .order_by(
            PartnerReturnRow.arrived_at.desc(),
            PartnerReturnRow.received_at.desc(),
            PartnerReturnRow.digest.desc(),
        )
        .limit(1)
    ).first()
    return None if row is None else _with_content(session, row)
