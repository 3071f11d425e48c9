"""The store, on each kind of database: what goes in comes out, what is kept stays, the tables are the migrations."""

import sqlite3
from contextlib import closing
from dataclasses import replace
from datetime import date, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import create_engine, inspect, select, text
from sqlalchemy.exc import IntegrityError, StatementError
from sqlalchemy.orm import Session

import lsp_core.store.migrations
from examples.demo import PLAN
from lsp_core.errors import LspError, StoreError
from lsp_core.findings import CellRef, Finding, Severity
from lsp_core.messages.notices import Attachment, Notice, NoticeKind
from lsp_core.observations import Observation, ResourceObservation, Vintage
from lsp_core.periods import AcademicYear, CalendarYear, FinancialYear, Month, Period, Quarter
from lsp_core.plan.reading import read_folder
from lsp_core.store import database as database_module
from lsp_core.store import files, messages, observations, plans, returns
from lsp_core.store import findings as found_in_returns
from lsp_core.store.database import LATEST_SCHEMA, Database
from lsp_core.store.messages import CLAIM_LAPSES_AFTER, MessageId, MessageStatus
from lsp_core.store.tables import DataRequestRow, Row, StoredFile
from tests.factories import Q1, Q2, at

NOON = at(2023, 7, 3, 12)
A_MINUTE = timedelta(minutes=1)
LONDON = ZoneInfo("Europe/London")


def an_observation(**changes: object) -> Observation:
    values: dict[str, object] = {
        "measure": "EV",
        "period": Q1,
        "value": Decimal("60.50"),
        "vintage": Vintage.FINAL,
        "known_at": NOON,
        "partner": "COUNCIL",
        "return_reference": "2023-24 Q1 COUNCIL #1",
        "where": CellRef("Figures", "F7"),
    }
    return Observation(**{**values, **changes})  # type: ignore[arg-type]


def as_kept(database: Database, observation: Observation) -> Observation:
    with database.writing() as session:
        observations.append(session, [observation])
    with database.reading() as session:
        (kept,) = observations.everything(session, until=observation.known_at)
    return kept


# What goes in comes out.


@pytest.mark.parametrize(
    "number",
    [
        "60.50",
        "60.5",
        "0",
        "-0.1",
        "0.1",
        "1e-9",
        "0.123456789012345678901234567890",
        "1e30",
        "123456789012345678901.5",
    ],
)
def test_a_number_comes_back_to_the_last_digit(database: Database, number: str) -> None:
    value = Decimal(number)
    kept = as_kept(database, an_observation(value=value, numerator=value, denominator=value))
    assert (kept.value, kept.numerator, kept.denominator) == (value, value, value)
    assert isinstance(kept.value, Decimal)


def test_the_figures_written_after_the_point_come_back_too(database: Database) -> None:
    assert str(as_kept(database, an_observation(value=Decimal("60.50"))).value) == "60.50"


@pytest.mark.parametrize(
    "instant",
    [
        datetime(2023, 1, 5, 9, 0, tzinfo=LONDON),
        datetime(2023, 7, 3, 9, 0, tzinfo=LONDON),
        datetime(2023, 10, 29, 1, 30, fold=0, tzinfo=LONDON),
        datetime(2023, 10, 29, 1, 30, fold=1, tzinfo=LONDON),
        datetime(2023, 7, 3, 23, 59, 59, 999999, tzinfo=ZoneInfo("Pacific/Auckland")),
        at(2023, 7, 3),
    ],
    ids=["winter", "summer", "first half past one", "second half past one", "far away", "UTC"],
)
def test_an_instant_comes_back_as_the_same_instant_and_aware(database: Database, instant: datetime) -> None:
    kept = as_kept(database, an_observation(known_at=instant))
    assert kept.known_at.tzinfo is not None
    assert kept.known_at.timestamp() == instant.timestamp()


def test_an_instant_without_a_zone_is_refused(database: Database) -> None:
    naive = NOON.replace(tzinfo=None)
    with pytest.raises(StatementError, match="has no time zone"), database.writing() as session:
        observations.append(session, [an_observation(known_at=naive)])


