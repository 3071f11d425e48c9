"""The command for a partner with nothing but a file: the same verdict as sending it would get."""

from pathlib import Path

import click

from lsp_core import workplace


@click.command()
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
def check(file: Path) -> None:
    """Check a return without sending it: the answer it would get if it were sent now. Keeps nothing."""
    from lsp_core.steps.checking import rehearse

    click.echo("Reading and checking; this takes some seconds.", err=True)
    from expectations.checking import check_returns as checker

    answer = rehearse(workplace.database(), checker, file.name, file.read_bytes(), workplace.instant())
    click.echo(f"Nothing has been sent. If this file were sent now, the answer would be:\n\n{answer}")
