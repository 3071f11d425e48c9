"""A measure with no new figure because none was due: what it was when last judged, so that it can be shown quietly."""

from lsp_core.facts import CycleFacts
from lsp_core.judging import rag
from lsp_core.judging.assessment import Assessment, Status
from lsp_core.judging.judge import cut_off_day
from lsp_core.judging.profiles import target_now
from lsp_core.plan.model import Measure
from lsp_core.wording import amount, period_in_words

WORST_FIRST = (Status.OFF_TRACK, Status.WATCH, Status.ON_TRACK, None)


def last_judged(facts: CycleFacts, measure: Measure, assessment: Assessment) -> Status | None:
    """The status of the latest figure by the target for its own period; None unless nothing was due and it had one."""
    latest = assessment.latest
    if assessment.status is not Status.NOT_DUE or latest is None or latest.value is None:
        return None
    target = target_now(facts.plan, measure, latest.period, cut_off_day(facts))
    found, _ = rag.status(measure, facts.plan.status_policy(measure.policy), latest.value, target)
    return found if found in WORST_FIRST else None


def note(assessment: Assessment, last: Status | None) -> str:
    """What stands beside `Not due` in a table, where the latest figure and its period are in the same row."""
    if assessment.status is not Status.NOT_DUE:
        return ""
    return f"{last} when last judged" if last is not None else ""


def in_a_sentence(assessment: Assessment, measure: Measure, last: Status | None) -> str:
    """For example `off track when last judged, at 18.3% for academic year 2022 to 2023`."""
    latest = assessment.latest
    if latest is None or latest.value is None:
        return "there is none yet"
    figure = f"{amount(latest.value, measure)} for {period_in_words(latest.period)}"
    return f"{last} when last judged, at {figure}" if last is not None else f"the last was {figure}, without a target"
