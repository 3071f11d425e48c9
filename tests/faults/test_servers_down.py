"""A database that is not there, is full, is locked, is damaged or goes away in the middle of it.

Each time: a reason and a remedy, nothing half-done, and the next run carries on.
"""

import resource
import signal
import sqlite3
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from datetime import date
from pathlib import Path
from shutil import copytree
from socket import create_server

import pytest
from sqlalchemy import create_engine, text
from sqlalchemy.engine import make_url

from lsp_core.errors import StoreError
from lsp_core.steps.drafting import draft_packs
from lsp_core.store import database as database_module
from lsp_core.store.database import WRITERS_LOCK, Database
from tests.faults.diary import ACTS, Life, Place
from tests.faults.processes import live_on, run, what_went_wrong
from tests.faults.states import state_of
from tests.faults.undisturbed import Undisturbed
from tests.integration.conftest import POSTGRESQL, skip_without_postgresql
from tests.integration.office import Q1, Office, morning

AFTER = date(2023, 7, 24)


def refusal(use: Callable[[], object]) -> StoreError:
    with pytest.raises(StoreError) as caught:
        use()
    assert "Traceback" not in str(caught.value)
    assert "sqlalche.me" not in str(caught.value)
    return caught.value


def a_closed_port() -> int:
    with create_server(("127.0.0.1", 0)) as server:
        port: int = server.getsockname()[1]
        return port


@pytest.mark.parametrize(
    ("url", "reason"),
    [
        ("sqlite:////nowhere/at/all/lsp.sqlite", "unable to open database file"),
        ("sqlite:////proc/lsp.sqlite", "unable to open database file"),
        ("postgresql://lsp:s3cret@127.0.0.1:{closed_port}/lsp", "refused"),
        ("lsp.sqlite", "is not a database address"),
        ("oracle-of-delphi://127.0.0.1/lsp", "is not a database address"),
    ],
)
def test_a_database_that_is_not_there_is_said_plainly_and_without_its_password(url: str, reason: str) -> None:
    error = refusal(lambda: Database(url.format(closed_port=a_closed_port())).prepare())
    assert reason in error.reason
    assert "LSP_DATABASE_URL" in str(error)
    assert "s3cret" not in str(error)


@pytest.mark.parametrize(("user", "name"), [("nobody-we-know", "test"), (None, "no_such_database")])
def test_a_user_or_database_the_server_does_not_know_is_said_plainly(user: str | None, name: str) -> None:
    skip_without_postgresql()
    known = make_url(POSTGRESQL)
    wrong = known.set(username=user or known.username, password="s3cret", database=name)
    error = refusal(lambda: Database(wrong.render_as_string(hide_password=False)).prepare())
    assert "does not answer" in error.reason
    assert "s3cret" not in str(error)


def test_the_tables_of_a_later_version_are_left_alone(database: Database) -> None:
    with database.writing() as session:
        session.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    error = refusal(database.prepare)
    assert "later version" in error.reason
    assert "Install the later version" in error.remedy
    assert database.schema() == "9999"


def test_a_database_that_may_only_be_read_is_said_plainly(tmp_path: Path) -> None:
    Database(f"sqlite:///{tmp_path}/lsp.sqlite").prepare()
    locked_away = Database(f"sqlite:///file:{tmp_path}/lsp.sqlite?mode=ro&uri=true")
    office = Office(locked_away, tmp_path)
    assert "cannot be written to" in refusal(office.load_plan).reason
    locked_away.close()


@pytest.mark.parametrize("act", [Life.open, Life.collect, Life.judge, Life.draft, Life.publish])
def test_a_full_disk_keeps_nothing_half_done_and_with_room_again_the_next_run_carries_on(
    undisturbed: Undisturbed, tmp_path: Path, act: Callable[[Life], None]
) -> None:
    number = ACTS.index(act)
    folder = undisturbed.root / f"full at {act.__name__}"
    copytree(undisturbed.before(number), folder)
    place = Place(f"sqlite:///{folder}/lsp.sqlite", folder)
    assert run(live_on_a_full_disk, place, act) == 1
    assert "StoreError" in what_went_wrong(place)
    assert "disk" in what_went_wrong(place).splitlines()[-1]
    assert state_of(place).rows == undisturbed.after(number - 1).rows
    assert run(live_on, place, (act,)) == 0, what_went_wrong(place)
    found, expected = state_of(place), undisturbed.after(number)
    assert found.rows == expected.rows
    assert found.posted == expected.posted


