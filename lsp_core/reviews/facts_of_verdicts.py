"""Facts about verdicts: how many are off track, changed by a person, seen coming, or stuck."""

from collections.abc import Callable, Mapping, Sequence
from itertools import pairwise

from lsp_core.judging.assessment import Assessment, Status, Verdict
from lsp_core.judging.overrides import by_the_rule
from lsp_core.reviews.fact_values import FactValue
from lsp_core.reviews.seen import LATEST, WINDOW, Seen, counted, shared, standings_in

RUNNING = 3
"""Cycles over which something is said to last."""
_EXCEPTIONS = frozenset({Verdict.OFF_TRACK, Verdict.RECOVERING})


def _verdict_share(fact: str, *verdicts: Verdict) -> Callable[[Seen], FactValue]:
    def compute(seen: Seen) -> FactValue:
        found = seen.last.assessments
        return shared(fact, seen, (a.measure for a in found if a.verdict in verdicts), len(found), LATEST)

    return compute


def _override_share(seen: Seen) -> FactValue:
    found = _every_assessment(seen)
    return shared("verdict.override_share", seen, (_named(a) for a in found if a.override), len(found))


def _override_no_reason(seen: Seen) -> FactValue:
    found = _every_assessment(seen)
    hits = (_named(a) for a in found if a.override is not None and not a.override.reason.strip())
    return counted("verdict.override_no_reason", seen, hits, len(found), WINDOW)


def _override_hides(seen: Seen) -> FactValue:
    """Overrides of a figure that the rule called off track, to something that is no exception."""
    found = _every_assessment(seen)
    hits = (
        _named(a)
        for a in found
        if a.override is not None and by_the_rule(a) is Status.OFF_TRACK and a.verdict not in _EXCEPTIONS
    )
    return counted("verdict.override_hides", seen, hits, len(found), WINDOW)


def _surprise_red_share(seen: Seen) -> FactValue:
    """Of measures newly off track, those that were on track the cycle before with no warning."""
    new, without_warning = [], []
    for before, after in pairwise(seen.quarters):
        then = {a.measure: a.verdict for a in before.assessments}
        for assessment in after.assessments:
            was = then.get(assessment.measure)
            if was is not None and assessment.verdict in _EXCEPTIONS and was not in _EXCEPTIONS:
                new.append(assessment)
                if was is Verdict.ON_TRACK:
                    without_warning.append(_named(assessment))
    return shared("verdict.surprise_red_share", seen, without_warning, len(new))


def _early_warnings(seen: Seen) -> FactValue:
    found = seen.last.assessments
    return counted("verdict.early_warnings", seen, _measures(found, Verdict.EARLY_WARNING), len(found))


def _early_warnings_no_action(seen: Seen) -> FactValue:
    found = seen.last.assessments
    acted_on = {standing.action.measure for standing in standings_in(seen) if standing.is_open}
    hits = [measure for measure in _measures(found, Verdict.EARLY_WARNING) if measure not in acted_on]
    return counted("verdict.early_warnings_no_action", seen, hits, len(found))


def _running(fact: str, wanted: Callable[[Assessment], bool]) -> Callable[[Seen], FactValue]:
    """Measures of which something has been so for the last three cycles; unknown with fewer."""

    def compute(seen: Seen) -> FactValue:
        last = seen.quarters[-RUNNING:]
        so = [{a.measure for a in quarter.assessments if wanted(a)} for quarter in last]
        enough = len(last) == RUNNING
        hits = sorted(set.intersection(*so)) if enough else []
        return counted(fact, seen, hits, len(seen.last.assessments) if enough else 0, WINDOW)

    return compute


def _recovered(seen: Seen) -> FactValue:
    """Measures on track for two cycles after being off track in the one before."""
    if len(seen.quarters) < RUNNING:
        return counted("verdict.recovered", seen, (), 0, WINDOW)
    was, then, now = ({a.measure: a.verdict for a in quarter.assessments} for quarter in seen.quarters[-RUNNING:])
    on_track = [measure for measure in now if now[measure] is then.get(measure) is Verdict.ON_TRACK]
    hits = [measure for measure in on_track if was.get(measure) in _EXCEPTIONS]
    return counted("verdict.recovered", seen, hits, len(now), WINDOW)


def _every_assessment(seen: Seen) -> list[Assessment]:
    return [assessment for quarter in seen.quarters for assessment in quarter.assessments]


def _measures(assessments: Sequence[Assessment], verdict: Verdict) -> list[str]:
    return [assessment.measure for assessment in assessments if assessment.verdict is verdict]


def _named(assessment: Assessment) -> str:
    return f"{assessment.measure} {assessment.quarter.code}"


VERDICTS: Mapping[str, Callable[[Seen], FactValue]] = {
    "verdict.off_track_share": _verdict_share("verdict.off_track_share", *_EXCEPTIONS),
    "verdict.nodata_share": _verdict_share("verdict.nodata_share", Verdict.NO_CURRENT_DATA),
    "verdict.override_share": _override_share,
    "verdict.override_no_reason": _override_no_reason,
    "verdict.override_hides": _override_hides,
    "verdict.surprise_red_share": _surprise_red_share,
    "verdict.early_warnings": _early_warnings,
    "verdict.early_warnings_no_action": _early_warnings_no_action,
    "verdict.repeat_amber": _running("verdict.repeat_amber", lambda a: a.status is Status.WATCH),
    "verdict.recovered": _recovered,
}
