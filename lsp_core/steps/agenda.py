"""Asking the database what a quarter calls for today."""

from datetime import datetime
from zoneinfo import ZoneInfo

from lsp_core.agenda import Item, is_due, why_not
from lsp_core.periods import Quarter
from lsp_core.requests.due import cycle_dates
from lsp_core.store import cycles, plans
from lsp_core.store.database import Database


def reason_not_due(database: Database, item: Item, quarter: Quarter, now: datetime) -> str | None:
    """Why a step is not due for a quarter today, in words; None when it is."""
    with database.reading() as session:
        plan = plans.in_force(session).plan
        status = cycles.cycle(session, quarter).status
    dates = cycle_dates(plan, quarter)
    today = now.astimezone(ZoneInfo(plan.partnership.time_zone)).date()
    return None if is_due(item, status, dates, today) else why_not(item, status, dates)
