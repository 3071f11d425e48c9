"""Rules that ask for a share: of the target, of the improvement wanted, or of the comparators that do better.

A share is compared exactly, and printed rounded down so that what is printed is on the side it was judged to be on.
"""

from decimal import ROUND_FLOOR, Decimal

from lsp_core.judging.assessment import Status
from lsp_core.judging.gaps import SIGN
from lsp_core.judging.rules.question import Answer, Question, cannot_say
from lsp_core.plan.model import Polarity
from lsp_core.wording import amount, difference, exact_number, rounded, short_amount

_QUARTERS = {1: "the best quarter", 2: "the second quarter", 3: "the third quarter", 4: "the worst quarter"}
_STATUS_OF_QUARTER = {1: Status.ON_TRACK, 2: Status.ON_TRACK, 3: Status.WATCH, 4: Status.OFF_TRACK}


def ratio(question: Question) -> Answer:
    """The figure as a percentage of its target, or the target of the figure where lower is better."""
    top, bottom = question.figure, question.goal
    if question.measure.polarity is Polarity.LOWER_IS_BETTER:
        top, bottom = bottom, top
    if bottom == 0 and question.short <= 0:
        return Answer(Status.ON_TRACK, f"{question.opening}.", 0)
    if bottom <= 0 or top < 0:
        return cannot_say(f"{question.opening}: there is no percentage of a target of zero or less.")
    share = top / bottom * 100
    parts = f"({short_amount(top, question.measure)} over {short_amount(bottom, question.measure)})"
    if question.measure.polarity is Polarity.LOWER_IS_BETTER:
        return _by_thresholds(question, share, f"the target is {{share}} of the figure {parts}")
    return _by_thresholds(question, share, f"{{share}} of it {parts}")


def progress(question: Question) -> Answer:
    """How much of the way from the baseline to the target has been come; none of it is never enough to be watched."""
    start = question.beside.baseline
    if question.short <= 0:
        return Answer(Status.ON_TRACK, f"{question.opening}.", 0)
    if start is None:
        return cannot_say(f"{question.opening}, and without a baseline there is no progress to work out.")
    measure, begun = question.measure, rounded(start, question.measure.decimals)
    wanted = (question.goal - begun) * SIGN[measure.polarity]
    made = (question.figure - begun) * SIGN[measure.polarity]
    if wanted <= 0:
        held = f"the baseline of {short_amount(begun, measure)} was no worse than the target"
        return Answer(Status.OFF_TRACK, f"{question.opening}, and has slipped: {held}.", 2)
    if made <= 0:
        none = f"and is no better than the baseline of {short_amount(begun, measure)}"
        return Answer(Status.OFF_TRACK, f"{question.opening}, {none}.", 2)
    parts = f"{difference(made, measure)} of {difference(wanted, measure)} from {short_amount(begun, measure)}"
    return _by_thresholds(question, made / wanted * 100, f"{{share}} of the way ({parts})")


def quartile(question: Question) -> Answer:
    """Which quarter of its comparators the figure is among, whatever the target."""
    place, figure = question.beside.quartile, amount(question.figure, question.measure)
    if place is None:
        return cannot_say(f"{figure}: {question.beside.why_no_quartile}.")
    sentence = f"{figure} is among {_QUARTERS[place]} of its comparators ({question.measure.polarity})."
    return Answer(_STATUS_OF_QUARTER[place], sentence, place - 1)


def _by_thresholds(question: Question, share: Decimal, found: str) -> Answer:
    on_track, watched = question.policy.thresholds
    places = max(1, *(-int(threshold.as_tuple().exponent) for threshold in (on_track, watched)))
    printed = share.quantize(Decimal(1).scaleb(-places), rounding=ROUND_FLOOR)
    begins = f"{question.opening}: {found.format(share=f'{exact_number(printed)}%')}"
    if share >= on_track:
        return Answer(Status.ON_TRACK, f"{begins}, at least the {exact_number(on_track)}% that is on track.", 0)
    if share >= watched:
        return Answer(Status.WATCH, f"{begins}, at least the {exact_number(watched)}% that may be watched.", 1)
    return Answer(Status.OFF_TRACK, f"{begins}, less than the {exact_number(watched)}% that may be watched.", 2)
