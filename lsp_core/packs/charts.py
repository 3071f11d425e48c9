"""The history chart as SVG text, the same drawing for the screen and for paper.

Pure functions of values. Everything said by colour is also said by a word, a shape or a dash. What a chart shows is
decided in `lsp_core.packs.series`; the colours are in `lsp_core.packs.shapes`.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from lsp_core.packs.drawn import bold_text_at, escaped, runs, text_at
from lsp_core.packs.limit_lines import Limits, LimitsBreak, break_lines, limit_lines
from lsp_core.packs.shapes import BLUE, FAINT, GREY, INK, RUST, WASH

FONT = "Atkinson Hyperlegible, Arial, Helvetica, sans-serif"


@dataclass(frozen=True)
class ChartPoint:
    """One period along the foot of a chart."""

    name: str
    """Short, for example `Q1`."""
    year: str
    """Printed once under the periods it spans, for example `2023 to 2024`."""
    value: Decimal | None
    """None where no figure is known; the line breaks there."""
    target: Decimal | None
    """Of a band, its lower edge."""
    is_past: bool = True
    """False after the quarter the pack is about, where no figure could be known yet."""
    target_high: Decimal | None = None
    """The upper edge of a band."""
    likely: tuple[Decimal, Decimal] | None = None
    """For a period still to come, the ends of the range its figure is likely to be in."""


@dataclass(frozen=True)
class HistoryChart:
    """One measure's past, its target path and where it is heading."""

    key: str
    """Unique in the document: it ties the title and description to the drawing."""
    title: str
    description: str
    points: tuple[ChartPoint, ...]
    latest_label: str
    target_label: str
    forecast: Decimal | None
    forecast_label: str
    axis_label: Callable[[Decimal], str]
    """How a gridline's value is written."""
    likely_label: str = ""
    """The range about the forecast, in figures."""
    high_label: str = ""
    """The upper edge of a band."""
    limits: Limits | None = None
    breaks: tuple[LimitsBreak, ...] = ()

    @property
    def gridlines(self) -> list[Decimal]:
        """The values the gridlines stand for, lowest first."""
        marked = [(point.value, point.target, point.target_high, *(point.likely or ())) for point in self.points]
        limits = [self.limits, *(one.before for one in self.breaks)]
        drawn = [self.forecast, *(edge for one in limits if one is not None for edge in (one.lower, one.upper))]
        shown = [value for values in (*marked, drawn) for value in values if value is not None]
        return gridlines(min(shown), max(shown))


WIDTH, HEIGHT = 760, 222
_SECOND_LINE = 16
"""More height for years that take two lines."""
_LEFT, _RIGHT, _TOP, _BOTTOM = 66, 596, 20, 170
_LABEL_GAP = 21


class _Scale:
    """Where values and periods fall on the paper."""

    def __init__(self, chart: HistoryChart) -> None:
        self.ticks = chart.gridlines
        self._low, self._high = float(self.ticks[0]), float(self.ticks[-1])
        self._step = (_RIGHT - _LEFT) / max(len(chart.points), 1)

    def x(self, index: int) -> float:
        return _LEFT + self._step * (index + 0.5)

    def y(self, value: Decimal) -> float:
        share = (float(value) - self._low) / (self._high - self._low)
        return _BOTTOM - share * (_BOTTOM - _TOP)


def gridlines(low: Decimal, high: Decimal) -> list[Decimal]:
    """Three to six round values that span the figures, a little room left at either end."""
    spread = high - low or abs(high) / 5 or Decimal(1)
    rough = spread / 4
    power = Decimal(10) ** (rough.adjusted())
    step = next(power * factor for factor in (1, 2, Decimal("2.5"), 5, 10) if power * factor >= rough)
    first = (low - spread / 20) // step * step
    if first > low - spread / 20:
        first -= step
    first = max(first, Decimal(0)) if low >= 0 else first
    ticks = [first]
    while ticks[-1] < high + spread / 20:
        ticks.append(ticks[-1] + step)
    return ticks


