"""What judging concludes about one measure: values only, each conclusion with the rule and the sentence behind it.

The rules are in `profiles` (what the target is), `rag` and `rules` (against it), `travel` (against the past),
`forecast` (against the year's end) and `verdict` (all of it together).
"""

from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from enum import StrEnum

from lsp_core.observations import Observation
from lsp_core.periods import Period, Quarter


class Status(StrEnum):
    """Against the target, this quarter. A word and a shape, never a colour alone."""

    ON_TRACK = "on track"
    WATCH = "watch"
    """On the wrong side of the target, within tolerance."""
    OFF_TRACK = "off track"
    NO_TARGET = "no target yet"
    """A figure, and nothing agreed to hold it against. A normal state."""
    CONTEXT = "for context"
    """Shown and never judged."""
    OVERDUE = "overdue"
    """The figure was asked for and has not come. Never green, and never carried forward."""
    NOT_DUE = "not due"
    """No new figure was expected this quarter."""
    NOT_AVAILABLE = "not available"
    """The partner says there is no figure, and why."""


HAS_NO_FIGURE = frozenset({Status.OVERDUE, Status.NOT_DUE, Status.NOT_AVAILABLE})


class Travel(StrEnum):
    """Against an earlier figure: better or worse, not up or down."""

    BETTER = "better"
    SAME = "about the same"
    WORSE = "worse"
    HIGHER = "higher"
    """Of a measure that is for context only."""
    LOWER = "lower"
    UNKNOWN = "no earlier figure"


class Verdict(StrEnum):
    """What the board is told, from everything together (the table is in `verdict`)."""

    OFF_TRACK = "off track: challenge"
    RECOVERING = "off track, recovering: watch"
    WATCH = "watch"
    EARLY_WARNING = "on track today, at risk by year end"
    ON_TRACK = "on track"
    NO_CURRENT_DATA = "no current data"
    NOT_JUDGED = "not judged"
    """For context, or no target yet."""


WORST_FIRST = (
    Verdict.OFF_TRACK,
    Verdict.RECOVERING,
    Verdict.WATCH,
    Verdict.EARLY_WARNING,
    Verdict.NO_CURRENT_DATA,
    Verdict.NOT_JUDGED,
    Verdict.ON_TRACK,
)
"""The order a board reads in. What cannot be said comes before what is well."""


@dataclass(frozen=True)
class Reason:
    """Why one thing was concluded."""

    rule: str
    """The rule's name and version, for example `status: within 5% of target, v1`."""
    sentence: str
    """One plain sentence with the arithmetic in it."""


@dataclass(frozen=True)
class Band:
    """Two edges a figure is to be kept between, both of them inside."""

    low: Decimal
    high: Decimal


@dataclass(frozen=True)
class TargetNow:
    """What a figure is held against this period."""

    value: Decimal
    sentence: str
    """Where it comes from, for example `A quarter of the way from 40.0 to 52.0: 43.0.`"""
    year_end: Decimal
    """The target for the end of the year, the same as `value` where nothing changes within the year."""
    band: Band | None = None
    """The band the figure is to be kept in, when that is the target; `value` is one of its edges (see `facing`)."""
    due_on: date | None = None
    """The last day a milestone is on time."""
    tolerance: Decimal | None = None
    """The tolerance agreed with the target, in whatever the policy counts in."""

    def facing(self, figure: Decimal) -> "TargetNow":
        """A band as a figure meets it, with the edge it is beyond, or nearer to, as the value; any other as it is."""
        if self.band is None:
            return self
        nearer = min((self.band.low, self.band.high), key=lambda edge: abs(figure - edge))
        return replace(self, value=nearer, year_end=nearer)


@dataclass(frozen=True)
class Comparison:
    """The figure beside an earlier one."""

    travel: Travel
    earlier: Observation | None
    change: Decimal | None
    sentence: str


@dataclass(frozen=True)
class Forecast:
    """Where the measure is heading by the end of the financial year."""

    year_end: Decimal
    meets_target: bool | None
    """None when there is no target for the year's end."""
    required_per_quarter: Decimal | None
    """The change each remaining quarter would need to end the year on the target; for a cumulative measure, the amount.
    None without a target, or when no quarter remains."""
    method: str
    """For example `run rate` or `average change repeated`."""
    sentence: str


@dataclass(frozen=True)
class Assessment:
    """Everything concluded about one measure for one quarter, with the reasons."""

    measure: str
    outcome: str
    quarter: Quarter
    period: Period
    """The period of the figure that was judged, or of the figure that was due."""
    observation: Observation | None
    """The figure judged. Without a value it is what the partner said instead; None when nothing has come."""
    latest: Observation | None
    """The latest figure there is. About an earlier period it is shown and never judged."""
    target: TargetNow | None
    baseline: Decimal | None
    status: Status
    verdict: Verdict
    against_last: Comparison
    against_last_year: Comparison
    forecast: Forecast | None
    reasons: tuple[Reason, ...]
    """Status first, then travel, forecast and verdict."""
    proxy: str | None = None
    """The measure to watch meanwhile, when this one has no current figure."""
    own_word: str = ""
    """The policy's own word for the status, such as `star` or `amber-green`; empty when it has none."""

    @property
    def is_off_track(self) -> bool:
        """Whether the board should ask about it."""
        return self.verdict in (Verdict.OFF_TRACK, Verdict.RECOVERING)

    @property
    def why(self) -> str:
        """The status's reason in one sentence."""
        return self.reasons[0].sentence
