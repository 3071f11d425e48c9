"""A mail server, by SMTP. Apprise reads the address (server, port, encryption, credentials); the e-mail is ours.

Apprise's own plug-in keeps to itself which recipient was refused and why, and gives every attempt a new Message-ID;
everything else about it is kept.
"""

import contextlib
import smtplib
import socket
import ssl
from typing import Any

from apprise import NotifyFormat
from apprise.plugins.email.base import PGP_MODE_DEFAULT, NotifyEmail
from apprise.plugins.email.common import SecureMailMode

from lsp_core.errors import DeliveryError
from lsp_core.messages.outgoing import OutgoingMessage, as_email

SECONDS_TO_ANSWER = 20
"""How long the server may take over any one step."""
_FIRST_PERMANENT = 500


class Mail(NotifyEmail):  # type: ignore[misc]
    """Apprise's way to a mail server, made for one message to one recipient."""

    notify_format = NotifyFormat.TEXT

    def __init__(self, message: OutgoingMessage, **parsed: Any) -> None:
        super().__init__(**{**parsed, "format": NotifyFormat.TEXT})
        self.message = message
        self.failure: DeliveryError | None = None

    @classmethod
    def to(cls, message: OutgoingMessage, asset: Any) -> "Mail":
        """The way to the server that a message's address names; raises `DeliveryError` when it cannot be understood."""
        parsed = cls.parse_url(message.to.url)
        try:
            if not parsed:
                raise TypeError
            mail = cls(message, asset=asset, **parsed)
        except TypeError:
            raise DeliveryError(
                f"The mail server's address for {message.to.shown} cannot be understood",
                "Write LSP_MAIL_URL like mailto://smtp.example.org:25?from=team@example.org, or "
                "mailtos://user:{secret:SMTP}@smtp.example.org?from=team@example.org.",
            ) from None
        mail.check_one_recipient()
        return mail

    def check_one_recipient(self) -> None:
        """Refuse what we would otherwise leave undone without a word: other recipients, and encryption of the text."""
        if len(self.targets) != 1 or self.cc or self.bcc:
            raise DeliveryError(
                f"The address for {self.message.to.shown} has more than one recipient, or none",
                "Give one recipient and no cc or bcc, so that one refusal never repeats another's message.",
            )
        if self.pgp_mode != PGP_MODE_DEFAULT:
            raise DeliveryError(
                f"The address for {self.message.to.shown} asks for PGP, which we do not do",
                "Take pgp and wkd out of the address; use mailtos:// to encrypt the way to the server.",
            )

    def send(self, body: str, title: str = "", **_: Any) -> bool:
        """Hand the message to the server; True when the server has taken it."""
        try:
            self._submit()
        except (OSError, smtplib.SMTPException) as problem:
            self.failure = explained(problem, f"{self.smtp_host}:{self.port}", self.targets[0][1])
        return self.failure is None

    def _submit(self) -> None:
        name, from_address = self.from_addr
        to_address = self.targets[0][1]
        email = as_email(self.message, from_address, to_address, "" if name in (False, self.app_id) else name)
        server = self._connected()
        try:
            server.send_message(email, from_address, [to_address])
        finally:
            with contextlib.suppress(OSError, smtplib.SMTPException):
                server.quit()  # the message is taken or refused by now; a rude goodbye changes nothing

    def _connected(self) -> smtplib.SMTP:
        """A connection, encrypted and logged in to as the address says."""
        if self.secure_mode == SecureMailMode.SSL:
            server: smtplib.SMTP = smtplib.SMTP_SSL(
                self.smtp_host, self.port, timeout=SECONDS_TO_ANSWER, context=self._trusting()
            )
        else:
            server = smtplib.SMTP(self.smtp_host, self.port, timeout=SECONDS_TO_ANSWER)
        try:
            if self.secure_mode == SecureMailMode.STARTTLS:
                server.starttls(context=self._trusting())
            if self.user and self.password:
                server.login(self.user, self.password)
        except (OSError, smtplib.SMTPException):
            server.close()
            raise
        return server

    def _trusting(self) -> ssl.SSLContext:
        context = ssl.create_default_context()
        if not self.verify_certificate:
            context.check_hostname = False
            context.verify_mode = ssl.CERT_NONE
        return context


def explained(problem: Exception, server: str, recipient: str) -> DeliveryError:
    """What went wrong between us and the server, in words, with what to do about it."""
    match problem:
        case smtplib.SMTPRecipientsRefused():
            code, said = next(iter(problem.recipients.values()))
            if code >= _FIRST_PERMANENT:
                remedy = "Correct the address in people.yaml and load the plan, then send again."
            else:
                remedy = "The server may take it later; it will be tried again at the next run."
            return DeliveryError(f"The mail server refused {recipient}: {code} {_text(said)}", remedy)
        case smtplib.SMTPAuthenticationError():
            return DeliveryError(
                f"The mail server {server} did not accept the user name and password: {problem.smtp_code}",
                "Correct LSP_MAIL_URL or the secret it names. Many servers no longer take passwords: ask for an "
                "internal relay, or use o365:// for Microsoft 365.",
            )
        case smtplib.SMTPResponseException():
            return DeliveryError(
                f"The mail server {server} did not take the message for {recipient}: "
                f"{problem.smtp_code} {_text(problem.smtp_error)}",
                "Ask whoever runs the mail server; the message is kept and will be tried again.",
            )
        case ssl.SSLError():
            return DeliveryError(
                f"There is no safe connection to the mail server {server}: {problem.reason or problem}",
                "Check the server's name and certificate, and whether LSP_MAIL_URL should say mailto:// or mailtos://.",
            )
        case socket.gaierror() | ConnectionError() | TimeoutError() | smtplib.SMTPServerDisconnected():
            return DeliveryError(
                f"The mail server {server} cannot be reached: {_cause(problem)}",
                "Check the server and LSP_MAIL_URL; the message is kept and will be tried again at the next run.",
            )
    return DeliveryError(
        f"The message for {recipient} could not be handed to {server}: {_cause(problem)}",
        "The message is kept and will be tried again at the next run.",
    )


def _text(said: bytes | str) -> str:
    return said.decode("utf-8", "replace") if isinstance(said, bytes) else said


def _cause(problem: Exception) -> str:
    return (getattr(problem, "strerror", None) or str(problem) or type(problem).__name__).lower()
