"""The sheet that lists everything: each finding with a link to its cell, the figures read back, and the receipt.

Every cell is written as text in place, so nothing that was typed in a return can become a formula here. There are no
merged cells, and no heading that reading would take for a table of figures.
"""

import textwrap
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from math import ceil

from lxml import etree
from openpyxl.utils import get_column_letter

from lsp_core.findings import Finding, Severity
from lsp_core.returns.marking.highlights import GROUND, LETTERING, box, solid
from lsp_core.returns.marking.marks import column_and_row, how_serious, severity_of
from lsp_core.returns.marking.package import MAIN, Element, main
from lsp_core.returns.marking.sheets import link_to, put_in_sheet
from lsp_core.returns.marking.styles import Styles
from lsp_core.returns.marking.xml_text import clean

COLUMNS = {
    "How serious": 16,
    "Sheet": 14,
    "Cell": 8,
    "About": 30,
    "Found": 28,
    "Expected": 30,
    "How to mend it": 44,
    "Rule": 10,
}
_CELL_COLUMN = list(COLUMNS).index("Cell") + 1
_ACROSS = 230
"""Characters in a line that runs over all columns."""
_POINTS_A_LINE, _PADDING = 13.5, 4.5
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
_FONT = '<sz val="10"/>{colour}<name val="Arial"/><family val="2"/>'
_NAVY, _LINE = "FF12436D", "FFA9AFB5"
_WRAPPED = '<alignment horizontal="left" vertical="top" wrapText="1" indent="1"/>'


@dataclass(frozen=True)
class Listing:
    """What the sheet says, in words and in order."""

    title: str
    opening: Sequence[str]
    findings: Sequence[Finding]
    not_listed: Sequence[str]
    read_back: Sequence[str]
    receipt: Sequence[tuple[str, str]]


@dataclass(frozen=True)
class _Looks:
    """The numbers of the looks that the sheet's cells have."""

    plain: int
    title: int
    heading: int
    cell: int
    link: int
    serious: dict[Severity, int]


def found_sheet(listing: Listing, styles: Styles, sheets: Collection[str]) -> Element:
    """The whole sheet. `sheets` are those that a link can lead to."""
    return _Writer(_looks(styles), sheets).written(listing)


class _Writer:
    """Writes rows from the top down."""

    def __init__(self, looks: _Looks, sheets: Collection[str]) -> None:
        self._looks, self._sheets = looks, sheets
        self._root = etree.fromstring(_EMPTY)
        self._rows = self._root.find(main("sheetData"))
        self._links: list[tuple[str, str]] = []

    def written(self, listing: Listing) -> Element:
        """The sheet, all of it."""
        self._row([(listing.title, self._looks.title)], 24)
        self._lines(listing.opening)
        if listing.findings:
            self._row([(heading, self._looks.heading) for heading in COLUMNS], 20)
        for finding in listing.findings:
            self._finding(finding)
        self._lines(listing.not_listed)
        if listing.read_back:
            self._under("What we read")
            self._lines(listing.read_back)
        self._under("Receipt")
        self._lines(f"{label}: {words}" for label, words in listing.receipt)
        self._put_in_links()
        return self._root

    def _finding(self, finding: Finding) -> None:
        looks, where = self._looks, finding.where
        texts = (finding.subject, finding.found, finding.expected, finding.remedy, finding.rule)
        leads = where.sheet in self._sheets and column_and_row(where) is not None
        cells = [
            (how_serious(finding), looks.serious[severity_of(finding)]),
            (where.sheet or "The whole file", looks.cell),
            (where.address, looks.link if leads else looks.cell),
            *((text, looks.cell) for text in texts),
        ]
        lines = max(_lines_of(text, width) for (text, _), width in zip(cells, COLUMNS.values(), strict=True))
        row = self._row(cells, lines * _POINTS_A_LINE + _PADDING)
        if leads:
            self._links.append((f"{get_column_letter(_CELL_COLUMN)}{row}", link_to(where.sheet, where.address)))

    def _under(self, heading: str) -> None:
        self._row([(heading, self._looks.title)], 30)

    def _lines(self, sentences: Iterable[str]) -> None:
        for sentence in sentences:
            for line in textwrap.wrap(sentence, _ACROSS, break_long_words=False) or [""]:
                self._row([(line, self._looks.plain)], 15)

    def _row(self, cells: Sequence[tuple[str, int]], height: float) -> int:
        number = len(self._rows) + 1
        row = etree.SubElement(self._rows, main("row"), r=str(number), ht=f"{height:g}", customHeight="1")
        for column, (text, look) in enumerate(cells, start=1):
            address = f"{get_column_letter(column)}{number}"
            cell = etree.SubElement(row, main("c"), r=address, s=str(look), t="inlineStr")
            said = etree.SubElement(etree.SubElement(cell, main("is")), main("t"))
            said.text = clean(text)
            said.set(_SPACE, "preserve")
        return number

    def _put_in_links(self) -> None:
        if not self._links:
            return
        links = etree.Element(main("hyperlinks"))
        for address, target in self._links:
            etree.SubElement(links, main("hyperlink"), ref=address, location=target)
        put_in_sheet(self._root, links)


def _lines_of(text: str, width: int) -> int:
    return sum(max(1, ceil(len(line) * 1.1 / width)) for line in text.split("\n"))


def _looks(styles: Styles) -> _Looks:
    edge = box("thin", _LINE)
    colour = '<color rgb="{}"/>'.format
    return _Looks(
        plain=styles.cell(font=_FONT.format(colour=""), alignment='<alignment vertical="top"/>'),
        title=styles.cell(
            font=f'<b/><sz val="14"/>{colour(_NAVY)}<name val="Arial"/><family val="2"/>',
            alignment='<alignment vertical="center"/>',
        ),
        heading=styles.cell(
            font=f"<b/>{_FONT.format(colour=colour('FFFFFFFF'))}", fill=solid(_NAVY), border=edge, alignment=_WRAPPED
        ),
        cell=styles.cell(font=_FONT.format(colour=""), border=edge, alignment=_WRAPPED),
        link=styles.cell(font=f"<u/>{_FONT.format(colour=colour('FF0B4DA2'))}", border=edge, alignment=_WRAPPED),
        serious={severity: _severity_look(styles, severity) for severity in Severity},
    )


def _severity_look(styles: Styles, severity: Severity) -> int:
    """The same look that the marked cells have, so that the two are seen to belong together."""
    lettering, _, colour = LETTERING[severity].partition("<color")
    font = f"{lettering}{_FONT.format(colour=f'<color{colour}')}"
    return styles.cell(font=font, fill=solid(GROUND[severity]), border=box("thin", "FF000000"), alignment=_WRAPPED)


_WIDTHS = "".join(
    f'<col min="{number}" max="{number}" width="{width}" customWidth="1"/>'
    for number, width in enumerate(COLUMNS.values(), start=1)
)
_EMPTY = (
    f'<worksheet xmlns="{MAIN}">'
    f'<sheetPr><tabColor rgb="{GROUND[Severity.ERROR]}"/><pageSetUpPr fitToPage="1"/></sheetPr>'
    f'<sheetViews><sheetView showGridLines="0" workbookViewId="0"/></sheetViews><cols>{_WIDTHS}</cols><sheetData/>'
    '<sheetProtection sheet="1" objects="1" scenarios="1" formatColumns="0" formatRows="0"/>'
    '<pageMargins left="0.5" right="0.5" top="0.6" bottom="0.6" header="0.3" footer="0.3"/>'
    '<pageSetup paperSize="9" orientation="landscape" fitToWidth="1" fitToHeight="0"/></worksheet>'
)
