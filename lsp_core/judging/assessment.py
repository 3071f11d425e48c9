"""What judging concludes about one measure: values only, each conclusion with the rule and the sentence behind it.

The rules are in `profiles` (what the target is), `rag` and `rules` (against it), `travel` (against the past),
`placing` (beside others), `figure_interval` (what chance could do), `long_run` (what is ordinary for the measure),
`recent` (its recent trend), `forecast` (against the year's end), `verdict` (all of it together) and `confidence` (how
sure that is).
"""

from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import TYPE_CHECKING

from lsp_core.observations import Observation
from lsp_core.periods import Period, Quarter

if TYPE_CHECKING:  # some are made of the values here; the others need numpy, a sixth of a second at every start
    from lsp_core.judging.assurance import Assurance
    from lsp_core.judging.overrides import StatusOverride
    from lsp_core.judging.placed import Placing
    from lsp_core.judging.rebase_decisions import EarlierLimits, RebaseAsked, RebaseDecision
    from lsp_core.judging.recent_trend import Meaning
    from lsp_core.judging.variation import Variation
    from lsp_core.judging.verdict import Evidence


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
    SUPPRESSED = "suppressed"
    """There is a figure, and it is too small a number to be shown or judged in the open."""


HAS_NO_FIGURE = frozenset({Status.OVERDUE, Status.NOT_DUE, Status.NOT_AVAILABLE, Status.SUPPRESSED})
JUDGED = frozenset({Status.ON_TRACK, Status.WATCH, Status.OFF_TRACK})
"""Held against a target."""


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


REBASE_RULE = "rebasing: a step that has lasted, v1"
REBASED_RULE = "rebasing: a named person's decision, v1"


class Confidence(StrEnum):
    """How sure the verdict is, in the one word that matters most (the table is in `confidence`)."""

    UNCERTAIN = "uncertain"
    """Chance alone could have put the figure on the other side of the target."""
    PROVISIONAL = "provisional"
    """The partner expects to change the figure."""
    OLD = "old figure"
    """What it is about ended more than a year ago."""
    CLEAR = "clear"
    """Further from the target than chance explains."""
    AS_REPORTED = "as reported"
    """Nothing says how much of it may be chance."""


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
class FigureInterval:
    """The 95% interval of the figure judged, from the counts behind it."""

    lower: Decimal
    upper: Decimal
    method: str
    """For example `Wilson score interval`."""
    holds_target: bool | None
    """Whether the target is inside it, an end included, so that chance may explain the gap. None without a target."""
    sentence: str


@dataclass(frozen=True)
class LongRun:
    """The figure against what is ordinary for the measure: an XmR chart of its quarters."""

    variation: "Variation"
    assurance: "Assurance"
    since: Period
    """The first quarter that the mean and the limits are for."""
    mean: Decimal
    lower: Decimal
    upper: Decimal
    """Of the limits of ordinary variation, held within the lowest and highest figure there can be."""
    is_trial: bool
    """Whether the limits rest on too few figures to be firm."""
    reasons: tuple[Reason, ...]
    """Variation, then assurance where the limits speak of the target, then the question whether to begin again."""
    speaks_of_target: bool = False
    """Whether the limits say anything about the target: only of a measure that varies as usual do they hold for the
    next figure too."""
    rebases: "tuple[RebaseDecision, ...]" = ()
    """Who has had the mean and limits begin again, in order of time; the last gave those of now."""
    earlier: "tuple[EarlierLimits, ...]" = ()
    """The limits before each of them, in order of time."""
    asked: "RebaseAsked | None" = None


@dataclass(frozen=True)
class RecentTrend:
    """Whether the last five figures go up or down by more than chance."""

    meaning: "Meaning"
    is_more_than_chance: bool
    sentence: str


@dataclass(frozen=True)
class Range:
    """Where a figure to come is likely to be: the ends of its 95% prediction interval."""

    low: Decimal
    high: Decimal


@dataclass(frozen=True)
class OtherForecast:
    """The end of the year by a method that is not the one held against the target."""

    method: str
    expected: Decimal | None
    """None where the method cannot be used."""
    likely: Range | None
    why_not: str = ""
    """Why the method cannot be used."""


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
    likely: tuple[Range, ...] = ()
    """For each quarter left, the next one first; empty where the method gives none or there are too few figures."""
    likely_in_words: str = ""
    """The last of them in a sentence, or why there is none."""
    others: tuple[OtherForecast, ...] = ()


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
    """As far as there is any: status, travel, place beside others, chance, variation, trend, forecast, verdict and
    confidence."""
    proxy: str | None = None
    """The measure to watch meanwhile, when this one has no current figure."""
    own_word: str = ""
    """The policy's own word for the status, such as `star` or `amber-green`; empty when it has none."""
    last_judged: Status | None = None
    """What the latest figure was judged to be, of a measure that has no new one due; None where it was not judged."""
    interval: FigureInterval | None = None
    """None where the figure does not come from counts."""
    long_run: LongRun | None = None
    """None where there are too few quarters, or figures that cover some of the same months."""
    recent_trend: RecentTrend | None = None
    """None with fewer than five figures from counts."""
    confidence: Confidence | None = None
    """None where nothing is judged."""
    placing: "Placing | None" = None
    """Where the measure stands beside others, for the latest period that all have; None where its plan names none."""
    evidence: "Evidence | None" = None
    """What the verdict on a figure was reached from. Its status is the rule's own, whatever a person has said."""
    override: "StatusOverride | None" = None
    """A named person's word on the status, where there is one: then `status` is theirs, and so is the first reason."""

    @property
    def is_off_track(self) -> bool:
        """Whether the board should ask about it."""
        return self.verdict in (Verdict.OFF_TRACK, Verdict.RECOVERING)

    @property
    def why(self) -> str:
        """The status's reason in one sentence; two where somebody overruled it, theirs and then the rule's."""
        told = self.reasons[: 1 if self.override is None else 2]
        return " ".join(reason.sentence for reason in told)
