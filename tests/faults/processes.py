"""Processes of their own for acts of the diary: some die on purpose, some act at the very same moment.

They are forked from a server that has imported everything, Great Expectations too, so that each costs milliseconds and
none inherits a thread; or from one that was.
"""

import gc
import multiprocessing
import os
import traceback
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from multiprocessing.synchronize import Barrier
from pathlib import Path
from typing import Any

from sqlalchemy import Engine, event
from sqlalchemy.orm import Session

from lsp_core.store import plans
from lsp_core.store.database import Database
from tests.faults.diary import Life, Moment, Place

SERVER = multiprocessing.get_context("forkserver")
SERVER.set_forkserver_preload(["pytest", "great_expectations", "tests.faults.processes"])

KILLED = 9
"""How a process that died on purpose ends."""
SECONDS_TO_LIVE = 120


def start(live: Callable[..., None], place: Place, *arguments: Any) -> Any:
    """A process that lives at a place."""
    is_forked = multiprocessing.parent_process() is not None
    context: Any = multiprocessing.get_context("fork") if is_forked else SERVER
    process = context.Process(target=_live, args=(live, place, *arguments))
    process.start()
    return process


def end_of(process: Any) -> int:
    """Wait for a process and say how it ended: 0 well, 9 killed, 1 by an exception. One that hangs is killed."""
    process.join(SECONDS_TO_LIVE)
    if process.is_alive():
        process.kill()
        process.join()
    ended: int = process.exitcode
    process.close()
    return ended


def run(live: Callable[..., None], place: Place, *arguments: Any) -> int:
    """Live at a place, and say how it ended."""
    return end_of(start(live, place, *arguments))


def run_together(number: int, act: Callable[[Life], None], place: Place) -> list[int]:
    """Several processes doing one act at the same moment, and how each ended."""
    barrier = SERVER.Barrier(number)
    return [end_of(process) for process in [start(act_at_once, place, act, barrier) for _ in range(number)]]


def warm_up(folder: Path) -> None:
    """Read the plan of a place once, and let the collector of garbage forget what there is: forks need do neither."""
    database = Database(f"sqlite:///{folder}/lsp.sqlite")
    with database.reading() as session:
        plans.in_force(session)
    database.close()
    gc.freeze()


def what_went_wrong(place: Place) -> str:
    """The traceback of every process that ended by an exception at a place."""
    file = place.folder / "what went wrong"
    return file.read_text() if file.exists() else ""


def live_on(place: Place, acts: Sequence[Callable[[Life], None]], die_at: int = -1) -> None:
    """Do acts at a place, and write down every moment; die, as by a power cut, at the one with a number."""
    passed = 0

    def moment(name: str) -> None:
        nonlocal passed
        with (place.folder / "moments").open("a") as moments:
            moments.write(name + "\n")
        if passed == die_at:
            os._exit(KILLED)
        passed += 1

    life = Life(place, moment)
    with telling_of_commits(moment):
        for act in acts:
            act(life)
    life.office.database.close()


def live_again(place: Place, acts: Sequence[Callable[[Life], None]]) -> None:
    """The diary from the start, after somebody died."""
    life = Life(place, comes_after_a_death=True)
    for act in acts:
        act(life)
    life.office.database.close()


def act_at_once(place: Place, act: Callable[[Life], None], barrier: Barrier) -> None:
    """Do one act when everybody is ready to."""
    life = Life(place)
    barrier.wait(SECONDS_TO_LIVE)
    act(life)
    life.office.database.close()


def _live(live: Callable[..., None], place: Place, *arguments: Any) -> None:
    """Leave the reason where the test can read it when a life ends by an exception."""
    try:
        live(place, *arguments)
    except BaseException:
        with (place.folder / "what went wrong").open("a") as file:
            file.write(traceback.format_exc())
        raise


@contextmanager
def telling_of_commits(moment: Moment) -> Iterator[None]:
    """Every commit of this process is a moment before it and a moment after it."""

    def about_to(_connection: object) -> None:
        moment("about to commit")

    def has(_session: object) -> None:
        moment("committed")

    event.listen(Engine, "commit", about_to)
    event.listen(Session, "after_commit", has)
    try:
        yield
    finally:
        event.remove(Engine, "commit", about_to)
        event.remove(Session, "after_commit", has)
