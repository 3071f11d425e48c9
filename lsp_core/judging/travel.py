"""A figure beside an earlier one: better or worse, which is not the same as up or down.

Both are compared as reported (rounded to the measure's decimal places). A change no bigger than the policy's
`same_within` counts as none. Which earlier figures can be compared at all is settled in `past`.
"""

from decimal import Decimal

from lsp_core.judging.assessment import Comparison, Travel
from lsp_core.judging.gaps import SIGN
from lsp_core.judging.past import Past
from lsp_core.observations import Observation
from lsp_core.periods import Period
from lsp_core.plan.model import Measure, Polarity, Profile, StatusPolicy
from lsp_core.wording import amount, day, difference, exact_difference, period_in_words, rounded, short_amount

RULE = "direction of travel, v1"
COUNTS_UP = "The figure counts up from 1 April, so only the same point last year can be compared with it."
OVERLAPS = (
    "The figure is for twelve months, and the quarter before's has nine of them too, so only the same quarter last "
    "year can be compared with it."
)
SAME_PERIOD_ONLY = {Profile.CUMULATIVE: COUNTS_UP, Profile.ROLLING: OVERLAPS}
"""Why nothing is compared with the period just before."""
DONE_OR_NOT = "A milestone is done or it is not, so there is nothing to compare."


def against_last(measure: Measure, policy: StatusPolicy, past: Past) -> Comparison:
    """Beside the period just before; where that has much the same in it there is no such comparison."""
    if measure.profile in SAME_PERIOD_ONLY:
        return not_compared(SAME_PERIOD_ONLY[measure.profile])
    return compare(measure, policy, past, past.now.period.previous)


def against_last_year(measure: Measure, policy: StatusPolicy, past: Past) -> Comparison:
    """Beside the same period a year earlier."""
    return compare(measure, policy, past, past.now.period.a_year_earlier)


def compare(measure: Measure, policy: StatusPolicy, past: Past, period: Period) -> Comparison:
    """The figure being judged beside the one for an earlier period, where there is one that counted the same thing."""
    if measure.profile is Profile.MILESTONE:
        return not_compared(DONE_OR_NOT)
    if period in past.left_out:
        changed_on = day(past.left_out[period])
        return not_compared(f"What is counted changed on {changed_on}: no comparison with {period_in_words(period)}.")
    earlier = past.at(period)
    if earlier is None:
        return not_compared(f"There is no figure for {period_in_words(period)} to compare with.")
    figure, before = _reported(measure, past.now), _reported(measure, earlier)
    travel = direction(measure, policy, figure - before)
    sentence = _sentence(measure, policy, figure, before, period, travel)
    return Comparison(travel, earlier, figure - before, sentence)


def not_compared(sentence: str) -> Comparison:
    """A comparison that cannot be made, and why."""
    return Comparison(Travel.UNKNOWN, None, None, sentence)


def direction(measure: Measure, policy: StatusPolicy, change: Decimal) -> Travel:
    """What a change means: better or worse by the measure's polarity, or just higher or lower."""
    if abs(change) <= policy.same_within:
        return Travel.SAME
    if measure.polarity is Polarity.CONTEXT:
        return Travel.HIGHER if change > 0 else Travel.LOWER
    return Travel.BETTER if change * SIGN[measure.polarity] > 0 else Travel.WORSE


def times_worse_running(measure: Measure, policy: StatusPolicy, past: Past) -> int:
    """How many times in a row, up to now, the measure has been worse than the period before; a gap ends the run.

    Always 0 for a figure that has much the same in it as the one before.
    """
    if measure.profile in SAME_PERIOD_ONLY:
        return 0
    held = {figure.period: _reported(measure, figure) for figure in past.figures}
    period, count = past.now.period, 0
    while period.previous in held:
        if direction(measure, policy, held[period] - held[period.previous]) is not Travel.WORSE:
            break
        period, count = period.previous, count + 1
    return count


def _reported(measure: Measure, observation: Observation) -> Decimal:
    assert observation.value is not None, "a past holds only figures with a value"
    return rounded(observation.value, measure.decimals)


def _sentence(
    measure: Measure, policy: StatusPolicy, figure: Decimal, before: Decimal, period: Period, travel: Travel
) -> str:
    then = f"{period_in_words(period)} ({short_amount(before, measure)})"
    if figure == before:
        return f"{amount(figure, measure)} is the same as in {then}."
    change = difference(figure - before, measure)
    beside = f"{amount(figure, measure)} is {change} {'higher' if figure > before else 'lower'} than in {then}"
    if travel is Travel.SAME:
        dead_band = exact_difference(policy.same_within, measure)
        return f"{beside}: about the same, since the rule counts up to {dead_band} as no change."
    if measure.polarity is Polarity.CONTEXT:
        return f"{beside}."
    return f"{beside}: {travel}, since {measure.polarity}."
