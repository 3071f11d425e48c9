"""The flows in-process on Prefect's throw-away server: names, pages, second runs, lateness, and what is tried again."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time
from pathlib import Path
from threading import Timer
from typing import Any

import pytest
from prefect import Flow, flow, get_client
from prefect.client.schemas.filters import ArtifactFilter, ArtifactFilterFlowRunId
from prefect.flow_engine import run_flow
from prefect.settings import PREFECT_FLOWS_HEARTBEAT_FREQUENCY, temporary_settings
from prefect.states import Scheduled, State
from prefect.testing.utilities import prefect_test_harness

import flows.collect_returns
import flows.open_cycle
from examples.trafford.partners import returns_for
from flows.chase_returns import chase_returns
from flows.collect_returns import collect_returns
from flows.deliver_messages import deliver_messages
from flows.draft_packs import draft_packs
from flows.judge_cycle import judge_cycle
from flows.open_cycle import open_cycle
from flows.publish_packs import publish_packs
from flows.quarterly_cycle import FOR_A_QUARTER, FOR_EVERYTHING, quarterly_cycle
from flows.running import WAITS_BETWEEN_TRIES, stage
from lsp_core import workplace
from lsp_core.agenda import Item
from lsp_core.cycle import CycleStatus
from lsp_core.errors import ChannelError, CycleError, LspError, PlanError, StoreError
from lsp_core.periods import Quarter
from lsp_core.settings import settings
from lsp_core.steps.report import StepReport
from lsp_core.store import cycles
from tests.integration.office import LONDON, Q1, Q2, Office, morning
from tests.integration.postbox import PASSWORD, a_message, a_postbox, attach


@pytest.fixture(scope="module")
def prefect() -> Iterator[None]:
    """A server for these tests, and flows that do not spend a second each on ending their heartbeat."""
    with (
        prefect_test_harness(server_startup_timeout=120),
        temporary_settings({PREFECT_FLOWS_HEARTBEAT_FREQUENCY: None}),
    ):
        yield


class OfficeWithFlows(Office):
    """The demonstration's office, where the flows find it: by its settings."""

    def on(self, day: date, hour: int = 9) -> None:
        """Make it an hour of a day for the flows too."""
        self.settings.setenv("LSP_NOW", datetime.combine(day, time(hour), tzinfo=LONDON).isoformat())
        settings.cache_clear()

    def today(self) -> None:
        """Pretend no longer."""
        self.settings.delenv("LSP_NOW")
        settings.cache_clear()

    def status(self, quarter: Quarter = Q1) -> CycleStatus:
        """Where a quarter stands."""
        with self.database.reading() as session:
            return cycles.cycle(session, quarter).status

    def letters(self) -> list[Path]:
        """The e-mails that have left, as files."""
        return sorted((self.folder / "outbox").rglob("*.eml"))

    settings: pytest.MonkeyPatch


