"""A year of 150 partners, made up from a seed: who answers what and when, who is away, what bounces, and what breaks.

The days are lived by processes that die at random; each begins again with the day that was cut short. What partners say
goes in as figures, because the chase is the point here and not the workbooks.
"""

import json
import os
import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

from sqlalchemy import select, update

from examples.demo import PLAN
from lsp_core.cycle import ENGINE, TRANSITIONS, move
from lsp_core.errors import DeliveryError
from lsp_core.observations import Observation, Vintage
from lsp_core.periods import Quarter
from lsp_core.plan.model import Plan
from lsp_core.plan.reading import parse_plan, read_folder
from lsp_core.requests.due import CycleDates, cycle_dates
from lsp_core.requests.extensions import Extension
from lsp_core.steps.chasing import chase_returns, withdraw_answered
from lsp_core.steps.delivering import deliver_messages
from lsp_core.steps.loading import load_plan
from lsp_core.steps.opening import open_cycle
from lsp_core.store import cycles, extensions, observations, plans
from lsp_core.store.database import Database
from lsp_core.store.messages import QueuedMessage
from lsp_core.store.tables import MessageRow, ObservationRow
from lsp_core.working_days import WorkingDays
from tests.faults.processes import KILLED, telling_of_commits
from tests.integration.office import morning

PARTNERS = int(os.environ.get("LSP_CHASED_PARTNERS", "150"))
SEED = 20230703
QUARTERS = tuple(Quarter(2023, number) for number in (1, 2, 3, 4))
FIRST, LAST = date(2023, 7, 1), date(2024, 5, 31)
OUTAGE = (date(2023, 10, 19), date(2023, 10, 26))
"""Nothing runs from the first of these days to the last."""
POST_IS_DOWN = frozenset({date(2024, 1, 2), date(2024, 1, 3), date(2023, 7, 21), date(2024, 4, 24), date(2024, 4, 25)})
CONTACT_CHANGES = date(2023, 10, 10)
"""The contacts whose mail bounced in the first quarter are put right on this day, after the second was asked for."""
BOUNCES = frozenset(f"c{number}" for number in (7, 70, 140))
HANDED_OVER = "a message is handed over"
CLOSES_AFTER = 15
"""Working days after the due day a quarter is published."""


@dataclass(frozen=True)
class Said:
    """What a partner says of one item on one day: a figure, or the day it will come."""

    quarter: Quarter
    partner: int
    item: str
    at: datetime
    expected_on: date | None = None


@dataclass(frozen=True)
class Given:
    """More time for an item."""

    quarter: Quarter
    partner: int
    item: str
    at: datetime
    until: date


def contact_of(partner: int, *, later: bool = False) -> str:
    """Every tenth partner shares the contact of the one before it; a few change."""
    code = f"c{partner - 1 if partner % 10 == 9 else partner}"
    return f"n{code[1:]}" if later and code in BOUNCES else code


def items_of(partner: int) -> tuple[str, str]:
    """The two figures a partner owes every quarter."""
    return f"M{partner}A", f"M{partner}B"


def plan_files(*, later: bool = False) -> dict[str, str]:
    """The plan as its folder would hold it; `later` is after the contacts were changed."""
    files = {name: text for name, text in read_folder(PLAN).items() if name in ("partnership.yaml", "policies.yaml")}
    people = [person(f"c{n}") for n in range(PARTNERS)] + [person(f"s{n}") for n in range(20)]
    people += [person(code) for code in ("owner", "spare", *(f"n{code[1:]}" for code in sorted(BOUNCES)))]
    coordinator = parse_plan(read_folder(PLAN)).partnership.coordinator
    policy = parse_plan(read_folder(PLAN)).policies.status[0].code
    return {
        **files,
        "people.yaml": "\n".join([*people, person(coordinator)]),
        "partners.yaml": "\n".join(
            f"- {{code: P{n}, name: Partner {n}, contact: {contact_of(n, later=later)}"
            + (f", senior: s{n % 20}}}" if n % 7 else "}")
            for n in range(PARTNERS)
        ),
        "themes.yaml": "- {code: T, name: Everything}\n",
        "outcomes.yaml": "- {code: O, name: A good life, theme: T, owner: owner, weight: 3}\n",
        "boards.yaml": "- {code: B, name: Board, layer: strategic, chair: owner}\n",
        "indicators.csv": "code,title,outcome\nI-1,Something,O\n",
        "measures.csv": "code,indicator,name,definition,unit,frequency,decimals,polarity,partner,policy,valid_from\n"
        + "".join(
            f"{item},I-1,{item},How it is counted,%,quarterly,0,higher is better,P{partner},{policy},2020-04-01\n"
            for partner in range(PARTNERS)
            for item in items_of(partner)
        ),
    }


