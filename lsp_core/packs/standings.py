"""How a verdict is shown and counted: its shape, its word, and which of several speaks for the whole outcome.

One table, used by every section, so that a measure or an outcome has the same standing wherever it appears.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from lsp_core.judging.assessment import HAS_NO_FIGURE, Assessment, Comparison, Status, Travel, Verdict
from lsp_core.packs.shapes import Mark, Shape


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

NOT_DUE = Standing(
    Mark(Shape.NOT_DUE, "Not due", is_quiet=True),
    "not due",
    "No new figure of this measure was expected this quarter. What it was when last judged is said beside it; it is "
    "not counted as on track.",
)
"""How a measure is shown whose figure was not due: a normal state, and quieter than a figure that is missing."""

WHY_CANNOT_SAY = {Status.OVERDUE: "overdue", Status.NOT_AVAILABLE: "not available", Status.SUPPRESSED: "suppressed"}


def measure_mark(assessment: Assessment) -> Mark:
    """A measure's standing; where we cannot say, the word says why."""
    if assessment.status is Status.NOT_DUE:
        return NOT_DUE.mark
    mark = STANDINGS[assessment.verdict].mark
    why = WHY_CANNOT_SAY.get(assessment.status)
    return Mark(mark.shape, f"{mark.word}: {why}") if why else mark


def travel_mark(assessment: Assessment) -> Mark:
    """Which way a measure is going, better or worse rather than up or down; beside a year ago if need be."""
    if assessment.status in HAS_NO_FIGURE:
        return Mark(Shape.NONE, "Not known", is_quiet=True)
    compared = comparison(assessment)
    mark = TRAVELS[compared.travel]
    if compared is assessment.against_last or compared.travel is Travel.UNKNOWN:
        return mark
    return Mark(mark.shape, f"{mark.word} {'as' if compared.travel is Travel.SAME else 'than'} a year ago")


def comparison(assessment: Assessment) -> Comparison:
    """What the figure is held beside: the figure before it or, where that cannot be compared, a year ago."""
    if assessment.against_last.travel is Travel.UNKNOWN:
        return assessment.against_last_year
    return assessment.against_last


def loudness(assessment: Assessment) -> int:
    """How much say a measure has in its outcome's standing, 0 the most.

    A figure that was judged, or should have come and had a target, speaks first (0). A measure with nothing due, or for
    context, speaks only when none of those is there (1); one without figure or target last of all (2). So a yearly
    survey does not turn its outcome into `cannot say` in the three quarters between.
    """
    has_target = assessment.target is not None
    if assessment.verdict is Verdict.NO_CURRENT_DATA:
        return 2 if not has_target else int(assessment.status is Status.NOT_DUE)
    return int(assessment.verdict is Verdict.NOT_JUDGED)


def loudest_first(assessments: Iterable[Assessment]) -> list[Assessment]:
    """Measures in the order a board should read them: the one that gives the outcome its standing comes first, and the
    plan's order holds among equals."""
    return sorted(assessments, key=lambda a: (loudness(a), WORST_FIRST.index(a.verdict)))


def outcome_verdict(assessments: Iterable[Assessment]) -> Verdict:
    """The worst verdict of an outcome's loudest measures, in the order of `STANDINGS`."""
    in_order = loudest_first(assessments)
    return in_order[0].verdict if in_order else Verdict.NO_CURRENT_DATA


def outcome_mark(assessments: Iterable[Assessment]) -> Mark:
    """An outcome's standing."""
    return STANDINGS[outcome_verdict(assessments)].mark


def count_line(verdicts: Sequence[Verdict]) -> str:
    """For example `5 outcomes: 1 off track, 2 cannot say, 2 on track`: worst first, none left out."""
    counts = Counter(verdicts)
    parts = [f"{counts[verdict]} {STANDINGS[verdict].counted}" for verdict in WORST_FIRST if counts[verdict]]
    total = "1 outcome" if len(verdicts) == 1 else f"{len(verdicts)} outcomes"
    return f"{total}: {', '.join(parts)}" if parts else total
