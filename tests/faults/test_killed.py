"""A quarter whose process dies, as by a power cut, at every moment there is; and the same quarter run again after it.

The moments are just before and just after each commit, just after a file was moved out of the inbox, and just after a
message was handed over. They are counted in a run that nobody disturbs. To save time a process that is to die starts
from a copy of that run's place as it was when the act began. The next one always begins with the first act and goes on
until the act that was cut short is done; then everything has to be as it was there in the undisturbed run, and the rest
of the quarter has only that to go on. One in thirty goes on to the end of the quarter all the same.
On SQLite every moment is tried, on PostgreSQL every seventh: a message takes five, so that each of them gets its turn.
"""

from collections import Counter
from collections.abc import Callable, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, replace
from functools import partial
from shutil import copytree, rmtree

import pytest

from tests.faults.diary import ACTS, Life, Place
from tests.faults.processes import KILLED, SERVER, live_again, live_on, run, warm_up, what_went_wrong
from tests.faults.states import State, copy_rows, state_of
from tests.faults.undisturbed import Undisturbed
from tests.integration.conftest import an_empty_database, skip_without_postgresql

AT_ONCE = 2
EVERY = {"sqlite": 1, "postgresql": 7}
TO_THE_END = 30
CHASED_NO_MORE = (Life.sign_off, Life.publish)
"""Whoever chases again from here on takes back a reminder that waits, as sending would: only the ends are alike."""

HANDING_OVER = "a message is handed over"
MOMENTS_OF_A_MESSAGE = (
    "about to commit",  # that it is claimed
    "committed",
    HANDING_OVER,
    "about to commit",  # that it is sent
    "committed",
)
CLAIMED, HANDED_OVER = (1, 2, 3), (2, 3)
"""At which of these a message is claimed and nobody knows whether it went; and at which it had gone."""

MUST_DIFFER = ("attempts", "claimed_at", "sent_at")
"""Of the one message that was in hand: it was claimed twice, the second time after the first claim had lapsed."""


@dataclass(frozen=True)
class Death:
    """One moment to die at."""

    number: int
    """Counted from the start of the quarter."""
    act: int
    number_in_act: int
    name: str
    message: int | None
    """How far a message had got, as a place in `MOMENTS_OF_A_MESSAGE`; None when none was in hand."""


@pytest.mark.parametrize("act", [Life.send_requests, Life.send_the_rest])
def test_a_message_is_claimed_sent_and_confirmed_each_in_a_transaction_of_its_own(
    undisturbed: Undisturbed, act: Callable[[Life], None]
) -> None:
    moments = undisturbed.moments[ACTS.index(act)]
    began = _first_message(moments)
    number = moments.count(HANDING_OVER)
    assert number >= 5
    assert moments[began:] == MOMENTS_OF_A_MESSAGE * number


@pytest.mark.slow
@pytest.mark.parametrize("kind", ["sqlite", "postgresql"])
def test_killed_at_any_moment_and_run_again_everything_is_as_if_nothing_had_happened(
    undisturbed: Undisturbed, kind: str, capsys: pytest.CaptureFixture[str]
) -> None:
    if kind == "postgresql":
        skip_without_postgresql()
    every = _deaths(undisturbed)
    deaths = every[:: EVERY[kind]]
    with ProcessPoolExecutor(AT_ONCE, SERVER, warm_up, (undisturbed.before(2),)) as pool:
        tried = list(pool.map(partial(_die_and_go_on, undisturbed, kind), deaths))
    with capsys.disabled():
        print(f"\n{kind}: died at {len(deaths)} of {len(every)} moments, and run again after each")
    assert [problem for problems in tried for problem in problems] == []


def _die_and_go_on(undisturbed: Undisturbed, kind: str, death: Death) -> list[str]:
    """What is not as it should be, each with the moment of death."""
    folder = undisturbed.root / f"{kind}-{death.number}"
    copytree(undisturbed.before(death.act), folder)
    with an_empty_database(kind, folder) as url:
        place = Place(url, folder)
        if kind == "postgresql":
            copy_rows(f"sqlite:///{folder}/lsp.sqlite", url)
        to_the_end = death.number % TO_THE_END == 0 or ACTS[death.act] in CHASED_NO_MORE
        last = len(ACTS) - 1 if to_the_end else death.act
        died = run(live_on, place, (ACTS[death.act],), death.number_in_act)
        lived = run(live_again, place, ACTS[: last + 1])
        if (died, lived) != (KILLED, 0):
            return [f"{death.name}: ended {died}, then {lived}: {what_went_wrong(place)}"]
        found = state_of(place)
    rmtree(folder)
    expected = undisturbed.after(last)
    problems = _as_if_not_in_hand(found, expected, death).differences(expected)
    problems += _wrongly_posted(found, expected, death)
    return [f"{death.name}: {problem}" for problem in problems]


def _as_if_not_in_hand(found: State, expected: State, death: Death) -> State:
    """The state with the one message that was in hand as if it had been sent at once; untouched if there was none."""
    rows = found.rows["message"]
    again = [number for number, row in enumerate(rows) if row["attempts"] > 1]
    if death.message not in CLAIMED or len(again) != 1 or len(rows) != len(expected.rows["message"]):
        return found
    (number,) = again
    at_once = {column: expected.rows["message"][number][column] for column in MUST_DIFFER}
    rows = [*rows[:number], {**rows[number], **at_once}, *rows[number + 1 :]]
    return replace(found, rows={**found.rows, "message": rows})


def _wrongly_posted(found: State, expected: State, death: Death) -> list[str]:
    """Every message once; only one that had gone, and was not confirmed, a second time under the same reference."""
    missing = Counter(expected.posted) - Counter(found.posted)
    repeated = Counter(found.posted) - Counter(expected.posted)
    allowed = 1 if death.message in HANDED_OVER else 0
    if missing or repeated.total() != allowed or not repeated.keys() <= set(expected.posted):
        return [f"posted too little {list(missing)} or too often {list(repeated.elements())}"]
    return []


def _deaths(undisturbed: Undisturbed) -> list[Death]:
    """Every moment of the quarter."""
    moments = [
        (act, number, f"{ACTS[act].__name__}, moment {number}: {name}", _in_hand(names, number))
        for act, names in enumerate(undisturbed.moments)
        for number, name in enumerate(names)
    ]
    return [Death(number, *moment) for number, moment in enumerate(moments)]


def _in_hand(moments: Sequence[str], number: int) -> int | None:
    """How far a message had got at one moment of an act. Sending may begin with taking back what is no longer true."""
    if HANDING_OVER not in moments or number < _first_message(moments):
        return None
    return (number - _first_message(moments)) % len(MOMENTS_OF_A_MESSAGE)


def _first_message(moments: Sequence[str]) -> int:
    """Where the first message is taken in hand."""
    return moments.index(HANDING_OVER) - MOMENTS_OF_A_MESSAGE.index(HANDING_OVER)
