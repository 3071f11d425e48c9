"""Each partner's data quality in a quarter, gathered from the records."""

from datetime import datetime
from zoneinfo import ZoneInfo

from sqlalchemy.orm import Session

from lsp_core.periods import Quarter
from lsp_core.plan.model import Plan
from lsp_core.requests.due import DataRequest
from lsp_core.returns.data_quality import CheckedReturn, PartnerQuality, quality_of
from lsp_core.store import observations, requests, returns


def data_quality(session: Session, plan: Plan, quarter: Quarter, now: datetime) -> dict[str, PartnerQuality]:
    """What the data of each partner that was asked was like, by the partner's code."""
    asked = requests.asked(session, plan, quarter)
    return {request.partner.code: data_quality_of(session, plan, request, now) for request in asked}


def data_quality_of(session: Session, plan: Plan, request: DataRequest, now: datetime) -> PartnerQuality:
    """What one partner's data was like."""
    received = [r for r in returns.received(session, request.quarter, until=now) if r.partner == request.partner.code]
    return quality_of(
        request,
        [CheckedReturn(one.received_at, one.findings) for one in received],
        observations.known(session, now),
        observations.resources_known(session, now),
        ZoneInfo(plan.partnership.time_zone),
    )
