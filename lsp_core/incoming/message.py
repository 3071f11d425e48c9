"""One message that came in, as values: who wrote, what about, in answer to what, and with which files.

Everything in it was written by a stranger. Texts are cut to what we keep, and control characters become spaces.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.header import decode_header, make_header
from email.utils import getaddresses, parsedate_to_datetime
from hashlib import sha256
from html import unescape

from imap_tools import MailMessage

from lsp_core.incoming.bounces import Bounce, bounces_in
from lsp_core.wording import one_line

LONGEST_MESSAGE = 30 * 1024 * 1024
"""Bytes. Most servers take less; of a longer one only the head is read."""
LONGEST_HEAD = 64 * 1024
"""Bytes. Servers write less; a parser can take minutes over a longer one, so what follows is left out."""
LONGEST_SUBJECT = 300
LONGEST_TEXT = 4000
MOST_ATTACHMENTS = 30
MOST_REFERENCES = 50

_ADDRESSED = ("to", "cc", "delivered-to", "x-original-to", "x-envelope-to")
_KEPT_HEADERS = (
    "auto-submitted", "x-auto-response-suppress", "x-autoreply", "x-autorespond", "x-autoresponse", "precedence",
    "x-spam-flag", "x-lsp-reference", "return-path", "list-id", "x-failed-recipients",
)  # fmt: skip
"""The headers that say what sort of message it is."""


@dataclass(frozen=True)
class Attached:
    """One file in a message."""

    name: str
    media_type: str
    content: bytes = field(repr=False)


@dataclass(frozen=True)
class IncomingMail:
    """One message."""

    key: str
    """The same however often it is fetched, and whichever way it was delivered: see `_fingerprint`."""
    message_id: str
    sender: str
    """The address it says it is from; lower case."""
    sender_name: str
    addressed_to: tuple[str, ...]
    subject: str
    sent_at: datetime | None
    answers: tuple[str, ...]
    """The ids of the messages it answers, newest first."""
    text: str
    attached: tuple[Attached, ...]
    bounces: tuple[Bounce, ...]
    headers: Mapping[str, str]
    """Some headers, by their names in lower case."""
    is_whole: bool = True
    """False for one too long to be read: then only its head is here."""


def read_message(raw: bytes, *, is_whole: bool = True) -> IncomingMail:
    """A message from its bytes. What cannot be decoded is left out or replaced; nothing in it can stop us."""
    mail = MailMessage.from_bytes(_with_short_head(raw))
    senders = _addresses(mail, ("from",)) or _addresses(mail, ("return-path",)) or [("", "")]
    attached = tuple(_attached(mail)) if is_whole else ()
    message_id = one_line(_header(mail, "message-id"))[:LONGEST_SUBJECT]
    return IncomingMail(
        key=_fingerprint(message_id, raw if not message_id else b"", attached),
        message_id=message_id,
        sender=one_line(senders[0][1]).casefold()[:LONGEST_SUBJECT],
        sender_name=one_line(senders[0][0])[:LONGEST_SUBJECT],
        addressed_to=tuple(address for _, address in _addresses(mail, _ADDRESSED)),
        subject=one_line(mail.subject)[:LONGEST_SUBJECT],
        sent_at=_sent_at(mail),
        answers=_answers(mail),
        text=_text(mail) if is_whole else "",
        attached=attached,
        bounces=bounces_in(mail.obj) if is_whole else (),
        headers={name: one_line(_header(mail, name)) for name in _KEPT_HEADERS if name in mail.headers},
        is_whole=is_whole,
    )


def _with_short_head(raw: bytes) -> bytes:
    """The message with no more head than a parser gets through at once. A header cut short ends at its last line."""
    end = _END_OF_HEAD.search(raw)
    head, body = (raw[: end.start()], raw[end.start() :]) if end else (raw, b"")
    if len(head) <= LONGEST_HEAD:
        return raw
    return head[:LONGEST_HEAD].rpartition(b"\n")[0] + (body or b"\r\n\r\n")


def _fingerprint(message_id: str, raw: bytes, attached: tuple[Attached, ...]) -> str:
    """From the Message-ID and the files: a sender chooses the id, and one used again with another file must not hide
    the file. The rest of a message changes on its way; it counts only where there is no id."""
    digest = sha256(message_id.encode(errors="replace") + raw)
    for one in attached:
        digest.update(sha256(one.content).digest())
    return digest.hexdigest()


def _header(mail: MailMessage, name: str) -> str:
    return next(iter(_values(mail, name)), "")


def _values(mail: MailMessage, name: str) -> tuple[str, ...]:
    """Every header of a name, in lower case, as it was written."""
    return tuple(str(value) for value in mail.headers[name]) if name in mail.headers else ()


def _addresses(mail: MailMessage, names: tuple[str, ...]) -> list[tuple[str, str]]:
    written = [value for name in names for value in _values(mail, name)]
    return [(_decoded(name), address) for name, address in getaddresses(written) if "@" in address]


def _decoded(text: str) -> str:
    """A name written in the way mail writes letters beyond ASCII."""
    try:
        return str(make_header(decode_header(text)))
    except (LookupError, ValueError):
        return text


def _sent_at(mail: MailMessage) -> datetime | None:
    try:
        sent = parsedate_to_datetime(_header(mail, "date"))
        return (sent if sent.tzinfo else sent.replace(tzinfo=UTC)).astimezone(UTC)
    except (TypeError, ValueError, OverflowError, IndexError):
        return None


def _answers(mail: MailMessage) -> tuple[str, ...]:
    ids = [*_header(mail, "in-reply-to").split(), *reversed(_header(mail, "references").split())]
    return tuple(dict.fromkeys(ids))[:MOST_REFERENCES]


def _text(mail: MailMessage) -> str:
    """What was written, as plain text; of a message in HTML alone, its words."""
    text = mail.text or _words_of(mail.html)
    return text.replace("\x00", "")[:LONGEST_TEXT]


def _words_of(html: str) -> str:
    return unescape(_TAG.sub("\n", _UNSEEN.sub(" ", html[: 20 * LONGEST_TEXT])))


_END_OF_HEAD = re.compile(rb"\r?\n\r?\n")
_UNSEEN = re.compile(r"(?is)<(style|script|head)\b.*?</\1\s*>")
_TAG = re.compile(r"(?s)<[^>]*>")


def _attached(mail: MailMessage) -> list[Attached]:
    return [
        Attached(_file_name(part.filename), part.content_type, part.payload)
        for part in mail.attachments[:MOST_ATTACHMENTS]
    ]


def _file_name(written: str) -> str:
    """The name alone: a folder in front of it is nobody's business here."""
    return one_line(written).replace("\\", "/").rpartition("/")[2][-LONGEST_SUBJECT:]
