"""What a chair or the coordinator says of a status over the rule's: calling it something else, and taking that back."""

from dataclasses import replace
from datetime import datetime
from zoneinfo import ZoneInfo

from sqlalchemy.orm import Session

from lsp_core.cycle import Cycle, CycleStatus
from lsp_core.errors import CycleError
from lsp_core.judging.assessment import Assessment, Status
from lsp_core.judging.judge import judge
from lsp_core.judging.overrides import StatusOverride, check_can_override, in_force
from lsp_core.periods import Quarter
from lsp_core.plan.look_up import measure_meant
from lsp_core.plan.model import Measure, Person, Plan
from lsp_core.steps.report import StepReport
from lsp_core.steps.signing import signatories
from lsp_core.store import cycles, facts, overrides, plans
from lsp_core.store.database import Database
from lsp_core.wording import listed


def override_status(
    database: Database, quarter: Quarter, measure: str, status: Status, by: str, reason: str, now: datetime
) -> StepReport:
    """Keep that a person calls a measure, given by code or name, something other than its rule does. Safe to run again:
    the last word on a quarter counts, and every word is kept.

    Raises `CycleError` when the quarter is not judged or stands already, or the person may not; `LspError` when there
    is no such measure or nothing to overrule.
    """
    with database.writing() as session:
        now = cycles.after_last_move(session, now)
        cycle = _open(session, quarter)
        plan = plans.judged_under(session, quarter).plan
        found = measure_meant(plan, quarter, measure)
        person = _who(plan, found, by)
        check_can_override(_assessment(session, plan, cycle, found, now), status, reason)
        said = StatusOverride(quarter, found.code, status, person.name, person.role, now, reason.strip())
        if _said_already(session, said):
            return StepReport(f"Override {found.code}")
        overrides.append(session, said)
    return _report(plan, said)


def withdraw_override(
    database: Database, quarter: Quarter, measure: str, by: str, reason: str, now: datetime
) -> StepReport:
    """Let the rule's status count again. Safe to run again: what is withdrawn already stays so.

    Raises `CycleError` as `override_status` does.
    """
    with database.writing() as session:
        now = cycles.after_last_move(session, now)
        _open(session, quarter)
        plan = plans.judged_under(session, quarter).plan
        found = measure_meant(plan, quarter, measure)
        person = _who(plan, found, by)
        if (quarter, found.code) not in in_force(overrides.made(session, now)):
            return StepReport(f"Override {found.code}")
        said = StatusOverride(quarter, found.code, None, person.name, person.role, now, reason.strip())
        overrides.append(session, said)
    return _report(plan, said)


def may_override(plan: Plan, measure: Measure) -> list[Person]:
    """The boards' chairs and the coordinator, but not the outcome's owner: nobody marks their own work."""
    owner = plan.outcome_of(measure).owner
    return [person for person in signatories(plan) if person.code != owner]


def _open(session: Session, quarter: Quarter) -> Cycle:
    """The quarter's cycle, judged and not signed off: before there is no status, and after it stands."""
    cycle = cycles.cycle(session, quarter)
    if cycle.cut_off is None:
        raise CycleError(
            f"{quarter} has not been judged, so there is no status to overrule", f"Run `lsp judge {quarter}` first."
        )
    if cycle.status is not CycleStatus.JUDGED:
        remedy = "What is said now belongs to the next quarter."
        if cycle.status is CycleStatus.SIGNED_OFF:
            remedy = f"Until it is published, the coordinator can take the sign-off back: `lsp reopen {quarter}`."
        raise CycleError(f"{quarter} is {cycle.status}, so its statuses stand", remedy)
    return cycle


def _who(plan: Plan, measure: Measure, by: str) -> Person:
    allowed = may_override(plan, measure)
    if by not in [person.code for person in allowed]:
        names = listed(f"{person.name} ({person.code})" for person in allowed)
        raise CycleError(
            f"{by!r} may not overrule the status of {measure.code}",
            f"{names} may: the chairs and the coordinator, but not the outcome's owner.",
        )
    return plan.person(by)


def _assessment(session: Session, plan: Plan, cycle: Cycle, measure: Measure, now: datetime) -> Assessment:
    """The measure as it was last judged: what the person who overrules it has read."""
    assert cycle.cut_off is not None, "a judged cycle has a cut-off"
    judged = judge(facts.gather(session, plan, cycle.quarter, cycle.cut_off, as_at=now))
    return next(assessment for assessment in judged if assessment.measure == measure.code)


def _said_already(session: Session, said: StatusOverride) -> bool:
    held = in_force(overrides.made(session, said.at)).get((said.quarter, said.measure))
    return held is not None and replace(held, at=said.at) == said


def _report(plan: Plan, said: StatusOverride) -> StepReport:
    words = said.in_words(ZoneInfo(plan.partnership.time_zone))
    return StepReport(f"Override {said.measure}", (f"{words}{said.because}",))
