"""A measure with no new figure because none was due: what it was when last judged, so that it can be shown quietly."""

from lsp_core.judging.assessment import Assessment, Status
from lsp_core.plan.model import Measure
from lsp_core.wording import amount, period_in_words

WORST_FIRST = (Status.OFF_TRACK, Status.WATCH, Status.ON_TRACK, None)


def note(assessment: Assessment) -> str:
    """What stands beside `Not due` in a table, where the latest figure and its period are in the same row."""
    last = assessment.last_judged
    return f"{last} when last judged" if last is not None else ""


def in_a_sentence(assessment: Assessment, measure: Measure) -> str:
    """For example `off track when last judged, at 18.3% for academic year 2022 to 2023`."""
    latest, last = assessment.latest, assessment.last_judged
    if latest is None or latest.value is None:
        return "there is none yet"
    figure = f"{amount(latest.value, measure)} for {period_in_words(latest.period)}"
    return f"{last} when last judged, at {figure}" if last is not None else f"the last was {figure}, without a target"
