"""What the commands share: reading a quarter, saying what a step did, and showing that something long is going on."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import Any

import click

from lsp_core.periods import Quarter
from lsp_core.steps.report import StepReport


def quarter_argument(command: Callable[..., Any]) -> Callable[..., Any]:
    """Take a quarter in one word or two, or none: `lsp open 2023-24 Q1`."""
    return click.argument("quarter", nargs=-1, metavar="[QUARTER]")(command)


def the_quarter(words: tuple[str, ...], now: datetime) -> Quarter:
    """The quarter that was typed, or the one that ended last. Raises `PeriodError` when it is not one."""
    return Quarter.parse(" ".join(words)) if words else Quarter.last_ended(now.date())


def say(report: StepReport) -> None:
    """Print what a step did."""
    click.echo(report.title)
    for line in report.lines():
        click.echo(f"  {line}")


def point_to_outbox(waiting: int) -> None:
    """Remind whoever queued messages that nobody has been told yet."""
    if waiting:
        words = "1 message waits" if waiting == 1 else f"{waiting} messages wait"
        click.echo(f"{words} in the outbox. `lsp send` shows what would go to whom; `lsp send --yes` sends.")


@contextmanager
def progress(what: str, total: int) -> Iterator[Callable[[], None]]:
    """Show how far something long has got. Gives a function to call after each part; silent when nobody is looking."""
    from rich.progress import Progress

    with Progress(transient=True) as bar:
        task = bar.add_task(what, total=total)
        yield lambda: bar.advance(task)
