"""The command for a partner with nothing but a file: the same verdict as sending it would get."""

from pathlib import Path

import click

from lsp_core import workplace
from lsp_core.cli.words import tell, the_database, the_plan


@click.command()
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
def check(file: Path) -> None:
    """Check a return without sending it.

    Shows the answer the file would get if it were sent now. Keeps nothing. Ends with 1 when something must be fixed.
    """
    from lsp_core.steps.checking import rehearse

    database = the_database()
    the_plan()
    tell("Reading and checking; this takes some seconds.", err=True)
    from expectations.checking import check_returns as checker

    answer, is_sound = rehearse(database, checker, file.name, file.read_bytes(), workplace.instant())
    tell("Nothing has been sent. If this file were sent now, the answer would be:")
    click.echo(f"\n{answer}")
    if not is_sound:
        raise SystemExit(1)
