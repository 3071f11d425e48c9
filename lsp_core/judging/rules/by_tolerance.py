"""Rules that ask how far on the wrong side of its target a figure is.

Both edges count in the measure's favour: on the target is on track, and on the edge of a tolerance is within it.
"""

from decimal import Decimal

from lsp_core.judging.assessment import Status
from lsp_core.judging.rules.question import Answer, Question
from lsp_core.plan.model import ToleranceIn
from lsp_core.wording import exact_number


def tolerance(question: Question) -> Answer:
    """On the right side, within the tolerance on the wrong side, or beyond it."""
    return _one_sided(question, question.policy.tolerance, "that may be watched")


def agreed_tolerance(question: Question) -> Answer:
    """The same, by the tolerance agreed with this very target; none when none was agreed."""
    agreed = question.target.tolerance
    if agreed is None and question.short > 0:
        return Answer(Status.OFF_TRACK, f"{question.opening}, and no tolerance was agreed with it.", 2)
    return _one_sided(question, agreed or Decimal(0), "agreed with the target")


def two_sided(question: Question) -> Answer:
    """Better by more than the tolerance, within it on either side, or worse by more than it."""
    size = question.policy.tolerance
    allowed, counts = question.allows(size), f"the {question.in_words(size)} either side that counts as on target"
    if question.short > allowed:
        return Answer(Status.OFF_TRACK, f"{question.opening}: worse by more than {counts}.", 2)
    if question.short < -allowed:
        return Answer(Status.ON_TRACK, f"{question.opening}: better by more than {counts}.", 0)
    return Answer(Status.ON_TRACK, f"{question.opening}: within {counts}.", 1)


def four_steps(question: Question) -> Answer:
    """On the right side, within the tolerance, within the outer tolerance, or beyond it."""
    inner, outer = question.policy.tolerance, question.policy.outer_tolerance or Decimal(0)
    if question.short <= 0:
        return Answer(Status.ON_TRACK, f"{question.opening}.", 0)
    if question.short <= question.allows(inner):
        return Answer(Status.WATCH, f"{question.opening}, within the {question.in_words(inner)} allowed first.", 1)
    beyond = f"{question.opening}, more than the {question.in_words(inner)} allowed first and"
    if question.short <= question.allows(outer):
        return Answer(Status.WATCH, f"{beyond} within the {question.in_words(outer)} allowed at most.", 2)
    return Answer(Status.OFF_TRACK, f"{beyond} than the {question.in_words(outer)} allowed at most.", 3)


def _one_sided(question: Question, size: Decimal, which: str) -> Answer:
    if question.short <= 0:
        return Answer(Status.ON_TRACK, f"{question.opening}.", 0)
    allowed = question.allows(size)
    if allowed == 0:
        return Answer(Status.OFF_TRACK, f"{question.opening}, {_no_tolerance(question, size)}.", 2)
    words = f"the {question.in_words(size)} {which}"
    if question.short <= allowed:
        return Answer(Status.WATCH, f"{question.opening}, within {words}.", 1)
    return Answer(Status.OFF_TRACK, f"{question.opening}, more than {words}.", 2)


def _no_tolerance(question: Question, size: Decimal) -> str:
    if size and question.policy.tolerance_in is ToleranceIn.PERCENT:
        return f"and {exact_number(size)}% of a target of zero leaves no tolerance"
    return "and the rule allows no tolerance"
