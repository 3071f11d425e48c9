"""One message ready to hand over, and how it is written as an e-mail.

The e-mail is written here and not by Apprise, whose mail plug-in makes up a new Message-ID for every attempt. Ours
comes from the message's reference and key, so a message sent twice is the same message to the mailbox that gets it.
"""

import hashlib
import re
from dataclasses import dataclass
from datetime import datetime
from email.headerregistry import Address as Mailbox
from email.message import EmailMessage
from email.policy import SMTP

from lsp_core.messages.addresses import Address
from lsp_core.messages.notices import Attachment
from lsp_core.wording import one_line

_LONGEST_LINE = 900
"""SMTP allows 998 characters in a line; anything near that goes out quoted-printable."""


@dataclass(frozen=True)
class OutgoingMessage:
    """One message to one place, as it stands at the moment of sending."""

    key: str
    """Names what happened; the same event always has the same key."""
    reference: str
    """What the conversation is about, such as `2023-24 Q1 COUNCIL`; also printed in the subject."""
    to: Address
    recipient: str
    """The person's name."""
    sender: str
    """The name it comes from: the partnership's."""
    reply_to: str
    """The address that answers go to."""
    subject: str
    text: str
    sent_at: datetime
    """Aware: the moment of this attempt."""
    attachments: tuple[Attachment, ...] = ()
    in_reply_to: str = ""
    """The id of the e-mail this answers, so that the answer stands beneath it; empty for what answers none."""

    @property
    def message_id(self) -> str:
        """The same for every attempt, so that a mailbox can see a repeat for what it is."""
        return f"<{id_of_message(self.reference, self.key)}@{self._domain}>"

    @property
    def thread_id(self) -> str:
        """The same for every message with one reference: a request, its reminders and its answers hang together."""
        return f"<{id_of_conversation(self.reference)}@{self._domain}>"

    @property
    def _domain(self) -> str:
        return self.reply_to.rpartition("@")[2]


def id_of_message(reference: str, key: str) -> str:
    """What stands before the @ in a message's id. A key names one person, and one route of theirs is e-mail; so the
    mailbox that gets an answer knows what it answers, whatever has become of addresses since."""
    return _digest(f"{reference}\n{key}")


def id_of_conversation(reference: str) -> str:
    """What stands before the @ in the id that all messages with one reference hang on."""
    return _digest(reference)


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:32]


def as_email(message: OutgoingMessage, from_address: str, to_address: str, from_name: str = "") -> EmailMessage:
    """The message as a mail server takes it. Whatever stands in a name or a subject stays in that one header."""
    email = EmailMessage(policy=SMTP)
    email["Date"] = message.sent_at
    email["From"] = Mailbox(one_line(from_name or message.sender), addr_spec=from_address)
    email["To"] = Mailbox(one_line(message.recipient), addr_spec=to_address)
    email["Reply-To"] = message.reply_to
    email["Subject"] = one_line(message.subject)
    email["Message-ID"] = message.message_id
    email["References"] = " ".join(filter(None, (message.thread_id, _an_id(message.in_reply_to))))
    if _an_id(message.in_reply_to):
        email["In-Reply-To"] = message.in_reply_to
    email["Auto-Submitted"] = "auto-generated"
    email["X-LSP-Reference"] = one_line(message.reference)
    email.set_content(message.text, cte=_transfer_encoding(message.text))
    for attachment in message.attachments:
        main, _, sub = attachment.media_type.partition("/")
        email.add_attachment(attachment.content, maintype=main, subtype=sub, filename=one_line(attachment.name))
    return email


def _an_id(text: str) -> str:
    """A message id as it was given to us, if it is one: it came from a stranger, and goes into a header."""
    return text if re.fullmatch(r"<[!-;=?-~]{1,250}>", text) else ""


def _transfer_encoding(text: str) -> str:
    """Seven bits pass every server; plain English needs nothing more."""
    is_plain = text.isascii() and all(len(line) < _LONGEST_LINE for line in text.splitlines())
    return "7bit" if is_plain else "quoted-printable"
