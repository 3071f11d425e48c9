"""What need not be asked again: where an earlier review asked about the same weakness by the same fact, its
answer is shown and only confirmed."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from lsp_core.reviews.model import Instrument, Question

WITHIN_DAYS = 183
"""Half a year; older answers are not offered."""


@dataclass(frozen=True)
class AnsweredEarlier:
    """What somebody answered in an earlier review."""

    instrument: Instrument
    question: Question
    position: int
    on: date

    @property
    def words(self) -> str:
        """What they are shown."""
        scale = self.instrument.answer_scale
        said = scale.name(self.position) if scale else str(self.position)
        return f"You answered {said!r} to {self.question.text!r} in the {self.instrument.title}. Does that still hold?"


def to_confirm(question: Question, earlier: Iterable[AnsweredEarlier], today: date) -> AnsweredEarlier | None:
    """The latest answer that would be asked for again; None when there is nothing to confirm."""
    alike = [
        each
        for each in earlier
        if each.question.weakness == question.weakness
        and _facts(each.question) & _facts(question)
        and 0 <= (today - each.on).days <= WITHIN_DAYS
    ]
    return max(alike, key=lambda each: each.on, default=None)


def _facts(question: Question) -> frozenset[str]:
    return frozenset(criterion.fact for rule in question.rules for criterion in rule.criteria if criterion.fact)
