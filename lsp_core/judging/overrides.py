"""A named person's word on a status: when it may be said, what it does to the assessment, and how it prints.

The status by the rule is kept beside it, and the verdict is worked out anew by the same table. Who may say it is in
`lsp_core.steps.overriding`; every word is kept by `lsp_core.store.overrides`.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime, tzinfo

from lsp_core.errors import LspError
from lsp_core.judging import verdict
from lsp_core.judging.assessment import Assessment, Reason, Status
from lsp_core.periods import Period, Quarter
from lsp_core.wording import day, period_in_words

RULE = "status: a named person's word over the rule's, v1"
CAN_BE_SET = (Status.ON_TRACK, Status.WATCH, Status.OFF_TRACK)
"""The others say that there is nothing to judge, which nobody's word can change."""


@dataclass(frozen=True)
class StatusOverride:
    """What one person said of one measure's status in one quarter, as it was said."""

    quarter: Quarter
    measure: str
    status: Status | None
    """One of `CAN_BE_SET`; None withdraws whatever was said before."""
    by: str
    """The person's name."""
    role: str
    at: datetime
    """Aware."""
    reason: str
    period: Period | None = None
    """The period of the figure it was said of; none on a withdrawal, which needs none."""
    until: Quarter | None = None
    """The last quarter it stands in, whatever figures come; None where it stands until the measure's next figure."""

    def in_words(self, zone: tzinfo) -> str:
        """Who said what and when, for example `Called watch by Ann Person (Head of ann) on 3 August 2023`."""
        said = "Withdrawn" if self.status is None else f"Called {self.status}"
        return f"{said} by {self.by} ({self.role}) on {day(self.at.astimezone(zone).date())}"

    @property
    def because(self) -> str:
        """The reason as a sentence ends with it, such as `: Two sites were closed.`; where none was given, a stop."""
        why = self.reason.rstrip(".")
        return f": {why}." if why else "."

    @property
    def how_long(self) -> str:
        """How long it stands, as a sentence ends with it."""
        return f"to the end of {self.until.end:%B %Y}" if self.until is not None else "until the next figure"


OverrideKey = tuple[Quarter, str]


def in_force(overrides: Iterable[StatusOverride]) -> dict[OverrideKey, StatusOverride]:
    """The last word on each measure and quarter, those withdrawn left out. `overrides` come oldest first."""
    last = {(override.quarter, override.measure): override for override in overrides}
    return {key: override for key, override in last.items() if override.status is not None}


def apply_overrides(
    assessments: Iterable[Assessment], overrides: Iterable[StatusOverride], zone: tzinfo
) -> list[Assessment]:
    """The assessments with each status that somebody has overruled. `zone` is where days are reckoned."""
    by_measure: dict[str, list[StatusOverride]] = {}
    for override in overrides:
        by_measure.setdefault(override.measure, []).append(override)
    return [_with(one, standing_in(one, by_measure.get(one.measure, ())), zone) for one in assessments]


def standing_in(assessment: Assessment, said: Iterable[StatusOverride]) -> StatusOverride | None:
    """The word that stands in an assessment; `said` are all there have been on its measure, oldest first.

    A word from an earlier quarter stands while the figure it was said of is the latest there is, or until the quarter
    it names.
    """
    last = last_word(said, assessment.measure, assessment.quarter)
    if last is None or last.quarter == assessment.quarter:
        return last
    if last.until is not None:
        return last if assessment.quarter <= last.until else None
    return last if _figure_shown(assessment) == last.period else None


def last_word(said: Iterable[StatusOverride], measure: str, quarter: Quarter) -> StatusOverride | None:
    """The last word on a measure in a quarter or before it; None where there was none, or it has been withdrawn."""
    until_then = [one for one in said if one.measure == measure and one.quarter <= quarter]
    return until_then[-1] if until_then and until_then[-1].status is not None else None