@pytest.mark.parametrize(
    "period",
    [Q1, Quarter(1999, 4), Month(2023, 6), FinancialYear(2023), AcademicYear(2023), CalendarYear(2023)],
    ids=lambda period: period.code,
)
def test_a_period_of_any_kind_comes_back_as_itself(database: Database, period: Period) -> None:
    kept = as_kept(database, an_observation(period=period))
    assert kept.period == period
    assert type(kept.period) is type(period)


def test_a_figure_comes_back_with_everything_said_about_it(database: Database) -> None:
    said = an_observation(vintage=Vintage.NOT_AVAILABLE, value=None, note="Siân is away: £400,000 – “soon” \U0001f4ca")
    assert as_kept(database, said) == said


def test_money_and_people_come_back_with_everything_said_about_them(database: Database) -> None:
    said = ResourceObservation(
        fund="F-EV",
        quarter=Q1,
        known_at=NOON,
        partner="COUNCIL",
        budget=Decimal("400000.00"),
        spend_to_date=Decimal("0.01"),
        forecast=None,
        fte=Decimal("3.5"),
        note="On course",
        return_reference="2023-24 Q1 COUNCIL #1",
        where=CellRef("Resources", "D4"),
    )
    with database.writing() as session:
        observations.append_resources(session, [said])
    with database.reading() as session:
        assert observations.resources_known(session, NOON) == {("F-EV", Q1): said}


# What is kept stays.


def test_a_later_figure_is_added_and_the_earlier_one_stays(database: Database) -> None:
    first = an_observation()
    revised = replace(first, value=Decimal("61"), vintage=Vintage.REVISED, known_at=NOON + A_MINUTE)
    with database.writing() as session:
        observations.append(session, [first])
    with database.writing() as session:
        observations.append(session, [revised])
    with database.reading() as session:
        assert observations.everything(session, NOON + A_MINUTE) == [first, revised]
        assert observations.known(session, NOON) == {("EV", Q1): first}
        assert observations.known(session, NOON + A_MINUTE) == {("EV", Q1): revised}


def test_the_same_figure_from_the_same_cell_cannot_be_kept_twice(database: Database) -> None:
    as_kept(database, an_observation())
    with pytest.raises(IntegrityError), database.writing() as session:
        observations.append(session, [an_observation()])


@pytest.mark.parametrize("content", [b"", b"\x00\xff" * 1000, bytes(range(256)) * 5000, "£ and Ŵ".encode()])
def test_a_file_comes_back_byte_for_byte_and_is_kept_once(database: Database, content: bytes) -> None:
    for _ in range(2):
        with database.writing() as session:
            digest = files.keep(session, content, "application/octet-stream", NOON)
    with database.reading() as session:
        assert files.content_of(session, digest) == content
        assert len(session.scalars(select(StoredFile)).all()) == 1
    assert digest == files.digest_of(content)


def test_loading_the_same_folder_again_changes_nothing_and_a_changed_one_is_a_new_version(database: Database) -> None:
    folder = dict(read_folder(PLAN))
    changed = {**folder, "history.csv": folder["history.csv"] + "\n"}
    numbers = []
    for texts in (folder, folder, changed, folder):
        with database.writing() as session:
            loaded, is_change = plans.load(session, texts, NOON)
            numbers.append((loaded.number, is_change))
    assert numbers == [(1, True), (1, False), (2, True), (1, True)]
    with database.reading() as session:
        assert plans.in_force(session).number == 1
        assert plans.version(session, 2).plan.partnership == plans.in_force(session).plan.partnership


def test_without_a_plan_the_remedy_is_to_load_one(database: Database) -> None:
    with pytest.raises(LspError, match="lsp load"), database.reading() as session:
        plans.in_force(session)


# Returns and what was found in them.


def a_finding(rule: str, **changes: object) -> Finding:
    values: dict[str, object] = {
        "rule": rule,
        "severity": Severity.ERROR,
        "where": CellRef("Figures", "F7"),
        "subject": "Charging points",
        "found": "twelve",
        "expected": "a number",
        "remedy": "Type 12.",
        "row": 3,
    }
    return Finding(**{**values, **changes})  # type: ignore[arg-type]


def received(session: Session, content: bytes = b"a return") -> str:
    returns.receive(session, "2023-24 Q1 COUNCIL.xlsx", content, "folder", NOON, NOON)
    return files.digest_of(content)


