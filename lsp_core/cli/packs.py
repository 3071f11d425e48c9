"""Commands that make, publish and verify packs."""

from pathlib import Path

import click

from lsp_core import workplace
from lsp_core.cli.words import (
    Group,
    point_to_outbox,
    progress,
    quarter_argument,
    say,
    tell,
    the_database,
    the_plan,
    the_quarter,
)
from lsp_core.errors import PackError
from lsp_core.periods import Quarter


@click.group(cls=Group)
def pack() -> None:
    """Make draft packs, write them to a folder, verify them."""


@pack.command()
@quarter_argument
def draft(quarter: tuple[str, ...]) -> None:
    """Make each board's draft of a quarter's pack.

    Writes it to the packs folder, and puts a copy for the coordinator in the outbox. Run it again after judging again
    or after an owner's decision; a new version is made only when it would say something new.
    """
    from lsp_core.steps.drafting import draft_packs

    which = the_quarter(quarter)
    with progress("Making packs", len(the_plan().boards)) as on_each:
        report = draft_packs(the_database(), which, workplace.instant(), on_each)
    say(report, "The drafts say all there is to say already.")
    _write(which, workplace.packs_folder())
    if report.changed_anything:
        point_to_outbox()


@pack.command()
@quarter_argument
@click.option("--to", "folder", type=click.Path(path_type=Path), help="The folder to write to, instead of LSP_PACKS.")
def write(quarter: tuple[str, ...], folder: Path | None) -> None:
    """Write the newest version of each pack to a folder."""
    which = the_quarter(quarter)
    _write(which, folder or workplace.packs_folder())


@pack.command()
def verify() -> None:
    """Make every published pack again, and compare.

    Each is made again from the figures as they were known at its cut-off, and compared byte for byte.
    """
    from lsp_core.steps.verifying import verify_packs
    from lsp_core.store import packs
    from lsp_core.wording import count_of

    with the_database().reading() as session:
        total = len(packs.finals(session))
    if not total:
        tell("No pack has been published.")
        return
    with progress("Making packs again", total) as on_each:
        found = verify_packs(the_database(), on_each)
    for one in found:
        tell(one.sentence)
    broken = [one for one in found if not one.holds]
    if broken:
        raise PackError(
            f"{len(broken)} of {count_of(len(found), 'published pack')} cannot be made again as published",
            "The packs as published are kept; find out what has changed before anyone relies on either.",
        )
    tell(f"{count_of(len(found), 'published pack')}: all say what they said when they were published.")


@pack.command()
@click.option("--use", "use", type=click.Path(path_type=Path), help="Use this Word document from now on.")
@click.option("--to", "to", type=click.Path(path_type=Path), help="Write the template in use to this file, to edit it.")
@click.option("--own", is_flag=True, help="Go back to the program's own template.")
def template(use: Path | None, to: Path | None, own: bool) -> None:
    """Write out or change the Word template.

    Packs' Word files are made from it. Write it to a file, change its looks and words in Word, and use that: it is
    tried out first, and each pack remembers which template it was made from.
    """
    from lsp_core.steps.templating import template_in_use, use_template

    if sum((use is not None, to is not None, own)) != 1:
        raise PackError("Say one thing to do with the template", "Give --to FILE, --use FILE or --own.")
    if to is not None:
        to.write_bytes(template_in_use(the_database(), workplace.instant()))
        tell(f"Written to {to.absolute()}.")
        return
    report = use_template(the_database(), use.read_bytes() if use is not None else None, workplace.instant())
    say(report, "That is the template in use already.")


@click.command()
@quarter_argument
def publish(quarter: tuple[str, ...]) -> None:
    """Freeze a signed-off quarter's packs, and queue them.

    Each board's members are sent its pack by the next `lsp send --yes`.
    """
    from lsp_core.steps.publishing import publish_packs

    which = the_quarter(quarter)
    with progress("Publishing packs", len(the_plan().boards)) as on_each:
        report = publish_packs(the_database(), which, workplace.instant(), on_each)
    say(report, "Its packs have been published already.")
    _write(which, workplace.packs_folder())
    if report.changed_anything:
        point_to_outbox()


def _write(quarter: Quarter, folder: Path) -> None:
    from lsp_core.steps.printing import write_packs

    written = write_packs(the_database(), quarter, folder)
    if not written:
        raise PackError(f"No pack has been made for {quarter}", f"Make the drafts with `lsp pack draft {quarter}`.")
    tell(f"Written to {folder.absolute()}:")
    for path in written:
        tell(path.name, indent=2)
