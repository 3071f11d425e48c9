"""What other people have been asked for and have not done: words on what is off track, and actions past their day.

Also the messages that came back, which nobody will read before an address is put right. For `lsp status`.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy.orm import Session

from lsp_core.challenge.actions import standings
from lsp_core.challenge.commentary import said_of
from lsp_core.cycle import Cycle, CycleStatus
from lsp_core.periods import Quarter
from lsp_core.plan.model import Plan
from lsp_core.store import assessments, challenge, messages


@dataclass(frozen=True)
class WordsAwaited:
    """An outcome off track in a judged quarter, whose owner has said nothing of it."""

    quarter: Quarter
    outcome: str
    """Its code."""
    owner: str
    """Their name."""


@dataclass(frozen=True)
class Awaited:
    """Everything that waits for somebody else."""

    words: tuple[WordsAwaited, ...] = ()
    overdue: tuple[str, ...] = ()
    """The references of actions past their day."""
    bounced: tuple[str, ...] = ()
    """Whom messages could not reach, by name; once each."""


def awaited(session: Session, plan: Plan, cycles: Sequence[Cycle], today: date, now: datetime) -> Awaited:
    """What waits for somebody else, at an instant. Changes nothing."""
    said = challenge.record(session, now)
    words = [
        WordsAwaited(cycle.quarter, outcome, plan.person(plan.outcome(outcome).owner).name)
        for cycle in cycles
        if cycle.status is CycleStatus.JUDGED
        for outcome in _off_track(session, plan, cycle.quarter)
        if said_of(said.commentaries, outcome, cycle.quarter) is None
    ]
    overdue = [one.action.reference for one in standings(said.actions, said.moves, today) if one.is_overdue]
    names = {person.code: person.name for person in plan.people}
    bounced = [names.get(person, person) for person in messages.came_back(session)]
    return Awaited(tuple(words), tuple(overdue), tuple(bounced))


def _off_track(session: Session, plan: Plan, quarter: Quarter) -> list[str]:
    known = {outcome.code for outcome in plan.outcomes}
    judged = [one for one in assessments.concluded(session, quarter) if one.quarter == quarter]
    return list(dict.fromkeys(one.outcome for one in judged if one.is_off_track and one.outcome in known))