def test_findings_on_a_return_take_the_place_of_those_before(database: Database) -> None:
    reference = "2023-24 Q1 COUNCIL #1"
    explained = a_finding("FIG-005", severity=Severity.QUERY, explained=True)
    for found in ([a_finding("FIG-001"), a_finding("FIG-002")], [a_finding("FIG-003"), explained]):
        with database.writing() as session:
            returns.checked(session, received(session), Q1, "COUNCIL", reference, found, NOON)
    with database.reading() as session:
        assert found_in_returns.of_return(session, reference) == found
        (kept,) = returns.received(session, Q1)
        assert (kept.errors, kept.queries) == (1, 0)


def test_the_same_file_is_received_once_and_a_refused_one_may_be_sent_again(database: Database) -> None:
    with database.writing() as session:
        assert returns.receive(session, "a.xlsx", b"a return", "folder", NOON, NOON)
        assert not returns.receive(session, "b.xlsx", b"a return", "folder", NOON, NOON)
        returns.refuse(session, files.digest_of(b"a return"), "It is no workbook.", NOON)
        assert returns.receive(session, "c.xlsx", b"a return", "folder", NOON, NOON)
        assert [waiting.file_name for waiting in returns.waiting(session)] == ["c.xlsx"]


def test_returns_wait_in_the_order_they_arrived_whatever_they_are_called(database: Database) -> None:
    with database.writing() as session:
        for minutes, name in ((2, "a.xlsx"), (0, "c.xlsx"), (1, "b.xlsx")):
            returns.receive(session, name, name.encode(), "folder", NOON + minutes * A_MINUTE, NOON)
    with database.reading() as session:
        assert [waiting.file_name for waiting in returns.waiting(session)] == ["c.xlsx", "b.xlsx", "a.xlsx"]


# The outbox.

MESSAGE = MessageId("request 2023-24 Q1 COUNCIL to sam", "sam", "mail")


@pytest.fixture
def queued(database: Database) -> Database:
    """A database with one message to send."""
    notice = Notice(
        key=MESSAGE.key,
        kind=NoticeKind.REQUEST,
        reference="2023-24 Q1 COUNCIL",
        to=MESSAGE.person,
        subject="Figures, please [2023-24 Q1 COUNCIL]",
        text="Dear Sam",
        attachments=(Attachment("request.xlsx", "application/zip", b"PK\x00"),),
    )
    for expected in (True, False):
        with database.writing() as session:
            assert messages.add(session, notice, [MESSAGE.route], NOON) is expected
    return database


def test_a_message_comes_back_with_its_attachments(queued: Database) -> None:
    with queued.reading() as session:
        (message,) = messages.to_send(session, NOON)
    assert message.id == MESSAGE
    assert message.attachments == (Attachment("request.xlsx", "application/zip", b"PK\x00"),)


def test_a_message_is_claimed_by_one(queued: Database) -> None:
    claims = []
    for _ in range(2):
        with queued.writing() as session:
            claims.append(messages.claim(session, MESSAGE, NOON))
    assert claims == [True, False]
    with queued.reading() as session:
        assert messages.to_send(session, NOON) == []


@pytest.mark.parametrize(
    ("later", "can_be_claimed"),
    [(timedelta(0), False), (CLAIM_LAPSES_AFTER, False), (CLAIM_LAPSES_AFTER + timedelta(microseconds=1), True)],
)
def test_a_claim_nobody_confirmed_lapses(queued: Database, later: timedelta, can_be_claimed: bool) -> None:
    with queued.writing() as session:
        messages.claim(session, MESSAGE, NOON)
    with queued.writing() as session:
        assert messages.claim(session, MESSAGE, NOON + later) is can_be_claimed


def test_a_message_that_failed_is_tried_again_and_one_that_went_never(queued: Database) -> None:
    with queued.writing() as session:
        messages.claim(session, MESSAGE, NOON)
        messages.fail(session, MESSAGE, "The server does not answer.")
    with queued.writing() as session:
        (message,) = messages.to_send(session, NOON)
        assert message.problem == "The server does not answer."
        assert messages.claim(session, MESSAGE, NOON)
        messages.confirm(session, MESSAGE, NOON)
    with queued.writing() as session:
        assert not messages.claim(session, MESSAGE, NOON + 2 * CLAIM_LAPSES_AFTER)
        assert messages.counts(session) == {MessageStatus.SENT: 1}
        assert messages.keys(session) == {MESSAGE.key}


