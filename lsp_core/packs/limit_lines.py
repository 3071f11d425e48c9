"""The limits of ordinary variation on a history chart, and where somebody had them begin again."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from lsp_core.packs.drawn import text_at
from lsp_core.packs.shapes import GREY, INK

Place = Callable[[int], float]
"""Where a point is from left to right, by its place in the row."""
Height = Callable[[Decimal], float]
"""Where a value is from top to bottom."""


@dataclass(frozen=True)
class Limits:
    """What is ordinary for a measure, over the periods it is worked out from."""

    first: int
    last: int
    """Places of the first and last point."""
    lower: Decimal
    upper: Decimal
    lower_label: str
    upper_label: str


@dataclass(frozen=True)
class LimitsBreak:
    """Where somebody had the limits begin again: a line across the chart, with the limits until then before it."""

    first: int
    """The place of the first point of the new limits."""
    is_in_first_half: bool
    """Whether there is more room for words on its right."""
    label: str
    before: Limits | None
    """As far as any of their points are on the chart."""


def limit_lines(limits: Limits | None, x: Place, y: Height) -> Iterable[str]:
    """Two thin lines over the periods they are worked out from; their labels are at the right."""
    if limits is None:
        return
    half = (x(1) - x(0)) / 2
    left, right = x(limits.first) - half, x(limits.last) + half
    for edge in (limits.lower, limits.upper):
        yield f'<path d="M{left:.1f} {y(edge):.1f}H{right:.1f}" stroke="{GREY}" stroke-width="1"/>'


def break_lines(breaks: Sequence[LimitsBreak], x: Place, y: Height, top: float, foot: float) -> Iterable[str]:
    """The limits of before, and a dashed line with words where the new ones begin."""
    for one in breaks:
        yield from limit_lines(one.before, x, y)
        across = x(one.first) - (x(1) - x(0)) / 2
        yield f'<path d="M{across:.1f} {top - 4}V{foot}" stroke="{INK}" stroke-width="1.4" stroke-dasharray="6 4"/>'
        anchor, away = ("start", 6) if one.is_in_first_half else ("end", -6)
        yield text_at(across + away, top - 8, one.label, anchor=anchor, size=14)
