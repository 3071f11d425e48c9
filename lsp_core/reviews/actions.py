"""What is proposed about a finding: an action whose effect next year's review can test by the same fact.

Nothing is proposed without a finding, and at most five things are. The session accepts, edits or refuses each.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from lsp_core.reviews.catalogue import FactCatalogue, FactKind, Unit
from lsp_core.reviews.fact_values import written
from lsp_core.reviews.findings import Finding
from lsp_core.reviews.model import Criterion, Operator
from lsp_core.reviews.results import QuestionResult
from lsp_core.reviews.rules import Tested
from lsp_core.wording import day

MOST_PROPOSED = 5
_WANTED: Mapping[Operator, str] = {
    Operator.BELOW: "{limit} or more",
    Operator.AT_MOST: "more than {limit}",
    Operator.ABOVE: "{limit} or less",
    Operator.AT_LEAST: "less than {limit}",
    Operator.IS: "other than {limit}",
    Operator.IS_NOT: "{limit}",
}
"""The value that would no longer count against a claim."""


@dataclass(frozen=True)
class ProposedAction:
    """One thing to do, and what would show that it worked."""

    title: str
    source: str
    """Where it comes from: `review/round/question`."""
    weakness: str
    fact: str = ""
    now: str = ""
    wanted: str = ""
    by_when: date | None = None

    @property
    def missing(self) -> tuple[str, ...]:
        """What it lacks to be testable."""
        have = {"fact": self.fact, "value now": self.now, "wanted value": self.wanted, "date": self.by_when}
        return tuple(name for name, value in have.items() if not value)

    @property
    def is_incomplete(self) -> bool:
        """Whether next year could not tell if it worked. It is kept and flagged, not refused."""
        return bool(self.missing)

    @property
    def expected_effect(self) -> str:
        """What the tracker prints: `returns.on_time_share: now 78%, wanted 85% or more, by 31 March 2027`."""
        if self.is_incomplete:
            return f"Not testable yet: no {', no '.join(self.missing)}."
        assert self.by_when is not None  # or it would be incomplete
        return f"{self.fact}: now {self.now}, wanted {self.wanted}, by {day(self.by_when)}"


def propose(
    findings: Iterable[Finding],
    results: Mapping[str, QuestionResult],
    catalogue: FactCatalogue,
    by_when: date,
    round_code: str,
) -> tuple[ProposedAction, ...]:
    """One action a question, for the findings that come first."""
    proposed: dict[str, ProposedAction] = {}
    for finding in findings:
        for code in finding.questions:
            if code not in proposed:
                proposed[code] = _about(results[code], catalogue, by_when, round_code)
    return tuple(list(proposed.values())[:MOST_PROPOSED])


def _about(result: QuestionResult, catalogue: FactCatalogue, by_when: date, round_code: str) -> ProposedAction:
    question = result.question
    source = f"{round_code}/{question.id}"
    title = f"Work on {question.weakness.replace('-', ' ')}: {question.text}"
    measured = result.beside.against or _with_value(result.beside.tested)
    if not measured:
        return ProposedAction(title, source, question.weakness, by_when=by_when)
    tested = measured[0]
    kind = catalogue.by_id[tested.criterion.fact]
    assert tested.fact is not None  # it has a value
    assert tested.fact.value is not None
    now = written(tested.fact.value, kind, tested.criterion.limit(kind.unit))
    return ProposedAction(title, source, question.weakness, kind.id, now, wanted(tested.criterion, kind), by_when)


def _with_value(tested: Sequence[Tested]) -> tuple[Tested, ...]:
    return tuple(each for each in tested if each.fact is not None and each.fact.value is not None)


def wanted(criterion: Criterion, kind: FactKind) -> str:
    """The value that would no longer count against a claim."""
    assert criterion.op is not None  # checked when the instrument was read
    limit = criterion.limit(kind.unit)
    if kind.unit is Unit.YES_OR_NO:
        return written(limit is not True if criterion.op is Operator.IS else limit, kind)
    return _WANTED[criterion.op].format(limit=written(limit, kind))
