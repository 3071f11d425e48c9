"""The command for a figure that somebody reads out over the telephone."""

import click

from lsp_core import workplace
from lsp_core.cli.cycle import by_option
from lsp_core.cli.words import (
    point_to_outbox,
    quarter_argument,
    say,
    tell,
    tell_whole,
    the_database,
    the_person,
    the_plan,
    the_quarter,
)
from lsp_core.periods import parse_period


@click.command(context_settings={"ignore_unknown_options": True})  # -3.2 is a figure, no option
@click.argument("measure", metavar="MEASURE")
@click.argument("figure", metavar="FIGURE")
@quarter_argument
@click.option("--told-by", required=True, metavar="NAME", help="Who read it out; it is kept with the figure.")
@by_option
@click.option("--for", "period", metavar="PERIOD", help="The period it is for, when that is not the one asked for.")
@click.option("--numerator", default="", help="The top of the fraction, where the measure has counts.")
@click.option("--denominator", default="", help="The bottom of the fraction.")
@click.option("--provisional", is_flag=True, help="It may still change.")
@click.option("--note", default="", help="What the partner says about it, in their words.")
@click.option("--correcting", "reason", default="", metavar="WHY", help="It replaces a figure given before, and why.")
@click.option("--yes", is_flag=True, help="Keep it. Without it, only the answer it would get is shown.")
def figure(
    measure: str, figure: str, quarter: tuple[str, ...], told_by: str, by: str | None, period: str | None,
    numerator: str, denominator: str, provisional: bool, note: str, reason: str, yes: bool,
) -> None:  # fmt: skip
    """Write down a figure read out over the telephone.

    It is kept as a file that says who read it out, to whom and when, and is checked and answered like any return.
    Figures are typed as people say them: 78.4, 1,204, 12%, nil.
    """
    from lsp_core.steps.telephone import Heard, rehearse_figure, take_figure

    database, plan = the_database(), the_plan()
    person = plan.person(the_person(by, [plan.person(plan.partnership.coordinator)])).name
    heard = Heard(
        quarter=the_quarter(quarter), measure=measure, figure=figure, told_by=told_by, taken_down_by=person,
        period=parse_period(period) if period else None, numerator=numerator, denominator=denominator,
        provisional=provisional, note=note, reason=reason,
    )  # fmt: skip
    tell("Checking; this takes some seconds.", err=True)
    from expectations.checking import check_returns as checker

    if yes:
        say(take_figure(database, checker, heard, workplace.instant()), "That has been written down already.")
        point_to_outbox()
        return
    rehearsed = rehearse_figure(database, checker, heard, workplace.instant())
    tell("Nothing has been kept. With --yes it would be, and the partner would be told:")
    tell_whole(f"\n{rehearsed.answer}")
    if not rehearsed.is_sound:
        raise SystemExit(1)
