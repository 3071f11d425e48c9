"""Actions: what somebody promised, by when, and whether it was kept.

`MOVES` is the workflow. An action stands as the last of its moves says, and is overdue by the calendar alone.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum

from lsp_core.errors import LspError
from lsp_core.periods import Quarter
from lsp_core.wording import day, listed


class ActionState(StrEnum):
    """Where an action is."""

    PROPOSED = "proposed"
    """Somebody wants it; its owner has not said yes."""
    AGREED = "agreed"
    IN_PROGRESS = "in progress"
    COMPLETE = "complete"
    CANCELLED = "cancelled"


_OPEN = (ActionState.PROPOSED, ActionState.AGREED, ActionState.IN_PROGRESS)


class Says(StrEnum):
    """What words a move needs, and what they are called when they are missing."""

    NOTHING = ""
    EVIDENCE = "evidence that it was done"
    REASON = "a reason"


@dataclass(frozen=True)
class Move:
    """One thing that can be done to an action."""

    name: str
    """In the past tense: it is what the history says."""
    from_: tuple[ActionState, ...]
    to: ActionState | None
    """None leaves the state as it is."""
    needs: Says
    may_owner: bool
    """Whether the action's owner may; the coordinator and the boards' chairs always may."""
    moves_date: bool = False


MOVES = (
    Move("agreed", (ActionState.PROPOSED,), ActionState.AGREED, Says.NOTHING, may_owner=True),
    Move("started", (ActionState.PROPOSED, ActionState.AGREED), ActionState.IN_PROGRESS, Says.NOTHING, may_owner=True),
    Move("completed", _OPEN, ActionState.COMPLETE, Says.EVIDENCE, may_owner=True),
    Move("reprogrammed", _OPEN, None, Says.REASON, may_owner=False, moves_date=True),
    Move("cancelled", _OPEN, ActionState.CANCELLED, Says.REASON, may_owner=False),
    Move("reopened", (ActionState.COMPLETE, ActionState.CANCELLED), ActionState.AGREED, Says.REASON, may_owner=False),
)
"""Nobody moves the date of their own promise, or calls it off: that takes somebody it was promised to."""


@dataclass(frozen=True)
class Action:
    """What was promised, as it was first written down."""

    reference: str
    """For example `A7`: short, because people say it in meetings."""
    outcome: str
    title: str
    owner: str
    """A person's code: one, however many help."""
    due: date
    quarter: Quarter
    """Whose figures it came out of."""
    board: str
    """The board it was promised to; empty for one that came from elsewhere."""
    effect: str
    """What it should change, in words; empty when nobody said."""
    measure: str
    """The measure that should show it; empty when none was named."""
    wanted: Decimal | None
    """The value wanted of that measure by the due date."""
    by: str
    at: datetime


@dataclass(frozen=True)
class ActionMoved:
    """One move of one action, as it was made."""

    action: str
    move: str
    due: date | None
    """The new due date, for a move that changes it."""
    words: str
    by: str
    """The person's name."""
    at: datetime


@dataclass(frozen=True)
class ActionStanding:
    """How an action stands at an instant."""

    action: Action
    state: ActionState
    due: date
    moved: tuple[ActionMoved, ...]
    """Everything done to it, oldest first."""
    is_overdue: bool

    @property
    def is_open(self) -> bool:
        """Whether something is still to be done."""
        return self.state in _OPEN

    @property
    def times_reprogrammed(self) -> int:
        """How often its date has moved."""
        return sum(one.due is not None for one in self.moved)

    @property
    def last(self) -> ActionMoved | None:
        """The last thing done to it."""
        return self.moved[-1] if self.moved else None

    @property
    def ended_on(self) -> datetime | None:
        """When it was completed or cancelled; None while it is open."""
        return self.last.at if self.last is not None and not self.is_open else None


def standings(actions: Iterable[Action], moves: Iterable[ActionMoved], today: date) -> list[ActionStanding]:
    """How each action stands, in the order given. `moves` come oldest first."""
    made: dict[str, list[ActionMoved]] = {}
    for one in moves:
        made.setdefault(one.action, []).append(one)
    return [_standing(action, made.get(action.reference, []), today) for action in actions]


def _standing(action: Action, made: Sequence[ActionMoved], today: date) -> ActionStanding:
    state, due = ActionState.PROPOSED, action.due
    for one in made:
        state = _move(one.move).to or state
        due = one.due or due
    return ActionStanding(action, state, due, tuple(made), is_overdue=state in _OPEN and due < today)


def check_move(
    standing: ActionStanding, name: str, *, is_owner: bool, may_all: bool, words: str, due: date | None, today: date
) -> None:
    """Raise `LspError` when a move cannot be made: not from here, not by this person, or without what it needs."""
    move, action = _move(name), standing.action
    if standing.state not in move.from_:
        raise LspError(
            f"{action.reference} is {standing.state}, so it cannot be {move.name}",
            f"It can be {listed([one.name for one in MOVES if standing.state in one.from_])}.",
        )
    if not (may_all or (is_owner and move.may_owner)):
        raise LspError(
            f"That person may not say that {action.reference} is {move.name}",
            "The coordinator or a board's chair may" + (", or its owner." if move.may_owner else ", not its owner."),
        )
    if move.needs and not words.strip():
        raise LspError(
            f"{action.reference} cannot be {move.name} without {move.needs}",
            f"Say it with --{'evidence' if move.name == 'completed' else 'reason'}; it prints in the pack.",
        )
    if move.moves_date and (due is None or due <= today or due == standing.due):
        raise LspError(
            f"{action.reference} needs a new date, after today and other than {day(standing.due)}",
            "Give one with --to.",
        )


def _move(name: str) -> Move:
    return next(move for move in MOVES if move.name == name)
