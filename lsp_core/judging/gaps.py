"""How far a figure is from its target, how much of that may be tolerated, and both in words.

With A the figure, T the target and s = 1 where higher is better and -1 where lower is better, the shortfall is
d = s(T - A): zero or less means that the target is met. Of a band from L to H it is the larger of L - A and A - H.

A and T are rounded to the decimal places the measure is reported to *before* they are compared, a half going up, so
that what is compared is what is printed: 94.96 is reported as 95.0 and meets a target of 95.0. A tolerance is not
rounded, and is printed in full.
"""

from decimal import Decimal

from lsp_core.judging.assessment import Band, TargetNow
from lsp_core.plan.model import Measure, Polarity, StatusPolicy, ToleranceIn
from lsp_core.wording import amount, difference, exact_difference, exact_number, rounded, short_amount

SIGN = {Polarity.HIGHER_IS_BETTER: 1, Polarity.LOWER_IS_BETTER: -1}
"""What makes a change for the better a positive number."""


def shortfall(measure: Measure, value: Decimal, target: Decimal) -> Decimal:
    """How far on the wrong side of the target a figure is, as reported; zero or less means the target is met."""
    gap = rounded(target, measure.decimals) - rounded(value, measure.decimals)
    return gap * SIGN[measure.polarity]


def shortfall_now(measure: Measure, value: Decimal, target: TargetNow) -> Decimal:
    """As `shortfall`, of a target that may be a band."""
    if target.band is None:
        return shortfall(measure, value, target.value)
    figure = rounded(value, measure.decimals)
    low, high = (rounded(edge, measure.decimals) for edge in (target.band.low, target.band.high))
    return max(low - figure, figure - high)


def tolerance(policy: StatusPolicy, target: Decimal) -> Decimal:
    """How large a shortfall is tolerated, in the measure's unit."""
    return sized(policy, policy.tolerance, target)


def sized(policy: StatusPolicy, size: Decimal, target: Decimal) -> Decimal:
    """A tolerance in the measure's unit, from one in whatever the policy counts in."""
    in_units = size * abs(target) / 100 if policy.tolerance_in is ToleranceIn.PERCENT else size
    return max(in_units, policy.tolerance_at_least)


def beside_target(measure: Measure, figure: Decimal, target: TargetNow) -> str:
    """For example `74.0% is 6.0 percentage points below the target of 80.0% (higher is better)`."""
    if target.band is not None:
        return _beside_band(measure, figure, target, target.band)
    goal = rounded(target.value, measure.decimals)
    gap = f"{difference(figure - goal, measure)} {'above' if figure > goal else 'below'}" if figure != goal else "on"
    return f"{amount(figure, measure)} is {gap} the target of {short_amount(goal, measure)} ({measure.polarity})"


def size_in_words(measure: Measure, policy: StatusPolicy, size: Decimal, target: Decimal) -> str:
    """A tolerance as the policy states it, with what it comes to: `5% (4.0)`."""
    allowed = sized(policy, size, target)
    if policy.tolerance_at_least and allowed == policy.tolerance_at_least:
        return f"{exact_difference(allowed, measure)}, the least the rule allows,"
    if policy.tolerance_in is not ToleranceIn.PERCENT:
        return exact_difference(allowed, measure)
    is_as_fine = rounded(allowed, measure.decimals) == allowed
    in_units = difference(allowed, measure) if is_as_fine else exact_difference(allowed, measure)
    return f"{exact_number(size)}% ({in_units})"


def _beside_band(measure: Measure, figure: Decimal, target: TargetNow, band: Band) -> str:
    gap = shortfall_now(measure, figure, target)
    edges = f"the band of {short_amount(band.low, measure)} to {short_amount(band.high, measure)}"
    if gap <= 0:
        return f"{amount(figure, measure)} is inside {edges}"
    side = "above" if figure > band.low else "below"
    return f"{amount(figure, measure)} is {difference(gap, measure)} {side} {edges}"
