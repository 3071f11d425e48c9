"""The rungs of the ladder, and which of them somebody has been told, from the keys of the digests that told it."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date

from lsp_core.messages.keys import all_things_told
from lsp_core.periods import Quarter
from lsp_core.wording import count_of

CHASES = ("reminder", "escalation")
"""The sorts of digest that climb the ladder."""


@dataclass(frozen=True)
class Rung:
    """One rung, reached by what one partner owes for one quarter and one due day."""

    quarter: Quarter
    due_on: date
    offset: int
    """In working days from the due day; minus is before."""
    partner: str

    @property
    def in_words(self) -> str:
        """Whoever's it is: `2023-24 Q1 due 2023-07-21, on the day`."""
        return f"{self.quarter} due {self.due_on:%Y-%m-%d}, {_in_words(self.offset)}"


def rungs_in_words(rungs: Iterable[Rung]) -> tuple[str, ...]:
    """Each rung once, with the partners on it: many partners reach one together, and a key has to stay short."""
    partners: dict[str, list[str]] = {}
    for rung in rungs:
        partners.setdefault(rung.in_words, []).append(rung.partner)
    return tuple(f"{words}, {' '.join(dict.fromkeys(theirs))}" for words, theirs in partners.items())


class Told:
    """What people have been told in digests, read once from the keys."""

    def __init__(self, keys: Collection[str]) -> None:
        self._told = {
            (what, person, words, partner)
            for what in CHASES
            for person, thing in all_things_told(what, keys)
            for words, _, partners in [thing.rpartition(", ")]
            for partner in partners.split()
        }

    def has(self, what: str, people: Collection[str], rung: Rung) -> bool:
        """Whether any of some people, who stand in for one another, have been told of a rung."""
        return any((what, person, rung.in_words, rung.partner) in self._told for person in people)


def _in_words(offset: int) -> str:
    if offset == 0:
        return "on the day"
    return f"{count_of(abs(offset), 'working day')} {'before' if offset < 0 else 'after'}"
