"""What the owners of outcomes have said they expect of figures to come. Append."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from lsp_core.judging.owner_forecasts import OwnerForecast
from lsp_core.store.tables import OwnerForecastRow


def append(session: Session, said: OwnerForecast) -> None:
    """Keep what an owner expects."""
    session.add(
        OwnerForecastRow(
            measure=said.measure,
            quarter=said.quarter,
            about=said.about,
            value=said.value,
            low=said.low,
            high=said.high,
            owner=said.owner,
            by=said.by,
            role=said.role,
            at=said.at,
            reason=said.reason,
        )
    )
    session.flush()


def made(session: Session, until: datetime) -> list[OwnerForecast]:
    """Everything said by an instant, oldest first."""
    rows = session.scalars(
        select(OwnerForecastRow)
        .where(OwnerForecastRow.at <= until)
        .order_by(OwnerForecastRow.at, OwnerForecastRow.number)
    )
    return [
        OwnerForecast(
            measure=row.measure,
            quarter=row.quarter,
            about=row.about,
            value=row.value,
            low=row.low,
            high=row.high,
            owner=row.owner,
            by=row.by,
            role=row.role,
            at=row.at,
            reason=row.reason,
        )
        for row in rows
    ]
