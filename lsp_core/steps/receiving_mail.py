"""Receiving e-mail: each message is kept with what it was taken as, and only then moved out of the way.

Killed at any point, the next run goes on: a message that was kept and not moved is moved, and nothing is kept twice.
"""

import logging
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy.orm import Session

from lsp_core.channels.mailbox import Letter, Mailbox
from lsp_core.errors import ChannelError
from lsp_core.incoming.kinds import FOLDERS, MailKind, TakenAs, taken_as
from lsp_core.incoming.message import IncomingMail, read_message
from lsp_core.incoming.unpacking import returns_in
from lsp_core.messages.addresses import MAIL
from lsp_core.messages.notices.came_in import CameIn, came_in_notice
from lsp_core.messages.outgoing import id_of_conversation, id_of_message
from lsp_core.returns.arrivals import E_MAIL, Arrival
from lsp_core.returns.pointers import Pointer, Sign, reference_in_address, reference_in_text
from lsp_core.steps.queueing import queue
from lsp_core.steps.report import StepReport
from lsp_core.steps.whom_to_tell import answer_repeat
from lsp_core.store import files, messages, plans, returns
from lsp_core.store import mail as kept
from lsp_core.store.database import Database
from lsp_core.store.messages import MessageId
from lsp_core.wording import count_of

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class OurMessages:
    """What we have sent, by the part of a message's id before the @."""

    messages: Mapping[str, MessageId]
    references: Mapping[str, str]
    """The request each message, and each conversation, is about."""


def receive_mail(database: Database, mailbox: Mailbox, now: datetime, tag_secret: str = "") -> StepReport:
    """Take every message that waits, and tell the coordinator what needs a person. Safe to run again at any time."""
    did: list[str] = []
    problems: list[str] = []
    with mailbox.open() as opened:
        for letter in opened.waiting():
            sentence, kind = _take(database, letter, now, tag_secret)
            did.append(sentence)
            try:
                opened.file_away(letter.uid, FOLDERS[kind])
            except ChannelError as error:
                problems.append(f"A message is kept, but could not be moved out of the way. {error}")
    did += _tell_coordinator(database, now)
    return StepReport("Receive e-mail", tuple(did), tuple(problems))


def look_at_mail(database: Database, mailbox: Mailbox) -> list[tuple[IncomingMail, TakenAs]]:
    """What each waiting message would be taken as. Keeps and moves nothing."""
    with database.reading() as session:
        own = plans.in_force(session).plan.partnership.reply_to
    with mailbox.open() as opened:
        return [
            (replace(mail, attached=()), taken_as(mail, own))
            for letter in opened.waiting()
            for mail in (_opened(letter),)
        ]


def _take(database: Database, letter: Letter, now: datetime, tag_secret: str) -> tuple[str, MailKind]:
    """Keep one message and everything that follows from it, in one transaction."""
    mail = _opened(letter)
    with database.writing() as session:
        if kept.is_kept(session, mail.key):
            return f"{_described(mail)}: taken before.", kept.kind_of(session, mail.key)
        taken = taken_as(mail, plans.in_force(session).plan.partnership.reply_to)
        ours = _our_messages(session)
        pointers = _pointers(mail, ours, tag_secret)
        kept.add(session, mail, taken, pointers, now)
        for sentence in _what_follows(session, mail, taken, ours, pointers, now):
            return sentence, taken.kind
    return f"{_described(mail)}: {taken.kind}, {taken.because}.", taken.kind


def _what_follows(
    session: Session, mail: IncomingMail, taken: TakenAs, ours: OurMessages, pointers: list[Pointer], now: datetime
) -> Iterator[str]:
    """Do what a kind of message calls for, and say so where there is something to say."""
    if taken.kind is MailKind.RETURN:
        yield _receive_files(session, mail, Arrival(E_MAIL, mail.sender, mail.message_id, tuple(pointers)), now)
    elif taken.kind is MailKind.BOUNCE and (count := _mark_bounced(session, mail, ours, now)):
        yield f"{_described(mail)}: bounce, {taken.because}; {count_of(count, 'message')} of ours marked as bounced."


