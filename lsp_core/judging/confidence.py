"""How sure a verdict is, in words: every row of the table that fits is told, and the first gives the word.

Confidence stands beside a verdict and never changes it. `docs/judging.md` prints the table, drawn by `as_markdown`.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

from lsp_core.judging.assessment import JUDGED, Confidence, FigureInterval, Reason, Status
from lsp_core.observations import Observation, Vintage
from lsp_core.wording import day

RULE = "confidence: one table, v1"
A_YEAR = timedelta(days=366)


@dataclass(frozen=True)
class Grounds:
    """What confidence rests on."""

    figure: Observation
    interval: FigureInterval | None
    on: date
    """The partnership's day at the cut-off."""


@dataclass(frozen=True)
class Row:
    """One row of the table."""

    confidence: Confidence
    when: str
    fits: Callable[[Grounds], bool]
    sentence: Callable[[Grounds], str]


def _may_be_chance(grounds: Grounds) -> bool:
    return grounds.interval is not None and grounds.interval.holds_target is True


def _is_provisional(grounds: Grounds) -> bool:
    return grounds.figure.vintage is Vintage.PROVISIONAL


def _is_old(grounds: Grounds) -> bool:
    return grounds.on - grounds.figure.period.end > A_YEAR


def _is_beyond_chance(grounds: Grounds) -> bool:
    return grounds.interval is not None and grounds.interval.holds_target is False


TABLE = (
    Row(
        Confidence.UNCERTAIN,
        "the target is inside the figure's 95% interval",
        _may_be_chance,
        lambda _: "Chance alone could have put the figure on the other side of the target.",
    ),
    Row(
        Confidence.PROVISIONAL,
        "the figure is provisional",
        _is_provisional,
        lambda _: "The figure is provisional: the partner expects to change it.",
    ),
    Row(
        Confidence.OLD,
        "what the figure is about ended more than a year before the cut-off",
        _is_old,
        lambda grounds: f"What it is about ended on {day(grounds.figure.period.end)}, more than a year ago.",
    ),
    Row(
        Confidence.CLEAR,
        "the target is outside the figure's 95% interval",
        _is_beyond_chance,
        lambda _: "The figure is further from the target than chance explains.",
    ),
)
NOTHING_KNOWN = Row(
    Confidence.AS_REPORTED,
    "none of these",
    lambda _: True,
    lambda _: "No counts come with the figure to say how much of it may be chance.",
)


def confidence(status: Status, grounds: Grounds) -> tuple[Confidence, Reason] | None:
    """How sure the verdict on a figure is, and why; None where it was not held against a target."""
    if status not in JUDGED:
        return None
    rows = [row for row in TABLE if row.fits(grounds)] or [NOTHING_KNOWN]
    return rows[0].confidence, Reason(RULE, " ".join(row.sentence(grounds) for row in rows))


def as_markdown() -> str:
    """The table for `docs/judging.md`."""
    lines = ["| When | Confidence |", "|---|---|"]
    lines += [f"| {row.when} | {row.confidence} |" for row in (*TABLE, NOTHING_KNOWN)]
    return "\n".join(lines)
