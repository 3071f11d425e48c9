"""What is refused before anything in a file is read, cheapest check first, so that a hostile file costs little.

By its size, then by its first bytes; what is in a zip is looked at in `lsp_core.returns.zip_safety`. What passes goes
to the reader of its form, which refuses what only shows while reading. The reasons are `lsp_core.returns.refusals`.
"""

from enum import StrEnum

from lsp_core.errors import ReturnRefusedError
from lsp_core.returns import refusals
from lsp_core.returns.zip_safety import check_zip

MEGABYTE = 1024 * 1024
LARGEST_FILE = 5 * MEGABYTE

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ZIP = b"PK"
_UTF16_MARKS = (b"\xff\xfe", b"\xfe\xff")
_LOOKED_AT = 400
"""Bytes from the start of a text by which a page or a letter shows itself."""


class FileKind(StrEnum):
    """What can be read."""

    XLSX = "xlsx"
    XLS = "xls"
    ODS = "ods"
    CSV = "csv"


OTHER_KINDS = (
    (b"%pdf", "a PDF"),
    (b"{\\rtf", "a Word document"),
    (b"\x89png", "a picture"),
    (b"\xff\xd8\xff", "a picture"),
    (b"gif8", "a picture"),
    (b"<!doctype html", "a web page"),
    (b"<html", "a web page"),
    (b"<?xml", "a web page or XML document"),
    (b"<", "a web page or XML document"),
    (b"[internetshortcut]", "a link and not the workbook itself"),
    (b'{"url"', "a link and not the workbook itself"),
    (b"mz\x90", "a program"),
    (b"rar!", "a folder packed by RAR"),
    (b"7z\xbc\xaf\x27\x1c", "a folder packed by 7-Zip"),
    (b"\x1f\x8b", "a packed file"),
    (b"received: ", "an e-mail"),
    (b"return-path: ", "an e-mail"),
    (b"mime-version: ", "an e-mail"),
)
"""How files begin that people send by mistake, in lower case."""


def check_file(content: bytes, sent_in: bool = True) -> FileKind:
    """What kind of file this is, by its own bytes whatever its name says; refused when it cannot be a return.

    A zip may hold anything: whoever gets `XLSX` or `ODS` has had it looked through. Macros are never run; a file with
    macros is refused all the same when a stranger has `sent` it `in`, because it goes back to them and on to others.
    """
    if len(content) > LARGEST_FILE:
        raise refusals.TOO_LARGE.error(megabytes=LARGEST_FILE // MEGABYTE)
    if not content.strip():
        raise refusals.EMPTY.error()
    if content.startswith(_OLE):
        return _old_container(content, sent_in)
    if content.startswith(_ZIP):
        return FileKind(check_zip(content, sent_in))
    _check_text(content)
    return FileKind.CSV


def _old_container(content: bytes, sent_in: bool) -> FileKind:
    """The old container holds an old .xls, a new workbook locked with a password, or something else altogether; it
    names what it holds in UTF-16."""
    if _names(content, "EncryptedPackage"):
        raise refusals.PASSWORD.error()
    kind = next((kind for name, kind in _OLD_KINDS if _names(content, name)), None)
    if kind:
        raise refusals.ANOTHER_KIND.error(kind=kind)
    if sent_in and _names(content, "_VBA_PROJECT_CUR"):
        raise refusals.MACROS.error()
    if _names(content, "Workbook") or _names(content, "Book"):
        return FileKind.XLS
    raise refusals.CUT_SHORT.error()


_OLD_KINDS = (
    ("WordDocument", "a Word document"),
    ("PowerPoint Document", "a PowerPoint presentation"),
    ("__properties_version1.0", "an e-mail"),
)


def _names(content: bytes, name: str) -> bool:
    """Whether the old container names something, which it does in UTF-16."""
    return name.encode("utf-16-le") in content


def _check_text(content: bytes) -> None:
    start = content.lstrip(b"\xef\xbb\xbf \t\r\n")[:_LOOKED_AT].lower()
    kind = next((kind for beginning, kind in OTHER_KINDS if start.startswith(beginning)), None)
    if kind:
        raise refusals.ANOTHER_KIND.error(kind=kind)
    if b"\x00" in content and not content.startswith(_UTF16_MARKS):
        raise _neither()


def _neither() -> ReturnRefusedError:
    return refusals.NO_SPREADSHEET.error(kind="neither an Excel workbook nor a CSV file")
