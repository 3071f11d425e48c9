"""Commands that make, publish and verify packs."""

from pathlib import Path

import click

from lsp_core import workplace
from lsp_core.cli.words import point_to_outbox, progress, quarter_argument, say, the_quarter
from lsp_core.errors import PackError
from lsp_core.periods import Quarter


@click.group()
def pack() -> None:
    """Make draft packs, write packs to a folder, and verify published ones."""


@pack.command()
@quarter_argument
def draft(quarter: tuple[str, ...]) -> None:
    """Make each board's draft of a quarter's pack, and write it to the packs folder."""
    from lsp_core.steps.drafting import draft_packs

    now = workplace.instant()
    which = the_quarter(quarter, now)
    with progress("Making packs", _boards()) as on_each:
        report = draft_packs(workplace.database(), which, now, on_each)
    say(report)
    _write(which, workplace.packs_folder())


@pack.command()
@quarter_argument
@click.option("--to", "folder", type=click.Path(path_type=Path), help="The folder to write to, instead of LSP_PACKS.")
def write(quarter: tuple[str, ...], folder: Path | None) -> None:
    """Write the newest version of each board's pack to a folder."""
    _write(the_quarter(quarter, workplace.instant()), folder or workplace.packs_folder())


@pack.command()
def verify() -> None:
    """Make every published pack again from the figures, and compare it byte for byte."""
    from lsp_core.steps.publishing import verify_packs

    found = verify_packs(workplace.database())
    for one in found:
        click.echo(one.sentence)
    broken = [one for one in found if not one.holds]
    if broken:
        raise PackError(
            f"{len(broken)} of {len(found)} published packs do not rebuild",
            "The packs as published are kept; find out what has changed before anyone relies on either.",
        )
    click.echo(f"{len(found)} published packs, all as they were published." if found else "No pack has been published.")


@click.command()
@quarter_argument
def publish(quarter: tuple[str, ...]) -> None:
    """Freeze a signed-off quarter's packs, and queue them to each board's members."""
    from lsp_core.steps.delivering import messages_to_send
    from lsp_core.steps.publishing import publish_packs

    now = workplace.instant()
    which = the_quarter(quarter, now)
    with progress("Publishing packs", _boards()) as on_each:
        report = publish_packs(workplace.database(), which, now, on_each)
    say(report)
    _write(which, workplace.packs_folder())
    point_to_outbox(len(messages_to_send(workplace.database(), now)[1]))


def _boards() -> int:
    from lsp_core.store import plans

    with workplace.database().reading() as session:
        return len(plans.in_force(session).plan.boards)


def _write(quarter: Quarter, folder: Path) -> None:
    from lsp_core.steps.printing import write_packs

    for path in write_packs(workplace.database(), quarter, folder):
        click.echo(f"  {path}")
