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
from lsp_core.periods import Quarter
from lsp_core.wording import day

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

    def in_words(self, zone: tzinfo) -> str:
        """Who said what and when, for example `Called watch by Ann Person (Head of ann) on 3 August 2023`."""
        said = "Withdrawn" if self.status is None else f"Called {self.status}"
        return f"{said} by {self.by} ({self.role}) on {day(self.at.astimezone(zone).date())}"

    @property
    def because(self) -> str:
        """The reason as a sentence ends with it, such as `: Two sites were closed.`; where none was given, a stop."""
        why = self.reason.rstrip(".")
        return f": {why}." if why else "."


OverrideKey = tuple[Quarter, str]


def in_force(overrides: Iterable[StatusOverride]) -> dict[OverrideKey, StatusOverride]:
    """The last word on each measure and quarter, those withdrawn left out. `overrides` come oldest first."""
    last = {(override.quarter, override.measure): override for override in overrides}
    return {key: override for key, override in last.items() if override.status is not None}


def apply_overrides(
    assessments: Iterable[Assessment], overrides: Iterable[StatusOverride], zone: tzinfo
) -> list[Assessment]:
    """The assessments with each status that somebody has overruled. `zone` is where days are reckoned."""
    said = in_force(overrides)
    return [_with(assessment, said.get((assessment.quarter, assessment.measure)), zone) for assessment in assessments]


def check_can_override(assessment: Assessment, status: Status, reason: str) -> None:
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
    if override is None or override.status is None or not _is_open_to_it(assessment):
        return assessment
    assert assessment.evidence is not None, "a figure was judged on evidence"
    told, _ = verdict.verdict(replace(assessment.evidence, status=override.status))
    why = Reason(verdict.RULE, f"With the status as {override.by} called it, the verdict is: {told}.")
    others = [why if reason.rule == verdict.RULE else reason for reason in assessment.reasons]
    return replace(
        assessment,
        status=override.status,
        verdict=told,
        reasons=(Reason(RULE, _sentence(assessment, override, zone)), *others),
        own_word="",
        override=override,
    )


def _sentence(assessment: Assessment, override: StatusOverride, zone: tzinfo) -> str:
    rule_says = by_the_rule(assessment)
    instead = "as the rule now says too" if override.status is rule_says else f"instead of {rule_says}"
    sentence = f"{override.in_words(zone)} {instead}{override.because}"
    return f"{sentence} The figure has been sent again since." if _is_older(override, assessment) else sentence


def _is_older(override: StatusOverride, assessment: Assessment) -> bool:
    """Whether the figure judged came after the person's word on it, which was then about another figure."""
    return assessment.observation is not None and assessment.observation.known_at > override.at
