"""Everything there is at a place, for holding two places against each other."""

from dataclasses import dataclass
from functools import partial
from hashlib import sha256
from typing import Any

from sqlalchemy import create_engine, insert, inspect, select, text

from lsp_core.store.database import Database
from lsp_core.store.tables import Row
from tests.faults.diary import Place

Rows = dict[str, list[dict[str, Any]]]

NUMBERED_BY_US = ("plan_version", "current_plan")
COUNTED_BY_THE_DATABASE = {
    (table.name, table.autoincrement_column.name)
    for table in Row.metadata.sorted_tables
    if table.autoincrement_column is not None and table.name not in NUMBERED_BY_US
}
"""Left out: PostgreSQL does not count backwards after a transaction that came to nothing. Rows are in their order."""
BY_A_RUNNING_CLOCK = {("message", "claimed_at"), ("message", "sent_at")}
"""Compared to the minute: sending takes the time it takes, and says when each message went."""


@dataclass(frozen=True)
class State:
    """Everything there is at a place."""

    schema: str | None
    rows: Rows
    files: dict[str, str]
    """The digest of every file in the inbox, among those processed, and among the packs, by its path."""
    posted: list[str]

    def differences(self, other: "State") -> list[str]:
        """What is not the same, in a line each; message by message and table by table."""
        found = [
            f"{name}: {_first_difference(rows, other.rows[name])}"
            for name, rows in self.rows.items()
            if rows != other.rows[name]
        ]
        if self.files != other.files:
            found.append(f"files: {sorted(set(self.files.items()) ^ set(other.files.items()))}")
        if self.schema != other.schema:
            found.append(f"schema: {self.schema} and {other.schema}")
        return found


def state_of(place: Place) -> State:
    """What is there now."""
    database = Database(place.url)
    posted = place.folder / "posted"
    kept = [path for name in ("inbox", "packs") for path in (place.folder / name).rglob("*") if path.is_file()]
    try:
        return State(
            schema=database.schema(),
            rows=_rows(database),
            files={str(path.relative_to(place.folder)): sha256(path.read_bytes()).hexdigest() for path in kept},
            posted=posted.read_text().splitlines() if posted.exists() else [],
        )
    finally:
        database.close()


def copy_rows(source: str, target: str) -> None:
    """Fill an empty database with everything in another, so that an act can begin there too."""
    old, new = create_engine(source), Database(target)
    if inspect(old).has_table("alembic_version"):
        new.prepare()
        with old.connect() as reading, new.writing() as session:
            for table in Row.metadata.sorted_tables:
                rows = [dict(row) for row in reading.execute(select(table)).mappings()]
                if rows:
                    session.execute(insert(table), rows)
            for table, column in sorted(COUNTED_BY_THE_DATABASE):
                last = f"SELECT max({column}) FROM {table}"
                session.execute(text(f"SELECT setval(pg_get_serial_sequence('{table}', '{column}'), ({last}))"))
    old.dispose()
    new.close()


def _rows(database: Database) -> Rows:
    """Every row of every table in the order of its key, by Python's idea of order: databases sort text differently."""
    with database.reading() as session:
        return {
            table.name: [
                _comparable(table.name, row)
                for row in sorted(session.execute(select(table)).mappings(), key=partial(_key, table))
            ]
            for table in Row.metadata.sorted_tables
        }


def _comparable(table: str, row: Any) -> dict[str, Any]:
    kept = {name: value for name, value in row.items() if (table, name) not in COUNTED_BY_THE_DATABASE}
    for name, value in kept.items():
        if (table, name) in BY_A_RUNNING_CLOCK and value is not None:
            kept[name] = value.replace(second=0, microsecond=0)
    return kept


def _key(table: Any, row: Any) -> tuple[Any, ...]:
    return tuple(row[column.name] for column in table.primary_key.columns)


def _first_difference(ours: list[dict[str, Any]], theirs: list[dict[str, Any]]) -> str:
    if len(ours) != len(theirs):
        return f"{len(ours)} rows and {len(theirs)}"
    one, another = next((a, b) for a, b in zip(ours, theirs, strict=True) if a != b)
    return "; ".join(
        f"{name} {str(one[name])[:80]!r} and {str(another[name])[:80]!r}" for name in one if one[name] != another[name]
    )