def test_what_was_said_since_an_instant_is_what_was_queued_or_went_since_or_still_waits(queued: Database) -> None:
    def said(since: datetime) -> int:
        with queued.reading() as session:
            return len(messages.said(session, (NoticeKind.REQUEST,), NOON + A_MINUTE, since))

    assert said(NOON) == 1
    assert said(NOON + 3 * A_MINUTE) == 1  # it waits
    with queued.writing() as session:
        messages.claim(session, MESSAGE, NOON)
    assert said(NOON + 3 * A_MINUTE) == 1  # it may be going
    with queued.writing() as session:
        messages.confirm(session, MESSAGE, NOON + 2 * A_MINUTE)
    assert said(NOON + 2 * A_MINUTE) == 1
    assert said(NOON + 3 * A_MINUTE) == 0


# Transactions.


def test_a_transaction_that_fails_keeps_nothing(database: Database) -> None:
    def fail() -> None:
        with database.writing() as session:
            observations.append(session, [an_observation()])
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail()
    with database.reading() as session:
        assert observations.everything(session, NOON) == []


def test_a_session_for_reading_cannot_write(database: Database) -> None:
    with pytest.raises(StoreError, match="cannot be written to"), database.reading() as session:
        observations.append(session, [an_observation()])
    with database.reading() as session:
        assert observations.everything(session, NOON) == []
    as_kept(database, an_observation())


def test_a_session_for_reading_sees_one_state_throughout(database: Database) -> None:
    with database.reading() as session:
        assert observations.everything(session, NOON) == []
        as_kept(database, an_observation())
        assert observations.everything(session, NOON) == []
    with database.reading() as session:
        assert len(observations.everything(session, NOON)) == 1


def test_a_row_cannot_name_a_file_that_is_not_kept(database: Database) -> None:
    request = DataRequestRow(
        reference="2023-24 Q1 COUNCIL",
        quarter=Q2,
        partner="COUNCIL",
        due_on=date(2023, 7, 21),
        asked_at=NOON,
        workbook="0" * 64,
    )
    with pytest.raises(IntegrityError), database.writing() as session:
        session.add(request)


def test_what_is_kept_outlives_a_power_cut(tmp_path: Path) -> None:
    database = Database(f"sqlite:///{tmp_path}/lsp.sqlite")
    with database.reading() as session:
        assert session.scalar(text("PRAGMA synchronous")) == 2, "FULL: a commit is on the disk when it returns"
        assert session.scalar(text("PRAGMA journal_mode")) == "wal"
    database.close()


# The tables are the migrations.


def test_the_migrations_make_exactly_the_tables_the_code_knows(database: Database) -> None:
    engine = create_engine(database.url)
    with engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, Row.metadata) == []
        held = {table: {c["name"] for c in inspect(connection).get_columns(table)} for table in Row.metadata.tables}
    engine.dispose()
    assert held == {name: set(table.columns.keys()) for name, table in Row.metadata.tables.items()}


def test_the_latest_schema_is_the_last_migration_and_migrations_sort_by_name() -> None:
    script = ScriptDirectory(str(Path(lsp_core.store.migrations.__file__).parent))
    newest_first = [revision.revision for revision in script.walk_revisions()]
    assert newest_first[0] == script.get_current_head() == LATEST_SCHEMA
    assert newest_first == sorted(newest_first, reverse=True)


def test_preparing_again_changes_nothing(database: Database) -> None:
    as_kept(database, an_observation())
    database.prepare()
    assert database.schema() == LATEST_SCHEMA
    with database.reading() as session:
        assert len(observations.everything(session, NOON)) == 1


def test_a_file_is_copied_before_its_tables_are_changed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    database = Database(f"sqlite:///{tmp_path}/lsp.sqlite")
    database.prepare()
    as_kept(database, an_observation())
    monkeypatch.setattr(database_module, "LATEST_SCHEMA", "9999")
    database.prepare()
    database.close()
    copy = tmp_path / f"lsp.sqlite.before-9999-from-{LATEST_SCHEMA}"
    with closing(sqlite3.connect(copy)) as opened:
        assert opened.execute("SELECT measure, value FROM observation").fetchall() == [("EV", "60.50")]
