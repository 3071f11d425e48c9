"""What people have said of new limits for the charts of measures: accepted, declined and withdrawn. Append."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from lsp_core.judging.rebase_decisions import RebaseAnswer, RebaseDecision
from lsp_core.store.tables import RebaseDecisionRow


def append(session: Session, decision: RebaseDecision) -> None:
    """Keep a word on new limits."""
    session.add(
        RebaseDecisionRow(
            measure=decision.measure,
            since=decision.since,
            answer=decision.answer.value,
            quarter=decision.quarter,
            by=decision.by,
            role=decision.role,
            at=decision.at,
            reason=decision.reason,
        )
    )
    session.flush()


def made(session: Session, until: datetime) -> list[RebaseDecision]:
    """Every word said by an instant, oldest first."""
    rows = session.scalars(
        select(RebaseDecisionRow)
        .where(RebaseDecisionRow.at <= until)
        .order_by(RebaseDecisionRow.at, RebaseDecisionRow.number)
    )
    return [
        RebaseDecision(
            measure=row.measure,
            since=row.since,
            answer=RebaseAnswer(row.answer),
            quarter=row.quarter,
            by=row.by,
            role=row.role,
            at=row.at,
            reason=row.reason,
        )
        for row in rows
    ]
