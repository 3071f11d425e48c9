"""A named person's decision that a measure's mean and limits begin again, or do not: what stands, and how it prints.

`rebasing` finds the evidence and proposes; here a person has answered. Who may is in `lsp_core.steps.rebasing`, and
every answer is kept by `lsp_core.store.rebases`. A decision counts from the quarter it was made for on, so that what an
earlier quarter was judged to be stays as it was.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, tzinfo
from decimal import Decimal
from enum import StrEnum

from lsp_core.observations import Observation
from lsp_core.periods import Quarter
from lsp_core.wording import day, period_in_words

NEW_EVIDENCE = 4
"""Figures of the new level that must have come since somebody declined before they are asked again: a year's."""


class RebaseAnswer(StrEnum):
    """What a person said of new limits from one quarter on."""

    ACCEPTED = "accepted"
    DECLINED = "declined"
    WITHDRAWN = "withdrawn"
    """What was accepted counts no longer."""


@dataclass(frozen=True)
class RebaseDecision:
    """One answer, as it was given."""

    measure: str
    since: Quarter
    """The first quarter of the new level."""
    answer: RebaseAnswer
    quarter: Quarter
    """The first quarter whose judgement it counts in."""
    by: str
    """The person's name."""
    role: str
    at: datetime
    """Aware."""
    reason: str

    def in_words(self, zone: tzinfo) -> str:
        """Who said what, when and why, for example `New limits from ... accepted by Ann Person (Chair) on ...: ...`."""
        who = f"{self.by} ({self.role}) on {day(self.at.astimezone(zone).date())}"
        return f"New limits from {period_in_words(self.since)} {self.answer} by {who}{self.because}"

    @property
    def because(self) -> str:
        """The reason as a sentence ends with it; a stop where none was given."""
        why = self.reason.rstrip(".")
        return f": {why}." if why else "."


@dataclass(frozen=True)
class EarlierLimits:
    """What was ordinary for the measure before its limits began again."""

    since: Quarter
    until: Quarter
    """The last quarter they are for."""
    mean: Decimal
    lower: Decimal
    upper: Decimal


@dataclass(frozen=True)
class RebaseAsked:
    """Evidence that a measure has moved to a new level, for a person to decide on."""

    since: Quarter
    """The first quarter of the new level."""
    question: str
    evidence: str
    """The mean and limits before it and from it on."""
    declined_by: RebaseDecision | None = None
    """Who has said no already, with no new evidence since: then nobody is asked."""


def said_of(decisions: Iterable[RebaseDecision], measure: str, quarter: Quarter) -> tuple[RebaseDecision, ...]:
    """What has been said of one measure's limits that counts in a quarter, oldest first as it comes."""
    return tuple(one for one in decisions if one.measure == measure and one.quarter <= quarter)


def in_force(said: Iterable[RebaseDecision]) -> tuple[RebaseDecision, ...]:
    """The new limits that somebody has accepted and nobody has taken back, in order of time."""
    last = {one.since: one for one in said}
    return tuple(last[since] for since in sorted(last) if last[since].answer is RebaseAnswer.ACCEPTED)


def standing_refusal(
    said: Iterable[RebaseDecision], since: Quarter, figures: Iterable[Observation]
) -> RebaseDecision | None:
    """Who has declined new limits, while there is no new evidence for those now proposed; `figures` are the measure's.

    Evidence is new when enough figures of the new level have come, or come again, since: whichever quarter it is now
    seen to begin in, a step that rests on what was known when somebody said no has been answered.
    """
    last = {one.since: one for one in said}.values()
    refusals = [one for one in last if one.answer is RebaseAnswer.DECLINED]
    if not refusals:
        return None
    latest = max(refusals, key=lambda one: one.at)
    fresh = sum(figure.period >= since and figure.known_at > latest.at for figure in figures)
    return latest if fresh < NEW_EVIDENCE else None


def recalculated(rebase: RebaseDecision, zone: tzinfo) -> str:
    """What stands wherever the new limits do: since when they are recalculated, why, and who decided it."""
    who = f"{rebase.by} ({rebase.role}), on {day(rebase.at.astimezone(zone).date())}"
    return f"The limits are recalculated from {period_in_words(rebase.since)}{rebase.because} Decided by {who}."


def kept_as_they_are(asked: RebaseAsked, refusal: RebaseDecision, zone: tzinfo) -> str:
    """What stands in place of the question while somebody's no to it does."""
    who = f"{refusal.by} ({refusal.role}), on {day(refusal.at.astimezone(zone).date())}"
    steady = f"Figures from {period_in_words(asked.since)} on are about another level, and the limits stay as they were"
    return f"{steady}{refusal.because} Decided by {who}."
