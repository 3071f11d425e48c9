"""The functions a Word template can call: shapes, drawings, and links within the document.

Each gives back Word's own XML, put in place of the text of a run; what people wrote goes through `escape` first.
"""

import io
from collections.abc import Callable, Mapping
from typing import Any
from xml.sax.saxutils import escape, quoteattr

from markupsafe import Markup

from lsp_core.packs.pictures import png
from lsp_core.packs.shapes import Shape, status_shape

_EMU_IN_A_CM = 360_000
_SHAPE_CM = 0.32
_PICTURE = (
    '<w:drawing><wp:inline xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"'
    ' distT="0" distB="0" distL="0" distR="0"><wp:extent cx="{width}" cy="{height}"/>'
    '<wp:docPr id="1" name="Picture"{says}>{decorative}</wp:docPr>'
    '<a:graphic xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main">'
    '<a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/picture">'
    '<pic:pic xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture">'
    '<pic:nvPicPr><pic:cNvPr id="0" name="Picture"/><pic:cNvPicPr/></pic:nvPicPr>'
    '<pic:blipFill><a:blip xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
    ' r:embed="{relation}"/><a:stretch><a:fillRect/></a:stretch></pic:blipFill>'
    '<pic:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="{width}" cy="{height}"/></a:xfrm>'
    '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr></pic:pic></a:graphicData></a:graphic>'
    "</wp:inline></w:drawing>"
)
_DECORATIVE = (
    '<a:extLst xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main">'
    '<a:ext uri="{C183D7F6-B498-43B3-948B-1728B52AA6E4}"><adec:decorative'
    ' xmlns:adec="http://schemas.microsoft.com/office/drawing/2017/decorative" val="1"/></a:ext></a:extLst>'
)
_QUIET = '<w:rPr><w:color w:val="505A5F"/></w:rPr>'
_LOUD = "<w:rPr><w:b/></w:rPr>"
_TEXT = '<w:t xml:space="preserve">'


class Pieces:
    """The functions, for one document being filled in."""

    def __init__(self, document: Any) -> None:
        self._document = document
        self._relations: dict[tuple[int, str], tuple[str, float]] = {}
        self._places: dict[str, int] = {}

    def functions(self) -> Mapping[str, Callable[..., Markup]]:
        """By the names a template calls them by."""
        return {"mark": self.mark, "drawing": self.drawing, "place": self.place, "link": self.link}

    def mark(self, it: Mapping[str, Any]) -> Markup:
        """A shape and its word. The shape is decoration: the word beside it says the same."""
        picture = self._picture(status_shape(Shape(it["shape"])), _SHAPE_CM, says="")
        look = _QUIET if it["is_quiet"] else _LOUD
        return _in_place(f"<w:r>{picture}</w:r><w:r>{look}{_TEXT} {escape(it['word'])}</w:t></w:r>")

    def drawing(self, svg: str, says: str, width_cm: float) -> Markup:
        """A drawing as wide as said, with what it says as its text alternative; nothing where there is none."""
        return _in_place(f"<w:r>{self._picture(svg, width_cm, says)}</w:r>") if svg else Markup("")

    def place(self, anchor: str) -> Markup:
        """Where links to an anchor lead."""
        number = self._number(anchor)
        return _in_place(f'<w:bookmarkStart w:id="{number}" w:name="place_{number}"/><w:bookmarkEnd w:id="{number}"/>')

    def link(self, anchor: str, text: str) -> Markup:
        """A link to a place in the document."""
        look = '<w:rPr><w:rStyle w:val="Hyperlink"/></w:rPr>'
        run = f"<w:r>{look}{_TEXT}{escape(text)}</w:t></w:r>"
        return _in_place(f'<w:hyperlink w:anchor="place_{self._number(anchor)}" w:history="1">{run}</w:hyperlink>')

    def _number(self, anchor: str) -> int:
        return self._places.setdefault(anchor, len(self._places) + 1)

    def _picture(self, svg: str, width_cm: float, says: str) -> str:
        relation, shape = self._embedded(svg)
        width = round(width_cm * _EMU_IN_A_CM)
        return _PICTURE.format(
            relation=relation,
            width=width,
            height=round(width * shape),
            says=f" descr={quoteattr(says)}" if says else "",
            decorative="" if says else _DECORATIVE,
        )

    def _embedded(self, svg: str) -> tuple[str, float]:
        """The picture's relation in the part being filled in, and its height over its width. Each is kept once."""
        part = self._document.current_rendering_part
        key = (id(part), svg)
        if key not in self._relations:
            relation, image = part.get_or_add_image(io.BytesIO(png(svg)))
            self._relations[key] = (relation, image.px_height / image.px_width)
        return self._relations[key]


def _in_place(runs: str) -> Markup:
    """Runs in place of the text of the run that holds the tag."""
    return Markup(f"</w:t></w:r>{runs}<w:r>{_TEXT}")
