"""What people have said of statuses over the rule's, withdrawals included. Append."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from lsp_core.judging.assessment import Status
from lsp_core.judging.overrides import StatusOverride
from lsp_core.store.tables import StatusOverrideRow

WITHDRAWN = "withdrawn"
"""What stands in the table where a status would."""


def append(session: Session, override: StatusOverride) -> None:
    """Keep a word on a status."""
    session.add(
        StatusOverrideRow(
            quarter=override.quarter,
            measure=override.measure,
            called=override.status.value if override.status is not None else WITHDRAWN,
            period=override.period,
            until=override.until,
            by=override.by,
            role=override.role,
            at=override.at,
            reason=override.reason,
        )
    )
    session.flush()


def made(session: Session, until: datetime) -> list[StatusOverride]:
    """Every word said by an instant, oldest first."""
    rows = session.scalars(
        select(StatusOverrideRow)
        .where(StatusOverrideRow.at <= until)
        .order_by(StatusOverrideRow.at, StatusOverrideRow.number)
    )
    return [
        StatusOverride(
            quarter=row.quarter,
            measure=row.measure,
            status=None if row.called == WITHDRAWN else Status(row.called),
            by=row.by,
            role=row.role,
            at=row.at,
            reason=row.reason,
            period=row.period,
            until=row.until,
        )
        for row in rows
    ]
