"""Our own SVG as PNG, for the form that cannot be relied on to show SVG. By resvg, which promises the same pixels on
every machine; with the pack's own typeface, and none of the machine's.
"""

from functools import cache, lru_cache

from lsp_core.packs.fonts import FAMILY, font_folder

TIMES_AS_LARGE = 2.5
"""Pixels to a unit of the drawing: about 280 to the inch at the width of a page."""


@lru_cache(maxsize=64)
def png(svg: str) -> bytes:
    """The drawing as a picture. Shapes come again and again, and boards share charts."""
    import resvg_py

    picture: bytes = resvg_py.svg_to_bytes(
        svg_string=svg,
        zoom=TIMES_AS_LARGE,
        background="#ffffff",
        skip_system_fonts=True,
        font_files=_font_files(),
        font_family=FAMILY,
        sans_serif_family=FAMILY,
    )
    return picture


@cache
def _font_files() -> list[str]:
    return sorted(str(path) for path in font_folder().glob("AtkinsonHyperlegible-*.ttf"))
