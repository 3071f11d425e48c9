"""The store: figures kept and read back, and everything known about a quarter gathered."""

import os
import sqlite3
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from uuid import uuid4

import psycopg
from sqlalchemy import create_engine, delete, select, text
from sqlalchemy.engine import make_url

from benchmarks.measuring import Contender, Cost, side_by_side
from benchmarks.partnership import AFTER, QUARTER, folder, observations, quarters_before
from benchmarks.tables import Found, Table, seconds, times
from lsp_core.observations import Observation
from lsp_core.plan.reading import parse_plan
from lsp_core.store import facts
from lsp_core.store import observations as kept
from lsp_core.store.database import Database
from lsp_core.store.tables import ObservationRow

MEASURES = 50
QUARTERS = 200
ROUNDS = 5
HISTORIES = (4, 20, 80)
POSTGRESQL = os.environ.get("LSP_TEST_DATABASE_URL", "")

COLUMNS = (
    "measure", "period", "period_end", "value", "numerator", "denominator", "vintage", "known_at", "partner", "note",
    "return_reference", "sheet", "address",
)  # fmt: skip


def run() -> Found:
    """10,000 figures kept in one transaction and read back as values. **Ours** is `lsp_core.store.observations`;
    **instead** is what SQLAlchemy's tutorial does, an object for each row through the session; **the floor** is the
    database's own driver with rows of text that lie ready, read back as tuples. Then everything known about a quarter
    gathered, as judging and packs do it, for 50 measures with ever more quarters behind them."""
    plan = parse_plan(folder(1, MEASURES, 0))
    figures = observations(plan, quarters_before(QUARTER, QUARTERS))
    with tempfile.TemporaryDirectory() as place:
        path = Path(place) / "lsp.sqlite"
        on_sqlite = _stored(f"sqlite:///{path}", lambda: sqlite3.connect(path), figures)
        gathered = {quarters: _gathered(f"sqlite:///{place}/{quarters}.sqlite", quarters) for quarters in HISTORIES}
    tables = [_table("SQLite", on_sqlite)]
    if POSTGRESQL:
        with _schema() as url:
            tables.append(_table("PostgreSQL", _stored(url, lambda: _psycopg(url), figures)))
    return Found([*tables, _growth(gathered)], _meaning(on_sqlite, gathered))


def _stored(url: str, connect: Callable[[], Any], figures: Sequence[Observation]) -> dict[str, Cost]:
    database = Database(url)
    database.prepare()
    rows = [_as_text(number, figure) for number, figure in enumerate(figures, start=1)]

    def empty() -> None:
        _emptied(database)

    appending = side_by_side(
        {
            "append: ours": Contender(lambda _: _append(database, figures), empty),
            "append: instead": Contender(lambda _: _add_all(database, figures), empty),
            "append: floor": Contender(lambda _: _executemany(connect, rows), empty),
        },
        ROUNDS,
    )
    _emptied(database)
    _append(database, figures)
    reading = side_by_side(
        {
            "read: ours": Contender(lambda _: _read(database)),
            "read: instead": Contender(lambda _: _objects(database)),
            "read: floor": Contender(lambda _: _fetchall(connect)),
        },
        ROUNDS,
    )
    database.close()
    return appending | reading


def _emptied(database: Database) -> None:
    with database.writing() as session:
        session.execute(delete(ObservationRow))


def _append(database: Database, figures: Sequence[Observation]) -> None:
    with database.writing() as session:
        kept.append(session, figures)


def _add_all(database: Database, figures: Sequence[Observation]) -> None:
    with database.writing() as session:
        session.add_all(
            ObservationRow(
                measure=o.measure, period=o.period, period_end=o.period.end, value=o.value, numerator=o.numerator,
                denominator=o.denominator, vintage=o.vintage.value, known_at=o.known_at, partner=o.partner, note=o.note,
                return_reference=o.return_reference, sheet=o.where.sheet, address=o.where.address,
            )
            for o in figures
        )  # fmt: skip


