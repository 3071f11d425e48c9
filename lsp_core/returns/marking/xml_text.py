"""Text as a workbook's XML can hold it, and elements put where the format wants them."""

import re

from lsp_core.returns.marking.package import Element

_NOT_IN_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_READ_AS_A_CHARACTER = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")
_LONGEST = 32_000
"""Excel holds 32,767 characters in a cell."""


def clean(text: str) -> str:
    """Text that shows as it was typed: what XML cannot hold is left out, and `_x0041_` is kept from becoming an A."""
    return _READ_AS_A_CHARACTER.sub("_x005F_", _NOT_IN_XML.sub("", text)[:_LONGEST])


def put_in_order(parent: Element, child: Element, order: str) -> None:
    """Insert a child where the format's fixed order of names wants it, after any of its own kind."""
    names = {name: place for place, name in enumerate(order.split())}
    mine = names[_name(child)]
    for position, sibling in enumerate(parent):
        if names.get(_name(sibling), -1) > mine:
            parent.insert(position, child)
            return
    parent.append(child)


def _name(element: Element) -> str:
    tag = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""
