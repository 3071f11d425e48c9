"""The facts that rules may name: their ids, units and meanings. What each is worth in a quarter is elsewhere."""

from collections.abc import Mapping
from decimal import Decimal
from enum import StrEnum
from typing import TypeAlias

from pydantic import Field

from lsp_core.plan.declaration import Code, Declaration

Value: TypeAlias = Decimal | bool
"""What a fact is worth, or what a rule holds it against."""


class Unit(StrEnum):
    """What a fact is counted in."""

    SHARE = "share"
    COUNT = "count"
    DAYS = "days"
    MONTHS = "months"
    LEVELS = "levels"
    YES_OR_NO = "yes/no"


class FactKind(Declaration):
    """One fact the engine may be asked for."""

    id: Code = Field(description="group.name, such as returns.on_time_share")
    unit: Unit = Field(description="share, count, days, months, levels or yes/no")
    meaning: str = Field(description="what is counted, and out of what")

    @property
    def group(self) -> str:
        """The part of the engine it belongs to: `returns`, `risk`, `money`."""
        return self.id.split(".")[0]

    @property
    def smallest_n(self) -> int:
        """Of how many it must be counted before anything is said by it."""
        return FEWEST_BODIES if self.id in COUNTED_IN_BODIES else FEWEST_ITEMS


class FactCatalogue(Declaration):
    """Every fact there is, and the time they look back over."""

    window: str = Field(description="the time they look back over")
    facts: tuple[FactKind, ...] = Field(description="each with id, unit and meaning")

    @property
    def by_id(self) -> Mapping[str, FactKind]:
        """Each fact by its id."""
        return {fact.id: fact for fact in self.facts}


FEWEST_ITEMS = 5
FEWEST_BODIES = 3
COUNTED_IN_BODIES = frozenset(
    {
        "returns.on_time_worst_body", "returns.repeat_late_bodies", "returns.repeat_late_unescalated",
        "meeting.attendance_worst_body", "layer.supplier_feedback_share",
        "money.bodies_mapped_share", "network.single_contact_bodies", "network.isolated_bodies",
        "gov.interests_current_share", "gov.bodies_reported_share", "review.bodies_heard_share",
        "review.small_body_gap",
    }
)  # fmt: skip
"""Facts whose size is a number of bodies, of which a whole partnership may have only a few."""
