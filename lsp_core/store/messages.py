"""The outbox: what is to be said, to whom, and how far it has got. A message is added if missing, by its key.

A message is claimed, sent and confirmed in a transaction each. One that was claimed and never confirmed, because the
machine stopped in between, is claimable again when its claim lapses; it goes out with the same reference, so at worst
somebody reads the same message twice.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from sqlalchemy import ColumnElement, and_, func, or_, select
from sqlalchemy.orm import Session

from lsp_core.messages.notices import AskedFor, Attachment, Notice
from lsp_core.store import files
from lsp_core.store.tables import MessageRow


class MessageStatus(StrEnum):
    """How far a message has got."""

    QUEUED = "queued"
    CLAIMED = "claimed"
    """Somebody is sending it at this moment, or was when their machine stopped."""
    SENT = "sent"
    BOUNCED = "bounced"
    """Handed over, and sent back by the other side. It goes again once the plan has another address."""
    FAILED = "failed"
    """The last try did not work. It is tried again on every run: an address is put right in the plan, a server comes
    back, and nothing said is ever dropped."""
    WITHDRAWN = "withdrawn"
    """It was being sent when the machine stopped, and by the next try it was no longer true. It may have gone."""


CLAIM_LAPSES_AFTER = timedelta(minutes=10)
"""Longer than any send can take: delivery's own time-outs add up to less."""


@dataclass(frozen=True)
class MessageId:
    """Which message: what happened, who is told, and by which of their routes."""

    key: str
    person: str
    route: str


@dataclass(frozen=True)
class QueuedMessage:
    """A message with everything needed to hand it over."""

    id: MessageId
    kind: str
    reference: str
    tag: str
    subject: str
    text: str
    attachments: tuple[Attachment, ...]
    queued_at: datetime
    status: MessageStatus
    sent_at: datetime | None
    problem: str
    in_reply_to: str = ""
    """The id of the e-mail it answers; empty for what answers none."""
    about: tuple[AskedFor, ...] = ()


@dataclass(frozen=True)
class Unsent:
    """A message that can still be taken back: its words, without its files."""

    id: MessageId
    subject: str
    text: str
    about: tuple[AskedFor, ...]


@dataclass(frozen=True)
class Said:
    """What became of a message, without its words."""

    key: str
    person: str
    kind: str
    reference: str
    subject: str
    about: tuple[AskedFor, ...]
    queued_at: datetime
    sent_at: datetime | None
    bounced_at: datetime | None
    problem: str
    is_unsent: bool
    """Waiting to be sent; False for one that has gone, or is going at this moment."""


def add(session: Session, notice: Notice, routes: Sequence[str], now: datetime) -> bool:
    """Queue a notice by each of a person's routes. The flag says whether it is news: the same event is told once."""
    added = False
    for route in routes:
        held = session.get(MessageRow, (notice.key, notice.to, route))
        if held is None or held.status == MessageStatus.WITHDRAWN:
            session.merge(_row(session, notice, route, now))
            added = True
    session.flush()
    return added


def to_send(session: Session, now: datetime) -> list[QueuedMessage]:
    """What would go out now, in the order it was queued. Nothing is claimed."""
    rows = session.scalars(
        select(MessageRow).where(_is_sendable(now)).order_by(MessageRow.queued_at, MessageRow.key, MessageRow.route)
    )
    return [_message(session, row) for row in rows]


def claim(session: Session, message: MessageId, now: datetime) -> bool:
    """Take a message for sending; False when somebody else has it, or it has gone."""
    its_key = (MessageRow.key == message.key, MessageRow.person == message.person, MessageRow.route == message.route)
    row = session.scalar(select(MessageRow).where(*its_key, _is_sendable(now)))
    if row is None:
        return False
    row.status, row.claimed_at, row.attempts = MessageStatus.CLAIMED.value, now, row.attempts + 1
    session.flush()
    return True


def confirm(session: Session, message: MessageId, now: datetime) -> None:
    """Keep that a message has been handed over."""
    row = _held(session, message)
    row.status, row.sent_at, row.problem = MessageStatus.SENT.value, now, ""
    session.flush()


def fail(session: Session, message: MessageId, problem: str) -> None:
    """Keep that a try did not work, and why."""
    row = _held(session, message)
    row.status, row.problem = MessageStatus.FAILED.value, problem
    session.flush()


def bounced(session: Session, message: MessageId, address: str, reason: str, now: datetime) -> None:
    """Keep that a message came back, from which address, and why."""
    row = _held(session, message)
    row.status, row.bounced_at, row.bounced_from = MessageStatus.BOUNCED.value, now, address
    row.problem = f"{address} could not be reached: {reason}" if reason else f"{address} could not be reached"
    session.flush()


def send_again(session: Session, addresses: Mapping[str, str]) -> list[MessageId]:
    """Queue again what came back from an address that is no longer the person's. `addresses` is each person's."""
    rows = session.scalars(select(MessageRow).where(MessageRow.status == MessageStatus.BOUNCED.value))
    again = [row for row in rows if addresses.get(row.person, row.bounced_from).casefold() != row.bounced_from]
    for row in again:
        row.status, row.problem = MessageStatus.QUEUED.value, ""
    session.flush()
    return [_id(row) for row in again]


