"""The demonstration's office, for tests: does what a coordinator and the partners do, through the steps and no flow.

Every act says which day it is, as the steps themselves do, so that a test reads like a diary.
"""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import select
from sqlalchemy.orm import Session

from examples.demo import PLAN
from examples.trafford.partners import returns_for
from lsp_core.channels.folder import Folder
from lsp_core.errors import DeliveryError
from lsp_core.periods import Quarter
from lsp_core.plan.model import Plan
from lsp_core.plan.reading import read_folder
from lsp_core.requests.due import cycle_dates, request_reference
from lsp_core.steps.chasing import chase_returns
from lsp_core.steps.checking import check_returns
from lsp_core.steps.delivering import deliver_messages
from lsp_core.steps.drafting import draft_packs
from lsp_core.steps.judging import judge_cycle
from lsp_core.steps.loading import load_plan
from lsp_core.steps.opening import open_cycle
from lsp_core.steps.publishing import publish_packs
from lsp_core.steps.receiving import receive_returns
from lsp_core.steps.report import StepReport
from lsp_core.steps.signing import sign_off
from lsp_core.store import messages, plans, requests
from lsp_core.store.database import Database
from lsp_core.store.messages import QueuedMessage
from lsp_core.store.tables import Row

Q1, Q2 = Quarter(2023, 1), Quarter(2023, 2)
LONDON = ZoneInfo("Europe/London")
CHAIR = "margaret-holt"


def morning(day: date, hour: int = 9) -> datetime:
    """Nine o'clock in the partnership's own time, or another hour."""
    return datetime.combine(day, time(hour), tzinfo=LONDON)


@dataclass
class Office:
    """One database, one inbox, and one place where messages go."""

    database: Database
    folder: Path
    is_post_down: bool = False

    @property
    def inbox(self) -> Path:
        """Where partners drop their files."""
        path = self.folder / "inbox"
        path.mkdir(exist_ok=True)
        return path

    @property
    def posted(self) -> list[str]:
        """Every message handed over, in order: its key, recipient and route, a line each."""
        path = self.folder / "posted"
        return path.read_text().splitlines() if path.exists() else []

    @property
    def plan(self) -> Plan:
        """The plan in force."""
        with self.database.reading() as session:
            return plans.in_force(session).plan

    def load_plan(self, now: datetime | None = None) -> StepReport:
        """Load the demonstration's folder."""
        return load_plan(self.database, read_folder(PLAN), now or morning(date(2023, 6, 1)))

    def open(self, quarter: Quarter = Q1, now: datetime | None = None) -> StepReport:
        """Ask for figures on the day the plan says."""
        return open_cycle(self.database, quarter, now or morning(cycle_dates(self.plan, quarter).opens_on))

    def partners_send(self, quarter: Quarter = Q1, only: tuple[str, ...] = ()) -> None:
        """The partners' own files, as the demonstration has them, dropped in the inbox."""
        for sent in returns_for(quarter):
            if not only or sent.partner in only:
                (self.inbox / sent.name).write_bytes(sent.build(self.workbook(quarter, sent.partner)))

    def workbook(self, quarter: Quarter, partner: str) -> bytes:
        """The workbook a partner was sent."""
        with self.database.reading() as session:
            return requests.workbook(session, request_reference(quarter, partner))

    def collect(self, now: datetime) -> StepReport:
        """Take in what is in the inbox."""
        from expectations.checking import check_returns as checker

        received = receive_returns(self.database, Folder(str(self.inbox)), now)
        checked = check_returns(self.database, checker, now)
        return StepReport("Collect", received.did + checked.did, received.problems + checked.problems)

    def chase(self, now: datetime) -> StepReport:
        """Queue today's reminders."""
        return chase_returns(self.database, now)

    def judge(self, quarter: Quarter, now: datetime) -> StepReport:
        """Judge as known now."""
        return judge_cycle(self.database, quarter, now)

    def draft(self, quarter: Quarter, now: datetime) -> StepReport:
        """Make the drafts."""
        return draft_packs(self.database, quarter, now)

    def sign_off(self, quarter: Quarter, now: datetime, by: str = CHAIR) -> StepReport:
        """Sign the quarter off."""
        return sign_off(self.database, quarter, by, now)

    def publish(self, quarter: Quarter, now: datetime) -> StepReport:
        """Freeze the packs."""
        return publish_packs(self.database, quarter, now)

    def send(self, now: datetime) -> StepReport:
        """Hand the messages over."""
        return deliver_messages(self.database, self._post, now)

    def _post(self, _plan: Plan, message: QueuedMessage) -> None:
        if self.is_post_down:
            raise DeliveryError("The mail server does not answer", "Try again later.")
        with (self.folder / "posted").open("a") as file:
            file.write(f"{message.id.key} | {message.id.person} | {message.id.route}\n")

    def run_quarter(self, quarter: Quarter = Q1) -> None:
        """A whole quarter, all returns at once, to published packs and sent messages."""
        dates = cycle_dates(self.plan, quarter)
        due = dates.due_on
        self.open(quarter)
        self.send(morning(dates.opens_on, 10))
        self.partners_send(quarter)
        self.collect(morning(due))
        self.chase(morning(due, 10))
        after = due + timedelta(days=3)
        self.judge(quarter, morning(after))
        self.draft(quarter, morning(after, 10))
        self.sign_off(quarter, morning(after, 11))
        self.publish(quarter, morning(after, 12))
        self.send(morning(after, 13))

    def queued(self, kind: str) -> list[QueuedMessage]:
        """Every message of one kind ever queued."""
        with self.database.reading() as session:
            return [message for message in messages.all_messages(session) if message.kind == kind]

    def everything(self) -> dict[str, list[tuple[Any, ...]]]:
        """Every row of every table, for seeing whether anything at all has changed."""
        with self.database.reading() as session:
            return {table.name: _rows(session, table) for table in Row.metadata.sorted_tables}


def _rows(session: Session, table: Any) -> list[tuple[Any, ...]]:
    keys = list(table.primary_key.columns)
    return [tuple(row) for row in session.execute(select(table).order_by(*keys))]
