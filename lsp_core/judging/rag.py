"""A figure against its target: on track, watch or off track, with the arithmetic in a sentence.

With A the figure, T the target and s = 1 where higher is better and -1 where lower is better, the shortfall is
d = s(T - A): on track when d <= 0, watch when d is no more than the policy's tolerance, off track beyond it. Both edges
count in the measure's favour: on the target is on track, and on the edge of the tolerance is watch.

A and T are rounded to the decimal places the measure is reported to *before* they are compared, a half going up, so
that what is compared is what is printed: 94.96 is reported as 95.0 and meets a target of 95.0. The tolerance is not
rounded, and is printed in full. What is said where there is no figure at all is in `absence`.
"""

from decimal import Decimal

from lsp_core.judging.assessment import Reason, Status, TargetNow
from lsp_core.plan.model import Measure, Polarity, StatusPolicy, ToleranceIn
from lsp_core.wording import amount, difference, exact_difference, exact_number, rounded, short_amount

SIGN = {Polarity.HIGHER_IS_BETTER: 1, Polarity.LOWER_IS_BETTER: -1}
"""What makes a change for the better a positive number."""


def status(measure: Measure, policy: StatusPolicy, value: Decimal, target: TargetNow | None) -> tuple[Status, Reason]:
    """What a figure means against its target, and why."""
    if measure.polarity is Polarity.CONTEXT:
        sentence = f"{amount(value, measure)}: the measure is for context, so it is shown and not judged."
        return Status.CONTEXT, Reason("status: for context, v1", sentence)
    if target is None:
        sentence = f"{amount(value, measure)}: no target has been agreed, so the figure is shown and not judged."
        return Status.NO_TARGET, Reason("status: no target agreed, v1", sentence)
    figure, goal = rounded(value, measure.decimals), rounded(target.value, measure.decimals)
    found = _against(shortfall(measure, figure, goal), tolerance(policy, goal))
    return found, Reason(rule_name(policy), _sentence(measure, policy, figure, goal, found))


def shortfall(measure: Measure, value: Decimal, target: Decimal) -> Decimal:
    """How far on the wrong side of the target a figure is, as reported; zero or less means the target is met."""
    gap = rounded(target, measure.decimals) - rounded(value, measure.decimals)
    return gap * SIGN[measure.polarity]


def tolerance(policy: StatusPolicy, target: Decimal) -> Decimal:
    """How large a shortfall is watched rather than off track, in the measure's unit."""
    if policy.tolerance_in is ToleranceIn.PERCENT:
        return policy.tolerance * abs(target) / 100
    return policy.tolerance


def rule_name(policy: StatusPolicy) -> str:
    """The rule as it is printed beside what it concluded."""
    return f"status: {policy.name}, v{policy.version}"


def _against(short: Decimal, allowed: Decimal) -> Status:
    if short <= 0:
        return Status.ON_TRACK
    return Status.WATCH if short <= allowed else Status.OFF_TRACK


def _sentence(measure: Measure, policy: StatusPolicy, figure: Decimal, goal: Decimal, found: Status) -> str:
    gap = f"{difference(figure - goal, measure)} {'above' if figure > goal else 'below'}" if figure != goal else "on"
    target = f"the target of {short_amount(goal, measure)} ({measure.polarity})"
    beside_target = f"{amount(figure, measure)} is {gap} {target}"
    if found is Status.ON_TRACK:
        return f"{beside_target}."
    return f"{beside_target}, {_beside_tolerance(measure, policy, goal, found)}."


def _beside_tolerance(measure: Measure, policy: StatusPolicy, goal: Decimal, found: Status) -> str:
    allowed = tolerance(policy, goal)
    if policy.tolerance == 0:
        return "and the rule allows no tolerance"
    if allowed == 0:
        return f"and {exact_number(policy.tolerance)}% of a target of zero leaves no tolerance"
    more_or_within = "within" if found is Status.WATCH else "more than"
    return f"{more_or_within} the {_tolerance_in_words(measure, policy, allowed)} that may be watched"


def _tolerance_in_words(measure: Measure, policy: StatusPolicy, allowed: Decimal) -> str:
    if policy.tolerance_in is not ToleranceIn.PERCENT:
        return exact_difference(allowed, measure)
    is_as_fine = rounded(allowed, measure.decimals) == allowed
    size = difference(allowed, measure) if is_as_fine else exact_difference(allowed, measure)
    return f"{exact_number(policy.tolerance)}% ({size})"
