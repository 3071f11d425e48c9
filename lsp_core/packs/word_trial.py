"""Trying a Word template out before a pack depends on it: with a specimen of everything, and with nothing at all."""

from collections.abc import Callable, Mapping
from typing import Any

from markupsafe import Markup

from lsp_core.packs.specimen import specimen
from lsp_core.packs.word import render_values
from lsp_core.packs.word_pieces import Pieces


class _NoPictures(Pieces):
    """The same functions, without drawing anything: a specimen holds no drawings."""

    def functions(self) -> Mapping[str, Callable[..., Markup]]:
        """Shapes and drawings print nothing; links stay, for they must lead somewhere."""
        return {**super().functions(), "mark": lambda it: Markup(""), "drawing": lambda svg, says, width: Markup("")}


def try_template(template: bytes) -> None:
    """Raises `PackError`, saying what is wrong, where a template cannot print every pack."""
    full = specimen()
    bare = {name: _emptied(value) for name, value in full.items()}
    for values in (full, bare):
        render_values(values, template, produced_at=0, pieces_of=_NoPictures)


def _emptied(value: Any) -> Any:
    """With no item in any list, and nothing that may be missing."""
    match value:
        case dict():
            return {key: _emptied(inner) for key, inner in value.items()}
        case list():
            return []
        case _:
            return value
