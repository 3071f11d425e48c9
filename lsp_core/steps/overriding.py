"""What a chair or the coordinator says of a status over the rule's: calling it something else, and taking that back."""

from dataclasses import replace
from datetime import datetime
from zoneinfo import ZoneInfo

from sqlalchemy.orm import Session

from lsp_core.cycle import Cycle
from lsp_core.judging.assessment import Assessment, Status
from lsp_core.judging.judge import judge
from lsp_core.judging.overrides import StatusOverride, check_can_override, in_force, last_word
from lsp_core.periods import Quarter
from lsp_core.plan.look_up import measure_meant
from lsp_core.plan.model import Measure, Plan
from lsp_core.steps.report import StepReport
from lsp_core.steps.speaking import allowed_to, judged_and_unsigned
from lsp_core.store import cycles, facts, overrides, plans
from lsp_core.store.database import Database


def override_status(
    database: Database,
    quarter: Quarter,
    measure: str,
    status: Status,
    by: str,
    reason: str,
    now: datetime,
    until: Quarter | None = None,
) -> StepReport:
    """Keep that a person calls a measure, given by code or name, something other than its rule does. Safe to run again:
    the last word on a quarter counts, and every word is kept. It stands until the measure's next figure, or to the end
    of the quarter `until`.

    Raises `CycleError` when the quarter is not judged or stands already, or the person may not; `LspError` when there
    is no such measure or nothing to overrule.
    """
    with database.writing() as session:
        now = cycles.after_last_move(session, now)
        cycle = _open(session, quarter)
        plan = plans.judged_under(session, quarter).plan
        found = measure_meant(plan, quarter, measure)
        person = allowed_to(plan, found, by, "overrule the status of")
        assessment = _assessment(session, plan, cycle, found, now)
        check_can_override(assessment, status, reason, until)
        said = StatusOverride(
            quarter, found.code, status, person.name, person.role, now, reason.strip(), assessment.period, until
        )
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
        person = allowed_to(plan, found, by, "overrule the status of")
        if last_word(overrides.made(session, now), found.code, quarter) is None:
            return StepReport(f"Override {found.code}")
        said = StatusOverride(quarter, found.code, None, person.name, person.role, now, reason.strip())
        overrides.append(session, said)
    return _report(plan, said)


def _open(session: Session, quarter: Quarter) -> Cycle:
    return judged_and_unsigned(session, quarter, nothing="no status to overrule", stands="its statuses stand")


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
