"""The workbook's table of styles: looks are added to it once, and found again when the same look is wanted again."""

from lxml import etree

from lsp_core.returns.marking.package import MAIN, CannotMarkError, Element, Package, main
from lsp_core.returns.marking.sheets import workbook_part
from lsp_core.returns.marking.xml_text import put_in_order

_ORDER = "numFmts fonts fills borders cellStyleXfs cellXfs cellStyles dxfs tableStyles colors extLst"


class Styles:
    """One workbook's styles."""

    def __init__(self, package: Package) -> None:
        relation = package.related(workbook_part(package), "styles")
        if relation is None:
            raise CannotMarkError("no styles")
        self._package, self._part = package, relation.target

    def overlay(self, xml: str) -> int:
        """The number of a look that is laid over a cell's own, for a conditional format."""
        return self._number("dxfs", xml)

    def cell(self, *, font: str, fill: str = "", border: str = "", alignment: str = "") -> int:
        """The number of a look that a cell of ours has by itself."""
        parts = {
            "fontId": self._number("fonts", f"<font>{font}</font>"),
            "fillId": self._number("fills", f"<fill>{fill}</fill>") if fill else 0,
            "borderId": self._number("borders", f"<border>{border}</border>") if border else 0,
        }
        numbers = " ".join(f'{name}="{number}"' for name, number in parts.items())
        applied = 'applyFont="1" applyFill="1" applyBorder="1" applyAlignment="1"'
        return self._number("cellXfs", f'<xf numFmtId="0" {numbers} xfId="0" {applied}>{alignment}</xf>')

    def _number(self, table: str, xml: str) -> int:
        """The place of an entry in one of the tables, added when it is not there."""
        (entry,) = etree.fromstring(f'<entry xmlns="{MAIN}">{xml}</entry>')
        wanted = _compared(entry)
        held = self._table(table)
        for number, one in enumerate(held):
            if _compared(one) == wanted:
                return number
        root = self._package.edit(self._part)
        rows = root.find(main(table))
        if rows is None:
            rows = etree.Element(main(table))
            put_in_order(root, rows, _ORDER)
        rows.append(entry)
        rows.set("count", str(len(rows)))
        return len(rows) - 1

    def _table(self, name: str) -> list[Element]:
        rows = self._package.look(self._part).find(main(name))
        return [] if rows is None else list(rows)


def _compared(element: Element) -> object:
    """What makes two entries the same look."""
    text = (element.text or "").strip()
    return element.tag, tuple(sorted(element.attrib.items())), text, tuple(_compared(child) for child in element)
