"""How a verdict is shown and counted: its shape, its word, and which of several speaks for the whole outcome.

One table, used by every section, so that a measure or an outcome has the same standing wherever it appears.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from lsp_core.judging.assessment import Assessment, Status, Travel, Verdict
from lsp_core.packs.contents import Mark
from lsp_core.packs.shapes import Shape


@dataclass(frozen=True)
class Standing:
    """How one verdict is shown."""

    mark: Mark
    counted: str
    """What the count line calls it."""
    meaning: str
    """For the glossary."""


STANDINGS = {
    Verdict.OFF_TRACK: Standing(
        Mark(Shape.OFF, "Off track"),
        "off track",
        "On the wrong side of its target by more than the tolerance. It has a page of its own.",
    ),
    Verdict.RECOVERING: Standing(
        Mark(Shape.RECOVERING, "Off track, recovering"),
        "off track but recovering",
        "Off track today, getting better, and forecast to meet its target by the end of the year. "
        "It has a page of its own.",
    ),
    Verdict.NO_CURRENT_DATA: Standing(
        Mark(Shape.UNKNOWN, "Cannot say"),
        "cannot say",
        "There is no current figure to judge. It is never counted as on track.",
    ),
    Verdict.EARLY_WARNING: Standing(
        Mark(Shape.EARLY, "At risk by year end"),
        "at risk by year end",
        "On track today, and forecast to miss its target by the end of the year or getting worse.",
    ),
    Verdict.WATCH: Standing(
        Mark(Shape.WATCH, "Watch"), "to watch", "On the wrong side of its target, within the tolerance agreed for it."
    ),
    Verdict.ON_TRACK: Standing(Mark(Shape.ON, "On track"), "on track", "At its target or on the right side of it."),
    Verdict.NOT_JUDGED: Standing(
        Mark(Shape.NONE, "Not judged"), "not judged", "Shown for context, or no target has been agreed yet."
    ),
}
"""Worst first. An outcome takes the first of these that any of its measures has: a missing figure outranks `watch`
and `on track`, so that an outcome we know half of is never called fine."""

WORST_FIRST = tuple(STANDINGS)

TRAVELS = {
    Travel.BETTER: Mark(Shape.BETTER, "Better"),
    Travel.SAME: Mark(Shape.SAME, "About the same"),
    Travel.WORSE: Mark(Shape.WORSE, "Worse"),
    Travel.HIGHER: Mark(Shape.HIGHER, "Higher"),
    Travel.LOWER: Mark(Shape.LOWER, "Lower"),
    Travel.UNKNOWN: Mark(Shape.NONE, "No earlier figure"),
}
TRAVEL_MEANINGS = {
    Travel.BETTER: "Better than the quarter before (or the year before, for a yearly measure): nearer to good, "
    "whichever way good is.",
    Travel.SAME: "Changed by too little to count.",
    Travel.WORSE: "Further from good than the figure before.",
}

WHY_CANNOT_SAY = {
    Status.OVERDUE: "figure overdue",
    Status.NOT_AVAILABLE: "figure not available",
    Status.NOT_DUE: "no new figure due",
}


def measure_mark(assessment: Assessment) -> Mark:
    """A measure's standing; where we cannot say, the word says why."""
    mark = STANDINGS[assessment.verdict].mark
    why = WHY_CANNOT_SAY.get(assessment.status) if assessment.verdict is Verdict.NO_CURRENT_DATA else None
    return Mark(mark.shape, f"{mark.word}: {why}") if why else mark


def travel_mark(assessment: Assessment) -> Mark:
    """Which way a measure is going, better or worse rather than up or down."""
    if assessment.observation is None or assessment.observation.value is None:
        return Mark(Shape.NONE, "No current figure")
    return TRAVELS[assessment.against_last.travel]


def outcome_verdict(assessments: Iterable[Assessment]) -> Verdict:
    """The worst verdict of an outcome's measures, in the order of `STANDINGS`.

    A measure without a figure speaks only where no other does if none was due this quarter, or if it has no target
    to be held against: a yearly survey does not turn its outcome into `cannot say` in the three quarters between.
    """
    every = list(assessments)
    speaking = [a for a in every if not _has_nothing_to_say(a)] or every
    return min((a.verdict for a in speaking), key=WORST_FIRST.index, default=Verdict.NO_CURRENT_DATA)


def _has_nothing_to_say(assessment: Assessment) -> bool:
    no_figure = assessment.verdict is Verdict.NO_CURRENT_DATA
    return no_figure and (assessment.status is Status.NOT_DUE or assessment.target is None)


def outcome_mark(assessments: Iterable[Assessment]) -> Mark:
    """An outcome's standing."""
    return STANDINGS[outcome_verdict(assessments)].mark


def worst_first(assessments: Iterable[Assessment]) -> list[Assessment]:
    """Measures in the order a board should read them; the plan's order among equals."""
    return sorted(assessments, key=lambda a: WORST_FIRST.index(a.verdict))


def count_line(verdicts: Sequence[Verdict]) -> str:
    """For example `5 outcomes: 1 off track, 2 cannot say, 2 on track`: worst first, none left out."""
    counts = Counter(verdicts)
    parts = [f"{counts[verdict]} {STANDINGS[verdict].counted}" for verdict in WORST_FIRST if counts[verdict]]
    total = "1 outcome" if len(verdicts) == 1 else f"{len(verdicts)} outcomes"
    return f"{total}: {', '.join(parts)}" if parts else total
