"""When there is no figure to judge: overdue, not due or not available, and in words why. Never on track.

The old figure of a measure with nothing new to judge is named with what it was judged to be, and carried no further.
"""

from dataclasses import dataclass

from lsp_core.judging.assessment import JUDGED, Reason, Status
from lsp_core.judging.case import Case
from lsp_core.judging.circumstances import circumstances
from lsp_core.judging.rag import status
from lsp_core.judging.suppressed import when_suppressed
from lsp_core.judging.wholes import lacking_in_words
from lsp_core.observations import Observation, Vintage
from lsp_core.wording import amount, day_with_weekday, period_in_words

RULE = "status: no figure, v1"


@dataclass(frozen=True)
class Absence:
    """The status of a measure without a figure, and why."""

    status: Status
    reason: Reason
    last_judged: Status | None
    """What the latest figure was judged to be, when no new one is due; None where it was not judged."""


def why_absent(case: Case) -> Absence:
    """What is said of a measure without a figure."""
    last = None
    if case.given is not None and case.given.vintage is Vintage.SUPPRESSED:
        found, sentences = when_suppressed(case, case.given)
    elif case.measure.parts and (case.given is not None or case.on > case.due_on):
        found, sentences = _whole(case)
    elif case.given is not None:
        found, sentences = Status.NOT_AVAILABLE, [_not_available(case, case.given)]
    elif case.owed is not None and case.figures and case.figures[-1].discontinued:
        found, sentences = Status.NOT_AVAILABLE, [_not_collected(case, case.figures[-1])]
    elif case.owed is not None and case.on > case.due_on:
        found, sentences = Status.OVERDUE, [_overdue(case)]
    elif case.owed is not None:
        found, sentences, last = Status.NOT_DUE, [_not_due_yet(case)], _last_judged(case)
    else:
        last = _last_judged(case)
        found, sentences = Status.NOT_DUE, [_not_asked_for(case), _never_came(case), _as_last_judged(case, last)]
    return Absence(found, Reason(RULE, " ".join(filter(None, [*sentences, _proxy(case)]))), last)


def _not_available(case: Case, given: Observation) -> str:
    partner = case.plan.partner(case.measure.partner).name
    withdrawn = given.vintage is Vintage.WITHDRAWN
    does = "has taken back the figure" if withdrawn else "says there is no figure"
    said = f"{partner} {does} for {period_in_words(case.period)}"
    return f"{said}: “{given.note.strip()}”" if given.note.strip() else f"{said}, and gives no reason."


def _not_collected(case: Case, said: Observation) -> str:
    partner = case.plan.partner(case.measure.partner).name
    return f"{partner} said in its return for {period_in_words(said.period)} that it no longer collects this."


def _whole(case: Case) -> tuple[Status, list[str]]:
    """A whole is owed by nobody: what it lacks is."""
    period = period_in_words(case.period)
    if case.given is None:
        return Status.OVERDUE, [f"None of the parts it is made of has come for {period}."]
    missing = lacking_in_words(case.plan, case.given)
    why = missing or "because its parts count nothing"
    return Status.NOT_AVAILABLE, [f"It cannot be said for {period} {why}."]


def _overdue(case: Case) -> str:
    return f"{_owed_by(case)} was due on {day_with_weekday(case.due_on)} and has not come."


def _not_due_yet(case: Case) -> str:
    return f"{_owed_by(case)} is due on {day_with_weekday(case.due_on)} and has not come yet."


def _owed_by(case: Case) -> str:
    partner = case.plan.partner(case.measure.partner).name
    return f"The figure for {period_in_words(case.period)} from {partner}"


def _not_asked_for(case: Case) -> str:
    asked_in = case.measure.asked_in
    if asked_in is None:
        return "The cycle does not ask for this figure."
    coming = case.quarter.next
    while coming.number != asked_in:
        coming = coming.next
    return f"No new figure is due until the returns for {coming.months_label}."


def _never_came(case: Case) -> str:
    """Said when the figure that was last asked for is not there either."""
    is_there = case.latest is not None and case.latest.period.end >= case.period.end
    return "" if is_there else f"There is no figure for {period_in_words(case.period)}."


def _last_judged(case: Case) -> Status | None:
    """By the rule and the target for its own period, as it would be judged today."""
    latest = case.latest
    if latest is None or latest.value is None:
        return None
    around = circumstances(case, latest)
    found, _ = status(case.measure, case.policy, latest.value, around.target, around.beside)
    return found if found in JUDGED else None


def _as_last_judged(case: Case, last: Status | None) -> str:
    """What the latest figure was judged to be, so that a board is reminded without being told it is current."""
    latest, measure = case.latest, case.measure
    if latest is None or latest.value is None:
        return ""
    latest_in_words = f"{amount(latest.value, measure)} for {period_in_words(latest.period)}"
    return f"The latest, {latest_in_words}, was {last}." if last else f"The latest is {latest_in_words}."


def _proxy(case: Case) -> str:
    code = case.measure.proxy
    if code is None:
        return ""
    named = next(measure.name for measure in case.plan.measures if measure.code == code)
    return f"Meanwhile watch “{named}”."
