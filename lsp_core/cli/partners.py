"""The command for a partner with nothing but a file: the same verdict as sending it would get."""

from pathlib import Path

import click

from lsp_core import workplace
from lsp_core.cli.words import tell, tell_whole, the_database, the_plan
from lsp_core.errors import ChannelError


@click.command()
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option(
    "--marked", type=click.Path(dir_okay=False, path_type=Path), metavar="OUT.xlsx",
    help="Also write the workbook that would come back, with the cells marked.",
)  # fmt: skip
def check(file: Path, marked: Path | None) -> None:
    """Check a return without sending it.

    Shows the answer the file would get if it were sent now. Keeps nothing. Ends with 1 when something must be fixed.
    """
    from lsp_core.steps.checking import rehearse

    database = the_database()
    the_plan()
    tell("Reading and checking; this takes some seconds.", err=True)
    from expectations.checking import check_returns as checker

    rehearsed = rehearse(database, checker, file.name, file.read_bytes(), workplace.instant())
    tell("Nothing has been sent. If this file were sent now, the answer would be:")
    tell_whole(f"\n{rehearsed.answer}")
    if marked is not None:
        _write(marked, rehearsed.workbook.content if rehearsed.workbook else None, file)
    if not rehearsed.is_sound:
        raise SystemExit(1)


def _write(marked: Path, content: bytes | None, sent: Path) -> None:
    """Write the marked workbook, never over the file it was made from."""
    if content is None:
        raise ChannelError("No marked workbook can be made of this file", "Go by the answer above, which says it all.")
    if marked.exists() and marked.samefile(sent):
        raise click.UsageError("Give the marked workbook a name of its own, so that your file stays as it is.")
    try:
        marked.write_bytes(content)
    except OSError as trouble:
        raise ChannelError(
            f"{marked} cannot be written: {trouble.strerror}", "Name a place that can be written to, after --marked."
        ) from None
    tell(f"The workbook with the marks is in {marked}.")
