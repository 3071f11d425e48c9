"""Cells made to stand out, by a conditional format laid over the look they have.

A conditional format leaves the cell, its style and its contents untouched, so what the sender chose is still there when
the mark goes. Its condition is always true, and carries the words by which we know it as ours however often the
workbook has been saved since. Each severity differs in darkness and in lettering, so it shows in black and white.
"""

from collections.abc import Sequence

from lxml import etree

from lsp_core.findings import WORST_FIRST, Severity
from lsp_core.returns.marking.marks import CellMark
from lsp_core.returns.marking.package import Element, main
from lsp_core.returns.marking.sheets import put_in_sheet
from lsp_core.returns.marking.styles import Styles

_OURS = "lsp found: "
_CELLS_A_FORMAT = 100
"""A format's list of cells must not become too long for the programs that read it."""
_BOX = "".join(f'<{side} style="{{0}}"><color rgb="{{1}}"/></{side}>' for side in ("left", "right", "top", "bottom"))
LETTERING = {
    Severity.ERROR: '<b/><color rgb="FFFFFFFF"/>',
    Severity.QUERY: '<b/><u/><color rgb="FF000000"/>',
    Severity.NOTE: '<i/><color rgb="FF000000"/>',
}
"""White on dark, bold and underlined on a middle tone, italics on a light one."""
GROUND = {Severity.ERROR: "FF7A1420", Severity.QUERY: "FFF2A93B", Severity.NOTE: "FFDCE6F2"}
_EDGE = {
    Severity.ERROR: _BOX.format("thin", "FF000000"),
    Severity.QUERY: _BOX.format("thin", "FF000000"),
    Severity.NOTE: _BOX.format("dashed", "FF000000"),
}


def highlight(root: Element, styles: Styles, marks: Sequence[CellMark]) -> None:
    """Lay the look of its severity over each marked cell of a sheet."""
    _make_room(root)
    theirs = root.findall(main("conditionalFormatting"))
    for priority, severity in enumerate(WORST_FIRST, start=1):
        cells = [mark.where.address for mark in marks if mark.severity is severity]
        for first in range(0, len(cells), _CELLS_A_FORMAT):
            some = " ".join(cells[first : first + _CELLS_A_FORMAT])
            put_in_sheet(root, _format(some, severity, priority, styles.overlay(_look(severity))))
    for one in theirs:  # LibreOffice goes by their order and not by their priority, so theirs go behind ours
        put_in_sheet(root, one)


def without_highlights(root: Element) -> int:
    """Take our conditional formats out of a sheet; the number of them."""
    ours = [rule for rule in root.iter(main("cfRule")) if any(_OURS in (f.text or "") for f in rule)]
    for rule in ours:
        holder = rule.getparent()
        holder.remove(rule)
        if not len(holder):
            holder.getparent().remove(holder)
    return len(ours)


def solid(colour: str) -> str:
    """A cell filled with one colour, said both ways because a cell's own style and an overlay read different ones."""
    return f'<patternFill patternType="solid"><fgColor rgb="{colour}"/><bgColor rgb="{colour}"/></patternFill>'


def box(line: str, colour: str) -> str:
    """The four sides of a cell."""
    return _BOX.format(line, colour)


def _look(severity: Severity) -> str:
    return (
        f"<dxf><font>{LETTERING[severity]}</font><fill>{solid(GROUND[severity])}</fill>"
        f"<border>{_EDGE[severity]}</border></dxf>"
    )


def _format(cells: str, severity: Severity, priority: int, look: int) -> Element:
    holder = etree.Element(main("conditionalFormatting"), sqref=cells)
    rule = etree.SubElement(
        holder, main("cfRule"), type="expression", dxfId=str(look), priority=str(priority), stopIfTrue="1"
    )
    formula = etree.SubElement(rule, main("formula"))
    formula.text = f'LEN("{_OURS}{severity.value}")>0'
    return holder


def _make_room(root: Element) -> None:
    """Our marks come before the sheet's own conditional formats, whose order among themselves stays."""
    theirs = [rule for rule in root.iter("{*}cfRule") if (rule.get("priority") or "").isdigit()]
    first = min((int(rule.get("priority")) for rule in theirs), default=len(WORST_FIRST) + 1)
    for rule in theirs if first <= len(WORST_FIRST) else ():
        rule.set("priority", str(int(rule.get("priority")) + len(WORST_FIRST) + 1 - first))
