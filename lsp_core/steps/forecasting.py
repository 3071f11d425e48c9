"""An owner's own forecast kept, and what has become of past ones looked up."""

from dataclasses import dataclass, replace
from datetime import datetime
from decimal import Decimal
from zoneinfo import ZoneInfo

from sqlalchemy.orm import Session

from lsp_core.cycle import CycleStatus
from lsp_core.errors import CycleError
from lsp_core.facts import CycleFacts
from lsp_core.judging.forecast_history import ForecastHistory, forecast_histories
from lsp_core.judging.judge import by_measure
from lsp_core.judging.owner_forecasts import OwnerForecast, check_can_forecast, last_words, to_forecast
from lsp_core.periods import Quarter
from lsp_core.plan.look_up import measure_meant
from lsp_core.plan.model import Measure, Person, Plan
from lsp_core.steps.report import StepReport
from lsp_core.store import cycles, facts, owner_forecasts, plans
from lsp_core.store.database import Database


@dataclass(frozen=True)
class Expected:
    """What an owner says a figure to come will be."""

    value: Decimal
    low: Decimal | None
    high: Decimal | None
    reason: str


@dataclass(frozen=True)
class PastForecasts:
    """What has become of past forecasts, as known now."""

    plan: Plan
    measures: tuple[Measure, ...]
    """In the order of the plan."""
    histories: dict[str, ForecastHistory]


def say_forecast(
    database: Database, quarter: Quarter, measure: str, expected: Expected, by: str, now: datetime
) -> StepReport:
    """Keep what an outcome's owner expects of its measure. Safe to run again: the last word of each quarter counts, and
    every word is kept.

    Raises `CycleError` when the quarter is not open to it or the person does not own the outcome; `LspError` when there
    is no such measure or it is no forecast.
    """
    with database.writing() as session:
        now = cycles.after_last_move(session, now)
        plan = _open_plan(session, quarter)
        found = measure_meant(plan, quarter, measure)
        person = _owner(plan, found, by)
        said = _said(_gathered(session, plan, quarter, now), found, expected, person, now)
        check_can_forecast(found, quarter, said.about, said)
        before = last_words(owner_forecasts.made(session, now)).get((found.code, quarter))
        if before is not None and replace(before, at=now) == said:
            return StepReport(f"Forecast {found.code}")
        owner_forecasts.append(session, said)
    return StepReport(f"Forecast {found.code}", (said.in_words(found, ZoneInfo(plan.partnership.time_zone)),))


def past_forecasts(database: Database, quarter: Quarter, now: datetime) -> PastForecasts:
    """What has become of every past forecast by the figures known now, looked back on from a quarter."""
    with database.reading() as session:
        now = cycles.after_last_move(session, now)
        plan = plans.in_force(session).plan
        gathered = _gathered(session, plan, quarter, now)
    return PastForecasts(plan, tuple(plan.measures_on(quarter.end)), forecast_histories(gathered))


def owner_of(plan: Plan, measure: Measure) -> Person:
    """Who forecasts a measure: the owner of its outcome."""
    return plan.person(plan.outcome_of(measure).owner)


def _gathered(session: Session, plan: Plan, quarter: Quarter, now: datetime) -> CycleFacts:
    return facts.gather(session, plan, quarter, cut_off=now, as_at=now)


def _open_plan(session: Session, quarter: Quarter) -> Plan:
    """The plan in force, when the quarter's pack can still take a forecast in."""
    status = cycles.cycle(session, quarter).status
    if status is CycleStatus.PLANNED:
        raise CycleError(f"{quarter} has not been opened", f"Run `lsp open {quarter}` first.")
    if status in (CycleStatus.SIGNED_OFF, CycleStatus.PUBLISHED):
        raise CycleError(
            f"{quarter} is {status}, so its packs take in no further forecast", "Say it in the next quarter."
        )
    return plans.in_force(session).plan


def _owner(plan: Plan, measure: Measure, by: str) -> Person:
    owner = owner_of(plan, measure)
    if by != owner.code:
        raise CycleError(
            f"{by!r} may not give the owner's forecast of {measure.code}",
            f"{owner.name} ({owner.code}) may, who owns the outcome.",
        )
    return owner


def _said(gathered: CycleFacts, measure: Measure, expected: Expected, person: Person, now: datetime) -> OwnerForecast:
    quarter = gathered.quarter
    figures = by_measure(gathered.known.values(), quarter).get(measure.code, ())
    return OwnerForecast(
        measure=measure.code,
        quarter=quarter,
        about=to_forecast(quarter, figures),
        value=expected.value,
        low=expected.low,
        high=expected.high,
        owner=person.code,
        by=person.name,
        role=person.role,
        at=now,
        reason=expected.reason.strip(),
    )
