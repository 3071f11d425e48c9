"""The states of a quarter's cycle, who may move it from one to the next, and what moving it is called.

The table `TRANSITIONS` is the workflow: read it, and `docs/cycle.md`, which is drawn from it. State is the last of an
appended list of events, so who did what and when is always there to be asked.
The rows are kept by `lsp_core.store.cycles`; the work done between states is `lsp_core.steps`.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from lsp_core.errors import CycleError
from lsp_core.periods import Quarter


class CycleStatus(StrEnum):
    """Where a quarter's cycle is."""

    PLANNED = "planned"
    """Nobody has been asked yet."""
    COLLECTING = "collecting"
    """Partners have been asked; returns are coming in."""
    JUDGED = "judged"
    """Figures have been judged as they stood at the cut-off; draft packs can be made, and it can be judged again."""
    SIGNED_OFF = "signed off"
    """A named person stands by the judgements; nothing about them changes any more."""
    PUBLISHED = "published"
    """The packs have gone to their boards and are frozen."""


class Role(StrEnum):
    """Who may make a move."""

    SYSTEM = "the engine"
    COORDINATOR = "the coordinator"
    SIGNATORY = "a chair or the coordinator"


ENGINE = Role.SYSTEM.value
"""Who an event says made a move that nobody made in person."""


@dataclass(frozen=True)
class Transition:
    """One permitted move."""

    name: str
    """In the past tense: it is what the history says."""
    from_: CycleStatus
    to: CycleStatus
    by: Role
    needs_reason: bool = False


TRANSITIONS = (
    Transition("opened", CycleStatus.PLANNED, CycleStatus.COLLECTING, Role.SYSTEM),
    Transition("judged", CycleStatus.COLLECTING, CycleStatus.JUDGED, Role.SYSTEM),
    Transition("judged again", CycleStatus.JUDGED, CycleStatus.JUDGED, Role.SYSTEM),
    Transition("signed off", CycleStatus.JUDGED, CycleStatus.SIGNED_OFF, Role.SIGNATORY),
    Transition("reopened", CycleStatus.SIGNED_OFF, CycleStatus.JUDGED, Role.COORDINATOR, needs_reason=True),
    Transition("published", CycleStatus.SIGNED_OFF, CycleStatus.PUBLISHED, Role.SYSTEM),
)

_COMMANDS = {
    "opened": "open", "judged": "judge", "judged again": "judge", "signed off": "sign-off", "reopened": "reopen",
    "published": "publish",
}  # fmt: skip
"""The command that makes each move."""


@dataclass(frozen=True)
class CycleEvent:
    """One move, as it was made."""

    quarter: Quarter
    sequence: int
    """1 for the first move of the quarter, and so on; two movers cannot both make the same one."""
    name: str
    to: CycleStatus
    by: str
    """The name of the person, or `the engine`."""
    at: datetime
    reason: str = ""


@dataclass(frozen=True)
class Cycle:
    """A quarter's cycle: the events so far, oldest first."""

    quarter: Quarter
    events: tuple[CycleEvent, ...] = ()

    @property
    def status(self) -> CycleStatus:
        """Where the last event left it."""
        return self.events[-1].to if self.events else CycleStatus.PLANNED

    @property
    def cut_off(self) -> datetime | None:
        """The instant the figures were last judged as at; None before that."""
        judged = [event.at for event in self.events if event.name in ("judged", "judged again")]
        return judged[-1] if judged else None

    @property
    def signed_off(self) -> CycleEvent | None:
        """The event that signed it off, if that still stands."""
        if self.status not in (CycleStatus.SIGNED_OFF, CycleStatus.PUBLISHED):
            return None
        return next(event for event in reversed(self.events) if event.to is CycleStatus.SIGNED_OFF)

    @property
    def takes_returns(self) -> bool:
        """Whether a return still changes what this quarter's pack says, so that it is worth chasing."""
        return self.status in (CycleStatus.COLLECTING, CycleStatus.JUDGED)


def move(cycle: Cycle, name: str, by: str, at: datetime, reason: str = "") -> CycleEvent:
    """The event that records a move; raises `CycleError` when the table has no such move from here."""
    transition = _permitted(cycle, name)
    if transition.needs_reason and not reason.strip():
        raise CycleError(f"{cycle.quarter} cannot be {name} without a reason", "Say why; the reason is printed.")
    return CycleEvent(cycle.quarter, len(cycle.events) + 1, name, transition.to, by, at, reason)


def can_move(cycle: Cycle, name: str) -> bool:
    """Whether the table has such a move from here."""
    return any(t.name == name and t.from_ is cycle.status for t in TRANSITIONS)


def _permitted(cycle: Cycle, name: str) -> Transition:
    for transition in TRANSITIONS:
        if transition.name == name and transition.from_ is cycle.status:
            return transition
    allowed = [f"{t.name} (`lsp {_COMMANDS[t.name]} {cycle.quarter}`)" for t in TRANSITIONS if t.from_ is cycle.status]
    following = f"From here it can be {' or '.join(allowed)}." if allowed else "Nothing moves it any more."
    raise CycleError(f"{cycle.quarter} is {cycle.status}, so it cannot be {name}", following)


def mermaid(transitions: Sequence[Transition] = TRANSITIONS) -> str:
    """The workflow as a Mermaid state diagram, for `docs/cycle.md`."""
    lines = ["stateDiagram-v2", "    direction TB"]
    lines += [f'    state "{status}" as {_identifier(status)}' for status in CycleStatus]
    lines.append(f"    [*] --> {_identifier(CycleStatus.PLANNED)}")
    for t in transitions:
        why = ", with a reason" if t.needs_reason else ""
        lines.append(f"    {_identifier(t.from_)} --> {_identifier(t.to)}: {t.name} by {t.by}{why}")
    lines.append(f"    {_identifier(CycleStatus.PUBLISHED)} --> [*]")
    return "\n".join(lines)


def _identifier(status: CycleStatus) -> str:
    return status.replace(" ", "_")
