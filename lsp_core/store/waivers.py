"""The checks that people have waived, withdrawals included. Append."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from lsp_core.returns.waivers import Waiver
from lsp_core.store.tables import WaiverRow


def append(session: Session, waiver: Waiver) -> None:
    """Keep a waiver, or that one is taken back."""
    session.add(
        WaiverRow(
            about=waiver.about,
            rule=waiver.rule,
            quarter=waiver.quarter,
            until=waiver.until,
            by=waiver.by,
            role=waiver.role,
            reason=waiver.reason,
            at=waiver.at,
            is_withdrawn=waiver.is_withdrawn,
        )
    )
    session.flush()


def given(session: Session, until: datetime) -> list[Waiver]:
    """Every word given by an instant, oldest first."""
    rows = session.scalars(select(WaiverRow).where(WaiverRow.at <= until).order_by(WaiverRow.at, WaiverRow.number))
    return [
        Waiver(
            about=row.about,
            rule=row.rule,
            quarter=row.quarter,
            until=row.until,
            by=row.by,
            role=row.role,
            reason=row.reason,
            at=row.at,
            is_withdrawn=row.is_withdrawn,
        )
        for row in rows
    ]
