"""From what was written to what it declares: one entry at a time, by the descriptions in `lsp_core.plan.model`.

Each text is read as its field's type, then pydantic holds the whole entry against the model. Everything either of them
finds is told in our own words, at the very value. What only makes sense across entries is `lsp_core.plan.cross_checks`.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import Enum
from types import NoneType, UnionType
from typing import Annotated, Any, Generic, TypeVar, Union, get_args, get_origin

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from lsp_core.plan.values import NOTHING, Unreadable, day, number, one_of, whole_number, yes_or_no
from lsp_core.plan.written import (
    Entry,
    Listing,
    Mistakes,
    Path,
    Place,
    Text,
    Written,
    closest,
    place_of,
    quoted,
    suggestion,
    text_of,
)

M = TypeVar("M", bound=BaseModel)
_UNREAD = object()
"""Stands where something could not be read, so that everything around it is still looked at."""
_READERS: dict[type, Callable[[str], object]] = {int: whole_number, Decimal: number, date: day, bool: yes_or_no}


@dataclass(frozen=True)
class Declared(Generic[M]):
    """One thing declared, and where it stands."""

    value: M
    written: Entry

    def place(self, *path: str | int) -> Place:
        """Where one of its values stands, or would."""
        return place_of(self.written, path)


def declare(model: type[M], written: Entry, mistakes: Mistakes) -> Declared[M] | None:
    """What an entry declares; None when something about it is wrong, and `mistakes` says what."""
    reader = _EntryReader(written, mistakes)
    values = reader.fields(model, written, ())
    try:
        value = model.model_validate(values)
    except ValidationError as refused:
        reader.explain(refused)
        return None
    return None if reader.found_something else Declared(value, written)


class _EntryReader:
    """Reads one entry and remembers what it has already complained about, so that nothing is said twice."""

    def __init__(self, written: Entry, mistakes: Mistakes) -> None:
        self._written = written
        self._mistakes = mistakes
        self._told: set[Path] = set()
        self.found_something = False

    def fields(self, model: type[BaseModel], entry: Entry, path: Path) -> dict[str, object]:
        """The fields of a model, each read as its type."""
        self._unknown_fields(model, entry, path)
        self._missing_fields(model, entry, path)
        return {
            name: self._value(model.model_fields[name].annotation, written, (*path, name))
            for name, written in entry.values.items()
            if name in model.model_fields
        }

    def explain(self, refused: ValidationError) -> None:
        """Everything pydantic found, unless it was told already."""
        for error in refused.errors():
            path: Path = error["loc"]
            if not any(path[:length] in self._told for length in range(1, len(path) + 1)):
                self._tell(path, *_in_our_words(error, text_of(self._written, path)))

    def _unknown_fields(self, model: type[BaseModel], entry: Entry, path: Path) -> None:
        for name in entry.places:
            if name not in model.model_fields:
                place = entry.name_places.get(name, entry.places[name])
                self._mistakes.add(place, f"there is no field {quoted(name)}", suggestion(name, model.model_fields))
                self.found_something = True
                meant = closest(name, model.model_fields)
                if meant is not None and meant not in entry.places:
                    self._told.add((*path, meant))
        self._told |= {(*path, column) for column in entry.columns_missing}

    def _missing_fields(self, model: type[BaseModel], entry: Entry, path: Path) -> None:
        for name, field in model.model_fields.items():
            if field.is_required() and name not in entry.values and (*path, name) not in self._told:
                self._tell((*path, name), f"{name} is missing", f"it is needed: {field.description}")

    def _value(self, annotation: Any, written: Written, path: Path) -> object:
        kind, optional = _plain(annotation)
        if optional and isinstance(written, Text) and written.text.lower() in NOTHING:
            return None
        if get_origin(kind) is tuple:
            return self._listing(get_args(kind), written, path)
        if get_origin(kind) is dict:
            return self._by_name(get_args(kind)[1], written, path)
        if issubclass(kind, BaseModel):
            return self._group(kind, written, path)
        return self._single(kind, written, path)

    def _single(self, kind: type, written: Written, path: Path) -> object:
        if not isinstance(written, Text):
            right = "write it after the colon, in quotes if it has brackets"
            return self._unread(path, f"{_name(path)} should be one value", right)
        read = one_of(kind) if issubclass(kind, Enum) else _READERS.get(kind, str)
        try:
            return read(written.text)
        except Unreadable as trouble:
            return self._unread(path, f"{_name(path)} {quoted(written.text)} {trouble.wrong}", trouble.right)

    def _listing(self, kinds: tuple[Any, ...], written: Written, path: Path) -> object:
        if not isinstance(written, Listing):
            text = written.text if isinstance(written, Text) else "..."
            return self._unread(path, f"{_name(path)} should be a list", f"write it in square brackets: [{text}]")
        if Ellipsis not in kinds and len(kinds) != len(written.items):
            return self._unread(path, f"{_name(path)} has {len(written.items)} values", f"give {len(kinds)}")
        return tuple(self._value(kinds[0], item, (*path, n)) for n, item in enumerate(written.items))

    def _by_name(self, kind: Any, written: Written, path: Path) -> object:
        if not isinstance(written, Entry):
            return self._unread(path, f"{_name(path)} should be named values", "write each as `name: value` on a line")
        return {name: self._value(kind, value, (*path, name)) for name, value in written.values.items()}

    def _group(self, model: type[BaseModel], written: Written, path: Path) -> object:
        if not isinstance(written, Entry):
            names = ", ".join(model.model_fields)
            return self._unread(path, f"{_name(path)} should be a group of fields", f"the fields are {names}")
        return self.fields(model, written, path)

    def _unread(self, path: Path, wrong: str, right: str) -> object:
        self._tell(path, wrong, right)
        return _UNREAD

    def _tell(self, path: Path, wrong: str, right: str) -> None:
        self._told.add(path)
        self.found_something = True
        self._mistakes.add(place_of(self._written, path), wrong, right)


def _plain(annotation: Any) -> tuple[Any, bool]:
    """A field's type without its conditions, and whether it may be absent."""
    if get_origin(annotation) is Annotated:
        return _plain(get_args(annotation)[0])
    if get_origin(annotation) in (Union, UnionType):
        kinds = [kind for kind in get_args(annotation) if kind is not NoneType]
        return _plain(kinds[0])[0], True
    return annotation, False