def person(code: str) -> str:
    """Somebody, who is away for a while when their number says so."""
    number = int(code[1:]) if code[1:].isdigit() else 1
    away = ""
    if code.startswith("c") and number % 13 == 0:
        away = ", covers: [{by: spare, first_day: 2023-07-12, last_day: 2023-07-25}]"
    return f"- {{code: {code}, name: Person {code}, role: Officer, email: {code}@example.org{away}}}"


@cache
def the_plan() -> Plan:
    """As it is at first."""
    return parse_plan(plan_files())


@cache
def dates_of(quarter: Quarter) -> CycleDates:
    """The quarter's days."""
    return cycle_dates(the_plan(), quarter)


DAYS = WorkingDays(the_plan().partnership.nation)


def closes_on(quarter: Quarter) -> date:
    """The day its pack goes out."""
    return DAYS.after(dates_of(quarter).due_on, CLOSES_AFTER)


@cache
def script() -> tuple[tuple[Said, ...], tuple[Given, ...]]:
    """Everything partners say in the year, and every extension, from the seed."""
    chance = random.Random(SEED)
    said, given = [], []
    for quarter in QUARTERS:
        due = dates_of(quarter).due_on
        for partner in range(PARTNERS):
            for item in items_of(partner):
                hour = chance.choice((8, 10))  # before the day's chase is written, or between that and its sending
                day = DAYS.shifted(due, chance.randint(-12, 8))
                match chance.randrange(12):
                    case 0:
                        continue  # never answers
                    case 1:
                        promised = DAYS.shifted(due, 6)
                        before = DAYS.shifted(due, chance.randint(-12, 0))
                        said.append(Said(quarter, partner, item, morning(before, hour), promised))
                        day = DAYS.shifted(promised, chance.randint(-1, 4))
                    case 2:
                        until = DAYS.shifted(due, 7)
                        given.append(Given(quarter, partner, item, morning(DAYS.shifted(due, -2), 8), until))
                        day = DAYS.shifted(until, chance.randint(-1, 6))
                said.append(Said(quarter, partner, item, morning(day, hour)))
    return tuple(said), tuple(given)


