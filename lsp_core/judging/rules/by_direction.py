"""Rules that ask where a figure is coming from or going to, once it is too far from its target."""

from decimal import Decimal

from lsp_core.judging.assessment import Status, Travel
from lsp_core.judging.rules.question import Answer, Question
from lsp_core.plan.model import Measure
from lsp_core.wording import amount, period_in_words, short_amount

NO_WORSE = {Travel.BETTER: "better than", Travel.SAME: "no worse than"}


def last_year(question: Question) -> Answer:
    """Within the tolerance; beyond it and no worse than a year ago; or beyond it and worse, or nothing to compare."""
    size = question.policy.tolerance
    if question.short <= 0:
        return Answer(Status.ON_TRACK, f"{question.opening}.", 0)
    if question.short <= question.allows(size):
        return Answer(Status.ON_TRACK, f"{question.opening}, within the {question.in_words(size)} allowed.", 0)
    missed = f"{question.opening}, more than the {question.in_words(size)} allowed"
    compared = question.beside.last_year
    if compared is None or compared.earlier is None or compared.earlier.value is None:
        return Answer(Status.OFF_TRACK, f"{missed}, and no figure from a year ago can be set against it.", 2)
    then = f"in {period_in_words(compared.earlier.period)} ({short_amount(compared.earlier.value, question.measure)})"
    if compared.travel in NO_WORSE:
        return Answer(Status.WATCH, f"{missed}, but {NO_WORSE[compared.travel]} {then}.", 1)
    return Answer(Status.OFF_TRACK, f"{missed}, and worse than {then}.", 2)


def forecast(question: Question) -> Answer:
    """On target; off it and forecast to meet the year's target; or off it and not, or without a forecast."""
    size = question.policy.tolerance
    if question.short <= 0:
        return Answer(Status.ON_TRACK, f"{question.opening}.", 0)
    if question.short <= question.allows(size):
        return Answer(Status.ON_TRACK, f"{question.opening}, within the {question.in_words(size)} allowed.", 0)
    heading = question.beside.forecast
    if heading is None or heading.meets_target is None:
        missing = "and there is no forecast to say that the year's target will be met"
        return Answer(Status.OFF_TRACK, f"{question.opening}, {missing}.", 2)
    ends = _year_end(question.measure, heading.year_end, question.target.year_end)
    if heading.meets_target:
        return Answer(Status.WATCH, f"{question.opening}, but {ends}, which meets it.", 1)
    return Answer(Status.OFF_TRACK, f"{question.opening}, and {ends}, which misses it.", 2)


def _year_end(measure: Measure, value: Decimal, target: Decimal) -> str:
    goal = short_amount(target, measure)
    return f"is forecast to end the year at {amount(value, measure)} against the year's target of {goal}"
