"""What one quarter's judgements of an outcome suggest about the likelihood that it is missed.

The suggestion is for one quarter by itself; how a register follows it, fast up and slowly down, is in `proposals`.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from lsp_core.judging.assessment import WORST_FIRST, Assessment, Status, Verdict
from lsp_core.risks.model import HIGHEST
from lsp_core.wording import listed

LIKELIHOOD: dict[Verdict, tuple[int, int]] = {
    Verdict.OFF_TRACK: (4, 4),
    Verdict.RECOVERING: (4, 4),
    Verdict.WATCH: (3, 3),
    Verdict.EARLY_WARNING: (3, 3),
    Verdict.ON_TRACK: (1, 2),
}
"""The lowest and the highest likelihood that goes with the worst verdict among an outcome's measures."""

MISSED_TWICE = (5, 5)
"""The same measure off track two quarters running, and forecast to miss the year's target."""

UNCERTAIN = (3, 3)
"""Where figures have been missing twice and there is nothing else to go by; one is added to it, as to any other."""

_MISSING = frozenset({Status.OVERDUE, Status.NOT_AVAILABLE})


@dataclass(frozen=True)
class Suggestion:
    """What one quarter suggests."""

    lowest: int
    highest: int
    because: str
    """Without a capital or a full stop, to be part of a sentence."""
    measures: tuple[str, ...]
    """The codes of the measures it rests on."""
    is_whole: bool
    """Whether every figure asked for came; a quarter with a figure missing never counts as a better one."""


def suggest(
    now: Sequence[Assessment], before: Sequence[Assessment], names: dict[str, str], was_asked_before: bool = True
) -> Suggestion | None:
    """What an outcome's measures suggest, from this quarter and the one before; None when they say nothing.

    `names` gives each measure's name by its code. `was_asked_before` is false in a partnership's first quarter, when a
    figure missing from the quarter before means nothing.
    """
    twice_missing = [a for a in now if _is_missing(a) and was_asked_before and _was_missing(a, before)]
    judged = [a for a in now if a.verdict in LIKELIHOOD]
    if not judged and not twice_missing:
        return None
    (lowest, highest), reasons, measures = _from_the_worst(judged, before, names)
    if twice_missing:
        missing = [a.measure for a in twice_missing]
        lowest, highest = min(lowest + 1, HIGHEST), min(highest + 1, HIGHEST)
        reasons.append(f"nothing has come for {_named(missing, names)} two quarters running")
        measures += missing
    is_whole = not any(_is_missing(a) for a in now)
    return Suggestion(lowest, highest, " and ".join(reasons), tuple(measures), is_whole)


def _from_the_worst(
    judged: Sequence[Assessment], before: Sequence[Assessment], names: dict[str, str]
) -> tuple[tuple[int, int], list[str], list[str]]:
    """The likelihood, reasons and measures of the worst verdict there is."""
    if not judged:
        return UNCERTAIN, [], []
    missed_twice = [a.measure for a in judged if _is_missed_twice(a, before)]
    if missed_twice:
        verb = "is" if len(missed_twice) == 1 else "are"
        reason = f"{_named(missed_twice, names)} {verb} off track for the second quarter running and forecast to miss"
        return MISSED_TWICE, [f"{reason} the year's target"], missed_twice
    worst = min((a.verdict for a in judged), key=WORST_FIRST.index)
    measures = [a.measure for a in judged if a.verdict is worst]
    verb = "is" if len(measures) == 1 else "are"
    return LIKELIHOOD[worst], [f"{_named(measures, names)} {verb} {_in_a_sentence(worst)}"], measures


def _is_missed_twice(assessment: Assessment, before: Sequence[Assessment]) -> bool:
    forecast_misses = assessment.forecast is not None and assessment.forecast.meets_target is False
    was_off_track = any(b.measure == assessment.measure and b.is_off_track for b in before)
    return assessment.is_off_track and was_off_track and forecast_misses


def _is_missing(assessment: Assessment) -> bool:
    """Whether a figure that could have missed a target was asked for and has not come."""
    return assessment.status in _MISSING and assessment.target is not None


def _was_missing(assessment: Assessment, before: Sequence[Assessment]) -> bool:
    return any(b.measure == assessment.measure and _is_missing(b) for b in before)


def _named(measures: Sequence[str], names: dict[str, str]) -> str:
    return listed(f"“{names[measure]}”" for measure in measures)


def _in_a_sentence(verdict: Verdict) -> str:
    """A verdict as it reads after *is*."""
    words = {
        Verdict.OFF_TRACK: "off track",
        Verdict.RECOVERING: "off track, though recovering",
        Verdict.WATCH: "short of target, within what may be watched",
        Verdict.EARLY_WARNING: "at risk by the year's end",
    }
    return words.get(verdict, str(verdict))
