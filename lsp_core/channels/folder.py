"""The folder channel: a folder on this machine, on the network, or at any address fsspec knows.

A file is read only when it is whole. Once it has been kept it is moved out of the way, never deleted and never over
another. What is in the file is `lsp_core.returns.reading`.
"""

import logging
import re
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import PurePath
from typing import Any
from urllib.parse import urlsplit, urlunsplit

import fsspec

from lsp_core.errors import ChannelError
from lsp_core.returns.safety import LARGEST_FILE

PROCESSED = "processed"
REFUSED = "refused"
"""The folders inside the inbox that a file can be moved to."""

HALF_WRITTEN = (".tmp", ".part", ".partial", ".crdownload", ".filepart", ".download")
_NOT_THEIRS = ("~$", ".", "~")
"""How the files begin that programs keep beside a document: Excel's lock, hidden files, backups."""
_LONGEST_NAME = 100

_logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class Arrival:
    """One file, as it was found."""

    name: str
    """Its name without any folder. Chosen by the sender: for showing and for finding the request, never for a path."""
    content: bytes
    """The file; of one too large to be a return, only so much that it will be refused."""
    arrived_at: datetime
    """When it was last changed, as far as the place says; aware."""
    path: str
    """Where it lies, in the place's own terms."""


class Folder:
    """An inbox: `inbox`, `/srv/returns`, `sftp://server/returns`, `memory://returns`."""

    def __init__(self, url: str) -> None:
        self._shown = _without_secrets(url)
        try:
            self._place, root = fsspec.url_to_fs(url)
        except ImportError as error:
            raise ChannelError(
                f"Returns cannot be fetched from {self._shown}: {error}",
                "Install what is named, or use a local folder.",
            ) from None
        except ValueError:
            raise ChannelError(
                f"{self._shown} is not an address we can fetch returns from",
                "Give a folder, such as /srv/returns, or an address such as sftp://server/returns.",
            ) from None
        self._root = str(root).rstrip("/")

    def waiting(self) -> list[Arrival]:
        """The files to be looked at, oldest first and then by name.

        Leaves out sub-folders, hidden and half-written files, and any file that cannot be read just now: it is logged,
        stays where it is, and does not stop the others.
        """
        arrivals = [self._arrival(found) for found in self._listing() if _is_a_return(found)]
        return sorted(
            (arrival for arrival in arrivals if arrival is not None),
            key=lambda arrival: (arrival.arrived_at, arrival.name),
        )

    def file_away(self, arrival: Arrival, folder: str) -> str | None:
        """Move a file to `processed` or `refused`, and say where it is now.

        None when there was nothing to move: somebody else has moved it already, or it has been replaced since it was
        read, in which case the new file waits its turn.
        """
        if folder not in (PROCESSED, REFUSED):
            raise ValueError(f"{folder!r} is not a folder that files are moved to")
        try:
            if not self._is_as_read(arrival):
                return None
            target = self._free_place(arrival, folder)
            self._place.mv(arrival.path, target)
        except FileNotFoundError:
            return None
        except OSError as error:
            raise ChannelError(
                f"{arrival.name} could not be moved to the folder {folder!r} in {self._shown}: {_plain(error)}",
                "Check that the folder can be written to; the file is looked at again until it has been moved.",
            ) from None
        return target

    def _listing(self) -> list[dict[str, Any]]:
        try:
            self._place.invalidate_cache()
            return list(self._place.ls(self._root, detail=True))
        except (FileNotFoundError, NotADirectoryError):
            raise ChannelError(
                f"The folder {self._shown} is not there", "Make it, or correct LSP_INBOX; nothing has been lost."
            ) from None
        except OSError as error:
            raise ChannelError(
                f"The folder {self._shown} cannot be opened: {_plain(error)}",
                "Check that it can be reached and read; nothing has been lost.",
            ) from None

    def _arrival(self, found: dict[str, Any]) -> Arrival | None:
        """Read one file; None when it cannot be read, or is still being written."""
        path = str(found["name"])
        try:
            with self._place.open(path, "rb") as stream:
                content = stream.read(LARGEST_FILE + 1)
            arrived_at = self._changed_at(path)
        except OSError as error:
            _logger.warning("%s could not be read and stays in the inbox: %s", _name(path), _plain(error))
            return None
        if len(content) != min(found["size"], LARGEST_FILE + 1):
            _logger.info("%s is still being written and is left for the next time", _name(path))
            return None
        return Arrival(_name(path), content, arrived_at, path)

    def _changed_at(self, path: str) -> datetime:
        """When a file was last changed; now, where the place does not keep it."""
        try:
            changed: datetime = self._place.modified(path)
        except NotImplementedError:
            return datetime.now(UTC)
        return changed if changed.tzinfo else changed.replace(tzinfo=UTC)

    def _is_as_read(self, arrival: Arrival) -> bool:
        """Whether the file is the one that was read, and not a newer one under the same name."""
        with self._place.open(arrival.path, "rb") as stream:
            content: bytes = stream.read(LARGEST_FILE + 1)
        return content == arrival.content

    def _free_place(self, arrival: Arrival, folder: str) -> str:
        """A path that nothing is at. The time and the content are in the name, so that no two files want the same."""
        parent = f"{self._root}/{folder}"
        self._place.makedirs(parent, exist_ok=True)
        name = PurePath(_safe(arrival.name))
        digest = sha256(arrival.content).hexdigest()[:8]
        stem = f"{parent}/{name.stem} {arrival.arrived_at:%Y-%m-%d %H%M%S} {digest}"
        target, copy = f"{stem}{name.suffix}", 1
        while self._place.exists(target):
            copy += 1
            target = f"{stem} ({copy}){name.suffix}"
        return target


def _is_a_return(found: dict[str, Any]) -> bool:
    name = _name(str(found["name"]))
    return (
        found["type"] == "file"
        and bool(found["size"])
        and not name.startswith(_NOT_THEIRS)
        and not name.casefold().endswith(HALF_WRITTEN)
    )


def _name(path: str) -> str:
    return path.replace("\\", "/").rsplit("/", 1)[-1]


def _safe(name: str) -> str:
    """A name that is only a name, on any kind of disk."""
    plain = re.sub(r"[^\w ().,-]+", "_", name).strip(" .")
    path = PurePath(plain or "return")
    return path.stem[:_LONGEST_NAME] + path.suffix[:10]


def _plain(error: OSError) -> str:
    """What went wrong, without the paths and numbers of the machine."""
    return error.strerror or type(error).__name__


def _without_secrets(url: str) -> str:
    """The address as it may be shown: a name and password in it are left out."""
    parts = urlsplit(url)
    if "@" not in parts.netloc:
        return url
    return urlunsplit(parts._replace(netloc=parts.netloc.rsplit("@", 1)[1]))
