"""Figures, and the money and people behind outcomes, as they came to be known. Append, never overwrite."""

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import insert, select
from sqlalchemy.orm import Session

from lsp_core.findings import CellRef
from lsp_core.observations import FigureKey, Observation, ResourceObservation, Vintage, as_known, resources_as_known
from lsp_core.periods import Quarter
from lsp_core.store.tables import ObservationRow, ResourceObservationRow

HISTORY = "history"
"""The return reference of figures that came with the plan."""


def append(session: Session, observations: Iterable[Observation]) -> None:
    """Keep some figures."""
    rows = [
        {
            "measure": o.measure,
            "period": o.period,
            "period_end": o.period.end,
            "value": o.value,
            "numerator": o.numerator,
            "denominator": o.denominator,
            "vintage": o.vintage.value,
            "known_at": o.known_at,
            "partner": o.partner,
            "note": o.note,
            "return_reference": o.return_reference,
            "sheet": o.where.sheet[:100],
            "address": o.where.address[:40],
            "expected_on": o.expected_on,
            "discontinued": o.discontinued,
            "waiver": o.waiver,
        }
        for o in observations
    ]
    if rows:
        session.execute(insert(ObservationRow), rows)


def append_resources(session: Session, observations: Iterable[ResourceObservation]) -> None:
    """Keep some funds' positions."""
    rows = [
        {
            "fund": o.fund,
            "quarter": o.quarter,
            "known_at": o.known_at,
            "partner": o.partner,
            "budget": o.budget,
            "spend_to_date": o.spend_to_date,
            "forecast": o.forecast,
            "fte": o.fte,
            "note": o.note,
            "return_reference": o.return_reference,
            "sheet": o.where.sheet[:100],
            "address": o.where.address[:40],
        }
        for o in observations
    ]
    if rows:
        session.execute(insert(ResourceObservationRow), rows)


def everything(session: Session, until: datetime) -> list[Observation]:
    """Every figure known by an instant, superseded ones included, in the order they came."""
    rows = session.execute(  # the table and not the class: mapped objects nobody changes take as long again to make
        select(ObservationRow.__table__)
        .where(ObservationRow.known_at <= until)
        .order_by(ObservationRow.known_at, ObservationRow.number)
    )
    return [
        Observation(
            measure=row.measure,
            period=row.period,
            value=row.value,
            vintage=Vintage(row.vintage),
            known_at=row.known_at,
            partner=row.partner,
            note=row.note,
            numerator=row.numerator,
            denominator=row.denominator,
            return_reference=row.return_reference,
            where=CellRef(row.sheet, row.address),
            expected_on=row.expected_on,
            discontinued=row.discontinued,
            waiver=row.waiver,
        )
        for row in rows
    ]


def known(session: Session, at: datetime) -> dict[FigureKey, Observation]:
    """The latest figure for each measure and period among those known by an instant."""
    return as_known(everything(session, at), at)


def resources_known(session: Session, at: datetime) -> dict[tuple[str, Quarter], ResourceObservation]:
    """The latest word on each fund and quarter among those known by an instant."""
    rows = session.scalars(
        select(ResourceObservationRow)
        .where(ResourceObservationRow.known_at <= at)
        .order_by(ResourceObservationRow.known_at, ResourceObservationRow.number)
    )
    observations = [
        ResourceObservation(
            fund=row.fund,
            quarter=row.quarter,
            known_at=row.known_at,
            partner=row.partner,
            budget=row.budget,
            spend_to_date=row.spend_to_date,
            forecast=row.forecast,
            fte=row.fte,
            note=row.note,
            return_reference=row.return_reference,
            where=CellRef(row.sheet, row.address),
        )
        for row in rows
    ]
    return resources_as_known(observations, at)