def live_on_a_full_disk(place: Place, act: Callable[[Life], None]) -> None:
    """Do an act where no file can grow beyond some bytes, which the system says much as it says that a disk is full."""
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    room = 20_000
    resource.setrlimit(resource.RLIMIT_FSIZE, (room, resource.RLIM_INFINITY))
    live_on(place, (act,))


def test_a_file_that_is_no_database_is_said_plainly_and_left_as_it_was(tmp_path: Path) -> None:
    path = tmp_path / "lsp.sqlite"
    path.write_bytes(b"Dear coordinator, please find attached. " * 500)
    before = path.read_bytes()
    error = refusal(Database(f"sqlite:///{path}").prepare)
    assert "is damaged, or is no database" in error.reason
    assert "put back the last copy" in error.remedy
    assert path.read_bytes() == before


def test_a_damaged_database_is_said_plainly(tmp_path: Path) -> None:
    path = tmp_path / "lsp.sqlite"
    office = Office(Database(f"sqlite:///{path}"), tmp_path)
    office.database.prepare()
    office.load_plan()
    office.database.close()
    content = path.read_bytes()
    path.write_bytes(content[:100] + b"\xff" * 200 + content[300:4096] + b"\xff" * (len(content) - 4096))
    error = refusal(office.load_plan)
    assert "is damaged, or is no database" in error.reason
    office.database.close()


@contextmanager
def somebody_writing(url: str) -> Iterator[Callable[[], None]]:
    """Another writer in the middle of it; what is given ends it."""
    if url.startswith("sqlite"):
        file = sqlite3.connect(url.removeprefix("sqlite:///"), isolation_level=None, check_same_thread=False)
        with closing(file):
            file.execute("BEGIN IMMEDIATE")
            yield file.rollback
        return
    engine = create_engine(url)
    with engine.connect() as connection:
        connection.execute(text(f"SELECT pg_advisory_xact_lock({WRITERS_LOCK})"))
        yield connection.rollback
    engine.dispose()


def test_a_writer_waits_for_another_and_then_goes_on(office: Office) -> None:
    with somebody_writing(office.database.url) as end:
        threading.Timer(0.7, end).start()
        began = time.monotonic()
        assert office.open(Q1).did
        assert time.monotonic() - began > 0.6


def test_a_writer_that_never_ends_is_said_plainly_and_readers_never_wait_for_it(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(database_module, "SECONDS_TO_WAIT_FOR_A_WRITER", 0.3)
    impatient = Office(Database(office.database.url), office.folder)
    with somebody_writing(office.database.url) as end:
        error = refusal(lambda: impatient.open(Q1))
        assert impatient.plan.partnership.name
        end()
    assert "is being written to by somebody else" in error.reason
    assert impatient.open(Q1).did
    impatient.database.close()


@pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)
def test_a_connection_that_is_cut_in_the_middle_of_it_keeps_nothing_half_done(office: Office) -> None:
    office.open(Q1)
    office.judge(Q1, morning(AFTER))
    cut_off = Office(Database(f"{office.database.url}&application_name=to-be-cut-off"), office.folder)
    before = office.everything()
    error = refusal(lambda: draft_packs(cut_off.database, Q1, morning(AFTER, 10), on_each=lambda: cut(office)))
    assert "does not answer" in error.reason
    assert office.everything() == before
    assert len(cut_off.draft(Q1, morning(AFTER, 10)).did) == 2
    cut_off.database.close()


def cut(office: Office) -> None:
    """What a restart of the server does to those who are connected."""
    with office.database.reading() as session:
        session.execute(
            text("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'to-be-cut-off'")
        )
