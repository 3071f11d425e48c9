"""Commands about the chase: giving a partner more time, and the ledger that proves who was asked."""

import csv
from pathlib import Path
from typing import TYPE_CHECKING

import click

from lsp_core import workplace
from lsp_core.cli.cycle import by_option
from lsp_core.cli.words import (
    day_typed,
    harmless,
    quarter_argument,
    say,
    tell,
    the_database,
    the_person,
    the_plan,
    the_quarter,
)

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from lsp_core.requests.ledger import LedgerRow

COLUMNS = ("when", "partner", "item", "event", "who", "message", "words")
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")
"""What a spreadsheet would take for a formula at the start of a cell."""


@click.command()
@click.argument("partner")
@click.argument("measure", required=False, default="")
@click.option("--until", required=True, type=day_typed, metavar="DAY", help="The new due day, such as 4 August 2026.")
@click.option("--reason", required=True, help="Why; it is printed in the pack.")
@click.option("--quarter", "quarter", metavar="QUARTER", help="Of which quarter; else the one that ended last.")
@by_option
def extend(partner: str, measure: str, until: "date", reason: str, quarter: str | None, by: str | None) -> None:
    """Give a partner more time for a quarter's figures.

    For everything it was asked for, or for one MEASURE or fund. Only that quarter's due day moves, and reminders with
    it.
    """
    from lsp_core.steps.extending import extend as give
    from lsp_core.steps.signing import signatories

    which = the_quarter((quarter,) if quarter else ())
    person = the_person(by, signatories(the_plan()))
    say(
        give(the_database(), which, partner, measure, until, reason, person, workplace.instant()),
        "It has that much time already.",
    )


@click.command()
@quarter_argument
@click.option("--partner", metavar="PARTNER", help="Only one partner's, by code or name.")
@click.option("--csv", "csv_file", type=click.Path(dir_okay=False, path_type=Path), help="Write a row an item here.")
def ledger(quarter: tuple[str, ...], partner: str | None, csv_file: Path | None) -> None:
    """Show who was asked for what, when, and by which message.

    Everything that has happened about each figure of a quarter: asked, delivered or bounced, reminded, received,
    checked, returned, overdue, escalated, extended, waived, answered.
    """
    from lsp_core.requests.ledger import ledger as rows_of
    from lsp_core.steps.extending import partner_meant
    from lsp_core.store import trail

    which, plan = the_quarter(quarter), the_plan()
    code = partner_meant(plan, partner).code if partner else None
    with the_database().reading() as session:
        kept = trail.gather(session, plan, which, workplace.instant())
    rows = [row for row in rows_of(kept) if code in (None, row.partner)]
    if csv_file is not None:
        _write(csv_file, rows)
        tell(f"{len(rows)} rows written to {csv_file}.")
        return
    _show(rows) if rows else tell(f"Nobody has been asked for anything for {which}.")


def _show(rows: "Iterable[LedgerRow]") -> None:
    """By partner, what happened in order."""
    from zoneinfo import ZoneInfo

    from lsp_core.requests.ledger import in_lines
    from lsp_core.wording import moment

    plan = the_plan()
    zone = ZoneInfo(plan.partnership.time_zone)
    lines = in_lines(rows)
    for partner in dict.fromkeys(line.row.partner for line in lines):
        tell(plan.partner(partner).name)
        for line in (one for one in lines if one.row.partner == partner):
            row = line.row
            about = f" {', '.join(line.items)}" if line.items else ""
            reference = f" [{row.message}]" if row.message and row.message not in row.words else ""
            tell(f"{moment(row.at, zone)}  {row.event}{about}: {row.who}. {row.words}{reference}", indent=2)
        tell()


def _write(path: Path, rows: "Iterable[LedgerRow]") -> None:
    with path.open("w", newline="", encoding="utf-8-sig") as file:
        writer = csv.writer(file)
        writer.writerow(COLUMNS)
        for row in rows:
            cells = (row.at.isoformat(timespec="seconds"), row.partner, row.item, row.event, row.who)
            writer.writerow([_as_text(harmless(str(cell))) for cell in (*cells, row.message, row.words)])


def _as_text(cell: str) -> str:
    """What people have typed is data: a spreadsheet is not to run it."""
    return f"'{cell}" if cell.startswith(FORMULA_STARTS) else cell
