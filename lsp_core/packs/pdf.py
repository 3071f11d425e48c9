"""Prints a pack as a tagged PDF that declares PDF/UA-1, by Typst.

The pack goes in as JSON and the template prints its texts as text, so nobody's words are ever read as mark-up. The
same pack gives the same bytes: its date is the pack's own, and no font or file of the machine is used.
"""

import json
import re
import unicodedata
from functools import cache
from importlib.resources import files
from threading import Lock
from typing import Any

import typst

from lsp_core.errors import PackError
from lsp_core.packs.contents import Pack, pack_as_dict
from lsp_core.packs.fonts import font_folder
from lsp_core.packs.shapes import Shape, status_shape

_NOT_IN_OUR_FONTS = re.compile(r'the text `"(.+?)"` could not be displayed')
_MOST_ROUNDS = 4
_one_at_a_time = Lock()
"""The compiler is shared, because it is quick only while warm."""


def render_pdf(pack: Pack) -> bytes:
    """The PDF. Characters that our fonts lack are printed as their names in square brackets, because PDF/UA-1 has no
    room for empty boxes: `[grinning face]`. Raises `PackError` when Typst cannot print the pack."""
    values = {**pack_as_dict(pack), "shapes": _shapes()}
    for _ in range(_MOST_ROUNDS):
        try:
            return _compiled(json.dumps(values, ensure_ascii=False), pack.front.produced_at)
        except typst.TypstError as error:
            missing = _missing_characters(error)
            if not missing:
                raise PackError(f"Typst cannot print the pack: {error}", "Report it with the pack's data.") from None
            values = _translated(values, {ord(character): _named(character) for character in missing})
    raise PackError(
        "The pack holds characters that no font here can print", "Take them out of the notes and print again."
    )


def _compiled(values: str, timestamp: int) -> bytes:
    with _one_at_a_time:
        printed = _compiler().compile(
            format="pdf", sys_inputs={"pack": values}, pdf_standards=["ua-1"], timestamp=timestamp
        )
    assert isinstance(printed, bytes), "a PDF is one file"
    return printed


@cache
def _compiler() -> typst.Compiler:
    folder = str(files("templates") / "packs")
    fonts = typst.Fonts(include_system_fonts=False, include_embedded_fonts=True, font_paths=[str(font_folder())])
    return typst.Compiler(input=f"{folder}/pack.typ", root=folder, font_paths=fonts, ignore_system_fonts=True)


@cache
def _shapes() -> dict[str, str]:
    return {shape.value: status_shape(shape) for shape in Shape}


def _missing_characters(error: Any) -> set[str]:
    """Every character Typst names as one that our fonts lack: it names them all at once."""
    found = _NOT_IN_OUR_FONTS.findall(f"{error.message}\n{error.diagnostic}")
    return {character for text in found for character in _unescaped(text)}


def _unescaped(text: str) -> str:
    return re.sub(r"\\u\{([0-9a-f]+)\}", lambda match: chr(int(match[1], 16)), text)


def _translated(value: Any, names: dict[int, str]) -> Any:
    """The same values with characters replaced in every text."""
    match value:
        case str():
            return value.translate(names)
        case dict():
            return {key: _translated(inner, names) for key, inner in value.items()}
        case list() | tuple():
            return [_translated(inner, names) for inner in value]
        case _:
            return value


def _named(character: str) -> str:
    """Joiners and other marks that show nothing vanish; the rest are named."""
    if unicodedata.category(character) in ("Cc", "Cf", "Mn", "Me"):
        return ""
    name = unicodedata.name(character, "")
    return f"[{name.lower()}]" if name else f"[character U+{ord(character):04X}]"
