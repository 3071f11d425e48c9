"""A pack with one of everything in it, so that every loop of a template runs when somebody tries one out.

Made from what `Pack` says its fields are, so that it can never lack a new one.
"""

from dataclasses import fields, is_dataclass
from types import NoneType, UnionType
from typing import Any, Union, get_args, get_origin, get_type_hints

from lsp_core.packs.contents import Pack

_OPTIONAL = (Union, UnionType)


def specimen() -> dict[str, Any]:
    """Values shaped like a pack's: every text holds its own field's name, and every list one item."""
    return {name: _one(hint, name) for name, hint in get_type_hints(Pack).items()}


def _one(hint: Any, name: str) -> Any:
    if is_dataclass(hint) and isinstance(hint, type):
        hints = get_type_hints(hint)
        return {field.name: _one(hints[field.name], field.name) for field in fields(hint)}
    if get_origin(hint) in _OPTIONAL:
        return _one(next(one for one in get_args(hint) if one is not NoneType), name)
    if get_origin(hint) is tuple:
        inner = get_args(hint)
        return [_one(inner[0], name)] if inner[-1] is Ellipsis else [_one(one, name) for one in inner]
    return {bool: True, int: 1}.get(hint, name)
