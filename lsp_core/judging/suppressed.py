"""A figure that is too small a number to be shown: what can be said of it without saying what it is.

A status is said where every figure it may be for all that a reader knows has the same one, so that it gives nothing
away. Which figures are withheld is `lsp_core.judging.small_numbers`.
"""

from dataclasses import replace

from lsp_core.judging.assessment import JUDGED, Status
from lsp_core.judging.case import Case
from lsp_core.judging.circumstances import circumstances
from lsp_core.judging.rag import status
from lsp_core.observations import Observation, Vintage
from lsp_core.wording import period_in_words


def when_suppressed(case: Case, given: Observation) -> tuple[Status, list[str]]:
    """The status, and in words why."""
    period = period_in_words(given.period)
    if given.withheld is None:
        partner = case.plan.partner(given.partner).name
        return Status.SUPPRESSED, [f"{partner} does not give the figure for {period}: it is a small number."]
    said = f"The figure for {period} is not shown, because of small numbers ({given.withheld.words})."
    whichever = _whichever_it_is(case, given)
    if whichever is None:
        return Status.SUPPRESSED, [said]
    return whichever, [said, f"It is {whichever}, whichever of them it is."]


def _whichever_it_is(case: Case, given: Observation) -> Status | None:
    """The one status of every figure it may be; None where there are several, or none is judged."""
    assert given.withheld is not None, "only a figure withheld here may be one of several"
    found = set()
    for value in given.withheld.could_be:
        around = circumstances(case, replace(given, value=value, vintage=Vintage.FINAL))
        found.add(status(case.measure, case.policy, value, around.target, around.beside)[0])
    return found.pop() if len(found) == 1 and found <= JUDGED else None
