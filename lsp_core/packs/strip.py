"""Figures beside each other on one line, as SVG text: ours, the others', their middle and the benchmark.

Ours is a diamond with its value, the others are rings; what stands on a line is named in words at the line's top. What
is drawn is decided in `lsp_core.packs.beside_others`.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from lsp_core.packs.charts import FONT, gridlines
from lsp_core.packs.drawn import escaped, text_at
from lsp_core.packs.shapes import BLUE, FAINT, GREY, INK

WIDTH = 520
"""Narrower than a history chart, so that it can stand beside a text on paper and fit the screen of a telephone."""
_LEFT, _RIGHT = 34, 486
_FIRST_LABEL, _LABEL_ROW = 18, 22
_WIDTH_OF_A_LETTER = 8.3
"""At the labels' size, generously."""
_RADIUS, _APART = 5.5, 13.0
"""A ring's radius, and how far apart the middles of two must be."""


@dataclass(frozen=True)
class Line:
    """A value marked by an upright line with its name at the top."""

    value: Decimal
    label: str
    is_dotted: bool


@dataclass(frozen=True)
class Strip:
    """Figures for one period."""

    key: str
    """Unique in the document: it ties the title and description to the drawing."""
    title: str
    description: str
    own: Decimal
    own_label: str
    others: tuple[Decimal, ...]
    lines: tuple[Line, ...]
    axis_label: Callable[[Decimal], str]


class _Scale:
    """Where values fall on the paper."""

    def __init__(self, strip: Strip) -> None:
        shown = [strip.own, *strip.others, *(line.value for line in strip.lines)]
        self.ticks = gridlines(min(shown), max(shown))
        self._low, self._high = float(self.ticks[0]), float(self.ticks[-1])

    def x(self, value: Decimal) -> float:
        return _LEFT + (float(value) - self._low) / (self._high - self._low) * (_RIGHT - _LEFT)


def strip_chart(strip: Strip) -> str:
    """The drawing as one SVG. Rings that would touch are set above and below each other."""
    scale = _Scale(strip)
    heights = swarm([scale.x(strip.own), *(scale.x(value) for value in strip.others)])
    reach = max(abs(height) for height in heights) + _APART
    middle = _FIRST_LABEL + _LABEL_ROW * len(strip.lines) + 14 + reach
    foot = middle + reach + 4
    height = foot + 28
    parts = [
        *_grid(strip, scale, foot),
        *_uprights(strip, scale, foot, middle),
        *_rings(strip, scale, middle, heights[1:]),
        *_ours(strip, scale, middle),
    ]
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {height:.0f}" role="img"'
        f' aria-labelledby="t-{strip.key} d-{strip.key}" font-family="{FONT}" font-size="16" fill="{INK}">'
        f'<title id="t-{strip.key}">{escaped(strip.title)}</title>'
        f'<desc id="d-{strip.key}">{escaped(strip.description)}</desc>'
        f"{''.join(parts)}</svg>"
    )


def swarm(places: Sequence[float]) -> list[float]:
    """How far above or below the middle each mark is set so that none touch; the first stays in the middle."""
    settled: list[tuple[float, float]] = []
    for x in places:
        height, step = 0.0, 0
        while any(abs(x - other) < _APART and abs(height - up) < _APART for other, up in settled):
            step += 1
            height = _APART * ((step + 1) // 2) * (-1 if step % 2 else 1)
        settled.append((x, height))
    return [height for _, height in settled]


def _grid(strip: Strip, scale: _Scale, foot: float) -> Iterable[str]:
    top = _FIRST_LABEL + _LABEL_ROW * len(strip.lines) + 10
    for tick in scale.ticks:
        x = scale.x(tick)
        yield f'<path d="M{x:.1f} {top}V{foot:.1f}" stroke="{FAINT}" stroke-width="1"/>'
        yield text_at(x, foot + 19, strip.axis_label(tick), anchor="middle", fill=GREY, size=15)
    yield f'<path d="M{_LEFT} {foot:.1f}H{_RIGHT}" stroke="{GREY}" stroke-width="1"/>'


def _uprights(strip: Strip, scale: _Scale, foot: float, middle: float) -> Iterable[str]:
    """Each line from its label down, drawn before the labels so that every label stays legible."""
    x = scale.x(strip.own)
    yield f'<path d="M{x:.1f} {_FIRST_LABEL + 4}V{middle:.1f}" stroke="{BLUE}" stroke-width="1.6"/>'
    for row, line in enumerate(strip.lines, 1):
        dashes = "2 3" if line.is_dotted else "8 4"
        top = _FIRST_LABEL + _LABEL_ROW * row - 12
        yield (
            f'<path d="M{scale.x(line.value):.1f} {top}V{foot:.1f}" stroke="{INK}" stroke-width="1.6"'
            f' stroke-dasharray="{dashes}"/>'
        )
    yield _label(x, _FIRST_LABEL, strip.own_label, BLUE, "middle", bold=True)
    for row, line in enumerate(strip.lines, 1):
        at = scale.x(line.value)
        yield _label(at, _FIRST_LABEL + _LABEL_ROW * row, line.label, INK, "start" if at >= x else "end")


def _kept_within(x: float, wanted: str, text: str) -> str:
    """The side of a line its label stands on: the one wanted, unless it would run off the paper there."""
    width = len(text) * _WIDTH_OF_A_LETTER
    begins = {"start": x + 5, "middle": x - width / 2, "end": x - 5 - width}
    fits = [side for side in (wanted, "start", "end") if 0 <= begins[side] <= WIDTH - width]
    return fits[0] if fits else "start" if x < WIDTH / 2 else "end"


def _label(x: float, y: float, text: str, colour: str, anchor: str, *, bold: bool = False) -> str:
    """On a white ground, since a line may pass behind it."""
    anchor = _kept_within(x, anchor, text)
    at = {"start": x + 5, "end": x - 5}.get(anchor, x)
    weight = ' font-weight="bold"' if bold else ""
    common = f'x="{at:.1f}" y="{y}" text-anchor="{anchor}" font-size="16"{weight}'
    return (
        f'<text {common} stroke="#fff" stroke-width="5" aria-hidden="true">{escaped(text)}</text>'
        f'<text {common} fill="{colour}">{escaped(text)}</text>'
    )


def _rings(strip: Strip, scale: _Scale, middle: float, heights: Sequence[float]) -> Iterable[str]:
    for value, height in zip(strip.others, heights, strict=True):
        yield (
            f'<circle cx="{scale.x(value):.1f}" cy="{middle + height:.1f}" r="{_RADIUS}" fill="#fff"'
            f' stroke="{GREY}" stroke-width="2"/>'
        )


def _ours(strip: Strip, scale: _Scale, middle: float) -> Iterable[str]:
    x = scale.x(strip.own)
    yield (
        f'<path d="M{x:.1f} {middle - 10:.1f}l10 10l-10 10l-10 -10z" fill="{BLUE}" stroke="#fff" stroke-width="1.5"/>'
    )