@dataclass
class Year:
    """One process that lives the year on, from the day it finds."""

    folder: Path
    moment: Callable[[str], None] = lambda _: None
    day: date = FIRST

    def live(self) -> None:
        """Every day from the one that was cut short to the last."""
        self.database = Database(f"sqlite:///{self.folder}/lsp.sqlite")
        done = self.folder / "days done"
        if done.exists():
            self.day = date.fromisoformat(done.read_text()) + timedelta(days=1)
        while self.day <= LAST:
            self.live_through(self.day)
            done.with_suffix(".new").write_text(self.day.isoformat())
            done.with_suffix(".new").replace(done)
            self.day += timedelta(days=1)
        self.database.close()

    def live_through(self, day: date) -> None:
        """One day. The engine rests in the outage; partners do not."""
        is_running = not OUTAGE[0] <= day <= OUTAGE[1]
        self.partners_say(day, 8)
        if day == CONTACT_CHANGES:
            load_plan(self.database, plan_files(later=True), morning(day, 8))
        if is_running:
            self.run_the_engine(day)
        self.partners_say(day, 10)
        if is_running:
            deliver_messages(self.database, self.post(day), morning(day, 11))
            self.bounce(day)

    def run_the_engine(self, day: date) -> None:
        """Open and close what is due, and chase."""
        for quarter in QUARTERS:
            with self.database.reading() as session:
                cycle = cycles.cycle(session, quarter)
            if not cycle.events and dates_of(quarter).opens_on <= day:
                open_cycle(self.database, quarter, morning(day))
            elif cycle.takes_returns and day >= closes_on(quarter):
                self.close(quarter, morning(day))
        chase_returns(self.database, morning(day))

    def close(self, quarter: Quarter, now: datetime) -> None:
        """Judged, signed off and published, without the judging."""
        with self.database.writing() as session:
            for name in ("judged", "signed off", "published"):
                cycle = cycles.cycle(session, quarter)
                if any(t.name == name and t.from_ is cycle.status for t in TRANSITIONS):
                    cycles.append(session, move(cycle, name, ENGINE, now), plans.in_force(session).number)

    def partners_say(self, day: date, hour: int) -> None:
        """What partners say at an hour, and the extensions given at it; once, however often the day begins again."""
        now = morning(day, hour)
        said = [one for one in script()[0] if one.at == now]
        given = [one for one in script()[1] if one.at == now]
        if not said and not given:
            return
        with self.database.writing() as session:
            held = set(session.scalars(select(ObservationRow.measure).where(ObservationRow.known_at == now)))
            new = [one for one in said if one.item not in held]
            observations.append(session, [as_observation(one) for one in new])
            for one in given:
                if one.item not in {e.item for e in extensions.made(session, one.quarter)}:
                    extension = Extension(
                        one.quarter, f"P{one.partner}", one.item, one.until, "A new system", "Jo", one.at
                    )
                    extensions.append(session, extension)
            withdraw_answered(session, plans.in_force(session).plan, now)

    def post(self, day: date) -> Callable[[Plan, QueuedMessage], None]:
        """Hand over to a list of what was posted; refuse while the post is down."""

        def hand_over(_plan: Plan, message: QueuedMessage) -> None:
            if day in POST_IS_DOWN:
                raise DeliveryError("The mail server does not answer", "Try again later.")
            letter = {
                "day": day.isoformat(),
                "key": message.id.key,
                "person": message.id.person,
                "kind": message.kind,
                "about": [[one.request, one.item] for one in message.about],
            }
            with (self.folder / "posted").open("a") as file:
                file.write(json.dumps(letter) + "\n")
            self.moment(HANDED_OVER)

        return hand_over

    def bounce(self, day: date) -> None:
        """Word comes back in the evening that some addresses are no good."""
        with self.database.writing() as session:
            session.execute(
                update(MessageRow)
                .where(MessageRow.person.in_(BOUNCES), MessageRow.sent_at.is_not(None), MessageRow.bounced_at.is_(None))
                .values(bounced_at=morning(day, 18))
            )


def as_observation(said: Said) -> Observation:
    """As it would be taken from a return."""
    return Observation(
        measure=said.item,
        period=said.quarter,
        value=None if said.expected_on else Decimal(1),
        vintage=Vintage.NOT_AVAILABLE if said.expected_on else Vintage.FINAL,
        known_at=said.at,
        partner=f"P{said.partner}",
        return_reference=f"{said.quarter} P{said.partner} #1",
        expected_on=said.expected_on,
    )


def prepare(folder: Path, *, later: bool = False) -> None:
    """The tables, and the plan."""
    folder.mkdir(exist_ok=True)
    database = Database(f"sqlite:///{folder}/lsp.sqlite")
    database.prepare()
    load_plan(database, plan_files(later=later), morning(FIRST, 7))
    database.close()


@dataclass(frozen=True)
class Death:
    """Where one process ended."""

    day: date
    moment: str
    after: str
    """The moment before, of the same process."""

    @property
    def is_with_a_message_in_hand(self) -> bool:
        """Whether a message had gone, and that could not be kept."""
        return self.moment == HANDED_OVER or (self.moment == "about to commit" and self.after == HANDED_OVER)


def live_until(folder: Path, die_at: int | None) -> None:
    """Live the year on; die, as by a power cut, at the moment with a number. Once on a day without post: every message
    is tried again from the first, so that an engine that kept dying after the tenth would never see the next day."""
    passed, before = 0, ""
    died_on = last_death(folder).day if (folder / "death").exists() else None

    def moment(name: str) -> None:
        nonlocal passed, before
        if year.day == died_on and year.day in POST_IS_DOWN:
            return
        if passed == die_at:
            (folder / "death").write_text(f"{year.day}|{name}|{before}")
            os._exit(KILLED)
        passed, before = passed + 1, name

    year = Year(folder, moment)
    with telling_of_commits(moment):
        year.live()


def last_death(folder: Path) -> Death:
    """That of the process that has just ended."""
    day, moment, after = (folder / "death").read_text().split("|")
    return Death(date.fromisoformat(day), moment, after)


def posted(folder: Path) -> Iterator[dict[str, Any]]:
    """Every letter that was posted, in order."""
    for line in (folder / "posted").read_text().splitlines():
        letter = json.loads(line)
        yield {**letter, "day": date.fromisoformat(letter["day"])}