def _receive_files(session: Session, mail: IncomingMail, arrival: Arrival, now: datetime) -> str:
    said = []
    arrived = min(mail.sent_at or now, now)  # a clock that is wrong may not make an old file the last word
    for sequence, file in enumerate(returns_in(mail), start=1):
        is_news = returns.receive(session, file.name, file.content, E_MAIL, arrived, now, mail.key)
        digest = files.digest_of(file.content)
        kept.add_file(session, mail.key, digest, sequence, is_news)
        if not is_news:
            answer_repeat(session, digest, file.name, mail.key, arrival, now)
        said.append(f"{file.name} {'received' if is_news else 'is a file received before'}")
    return f"{_described(mail)}: {', '.join(said)}."


def _mark_bounced(session: Session, mail: IncomingMail, ours: OurMessages, now: datetime) -> int:
    known = [(ours.messages.get(_before_at(one.message_id)), one) for one in mail.bounces]
    found = [(message, one) for message, one in known if message is not None and message.route == MAIL]
    for message, one in found:
        messages.bounced(session, message, one.recipient, one.reason, now)
    return len(found)


def _our_messages(session: Session) -> OurMessages:
    by_id: dict[str, MessageId] = {}
    references: dict[str, str] = {}
    for message, reference in messages.handed_over(session):
        by_id[id_of_message(reference, message.key)] = message
        references[id_of_message(reference, message.key)] = reference
        references[id_of_conversation(reference)] = reference
    return OurMessages(by_id, references)


def _pointers(mail: IncomingMail, ours: OurMessages, tag_secret: str) -> list[Pointer]:
    """Everything about the message that says which request it answers."""
    tags = [(reference_in_address(one, tag_secret), one) for one in mail.addressed_to]
    thread = next((ours.references[one] for one in map(_before_at, mail.answers) if one in ours.references), "")
    found = [
        *(Pointer(Sign.REPLY_TAG, reference, address) for reference, address in tags),
        Pointer(Sign.SUBJECT, reference_in_text(mail.subject), mail.subject),
        Pointer(Sign.THREAD, reference_in_text(thread), thread),
    ]
    return [pointer for pointer in found if pointer.reference]


def _tell_coordinator(database: Database, now: datetime) -> list[str]:
    """One digest of what needs a person: also of what a run that was killed did not get to."""
    with database.writing() as session:
        waiting = kept.not_told(session)
        if not waiting:
            return []
        plan = plans.in_force(session).plan
        told = [
            CameIn(one.key, one.kind, one.because, one.sender, one.sender_name, one.subject, one.text,
                   one.attachments, one.received_at)
            for one in waiting
        ]  # fmt: skip
        queue(session, plan, [came_in_notice(plan, told)], now)
        kept.told(session, [one.key for one in waiting], now)
    return [f"The coordinator is told of {count_of(len(waiting), 'message')}."]


def _opened(letter: Letter) -> IncomingMail:
    """A letter, read; one that cannot be read is a person's to look at."""
    try:
        return read_message(letter.content, is_whole=letter.is_whole)
    except Exception:  # whatever a stranger's message makes the parser do, the others are read
        log.exception("a message could not be read")
        return _unreadable(letter)


def _unreadable(letter: Letter) -> IncomingMail:
    return IncomingMail(
        key=files.digest_of(letter.content),
        message_id="",
        sender="",
        sender_name="",
        addressed_to=(),
        subject="(a message that could not be read)",
        sent_at=None,
        answers=(),
        text="",
        attached=(),
        bounces=(),
        headers={},
    )


def _before_at(message_id: str) -> str:
    """What stands before the @: ours is the same whatever address the partnership uses by now."""
    return message_id.strip("<> ").partition("@")[0]


def _described(mail: IncomingMail) -> str:
    return f"From {mail.sender or 'nobody'}, {mail.subject or 'no subject'}"
