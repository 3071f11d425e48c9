"""The mailbox channel: messages in a folder of an IMAP mailbox, in bounded batches of bounded sizes.

A message is read without marking it, and moved to a folder of its kind once what came of it is kept; nothing is ever
deleted. What is in a message is `lsp_core.incoming`.
"""

import imaplib
import ssl
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from ipaddress import ip_address
from pathlib import Path
from urllib.parse import parse_qs, unquote, urlsplit

from imap_tools import AND, BaseMailBox, MailBox, MailBoxStartTls, MailBoxUnencrypted, MailMessage
from imap_tools.errors import ImapToolsError

from lsp_core.errors import ChannelError, DeliveryError
from lsp_core.incoming.message import LONGEST_MESSAGE
from lsp_core.messages.addresses import filled
from lsp_core.wording import one_line

MOST_AT_ONCE = 50
"""Messages read in one run; the rest wait for the next."""
SECONDS_TO_ANSWER = 30
PROCESSED = "Processed"
_HOW = (
    "Write LSP_MAILBOX like imaps://returns%40example.org:{secret:IMAP}@imap.example.org/INBOX, with the password in "
    "LSP_SECRET_IMAP."
)


@dataclass(frozen=True)
class Letter:
    """One message as it lies in the mailbox."""

    uid: str
    content: bytes = field(repr=False)
    is_whole: bool
    """False for one too long to be read: then its head is here."""


@dataclass(frozen=True)
class _Where:
    """What the address says. Its parts are for connecting; `shown` is what may be printed."""

    host: str
    port: int
    user: str
    password: str = field(repr=False)
    folder: str
    processed: str
    is_safe: bool
    """Encrypted from the first byte."""
    by_token: bool

    @property
    def shown(self) -> str:
        return f"the mailbox {self.user} on {self.host}"


class Mailbox:
    """A mailbox by its address; nothing is opened until `open` is."""

    def __init__(self, url: str, secrets: Mapping[str, str]) -> None:
        self._where = _read_address(url, secrets)

    @property
    def shown(self) -> str:
        """What may be printed: no secret is in it."""
        return self._where.shown

    @contextmanager
    def open(self) -> Iterator["OpenMailbox"]:
        """A connection for one run; raises `ChannelError` when there is none to be had, or it breaks off."""
        with _said_plainly(self._where):
            mailbox = _connected(self._where)
            try:
                yield OpenMailbox(mailbox, self._where)
            finally:
                _hang_up(mailbox)


class OpenMailbox:
    """A mailbox while a connection to it is open."""

    def __init__(self, mailbox: BaseMailBox, where: _Where) -> None:
        self._mailbox, self._where = mailbox, where
        self._folders: set[str] = set()

    def waiting(self) -> Iterator[Letter]:
        """The messages to be looked at, oldest first, one in memory at a time."""
        for uid in self._mailbox.uids(AND(deleted=False))[:MOST_AT_ONCE]:
            head = next(self._mailbox.fetch(uid_list=uid, mark_seen=False, headers_only=True), None)
            if head is None:  # another run has moved it
                continue
            if head.size_rfc822 > LONGEST_MESSAGE:
                yield Letter(uid, _raw(head), is_whole=False)
                continue
            whole = next(self._mailbox.fetch(uid_list=uid, mark_seen=False), None)
            if whole is not None:
                yield Letter(uid, _raw(whole), is_whole=True)

    def file_away(self, uid: str, folder: str) -> None:
        """Move a message to a folder inside the one for what has been dealt with. Moved already is as good."""
        with _said_plainly(self._where):
            target = f"{self._where.processed}{self._delimiter()}{folder}"
            self._make(self._where.processed)
            self._make(target)
            self._mailbox.move(uid, target)

    def _make(self, folder: str) -> None:
        if folder not in self._folders and not self._mailbox.folder.exists(folder):
            self._mailbox.folder.create(folder)
            self._mailbox.folder.subscribe(folder, True)  # or some mail programs do not show it
        self._folders.add(folder)

    def _delimiter(self) -> str:
        """What stands between a folder and one inside it: / on one server, . on another."""
        return next((one.delim for one in self._mailbox.folder.list(search_args="INBOX") if one.delim), "/")


