"""Commands for letting a measure or a partner off a check, until a day, with a reason that prints."""

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

import click

from lsp_core import workplace
from lsp_core.cli.cycle import by_option
from lsp_core.cli.words import (
    Group,
    day_typed,
    say_and_point_to_outbox,
    tell,
    the_database,
    the_person,
    the_plan,
    the_quarter_or_none,
)

if TYPE_CHECKING:
    from lsp_core.findings import Finding
    from lsp_core.returns.checks import ReturnToCheck
    from lsp_core.steps.waiving import RuleToWaive


@click.command()
@click.argument("about", metavar="MEASURE-OR-PARTNER")
@click.argument("rule", metavar="RULE")
@click.option(
    "--until", type=day_typed, required=True, metavar="DAY", help="The last day it holds, such as 30 September 2026."
)
@click.option("--quarter", metavar="QUARTER", help="Only for this quarter's returns; otherwise for any until it ends.")
@by_option
@click.option("--reason", required=True, help="Why; it prints in the pack, with your name and role.")
def waive(about: str, rule: str, until: date, quarter: str | None, by: str | None, reason: str) -> None:
    """Let a measure or a partner off a check until a day.

    The coordinator or a board's chair may. What the last return was refused for is taken at once, the partner is told,
    and the pack says what was waived, by whom and until when. Some rules cannot be waived; the rule book says which.
    """
    from lsp_core.steps.waiving import WaiverAsked
    from lsp_core.steps.waiving import waive as let_off

    database = the_database()
    asked = WaiverAsked(
        about=about,
        rule=rule,
        quarter=the_quarter_or_none(quarter),
        until=until,
        by=_approver(by),
        reason=reason,
    )
    report = let_off(database, _checker, rules_to_waive(), asked, workplace.instant())
    say_and_point_to_outbox(report, "That is waived already.")


@click.group(cls=Group)
def waiver() -> None:
    """See the checks that have been waived, and take a waiver back."""


@waiver.command("list")
@click.option("--all", "everything", is_flag=True, help="Those run out and taken back too.")
def list_(everything: bool) -> None:
    """Show the checks that are waived now, by whom and until when."""
    from lsp_core.returns.waivers import in_force
    from lsp_core.store import waivers

    now = workplace.instant()
    with the_database().reading() as session:
        given = waivers.given(session, now)
    standing = in_force(given, workplace.today(the_plan()))
    shown = given if everything else standing
    if not shown:
        tell("No check has ever been waived." if everything else "No check is waived now.")
    for one in shown:
        quarter = f" for {one.quarter}" if one.quarter is not None else ""
        if one.is_withdrawn:
            tell(f"{one.about}: the waiver of {one.rule}{quarter} taken back by {one.by}. {one.reason}".rstrip())
        else:
            tell(f"{one.about}{quarter}: {one.in_words}{'' if one in standing else ' No longer in force.'}")


@waiver.command()
@click.argument("about", metavar="MEASURE-OR-PARTNER")
@click.argument("rule", metavar="RULE")
@by_option
@click.option("--reason", default="", help="Why; it is kept.")
def withdraw(about: str, rule: str, by: str | None, reason: str) -> None:
    """Let a check count again.

    What was let in meanwhile stays, and the partner is told.
    """
    from lsp_core.steps.waiving import withdraw_waiver

    report = withdraw_waiver(the_database(), rules_to_waive(), about, rule, _approver(by), reason, workplace.instant())
    say_and_point_to_outbox(report, "No such check is waived.")


def rules_to_waive() -> "dict[str, RuleToWaive]":
    """Every rule by its code, those of reading included."""
    from expectations.rules import SUITE_NAMES, load_suite
    from lsp_core.returns.doubts import READING_RULES
    from lsp_core.steps.waiving import RuleToWaive

    unreadable = "what is in the cell could not be read with certainty, so there is no number to take"
    reading = {rule.code: RuleToWaive(f"A cell holds {rule.expected}.", unreadable) for rule in READING_RULES}
    return reading | {
        rule.code: RuleToWaive(rule.rule, rule.never_waived) for name in SUITE_NAMES for rule in load_suite(name).rules
    }


def _approver(by: str | None) -> str:
    from lsp_core.steps.signing import signatories

    return the_person(by, signatories(the_plan()))


def _checker(returns: "Sequence[ReturnToCheck]") -> "dict[str, list[Finding]]":
    """Imported only when there is something to check, because it takes some seconds."""
    tell("Checking the last return again; this takes some seconds.", err=True)
    from expectations.checking import check_returns

    return check_returns(returns)
