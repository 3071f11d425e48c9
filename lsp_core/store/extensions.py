"""More time given to partners. Append."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from lsp_core.periods import Quarter
from lsp_core.requests.extensions import Extension
from lsp_core.store.tables import ExtensionRow


def append(session: Session, extension: Extension) -> None:
    """Keep that more time was given."""
    session.add(
        ExtensionRow(
            quarter=extension.quarter,
            partner=extension.partner,
            item=extension.item,
            until=extension.until,
            reason=extension.reason,
            by=extension.by,
            at=extension.at,
        )
    )
    session.flush()


def made(session: Session, quarter: Quarter, until: datetime | None = None) -> list[Extension]:
    """Every extension of a quarter, or by an instant, oldest first."""
    rows = session.scalars(
        select(ExtensionRow).where(ExtensionRow.quarter == quarter).order_by(ExtensionRow.at, ExtensionRow.number)
    )
    return [
        Extension(row.quarter, row.partner, row.item, row.until, row.reason, row.by, row.at)
        for row in rows
        if until is None or row.at <= until
    ]
