"""Opening a quarter: a request, a workbook and an e-mail for each partner that owes something."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

from lsp_core.cycle import ENGINE, CycleStatus, move
from lsp_core.judging.small_numbers import figures_seen_by
from lsp_core.messages.notices import Asked, Attachment, Notice, asking_notice
from lsp_core.observations import FigureKey, Observation
from lsp_core.periods import Quarter
from lsp_core.plan.covering import stands_in
from lsp_core.plan.model import Plan
from lsp_core.requests.due import DataRequest, cycle_dates, requests_due
from lsp_core.requests.workbook import request_workbook, workbook_name
from lsp_core.steps.asking import XLSX
from lsp_core.steps.queueing import queue
from lsp_core.steps.report import StepReport
from lsp_core.store import cycles, files, observations, plans, requests
from lsp_core.store.database import Database
from lsp_core.wording import count_of, day_with_weekday


def open_cycle(database: Database, quarter: Quarter, now: datetime) -> StepReport:
    """Ask every partner for the quarter's figures. Safe to run again until the quarter is signed off: a partner already
    asked is not asked twice, and one added to the plan since is asked now."""
    with database.writing() as session:
        now = cycles.after_last_move(session, now)
        version = plans.in_force(session)
        cycle = cycles.cycle(session, quarter)
        if cycle.status not in (CycleStatus.PLANNED, CycleStatus.COLLECTING, CycleStatus.JUDGED):
            return StepReport(f"Open {quarter}")
        planned = requests_due(version.plan, quarter, cycle_dates(version.plan, quarter).due_on)
        new = [request for request in planned if not requests.is_asked(session, request.reference)]
        known, resources = observations.known(session, now), observations.resources_known(session, now)
        workbooks = {
            request.reference: request_workbook(
                version.plan, request, figures_seen_by(request.partner.code, version.plan, known), resources
            )
            for request in new
        }
        for request in new:
            digest = files.keep(session, workbooks[request.reference], XLSX, now)
            requests.add(session, request, digest, now)
        queue(session, version.plan, _notices(version.plan, new, workbooks, known, now), now)
        if cycle.status is CycleStatus.PLANNED:
            cycles.append(session, move(cycle, "opened", ENGINE, now), version.number)
    return StepReport(f"Open {quarter}", tuple(_asked(request) for request in new))


def _notices(
    plan: Plan,
    new: Sequence[DataRequest],
    workbooks: Mapping[str, bytes],
    known: dict[FigureKey, Observation],
    now: datetime,
) -> list[Notice]:
    """One message to each person, however many partners they answer for or cover today."""
    today = now.astimezone(ZoneInfo(plan.partnership.time_zone)).date()
    theirs: dict[str, list[Asked]] = {}
    for request in new:
        workbook = Attachment(workbook_name(plan, request), XLSX, workbooks[request.reference])
        theirs.setdefault(stands_in(plan, request.partner.contact, today), []).append(Asked(request, workbook))
    return [asking_notice(plan, person, asked, known) for person, asked in theirs.items()]


def _asked(request: DataRequest) -> str:
    asks = [count_of(len(request.figures), "figure")] if request.figures else []
    asks += [count_of(len(request.funds), "fund")] if request.funds else []
    return f"{request.partner.name} asked for {' and '.join(asks)} by {day_with_weekday(request.due_on)}."
