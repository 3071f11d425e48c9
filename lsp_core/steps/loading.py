"""Loading the partnership's folder: a version of the plan, and the figures from before the first cycle."""

from collections.abc import Mapping
from datetime import datetime

from sqlalchemy.orm import Session

from lsp_core.observations import Observation, Vintage
from lsp_core.periods import parse_period
from lsp_core.plan.model import History, Plan
from lsp_core.plan.reading import parse_plan
from lsp_core.steps.report import StepReport
from lsp_core.store import cycles, messages, observations, plans
from lsp_core.store.database import Database
from lsp_core.store.observations import HISTORY
from lsp_core.wording import count_of


def load_plan(database: Database, files: Mapping[str, str], now: datetime) -> StepReport:
    """Make a folder's texts the plan in force. Safe to run at any time: the same folder twice changes nothing.

    Raises `PlanError` with every mistake when the folder cannot be used; then nothing is changed.
    """
    plan = parse_plan(files)
    with database.writing() as session:
        now = cycles.after_last_move(session, now)
        loaded, changed = plans.load(session, files, now)
        new = _new_history(session, plan, now)
        observations.append(session, new)
        again = messages.send_again(session, {person.code: person.email for person in plan.people})
    did = []
    if changed:
        did.append(
            f"{plan.partnership.name}: version {loaded.number} of the plan is in force, with "
            f"{count_of(len(plan.outcomes), 'outcome')}, {count_of(len(plan.measures_on(now.date())), 'measure')} and "
            f"{count_of(len(plan.partners), 'partner')}."
        )
    if new:
        did.append(f"{count_of(len(new), 'figure')} from before the first cycle added to the history.")
    if again:
        did.append(f"{count_of(len(again), 'message')} that came back go out again, to the addresses as they are now.")
    return StepReport("Load the plan", tuple(did))


def _new_history(session: Session, plan: Plan, now: datetime) -> list[Observation]:
    """The history's figures that we do not hold; one that a partner has since replaced stays replaced."""
    held = observations.known(session, now)
    suppliers = {measure.code: measure.partner for measure in plan.measures}
    found = [_observation(row, suppliers[row.measure], now) for row in plan.history]
    return [o for o in found if _is_news(o, held.get((o.measure, o.period)))]


def _is_news(observation: Observation, held: Observation | None) -> bool:
    if held is None:
        return True
    return held.return_reference == HISTORY and held.value != observation.value


def _observation(row: History, partner: str, now: datetime) -> Observation:
    return Observation(
        measure=row.measure,
        period=parse_period(row.period),
        value=row.value,
        vintage=Vintage.FINAL,
        known_at=now,
        partner=partner,
        note=row.source,
        numerator=row.numerator,
        denominator=row.denominator,
        return_reference=HISTORY,
    )
