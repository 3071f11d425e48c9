"""What a chart says about a measure, in sentences with the arithmetic in them."""

from decimal import Decimal

from lsp_core.judging.assessment import Reason
from lsp_core.judging.assurance import Assurance
from lsp_core.judging.rebasing import RebaseProposal
from lsp_core.judging.variation import Cause, Chart, Phase, Variation
from lsp_core.judging.variation_series import FEWEST_FOR_FIRM_LIMITS
from lsp_core.plan.model import Measure, Polarity
from lsp_core.wording import amount, count_of, short_amount

VARIATION_RULE = "variation: XmR chart with four special causes, v1"
ASSURANCE_RULE = "assurance: the target beside the limits of variation, v1"

_WHERE = {
    Cause.ABOVE_LIMIT: "above the upper limit of {upper}",
    Cause.BELOW_LIMIT: "below the lower limit of {lower}",
    Cause.RISING: "the latest of 7 or more figures rising in a row",
    Cause.FALLING: "the latest of 7 or more figures falling in a row",
    Cause.TWO_IN_THREE_HIGH: "one of 2 in 3 figures near the upper limit of {upper}",
    Cause.TWO_IN_THREE_LOW: "one of 2 in 3 figures near the lower limit of {lower}",
    Cause.RUN_ABOVE: "the latest of 7 or more figures in a row above the mean of {mean}",
    Cause.RUN_BELOW: "the latest of 7 or more figures in a row below the mean of {mean}",
}
_SO = {
    Variation.IMPROVEMENT: "more than ordinary variation, and an improvement, since {polarity}",
    Variation.CONCERN: "more than ordinary variation, and a worsening, since {polarity}",
    Variation.HIGH: "more than ordinary variation",
    Variation.LOW: "more than ordinary variation",
}


def variation_reason(chart: Chart, measure: Measure) -> Reason:
    """Whether the latest known figure is out of the ordinary for the measure, and how firm the limits are."""
    point = chart.latest
    phase = chart.phases[point.phase]
    if point.value is None or phase.lower is None:
        return Reason(VARIATION_RULE, "There are too few figures in a row to say what variation is ordinary.")
    figure = _amount(point.value, measure)
    if point.cause is Cause.ORDINARY:
        sentence = f"{figure} is ordinary variation: {_limits(phase, measure)}."
    else:
        where = _WHERE[point.cause].format(**_figures(phase, measure))
        sentence = f"{figure} is {where}: {_SO[point.variation].format(polarity=measure.polarity)}."
    return Reason(VARIATION_RULE, sentence + _how_firm(phase))


def assurance_reason(chart: Chart, measure: Measure, target: Decimal) -> Reason | None:
    """Whether the target can be relied on to be met; None where that cannot be said."""
    phase = chart.now
    if phase.assurance is Assurance.NOT_SAID:
        return None
    says = _hit_or_miss if phase.assurance is Assurance.HIT_OR_MISS else _every_time
    sentence = f"The target of {amount(target, measure)} is {says(phase, measure)}."
    return Reason(ASSURANCE_RULE, sentence + _how_firm(phase))


def rebase_question(proposal: RebaseProposal, measure: Measure, since: str) -> str:
    """What to ask the owner before new limits are agreed; `since` names the period the new level begins with."""
    old, new = _figures(proposal.before, measure)["mean"], _figures(proposal.after, measure)["mean"]
    side = "above" if proposal.is_higher else "below"
    return (
        f"From {since} on, {count_of(proposal.run, 'figure')} in a row are {side} the earlier mean of {old}, "
        f"about a new mean of {new}, with nothing out of the ordinary since. What changed, and should the mean and "
        "limits begin again from there?"
    )


def rebase_evidence(proposal: RebaseProposal, measure: Measure) -> str:
    """The mean and limits before the step and from it on, and how many figures each rest on."""
    told = (f"{_of_phase(phase, measure)} from {count_of(phase.figures, 'figure')}" for phase in _both(proposal))
    return "Before it, {}; from it on, {}.".format(*told)


def _both(proposal: RebaseProposal) -> tuple[Phase, Phase]:
    return proposal.before, proposal.after


def _of_phase(phase: Phase, measure: Measure) -> str:
    figures = _figures(phase, measure)
    return f"a mean of {figures['mean']} and limits of {figures['lower']} to {figures['upper']}"


def _hit_or_miss(phase: Phase, measure: Measure) -> str:
    return f"within ordinary variation: {_limits(phase, measure)}, so it will be met at times and missed at times"


def _every_time(phase: Phase, measure: Measure) -> str:
    passes = phase.assurance is Assurance.PASSES
    is_below = passes is (measure.polarity is Polarity.HIGHER_IS_BETTER)
    side, limit = ("below", "lower") if is_below else ("above", "upper")
    outcome = "met" if passes else "missed"
    figure = _figures(phase, measure)[limit]
    return f"{side} the {limit} limit of {figure}: unless something changes, it will be {outcome} every time"


def _limits(phase: Phase, measure: Measure) -> str:
    figures = _figures(phase, measure)
    return f"figures are expected between {figures['lower']} and {figures['upper']}, about a mean of {figures['mean']}"


def _how_firm(phase: Phase) -> str:
    if not phase.is_trial:
        return ""
    rests_on = count_of(phase.figures, "figure")
    return f" The limits are a trial: they rest on {rests_on}, and will move until there are {FEWEST_FOR_FIRM_LIMITS}."


def _figures(phase: Phase, measure: Measure) -> dict[str, str]:
    """The mean and limits as they are written, held within the figures there can be."""
    numbers = {"lower": phase.lower, "mean": phase.mean, "upper": phase.upper}
    return {
        name: short_amount(_held(Decimal(str(number)), measure), measure)
        for name, number in numbers.items()
        if number is not None
    }


def _held(value: Decimal, measure: Measure) -> Decimal:
    at_least = value if measure.minimum is None else max(value, measure.minimum)
    return at_least if measure.maximum is None else min(at_least, measure.maximum)


def _amount(value: float, measure: Measure) -> str:
    return amount(Decimal(str(value)), measure)
