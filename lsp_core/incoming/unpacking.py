"""Which attachments are returns: spreadsheets and CSV files, taken out of a zip folder where they are in one.

Pictures in a signature, letters and PDFs are left out. Whether a file can be read is not decided here: one that looks
like a return and is none gets an answer that says so (`lsp_core.returns.safety`).
"""

import zlib
from io import BytesIO
from pathlib import PurePath
from zipfile import BadZipFile, ZipFile, ZipInfo

from lsp_core.incoming.message import Attached, IncomingMail
from lsp_core.returns.safety import LARGEST_FILE

RETURN_ENDINGS = (".xlsx", ".xlsm", ".xlsb", ".xls", ".ods", ".csv", ".tsv")
RETURN_TYPES = (
    "text/csv",
    "application/vnd.ms-excel",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "application/vnd.oasis.opendocument.spreadsheet",
)
ZIP_TYPES = ("application/zip", "application/x-zip-compressed")
MOST_IN_ZIP = 20
LARGEST_UNPACKED = 4 * LARGEST_FILE
_ENCRYPTED = 0x1
_NAMELESS = "attachment"


def returns_in(mail: IncomingMail) -> tuple[Attached, ...]:
    """The files in a message that are, or should be, returns; the same file twice is one."""
    found = [file for one in mail.attached for file in _out_of(one)]
    return tuple({file.content: file for file in reversed(found)}.values())[::-1]


def _out_of(one: Attached) -> list[Attached]:
    if _is_zip_folder(one):
        return _unpacked(one)
    return [_named(one)] if one.content and _looks_like_return(one.name, one.media_type) else []


def _looks_like_return(name: str, media_type: str = "") -> bool:
    return name.casefold().endswith(RETURN_ENDINGS) or media_type.casefold() in RETURN_TYPES


def _is_zip_folder(one: Attached) -> bool:
    is_zip = one.name.casefold().endswith(".zip") or one.media_type in ZIP_TYPES
    return is_zip and one.content.startswith(b"PK") and not _looks_like_return(one.name)


def _named(one: Attached) -> Attached:
    return one if one.name else Attached(_NAMELESS, one.media_type, one.content)


def _unpacked(folder: Attached) -> list[Attached]:
    """The returns in a zip folder; the folder itself where it may not or cannot be opened, so that its sender hears."""
    try:
        with ZipFile(BytesIO(folder.content)) as archive:
            wanted = [part for part in archive.infolist() if _is_wanted(part)]
            if not wanted or not _is_within_limits(wanted):
                return [_named(folder)] if wanted or len(archive.infolist()) else []
            return [Attached(PurePath(part.filename).name, "", _inflated(archive, part)) for part in wanted]
    except (BadZipFile, zlib.error, EOFError, OSError, ValueError, NotImplementedError, RuntimeError):
        return [_named(folder)]


def _is_wanted(part: ZipInfo) -> bool:
    """Not the copies that a Mac puts beside each file."""
    name = PurePath(part.filename)
    hidden = name.name.startswith((".", "~$")) or "__MACOSX" in name.parts
    return not part.is_dir() and not hidden and _looks_like_return(part.filename)


def _is_within_limits(parts: list[ZipInfo]) -> bool:
    return (
        len(parts) <= MOST_IN_ZIP
        and not any(part.flag_bits & _ENCRYPTED for part in parts)
        and all(part.file_size <= LARGEST_FILE for part in parts)
        and sum(part.file_size for part in parts) <= LARGEST_UNPACKED
    )


def _inflated(archive: ZipFile, part: ZipInfo) -> bytes:
    """No more than its head says, whatever is in it."""
    with archive.open(part) as stream:
        return stream.read(LARGEST_FILE + 1)
