"""Rounds, answers and facts for the tests of the reviews: as small as each test needs."""

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal

from lsp_core.plan.bodies import Layer
from lsp_core.reviews.answers import Answer
from lsp_core.reviews.catalogue import FactKind, Unit, Value
from lsp_core.reviews.fact_values import FactSheet, FactValue
from lsp_core.reviews.model import Attribution, Criterion, Instrument, Operator, Question
from lsp_core.reviews.reading import seed_facts, seed_instruments
from lsp_core.reviews.results import QuestionResult, question_result
from lsp_core.reviews.rules import Bench, holds

AS_OF = date(2026, 4, 1)
PLENTY = 40


def seed(code: str) -> Instrument:
    return seed_instruments().by_id[code]


def a_fact(code: str, value: Value | str | int | None, n: int | None = PLENTY, outcome: str = "") -> FactValue:
    worth = value if value is None or isinstance(value, bool) else Decimal(value)
    return FactValue(code, worth, None, n, "last four closed cycles", AS_OF, outcome=outcome, records=("record 1",))


def a_bench(*facts: FactValue, outcome: str = "", documents: frozenset[str] = frozenset()) -> Bench:
    whole = {fact.fact: fact for fact in facts if not fact.outcome}
    narrow = {fact.fact: fact for fact in facts if fact.outcome}
    return Bench(seed_facts(), FactSheet(whole, {outcome: narrow} if outcome else {}), outcome, documents)


def answers_to(question: str, positions: Sequence[int], layer: Layer | None = None, start: int = 0) -> list[Answer]:
    return [
        Answer(f"r{start + n}", question, first=position, final=position, layer=layer, body=f"body {start + n}")
        for n, position in enumerate(positions)
    ]


def result_of(instrument: Instrument, question: str, answers: Sequence[Answer], bench: Bench) -> QuestionResult:
    return question_result(instrument.by_id[question], answers, instrument, bench)


def every_criterion() -> list[tuple[Instrument, Question, Criterion, FactKind]]:
    facts = seed_facts().by_id
    return [
        (instrument, question, criterion, facts[criterion.fact])
        for instrument in seed_instruments().instruments
        for question in instrument.questions
        for rule in question.rules
        for criterion in rule.criteria
        if criterion.fact
    ]


def facts_where(wanted: bool) -> Mapping[str, FactValue]:
    """For every fact a seed rule names, a value at which each of its rules fires, or none of them does."""
    criteria: dict[str, list[tuple[Criterion, FactKind]]] = {}
    for _, _, criterion, kind in every_criterion():
        criteria.setdefault(kind.id, []).append((criterion, kind))
    found = {}
    for code, rules in criteria.items():
        candidates: list[Value] = [True, False] if rules[0][1].unit is Unit.YES_OR_NO else []
        if not candidates:
            candidates = [Decimal(n) for n in ("0", "0.5", "1", "3", "6", "12", "20", "60", "200")]
            if rules[0][1].unit is Unit.SHARE:
                candidates = [Decimal(n) for n in ("0", "0.5", "1")]
        value = next(v for v in candidates if all(holds(c, v, kind) is wanted for c, kind in rules))
        found[code] = a_fact(code, value)
    return found


__all__ = ["Attribution", "Operator"]