def _figure_shown(assessment: Assessment) -> Period | None:
    """The period of the figure judged, or of the latest, which is shown while no new one is due."""
    shown = assessment.observation if assessment.observation is not None else assessment.latest
    return shown.period if shown is not None else None


def check_can_override(assessment: Assessment, status: Status, reason: str, until: Quarter | None = None) -> None:
    """Raise `LspError` when a person cannot call a measure this: nothing to judge, no reason, or the rule agrees."""
    if status not in CAN_BE_SET:
        raise LspError(f"Nobody can call a measure {status}", f"It can be called {', '.join(CAN_BE_SET)}.")
    if not _is_open_to_it(assessment):
        raise LspError(
            f"{assessment.measure} is {by_the_rule(assessment)} in {assessment.quarter}, and nobody can change that",
            "Only a figure that is there, of a measure that is not just for context, can be called something else.",
        )
    if not reason.strip():
        raise LspError(
            f"{assessment.measure} cannot be called {status} without a reason", "Say why; the reason is printed."
        )
    if until is not None and until < assessment.quarter:
        raise LspError(
            f"A word on {assessment.quarter} cannot end with {until}, before it begins",
            "Name that quarter or a later one with --until, or leave it out: it then stands until the next figure.",
        )
    if status is by_the_rule(assessment):
        raise LspError(
            f"{assessment.measure} is {status} by its rule already",
            "There is nothing to overrule. If somebody has called it something else, withdraw that instead.",
        )


def by_the_rule(assessment: Assessment) -> Status:
    """The status the rule gave, whatever a person has said since."""
    return assessment.evidence.status if assessment.evidence is not None else assessment.status


def _is_open_to_it(assessment: Assessment) -> bool:
    """Whether there is a figure, of a measure that the plan means to be judged at all."""
    return assessment.evidence is not None and assessment.evidence.status is not Status.CONTEXT


def _with(assessment: Assessment, override: StatusOverride | None, zone: tzinfo) -> Assessment:
    if override is None or override.status is None:
        return assessment
    if assessment.status is Status.NOT_DUE and assessment.last_judged is not None:
        return _as_last_called(assessment, assessment.last_judged, override, zone)
    if not _is_open_to_it(assessment):
        return assessment
    assert assessment.evidence is not None, "a figure was judged on evidence"
    told, _ = verdict.verdict(replace(assessment.evidence, status=override.status))
    why = Reason(verdict.RULE, f"With the status as {override.by} called it, the verdict is: {told}.")
    others = [why if reason.rule == verdict.RULE else reason for reason in assessment.reasons]
    return replace(
        assessment,
        status=override.status,
        verdict=told,
        reasons=(Reason(RULE, _sentence(assessment, override, zone, by_the_rule(assessment))), *others),
        own_word="",
        override=override,
    )


def _as_last_called(assessment: Assessment, rule_says: Status, override: StatusOverride, zone: tzinfo) -> Assessment:
    """A measure with no new figure due, whose latest somebody has called something else than its rule did."""
    said = Reason(RULE, _sentence(assessment, override, zone, rule_says))
    return replace(assessment, last_judged=override.status, reasons=(said, *assessment.reasons), override=override)


def _sentence(assessment: Assessment, override: StatusOverride, zone: tzinfo, rule_says: Status) -> str:
    instead = "as the rule now says too" if override.status is rule_says else f"instead of {rule_says}"
    return f"{override.in_words(zone)} {instead}{override.because}{_since_then(override, assessment)}"


def _since_then(override: StatusOverride, assessment: Assessment) -> str:
    """What a reader must know of a word that was said of another figure than the one it stands beside."""
    shown = assessment.observation if assessment.observation is not None else assessment.latest
    if shown is None:
        return ""
    if override.period is not None and shown.period != override.period:
        until = f", to stand {override.how_long}" if override.until is not None else ""
        return f" That was said of the figure for {period_in_words(override.period)}{until}."
    return " The figure has been sent again since." if shown.known_at > override.at else ""
