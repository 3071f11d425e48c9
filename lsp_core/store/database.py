"""Opening the database, and drawing transactions.

One writer at a time: a transaction that writes waits for any other to end (`BEGIN IMMEDIATE` on SQLite, an advisory
lock on PostgreSQL). A partnership's quarter is a few thousand rows, so waiting costs nothing, and two people pressing
the same button, or a worker and a person, can never interleave. See `docs/decisions/0003-one-writer-at-a-time.md`.
"""

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event, inspect, text
from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError, NoSuchModuleError
from sqlalchemy.orm import Session

from lsp_core.errors import StoreError
from lsp_core.store.unavailable import said_plainly

LATEST_SCHEMA = "0001"
"""The newest migration; a test holds it against the migrations themselves, so that opening need not read them."""
KINDS = "Use sqlite:///lsp.sqlite for a file here, or postgresql://user@host/name."
WRITERS_LOCK = 0x4C5350
"""The number of the PostgreSQL advisory lock: the letters LSP."""
SECONDS_TO_WAIT_FOR_A_WRITER = 60


class Database:
    """One database, by URL. Cheap to make: nothing is opened until a transaction is."""

    def __init__(self, url: str) -> None:
        self.url = url
        self._engine = _engine(url)
        self._reading = self._engine.execution_options(**_reading_options(self._engine.dialect.name))
        self._writing = self._engine.execution_options(lsp_writes=True)

    @contextmanager
    def reading(self) -> Iterator[Session]:
        """A session that sees one consistent state and cannot change it."""
        with said_plainly(self.url), Session(self._reading, autoflush=False) as session:
            yield session
            session.rollback()

    @contextmanager
    def writing(self) -> Iterator[Session]:
        """A session whose changes are kept together, or not at all, and that no other writer can interleave with."""
        with said_plainly(self.url), Session(self._writing, expire_on_commit=False) as session, session.begin():
            _wait_for_other_writers(session.connection())
            yield session

    def prepare(self) -> None:
        """Bring the tables up to date, keeping a copy of a SQLite file beside it first. Two at once do it once.

        Raises `StoreError` when the tables are of a later version of this program.
        """
        with said_plainly(self.url):
            if self.schema() == LATEST_SCHEMA:
                return
            with self._writing.begin() as connection:
                _wait_for_other_writers(connection)
                self._upgrade(connection)

    def schema(self) -> str | None:
        """The migration the tables are at; None for an empty database."""
        with self._reading.connect() as connection:
            return _schema(connection)

    def close(self) -> None:
        """Let go of the connections."""
        self._engine.dispose()

    def _upgrade(self, connection: Connection) -> None:
        """From whatever the tables are at, now that nobody else can change them."""
        held = _schema(connection)
        if held == LATEST_SCHEMA:
            return
        if held is not None:
            _check_not_newer(held)
            self._keep_a_copy(held)
        _migrate(connection)

    def _keep_a_copy(self, schema: str) -> None:
        database = self._engine.url.database
        if self._engine.dialect.name != "sqlite" or not database or database == ":memory:":
            return
        copy = Path(f"{database}.before-{LATEST_SCHEMA}-from-{schema}")
        with closing(sqlite3.connect(database)) as source, closing(sqlite3.connect(copy)) as target:
            source.backup(target)


def _schema(connection: Connection) -> str | None:
    if not inspect(connection).has_table("alembic_version"):
        return None
    found: str | None = connection.scalar(text("SELECT version_num FROM alembic_version"))
    return found


def _check_not_newer(held: str) -> None:
    """Migrations are numbered with as many digits, so that their order is that of their names."""
    if held > LATEST_SCHEMA:
        raise StoreError(
            f"The database was last used by a later version of this program (its tables are at {held}, ours at "
            f"{LATEST_SCHEMA})",
            "Nothing was changed. Install the later version here too, or go back to the copy kept before the upgrade.",
        )


def _migrate(connection: Connection) -> None:
    from alembic import command  # costs 0.4 s, and is needed once
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent / "migrations").replace("%", "%%"))
    config.attributes["connection"] = connection
    command.upgrade(config, "head")


def _wait_for_other_writers(connection: Connection) -> None:
    """SQLite has waited by the time a transaction begins."""
    if connection.dialect.name == "postgresql":
        connection.execute(text(f"SET LOCAL lock_timeout = '{SECONDS_TO_WAIT_FOR_A_WRITER}s'"))
        connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": WRITERS_LOCK})


def _engine(url: str) -> Engine:
    try:
        parsed = make_url(url)
        engine = create_engine(parsed, **_options(parsed.get_backend_name()))
    except (ArgumentError, NoSuchModuleError):
        raise StoreError(
            "LSP_DATABASE_URL is not a database address",
            KINDS,
        ) from None
    except ModuleNotFoundError as missing:
        raise StoreError(
            f"LSP_DATABASE_URL names a kind of database that needs {missing.name}, which is not installed", KINDS
        ) from None
    if engine.dialect.name == "sqlite":
        event.listen(engine, "connect", _on_sqlite_connect)
        event.listen(engine, "begin", _on_sqlite_begin)
    return engine


def _options(backend: str) -> dict[str, Any]:
    if backend == "sqlite":
        return {"connect_args": {"timeout": SECONDS_TO_WAIT_FOR_A_WRITER}}
    return {"connect_args": {"connect_timeout": 10}, "pool_pre_ping": True}


def _reading_options(backend: str) -> dict[str, Any]:
    """What makes a transaction see one state throughout, and refuse to write; SQLite is told when it begins."""
    if backend == "postgresql":
        return {"isolation_level": "REPEATABLE READ", "postgresql_readonly": True}
    return {}


def _on_sqlite_connect(connection: sqlite3.Connection, _record: object) -> None:
    connection.isolation_level = None  # we begin transactions ourselves, below
    with suppress(sqlite3.OperationalError):  # somebody else is switching it over just now: once in a file's life
        connection.execute("PRAGMA journal_mode=WAL")
    connection.execute("PRAGMA foreign_keys=ON")
    connection.execute("PRAGMA synchronous=FULL")  # what is kept outlives a power cut: files are moved away on its word


def _on_sqlite_begin(connection: Connection) -> None:
    writes = connection.get_execution_options().get("lsp_writes", False)
    connection.exec_driver_sql(f"PRAGMA query_only={'OFF' if writes else 'ON'}")
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")
