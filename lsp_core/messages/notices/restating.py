"""Telling an outcome's owner that a past figure has changed: old beside new, why, and what it would have meant."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from lsp_core.facts import Revision
from lsp_core.judging.assessment import Status
from lsp_core.messages.keys import key
from lsp_core.messages.notices.notice import Notice, NoticeKind
from lsp_core.messages.notices.plain_text import letter
from lsp_core.observations import Observation
from lsp_core.periods import Quarter
from lsp_core.plan.model import Measure, Plan
from lsp_core.requests.due import DataRequest
from lsp_core.wording import amount, count_of, period_in_words


@dataclass(frozen=True)
class ChangedStatus:
    """A status that a pack gave and would not give by the figure as it is now."""

    quarter: Quarter
    measure: str
    said: Status
    would_say: Status


@dataclass(frozen=True)
class _Restated:
    """One figure, in words."""

    name: str
    period: str
    before: str
    after: str
    why: str
    statuses: tuple[str, ...]


def restated_notices(
    plan: Plan, request: DataRequest, changed: Sequence[Revision], statuses: Sequence[ChangedStatus], reference: str
) -> list[Notice]:
    """One letter to each owner of what the figures are about, and one to the coordinator."""
    measures = {measure.code: measure for measure in plan.measures_on(request.quarter.end)}
    known = [revision for revision in changed if revision.after.measure in measures]
    owners = {revision.after.measure: plan.outcome_of(measures[revision.after.measure]).owner for revision in known}
    coordinator = plan.partnership.coordinator
    notices = []
    for person in dict.fromkeys([*owners.values(), coordinator]):
        theirs = [revision for revision in known if person in (coordinator, owners[revision.after.measure])]
        told = [_in_words(measures[revision.after.measure], revision, statuses) for revision in theirs]
        if told:
            notices.append(_notice(plan, request, person, told, reference))
    return notices


def _notice(plan: Plan, request: DataRequest, person: str, told: Sequence[_Restated], reference: str) -> Notice:
    return Notice(
        key=key(f"restated {reference}", person),
        kind=NoticeKind.RESTATED,
        reference=reference,
        to=person,
        subject=f"{count_of(len(told), 'past figure')} changed by {request.partner.name} [{reference}]",
        text=letter("restated", plan, person, partner=request.partner.name, figures=told),
    )


def _in_words(measure: Measure, revision: Revision, statuses: Iterable[ChangedStatus]) -> _Restated:
    return _Restated(
        name=measure.name,
        period=period_in_words(revision.after.period),
        before=_figure(revision.before, measure),
        after=_figure(revision.after, measure),
        why=revision.after.note.strip() or "no reason given",
        statuses=tuple(
            f"the pack for {one.quarter.months_label} said {one.said}, and would have said {one.would_say}"
            for one in statuses
            if one.measure == measure.code
        ),
    )


def _figure(observation: Observation, measure: Measure) -> str:
    return amount(observation.value, measure) if observation.value is not None else observation.vintage.value
