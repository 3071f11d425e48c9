"""What a run of checks works with: what it holds returns against, and each return, opened and placed."""

import logging
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import datetime
from zoneinfo import ZoneInfo

from sqlalchemy.orm import Session

from lsp_core.cycle import Cycle
from lsp_core.errors import LspError, ReturnRefusedError
from lsp_core.findings import NOWHERE, Characteristic, Finding, Severity
from lsp_core.judging.small_numbers import figures_seen_by
from lsp_core.observations import FigureKey, Observation, ResourceObservation
from lsp_core.periods import Quarter
from lsp_core.plan.model import Measure, Partner, Plan
from lsp_core.requests.due import DataRequest
from lsp_core.returns.arrivals import TELEPHONE
from lsp_core.returns.checks import ReturnToCheck
from lsp_core.returns.explanations import Kept, latest
from lsp_core.returns.placing import Asked, partner_named, place, pointers
from lsp_core.returns.pointers import Pointer, Sign, reference_in
from lsp_core.returns.reading import read_return
from lsp_core.returns.rows import Reading
from lsp_core.returns.small_numbers import with_small_numbers_withheld
from lsp_core.returns.waivers import Waiver, in_force
from lsp_core.store import cycles, explanations, observations, plans, requests, waivers
from lsp_core.store.returns import WaitingReturn
from lsp_core.wording import day_with_weekday

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Desk:
    """What the returns of one run are held against: read once for all of them, because it grows with every quarter."""

    plan: Plan
    known: dict[FigureKey, Observation]
    resources: dict[tuple[str, Quarter], ResourceObservation]
    cycles: dict[Quarter, Cycle]
    requests: dict[str, DataRequest]
    explanations: Kept = field(default_factory=dict)
    waivers: tuple[Waiver, ...] = ()
    """Those in force."""

    def with_taken(self, figures: Iterable[Observation], resources: Iterable[ResourceObservation]) -> "Desk":
        """The desk once some figures have been taken; they are newer than anything on it."""
        return replace(
            self,
            known=self.known | {(o.measure, o.period): o for o in figures},
            resources=self.resources | {(o.fund, o.quarter): o for o in resources},
        )


@dataclass(frozen=True)
class Placed:
    """A return that could be read, and the request it answers."""

    waiting: WaitingReturn
    reading: Reading
    request: DataRequest
    questions: tuple[Finding, ...] = ()
    """What to ask about whose it is."""


@dataclass(frozen=True)
class Refused:
    """A file that could not be taken as a return, and why."""

    waiting: WaitingReturn
    why: LspError
    partner: Partner | None = None
    """Whose it is all the same, where every sign says so."""


def set_out(session: Session, now: datetime) -> Desk:
    """Everything known now."""
    plan = plans.in_force(session).plan
    held = {cycle.quarter: cycle for cycle in cycles.all_cycles(session)}
    zone = ZoneInfo(plan.partnership.time_zone)
    asked = [request for quarter in held for request in requests.asked(session, plan, quarter)]
    return Desk(
        plan=plan,
        known=observations.known(session, now),
        resources=observations.resources_known(session, now),
        cycles=held,
        requests={request.reference: request for request in asked},
        explanations=latest(explanations.given(session, now)),
        waivers=tuple(in_force(waivers.given(session, now), now.astimezone(zone).date())),
    )


def open_return(desk: Desk, waiting: WaitingReturn) -> Placed | Refused:
    """Read one file and find the request it answers; a reason why not is as good an outcome."""
    try:
        reading = read_return(waiting.file_name, waiting.content)
    except LspError as error:
        return Refused(waiting, error, _partner_named(desk, waiting, None))
    except Exception:  # whatever a stranger's file makes the readers do, the other returns of this run go on
        log.exception("%s could not be read", waiting.digest)
        return Refused(
            waiting,
            ReturnRefusedError(
                "The file is damaged in a way we have not met before",
                "Open it, save it again as an Excel workbook (.xlsx), and send that. We have kept the file.",
            ),
        )
    try:
        where = place(_asked(desk), reading, waiting.arrival)
    except LspError as error:
        return Refused(waiting, error, _partner_named(desk, waiting, reading))
    measures = measures_of(desk.plan, where.request)
    return Placed(waiting, with_small_numbers_withheld(reading, measures), where.request, where.findings)


def to_check(desk: Desk, one: Placed) -> ReturnToCheck:
    """A return with everything the checks hold it against."""
    return ReturnToCheck(
        key=one.waiting.digest,
        reading=one.reading,
        request=one.request,
        measures=measures_of(desk.plan, one.request),
        known=figures_seen_by(one.request.partner.code, desk.plan, desk.known),
        resources=desk.resources,
        big_change_percent=desk.plan.policies.requests.big_change_percent,
        is_whole=one.waiting.arrival.channel != TELEPHONE,
        is_signed_off=desk.cycles[one.request.quarter].signed_off is not None,
        names={measure.code.upper(): measure.name for measure in desk.plan.measures},
    )


def measures_of(plan: Plan, request: DataRequest) -> dict[str, Measure]:
    """The measures the request's partner supplies, by the definitions in force for the quarter."""
    in_force = (measure for measure in plan.measures_on(request.quarter.end) if not measure.parts)
    return {measure.code: measure for measure in in_force if measure.partner == request.partner.code}


def too_late(desk: Desk, one: Placed) -> list[Finding]:
    """A return for a quarter that is closed is taken all the same, and its sender told where it will show."""
    cycle = desk.cycles[one.request.quarter]
    if cycle.takes_returns:
        return []
    return [
        Finding(
            rule="LATE-001",
            severity=Severity.NOTE,
            where=NOWHERE,
            subject=one.request.quarter.label,
            found=f"the quarter is {cycle.status}",
            expected=f"figures by {day_with_weekday(one.request.due_on)}",
            remedy="Your figures are kept and will show in the next pack; the one already signed off stays as it is.",
            row=0,
            characteristic=Characteristic.TIMELINESS,
        )
    ]


def _asked(desk: Desk) -> Asked:
    """The desk's requests, as a return is held against them."""
    return Asked(
        plan=desk.plan,
        requests={reference.upper(): request for reference, request in desk.requests.items()},
        open=[r.reference for r in desk.requests.values() if desk.cycles[r.quarter].takes_returns],
    )


def _partner_named(desk: Desk, waiting: WaitingReturn, reading: Reading | None) -> Partner | None:
    """Who is told about a file that cannot be taken. Of one that came by no e-mail only the coordinator can tell."""
    if not waiting.arrival.sender:
        return None
    by_name = reference_in(waiting.file_name)
    named = [Pointer(Sign.FILE_NAME, by_name, waiting.file_name)] if by_name else []
    found = pointers(_asked(desk), reading or Reading("", (), (), (), tuple(named)), waiting.arrival)
    return partner_named(_asked(desk), found)
