"""Rules held against facts: what a rule says about an answer, and why. A table of operators, and no evaluation of text.

A criterion can be true, false, or not known for one of three reasons; what is not known never counts as either. A rule
joined by any is true when one criterion is, and not true only when every one was tested and none is.
"""

import operator
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from lsp_core.reviews.catalogue import FactCatalogue, FactKind, Value
from lsp_core.reviews.fact_values import FactSheet, FactValue, size_in_words, written
from lsp_core.reviews.model import Criterion, Operator, Question, Rule
from lsp_core.reviews.scales import Scale

_HOLD: Mapping[Operator, Callable[[Any, Any], bool]] = {
    Operator.BELOW: operator.lt,
    Operator.AT_MOST: operator.le,
    Operator.ABOVE: operator.gt,
    Operator.AT_LEAST: operator.ge,
    Operator.IS: operator.eq,
    Operator.IS_NOT: operator.ne,
}
OPERATOR_WORDS: Mapping[Operator, str] = {
    Operator.BELOW: "below",
    Operator.AT_MOST: "at most",
    Operator.ABOVE: "above",
    Operator.AT_LEAST: "at least",
    Operator.IS: "exactly",
    Operator.IS_NOT: "other than",
}


class Label(StrEnum):
    """What the evidence says beside an answer. None of them says that an answer is right."""

    CONTRADICTED = "contradicted"
    NOT_CONTRADICTED = "not contradicted"
    SUPPORTED = "supported"
    CANNOT_BE_TESTED = "cannot be tested"
    TOO_FEW = "too few to say"
    NO_DATA = "no data"


class Truth(StrEnum):
    """What a criterion came to."""

    TRUE = "true"
    FALSE = "false"
    TOO_FEW = "too few to say"
    NO_DATA = "no data"
    NO_DOCUMENT = "no document seen"


_UNKNOWN = {
    Truth.TOO_FEW: Label.TOO_FEW,
    Truth.NO_DATA: Label.NO_DATA,
    Truth.NO_DOCUMENT: Label.CANNOT_BE_TESTED,
}
"""What is not known, and what it makes of a rule; where several are unknown the first of these is said."""


@dataclass(frozen=True)
class Tested:
    """One criterion held against what is known."""

    criterion: Criterion
    truth: Truth
    kind: FactKind | None = None
    fact: FactValue | None = None

    @property
    def words(self) -> str:
        """What was held against what, with the value, its size and the threshold."""
        criterion = self.criterion
        if criterion.document or self.kind is None:
            return f"the document {criterion.document!r}: {'' if self.truth is Truth.FALSE else 'not '}seen"
        if self.fact is None:
            return f"{self.said}: no data, because it is not worked out or its part of the engine is not in use"
        limit = criterion.limit(self.kind.unit)
        size = size_in_words(self.fact)
        of = f" ({size})" if size else ""
        if self.fact.value is None:
            return f"{self.said}: nothing to count{of}"
        assert criterion.op is not None  # checked when the instrument was read
        against = f"{OPERATOR_WORDS[criterion.op]} {written(limit, self.kind, self.fact.value)}"
        few = "; too few to say" if self.truth is Truth.TOO_FEW else ""
        return f"{self.said}: {written(self.fact.value, self.kind, limit)}{of}; threshold: {against}{few}"

    @property
    def said(self) -> str:
        """What the fact is, in words and by its id."""
        meaning = self.kind.meaning if self.kind else ""
        return f"{meaning[:1].upper()}{meaning[1:]} [{self.criterion.fact}]"


@dataclass(frozen=True)
class Evidence:
    """What a question's rule says about one answer, or about nobody's in particular."""

    label: Label
    tested: tuple[Tested, ...] = ()

    @property
    def against(self) -> tuple[Tested, ...]:
        """The criteria that are true."""
        return tuple(each for each in self.tested if each.truth is Truth.TRUE)


def held_against(
    criterion: Criterion,
    catalogue: FactCatalogue,
    facts: FactSheet,
    outcome: str = "",
    documents: Collection[str] = (),
) -> Tested:
    """One criterion. `documents` are those that somebody gave a link and a date for; a bare yes is not among them."""
    if criterion.document:
        return Tested(criterion, Truth.FALSE if criterion.document in documents else Truth.NO_DOCUMENT)
    kind = catalogue.by_id[criterion.fact]
    fact = facts.find(criterion.fact, outcome, criterion.scope)
    return Tested(criterion, _truth(criterion, kind, fact), kind, fact)


