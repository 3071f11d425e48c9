"""The actions people have promised: a new one, and what becomes of it."""

from dataclasses import dataclass, replace
from datetime import date, datetime
from decimal import Decimal
from zoneinfo import ZoneInfo

from sqlalchemy.orm import Session

from lsp_core.challenge.actions import Action, ActionMoved, ActionStanding, check_move, standings
from lsp_core.errors import LspError
from lsp_core.periods import Quarter
from lsp_core.plan.look_up import board_meant, measure_meant, outcome_meant
from lsp_core.plan.model import Plan
from lsp_core.steps.report import StepReport
from lsp_core.steps.signing import signatories
from lsp_core.store import challenge, plans
from lsp_core.store.database import Database
from lsp_core.wording import day


@dataclass(frozen=True)
class Promise:
    """A new action, as it is typed: outcome, board and measure by code or name, the owner by code."""

    quarter: Quarter
    outcome: str
    title: str
    owner: str
    due: date
    board: str = ""
    effect: str = ""
    measure: str = ""
    wanted: Decimal | None = None
    is_agreed: bool = True
    """Whether its owner has said yes."""


def add_action(database: Database, promise: Promise, by: str, now: datetime) -> StepReport:
    """Keep a new action. Safe to run again: the same promise twice is one.

    Raises `LspError` for a name that is nobody's, no title, or a due date that has passed.
    """
    with database.writing() as session:
        plan = plans.in_force(session).plan
        if promise.due < _today(plan, now):
            raise LspError(f"{day(promise.due)} has passed", "Give the day it will be done by.")
        if not promise.title.strip():
            raise LspError("An action needs a title", "Say in a few words what will be done.")
        recorder = plan.person(by).name
        action = _action(plan, promise, recorder, now)
        held = challenge.record(session, now).actions
        if any(replace(one, reference="", by=recorder, at=now) == action for one in held):
            return StepReport("Action")
        reference = challenge.append_action(session, action)
        if promise.is_agreed:
            challenge.append_move(session, ActionMoved(reference, "agreed", None, "", recorder, now))
    owner = plan.person(promise.owner).name
    return StepReport("Action", (f"{reference}: {promise.title}. {owner}, by {day(promise.due)}.",))


def move_action(
    database: Database, reference: str, move: str, by: str, now: datetime, words: str = "", due: date | None = None
) -> StepReport:
    """Keep what became of an action. `move` is one of `MOVES`. A second run says that it has been done already.

    Raises `LspError` when there is no such action, or it cannot be done by this person, from here, without words.
    """
    with database.writing() as session:
        plan = plans.in_force(session).plan
        person, today = plan.person(by), _today(plan, now)
        standing = _standing(session, plan, reference, now)
        check_move(
            standing,
            move,
            is_owner=by == standing.action.owner,
            may_all=by in [one.code for one in signatories(plan)],
            words=words,
            due=due,
            today=today,
        )
        moved = ActionMoved(standing.action.reference, move, due, words.strip(), person.name, now)
        challenge.append_move(session, moved)
    to = f" to {day(due)}" if due is not None else ""
    return StepReport("Action", (f"{standing.action.reference} {move}{to} by {person.name}.",))


def actions_now(database: Database, now: datetime) -> tuple[Plan, list[ActionStanding]]:
    """The plan in force and how every action stands, oldest first."""
    with database.reading() as session:
        plan = plans.in_force(session).plan
        return plan, _standings(session, plan, now)


def _action(plan: Plan, promise: Promise, recorder: str, now: datetime) -> Action:
    measure = measure_meant(plan, promise.quarter, promise.measure) if promise.measure else None
    return Action(
        reference="",
        outcome=outcome_meant(plan, promise.outcome).code,
        title=promise.title.strip(),
        owner=plan.person(promise.owner).code,
        due=promise.due,
        quarter=promise.quarter,
        board=board_meant(plan, promise.board).code if promise.board else "",
        effect=promise.effect.strip(),
        measure=measure.code if measure is not None else "",
        wanted=promise.wanted,
        by=recorder,
        at=now,
    )


def _standing(session: Session, plan: Plan, reference: str, now: datetime) -> ActionStanding:
    found = _standings(session, plan, now)
    for standing in found:
        if standing.action.reference.casefold() == reference.casefold():
            return standing
    raise LspError(f"There is no action {reference!r}", "`lsp action list` shows them.")


def _standings(session: Session, plan: Plan, now: datetime) -> list[ActionStanding]:
    record = challenge.record(session, now)
    return standings(record.actions, record.moves, _today(plan, now))


def _today(plan: Plan, now: datetime) -> date:
    return now.astimezone(ZoneInfo(plan.partnership.time_zone)).date()
