"""A year of 150 partners, chased by an engine that dies 200 times, rests for a week and loses its mail server."""

import gc
import multiprocessing
import os
import random
from bisect import bisect
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise
from pathlib import Path
from shutil import rmtree
from tempfile import mkdtemp
from typing import Any

import pytest

from lsp_core.plan.covering import stands_in
from lsp_core.plan.model import Plan
from lsp_core.plan.reading import parse_plan
from tests.faults.chased_year import (
    BOUNCES,
    CONTACT_CHANGES,
    DAYS,
    PARTNERS,
    QUARTERS,
    SEED,
    Death,
    closes_on,
    contact_of,
    dates_of,
    items_of,
    last_death,
    live_until,
    plan_files,
    posted,
    prepare,
    script,
    the_plan,
)
from tests.faults.processes import KILLED
from tests.integration.office import morning

DEATHS = 200
MEMORY = Path("/dev/shm")
"""A process that dies loses nothing a disk would have kept, so there is no need to wait for one."""
MOMENTS = 1_300 + 75 * PARTNERS
"""In which to die: about as many as an undisturbed year has."""
CHASES = ("reminder", "escalation")
SLACK = timedelta(days=14)
"""The outage, a weekend, and the days without post: a rung may be told that much later, and no more."""


@dataclass(frozen=True)
class Lived:
    """What there is to see of the year."""

    letters: list[dict[str, Any]]
    """Everything posted, in order."""
    deaths: list[Death]
    in_hand: Counter[tuple[str, str]]
    """How often somebody died when a message had just gone, by its key and person."""


@pytest.fixture(scope="module")
def lived(tmp_path_factory: pytest.TempPathFactory) -> Lived:
    """The year, lived by processes of which 200 die, at moments drawn from all it has."""
    folder = Path(mkdtemp(dir=MEMORY)) if MEMORY.is_dir() else tmp_path_factory.mktemp("year")
    prepare(folder / "rehearsal", later=True)  # what a parent has read, its children need not read again
    prepare(folder)
    gc.freeze()
    deaths, in_hand = [], Counter[tuple[str, str]]()
    for life in _lives():
        if not _dies(folder, life):
            break
        deaths.append(last_death(folder))
        if deaths[-1].is_with_a_message_in_hand:
            letter = list(posted(folder))[-1]
            in_hand[letter["key"], letter["person"]] += 1
    letters = list(posted(folder))
    gc.unfreeze()
    rmtree(folder)
    return Lived(letters, deaths, in_hand)


def _lives() -> Iterator[int | None]:
    """How many moments each process has before it dies; the last does not."""
    points = sorted(random.Random(SEED).sample(range(MOMENTS), DEATHS))
    yield from (after - before for before, after in pairwise([0, *points]))
    yield None


def _dies(folder: Path, die_at: int | None) -> bool:
    process = multiprocessing.get_context("fork").Process(target=_live, args=(folder, die_at))
    process.start()
    process.join()
    assert process.exitcode in (0, KILLED), "a life ended by an exception"
    return process.exitcode == KILLED


def _live(folder: Path, die_at: int | None) -> None:
    """Live on, and end at once when the year has: what other tests have registered for the end of this process, such
    as Prefect for its threads, is not a child's to do."""
    live_until(folder, die_at)
    os._exit(0)


@pytest.fixture
def letters(lived: Lived) -> list[dict[str, Any]]:
    """Everything posted in the year."""
    return lived.letters


def chases(letters: list[dict[str, Any]]) -> list[dict[str, Any]]:
    return [letter for letter in letters if letter["kind"] in CHASES]


def answered_at(item: str, quarter: object) -> Any:
    return min(
        (s.at for s in script()[0] if (s.item, s.quarter) == (item, quarter) and not s.expected_on), default=None
    )


def quarter_of(reference: str) -> Any:
    return next(quarter for quarter in QUARTERS if reference.startswith(quarter.code))


def due_of(item: str, quarter: Any) -> date:
    given = [g.until for g in script()[1] if (g.item, g.quarter) == (item, quarter)]
    promised = [s.expected_on for s in script()[0] if (s.item, s.quarter) == (item, quarter) and s.expected_on]
    return max([dates_of(quarter).due_on, *given, *promised])


def moves(item: str, quarter: Any) -> bool:
    return due_of(item, quarter) != dates_of(quarter).due_on


@pytest.mark.slow
def test_nobody_is_chased_after_answering(letters: list[dict[str, Any]]) -> None:
    answers = {(s.item, s.quarter): s.at for s in script()[0] if not s.expected_on}
    late = [
        (letter["day"], letter["key"], item)
        for letter in chases(letters)
        for reference, item in letter["about"]
        if (at := answers.get((item, quarter_of(reference)))) is not None and at <= morning(letter["day"], 11)
    ]
    assert late == []


