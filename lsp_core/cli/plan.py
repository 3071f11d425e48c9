"""Commands about the plan: write an example folder, load a folder, and see the year's messages before any is sent."""

from pathlib import Path

import click

from lsp_core import workplace
from lsp_core.cli.words import say


@click.command()
@click.argument("folder", type=click.Path(path_type=Path))
def init(folder: Path) -> None:
    """Write a commented example of a partnership's folder, to edit."""
    from lsp_core.plan.starter import write_example

    for path in write_example(folder):
        click.echo(f"  {path}")
    click.echo(f"Edit these, then run `lsp load {folder}`. Nothing is taken until you do.")


@click.command()
@click.argument("folder", type=click.Path(path_type=Path))
@click.option("--check", is_flag=True, help="Only look for mistakes; load nothing.")
def load(folder: Path, check: bool) -> None:
    """Read a partnership's folder and make it the plan in force.

    Every mistake is listed at once, as file:line:column, and then nothing is changed.
    """
    from lsp_core.plan.reading import parse_plan, read_folder
    from lsp_core.steps.loading import load_plan

    files = read_folder(folder)
    if check:
        plan = parse_plan(files)
        click.echo(f"{plan.partnership.name}: no mistakes found. Nothing was loaded.")
        return
    say(load_plan(workplace.database(), files, workplace.instant()))


@click.command()
@click.argument("year", required=False, metavar="[YEAR]")
def preview(year: str | None) -> None:
    """Show who would get what on which day of a financial year, if nobody answered. Sends nothing.

    YEAR is written like 2026-27; leave it out for this year.
    """
    from lsp_core.errors import PeriodError
    from lsp_core.periods import FinancialYear, Quarter, parse_period
    from lsp_core.requests.preview import preview as planned
    from lsp_core.store import plans
    from lsp_core.wording import day_with_weekday

    period = parse_period(year) if year else Quarter.containing(workplace.instant().date()).financial_year
    if not isinstance(period, FinancialYear):
        raise PeriodError(f"{year!r} is not a financial year", "Write it like 2026-27.")
    with workplace.database().reading() as session:
        plan = plans.in_force(session).plan
    day = None
    for message in planned(plan, period):
        if message.day != day:
            day = message.day
            click.echo(f"\n{day_with_weekday(day)}")
        click.echo(f"  {plan.person(message.to).name} <{plan.person(message.to).email}>: {message.subject}")
    click.echo("\nThis is the most that would be sent: anybody who has answered is not reminded.")
