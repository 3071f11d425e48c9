"""E-mail that came in: each message is added if missing, by its key, with the files it brought."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from lsp_core.incoming.kinds import TOLD, MailKind, TakenAs
from lsp_core.incoming.message import IncomingMail
from lsp_core.returns.pointers import Pointer, Sign
from lsp_core.store.tables import IncomingMailRow, MailArrivalRow


@dataclass(frozen=True)
class KeptMail:
    """A message as it is kept."""

    key: str
    kind: MailKind
    because: str
    sender: str
    sender_name: str
    subject: str
    text: str
    received_at: datetime
    attachments: tuple[str, ...]
    """The names of its files."""


def is_kept(session: Session, key: str) -> bool:
    """Whether a message has been taken before."""
    return session.get(IncomingMailRow, key) is not None


def kind_of(session: Session, key: str) -> MailKind:
    """What a message that is kept was taken as."""
    return MailKind(session.get_one(IncomingMailRow, key).kind)


def add(session: Session, mail: IncomingMail, taken: TakenAs, pointers: Sequence[Pointer], now: datetime) -> None:
    """Keep a message, and what it was taken as."""
    session.add(
        IncomingMailRow(
            key=mail.key,
            message_id=mail.message_id,
            sender=mail.sender,
            sender_name=mail.sender_name,
            subject=mail.subject,
            text=mail.text,
            sent_at=mail.sent_at,
            received_at=now,
            kind=taken.kind.value,
            because=taken.because,
            attachments=[{"name": one.name, "media_type": one.media_type} for one in mail.attached],
            pointers=[{"sign": p.sign.value, "reference": p.reference, "found_in": p.found_in} for p in pointers],
            told_at=None,
        )
    )
    session.flush()


def add_file(session: Session, key: str, digest: str, sequence: int, is_news: bool) -> None:
    """Keep that a message brought a file, and whether the file was to be looked at."""
    session.add(MailArrivalRow(mail=key, digest=digest, sequence=sequence, is_news=is_news))
    session.flush()


def pointers_of(session: Session, key: str) -> tuple[Pointer, ...]:
    """What in a message says which request it answers."""
    row = session.get_one(IncomingMailRow, key)
    return tuple(Pointer(Sign(one["sign"]), one["reference"], one["found_in"]) for one in row.pointers)


def returns_since(session: Session, sender: str, since: datetime) -> int:
    """How many messages with returns came from an address since an instant."""
    count = session.scalar(
        select(func.count())
        .select_from(IncomingMailRow)
        .where(
            IncomingMailRow.sender == sender,
            IncomingMailRow.kind == MailKind.RETURN.value,
            IncomingMailRow.received_at > since,
        )
    )
    return count or 0


def not_told(session: Session) -> list[KeptMail]:
    """What the coordinator is to hear of and has not, oldest first."""
    rows = session.scalars(
        select(IncomingMailRow)
        .where(IncomingMailRow.told_at.is_(None), IncomingMailRow.kind.in_([kind.value for kind in TOLD]))
        .order_by(IncomingMailRow.received_at, IncomingMailRow.key)
    )
    return [
        KeptMail(
            key=row.key,
            kind=MailKind(row.kind),
            because=row.because,
            sender=row.sender,
            sender_name=row.sender_name,
            subject=row.subject,
            text=row.text,
            received_at=row.received_at,
            attachments=tuple(one["name"] for one in row.attachments),
        )
        for row in rows
    ]


def told(session: Session, keys: Sequence[str], now: datetime) -> None:
    """Keep that the coordinator was told of some messages."""
    for key in keys:
        session.get_one(IncomingMailRow, key).told_at = now
    session.flush()
