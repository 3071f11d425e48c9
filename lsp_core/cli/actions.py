"""Commands for what people have promised: write an action down, and say what became of it."""

from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

import click

from lsp_core import workplace
from lsp_core.cli.cycle import by_option
from lsp_core.cli.words import (
    Group,
    day_typed,
    number_typed,
    quarter_argument,
    say,
    somebody,
    tell,
    the_database,
    the_person,
    the_plan,
    the_quarter,
)

if TYPE_CHECKING:
    from lsp_core.challenge.actions import ActionStanding
    from lsp_core.plan.model import Plan


@click.group(cls=Group)
def action() -> None:
    """Keep track of what people have promised."""


@action.command()
@click.argument("outcome", metavar="OUTCOME")
@click.argument("title", metavar="TITLE")
@quarter_argument
@click.option("--owner", required=True, metavar="PERSON", help="The one person who answers for it.")
@click.option("--due", required=True, type=day_typed, metavar="DAY", help="By when, such as 30 November 2026.")
@click.option("--board", default="", help="The board it was promised to.")
@click.option("--effect", default="", help="What it should change, in words.")
@click.option("--measure", default="", help="The measure that should show it.")
@click.option("--wanted", type=number_typed, help="The value wanted of that measure by then.")
@click.option("--proposed", is_flag=True, help="Its owner has not agreed to it yet.")
@by_option
def add(
    outcome: str, title: str, quarter: tuple[str, ...], owner: str, due: date, board: str, effect: str,
    measure: str, wanted: Decimal | None, proposed: bool, by: str | None,
) -> None:  # fmt: skip
    """Write an action down.

    It opens the next pack, and every pack until it is done.
    """
    from lsp_core.steps.acting import Promise, add_action

    plan = the_plan()
    coordinator = plan.person(plan.partnership.coordinator)
    promise = Promise(
        quarter=the_quarter(quarter),
        outcome=outcome,
        title=title,
        owner=somebody(owner),
        due=due,
        board=board,
        effect=effect,
        measure=measure,
        wanted=wanted,
        is_agreed=not proposed,
    )
    report = add_action(the_database(), promise, the_person(by, [coordinator]), workplace.instant())
    say(report, "That has been written down already.")


@action.command("list")
@click.option("--all", "everything", is_flag=True, help="Those that are done or cancelled too.")
def list_(everything: bool) -> None:
    """Show the actions, overdue ones first."""
    from lsp_core.steps.acting import actions_now

    plan, standings = actions_now(the_database(), workplace.instant())
    shown = [one for one in standings if everything or one.is_open]
    for standing in sorted(shown, key=lambda one: (not one.is_overdue, one.due)):
        _show(plan, standing)
    if not shown:
        tell("No action is open." if standings else "No action has been written down.")


def _show(plan: "Plan", standing: "ActionStanding") -> None:
    from lsp_core.wording import day

    one = standing.action
    state = "overdue" if standing.is_overdue else str(standing.state)
    tell(f"{one.reference}, {state}: {one.title}")
    moved = f", moved {standing.times_reprogrammed} times" if standing.times_reprogrammed > 1 else ""
    tell(f"{plan.person(one.owner).name}, by {day(standing.due)}{moved}. For {one.outcome}.", indent=2)
    if standing.last is not None and standing.last.words:
        tell(f"{standing.last.move.capitalize()}: {standing.last.words}", indent=2)


def _moving(name: str, move: str, option: str, required: bool, helps: str, does: str) -> None:
    """One command for each thing that can be done to an action."""

    @click.argument("reference", metavar="ACTION")
    @click.option(option, "words", default="", required=required, help=helps)
    @by_option
    def command(reference: str, words: str, by: str | None) -> None:
        _move(reference, move, by, words)

    command.__doc__ = does
    action.command(name)(command)


def _move(reference: str, move: str, by: str | None, words: str, due: date | None = None) -> None:
    from lsp_core.steps.acting import move_action
    from lsp_core.steps.signing import signatories

    person = the_person(by, signatories(the_plan()))
    say(move_action(the_database(), reference, move, person, workplace.instant(), words, due))


_COMMANDS: tuple[tuple[str, str, str, bool, str, str], ...] = (
    ("agree", "agreed", "--note", False, "Anything to keep with it.", "Say that its owner has agreed to an action."),
    ("start", "started", "--note", False, "Anything to keep with it.", "Say that an action is in progress."),
    ("complete", "completed", "--evidence", True, "What shows that it is done.", "Say that an action is done."),
    ("cancel", "cancelled", "--reason", True, "Why; it prints in the pack.", "Call an action off."),
    ("reopen", "reopened", "--reason", True, "Why; it prints in the pack.", "Take back that an action has ended."),
)
for _row in _COMMANDS:
    _moving(*_row)


@action.command("move")
@click.argument("reference", metavar="ACTION")
@click.option("--to", required=True, type=day_typed, metavar="DAY", help="The new date, such as 31 January 2027.")
@click.option("--reason", required=True, help="Why; it prints in the pack.")
@by_option
def move_(reference: str, to: date, reason: str, by: str | None) -> None:
    """Give an action a later date.

    Its owner may not: a chair or the coordinator approves it, and the pack says how often it has moved.
    """
    _move(reference, "reprogrammed", by, reason, to)
