"""Commands about the plan: write an example folder, load a folder, and see the year's messages before any is sent."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from lsp_core import workplace
from lsp_core.cli.words import named, say, tell, the_plan
from lsp_core.errors import PeriodError

if TYPE_CHECKING:
    from lsp_core.periods import FinancialYear
    from lsp_core.plan.model import Plan
    from lsp_core.requests.preview import PlannedMessage


@click.command()
@click.argument("folder", type=click.Path(path_type=Path))
def init(folder: Path) -> None:
    """Write an example of a partnership's folder, to edit.

    Every file is commented. Nothing that is there already is overwritten.
    """
    from lsp_core.plan.starter import write_example

    for path in write_example(folder):
        tell(str(path), indent=2)
    tell(f"Edit these in a text editor or spreadsheet program, then run `lsp load {folder}`.")


@click.command()
@click.argument("folder", type=click.Path(path_type=Path))
@click.option("--check", is_flag=True, help="Only look for mistakes; load nothing.")
def load(folder: Path, check: bool) -> None:
    """Read a partnership's folder and make it the plan in force.

    Every mistake is listed at once, as file:line:column, and then nothing is changed. Load it again after every
    change; loading the same folder twice changes nothing.
    """
    from lsp_core.plan.reading import parse_plan, read_folder
    from lsp_core.steps.loading import load_plan

    files = read_folder(folder)
    plan = parse_plan(files)
    if check:
        tell(f"{plan.partnership.name}: no mistakes found. Nothing was loaded.")
        return
    say(load_plan(workplace.database(), files, workplace.instant()), "This is the plan in force already.")
    tell("`lsp preview` shows who would be sent what on which day; `lsp status` says what there is to do.")


@click.command()
@click.argument("year", required=False, metavar="[YEAR]")
def preview(year: str | None) -> None:
    """Show who would be sent what on which day of a year.

    It is the most that would be sent, as if nobody answered. Nothing is sent. YEAR is written like 2026-27; leave it
    out for this year.
    """
    from lsp_core.requests.preview import preview as planned
    from lsp_core.wording import count_of, day_with_weekday

    plan = the_plan()
    messages = planned(plan, _year(year, plan))
    for day in dict.fromkeys(message.day for message in messages):
        tell(day_with_weekday(day))
        for line in _on(plan, [message for message in messages if message.day == day]):
            tell(line, indent=2)
        tell()
    people = len({message.to for message in messages})
    tell(
        f"At most {count_of(len(messages), 'message')} to {count_of(people, 'person', 'people')}. Anybody who has "
        "answered is not reminded. What depends on the figures, such as answers to returns and notices that something "
        "is off track, comes besides."
    )


def _year(typed: str | None, plan: "Plan") -> "FinancialYear":
    from lsp_core.periods import FinancialYear, Quarter, parse_period

    this_year = Quarter.containing(workplace.today(plan)).financial_year
    if typed is None:
        return this_year
    try:
        period = parse_period(typed)
    except PeriodError:
        period = None
    if not isinstance(period, FinancialYear):
        raise PeriodError(f"{typed!r} is not a financial year", f"Write it like {this_year}.")
    return period


def _on(plan: "Plan", messages: "list[PlannedMessage]") -> list[str]:
    """One day's messages; the same to several people is one line."""
    people: dict[str, list[str]] = {}
    for message in messages:
        people.setdefault(message.subject, []).append(plan.person(message.to).name)
    return [f"{named(names)}: {subject}" for subject, names in people.items()]
