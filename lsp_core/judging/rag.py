"""A figure against its target: on track, watch or off track, by the partnership's policy and with its arithmetic.

Which rule a kind of policy stands for is the table `RULES`; the rules are in `lsp_core.judging.rules`, and how a gap is
measured is in `lsp_core.judging.gaps`. What is said where there is no figure at all is in `absence`.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from lsp_core.judging.assessment import Reason, Status, TargetNow
from lsp_core.judging.rules import by_date, by_direction, by_share, by_tolerance
from lsp_core.judging.rules.question import NOTHING_BESIDE, Answer, Beside, Question
from lsp_core.plan.model import Measure, Polarity, PolicyKind, Profile, StatusPolicy
from lsp_core.wording import amount, rounded

NEEDS_NO_TARGET = frozenset({PolicyKind.QUARTILE})
RULES: Mapping[PolicyKind, Callable[[Question], Answer]] = {
    PolicyKind.TOLERANCE: by_tolerance.tolerance,
    PolicyKind.AGREED_TOLERANCE: by_tolerance.agreed_tolerance,
    PolicyKind.TWO_SIDED: by_tolerance.two_sided,
    PolicyKind.FOUR_STEPS: by_tolerance.four_steps,
    PolicyKind.LAST_YEAR: by_direction.last_year,
    PolicyKind.FORECAST: by_direction.forecast,
    PolicyKind.PROGRESS: by_share.progress,
    PolicyKind.RATIO: by_share.ratio,
    PolicyKind.QUARTILE: by_share.quartile,
    PolicyKind.MONTHS_LATE: by_date.months_late,
}
"""How each kind of policy decides. `context only` decides nothing, so it is not here."""


@dataclass(frozen=True)
class Judged:
    """What a figure means against its target, why, and what the policy itself calls it."""

    status: Status
    reason: Reason
    own_word: str
    """Empty where the policy has no word for it, or the same word as ours."""


def status(
    measure: Measure,
    policy: StatusPolicy,
    value: Decimal,
    target: TargetNow | None,
    beside: Beside = NOTHING_BESIDE,
) -> tuple[Status, Reason]:
    """What a figure means against its target, and why."""
    judged = judge_figure(measure, policy, value, target, beside)
    return judged.status, judged.reason


def judge_figure(
    measure: Measure, policy: StatusPolicy, value: Decimal, target: TargetNow | None, beside: Beside
) -> Judged:
    """As `status`, with the policy's own word."""
    if policy.kind is PolicyKind.CONTEXT:
        sentence = f"{amount(value, measure)}: the rule gives no status, so the figure is shown and not judged."
        return Judged(Status.CONTEXT, Reason(rule_name(policy), sentence), "")
    if _is_for_context(measure):
        sentence = f"{amount(value, measure)}: the measure is for context, so it is shown and not judged."
        return Judged(Status.CONTEXT, Reason("status: for context, v1", sentence), "")
    if target is None and policy.kind not in NEEDS_NO_TARGET:
        sentence = f"{amount(value, measure)}: no target has been agreed, so the figure is shown and not judged."
        return Judged(Status.NO_TARGET, Reason("status: no target agreed, v1", sentence), "")
    figure = rounded(value, measure.decimals)
    answer = RULES[policy.kind](Question(measure, policy, figure, _facing(target, figure), beside))
    return Judged(answer.status, Reason(rule_name(policy), answer.sentence), own_word(policy, answer))


def rule_name(policy: StatusPolicy) -> str:
    """The rule as it is printed beside what it concluded."""
    return f"status: {policy.name}, v{policy.version}"


def own_word(policy: StatusPolicy, answer: Answer) -> str:
    """What the policy calls its answer, unless that is our own word for it."""
    if answer.step is None:
        return ""
    word = policy.step_words[answer.step]
    return "" if word == answer.status else word


def _is_for_context(measure: Measure) -> bool:
    """A band needs no better direction; without one, a measure for context is never judged."""
    return measure.polarity is Polarity.CONTEXT and measure.profile is not Profile.BAND


def _facing(target: TargetNow | None, figure: Decimal) -> TargetNow:
    return TargetNow(figure, "", year_end=figure) if target is None else target.facing(figure)
