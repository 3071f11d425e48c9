"""Handing one message over, through Apprise, to one recipient.

Delivery is at least once. A message that was sent just before its row could be marked as sent is sent again by the next
run, with the same reference and the same Message-ID; so each message is claimed, sent and confirmed in a transaction
of its own, by `lsp_core.steps`. A message that cannot be handed over stays where it is, with the reason.
Importing this module imports Apprise (0.2 s), so import it where it is used.
"""

import logging
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from urllib.parse import urlsplit

from apprise import Apprise, AppriseAsset, AppriseAttachment, NotifyFormat
from apprise.attachment.memory import AttachMemory

from lsp_core.errors import DeliveryError
from lsp_core.messages.addresses import Address
from lsp_core.messages.eml_folder import EmlFolder
from lsp_core.messages.mail import Mail
from lsp_core.messages.outgoing import OutgoingMessage

_ASSET = AppriseAsset(app_id="lsp", app_desc="Local partnership performance", async_mode=False, secure_logging=True)
_STRUCK_OUT = "****"


def deliver(message: OutgoingMessage) -> None:
    """Hand one message to the place it is addressed to; raises `DeliveryError` with the reason when it is not taken."""
    with _listening(message.to) as heard:
        service = _service(message)
        delivered = service is not None and _notify(service, message)
    failure = getattr(service, "failure", None)
    if failure is not None:
        raise DeliveryError(struck_out(failure.reason, message.to), failure.remedy)
    if not delivered:
        raise DeliveryError(
            f"The message for {message.to.shown} was not taken: {_reason(heard)}",
            "Check the address in people.yaml or LSP_MAIL_URL; the message is kept and will be tried again.",
        )


def struck_out(text: str, address: Address) -> str:
    """The text with every secret of an address struck out."""
    for secret in address.secrets:
        text = text.replace(secret, _STRUCK_OUT)
    return text


def _service(message: OutgoingMessage) -> Any:
    """The Apprise service for a message's address: ours for e-mail and for the folder, Apprise's for all others."""
    match urlsplit(message.to.url).scheme:
        case "eml":
            return EmlFolder(message, _ASSET)
        case "mailto" | "mailtos":
            return Mail.to(message, _ASSET)
        case _:
            return Apprise.instantiate(message.to.url, asset=_ASSET)


def _notify(service: Any, message: OutgoingMessage) -> bool:
    """One attempt, at once: Apprise would wait 5.5 s between e-mails, and try again where our outbox should."""
    service.request_rate_per_sec = 0
    service.retry = 0
    service.optional = False
    sending = Apprise(servers=[service], asset=_ASSET)
    return bool(
        sending.notify(
            title=message.subject,
            body=message.text,
            body_format=NotifyFormat.TEXT,
            attach=_attachments(message) if service.attachment_support else None,
        )
    )


def _attachments(message: OutgoingMessage) -> AppriseAttachment | None:
    if not message.attachments:
        return None
    held = AppriseAttachment(asset=_ASSET)
    for attachment in message.attachments:
        held.add(AttachMemory(content=attachment.content, name=attachment.name, mimetype=attachment.media_type))
    return held


@contextmanager
def _listening(address: Address) -> Iterator[list[str]]:
    """Hear what Apprise logs while it works, secrets struck out, and keep it out of the log.

    Apprise answers only yes or no; the reason is in its log, where an address with a password could be too.
    """
    heard: list[str] = []
    here = threading.get_ident()

    def hear(record: logging.LogRecord) -> bool:
        if record.thread != here:
            return True
        if record.levelno >= logging.WARNING:
            problem = record.exc_info[1] if record.exc_info else ""
            heard.append(struck_out(f"{record.getMessage()} {problem}".strip(), address))
        return False

    log = logging.getLogger("apprise")
    log.addFilter(hear)
    try:
        yield heard
    finally:
        log.removeFilter(hear)


def _reason(heard: list[str]) -> str:
    return "; ".join(sentence.rstrip(".") for sentence in heard) or "the service gave no reason"
