"""Prints a pack as one HTML file that works offline: no scripts, nothing fetched, every text escaped by Jinja2."""

from importlib.resources import files

from markupsafe import Markup

from lsp_core.packs.contents import Pack
from lsp_core.packs.fonts import font_faces
from lsp_core.packs.shapes import Shape, status_shape
from lsp_core.templating import environment


def render_html(pack: Pack) -> str:
    """The whole page. Drawings are our own SVG and go in as they are; nothing else does."""
    style = (files("templates") / "packs" / "style.css").read_text(encoding="utf-8")
    template = environment("packs", autoescape=True).get_template("pack.html.j2")
    return template.render(pack=pack, style=Markup(font_faces() + "\n" + style), shape=_shape, drawing=Markup)


def _shape(name: str) -> Markup:
    return Markup(status_shape(Shape(name)))