def _name(path: Path) -> str:
    """What a mistake calls the value at a path: the innermost name, and its number when it is one of a list."""
    names = [str(step) for step in path if isinstance(step, str)]
    return f"number {path[-1] + 1} of {names[-1]}," if isinstance(path[-1], int) else names[-1]


def _in_our_words(error: ErrorDetails, typed: str) -> tuple[str, str]:
    """What is wrong and what would be right, for one of the conditions pydantic holds."""
    limits = error.get("ctx", {})
    wrong, right = _WORDS[error["type"]]
    words = {"name": _name(error["loc"]), "typed": quoted(typed), "code": _as_code(typed), **limits}
    return wrong.format(**words), right.format(**words)


_WORDS = {  # every condition the model has; a test holds the two together
    "too_short": ("{name} has nothing in it", "give at least one"),
    "string_pattern_mismatch": (
        "{name} {typed} is not a code: up to 40 letters, digits, dots, dashes and underscores",
        "did you mean '{code}'?",
    ),
    "value_error": ("{name} {typed} is not an e-mail address", "write it like jo.bloggs@example.org"),
    "greater_than_equal": ("{name} {typed} is too small", "it can be {ge} at least"),
    "less_than_equal": ("{name} {typed} is too big", "it can be {le} at most"),
    "greater_than": ("{name} {typed} is too small", "it should be more than {gt}"),
}


def _as_code(typed: str) -> str:
    """Some text made into a code: `fire & rescue` becomes fire-rescue."""
    return re.sub(r"[^A-Za-z0-9._]+", "-", typed).strip("-._")[:40] or "A1"
