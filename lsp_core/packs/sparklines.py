"""The shape of the last few figures, small enough for the cell of a table."""

from collections.abc import Sequence
from decimal import Decimal

from lsp_core.packs.drawn import escaped, runs
from lsp_core.packs.shapes import GREY, INK


def sparkline(values: Sequence[Decimal | None], description: str) -> str:
    """The shape of the last few figures, the latest marked; blank where there is none. At least one must be known."""
    known = [value for value in values if value is not None]
    low, spread = min(known), (max(known) - min(known)) or Decimal(1)
    step = 86 / max(len(values) - 1, 1)

    def place(index: int, value: Decimal) -> str:
        return f"{5 + step * index:.1f} {20 - float((value - low) / spread) * 16:.1f}"

    lines = "".join(
        f'<path d="M{"L".join(place(i, v) for i, v in run)}" fill="none" stroke="{GREY}" stroke-width="1.8"/>'
        for run in runs(values)
    )
    last = max(i for i, value in enumerate(values) if value is not None)
    x, y = place(last, values[last] or Decimal(0)).split()
    return (
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 96 24" width="96" height="24" role="img">'
        f'<title>{escaped(description)}</title>{lines}<circle cx="{x}" cy="{y}" r="3.4" fill="{INK}"/></svg>'
    )
