"""What the program's Word template is written with: real headings, paragraphs, and tables whose first row is a header.

Two marks in a text: `**bold**`, and a line break where the text has one. Tags of docxtpl are text like any other.
"""

import io
import re
from collections.abc import Sequence
from contextlib import contextmanager
from datetime import datetime
from typing import Any

from docx import Document
from docx.enum.style import WD_STYLE_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt, RGBColor

from lsp_core.packs.shapes import BLUE, GREY, INK
from lsp_core.packs.word_zip import same_bytes

SMALL, FINDING, QUOTE, CELL = "Pack small", "Pack finding", "Pack quote", "Pack cell"
FONT = "Arial"
"""On every machine with Word, and plain enough to read easily."""
_RULE, _WASH = "B1B4B6", "F3F4F5"
_BOLD = re.compile(r"\*\*(.+?)\*\*")
_WIDTH_CM = 17.4


class WordWriter:
    """Writes a document from the top."""

    def __init__(self) -> None:
        self._document = Document()
        self._body: Any = self._document
        self._pages()
        self._styles()

    def heading(self, text: str, level: int, *, on_new_page: bool = False) -> None:
        """A real heading; level 0 is the title."""
        heading = self._document.add_heading(text, level)
        heading.paragraph_format.page_break_before = on_new_page or None

    def paragraph(self, text: str, style: str = "Normal") -> None:
        """One paragraph."""
        self._fill(self._body.add_paragraph(style=style), text)

    def bullet(self, text: str) -> None:
        """One item of a list."""
        self.paragraph(text, "List Bullet")

    @contextmanager
    def block(self, tag: str) -> Any:
        """Paragraphs and tables that a loop repeats or a condition leaves out: `for it in risks`, `if it.quote`."""
        self.paragraph(f"{{%p {tag} %}}")
        yield
        self.paragraph(f"{{%p end{tag.split()[0]} %}}")

    def table(
        self, headings: Sequence[str], widths: Sequence[float], rows: Sequence[tuple[str, Sequence[str]]]
    ) -> None:
        """A table: its header, then for each loop the cells of one row. A loop may be nested in the one before it: a
        row without cells opens it, and `end` closes it."""
        table = self._document.add_table(rows=0, cols=len(headings))
        table.autofit = False
        for column, width in zip(table.columns, widths, strict=True):
            column.width = Cm(width)
        self._row(table, [f"**{heading}**" for heading in headings], widths, is_header=True)
        for tag, cells in rows:
            if cells:
                self._row(table, cells, widths)
            else:
                self._row(table, [f"{{%tr {tag} %}}", *[""] * (len(headings) - 1)], widths)
        self._rules(table)
        self.paragraph("", SMALL)

    def header_and_footer(self, header: str, footer: str) -> None:
        """What stands at the head and foot of every page; the foot counts the pages."""
        section = self._document.sections[0]
        section.header.paragraphs[0].style = section.footer.paragraphs[0].style = self._document.styles[SMALL]
        self._fill(section.header.paragraphs[0], header)
        foot = section.footer.paragraphs[0]
        self._fill(foot, f"{footer} Page ")
        self._field(foot, "PAGE")
        foot.add_run(" of ")
        self._field(foot, "NUMPAGES")

    def saved(self, title: str, when: datetime) -> bytes:
        """The document, the same bytes every time."""
        about = self._document.core_properties
        about.title, about.author, about.language, about.comments = title, "", "en-GB", ""
        about.created = about.modified = when
        file = io.BytesIO()
        self._document.save(file)
        return same_bytes(file.getvalue())

    def _fill(self, paragraph: Any, text: str) -> None:
        for place, piece in enumerate(_BOLD.split(text)):
            if piece:
                paragraph.add_run(piece).bold = True if place % 2 else None

    def _row(self, table: Any, cells: Sequence[str], widths: Sequence[float], *, is_header: bool = False) -> None:
        row = table.add_row()
        whole = row._tr.get_or_add_trPr()
        whole.append(OxmlElement("w:cantSplit"))
        if is_header:
            whole.append(OxmlElement("w:tblHeader"))
        for cell, text, width in zip(row.cells, cells, widths, strict=True):
            cell.width = Cm(width)
            cell.paragraphs[0].style = self._document.styles[CELL]
            self._fill(cell.paragraphs[0], text)

    def _rules(self, table: Any) -> None:
        """A line under every row, and none between columns."""
        borders = OxmlElement("w:tblBorders")
        for side in ("top", "bottom", "insideH"):
            line = OxmlElement(f"w:{side}")
            for name, value in (("val", "single"), ("sz", "4"), ("space", "0"), ("color", _RULE)):
                line.set(qn(f"w:{name}"), value)
            borders.append(line)
        table._tbl.tblPr.append(borders)

    def _field(self, paragraph: Any, code: str) -> None:
        field = OxmlElement("w:fldSimple")
        field.set(qn("w:instr"), code)
        run = OxmlElement("w:r")
        text = OxmlElement("w:t")
        text.text = "1"
        run.append(text)
        field.append(run)
        paragraph._p.append(field)

    def _pages(self) -> None:
        section = self._document.sections[0]
        section.page_width, section.page_height = Cm(21), Cm(29.7)
        section.left_margin = section.right_margin = Cm((21 - _WIDTH_CM) / 2)
        section.top_margin, section.bottom_margin = Cm(2), Cm(2)

    def _styles(self) -> None:
        styles = self._document.styles
        self._speak_english(styles)
        self._look(styles["Normal"], 11, INK, after=6)
        for name, size in (("Title", 22), ("Heading 1", 16), ("Heading 2", 13), ("Heading 3", 11.5)):
            self._look(styles[name], size, BLUE if name != "Title" else INK, bold=True, before=12, after=4)
        self._look(styles["List Bullet"], 11, INK, after=3)
        for name, size, colour in ((SMALL, 9.5, GREY), (FINDING, 12, INK), (QUOTE, 11, INK), (CELL, 9.5, INK)):
            style = styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
            style.base_style = styles["Normal"]
            self._look(style, size, colour, bold=name == FINDING, before=2 if name == CELL else 0, after=3)
        styles[QUOTE].paragraph_format.left_indent = Cm(0.8)
        link = styles.add_style("Hyperlink", WD_STYLE_TYPE.CHARACTER)
        link.font.color.rgb, link.font.underline = RGBColor.from_string(BLUE[1:]), True

    def _look(
        self, style: Any, size: float, colour: str, *, bold: bool = False, before: float = 0, after: float = 0
    ) -> None:
        style.font.size, style.font.bold, style.font.name = Pt(size), bold, FONT
        style.font.color.rgb = RGBColor.from_string(colour[1:])
        style.paragraph_format.space_before, style.paragraph_format.space_after = Pt(before), Pt(after)
        fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
        for name in list(fonts.attrib):
            del fonts.attrib[name]
        for name in ("ascii", "hAnsi", "cs", "eastAsia"):
            fonts.set(qn(f"w:{name}"), FONT)

    def _speak_english(self, styles: Any) -> None:
        """python-docx's own template speaks American."""
        for language in styles.element.iter(qn("w:lang")):
            language.set(qn("w:val"), "en-GB")
