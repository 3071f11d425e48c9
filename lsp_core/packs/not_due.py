"""A measure with no new figure because none was due: what it was when last judged, so that it can be shown quietly."""

from lsp_core.judging.assessment import Assessment, Status
from lsp_core.plan.model import Measure
from lsp_core.wording import amount, period_in_words

WORST_FIRST = (Status.OFF_TRACK, Status.WATCH, Status.ON_TRACK, None)


def note(assessment: Assessment) -> str:
    """What stands beside `Not due` in a table, where the latest figure and its period are in the same row."""
    return _when_last_judged(assessment)


def in_a_sentence(assessment: Assessment, measure: Measure) -> str:
    """For example `off track when last judged, at 18.3% for academic year 2022 to 2023`."""
    latest, last = assessment.latest, assessment.last_judged
    if latest is None or latest.value is None:
        return "there is none yet"
    figure = f"{amount(latest.value, measure)} for {period_in_words(latest.period)}"
    if last is None:
        return f"the last was {figure}, without a target"
    return f"{_when_last_judged(assessment)}, at {figure}"


def _when_last_judged(assessment: Assessment) -> str:
    """What the latest figure was, by its rule or by whoever has overruled that."""
    last = assessment.last_judged
    if last is None:
        return ""
    said = assessment.override
    return f"{last} when last judged" if said is None else f"called {last} by {said.by} when last judged"
