"""What people type as the value of a rule: a number, or yes or no. Text is compared with patterns and never run."""

from decimal import Decimal

from lsp_core.plan.values import Unreadable, number, yes_or_no
from lsp_core.reviews.catalogue import Unit, Value


def value_of(typed: str, unit: Unit) -> Value:
    """The value in a fact's unit; raises `Unreadable` when it cannot be one."""
    if unit is Unit.YES_OR_NO:
        return yes_or_no(typed)
    value = number(typed)
    if unit is Unit.SHARE and not 0 <= value <= 1:
        raise Unreadable("is outside 0 to 1", f"write 85% as 0.85{_perhaps(value)}")
    return value


def _perhaps(value: Decimal) -> str:
    return f"; did you mean {value / 100}?" if 1 < value <= 100 else ""
