"""What is refused in a zip before any of it is parsed: first by the list of its parts, then by looking through them in
pieces, so that nothing is unpacked into memory.

Both new forms of workbook are zips of XML, and so are half the files sent by mistake.
"""

import zlib
from collections import Counter
from collections.abc import Iterable
from io import BytesIO
from typing import Literal
from zipfile import BadZipFile, ZipFile, ZipInfo

from lsp_core.returns import refusals
from lsp_core.returns.refusals import SEND_OURS

MEGABYTE = 1024 * 1024
MOST_PARTS = 500
LARGEST_TOTAL = 60 * MEGABYTE
LARGEST_UNQUESTIONED_PART = MEGABYTE
HIGHEST_RATIO = 100
"""A part over a megabyte that shrank more than this is a bomb; our own sheets shrink about tenfold."""
MOST_TAGS = 1_000_000
"""Opening angle brackets in all parts together: about 200,000 cells, which take some seconds to read."""

_ENCRYPTED = 0x1
_CHUNK = 256 * 1024
_ENTITY_MARKS = tuple(
    mark.encode(encoding) for mark in ("<!DOCTYPE", "<!ENTITY") for encoding in ("utf-8", "utf-16-le", "utf-16-be")
)
_SPREADSHEET = b"application/vnd.oasis.opendocument.spreadsheet"
_LONGEST_MIMETYPE = 200
_MACRO_FOLDERS = ("basic/", "scripts/")
_FILES_PEOPLE_ZIP = (".xlsx", ".xls", ".ods", ".csv", ".xlsm")


def check_zip(content: bytes, sent_in: bool) -> Literal["xlsx", "ods"]:
    """Which form of workbook a zip is; refused when it is none, or none that we would open."""
    try:
        with ZipFile(BytesIO(content)) as archive:
            parts = archive.infolist()
            _check_sizes(parts)
            kind = _kind_of(archive, parts)
            if sent_in and any(_is_macro(part.filename.casefold()) for part in parts):
                raise refusals.MACROS.error()
            _check_marks(archive, parts)
            return kind
    except (BadZipFile, zlib.error, EOFError, OSError, ValueError, LookupError, NotImplementedError, RuntimeError):
        raise refusals.CUT_SHORT.error() from None


def _check_sizes(parts: list[ZipInfo]) -> None:
    if len(parts) > MOST_PARTS:
        raise refusals.TOO_MUCH.error(does=f"has {len(parts)} parts, which is far")
    if sum(part.file_size for part in parts) > LARGEST_TOTAL:
        raise refusals.TOO_MUCH.error(does="unpacks to far")
    for part in parts:
        if part.file_size > LARGEST_UNQUESTIONED_PART and part.file_size > HIGHEST_RATIO * max(part.compress_size, 1):
            raise refusals.TOO_MUCH.error(does="unpacks to far", where=part.filename)


def _kind_of(archive: ZipFile, parts: list[ZipInfo]) -> Literal["xlsx", "ods"]:
    names = Counter(part.filename.casefold() for part in parts)
    if any(part.flag_bits & _ENCRYPTED for part in parts):
        raise refusals.PASSWORD.error()
    if "content.xml" in names and "mimetype" in names:
        _check_open_document(archive)
        kind: Literal["xlsx", "ods"] = "ods"
    else:
        _check_excel(names)
        kind = "xlsx"
    twice = next((part.filename for part in parts if names[part.filename.casefold()] > 1), None)
    if twice:  # which of two parts of one name a program reads is anybody's guess
        raise refusals.CUT_SHORT.error(where=twice)
    return kind


def _is_macro(name: str) -> bool:
    return name.endswith("vbaproject.bin") or (name.startswith(_MACRO_FOLDERS) and not name.endswith("/"))


def _check_excel(names: Iterable[str]) -> None:
    names = set(names)
    if any(name.endswith(".iwa") or name == "index.zip" for name in names):
        raise refusals.ANOTHER_KIND.error(kind="a Numbers, Pages or Keynote file from a Mac")
    if "xl/workbook.bin" in names:
        raise refusals.ANOTHER_KIND.error(kind="an Excel binary workbook (.xlsb)")
    if "[content_types].xml" not in names:
        raise _zip_folder(names)
    if not any(name.startswith("xl/") for name in names):
        raise refusals.ANOTHER_KIND.error(kind="a document and not a workbook")


def _zip_folder(names: Iterable[str]) -> Exception:
    inside = sum(name.endswith(_FILES_PEOPLE_ZIP) for name in names)
    if inside == 1:
        what, remedy = "one workbook", "Take the workbook out of the zip folder and send it by itself."
    elif inside:
        what, remedy = f"{inside} workbooks", "Take the workbooks out of the zip folder and send each by itself."
    else:
        what, remedy = "no workbook", SEND_OURS
    return refusals.ZIP_FOLDER.error(what=what, remedy=remedy)


def _check_open_document(archive: ZipFile) -> None:
    with archive.open("mimetype") as stream:
        declared = stream.read(_LONGEST_MIMETYPE)
    if not declared.strip().startswith(_SPREADSHEET):
        raise refusals.ANOTHER_KIND.error(kind="an OpenDocument file, but no spreadsheet")
    manifest = next((name for name in archive.namelist() if name.casefold() == "meta-inf/manifest.xml"), None)
    if manifest:
        with archive.open(manifest) as stream:
            if b"encryption-data" in stream.read(MEGABYTE):
                raise refusals.PASSWORD.error()


def _check_marks(archive: ZipFile, parts: list[ZipInfo]) -> None:
    """Count tags and look for entities, a piece at a time: neither needs the part in memory."""
    tags = 0
    overlap = max(len(mark) for mark in _ENTITY_MARKS)
    for part in parts:
        with archive.open(part) as stream:
            before = b""
            while piece := stream.read(_CHUNK):
                tags += piece.count(b"<")
                if any(mark in before + piece for mark in _ENTITY_MARKS):
                    raise refusals.ENTITIES.error(where=part.filename)
                before = piece[-overlap:]
        if tags > MOST_TAGS:
            raise refusals.TOO_MUCH.error(does="holds far", where=part.filename)