def came_back(session: Session) -> list[str]:
    """The codes of those whom a message could not reach and has not been sent to again, once each."""
    bounced = MessageRow.status == MessageStatus.BOUNCED.value
    return list(session.scalars(select(MessageRow.person).where(bounced).distinct().order_by(MessageRow.person)))


def handed_over(session: Session) -> list[tuple[MessageId, str]]:
    """Every message that has been handed over, with its reference; without texts and files."""
    rows = session.execute(
        select(MessageRow.key, MessageRow.person, MessageRow.route, MessageRow.reference)
        .where(MessageRow.attempts > 0)
        .order_by(MessageRow.queued_at, MessageRow.key)
    )
    return [(MessageId(key, person, route), reference) for key, person, route, reference in rows]


def withdraw(session: Session, message: MessageId) -> None:
    """Take back what has not been said yet and is no longer true. What may have gone is kept, and not tried again."""
    row = _held(session, message)
    if row.status == MessageStatus.CLAIMED:
        row.status = MessageStatus.WITHDRAWN.value
    else:
        session.delete(row)
    session.flush()


def unsent(session: Session, kinds: Collection[str], now: datetime) -> list[Unsent]:
    """What would go out now, of some kinds."""
    rows = session.scalars(
        select(MessageRow).where(MessageRow.kind.in_(kinds), _is_sendable(now)).order_by(MessageRow.key)
    )
    return [Unsent(_id(row), row.subject, row.text, _about(row.about)) for row in rows]


def said(session: Session, kinds: Collection[str], now: datetime, since: datetime | None = None) -> list[Said]:
    """Every message of some kinds that was not taken back, unsent ones included. With `since`, those alone that were
    queued or sent since then, or still wait."""
    table = MessageRow.__table__.c
    recent = () if since is None else (or_(table.queued_at >= since, table.sent_at >= since, table.sent_at.is_(None)),)
    rows = session.execute(
        select(
            table.key, table.person, table.kind, table.reference, table.subject, table.about,
            table.queued_at, table.sent_at, table.bounced_at, table.problem, _is_sendable(now).label("is_unsent"),
        )
        .where(table.kind.in_(kinds), table.status != MessageStatus.WITHDRAWN, *recent)
        .order_by(table.queued_at, table.key, table.route)
    )  # fmt: skip
    return [
        Said(
            key=row.key,
            person=row.person,
            kind=row.kind,
            reference=row.reference,
            subject=row.subject,
            about=_about(row.about),
            queued_at=row.queued_at,
            sent_at=row.sent_at,
            bounced_at=row.bounced_at,
            problem=row.problem,
            is_unsent=row.is_unsent,
        )
        for row in rows
    ]


def keys(session: Session) -> set[str]:
    """The key of everything ever queued: what people have been told, or are about to be."""
    return set(session.scalars(select(MessageRow.key).distinct()))


def counts(session: Session) -> dict[MessageStatus, int]:
    """How many messages have got how far."""
    rows = session.execute(select(MessageRow.status, func.count()).group_by(MessageRow.status))
    return {MessageStatus(status): number for status, number in rows}


def all_messages(session: Session) -> list[QueuedMessage]:
    """Every message, in the order it was queued."""
    rows = session.scalars(select(MessageRow).order_by(MessageRow.queued_at, MessageRow.key, MessageRow.route))
    return [_message(session, row) for row in rows]


def _is_sendable(now: datetime) -> ColumnElement[bool]:
    lapsed = now - CLAIM_LAPSES_AFTER
    return or_(
        MessageRow.status.in_((MessageStatus.QUEUED.value, MessageStatus.FAILED.value)),
        and_(MessageRow.status == MessageStatus.CLAIMED.value, MessageRow.claimed_at < lapsed),
    )


def _held(session: Session, message: MessageId) -> MessageRow:
    return session.get_one(MessageRow, (message.key, message.person, message.route))


def _id(row: MessageRow) -> MessageId:
    return MessageId(row.key, row.person, row.route)


def _row(session: Session, notice: Notice, route: str, now: datetime) -> MessageRow:
    return MessageRow(
        key=notice.key,
        person=notice.to,
        route=route,
        kind=notice.kind.value,
        reference=notice.reference,
        tag=notice.tag,
        subject=notice.subject,
        text=notice.text,
        attachments=[
            {"name": a.name, "media_type": a.media_type, "digest": files.keep(session, a.content, a.media_type, now)}
            for a in notice.attachments
        ],
        queued_at=now,
        status=MessageStatus.QUEUED.value,
        claimed_at=None,
        sent_at=None,
        in_reply_to=notice.in_reply_to,
        attempts=0,
        problem="",
        about=[{"request": one.request, "item": one.item} for one in notice.about],
        bounced_at=None,
    )


def _about(kept: Sequence[dict[str, str]]) -> tuple[AskedFor, ...]:
    return tuple(AskedFor(one["request"], one["item"]) for one in kept)


def _message(session: Session, row: MessageRow) -> QueuedMessage:
    return QueuedMessage(
        id=_id(row),
        kind=row.kind,
        reference=row.reference,
        tag=row.tag,
        subject=row.subject,
        text=row.text,
        attachments=tuple(
            Attachment(a["name"], a["media_type"], files.content_of(session, a["digest"])) for a in row.attachments
        ),
        queued_at=row.queued_at,
        status=MessageStatus(row.status),
        sent_at=row.sent_at,
        problem=row.problem,
        in_reply_to=row.in_reply_to,
        about=_about(row.about),
    )
