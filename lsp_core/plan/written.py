"""What stands in the plan's files, value by value, each with its place; and the mistakes found there.

A list in YAML and a table in CSV come out alike, so what reads their meaning (`lsp_core.plan.declared`) does not care
which it was. Turning text into this is `lsp_core.plan.yaml_files` and `lsp_core.plan.csv_files`.
"""

import difflib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import TypeAlias

LONGEST_QUOTE = 60
MOST_LISTED = 6
ALIKE = 0.6
"""How alike two words must be before one is offered for the other, from 0 to 1."""


@dataclass(frozen=True, order=True)
class Place:
    """A line and a column, both counted from 1. In a CSV file the column is the cell's: 1 is A, 2 is B."""

    file: str
    line: int
    column: int

    def __str__(self) -> str:
        return f"{self.file}:{self.line}:{self.column}"


@dataclass(frozen=True)
class Text:
    """One value, as it was typed."""

    place: Place
    text: str


@dataclass(frozen=True)
class Listing:
    """Several values, one after another."""

    place: Place
    items: tuple["Written", ...]


@dataclass(frozen=True)
class Entry:
    """Named values: a group of fields in YAML, or a row of a table."""

    place: Place
    values: Mapping[str, "Written"]
    """What was given. A name with nothing beside it is not here, but has its place in `places`."""
    places: Mapping[str, Place]
    name_places: Mapping[str, Place] = field(default_factory=dict)
    """Where each name itself stands."""
    columns_missing: frozenset[str] = frozenset()
    """Columns the table does not have at all; that is said once about the table, not once a row."""


Written: TypeAlias = Text | Listing | Entry
Path: TypeAlias = tuple[str | int, ...]


def place_of(written: Written, path: Path) -> Place:
    """Where the value at a path stands; where it does not stand at all, where it would have."""
    place = written.place
    here: Written | None = written
    for step in path:
        if isinstance(here, Entry) and isinstance(step, str):
            place, here = here.places.get(step, here.place), here.values.get(step)
        elif isinstance(here, Listing) and isinstance(step, int) and step < len(here.items):
            here = here.items[step]
            place = here.place
        else:
            return place
    return place


def text_of(written: Written, path: Path) -> str:
    """What was typed at a path; empty when nothing was, or when it is not a single value."""
    here: Written | None = written
    for step in path:
        if isinstance(here, Entry) and isinstance(step, str):
            here = here.values.get(step)
        elif isinstance(here, Listing) and isinstance(step, int) and step < len(here.items):
            here = here.items[step]
        else:
            return ""
    return here.text if isinstance(here, Text) else ""


class Mistakes:
    """Everything wrong with the plan, so that it can be put right in one sitting."""

    def __init__(self) -> None:
        self._found: dict[tuple[Place, str], None] = {}

    def add(self, place: Place, wrong: str, right: str) -> None:
        """Note what is wrong at a place and what would be right. The same thing twice is noted once."""
        self._found[place, f"{place}: {wrong}; {right}"] = None

    def in_order(self, files: Iterable[str]) -> tuple[str, ...]:
        """The mistakes as sentences: file by file in the order given, from top to bottom."""
        rank = {name: number for number, name in enumerate(files)}
        found = sorted(self._found, key=lambda item: (rank.get(item[0].file, len(rank)), item[0]))
        return tuple(sentence for _, sentence in found)

    def __len__(self) -> int:
        return len(self._found)


def quoted(text: str) -> str:
    """Some text as a mistake shows it: in quotes, on one line, cut when it is long."""
    flat = " ".join(text.split())
    return f"'{flat}'" if len(flat) <= LONGEST_QUOTE else f"'{flat[: LONGEST_QUOTE - 3]}...'"


def closest(word: str, known: Iterable[str]) -> str | None:
    """The known word most likely meant; None when nothing is much alike."""
    by_folded = {name.casefold(): name for name in known}
    folded = word.casefold()
    if folded in by_folded:
        return by_folded[folded]
    beginning = [name for name in by_folded if name.startswith(folded)]
    if len(beginning) == 1:
        return by_folded[beginning[0]]
    alike = difflib.get_close_matches(folded, by_folded, n=1, cutoff=ALIKE)
    return by_folded[alike[0]] if alike else None


def suggestion(word: str, known: Iterable[str], listed: str = "it can be") -> str:
    """What would be right: the word that was probably meant, or else what there is to choose from."""
    known = list(known)
    meant = closest(word, known)
    if meant is not None:
        return f"did you mean {quoted(meant)}?"
    more = f" and {len(known) - MOST_LISTED} more" if len(known) > MOST_LISTED else ""
    return f"{listed} {', '.join(known[:MOST_LISTED]) or 'nothing yet'}{more}"
