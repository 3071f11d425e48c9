"""What each of several policies would call a quarter's measures, for a board to see before it adopts one.

A measure the policy does not suit (a milestone under a tolerance, a rate under percentage points) keeps the policy it
has. Whatever the policy, a figure no target or comparator is known for cannot be called anything.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum

from lsp_core.facts import CycleFacts
from lsp_core.judging.assessment import Assessment, Status, Verdict
from lsp_core.judging.case import Case
from lsp_core.judging.judge import cases, judge_measure
from lsp_core.plan.model import Polarity, Profile, StatusPolicy
from lsp_core.plan.suitability import unsuited


class Called(StrEnum):
    """What a policy calls a measure, in the order a board reads."""

    OFF_TRACK = "off track"
    WATCH = "watch"
    ON_TRACK = "on track"
    CANNOT_SAY = "cannot say"


_CALLED = {Status.OFF_TRACK: Called.OFF_TRACK, Status.WATCH: Called.WATCH, Status.ON_TRACK: Called.ON_TRACK}


@dataclass(frozen=True)
class Tried:
    """What one policy calls each measure."""

    policy: StatusPolicy | None
    """None for the plan as it is, each measure by its own policy."""
    calls: Mapping[str, Called]
    """By the measure's code."""
    kept: tuple[str, ...]
    """Measures the policy does not suit, which keep their own."""

    @property
    def counts(self) -> Mapping[Called, int]:
        """How many measures it calls what."""
        return Counter(self.calls.values())

    def changes_from(self, other: "Tried") -> list[tuple[str, Called, Called]]:
        """Each measure the two call differently, with what the other calls it first."""
        return [
            (measure, other.calls[measure], call)
            for measure, call in self.calls.items()
            if other.calls[measure] is not call
        ]


@dataclass(frozen=True)
class PolicyComparison:
    """The plan as it is, and each policy tried on the same figures."""

    now: Tried
    tried: tuple[Tried, ...]


def compare(facts: CycleFacts, policies: Iterable[StatusPolicy]) -> PolicyComparison:
    """Every policy tried on the quarter's measures: those a figure was due for, or came out of turn."""
    asked = [case for case in cases(facts) if _is_asked_about(case)]
    return PolicyComparison(_try(None, asked), tuple(_try(policy, asked) for policy in policies))


def _is_asked_about(case: Case) -> bool:
    is_due = case.owed is not None or case.out_of_turn
    is_for_context = case.measure.polarity is Polarity.CONTEXT and case.measure.profile is not Profile.BAND
    return is_due and not is_for_context


def _try(policy: StatusPolicy | None, asked: Iterable[Case]) -> Tried:
    calls, kept = {}, []
    for case in asked:
        keeps_its_own = policy is None or unsuited(policy, case.measure) is not None
        if policy is not None and keeps_its_own:
            kept.append(case.measure.code)
        calls[case.measure.code] = _called(judge_measure(case if keeps_its_own else replace(case, tried_policy=policy)))
    return Tried(policy, calls, tuple(kept))


def _called(assessment: Assessment) -> Called:
    if assessment.status not in _CALLED and assessment.verdict is Verdict.OFF_TRACK:
        return Called.OFF_TRACK  # a policy that counts what is not known as off track
    return _CALLED.get(assessment.status, Called.CANNOT_SAY)
