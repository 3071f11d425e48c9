"""Bounces: which of our messages could not be delivered, to whom, and what the other server said (RFC 3464).

A report has a part for machines, with a block for each recipient, and usually the head of the message it is about.
"""

import re
from dataclasses import dataclass
from email.message import Message

from lsp_core.wording import one_line

LONGEST_REASON = 300
_FAILED = "failed"
"""The action that says for good; `delayed` and `relayed` are not bounces."""


@dataclass(frozen=True)
class Bounce:
    """One recipient that a message did not reach."""

    recipient: str
    message_id: str
    """Of the message that did not arrive; empty when the report does not say."""
    reason: str
    """What the other server said, such as `550 5.1.1 no such user`."""


def bounces_in(message: Message) -> tuple[Bounce, ...]:
    """Every failed recipient in a delivery report; none when the message is not one."""
    if message.get_content_type() != "multipart/report":
        return ()
    about = _about(message)
    return tuple(
        bounce
        for part in message.walk()
        if part.get_content_type() == "message/delivery-status"
        for block in _blocks(part)
        if (bounce := _bounce(block, about)) is not None
    )


def _blocks(part: Message) -> list[Message]:
    payload = part.get_payload()
    return [block for block in payload if isinstance(block, Message)] if isinstance(payload, list) else []


def _bounce(block: Message, about: str) -> Bounce | None:
    if str(block.get("Action", "")).strip().casefold() != _FAILED:
        return None
    recipient = _after_type(block.get("Final-Recipient") or block.get("Original-Recipient"))
    said = _after_type(block.get("Diagnostic-Code")) or str(block.get("Status", ""))
    return Bounce(recipient.casefold(), about, one_line(said)[:LONGEST_REASON])


def _after_type(value: object) -> str:
    """`rfc822; sam@example.org` is `sam@example.org`."""
    return one_line(str(value or "").rpartition(";")[2] if ";" in str(value or "")[:20] else str(value or ""))


_ID = re.compile(r"(?im)^message-id:\s*(<[^>\s]{1,300}>)")


def _about(report: Message) -> str:
    """The id of the message that was not delivered, from its returned head."""
    for part in report.walk():
        kind = part.get_content_type()
        if kind == "message/rfc822":
            payload = part.get_payload()
            inner = payload[0] if isinstance(payload, list) and payload else None
            if isinstance(inner, Message) and inner.get("Message-ID"):
                return str(inner["Message-ID"]).strip()
        if kind == "text/rfc822-headers":
            written = part.get_payload(decode=True)
            match = _ID.search(written.decode(errors="replace") if isinstance(written, bytes) else "")
            if match:
                return match[1]
    return ""
