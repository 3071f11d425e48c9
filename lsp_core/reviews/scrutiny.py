"""Which questions are offered to a meeting: those whose trigger is true, the weightiest first, a few of each family.

The chair keeps five to eight. What the chair drops is listed, and what has been true for three meetings cannot be
dropped without a reason.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field

from lsp_core.reviews.model import Instrument, Question
from lsp_core.reviews.rules import Bench, Evidence

NO_DROPPING_AFTER = 3


@dataclass(frozen=True)
class AskedBefore:
    """What earlier meetings did about a question."""

    meetings_true: int = 0
    """Meetings running at which its trigger was true, this one not counted."""
    asked_in_last_two: bool = False
    is_answered: bool = False
    is_statutory: bool = False
    """Whether it touches a statutory or reward-bearing target."""


@dataclass(frozen=True)
class Offered:
    """One question offered, and the figures that call for it."""

    question: Question
    because: Evidence
    is_standing: bool
    """Whether it is always offered."""


@dataclass(frozen=True)
class Chosen:
    """What a chair keeps and drops, so that choosing can be seen."""

    kept: tuple[str, ...]
    dropped: tuple[str, ...]
    reasons: Mapping[str, str] = field(default_factory=dict)


def offer(instrument: Instrument, bench: Bench, before: Mapping[str, AskedBefore]) -> tuple[Offered, ...]:
    """At most as many as the instrument says, in order. Those always offered have their place kept."""
    choosing = instrument.choose
    assert choosing is not None  # what is put in a meeting says how many
    found = [
        Offered(question, bench.surfacing(question), question.id in choosing.always)
        for question in instrument.questions
        if question.id in choosing.always or bench.is_surfaced(question)
    ]
    ranked = sorted(found, key=lambda each: (not each.is_standing, *_rank(before.get(each.question.id, AskedBefore()))))
    chosen: list[Offered] = []
    for each in ranked:
        of_family = sum(other.question.family == each.question.family for other in chosen)
        if len(chosen) < choosing.most and of_family < choosing.per_family_most:
            chosen.append(each)
    return tuple(sorted(chosen, key=lambda each: _rank(before.get(each.question.id, AskedBefore()))))


def _rank(before: AskedBefore) -> tuple[bool, int, bool, bool]:
    return (not before.is_statutory, -before.meetings_true, before.asked_in_last_two, before.is_answered)


def choose(
    offered: Sequence[Offered], dropped: Collection[str], reasons: Mapping[str, str], before: Mapping[str, AskedBefore]
) -> tuple[Chosen, tuple[str, ...]]:
    """What the chair chose, and each question that cannot be dropped without a reason."""
    kept = tuple(each.question.id for each in offered if each.question.id not in dropped)
    gone = tuple(each.question.id for each in offered if each.question.id in dropped)
    wanting = tuple(
        code
        for code in gone
        if before.get(code, AskedBefore()).meetings_true + 1 >= NO_DROPPING_AFTER and not reasons.get(code, "").strip()
    )
    return Chosen(kept, gone, {code: reasons[code] for code in gone if code in reasons}), wanting