def _truth(criterion: Criterion, kind: FactKind, fact: FactValue | None) -> Truth:
    if fact is None or (fact.value is None and fact.n is None):
        return Truth.NO_DATA
    fewest = criterion.min_n or kind.smallest_n
    if fact.value is None or (fact.n is not None and fact.n < fewest):
        return Truth.TOO_FEW
    return Truth.TRUE if holds(criterion, fact.value, kind) else Truth.FALSE


def holds(criterion: Criterion, value: Value, kind: FactKind) -> bool:
    """Whether a value is on the side of the threshold that the criterion asks about."""
    assert criterion.op is not None  # checked when the instrument was read
    return _HOLD[criterion.op](value, criterion.limit(kind.unit))


def truth_of(rule: Rule, tested: tuple[Tested, ...]) -> Truth:
    """What a rule comes to: Kleene's logic of true, false and not known."""
    truths = [each.truth for each in tested]
    decisive = Truth.FALSE if rule.all else Truth.TRUE
    if decisive in truths:
        return decisive
    unknown = next((truth for truth in _UNKNOWN if truth in truths), None)
    if unknown is not None:
        return unknown
    return Truth.TRUE if rule.all else Truth.FALSE


@dataclass(frozen=True)
class Bench:
    """Everything that rules are held against in one round."""

    catalogue: FactCatalogue
    facts: FactSheet
    outcome: str = ""
    documents: frozenset[str] = frozenset()

    def is_surfaced(self, question: Question) -> bool:
        """Whether what a question to a meeting waits for is true."""
        rule = question.surface_when
        return rule is not None and truth_of(rule, self._tested(rule, None)) is Truth.TRUE

    def surfacing(self, question: Question) -> Evidence:
        """As `is_surfaced`, with what makes it so."""
        rule = question.surface_when
        return Evidence(Label.CANNOT_BE_TESTED) if rule is None else self._against(rule, self._tested(rule, None))

    def beside(self, question: Question) -> Evidence:
        """What the records say beside a question, before anybody answers it."""
        rule = question.contradicted_when
        return Evidence(Label.CANNOT_BE_TESTED) if rule is None else self._against(rule, self._tested(rule, None))

    def evidence(self, question: Question, answer: int, scale: Scale) -> Evidence:
        """What the records say of one answer. A low answer is never argued with: no rule speaks to it."""
        supported = self._supporting(question, answer, scale)
        rule = question.contradicted_when
        if rule is None or not _speaks_to(rule, answer, scale):
            return supported or Evidence(Label.CANNOT_BE_TESTED)
        against = self._against(rule, self._tested(rule, answer))
        if against.label is Label.NO_DATA:  # of the answer, that it is untested; of the fact, that there is no data
            against = Evidence(Label.CANNOT_BE_TESTED, against.tested)
        return supported if supported and against.label is not Label.CONTRADICTED else against

    def _supporting(self, question: Question, answer: int, scale: Scale) -> Evidence | None:
        rule = question.supported_when
        if rule is None or not _speaks_to(rule, answer, scale):
            return None
        tested = self._tested(rule, answer)
        return Evidence(Label.SUPPORTED, tested) if truth_of(rule, tested) is Truth.TRUE else None

    def _against(self, rule: Rule, tested: tuple[Tested, ...]) -> Evidence:
        truth = truth_of(rule, tested)
        if not tested:
            return Evidence(Label.CANNOT_BE_TESTED)
        if truth in _UNKNOWN:
            return Evidence(_UNKNOWN[truth], tested)
        return Evidence(Label.CONTRADICTED if truth is Truth.TRUE else Label.NOT_CONTRADICTED, tested)

    def _tested(self, rule: Rule, answer: int | None) -> tuple[Tested, ...]:
        """The criteria that speak to an answer; all of them when it is nobody's in particular."""
        return tuple(
            held_against(criterion, self.catalogue, self.facts, self.outcome, self.documents)
            for criterion in rule.criteria
            if answer is None or criterion.only_from_level is None or answer >= criterion.only_from_level
        )


def _speaks_to(rule: Rule, answer: int, scale: Scale) -> bool:
    least = scale.position(rule.answer_at_least)
    return least is not None and answer >= least