class _AsItCame(MailMessage):
    """A message with the bytes it came as: what is worked out from them must not depend on how a library would write
    them again."""

    def __init__(self, fetch_data: list[object]) -> None:
        super().__init__(fetch_data)
        self.as_it_came: bytes = self._get_message_data_parts(fetch_data)[0]


def _raw(message: MailMessage) -> bytes:
    return message.as_it_came if isinstance(message, _AsItCame) else b""


def _read_address(url: str, secrets: Mapping[str, str]) -> _Where:
    try:
        parts = urlsplit(filled(url, "the mailbox", secrets).url)
        asked, host, port = parse_qs(parts.query), parts.hostname or "", parts.port
    except (DeliveryError, ValueError) as error:
        remedy = error.remedy if isinstance(error, DeliveryError) else _HOW
        reason = error.reason if isinstance(error, DeliveryError) else "LSP_MAILBOX cannot be understood"
        raise ChannelError(reason, remedy) from None
    if parts.scheme not in ("imap", "imaps") or not host or not parts.username:
        raise ChannelError("LSP_MAILBOX is not the address of a mailbox", _HOW)
    is_safe = parts.scheme == "imaps"
    return _Where(
        host=host,
        port=port or (993 if is_safe else 143),
        user=unquote(parts.username),
        password=_token(asked) or unquote(parts.password or ""),
        folder=unquote(parts.path.strip("/")) or "INBOX",
        processed=asked.get("processed", [PROCESSED])[0],
        is_safe=is_safe,
        by_token=asked.get("auth", [""])[0].casefold() == "xoauth2",
    )


def _token(asked: Mapping[str, list[str]]) -> str:
    """A token from a file, read at every connection: tokens last an hour, and something else renews them."""
    file = asked.get("token_file", [""])[0]
    if not file:
        return ""
    try:
        return Path(file).read_text().strip()
    except OSError as error:
        raise ChannelError(
            f"The file with the mailbox's token cannot be read ({error.strerror})",
            "See that whatever renews the token writes it where token_file in LSP_MAILBOX says.",
        ) from None


def _connected(where: _Where) -> BaseMailBox:
    """A connection, always encrypted unless it stays on this machine."""
    mailbox: BaseMailBox
    if where.is_safe:
        mailbox = MailBox(where.host, where.port, SECONDS_TO_ANSWER, ssl_context=ssl.create_default_context())
    elif _is_this_machine(where.host):
        mailbox = MailBoxUnencrypted(where.host, where.port, SECONDS_TO_ANSWER)
    else:
        context = ssl.create_default_context()
        mailbox = MailBoxStartTls(where.host, where.port, SECONDS_TO_ANSWER, ssl_context=context)
    mailbox.email_message_class = _AsItCame
    try:
        sign_in = mailbox.xoauth2 if where.by_token else mailbox.login
        sign_in(where.user, where.password, initial_folder=where.folder)
    except BaseException:
        _hang_up(mailbox)
        raise
    return mailbox


def _is_this_machine(host: str) -> bool:
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def _hang_up(mailbox: BaseMailBox) -> None:
    try:
        mailbox.logout()
    except (OSError, imaplib.IMAP4.error, ImapToolsError):
        mailbox.client.shutdown()  # a rude goodbye changes nothing


@contextmanager
def _said_plainly(where: _Where) -> Iterator[None]:
    """Whatever goes wrong on the way, in words and without the secret."""
    try:
        yield
    except ssl.SSLError as error:
        raise ChannelError(
            f"There is no safe connection to {where.shown}: {error.reason or type(error).__name__}",
            "Check the server's name and certificate, and that LSP_MAILBOX begins with imaps://.",
        ) from None
    except OSError as error:
        raise ChannelError(
            f"There is no connection to {where.shown}: {error.strerror or type(error).__name__}",
            "Check the server and LSP_MAILBOX; what waits in the mailbox waits there.",
        ) from None
    except (imaplib.IMAP4.error, ImapToolsError) as error:
        raise ChannelError(
            f"The server refused us {where.shown}: {_without(str(error), where.password)}",
            "Check the user, the password or token, and the folder in LSP_MAILBOX. Many servers want an app password "
            "or ?auth=xoauth2; docs/it.md says how. What waits in the mailbox waits there.",
        ) from None


def _without(text: str, secret: str) -> str:
    return one_line(text.replace(secret, "****") if secret else text)[:300]
