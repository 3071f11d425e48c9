"""The rule for milestones: done, not due yet, a little late, or too late.

Lateness is counted in months, from the end of the month a milestone was due in to the end of the quarter its figure is
about. One that was due that very day and is not done is late.
"""

from datetime import date

from lsp_core.judging.assessment import Status
from lsp_core.judging.rules.question import Answer, Question, cannot_say
from lsp_core.periods import MONTHS_IN_A_YEAR
from lsp_core.wording import count_of, day


def months_late(question: Question) -> Answer:
    """Whether a milestone is done, and if not how late it is."""
    due_on, as_at = question.target.due_on, question.beside.as_at
    if due_on is None or as_at is None:
        return cannot_say("There is no date to hold it against.")
    if question.figure >= question.goal:
        return Answer(Status.ON_TRACK, f"Done; it was to be done by {day(due_on)}.", 0)
    if due_on > as_at:
        return Answer(Status.NOT_DUE, f"Not done, and not to be done before {day(due_on)}.", None)
    late, allowed = _months_between(due_on, as_at), question.policy.months_late
    lateness = f"{count_of(late, 'month')} late" if late else "late"
    by = f"Not done by {day(as_at)}, and it was to be done by {day(due_on)}: {lateness}"
    if late <= allowed:
        return Answer(Status.WATCH, f"{by}, and up to {count_of(allowed, 'month')} may be watched.", 1)
    return Answer(Status.OFF_TRACK, f"{by}, more than the {count_of(allowed, 'month')} that may be watched.", 2)


def _months_between(earlier: date, later: date) -> int:
    return (later.year - earlier.year) * MONTHS_IN_A_YEAR + later.month - earlier.month
