"""Our own marks taken out of a workbook that comes back, so that marking it again replaces them and never stacks."""

from lsp_core.returns.marking.comments import without_comments
from lsp_core.returns.marking.highlights import without_highlights
from lsp_core.returns.marking.package import Package
from lsp_core.returns.marking.sheets import our_sheet, remove_sheet, sheet_parts


def take_out(package: Package) -> None:
    """Leave the workbook as the sender has it: our sheet, colours and comments gone, theirs untouched."""
    sheet = our_sheet(package)
    if sheet is not None:
        remove_sheet(package, sheet)
    for one in sheet_parts(package):
        if _may_be_marked(package.bytes_of(one.part)):
            without_highlights(package.edit(one.part))
        without_comments(package, one.part)


def _may_be_marked(part: bytes) -> bool:
    """Whether a sheet need be looked into: one that was never marked stays as it is to the byte."""
    return b"lsp found: " in part