@pytest.fixture
def office(prefect: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[OfficeWithFlows]:
    """The office on SQLite with its plan loaded, on the day its first quarter opens."""
    monkeypatch.setenv("LSP_DATABASE_URL", f"sqlite:///{tmp_path}/lsp.sqlite")
    for folder in ("inbox", "packs", "outbox"):
        monkeypatch.setenv(f"LSP_{folder.upper()}", str(tmp_path / folder))
    settings.cache_clear()
    workplace.database.cache_clear()
    opened = OfficeWithFlows(workplace.database(), tmp_path)
    opened.settings = monkeypatch
    opened.load_plan()
    opened.on(date(2023, 7, 3))
    yield opened
    opened.database.close()
    workplace.database.cache_clear()
    settings.cache_clear()


@dataclass(frozen=True)
class Run:
    """What Prefect holds about one run of a flow."""

    name: str
    state: State[StepReport]
    pages: tuple[str, ...]

    @property
    def report(self) -> StepReport:
        """What the flow gave back."""
        report: StepReport = self.state.result()
        return report


def run_of(state: State[StepReport]) -> Run:
    flow_run = state.state_details.flow_run_id
    assert flow_run is not None
    wanted = ArtifactFilter(flow_run_id=ArtifactFilterFlowRunId(any_=[flow_run]))
    with get_client(sync_client=True) as client:
        pages = tuple(str(page.data) for page in client.read_artifacts(artifact_filter=wanted))
        return Run(client.read_flow_run(flow_run).name, state, pages)


def run(one: Flow[..., Any], **parameters: str) -> Run:
    return run_of(one(**parameters, return_state=True))


def run_scheduled_for(one: Flow[..., Any], instant: datetime) -> Run:
    """A run that was meant for another time than now."""
    with get_client(sync_client=True) as client:
        flow_run = client.create_flow_run(one, state=Scheduled(scheduled_time=instant))
    return run_of(run_flow(one, flow_run=flow_run, return_type="state"))


# A quarter


def test_each_flow_says_what_it_did_and_does_nothing_the_second_time(office: OfficeWithFlows) -> None:
    def sign_off() -> None:
        office.sign_off(Q1, morning(date(2023, 7, 24), 10))

    diary: list[tuple[date, Callable[[], None] | None, Flow[..., Any], str, str]] = [
        (date(2023, 7, 3), None, open_cycle, "open 2023-24 Q1", "* Demonstration Council asked for"),
        (date(2023, 7, 3), None, deliver_messages, "deliver messages", "sent."),
        (date(2023, 7, 14), None, chase_returns, "chase returns", "due"),
        (date(2023, 7, 20), office.partners_send, collect_returns, "collect returns", "taken for 2023-24 Q1"),
        (date(2023, 7, 24), None, judge_cycle, "judge 2023-24 Q1", "measures judged"),
        (date(2023, 7, 24), None, draft_packs, "draft packs for 2023-24 Q1", "draft version 1 made"),
        (date(2023, 7, 24), sign_off, publish_packs, "publish packs for 2023-24 Q1", "and frozen"),
        (date(2023, 7, 24), None, deliver_messages, "deliver messages", "sent."),
    ]
    for day, happens, one, name, words in diary:
        office.on(day, 11)
        if happens:
            happens()
        first = run(one)
        assert first.name == name
        assert first.state.is_completed()
        [page] = first.pages
        assert page.startswith("## ")
        assert words in page
        before, letters = office.everything(), office.letters()
        again = run(one)
        assert again.state.is_completed()
        assert len(again.pages) == 1
        assert office.everything() == before, name
        assert office.letters() == letters, name
    assert office.status() is CycleStatus.PUBLISHED
    assert {path.suffix for path in (office.folder / "packs").iterdir()} >= {".pdf", ".html"}


def test_a_run_every_working_morning_takes_a_quarter_all_the_way_but_for_the_signature(office: OfficeWithFlows) -> None:
    office.on(date(2023, 6, 30))
    assert not office.letters()
    office.on(date(2023, 7, 3))
    first = run(quarterly_cycle)
    assert first.name == "cycle for 2023-24 Q1"
    assert first.pages[0].startswith("## Cycle for 2023-24 Q1")
    assert len(office.letters()) == 6
    office.partners_send(Q1)
    office.on(date(2023, 7, 17))
    assert "taken for 2023-24 Q1" in run(quarterly_cycle).pages[0]
    assert office.status() is CycleStatus.COLLECTING
    office.on(date(2023, 7, 24))
    page = run(quarterly_cycle).pages[0]
    assert "measures judged" in page
    assert "draft version 1 made" in page
    assert office.status() is CycleStatus.JUDGED
    office.sign_off(Q1, morning(date(2023, 7, 24), 14))
    office.on(date(2023, 7, 25))
    assert "and frozen" in run(quarterly_cycle).pages[0]
    assert office.status() is CycleStatus.PUBLISHED
    before, letters = office.everything(), office.letters()
    run(quarterly_cycle)
    assert office.everything() == before
    assert office.letters() == letters


def test_a_quarter_signed_off_after_the_next_has_ended_is_still_published(office: OfficeWithFlows) -> None:
    office.open(Q1)
    office.judge(Q1, morning(date(2023, 7, 24)))
    office.draft(Q1, morning(date(2023, 7, 24), 10))
    office.sign_off(Q1, morning(date(2023, 10, 2)))
    office.on(date(2023, 10, 2), 11)
    assert run(quarterly_cycle).name == "cycle for 2023-24 Q1 and 2023-24 Q2"
    assert office.status(Q1) is CycleStatus.PUBLISHED
    assert office.status(Q2) is CycleStatus.COLLECTING


def test_a_step_that_fails_ends_the_morning_but_the_messages_queued_before_it_go(office: OfficeWithFlows) -> None:
    office.open(Q1)
    (office.folder / "packs").write_text("a file where the folder should be")
    office.on(date(2023, 7, 24))
    state = run(quarterly_cycle).state
    assert state.is_failed()
    assert "packs" in str(state.message)
    assert office.status() is CycleStatus.JUDGED
    assert office.letters()
    (office.folder / "packs").unlink()
    assert run(quarterly_cycle).state.is_completed()


def test_every_item_of_the_agenda_has_its_flow() -> None:
    assert sorted([*FOR_A_QUARTER, *FOR_EVERYTHING]) == sorted(Item)


def test_returns_are_collected_from_the_mailbox_as_well_and_once(office: OfficeWithFlows) -> None:
    office.open(Q1)
    office.send(morning(date(2023, 7, 3), 10))
    office.partners_send(Q1, only=("COUNCIL",))
    office.on(date(2023, 7, 20))
    with a_postbox() as postbox:
        office.settings.setenv("LSP_MAILBOX", postbox.url)
        office.settings.setenv("LSP_SECRET_IMAP", PASSWORD)
        settings.cache_clear()
        sent = next(one for one in returns_for(Q1) if one.partner == "TRUST")
        message = a_message("owen.marsh@example.org", "Figures")
        attach(message, sent.name, sent.build(office.workbook(Q1, "TRUST")))
        postbox.put(message)
        [page] = run(collect_returns).pages
        assert page.count("taken for 2023-24 Q1") == 2
        before = office.everything()
        assert run(collect_returns).pages == ("## Collect returns\n\nNothing to do.\n",)
        assert office.everything() == before
        assert postbox.subjects("Processed.Returns") == ["Figures"]


def test_a_mailbox_that_is_away_fails_the_run_but_the_inbox_is_checked(office: OfficeWithFlows) -> None:
    office.open(Q1)
    office.partners_send(Q1, only=("COUNCIL",))
    office.on(date(2023, 7, 20))
    office.settings.setenv("LSP_MAILBOX", "imap://returns:word@127.0.0.1:1/INBOX")
    settings.cache_clear()
    office.settings.setattr(flows.collect_returns.receive_mail, "retries", 0)
    state = run(collect_returns).state
    assert state.is_failed()
    assert "There is no connection to the mailbox returns on 127.0.0.1" in str(state.message)
    assert office.queued("answer")


# Which quarter


@pytest.mark.parametrize(
    ("meant_for", "quarter"),
    [
        ("2023-07-10T07:15+01:00", Quarter(2023, 1)),
        ("2023-09-30T23:45+01:00", Quarter(2023, 1)),
        ("2023-10-01T00:15+01:00", Quarter(2023, 2)),  # 30 September by the clock in Greenwich
        ("2023-12-31T23:59+00:00", Quarter(2023, 2)),
        ("2024-01-01T00:00+00:00", Quarter(2023, 3)),
        ("2024-03-31T23:59+01:00", Quarter(2023, 3)),  # the clocks went forward that morning
        ("2024-04-02T07:15+01:00", Quarter(2023, 4)),
    ],
)
def test_a_run_however_late_is_about_the_quarter_it_was_scheduled_for(
    office: OfficeWithFlows, meant_for: str, quarter: Quarter
) -> None:
    office.today()
    late = run_scheduled_for(open_cycle, datetime.fromisoformat(meant_for))
    assert late.name == f"open {quarter}"
    assert office.status(quarter) is CycleStatus.COLLECTING


def test_a_run_before_its_day_says_what_it_waits_for(office: OfficeWithFlows) -> None:
    office.on(date(2023, 7, 1))
    early = run(open_cycle)
    assert early.name == "open 2023-24 Q1"
    assert "opens on 3 July 2023" in early.pages[0]
    assert office.status() is CycleStatus.PLANNED


def test_a_run_that_names_its_quarter_does_not_wait(office: OfficeWithFlows) -> None:
    office.on(date(2023, 7, 1))
    assert run(open_cycle, quarter="q1 2023/24").name == "open 2023-24 Q1"
    assert office.status() is CycleStatus.COLLECTING


# When it does not work


def test_something_that_is_not_a_quarter_fails_in_our_words(office: OfficeWithFlows) -> None:
    wrong = run(open_cycle, quarter="first quarter")
    assert wrong.state.is_failed()
    assert "'first quarter' is not a" in str(wrong.state.message)
    assert "like 2023-24 Q1" in str(wrong.state.message)
    assert wrong.name == "open first quarter"


def test_judging_what_has_been_signed_off_fails_and_says_why(office: OfficeWithFlows) -> None:
    office.run_quarter(Q1)
    state = run(judge_cycle, quarter="2023-24 Q1").state
    assert "2023-24 Q1 is published, so its judgements stand" in str(state.message)
    with pytest.raises(CycleError):
        state.result()


@pytest.mark.parametrize(
    ("trouble", "tries"),
    [
        (StoreError, 1 + len(WAITS_BETWEEN_TRIES)),
        (ChannelError, 1 + len(WAITS_BETWEEN_TRIES)),
        (PlanError, 1),
        (CycleError, 1),
    ],
)
def test_only_what_may_come_right_by_itself_is_tried_again(prefect: None, trouble: type[LspError], tries: int) -> None:
    tried = []

    @stage("fail")
    def fail() -> StepReport:
        tried.append(trouble)
        raise trouble("It does not work", "Try something else.")

    @flow
    def fails() -> None:
        fail.with_options(retry_delay_seconds=0)()

    with pytest.raises(trouble):
        fails()
    assert len(tried) == tries


def test_a_database_that_is_away_for_a_moment_is_waited_for(
    office: OfficeWithFlows, monkeypatch: pytest.MonkeyPatch
) -> None:
    home, away = office.folder / "network-drive", office.folder / "unplugged"
    away.mkdir()
    office.database.close()
    (office.folder / "lsp.sqlite").rename(away / "lsp.sqlite")
    monkeypatch.setenv("LSP_DATABASE_URL", f"sqlite:///{home}/lsp.sqlite")
    impatient = flows.open_cycle.ask_partners.with_options(retry_delay_seconds=2)
    monkeypatch.setattr(flows.open_cycle, "ask_partners", impatient)
    settings.cache_clear()
    workplace.database.cache_clear()
    Timer(1, away.rename, [home]).start()
    run_after_all = run(open_cycle)
    assert run_after_all.state.is_completed()
    assert run_after_all.name == "open the last quarter"
    assert "Demonstration Council asked for" in run_after_all.pages[0]
