"""Whether answers moved since last year's round, and whether the facts moved with them.

"Moved" is said only of people who answered both times, when at least six of them moved and a sign test would seldom
show as many going one way by luck. Of two anonymous rounds nothing is said: they stand side by side.
"""

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from lsp_core.reviews.answers import Answer
from lsp_core.reviews.catalogue import FactKind
from lsp_core.reviews.fact_values import FactValue, size_in_words, written
from lsp_core.reviews.model import Attribution, Criterion, Instrument, Operator, Question

FEWEST_MOVED = 6
BY_LUCK = 0.05
"""How often, at most, as many would go one way if each went either way by luck, counting both ways."""


class Movement(StrEnum):
    """What may be said of two years."""

    UP = "moved up"
    DOWN = "moved down"
    NO_CLEAR_CHANGE = "no clear change"
    SIDE_BY_SIDE = "side by side only"
    NOT_THE_SAME_QUESTION = "not the same question"


@dataclass(frozen=True)
class Moved:
    """One question in two years."""

    movement: Movement
    both_times: int = 0
    up: int = 0
    down: int = 0


def is_clear(most: int, moved: int) -> bool:
    """Whether so many of those who moved, going one way, is more than luck: 6 of 6, 8 of 9, 10 of 12 and so on."""
    if moved < FEWEST_MOVED or most * 2 <= moved:
        return False
    as_many = sum(math.comb(moved, count) for count in range(most, moved + 1))
    return bool(2 * as_many / 2**moved <= BY_LUCK)


def is_same_question(before: Question, before_version: str, now: Question) -> bool:
    """Whether last year's answers were to this question: the same id and words, or words declared equivalent."""
    if f"{before.id}@{before_version}" in now.equivalent_to:
        return True
    return before.id == now.id and before.wording == now.wording


def moved(before: Sequence[Answer], now: Sequence[Answer], attribution: Attribution) -> Moved:
    """How the people who answered one question in both years moved. The question is the same."""
    if attribution is Attribution.ANONYMOUS:
        return Moved(Movement.SIDE_BY_SIDE)
    first, last = _by_respondent(before), _by_respondent(now)
    both = first.keys() & last.keys()
    up = sum(last[who] > first[who] for who in both)
    down = sum(last[who] < first[who] for who in both)
    if not is_clear(max(up, down), up + down):
        return Moved(Movement.NO_CLEAR_CHANGE, len(both), up, down)
    return Moved(Movement.UP if up > down else Movement.DOWN, len(both), up, down)


def moved_since(
    before: tuple[Instrument, Sequence[Answer]], now: tuple[Instrument, Sequence[Answer]], question: str
) -> Moved:
    """As `moved`, once it is settled that both years asked the same."""
    asked_now = now[0].by_id[question]
    earlier = next((q for q in before[0].questions if is_same_question(q, before[0].version, asked_now)), None)
    if earlier is None:
        return Moved(Movement.NOT_THE_SAME_QUESTION)
    attribution = (
        Attribution.ANONYMOUS
        if Attribution.ANONYMOUS in (before[0].attribution, now[0].attribution)
        else now[0].attribution
    )
    return moved(
        [answer for answer in before[1] if answer.question == earlier.id],
        [answer for answer in now[1] if answer.question == question],
        attribution,
    )


def _by_respondent(answers: Iterable[Answer]) -> Mapping[str, int]:
    return {
        answer.respondent: answer.position
        for answer in answers
        if answer.position is not None and not answer.dont_know and not answer.does_not_apply
    }


def has_worsened(criterion: Criterion, kind: FactKind, before: FactValue | None, now: FactValue | None) -> bool:
    """Whether a fact has gone towards what its rule counts against a claim. Unknown is not worse."""
    if before is None or now is None or before.value is None or now.value is None:
        return False
    if isinstance(before.value, bool) or isinstance(now.value, bool):
        limit = criterion.limit(kind.unit)
        bad = limit if criterion.op is Operator.IS else not limit
        return before.value is not now.value and now.value is bad
    if criterion.op in (Operator.BELOW, Operator.AT_MOST):
        return now.value < before.value
    if criterion.op in (Operator.ABOVE, Operator.AT_LEAST):
        return now.value > before.value
    limit = criterion.limit(kind.unit)
    return abs(now.value - Decimal(limit)) < abs(before.value - Decimal(limit))


def felt_better_measured_worse(
    movement: Moved, criterion: Criterion, kind: FactKind, before: FactValue | None, now: FactValue | None
) -> str:
    """The sentence for answers that rose while their fact fell; empty when that is not what happened."""
    if movement.movement is not Movement.UP or not has_worsened(criterion, kind, before, now):
        return ""
    assert before is not None  # or nothing would have worsened
    assert now is not None
    assert before.value is not None
    assert now.value is not None
    then = written(before.value, kind, now.value)
    today = f"{written(now.value, kind, before.value)} ({size_in_words(now)})"
    of = movement.up + movement.down
    return (
        f"Felt better, measured worse: of the {of} people who changed their answer, {movement.up} went up, "
        f"while {kind.id} went from {then} to {today}."
    )
