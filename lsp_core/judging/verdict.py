"""What the board is told: one verdict from the status, the direction of travel, the forecast and variation together.

How sure it is stands beside it (`confidence`). The table below is the rule; the first row that fits decides.
`docs/judging.md` prints it, drawn by `as_markdown`.
"""

from collections.abc import Callable
from dataclasses import dataclass

from lsp_core.judging.assessment import HAS_NO_FIGURE, Reason, Status, Travel, Verdict

RULE = "verdict: one table, v2"
TOO_MANY_TIMES_WORSE = 3
"""So many times running worse than the time before is a warning, even on the right side of the target."""


@dataclass(frozen=True)
class Evidence:
    """What a verdict is reached from."""

    status: Status
    travel: Travel
    """Against the period before, or against last year for a figure that counts up through the year."""
    forecast_meets: bool | None
    """None when there is no forecast, or nothing to meet."""
    times_worse_running: int
    has_figure: bool = False
    unknown_is_off_track: bool = False
    """The policy counts a figure that is owed and not known as off track."""
    really_worsens: bool = False
    """The figure is a real worsening, by limits that are more than a trial."""


@dataclass(frozen=True)
class Row:
    """One row of the table."""

    status: Status
    when: str
    """The condition in words."""
    fits: Callable[[Evidence], bool]
    verdict: Verdict
    sentence: str


def _always(_: Evidence) -> bool:
    return True


def _worse(evidence: Evidence) -> bool:
    return evidence.travel is Travel.WORSE


def _better(evidence: Evidence) -> bool:
    return evidence.travel is Travel.BETTER


def _same(evidence: Evidence) -> bool:
    return evidence.travel is Travel.SAME


def _better_and_will_recover(evidence: Evidence) -> bool:
    return _better(evidence) and evidence.forecast_meets is True


def _will_miss(evidence: Evidence) -> bool:
    return evidence.forecast_meets is False


def _keeps_worsening(evidence: Evidence) -> bool:
    return evidence.times_worse_running >= TOO_MANY_TIMES_WORSE


def _really_worsens(evidence: Evidence) -> bool:
    return evidence.really_worsens


def _unknown_counts(evidence: Evidence) -> bool:
    return evidence.unknown_is_off_track


def _has_figure(evidence: Evidence) -> bool:
    return evidence.has_figure


TABLE = (
    Row(Status.OFF_TRACK, "worse than before", _worse, Verdict.OFF_TRACK, "Off track, and worse than before."),
    Row(
        Status.OFF_TRACK,
        "better than before, and forecast to meet the year's target",
        _better_and_will_recover,
        Verdict.RECOVERING,
        "Off track, but better than before and forecast to meet the year's target.",
    ),
    Row(
        Status.OFF_TRACK,
        "better than before, and not forecast to meet the year's target",
        _better,
        Verdict.OFF_TRACK,
        "Off track: better than before, but nothing shows the year's target being met.",
    ),
    Row(Status.OFF_TRACK, "about the same", _same, Verdict.OFF_TRACK, "Off track, and about the same as before."),
    Row(Status.OFF_TRACK, "anything else", _always, Verdict.OFF_TRACK, "Off track, with nothing earlier to compare."),
    Row(Status.WATCH, "always", _always, Verdict.WATCH, "Short of the target, within what may be watched."),
    Row(
        Status.ON_TRACK,
        "forecast to miss the year's target",
        _will_miss,
        Verdict.EARLY_WARNING,
        "On track today, but forecast to miss the year's target.",
    ),
    Row(
        Status.ON_TRACK,
        "worse three times running",
        _keeps_worsening,
        Verdict.EARLY_WARNING,
        "On track today, but worse three times running.",
    ),
    Row(
        Status.ON_TRACK,
        "a real worsening by firm limits",
        _really_worsens,
        Verdict.EARLY_WARNING,
        "On track today, but worse than ordinary variation explains.",
    ),
    Row(Status.ON_TRACK, "anything else", _always, Verdict.ON_TRACK, "On track."),
    Row(Status.NO_TARGET, "always", _always, Verdict.NOT_JUDGED, "Not judged: there is no target yet."),
    Row(Status.CONTEXT, "always", _always, Verdict.NOT_JUDGED, "Not judged: the measure is for context."),
    *(
        Row(
            status,
            "by a policy that counts what is not known as off track",
            _unknown_counts,
            Verdict.OFF_TRACK,
            "Off track, because the rule counts a figure that is not known as off track.",
        )
        for status in (Status.OVERDUE, Status.NOT_AVAILABLE)
    ),
    Row(
        Status.NOT_DUE,
        "a milestone with time left",
        _has_figure,
        Verdict.NOT_JUDGED,
        "Not judged: the milestone is not due yet.",
    ),
    *(
        Row(status, "anything else", _always, Verdict.NO_CURRENT_DATA, "There is no current figure to judge.")
        for status in Status
        if status in HAS_NO_FIGURE
    ),
)


def verdict(evidence: Evidence) -> tuple[Verdict, Reason]:
    """What the board is told, and why."""
    row = next(row for row in TABLE if row.status is evidence.status and row.fits(evidence))
    return row.verdict, Reason(RULE, row.sentence)


def as_markdown() -> str:
    """The table for `docs/judging.md`."""
    lines = ["| Status | and it is | The board is told |", "|---|---|---|"]
    lines += [f"| {row.status} | {row.when} | {row.verdict} |" for row in TABLE]
    return "\n".join(lines)
