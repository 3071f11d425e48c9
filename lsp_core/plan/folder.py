"""The plan's folder: which files are in it, and their bytes as text, however Excel or an editor saved them.

Nothing here looks at what the text says; that is `lsp_core.plan.reading`.
"""

import codecs
import hashlib
from collections.abc import Mapping
from pathlib import Path

from lsp_core.errors import PlanError
from lsp_core.plan.files import FILE_NAMES, FILES
from lsp_core.plan.written import closest

LARGEST_FILE = 5_000_000
"""Bytes. A plan's tables are a few thousand bytes; anything near this is not one."""
WORKBOOK_OR_ZIP = b"PK\x03\x04"


def read_folder(folder: Path) -> dict[str, str]:
    """The text of each of the plan's files by name; raises `PlanError` with everything that keeps them from being read.

    Line ends come out as `\\n` and byte order marks are left off, so that the same plan reads the same on any machine.
    """
    if not folder.is_dir():
        raise PlanError(
            f"There is no folder {folder}", f"Write a commented example there with `lsp init {folder}`, then edit it."
        )
    mistakes = _missing(folder)
    texts: dict[str, str] = {}
    for name in FILE_NAMES:
        if (folder / name).is_file():
            _read_into(texts, folder / name, mistakes)
    if mistakes:
        raise PlanError(
            f"The plan in {folder} cannot be read",
            "`lsp init DIR` writes a complete, commented example to compare with.",
            tuple(mistakes),
        )
    return texts


def plan_digest(files: Mapping[str, str]) -> str:
    """A fingerprint of the files: the same names and texts always give the same one, in whatever order they come."""
    digest = hashlib.sha256()
    for name in sorted(files):
        for part in (name.encode(), files[name].encode()):
            digest.update(f"{len(part)}:".encode())
            digest.update(part)
    return digest.hexdigest()


def _missing(folder: Path) -> list[str]:
    """Files that must be there and are not, and files that look like a misspelling of one that is not there."""
    present = sorted(path.name for path in folder.iterdir() if path.is_file())
    absent = [name for name in FILE_NAMES if name not in present]
    misspelt = {meant: name for name in present if name not in FILE_NAMES and (meant := closest(name, absent))}
    mistakes = []
    for file in FILES:
        if file.name in misspelt:
            mistakes.append(f"{misspelt[file.name]}:1:1: this is not a file of the plan; did you mean {file.name}?")
        elif file.name in absent and file.required:
            mistakes.append(f"{file.name}:1:1: the file is missing; it declares {file.purpose}")
    return mistakes


def _read_into(texts: dict[str, str], path: Path, mistakes: list[str]) -> None:
    if path.stat().st_size > LARGEST_FILE:
        megabytes = LARGEST_FILE // 1_000_000
        mistakes.append(f"{path.name}:1:1: the file is larger than {megabytes} MB; a plan's files are far smaller")
        return
    try:
        texts[path.name] = decoded(path.read_bytes())
    except UnicodeError:
        mistakes.append(f"{path.name}:1:1: the file is not text; {_save_as(path.name)}")
    except OSError as trouble:
        mistakes.append(f"{path.name}:1:1: the file cannot be opened ({trouble.strerror}); close it elsewhere")


def _save_as(name: str) -> str:
    if name.endswith(".csv"):
        return "in Excel, save it as 'CSV UTF-8 (Comma delimited)'"
    return "save it from a text editor, in UTF-8"


def decoded(content: bytes) -> str:
    """Bytes as text: UTF-8 or UTF-16 by their mark, else UTF-8, else what older Excel writes (Windows-1252).

    UTF-16 is never guessed, because any bytes can be read as it. Raises `UnicodeError` for what is no text at all.
    """
    if content.startswith(WORKBOOK_OR_ZIP):
        raise UnicodeError
    if content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return with_line_feeds(content.decode("utf-16"))
    try:
        return with_line_feeds(content.decode("utf-8-sig"))
    except UnicodeDecodeError:
        return with_line_feeds(content.decode("cp1252"))


def with_line_feeds(text: str) -> str:
    """Some text with `\\n` at the end of every line, however the machine it was typed on ends them."""
    return text.replace("\r\n", "\n").replace("\r", "\n")
