"""What people have promised: what may be done to an action, by whom, and how it stands on a day."""

from datetime import date
from itertools import product

import pytest

from lsp_core.challenge.actions import (
    MOVES,
    Action,
    ActionMoved,
    ActionStanding,
    ActionState,
    Says,
    check_move,
    standings,
)
from lsp_core.errors import LspError
from tests.factories import Q1, at

DUE, TODAY = date(2023, 11, 30), date(2023, 11, 1)
LATER = date(2024, 1, 31)


def an_action(**changes):
    values = {
        "reference": "A1", "outcome": "URGENT", "title": "Open the second triage room", "owner": "ann", "due": DUE,
        "quarter": Q1, "board": "BOARD", "effect": "", "measure": "", "wanted": None, "by": "Cat Person",
        "at": at(2023, 9, 20),
    }  # fmt: skip
    return Action(**{**values, **changes})


def moved(move, words="", due=None, day=1):
    return ActionMoved("A1", move, due, words, "Cat Person", at(2023, 10, day))


def standing(*moves, today=TODAY) -> ActionStanding:
    return standings([an_action()], moves, today)[0]


def check(where, name, *, is_owner=False, may_all=True, words="Because.", due=None):
    check_move(where, name, is_owner=is_owner, may_all=may_all, words=words, due=due, today=TODAY)


def test_an_action_nobody_has_agreed_to_is_proposed():
    assert standing().state is ActionState.PROPOSED


def test_an_action_stands_as_its_last_move_says():
    assert standing(moved("agreed"), moved("started")).state is ActionState.IN_PROGRESS
    assert standing(moved("agreed"), moved("completed", "Opened.")).state is ActionState.COMPLETE


def test_an_open_action_is_overdue_from_the_day_after_its_date():
    assert not standing(moved("agreed"), today=DUE).is_overdue
    assert standing(moved("agreed"), today=date(2023, 12, 1)).is_overdue


def test_an_action_done_or_called_off_is_never_overdue():
    assert not standing(moved("completed", "Opened."), today=LATER).is_overdue
    assert not standing(moved("cancelled", "Not needed."), today=LATER).is_overdue


def test_a_new_date_counts_and_the_number_of_times_it_has_moved_is_kept():
    twice = standing(moved("reprogrammed", "Staff.", LATER), moved("reprogrammed", "Staff.", date(2024, 3, 1)))
    assert twice.due == date(2024, 3, 1)
    assert twice.times_reprogrammed == 2
    assert twice.action.due == DUE


@pytest.mark.parametrize("move", [move.name for move in MOVES if not move.may_owner])
def test_nobody_moves_or_ends_their_own_promise(move):
    where = standing(moved("completed", "Done.")) if move == "reopened" else standing(moved("agreed"))
    with pytest.raises(LspError, match="may not say"):
        check(where, move, is_owner=True, may_all=False, due=LATER)
    check(where, move, due=LATER)


@pytest.mark.parametrize("move", [move.name for move in MOVES if move.needs is not Says.NOTHING])
def test_a_move_that_needs_words_is_refused_without_them(move):
    where = standing(moved("completed", "Done.")) if move == "reopened" else standing(moved("agreed"))
    with pytest.raises(LspError, match="without"):
        check(where, move, words=" ", due=LATER)


@pytest.mark.parametrize("due", [None, TODAY, DUE, date(2023, 10, 1)])
def test_a_new_date_lies_ahead_and_differs_from_the_old(due):
    with pytest.raises(LspError, match="needs a new date"):
        check(standing(moved("agreed")), "reprogrammed", due=due)


def test_every_move_is_possible_from_exactly_the_states_the_table_says():
    reached = {
        ActionState.PROPOSED: standing(),
        ActionState.AGREED: standing(moved("agreed")),
        ActionState.IN_PROGRESS: standing(moved("started")),
        ActionState.COMPLETE: standing(moved("completed", "Done.")),
        ActionState.CANCELLED: standing(moved("cancelled", "No.")),
    }
    for (state, where), move in product(reached.items(), MOVES):
        if state in move.from_:
            check(where, move.name, due=LATER)
        else:
            with pytest.raises(LspError, match=f"A1 is {state}"):
                check(where, move.name, due=LATER)
