"""Small pieces that every drawing is made of: text that stays text, and the unbroken stretches of a row of figures."""

import re
from collections.abc import Sequence
from decimal import Decimal
from xml.sax import saxutils

from lsp_core.packs.shapes import INK

_NOT_IN_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def runs(values: Sequence[Decimal | None]) -> list[list[tuple[int, Decimal]]]:
    """Stretches of known values, each with its place in the row."""
    runs: list[list[tuple[int, Decimal]]] = []
    for index, value in enumerate(values):
        if value is None:
            continue
        if runs and runs[-1][-1][0] == index - 1:
            runs[-1].append((index, value))
        else:
            runs.append([(index, value)])
    return runs


def escaped(text: str) -> str:
    """Any text as the text of a drawing; characters that XML has no room for are left out."""
    return saxutils.escape(_NOT_IN_XML.sub("", text))


def text_at(
    x: float, y: float, text: str, *, anchor: str = "start", fill: str = INK, size: int = 16, bold: bool = False
) -> str:
    """One line of text, at its foot."""
    weight = ' font-weight="bold"' if bold else ""
    return (
        f'<text x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}" fill="{fill}" font-size="{size}"{weight}>'
        f"{escaped(text)}</text>"
    )


def bold_text_at(x: float, y: float, text: str, anchor: str) -> str:
    """Bold text that stays legible where a line passes behind it."""
    common = f'x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}" font-weight="bold" font-size="18"'
    return (
        f'<text {common} stroke="#fff" stroke-width="5" aria-hidden="true">{escaped(text)}</text>'
        f"<text {common}>{escaped(text)}</text>"
    )
