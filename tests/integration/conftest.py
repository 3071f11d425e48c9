"""What the integration tests share: a real database of each kind, and the demonstration's first quarter to run on it.

PostgreSQL is used when LSP_TEST_DATABASE_URL names one, such as postgresql://root@127.0.0.1/test; without it those
tests are skipped, and say so. Every test has a schema of its own there, dropped afterwards.
"""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from uuid import uuid4

import pytest
from sqlalchemy import create_engine, text

from lsp_core.store.database import Database
from tests.integration.office import Office

POSTGRESQL = os.environ.get("LSP_TEST_DATABASE_URL", "")


@pytest.fixture(params=["sqlite", "postgresql"])
def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """The address of an empty database, of each kind in turn."""
    with an_empty_database(request.param, tmp_path) as url:
        yield url


@contextmanager
def an_empty_database(kind: str, folder: Path) -> Iterator[str]:
    """The address of an empty database: a file in a folder, or a schema that is dropped afterwards."""
    if kind == "sqlite":
        yield f"sqlite:///{folder}/lsp.sqlite"
        return
    skip_without_postgresql()
    schema = f"lsp_test_{uuid4().hex[:12]}"
    engine = create_engine(POSTGRESQL)
    with engine.begin() as connection:
        connection.execute(text(f"CREATE SCHEMA {schema}"))
    separator = "&" if "?" in POSTGRESQL else "?"
    try:
        yield f"{POSTGRESQL}{separator}options=-csearch_path%3D{schema}"
    finally:
        with engine.begin() as connection:
            connection.execute(text(f"DROP SCHEMA {schema} CASCADE"))
        engine.dispose()


def skip_without_postgresql() -> None:
    """Say aloud that a test is left out."""
    if not POSTGRESQL:
        pytest.skip("no PostgreSQL: LSP_TEST_DATABASE_URL is not set")


@pytest.fixture
def database(database_url: str) -> Iterator[Database]:
    """A database with its tables, of each kind in turn."""
    made = Database(database_url)
    made.prepare()
    yield made
    made.close()


@pytest.fixture
def office(database: Database, tmp_path: Path) -> Office:
    """The demonstration's partnership with its plan loaded, before its first quarter."""
    opened = Office(database, tmp_path)
    opened.load_plan()
    return opened
