"""The events of each quarter's cycle. Append."""

from datetime import datetime, timedelta

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from lsp_core.cycle import Cycle, CycleEvent, CycleStatus
from lsp_core.periods import Quarter
from lsp_core.store.tables import CycleEventRow

_JUDGED = ("judged", "judged again")


def cycle(session: Session, quarter: Quarter, until: datetime | None = None) -> Cycle:
    """A quarter's cycle with its events so far, or as it stood at an instant."""
    rows = session.scalars(
        select(CycleEventRow).where(CycleEventRow.quarter == quarter).order_by(CycleEventRow.sequence)
    )
    events = tuple(_event(row) for row in rows if until is None or row.at <= until)
    return Cycle(quarter, events)


def all_cycles(session: Session) -> list[Cycle]:
    """Every cycle that has begun, in order of quarter."""
    quarters = session.scalars(select(CycleEventRow.quarter).distinct().order_by(CycleEventRow.quarter))
    return [cycle(session, quarter) for quarter in quarters.all()]


def append(session: Session, event: CycleEvent, plan_number: int) -> None:
    """Keep a move, and the version of the plan it was made under."""
    session.add(
        CycleEventRow(
            quarter=event.quarter,
            sequence=event.sequence,
            name=event.name,
            to_status=event.to.value,
            by=event.by,
            at=event.at,
            reason=event.reason,
            plan_number=plan_number,
        )
    )
    session.flush()


def after_last_move(session: Session, now: datetime) -> datetime:
    """Now; or the instant after the last move of any cycle, when that is later.

    A run that had to wait for another to end, or a machine whose clock is slow, would otherwise keep something under
    an instant that a cut-off or a signature has passed already, and a pack made again would hold what nobody judged.
    """
    last = session.scalar(select(func.max(CycleEventRow.at)))
    return now if last is None or now > last else last + timedelta(microseconds=1)


def plan_of_last_judgement(session: Session, quarter: Quarter) -> int | None:
    """The version of the plan a quarter was last judged under."""
    return session.scalar(
        select(CycleEventRow.plan_number)
        .where(CycleEventRow.quarter == quarter, CycleEventRow.name.in_(_JUDGED))
        .order_by(CycleEventRow.sequence.desc())
        .limit(1)
    )


def cut_offs(session: Session, before: Quarter, until: datetime) -> dict[Quarter, datetime]:
    """When each quarter before one was last judged by an instant; those not judged by then are left out."""
    rows = session.execute(
        select(CycleEventRow.quarter, func.max(CycleEventRow.at).label("last"))
        .where(
            CycleEventRow.quarter < before,
            CycleEventRow.name.in_(_JUDGED),
            CycleEventRow.at <= until,
        )
        .group_by(CycleEventRow.quarter)
        .order_by(CycleEventRow.quarter)
    )
    return {row.quarter: row.last for row in rows}


def _event(row: CycleEventRow) -> CycleEvent:
    return CycleEvent(row.quarter, row.sequence, row.name, CycleStatus(row.to_status), row.by, row.at, row.reason)
