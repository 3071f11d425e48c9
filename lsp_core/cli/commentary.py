"""The command for an owner's words on an outcome."""

import click

from lsp_core import workplace
from lsp_core.cli.words import quarter_argument, say, the_database, the_person, the_plan, the_quarter


@click.command()
@click.argument("outcome", metavar="OUTCOME")
@quarter_argument
@click.option("--why", default="", help="Why it is where it is.")
@click.option("--doing", default="", help="What will be done about it.")
@click.option("--when", default="", help="By when.")
@click.option("--effect", default="", help="What that should change.")
@click.option("--by", metavar="PERSON", help="Whose words they are; the outcome's owner, unless you say otherwise.")
def commentary(
    outcome: str, quarter: tuple[str, ...], why: str, doing: str, when: str, effect: str, by: str | None
) -> None:
    """Keep an owner's words on an outcome.

    At most 150 words in all. They print in the quarter's packs as they are written; the last words before sign-off
    count. An outcome that is off track with no words prints that there was no reply.
    """
    from lsp_core.plan.look_up import outcome_meant
    from lsp_core.steps.commenting import Words, comment

    plan, which = the_plan(), the_quarter(quarter)
    owner = plan.person(outcome_meant(plan, outcome).owner)
    person = owner.code if by is None else the_person(by, [owner])
    words = Words(why, doing, when, effect)
    say(comment(the_database(), which, outcome, person, words, workplace.instant()), "That has been said already.")
