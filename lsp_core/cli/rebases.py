"""Commands for deciding whether a chart's mean and limits begin again: see the evidence, accept, decline, withdraw."""

from typing import TYPE_CHECKING

import click

from lsp_core import workplace
from lsp_core.cli.cycle import by_option
from lsp_core.cli.words import (
    Group,
    quarter_argument,
    say,
    tell,
    the_database,
    the_person,
    the_plan,
    the_quarter,
)
from lsp_core.periods import Quarter

if TYPE_CHECKING:
    from lsp_core.judging.rebase_decisions import RebaseAnswer
    from lsp_core.steps.rebasing import RebasesStanding

from_option = click.option(
    "--from", "since", metavar="QUARTER", required=True, help="The first quarter of the new level."
)


@click.group(cls=Group)
def rebase() -> None:
    """Decide whether a chart's mean and limits begin again."""


@rebase.command("list")
@quarter_argument
def list_(quarter: tuple[str, ...]) -> None:
    """Show where there is evidence of a new level, and what people have decided.

    Only a person can say what changed, so nothing is recalculated until one accepts it.
    """
    from lsp_core.steps.rebasing import rebases_standing

    which = the_quarter(quarter)
    found = rebases_standing(the_database(), which, workplace.instant())
    for one in found:
        _show(one, which)
    if not found:
        tell(f"In {which} no measure has moved to a new level and stayed there.")


@rebase.command()
@click.argument("measure", metavar="MEASURE")
@quarter_argument
@from_option
@by_option
@click.option("--reason", required=True, help="What changed; it prints in the pack, with your name and role.")
def accept(measure: str, quarter: tuple[str, ...], since: str, by: str | None, reason: str) -> None:
    """Let a chart's mean and limits begin again where a measure moved.

    A board's chair or the coordinator may, but not the outcome's owner. The status against the target stays as it is.
    Counts from the quarter being judged on; judge again afterwards.
    """
    from lsp_core.judging.rebase_decisions import RebaseAnswer

    _decide(RebaseAnswer.ACCEPTED, measure, quarter, since, by, reason)


@rebase.command()
@click.argument("measure", metavar="MEASURE")
@quarter_argument
@from_option
@by_option
@click.option("--reason", required=True, help="Why the limits stay; it prints in place of the question.")
def decline(measure: str, quarter: tuple[str, ...], since: str, by: str | None, reason: str) -> None:
    """Keep a chart's mean and limits as they are.

    It is not proposed again until there is a year of new figures at the new level.
    """
    from lsp_core.judging.rebase_decisions import RebaseAnswer

    _decide(RebaseAnswer.DECLINED, measure, quarter, since, by, reason)


@rebase.command()
@click.argument("measure", metavar="MEASURE")
@quarter_argument
@from_option
@by_option
@click.option("--reason", default="", help="Why; it is kept.")
def withdraw(measure: str, quarter: tuple[str, ...], since: str, by: str | None, reason: str) -> None:
    """Take back new limits that were accepted.

    What was decided before is kept, and `lsp rebase list` still shows it.
    """
    from lsp_core.judging.rebase_decisions import RebaseAnswer

    _decide(RebaseAnswer.WITHDRAWN, measure, quarter, since, by, reason)


def _decide(
    answer: "RebaseAnswer", measure: str, quarter: tuple[str, ...], since: str, by: str | None, reason: str
) -> None:
    from lsp_core.plan.look_up import measure_meant
    from lsp_core.steps.rebasing import decide_rebase
    from lsp_core.steps.speaking import may_overrule

    which, begins, plan = the_quarter(quarter), the_quarter((since,)), the_plan()
    person = the_person(by, may_overrule(plan, measure_meant(plan, which, measure)))
    report = decide_rebase(the_database(), answer, which, measure, begins, person, reason, workplace.instant())
    say(report, "That has been said already.")
    if report.changed_anything:
        tell(f"`lsp judge {which}` takes it into the judgements, and `lsp pack draft {which}` into the packs.")


def _show(one: "RebasesStanding", quarter: Quarter) -> None:
    from zoneinfo import ZoneInfo

    from lsp_core.judging.rebase_decisions import in_force

    zone, stands = ZoneInfo(the_plan().partnership.time_zone), in_force(one.said)
    tell(f"{one.measure.code}: {one.measure.name}")
    for said in one.said:
        tell(f"{said.in_words(zone)}{' This stands.' if said in stands else ''}", indent=2)
    if one.asked is None:
        return
    tell(one.asked.question, indent=2)
    tell(one.asked.evidence, indent=2)
    if one.asked.declined_by is not None:
        tell("It has been declined, and no new evidence has come since: nobody is asked.", indent=2)
        return
    tell(
        f'To decide: lsp rebase accept {one.measure.code} {quarter} --from "{one.asked.since}" --reason "..." --by '
        "PERSON, or decline.",
        indent=2,
    )
