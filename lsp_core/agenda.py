"""What a quarter's cycle calls for on a day: the table that lets one scheduled run do whatever is due.

The work itself is `lsp_core.steps`; the dates are `lsp_core.requests.due`.
"""

from collections.abc import Callable
from datetime import date
from enum import StrEnum

from lsp_core.cycle import CycleStatus
from lsp_core.requests.due import CycleDates


class Item(StrEnum):
    """A step that a day can call for, in the order they are taken."""

    OPEN = "open"
    COLLECT = "collect"
    CHASE = "chase"
    JUDGE = "judge"
    DRAFT = "draft"
    PUBLISH = "publish"


IN_HAND = (CycleStatus.COLLECTING, CycleStatus.JUDGED)

AGENDA: dict[Item, Callable[[CycleStatus, CycleDates, date], bool]] = {
    Item.OPEN: lambda status, dates, today: status is CycleStatus.PLANNED and today >= dates.opens_on,
    Item.COLLECT: lambda status, _dates, _today: status is not CycleStatus.PLANNED,
    Item.CHASE: lambda status, _dates, _today: status in IN_HAND,
    Item.JUDGE: lambda status, dates, today: status in IN_HAND and today > dates.due_on,
    Item.DRAFT: lambda status, _dates, _today: status is CycleStatus.JUDGED,
    Item.PUBLISH: lambda status, _dates, _today: status is CycleStatus.SIGNED_OFF,
}
"""When each step is due. Signing off is not here: a person does that."""


def is_due(item: Item, status: CycleStatus, dates: CycleDates, today: date) -> bool:
    """Whether a quarter calls for a step on a day. Ask again after each step: one can make the next one due."""
    return AGENDA[item](status, dates, today)


def why_not(item: Item, status: CycleStatus, dates: CycleDates) -> str:
    """What a step that is not due is waiting for, in words."""
    if item is Item.OPEN and status is CycleStatus.PLANNED:
        return f"{dates.quarter} opens on {dates.opens_on.day} {dates.opens_on:%B %Y}."
    if item is Item.JUDGE and status in IN_HAND:
        return f"{dates.quarter} is judged after its figures are due, on {dates.due_on.day} {dates.due_on:%B %Y}."
    return f"{dates.quarter} is {status}, so there is nothing to {item}."
