"""Anybody's words as text that Word and spreadsheets can hold: characters that XML has no room for are left out."""

import re
from typing import Any

_NOT_IN_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def printable(text: str) -> str:
    """The text without control characters; lines end one way."""
    return _NOT_IN_XML.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))


def all_printable(value: Any) -> Any:
    """The same values with every text in them made printable."""
    match value:
        case str():
            return printable(value)
        case dict():
            return {key: all_printable(inner) for key, inner in value.items()}
        case list() | tuple():
            return [all_printable(inner) for inner in value]
        case _:
            return value