def history_chart(chart: HistoryChart) -> str:
    """The chart as one SVG: gridlines, limits, target path, history with this quarter marked, and the forecast dashed
    within its range, labels beside them.

    Needs at least one figure, target or forecast to draw.
    """
    scale = _Scale(chart)
    latest = max((i for i, point in enumerate(chart.points) if point.value is not None), default=None)
    parts = [
        *_fan(chart, scale, latest),
        *_grid(chart, scale),
        *limit_lines(chart.limits, scale.x, scale.y),
        *break_lines(chart.breaks, scale.x, scale.y, _TOP, _BOTTOM),
        *_periods(chart.points, scale),
        *_target_path(chart.points, scale),
        *_history(chart.points, scale),
        *_gaps(chart.points, scale),
        *_forecast(chart, scale, latest),
        *_latest(chart, scale, latest),
        *_end_labels(chart, scale),
    ]
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {_height(chart.points)}" role="img"'
        f' aria-labelledby="t-{chart.key} d-{chart.key}" font-family="{FONT}" font-size="16" fill="{INK}">'
        f'<title id="t-{chart.key}">{escaped(chart.title)}</title>'
        f'<desc id="d-{chart.key}">{escaped(chart.description)}</desc>'
        f"{''.join(parts)}</svg>"
    )


def _grid(chart: HistoryChart, scale: _Scale) -> Iterable[str]:
    for tick in scale.ticks:
        y = scale.y(tick)
        yield f'<path d="M{_LEFT} {y:.1f}H{_RIGHT}" stroke="{FAINT}" stroke-width="1"/>'
        yield text_at(_LEFT - 9, y + 5.5, chart.axis_label(tick), anchor="end", fill=GREY)


def _periods(points: Sequence[ChartPoint], scale: _Scale) -> Iterable[str]:
    """The names of the periods, and under them each year once, with a rule over its span."""
    for index, point in enumerate(points):
        if point.name:
            yield text_at(scale.x(index), _BOTTOM + 22, point.name, anchor="middle")
    for year, first, last in _spans(points):
        left, right = scale.x(first) - 14, scale.x(last) + 14
        yield f'<path d="M{left:.1f} {_BOTTOM + 31}H{right:.1f}" stroke="{GREY}" stroke-width="1"/>'
        yield from _year_label(year, (left + right) / 2, narrow=_is_narrow(first, last))


def _year_label(year: str, x: float, *, narrow: bool) -> Iterable[str]:
    first, _, rest = year.partition(" ")
    lines = (first, rest) if narrow and rest else (year,)
    for number, line in enumerate(lines):
        yield text_at(x, _BOTTOM + 48 + _SECOND_LINE * number, line, anchor="middle", fill=GREY, size=15)


def _is_narrow(first: int, last: int) -> bool:
    """Whether a year spans too few periods for its name to fit on one line."""
    return last - first < 2


def _height(points: Sequence[ChartPoint]) -> int:
    takes_two = any(_is_narrow(first, last) and " " in year for year, first, last in _spans(points))
    return HEIGHT + _SECOND_LINE if takes_two else HEIGHT


def _spans(points: Sequence[ChartPoint]) -> list[tuple[str, int, int]]:
    spans: list[tuple[str, int, int]] = []
    for index, point in enumerate(points):
        if spans and spans[-1][0] == point.year:
            spans[-1] = (point.year, spans[-1][1], index)
        else:
            spans.append((point.year, index, index))
    return spans


def _target_path(points: Sequence[ChartPoint], scale: _Scale) -> Iterable[str]:
    """A level across each period joined to the next: targets hold for a period, they do not drift within it."""
    half = (scale.x(1) - scale.x(0)) / 2
    for edge in ([point.target for point in points], [point.target_high for point in points]):
        for run in runs(edge):
            steps = [f"{scale.x(i) - half:.1f} {scale.y(v):.1f}H{scale.x(i) + half:.1f}" for i, v in run]
            yield f'<path d="M{"L".join(steps)}" fill="none" stroke="{INK}" stroke-width="1.6" stroke-dasharray="2 3"/>'


def _fan(chart: HistoryChart, scale: _Scale, latest: int | None) -> Iterable[str]:
    """The range of the forecast, widening from the latest figure: a light surface with thin dotted edges."""
    ahead = [(index, point.likely) for index, point in enumerate(chart.points) if point.likely is not None]
    if latest is None or not ahead:
        return
    start = chart.points[latest].value
    assert start is not None, "the latest point is one with a value"
    apex = f"{scale.x(latest):.1f} {scale.y(start):.1f}"
    lower = [f"{scale.x(index):.1f} {scale.y(low):.1f}" for index, (low, _) in ahead]
    upper = [f"{scale.x(index):.1f} {scale.y(high):.1f}" for index, (_, high) in ahead]
    yield f'<path d="M{"L".join([apex, *upper, *reversed(lower)])}Z" fill="{WASH}"/>'
    for edge in (upper, lower):
        path = "L".join([apex, *edge])
        yield f'<path d="M{path}" fill="none" stroke="{GREY}" stroke-width="1" stroke-dasharray="1 3"/>'


