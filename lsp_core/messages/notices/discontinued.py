"""Telling the coordinator that a partner no longer collects something, so that the plan stops asking for it."""

from lsp_core.messages.keys import key
from lsp_core.messages.notices.notice import Notice, NoticeKind
from lsp_core.messages.notices.plain_text import letter
from lsp_core.observations import Observation
from lsp_core.plan.model import Plan
from lsp_core.requests.due import DataRequest


def discontinued_notice(plan: Plan, request: DataRequest, said: Observation) -> Notice:
    """What the partner said, that nobody is chased for it, and what to change."""
    coordinator = plan.partnership.coordinator
    measure = next(one for one in plan.measures_on(request.quarter.end) if one.code == said.measure)
    reference = f"{request.quarter} {measure.code}"
    return Notice(
        key=key(f"no longer collected {reference}", coordinator),
        kind=NoticeKind.PLAN,
        reference=reference,
        to=coordinator,
        subject=f"No longer collected: {measure.name}, by {request.partner.name} [{reference}]",
        text=letter(
            "discontinued",
            plan,
            coordinator,
            measure=measure,
            outcome=plan.outcome_of(measure).name,
            partner=request.partner.name,
            contact=plan.person(request.partner.contact),
            words=said.note,
            came_in=said.return_reference,
        ),
    )
