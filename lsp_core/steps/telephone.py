"""A figure read out over the telephone: written down as a return, checked and answered like any other."""

from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from lsp_core.errors import LspError
from lsp_core.periods import Period, Quarter
from lsp_core.plan.look_up import measure_meant
from lsp_core.requests.due import request_reference
from lsp_core.returns.arrivals import BY_TELEPHONE, TELEPHONE
from lsp_core.returns.checks import Checker
from lsp_core.returns.spoken import Call, SpokenFigure, as_file, period_spoken_of
from lsp_core.steps.checking import Rehearsed, check_returns, rehearse
from lsp_core.steps.desk import set_out
from lsp_core.steps.report import StepReport
from lsp_core.store import returns
from lsp_core.store.database import Database


@dataclass(frozen=True)
class Heard:
    """What the coordinator typed while somebody read a figure out. The measure is a code or a name."""

    quarter: Quarter
    measure: str
    figure: str
    told_by: str
    taken_down_by: str
    """The person's name, as it is kept."""
    period: Period | None = None
    numerator: str = ""
    denominator: str = ""
    provisional: bool = False
    note: str = ""
    reason: str = ""


def rehearse_figure(database: Database, checker: Checker, heard: Heard, now: datetime) -> Rehearsed:
    """The answer the partner would get, and whether the figure could be taken. Keeps nothing.

    Raises `LspError` when there is no such measure, or nobody has been asked for it.
    """
    name, content = _written_down(database, heard, now)
    return rehearse(database, checker, name, content, now, BY_TELEPHONE)


def take_figure(database: Database, checker: Checker, heard: Heard, now: datetime) -> StepReport:
    """Keep what was heard as a file, and check it with whatever else waits to be checked. Safe to run again: the same
    words in the same minute are one return.

    Raises `LspError` as `rehearse_figure` does.
    """
    name, content = _written_down(database, heard, now)
    with database.writing() as session:
        returns.receive(session, name, content, TELEPHONE, now, now)
    return check_returns(database, checker, now)


def _written_down(database: Database, heard: Heard, now: datetime) -> tuple[str, bytes]:
    with database.reading() as session:
        desk = set_out(session, now)
    measure = measure_meant(desk.plan, heard.quarter, heard.measure)
    request = desk.requests.get(request_reference(heard.quarter, measure.partner))
    if request is None:
        raise LspError(
            f"{desk.plan.partner(measure.partner).name} has not been asked for {heard.quarter}",
            f"`lsp open {heard.quarter}` asks; or name another quarter.",
        )
    said = SpokenFigure(
        measure=measure,
        period=period_spoken_of(request, measure, correcting=bool(heard.reason), period=heard.period),
        figure=heard.figure,
        numerator=heard.numerator,
        denominator=heard.denominator,
        provisional=heard.provisional,
        note=heard.note,
        reason=heard.reason,
    )
    zone = ZoneInfo(desk.plan.partnership.time_zone)
    return as_file(request, said, Call(heard.told_by, heard.taken_down_by, now, zone))