def _history(points: Sequence[ChartPoint], scale: _Scale) -> Iterable[str]:
    for run in runs([point.value for point in points]):
        places = [f"{scale.x(i):.1f} {scale.y(v):.1f}" for i, v in run]
        yield f'<path d="M{"L".join(places)}" fill="none" stroke="{BLUE}" stroke-width="3" stroke-linejoin="round"/>'
        yield from (f'<circle cx="{x}" cy="{y}" r="4" fill="{BLUE}"/>' for x, y in (p.split() for p in places))


def _gaps(points: Sequence[ChartPoint], scale: _Scale) -> Iterable[str]:
    """Past periods without a figure are said to be so, between figures and at the end."""
    known = [i for i, point in enumerate(points) if point.value is not None]
    for index, point in enumerate(points):
        if point.value is None and point.is_past and known and index > known[0]:
            yield text_at(scale.x(index), _BOTTOM - 24, "no", anchor="middle", fill=RUST, size=14)
            yield text_at(scale.x(index), _BOTTOM - 8, "figure", anchor="middle", fill=RUST, size=14)


def _forecast(chart: HistoryChart, scale: _Scale, latest: int | None) -> Iterable[str]:
    end = len(chart.points) - 1
    if chart.forecast is None or latest is None or latest == end:
        return
    start = chart.points[latest].value
    assert start is not None, "the latest point is one with a value"
    x, y = scale.x(end), scale.y(chart.forecast)
    yield (
        f'<path d="M{scale.x(latest):.1f} {scale.y(start):.1f}L{x:.1f} {y:.1f}" fill="none" stroke="{BLUE}"'
        ' stroke-width="2.4" stroke-dasharray="9 6"/>'
        f'<circle cx="{x:.1f}" cy="{y:.1f}" r="5" fill="#fff" stroke="{BLUE}" stroke-width="2.4"/>'
    )


def _latest(chart: HistoryChart, scale: _Scale, latest: int | None) -> Iterable[str]:
    """The latest figure: a bigger point with a ring, and its value in words on the side away from the target."""
    if latest is None:
        return
    point = chart.points[latest]
    assert point.value is not None, "the latest point is one with a value"
    x, y = scale.x(latest), scale.y(point.value)
    yield f'<circle cx="{x:.1f}" cy="{y:.1f}" r="8" fill="#fff" stroke="{INK}" stroke-width="2"/>'
    yield f'<circle cx="{x:.1f}" cy="{y:.1f}" r="4.5" fill="{BLUE}"/>'
    above = point.target is None or point.value >= point.target
    label_y = y - 16 if (above and y - 16 > _TOP - 8) or y + 28 > _BOTTOM else y + 28
    anchor = "end" if latest == len(chart.points) - 1 else "middle"
    yield bold_text_at(x if anchor == "middle" else x + 8, label_y, chart.latest_label, anchor)


def _end_labels(chart: HistoryChart, scale: _Scale) -> Iterable[str]:
    """What each line is, at its right-hand end, pushed apart when they would touch; the forecast's range under it."""
    end, limits = chart.points[-1], chart.limits
    lines = [
        (end.target, chart.target_label, INK),
        (end.target_high, chart.high_label, INK),
        (chart.forecast, chart.forecast_label, BLUE),
        (limits.upper if limits else None, limits.upper_label if limits else "", GREY),
        (limits.lower if limits else None, limits.lower_label if limits else "", GREY),
    ]
    wanted = [(scale.y(value), label, colour) for value, label, colour in lines if value is not None]
    last_y = float("-inf")
    for y, label, colour in sorted(wanted):
        last_y = max(y + 5.5, last_y + _LABEL_GAP)
        yield text_at(_RIGHT + 10, last_y, label, fill=colour, size=16 if colour != GREY else 14, bold=colour != GREY)
        if label == chart.forecast_label and chart.likely_label:
            last_y += 16
            yield text_at(_RIGHT + 10, last_y, chart.likely_label, fill=BLUE, size=14)
