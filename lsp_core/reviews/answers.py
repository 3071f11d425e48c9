"""What somebody answered: first without the fact, then having seen it. Both are kept, and the last counts."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from lsp_core.plan.bodies import Layer

Position = int


@dataclass(frozen=True)
class Answer:
    """One respondent's answer to one question. Who it was is a random id; body and layer only as the round allows."""

    respondent: str
    question: str
    first: Position | None = None
    final: Position | None = None
    layer: Layer | None = None
    body: str = ""
    dont_know: bool = False
    does_not_apply: str = ""
    """Why the question does not apply; empty when it does."""
    reason: str = ""
    """Why a high answer stands although a fact contradicts it."""
    is_coordinator: bool = False

    @property
    def position(self) -> Position | None:
        """The answer that counts: what was kept or changed on seeing the fact."""
        return self.final if self.final is not None else self.first

    @property
    def is_explained(self) -> bool:
        """Whether a reason was given for keeping it."""
        return bool(self.reason.strip())


@dataclass(frozen=True)
class Changed:
    """How many answers moved when the fact was shown, for the whole round and never for a part of it."""

    of: int
    down: int
    up: int

    @property
    def words(self) -> str:
        """For example `9 of 41 answers moved down`."""
        return f"On seeing the facts, {self.down} of {self.of} answers moved down and {self.up} moved up."


def changed_on_seeing(answers: Iterable[Answer]) -> Changed:
    """What showing the facts did to the answers of a round."""
    pairs = [(a.first, a.final) for a in answers if a.first is not None and a.final is not None]
    down = sum(final < first for first, final in pairs)
    up = sum(final > first for first, final in pairs)
    return Changed(len(pairs), down, up)


def by_question(answers: Iterable[Answer]) -> Mapping[str, tuple[Answer, ...]]:
    """The answers under the question they are to."""
    found: dict[str, list[Answer]] = {}
    for answer in answers:
        found.setdefault(answer.question, []).append(answer)
    return {question: tuple(given) for question, given in found.items()}
