"""A quarter of the demonstration's office as a list of acts, each what a flow does at the instant the diary gives it.

An act works on whatever it finds at a place, which is a database, an inbox, a folder of packs and a list of what was
posted; so a place can be left half-way by one process and found so by the next.
"""

import os
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from sqlalchemy import select

from examples.trafford.partners import returns_for
from expectations.checking import check_returns as checker
from lsp_core.channels.folder import Arrival, Folder
from lsp_core.periods import Quarter
from lsp_core.plan.model import Plan
from lsp_core.risks.model import Decision, Score
from lsp_core.steps.chasing import chase_returns
from lsp_core.steps.checking import check_returns
from lsp_core.steps.deciding import decide_on_risk
from lsp_core.steps.delivering import deliver_messages
from lsp_core.steps.printing import write_packs
from lsp_core.steps.receiving import receive_returns
from lsp_core.store import cycles
from lsp_core.store.database import Database
from lsp_core.store.messages import CLAIM_LAPSES_AFTER, QueuedMessage
from lsp_core.store.tables import MessageRow
from tests.integration.office import Office, morning

QUARTER = Quarter(2023, 1)
OPENED, DUE, AFTER = date(2023, 7, 3), date(2023, 7, 21), date(2023, 7, 24)
DECIDER, DECIDED = "ruth-abiola", "R-URGENT"

Moment = Callable[[str], None]
"""Told whenever something has just happened, or is about to, after which a process might die."""


@dataclass(frozen=True)
class Place:
    """Where a diary is lived. Two processes can be given the same one."""

    url: str
    folder: Path

    @property
    def letters(self) -> Path:
        """What the partners are going to send, made beforehand: the same bytes in every life."""
        return self.folder.parent / "letters"


@dataclass
class Life:
    """One process at one place."""

    place: Place
    moment: Moment = lambda _: None
    comes_after_a_death: bool = False
    """Then a message may lie there claimed by nobody."""
    office: Office = field(init=False)

    def __post_init__(self) -> None:
        self.office = Office(Database(self.place.url), self.place.folder)

    def prepare(self) -> None:
        """Make the tables."""
        self.office.database.prepare()
        self.moment("the tables are made")

    def load(self) -> None:
        """Load the plan."""
        self.office.load_plan()

    def open(self) -> None:
        """Ask for figures."""
        self.office.open(QUARTER, morning(OPENED))

    def send_requests(self) -> None:
        """Send what opening queued."""
        self._send(morning(OPENED, 10))

    def collect(self) -> None:
        """Take in what the partners sent, which they did once whatever becomes of us, and answer it."""
        self._partners_send_once()
        receive_returns(self.office.database, _Inbox(self.office.inbox, self.moment), morning(DUE))
        check_returns(self.office.database, checker, morning(DUE))

    def chase(self) -> None:
        """Remind those who have not answered."""
        chase_returns(self.office.database, morning(DUE, 10))

    def judge(self) -> None:
        """Judge the quarter, which nobody does again once it is signed off."""
        if self._can_still_change:
            self.office.judge(QUARTER, morning(AFTER))

    def decide(self) -> None:
        """The owner of a risk has a view of their own."""
        if self._can_still_change:
            reason, score = "The new wards open in August.", Score(likelihood=3, impact=5)
            now = morning(AFTER, 10)
            database = self.office.database
            decide_on_risk(database, QUARTER, DECIDED, Decision.AMENDED, DECIDER, now, reason, score)

    def draft(self) -> None:
        """Make the drafts and write them out for reading."""
        self.office.draft(QUARTER, morning(AFTER, 11))
        write_packs(self.office.database, QUARTER, self.place.folder / "packs")

    def sign_off(self) -> None:
        """The chair signs."""
        self.office.sign_off(QUARTER, morning(AFTER, 12))

    def publish(self) -> None:
        """Freeze the packs and write them out for reading."""
        self.office.publish(QUARTER, morning(AFTER, 13))
        write_packs(self.office.database, QUARTER, self.place.folder / "packs")

    def send_the_rest(self) -> None:
        """Send everything queued since."""
        self._send(morning(AFTER, 14))

    @property
    def _can_still_change(self) -> bool:
        with self.office.database.reading() as session:
            return cycles.cycle(session, QUARTER).takes_returns

    def _send(self, now: datetime) -> None:
        """Send; and again when claims have lapsed, if somebody may have died with a message in hand. Nothing when the
        diary has got further: what was queued since goes out at its own hour."""
        with self.office.database.reading() as session:
            if session.scalar(select(MessageRow.key).where(MessageRow.queued_at > now).limit(1)):
                return
        deliver_messages(self.office.database, self._post, now)
        if self.comes_after_a_death:
            deliver_messages(self.office.database, self._post, now + CLAIM_LAPSES_AFTER + timedelta(minutes=1))

    def _post(self, _plan: Plan, message: QueuedMessage) -> None:
        line = f"{message.id.key} | {message.id.person} | {message.id.route} | {message.reference}\n"
        with (self.place.folder / "posted").open("a") as posted:
            posted.write(line)
        self.moment("a message is handed over")

    def _partners_send_once(self) -> None:
        sent = self.place.folder / "the partners have sent"
        if sent.exists():
            return
        for letter in sorted(self.place.letters.iterdir()):
            dropped = self.office.inbox / letter.name
            dropped.write_bytes(letter.read_bytes())
            os.utime(dropped, (letter.stat().st_mtime,) * 2)
        sent.touch()


class _Inbox(Folder):
    """The inbox, in which moving a file is a moment too."""

    def __init__(self, path: Path, moment: Moment) -> None:
        super().__init__(str(path))
        self._moment = moment

    def file_away(self, arrival: Arrival, folder: str) -> str | None:
        """Move it, and say so."""
        moved = super().file_away(arrival, folder)
        self._moment("a file is moved")
        return moved


ACTS = (
    Life.prepare,
    Life.load,
    Life.open,
    Life.send_requests,
    Life.collect,
    Life.chase,
    Life.judge,
    Life.decide,
    Life.draft,
    Life.sign_off,
    Life.publish,
    Life.send_the_rest,
)


def write_letters(folder: Path) -> None:
    """What the partners send, from the workbooks they get, and one file that is no return. Late ones lie on top."""
    folder.mkdir()
    scratch = folder.with_name("scratch")
    scratch.mkdir()
    life = Life(Place(f"sqlite:///{scratch}/lsp.sqlite", scratch))
    for act in (Life.prepare, Life.load, Life.open):
        act(life)
    for number, sent in enumerate(returns_for(QUARTER)):
        _write(folder / sent.name, sent.build(life.office.workbook(QUARTER, sent.partner)), number)
    _write(folder / "minutes of the last meeting.xlsx", b"this is not a workbook", 59)
    life.office.database.close()


def _write(letter: Path, content: bytes, minute: int) -> None:
    letter.write_bytes(content)
    os.utime(letter, (datetime(2023, 7, 20, 9, minute, tzinfo=UTC).timestamp(),) * 2)
