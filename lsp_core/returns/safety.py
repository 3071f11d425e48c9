"""What is refused before anything in a file is read, cheapest check first, so that a hostile file costs little.

A refusal says what is wrong with the file and what to send instead. What passes goes to `lsp_core.returns.xlsx_files`
or `lsp_core.returns.csv_files`, which refuse what only shows while reading.
"""

import zlib
from collections.abc import Iterable
from enum import StrEnum
from io import BytesIO
from zipfile import BadZipFile, ZipFile, ZipInfo

from lsp_core.errors import ReturnRefusedError

MEGABYTE = 1024 * 1024
LARGEST_FILE = 5 * MEGABYTE
MOST_PARTS = 500
LARGEST_TOTAL = 60 * MEGABYTE
LARGEST_UNQUESTIONED_PART = MEGABYTE
HIGHEST_RATIO = 100
"""A part over a megabyte that shrank more than this is a bomb; our own sheets shrink about tenfold."""
MOST_TAGS = 1_000_000
"""Opening angle brackets in all parts together: about 200,000 cells, which take some seconds to read."""

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ZIP = b"PK"
_ENCRYPTED = 0x1
_CHUNK = 256 * 1024
_UTF16_MARKS = (b"\xff\xfe", b"\xfe\xff")
_ENTITY_MARKS = tuple(
    mark.encode(encoding) for mark in ("<!DOCTYPE", "<!ENTITY") for encoding in ("utf-8", "utf-16-le", "utf-16-be")
)

SEND_OURS = "Fill in the workbook we sent you and send that, saved as .xlsx."
SAVE_AS_XLSX = "Open it in Excel or LibreOffice, save it as an Excel workbook (.xlsx) and send that."


class FileKind(StrEnum):
    """What can be read."""

    XLSX = "xlsx"
    CSV = "csv"


def check_file(content: bytes) -> FileKind:
    """What kind of file this is, by its own bytes whatever its name says; refused when it cannot be a return."""
    if len(content) > LARGEST_FILE:
        raise ReturnRefusedError(
            f"The file is larger than {LARGEST_FILE // MEGABYTE} MB", f"A return is far smaller. {SEND_OURS}"
        )
    if not content.strip():
        raise ReturnRefusedError("The file is empty", f"Save the workbook again and check its size. {SEND_OURS}")
    if content.startswith(_OLE):
        _refuse_ole(content)
    if content.startswith(_ZIP):
        _check_zip(content)
        return FileKind.XLSX
    _check_text(content)
    return FileKind.CSV


def _refuse_ole(content: bytes) -> None:
    """The old container holds an old .xls, or a new workbook locked with a password; it names its streams in UTF-16."""
    if "EncryptedPackage".encode("utf-16-le") in content:
        raise ReturnRefusedError(
            "The workbook has a password, so we cannot open it",
            "Take the password off (File, Info, Protect Workbook, Encrypt with Password, clear the box) and send it.",
        )
    raise ReturnRefusedError("The file is an old Excel workbook (.xls), or has a password", SAVE_AS_XLSX)


def _check_text(content: bytes) -> None:
    start = content.lstrip(b"\xef\xbb\xbf \t\r\n")[:200].lower()
    if start.startswith((b"<", b"%pdf", b"{\\rtf")):
        kind = "PDF" if start.startswith(b"%pdf") else "web page or document"
        raise ReturnRefusedError(f"The file is a {kind}, whatever its name says", SAVE_AS_XLSX)
    if b"\x00" in content and not content.startswith(_UTF16_MARKS):
        raise ReturnRefusedError("The file is neither an Excel workbook nor a CSV file", SEND_OURS)


def _check_zip(content: bytes) -> None:
    """Look at the list of parts, inflate nothing; then look through the parts in pieces for what no workbook needs."""
    try:
        with ZipFile(BytesIO(content)) as archive:
            parts = archive.infolist()
            _check_sizes(parts)
            _check_parts(parts)
            _check_marks(archive, parts)
    except (BadZipFile, zlib.error, EOFError, OSError, ValueError, NotImplementedError, RuntimeError):
        raise _damaged() from None


def _damaged() -> ReturnRefusedError:
    return ReturnRefusedError(
        "The workbook is damaged or was cut short on its way", "Open it, save it again and send it again."
    )


def _check_sizes(parts: list[ZipInfo]) -> None:
    if len(parts) > MOST_PARTS:
        raise ReturnRefusedError(f"The workbook has {len(parts)} parts, far more than a return has", SEND_OURS)
    if sum(part.file_size for part in parts) > LARGEST_TOTAL:
        raise ReturnRefusedError("The workbook unpacks to far more than a return holds", SEND_OURS)
    for part in parts:
        if part.file_size > LARGEST_UNQUESTIONED_PART and part.file_size > HIGHEST_RATIO * max(part.compress_size, 1):
            raise ReturnRefusedError("The workbook unpacks to far more than a return holds", SEND_OURS)


def _check_parts(parts: list[ZipInfo]) -> None:
    names = {part.filename.casefold() for part in parts}
    if any(part.flag_bits & _ENCRYPTED for part in parts):
        raise ReturnRefusedError("The file has a password, so we cannot open it", "Take the password off and send it.")
    if any(name.endswith("vbaproject.bin") for name in names):
        raise ReturnRefusedError(
            "The workbook has macros in it, and we open no file with macros",
            "Save it as an Excel workbook without macros (.xlsx) and send that.",
        )
    if "content.xml" in names and "mimetype" in names:
        raise ReturnRefusedError("The file is an OpenDocument file", SAVE_AS_XLSX)
    if "xl/workbook.bin" in names:
        raise ReturnRefusedError("The file is an Excel binary workbook (.xlsb)", SAVE_AS_XLSX)
    if "[content_types].xml" not in names:
        raise ReturnRefusedError("The file is a zip folder, not a workbook", _out_of_the_zip(names))
    if not any(name.startswith("xl/") for name in names):
        raise ReturnRefusedError("The file is a document, not a workbook", SEND_OURS)


def _out_of_the_zip(names: Iterable[str]) -> str:
    if any(name.endswith((".xlsx", ".csv")) for name in names):
        return "Take the workbook out of the zip folder and send it by itself."
    return SEND_OURS


def _check_marks(archive: ZipFile, parts: list[ZipInfo]) -> None:
    """Count tags and look for entities, a piece at a time: neither needs the part in memory."""
    tags = 0
    overlap = max(len(mark) for mark in _ENTITY_MARKS)
    for part in parts:
        with archive.open(part) as stream:
            before = b""
            while piece := stream.read(_CHUNK):
                tags += piece.count(b"<")
                _refuse_entities(before + piece)
                before = piece[-overlap:]
        if tags > MOST_TAGS:
            raise ReturnRefusedError("The workbook holds far more than a return does", SEND_OURS)


def _refuse_entities(piece: bytes) -> None:
    if any(mark in piece for mark in _ENTITY_MARKS):
        raise ReturnRefusedError("The workbook defines entities, which no spreadsheet program writes", SEND_OURS)
