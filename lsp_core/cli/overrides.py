"""Commands for calling a measure something other than its rule does, with a reason that prints."""

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
    the_quarter_or_none,
)
from lsp_core.periods import Quarter

if TYPE_CHECKING:
    from lsp_core.judging.overrides import StatusOverride

STATUSES = ("on-track", "watch", "off-track")
"""What a measure can be called, as it is typed: in one word each."""


@click.group(cls=Group)
def override() -> None:
    """Call a measure something other than its rule does."""


@override.command("set")
@click.argument("measure", metavar="MEASURE")
@quarter_argument
@click.option("--status", type=click.Choice(STATUSES), required=True, help="What to call it.")
@by_option
@click.option("--reason", required=True, help="Why; it prints in the pack, with your name and role.")
@click.option("--until", metavar="QUARTER", help="The last quarter it stands in; else until the next figure.")
def set_(measure: str, quarter: tuple[str, ...], status: str, by: str | None, reason: str, until: str | None) -> None:
    """Overrule a measure's status, with a reason.

    A board's chair or the coordinator may, but not the outcome's owner. The status by the rule stays beside it. Judge
    again afterwards, so that the risks and the owners hear of it too.
    """
    from lsp_core.judging.assessment import Status
    from lsp_core.steps.overriding import override_status

    which, called = the_quarter(quarter), Status(status.replace("-", " "))
    person = _person(by, which, measure)
    last = the_quarter_or_none(until)
    report = override_status(the_database(), which, measure, called, person, reason, workplace.instant(), last)
    say(report, "That has been said already.")
    _point_to_judging(which)


@override.command()
@click.argument("measure", metavar="MEASURE")
@quarter_argument
@by_option
@click.option("--reason", default="", help="Why; it is kept.")
def withdraw(measure: str, quarter: tuple[str, ...], by: str | None, reason: str) -> None:
    """Let the rule's status count again.

    What was said before is kept, and `lsp override list` still shows it.
    """
    from lsp_core.steps.overriding import withdraw_override

    which = the_quarter(quarter)
    person = _person(by, which, measure)
    report = withdraw_override(the_database(), which, measure, person, reason, workplace.instant())
    say(report, "Nobody has called it anything else.")
    if report.changed_anything:
        _point_to_judging(which)


@override.command("list")
@quarter_argument
def list_(quarter: tuple[str, ...]) -> None:
    """Show every status overruled in a quarter, and by whom."""
    from lsp_core.judging.overrides import in_force
    from lsp_core.store import overrides

    which, plan = the_quarter(quarter), the_plan()
    with the_database().reading() as session:
        said = [one for one in overrides.made(session, workplace.instant()) if one.quarter == which]
    if not said:
        tell(f"No status of {which} has been overruled.")
    stands = in_force(said)
    names = {measure.code: measure.name for measure in plan.measures}
    for measure in dict.fromkeys(one.measure for one in said):
        tell(f"{measure}: {names.get(measure, 'no longer in the plan')}")
        for one in said:
            if one.measure == measure:
                _show(one, one == stands.get((which, measure)))


def _show(said: "StatusOverride", stands: bool) -> None:
    from zoneinfo import ZoneInfo

    words = said.in_words(ZoneInfo(the_plan().partnership.time_zone))
    tell(f"{words}{said.because}{f' This stands {said.how_long}.' if stands else ''}", indent=2)


def _person(by: str | None, quarter: Quarter, measure: str) -> str:
    from lsp_core.plan.look_up import measure_meant
    from lsp_core.steps.speaking import may_overrule

    plan = the_plan()
    return the_person(by, may_overrule(plan, measure_meant(plan, quarter, measure)))


def _point_to_judging(quarter: Quarter) -> None:
    tell(
        f"`lsp judge {quarter}` takes it into the risks and the notices, and `lsp pack draft {quarter}` into the packs."
    )
