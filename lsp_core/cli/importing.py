"""The command that brings in a scorecard kept before, so that the first charts are not empty."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from lsp_core import workplace
from lsp_core.cli.cycle import by_option
from lsp_core.cli.words import say, tell, the_database, the_person, the_plan
from lsp_core.errors import ImportRefusedError

if TYPE_CHECKING:
    from lsp_core.steps.importing import Rehearsed

_FILE = click.Path(exists=True, dir_okay=False, path_type=Path)


@click.command("import")
@click.argument("file", type=_FILE)
@click.option("--mapping", type=_FILE, help="What the file's words mean, corrected by you; a CSV file.")
@click.option("--write-mapping", type=click.Path(path_type=Path), help="Write what the words seem to mean, to correct.")
@by_option
@click.option("--yes", is_flag=True, help="Take the figures. Without it they are only shown.")
def import_(file: Path, mapping: Path | None, write_mapping: Path | None, by: str | None, yes: bool) -> None:
    """Bring in the figures of a scorecard kept before.

    Takes a workbook or a CSV file of any layout: a row per measure and a column per period, a row per figure, or
    headings in several rows. Shows what its words seem to mean and what would be taken; nothing is taken without
    --yes. A figure that is known already stays as it is, and quarters with returns are left to them.
    """
    from lsp_core.steps.importing import Scorecard, WrittenMapping, rehearse_import, take_import

    database = the_database()
    written = WrittenMapping(mapping.name, _text_of(mapping)) if mapping else None
    scorecard = Scorecard(file.name, file.read_bytes(), written)
    if yes:
        plan = the_plan()
        person = the_person(by, [plan.person(plan.partnership.coordinator)])
        report = take_import(database, scorecard, plan.person(person).name, workplace.instant())
        say(report)
        if not report.did:
            tell("There was nothing new to take: what could be taken is known already.", indent=2)
        return
    rehearsed = rehearse_import(database, scorecard, workplace.instant())
    if write_mapping:
        _write(rehearsed, write_mapping)
    else:
        _show(rehearsed, file)


def _text_of(mapping: Path) -> str:
    """A mapping as Excel saved it: as UTF-8, or in the letters of Western Windows."""
    content = mapping.read_bytes()
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("cp1252", errors="replace")


def _write(rehearsed: "Rehearsed", path: Path) -> None:
    from lsp_core.importing.mapping import mapping_as_csv

    if path.exists():
        raise ImportRefusedError(f"{path} is there already", "Choose another name; what you have corrected is kept.")
    path.write_text(mapping_as_csv(rehearsed.mapping), encoding="utf-8-sig")  # the mark tells Excel that it is UTF-8
    tell(f"{path} says what the words seem to mean. Correct it in a spreadsheet program, and give it with --mapping.")


def _show(rehearsed: "Rehearsed", file: Path) -> None:
    from lsp_core.importing.words import left_out_in_words, not_understood, taken_in_words

    _list("Would be taken", taken_in_words(rehearsed.taken))
    _list("Would be left out", left_out_in_words(rehearsed.taken))
    _list("Means nothing in the plan", not_understood(rehearsed.mapping))
    if not rehearsed.taken.figures:
        tell("Nothing would be taken.")
    tell("Nothing has been taken yet.")
    tell(f"`lsp import {file} --write-mapping mapping.csv` writes what the words seem to mean, for you to correct.")
    tell(f"`lsp import {file} --by PERSON --yes` takes the figures.")


def _list(heading: str, lines: list[str]) -> None:
    if lines:
        tell(f"{heading}:")
        for line in lines:
            tell(line, indent=2)