def _executemany(connect: Callable[[], Any], rows: Sequence[tuple[Any, ...]]) -> None:
    connection = connect()
    mark = "?" if isinstance(connection, sqlite3.Connection) else "%s"
    names = ", ".join(("number", *COLUMNS))
    marks = ", ".join([mark] * (len(COLUMNS) + 1))
    connection.cursor().executemany(f"INSERT INTO observation ({names}) VALUES ({marks})", rows)
    connection.commit()
    connection.close()


def _read(database: Database) -> int:
    with database.reading() as session:
        return len(kept.everything(session, AFTER))


def _objects(database: Database) -> int:
    with database.reading() as session:
        return len(session.scalars(select(ObservationRow).order_by(ObservationRow.known_at)).all())


def _fetchall(connect: Callable[[], Any]) -> int:
    connection = connect()
    cursor = connection.cursor()
    cursor.execute(f"SELECT {', '.join(COLUMNS)} FROM observation ORDER BY known_at")
    count = len(cursor.fetchall())
    connection.close()
    return count


def _as_text(number: int, o: Observation) -> tuple[Any, ...]:
    return (
        number, o.measure, o.period.code, o.period.end.isoformat(), str(o.value), None, None, o.vintage.value,
        o.known_at.strftime("%Y-%m-%d %H:%M:%S.%f"), o.partner, o.note, o.return_reference, "", "",
    )  # fmt: skip


@contextmanager
def _schema() -> Iterator[str]:
    """A schema of our own in the PostgreSQL there is, dropped afterwards."""
    name = f"lsp_bench_{uuid4().hex[:12]}"
    engine = create_engine(POSTGRESQL)
    with engine.begin() as connection:
        connection.execute(text(f"CREATE SCHEMA {name}"))
    try:
        yield f"{POSTGRESQL}{'&' if '?' in POSTGRESQL else '?'}options=-csearch_path%3D{name}"
    finally:
        with engine.begin() as connection:
            connection.execute(text(f"DROP SCHEMA {name} CASCADE"))
        engine.dispose()


def _psycopg(url: str) -> Any:
    return psycopg.connect(make_url(url).render_as_string(hide_password=False))


def _gathered(url: str, quarters: int) -> Cost:
    database = Database(url)
    database.prepare()
    plan = parse_plan(folder(1, MEASURES, 0))
    _append(database, observations(plan, quarters_before(QUARTER, quarters)))

    def gather(_: object) -> None:
        with database.reading() as session:
            facts.gather(session, plan, QUARTER, AFTER, AFTER)

    cost = side_by_side({"gather": Contender(gather)}, ROUNDS)["gather"]
    database.close()
    return cost


def _table(name: str, found: dict[str, Cost]) -> Table:
    def row(what: str, key: str) -> list[str]:
        ours, instead, floor = (found[f"{key}: {who}"].wall for who in ("ours", "instead", "floor"))
        return [what, seconds(ours), seconds(instead), seconds(floor), times(ours, instead), times(ours, floor)]

    rows = [row("appending", "append"), row("reading back", "read")]
    columns = ["", "Ours", "Instead", "Floor", "Ours to instead", "Ours to floor"]
    return Table(f"10,000 figures, {name}, elapsed time, medians of {ROUNDS}", columns, rows)


def _growth(gathered: dict[int, Cost]) -> Table:
    least = gathered[min(HISTORIES)]
    rows = [
        [str(quarters), f"{quarters * MEASURES:,}", seconds(cost.cpu), times(cost.cpu, least.cpu)]
        for quarters, cost in gathered.items()
    ]
    columns = ["Quarters of history", "Figures", "Gathering", "To the least"]
    return Table(f"Gathering a quarter, {MEASURES} measures, SQLite, CPU time, medians of {ROUNDS}", columns, rows)


def _meaning(stored: dict[str, Cost], gathered: dict[int, Cost]) -> str:
    least, most = min(HISTORIES), max(HISTORIES)
    return (
        f"On SQLite, appending costs {times(stored['append: ours'].wall, stored['append: floor'].wall)} the driver "
        f"alone, and reading back, where every row becomes a period, a decimal and an instant again, "
        f"{times(stored['read: ours'].wall, stored['read: floor'].wall)}. {most // least} times the history takes "
        f"{times(gathered[most].cpu, gathered[least].cpu)} as long to gather: {most // 4} years of {MEASURES} measures "
        f"in {seconds(gathered[most].cpu)}."
    )
