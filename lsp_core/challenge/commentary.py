"""An owner's words on an outcome: why it is where it is, what will be done, by when, and what that should change.

They print unaltered. What is checked is only that they are short enough to be read and say something.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from lsp_core.errors import LspError
from lsp_core.periods import Quarter

MOST_WORDS = 150
"""In all four parts together: about a minute's reading aloud."""


@dataclass(frozen=True)
class Commentary:
    """What one person said of one outcome in one quarter, as it was said."""

    quarter: Quarter
    outcome: str
    why: str
    """Why it is where it is."""
    doing: str
    """What will be done about it; with the next two parts it is a promise the next pack can look back at."""
    when: str
    effect: str
    by: str
    """The person's name."""
    role: str
    at: datetime

    @property
    def parts(self) -> tuple[tuple[str, str], ...]:
        """Each part that was said, under its heading."""
        told = (
            ("Why", self.why),
            ("What we will do", self.doing),
            ("By when", self.when),
            ("What it will change", self.effect),
        )
        return tuple((heading, words) for heading, words in told if words)

    @property
    def words(self) -> int:
        """How many words it has."""
        return sum(len(words.split()) for _, words in self.parts)


def check_commentary(said: Commentary) -> None:
    """Raise `LspError` for words a pack cannot print: none, or too many."""
    if not said.words:
        raise LspError("A commentary needs words", "Say why the outcome is where it is, and what will be done.")
    if said.words > MOST_WORDS:
        raise LspError(
            f"The commentary has {said.words} words; a pack prints at most {MOST_WORDS}",
            f"Ask {said.by} for a shorter one. Nobody else shortens it, because it prints as it was written.",
        )


def said_of(commentaries: Iterable[Commentary], outcome: str, quarter: Quarter) -> Commentary | None:
    """The last word on an outcome in a quarter. `commentaries` come oldest first."""
    return next((c for c in reversed(list(commentaries)) if (c.outcome, c.quarter) == (outcome, quarter)), None)
