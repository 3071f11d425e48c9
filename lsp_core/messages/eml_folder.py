"""A folder instead of a mail server: every message becomes an `.eml` file that any mail program opens.

It is how a laptop starts, so that nobody is mailed by accident. Its address is what `addresses.folder_url` makes.
"""

import hashlib
import re
import secrets
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit
from urllib.request import url2pathname

from apprise import NotifyBase, NotifyFormat

from lsp_core.errors import DeliveryError
from lsp_core.messages.outgoing import OutgoingMessage, as_email

_NOT_IN_FILE_NAMES = re.compile(r'[<>:"/\\|?*\x00-\x1f]')
_LONGEST_NAME = 120
"""Characters; file systems allow 255 bytes, and people have to read it."""


class EmlFolder(NotifyBase):  # type: ignore[misc]
    """Apprise's way to the folder, made for one message."""

    service_name = "Folder of e-mail files"
    notify_format = NotifyFormat.TEXT
    attachment_support = True

    def __init__(self, message: OutgoingMessage, asset: Any) -> None:
        super().__init__(asset=asset)
        self.message = message
        self.failure: DeliveryError | None = None

    def send(self, body: str, title: str = "", **_: Any) -> bool:
        """Write the file; True when it is there."""
        try:
            write_eml(self.message)
        except OSError as problem:
            self.failure = DeliveryError(
                f"The e-mail for {self.message.to.shown} cannot be written to the outbox folder: "
                f"{problem.strerror or problem}",
                "Set LSP_OUTBOX to a folder that can be written to, then send again; nothing is lost.",
            )
        return self.failure is None

    def url(self, privacy: bool = False, *_: Any, **__: Any) -> str:
        """There is nothing private in the name of a folder."""
        return self.message.to.url


def write_eml(message: OutgoingMessage) -> Path:
    """Write one message into the folder its address names, whole or not at all. The same message on the same day takes
    the place of the one before."""
    parts = urlsplit(message.to.url)
    folder = Path(url2pathname(parts.netloc + parts.path))
    recipient = parse_qs(parts.query).get("to", [message.reply_to])[0]
    folder.mkdir(parents=True, exist_ok=True)
    file = folder / file_name(message)
    _write_whole(file, as_email(message, message.reply_to, recipient).as_bytes())
    return file


def file_name(message: OutgoingMessage) -> str:
    """A name that sorts by day and says what it is: `2023-07-03 request 2023-24 Q1 COUNCIL to sam.eml`."""
    name = _NOT_IN_FILE_NAMES.sub("", f"{message.sent_at:%Y-%m-%d} {message.key}")
    if len(name) > _LONGEST_NAME:
        digest = hashlib.sha256(message.key.encode()).hexdigest()[:8]
        name = f"{name[:_LONGEST_NAME].rstrip()} {digest}"
    return f"{name}.eml"


def _write_whole(file: Path, content: bytes) -> None:
    """A reader sees the whole file or none: it is written beside its place and moved there."""
    unfinished = file.with_name(f".unfinished-{secrets.token_hex(8)}")
    try:
        unfinished.write_bytes(content)
        unfinished.replace(file)
    except OSError:
        unfinished.unlink(missing_ok=True)
        raise
