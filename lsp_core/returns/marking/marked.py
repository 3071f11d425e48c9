"""The way in: the bytes a partner sent and what was found in them, to the workbook that goes back."""

import logging
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import PurePath

from lsp_core.findings import Finding
from lsp_core.returns.files import read_grid
from lsp_core.returns.marking.comments import comment
from lsp_core.returns.marking.earlier_marks import take_out
from lsp_core.returns.marking.found_sheet import Listing, found_sheet
from lsp_core.returns.marking.highlights import highlight
from lsp_core.returns.marking.marks import CellMark, marks_for
from lsp_core.returns.marking.package import Package
from lsp_core.returns.marking.rebuilt import rebuilt
from lsp_core.returns.marking.sheets import add_sheet, free_sheet_name, sheet_parts
from lsp_core.returns.marking.styles import Styles
from lsp_core.returns.safety import FileKind, check_file

log = logging.getLogger(__name__)

CHECKED = " (checked)"
"""Ends the name of the file we give back, before its extension."""
IS_OURS = (
    "We made this workbook from your file, with the same rows in the same cells, because your kind of file cannot hold "
    "marks. Put it right here, or in your own file, and send either."
)


@dataclass(frozen=True)
class WhatWasFound:
    """Everything the sender is to see, in words."""

    reference: str
    """The request the return answers."""
    title: str
    opening: Sequence[str]
    findings: Sequence[Finding]
    read_back: Sequence[str]
    receipt: Sequence[tuple[str, str]]


@dataclass(frozen=True)
class MarkedWorkbook:
    """What goes back."""

    name: str
    content: bytes
    is_their_own: bool
    """False for one that we made from what we read."""


def marked(file_name: str, content: bytes, said: WhatWasFound) -> MarkedWorkbook:
    """The sender's own workbook with what we found marked in it; for any other kind of file, one made from its rows.

    The file has been read as a return, so it can be opened. One built in a way we do not edit is made again, too.
    """
    name = marked_name(file_name)
    if check_file(content) is FileKind.XLSX:
        try:
            return MarkedWorkbook(name, _with_marks(content, said), is_their_own=True)
        except Exception:  # whatever a stranger's file makes the editing do, its sender gets an answer
            log.exception("A workbook could not be marked, and is made again from what was read")
    made, names = rebuilt(read_grid(file_name, content), said.reference)
    findings = [_moved(finding, names) for finding in said.findings]
    said = replace(said, opening=[*said.opening, IS_OURS], findings=findings)
    return MarkedWorkbook(name, _with_marks(made, said), is_their_own=False)


def marked_name(file_name: str) -> str:
    """`figures.csv` goes back as `figures (checked).xlsx`, and that again under the same name."""
    stem = PurePath(file_name.replace("\\", "/")).stem or "return"
    return f"{stem.removesuffix(CHECKED)}{CHECKED}.xlsx"


def _with_marks(content: bytes, said: WhatWasFound) -> bytes:
    package = Package(content)
    take_out(package)
    marks = marks_for(said.findings)
    styles = Styles(package)
    for sheet in list(sheet_parts(package)):
        here = [mark for mark in marks.cells if mark.where.sheet == sheet.name]
        if here:
            _mark_sheet(package, sheet.part, styles, here)
    listing = Listing(said.title, said.opening, marks.listed, marks.not_listed, said.read_back, said.receipt)
    names = {sheet.name for sheet in sheet_parts(package)}
    add_sheet(package, free_sheet_name(package), found_sheet(listing, styles, names))
    return package.closed()


def _mark_sheet(package: Package, part: str, styles: Styles, marks: Sequence[CellMark]) -> None:
    highlight(package.edit(part), styles, marks)
    comment(package, part, marks)


def _moved(finding: Finding, names: dict[str, str]) -> Finding:
    """A finding as it stands in the workbook we made, whose sheets may have had to be called otherwise."""
    return replace(finding, where=replace(finding.where, sheet=names.get(finding.where.sheet, finding.where.sheet)))