@pytest.mark.slow
def test_nobody_is_chased_before_the_day_a_figure_is_promised_for(letters: list[dict[str, Any]]) -> None:
    promises = {(s.item, s.quarter): s for s in script()[0] if s.expected_on}
    early = [
        (letter["day"], item)
        for letter in chases(letters)
        for reference, item in letter["about"]
        if (promise := promises.get((item, quarter_of(reference)))) is not None
        and promise.at <= morning(letter["day"], 11)
        and letter["day"] < promise.expected_on
    ]
    assert early == []


@pytest.mark.slow
def test_nobody_is_missed(letters: list[dict[str, Any]]) -> None:
    """Whoever owes a figure for as long as a rung may be late hears of it by then."""
    told: dict[tuple[str, Any], list[tuple[date, str]]] = {}
    for letter in chases(letters):
        for reference, item in letter["about"]:
            told.setdefault((item, quarter_of(reference)), []).append((letter["day"], letter["kind"]))
    missed = []
    for quarter in QUARTERS:
        for item in (item for partner in range(PARTNERS) for item in items_of(partner)):
            due, at = due_of(item, quarter), answered_at(item, quarter)
            for kind, offset in (("reminder", 0), ("reminder", 3), ("escalation", 5)):
                rung = DAYS.shifted(due, offset)
                until = min(rung + SLACK, closes_on(quarter) - timedelta(days=1))
                owed = at is None or at.date() > until
                heard = [day for day, said in told.get((item, quarter), []) if said == kind and rung <= day <= until]
                if owed and until - rung >= timedelta(days=9) and not heard:
                    missed.append((item, quarter.code, kind, offset))
    assert missed == []


@pytest.mark.slow
def test_everybody_is_asked_and_a_new_contact_is_asked_too(letters: list[dict[str, Any]]) -> None:
    asked = Counter(
        (reference, letter["person"])
        for letter in {letter["key"]: letter for letter in letters if letter["kind"] == "request"}.values()
        for reference in {reference for reference, _ in letter["about"]}
    )
    references = {f"{quarter.code} P{partner}" for quarter in QUARTERS for partner in range(PARTNERS)}
    assert {reference for reference, _ in asked} == references
    assert set(asked.values()) == {1}
    again = {person for reference, person in asked if reference.startswith("2023-24 Q2") and person.startswith("n")}
    assert again <= {f"n{code[1:]}" for code in BOUNCES}
    assert again


@pytest.mark.slow
def test_no_message_goes_twice_but_one_that_had_just_gone_when_the_engine_died(lived: Lived) -> None:
    sent = Counter((letter["key"], letter["person"]) for letter in lived.letters)
    repeated = sent - Counter(sent.keys())
    assert repeated <= lived.in_hand


@pytest.mark.slow
def test_one_message_a_person_a_day_and_only_when_offices_are_open_and_they_are_there(
    letters: list[dict[str, Any]],
) -> None:
    plans: dict[bool, Plan] = {False: the_plan(), True: parse_plan(plan_files(later=True))}
    days = Counter((letter["day"], letter["person"]) for letter in letters)
    assert set(days.values()) == {1}
    for letter in chases(letters):
        assert DAYS.is_working(letter["day"])
        plan = plans[letter["day"] >= CONTACT_CHANGES]
        assert stands_in(plan, letter["person"], letter["day"]) == letter["person"]


@pytest.mark.slow
def test_the_year_holds_what_it_is_to_prove(letters: list[dict[str, Any]]) -> None:
    kinds = Counter(letter["kind"] for letter in letters)
    assert min(kinds["request"], kinds["reminder"]) > PARTNERS
    escalated = {tuple(one) for letter in letters if letter["kind"] == "escalation" for one in letter["about"]}
    assert len(escalated) > PARTNERS
    assert any(letter["person"] == "spare" for letter in chases(letters))
    assert contact_of(7, later=True) in {letter["person"] for letter in letters}
    assert any(len({reference for reference, _ in letter["about"]}) > 1 for letter in letters)


@pytest.mark.slow
def test_the_engine_dies_throughout_the_year(lived: Lived) -> None:
    assert len(lived.deaths) == DEATHS
    opened = [dates_of(quarter).opens_on for quarter in QUARTERS]
    chased = Counter(bisect(opened, death.day) for death in lived.deaths)
    assert min(chased[number] for number in (1, 2, 3, 4)) > DEATHS / 8
    assert len({death.day for death in lived.deaths}) > DEATHS / 4
    assert lived.in_hand
