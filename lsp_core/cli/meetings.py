"""Commands for after a meeting: what the board decided, and how the questions of its pack ended."""

from datetime import date

import click

from lsp_core import workplace
from lsp_core.cli.cycle import by_option
from lsp_core.cli.words import (
    Group,
    day_typed,
    quarter_argument,
    say,
    somebody,
    tell,
    the_database,
    the_person,
    the_plan,
    the_quarter,
)

ENDS = ("with-evidence", "in-part", "not-answered", "not-asked")
"""How a question can end, as it is typed: in one word each."""


@click.group(cls=Group)
def meeting() -> None:
    """Write down what a board decided and was answered."""


@meeting.command("decide")
@click.argument("board", metavar="BOARD")
@click.argument("decision", metavar="DECISION")
@quarter_argument
@click.option("--outcome", default="", help="The outcome it is about.")
@click.option("--owner", default="", metavar="PERSON", help="Who carries it out.")
@click.option("--due", type=day_typed, metavar="DAY", help="By when, such as 30 November 2026.")
@by_option
def decide(
    board: str, decision: str, quarter: tuple[str, ...], outcome: str, owner: str, due: date | None, by: str | None
) -> None:
    """Write down one decision of a board.

    It opens the next pack. A promise that somebody made is an action: `lsp action add`.
    """
    from lsp_core.steps.minuting import record_decision

    report = record_decision(
        the_database(),
        the_quarter(quarter),
        board,
        decision,
        _by(by),
        workplace.instant(),
        outcome=outcome,
        owner=owner and somebody(owner),
        due=due,
    )
    say(report, "That has been written down already.")


@meeting.command("answer")
@click.argument("board", metavar="BOARD")
@click.argument("question", metavar="QUESTION")
@quarter_argument
@click.option("--ended", type=click.Choice(ENDS), required=True, help="How it ended.")
@click.option("--words", default="", help="The answer, in short; it prints in the next pack.")
@click.option(
    "--promised-for", type=day_typed, metavar="DAY", help="When the rest was promised for, such as 30 November 2026."
)
@by_option
def answer(
    board: str, question: str, quarter: tuple[str, ...], ended: str, words: str, promised_for: date | None,
    by: str | None,
) -> None:  # fmt: skip
    """Write down how one question of a board's pack ended.

    Questions have references in the pack, such as URGENT.2, and `lsp meeting questions` lists them.
    """
    from lsp_core.challenge.meetings import Answered
    from lsp_core.steps.minuting import record_answer

    report = record_answer(
        the_database(),
        the_quarter(quarter),
        board,
        question,
        list(Answered)[ENDS.index(ended)],
        _by(by),
        workplace.instant(),
        words=words,
        promised_for=promised_for,
    )
    say(report, "That has been written down already.")


@meeting.command("questions")
@quarter_argument
def questions(quarter: tuple[str, ...]) -> None:
    """List the questions of a quarter's packs, and how each ended."""
    from lsp_core.steps.minuting import questions_put

    which = the_quarter(quarter)
    found = questions_put(the_database(), which, workplace.instant())
    for put, ended in found:
        tell(f"{put.board} {put.reference}: {put.text}")
        if ended is None:
            tell(f"To be answered by {put.answers}.", indent=2)
        else:
            tell(f"{str(ended.answered).capitalize()}. {ended.words}".strip(), indent=2)
    if not found:
        tell(f"No pack for {which} has been published, so no question has been put.")


def _by(typed: str | None) -> str:
    from lsp_core.steps.signing import signatories

    return the_person(typed, signatories(the_plan()))
