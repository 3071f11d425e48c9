"""Which thresholds a partnership has loosened: what would have counted against a claim, and no longer does.

Found by trying values, not by comparing how rules are written, so that no way of writing a looser rule is missed: a
moved threshold, a criterion taken out, `any` become `all`, a minimum raised, fewer answers spoken to.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal

from lsp_core.reviews.catalogue import FactCatalogue, FactKind, Unit, Value
from lsp_core.reviews.fact_values import written
from lsp_core.reviews.model import Criterion, Question, Rule
from lsp_core.reviews.rules import OPERATOR_WORDS, holds

_HAIR = Decimal("1e-12")


@dataclass(frozen=True)
class Loosened:
    """One rule that lets more pass than the seed's does."""

    question: str
    fact: str
    seed: str
    now: str
    why: str
    by: str

    @property
    def words(self) -> str:
        """What the report prints."""
        return (
            f"{self.question} is looser than the seed: {self.fact} counted against a high answer when {self.seed}, "
            f"and now {self.now}. {self.by}: {self.why}"
        )


def loosened(seed: Question, now: Question | None, catalogue: FactCatalogue, why: str, by: str) -> tuple[Loosened, ...]:
    """Every fact of a question's rules that was loosened. A question retired is told apart from these."""
    if now is None:
        return ()
    found = []
    for before, after in ((seed.contradicted_when, now.contradicted_when), (seed.surface_when, now.surface_when)):
        for criterion in before.criteria if before else ():
            kind = catalogue.by_id.get(criterion.fact)
            if before and kind and _is_looser(before, after, criterion, kind):
                said = _words(after, criterion.fact, kind)
                found.append(Loosened(seed.id, kind.id, _words(before, criterion.fact, kind), said, why, by))
    return tuple(dict.fromkeys(found))


def _is_looser(before: Rule, after: Rule | None, criterion: Criterion, kind: FactKind) -> bool:
    if after is None or _speaks_later(before, after):
        return True
    alike = [each for each in after.criteria if each.fact == criterion.fact]
    if len(after.all) > 1 and before.any:
        return True
    if any(
        holds(criterion, value, kind) and not any(holds(each, value, kind) for each in alike)
        for value in _probes((criterion, *alike), kind)
    ):
        return True
    return not any(_as_soon(criterion, each, kind) for each in alike)


def _speaks_later(before: Rule, after: Rule) -> bool:
    """Whether the rule speaks to fewer answers: the answer it begins at is higher on its scale."""
    order = ("0", "1", "2", "3", "4", "red", "amber", "green")
    if before.answer_at_least not in order or after.answer_at_least not in order:
        return before.answer_at_least != after.answer_at_least
    return order.index(after.answer_at_least) > order.index(before.answer_at_least)


def _as_soon(before: Criterion, after: Criterion, kind: FactKind) -> bool:
    """Whether a criterion speaks from as low a level, as small a number and as wide a scope as it did."""
    return (
        (after.only_from_level or 0) <= (before.only_from_level or 0)
        and (after.min_n or kind.smallest_n) <= (before.min_n or kind.smallest_n)
        and after.scope is before.scope
    )


def _probes(criteria: tuple[Criterion, ...], kind: FactKind) -> Iterator[Value]:
    """Values on each side of every threshold; what holds on one of them holds up to the next threshold."""
    if kind.unit is Unit.YES_OR_NO:
        yield from (True, False)
        return
    for criterion in criteria:
        limit = criterion.limit(kind.unit)
        yield from (limit, limit - _HAIR, limit + _HAIR)


def _words(rule: Rule | None, fact: str, kind: FactKind) -> str:
    said: Mapping[str, None] = {
        f"{OPERATOR_WORDS[each.op]} {written(each.limit(kind.unit), kind)}"
        + (f" and the answer is {rule.answer_at_least} or more" if rule and rule.answer_at_least else "")
        + (f" at level {each.only_from_level}" if each.only_from_level else "")
        + (f" of at least {each.min_n}" if each.min_n else ""): None
        for each in (rule.criteria if rule else ())
        if each.fact == fact and each.op
    }
    return " or ".join(said) or "never"
