"""What facts are worked out from: several closed quarters as they were known, and the day they are looked at."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from lsp_core.challenge.actions import ActionStanding, standings
from lsp_core.facts import CycleFacts
from lsp_core.judging.assessment import Assessment
from lsp_core.reviews.fact_values import FactValue, share_of

WINDOW = "last four closed cycles"
LATEST = "latest closed cycle"


@dataclass(frozen=True)
class QuarterSeen:
    """One closed quarter: what was known at its cut-off, and what was concluded."""

    facts: CycleFacts
    assessments: tuple[Assessment, ...] = ()


@dataclass(frozen=True)
class Seen:
    """The quarters a round looks back over, the oldest first, and the day it is as at. At least one."""

    quarters: tuple[QuarterSeen, ...]
    as_of: date

    @property
    def last(self) -> QuarterSeen:
        """The latest quarter."""
        return self.quarters[-1]


def shared(fact: str, seen: Seen, hits: Iterable[str], n: int, window: str = WINDOW) -> FactValue:
    """A share, with the records that make it up."""
    records = tuple(hits)
    return share_of(fact, len(records), n, as_of=seen.as_of, window=window, records=records)


def counted(fact: str, seen: Seen, hits: Iterable[str], n: int, window: str = LATEST) -> FactValue:
    """How many, out of how many there could have been; unknown where there could have been none."""
    records = tuple(hits)
    value = Decimal(len(records)) if n else None
    return FactValue(fact, value, len(records), n, window, seen.as_of, records=records)


def standings_in(seen: Seen) -> list[ActionStanding]:
    """How each action stands on the day."""
    said = seen.last.facts.said
    return standings(said.actions, said.moves, seen.as_of)
