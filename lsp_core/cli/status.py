"""The command that answers: what must I do today, and who has answered?"""

from typing import TYPE_CHECKING

import click

from lsp_core import workplace
from lsp_core.cli.words import tell, the_database

if TYPE_CHECKING:
    from lsp_core.steps.standing import QuarterStanding, Standing

BEGINNING = """\
Nothing has been loaded yet. To begin:
  lsp init anytown    writes a commented example of a partnership's folder, to edit
  lsp load anytown    takes it, or lists every mistake in it
  lsp preview         shows who would be sent what on which day; nothing is sent"""


@click.command()
def status() -> None:
    """Show what there is to do today, and who has answered."""
    from lsp_core.steps.standing import standing

    if workplace.missing_database() is not None:
        click.echo(BEGINNING)
        return
    now = standing(the_database(), workplace.instant())
    if now is None:
        click.echo(BEGINNING)
        return
    _show_today(now)
    for quarter in now.quarters:
        _show(quarter)


def _show_today(now: "Standing") -> None:
    from lsp_core.steps.to_do import next_day, to_do
    from lsp_core.wording import day_with_weekday

    pretended = " (pretended: LSP_NOW is set)" if workplace.is_pretending() else ""
    tell(f"{now.plan.partnership.name}, {day_with_weekday(now.today)}{pretended}")
    tell()
    tell("To do today")
    for line in to_do(now) or [f"Nothing. {next_day(now)}"]:
        tell(line, indent=2)


def _show(quarter: "QuarterStanding") -> None:
    from lsp_core.wording import day_with_weekday

    tell()
    tell(f"{quarter.cycle.quarter.label}: {quarter.cycle.status}")
    tell(f"Figures due {day_with_weekday(quarter.dates.due_on)}", indent=2)
    for board in quarter.dates.boards:
        papers = day_with_weekday(board.papers_go_out_on)
        tell(f"{board.board.name} meets {day_with_weekday(board.meets_on)}, papers out by {papers}", indent=2)
    width = max([len(partner.request.partner.name) for partner in quarter.partners], default=0)
    for partner in quarter.partners:
        tell(f"{partner.request.partner.name:<{width}}  {partner.word:<16}  {partner.progress}", indent=2)
