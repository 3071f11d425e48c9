"""Limits and special causes of many series at once."""

import numpy as np
from statprocon import XmR

from benchmarks.measuring import Contender, Cost, side_by_side
from benchmarks.plain_variation import out_of_the_ordinary
from benchmarks.tables import Found, Table, seconds, times
from lsp_core.judging.variation import NHS_EXCEL_TOOL, judge_all
from lsp_core.judging.variation_rules import ORDINARY, Floats
from lsp_core.judging.variation_series import Batch

ROUNDS = {100: 7, 1_000: 5, 10_000: 3, 100_000: 1}
"""How often each number of series is charted."""
QUARTERS = 24
ONE_BY_ONE = 1_000
"""Those that take their series one by one are measured on so many at most: the next costs what the last did."""
SEED = 20260401


def run() -> Found:
    """The mean, the limits and the four special causes of an XmR chart for series of 24 quarters. **Ours** charts them
    all at once. **Instead** is statprocon, a library for such charts, which knows three of the four causes. **The
    floor** is a plain Python loop for one series at a time; that it finds the same figures as ours is checked here
    first. The two that go one by one are measured on a thousand series at most and counted by the series."""
    found = {count: _measured(count, rounds) for count, rounds in ROUNDS.items()}
    rows = [
        [f"{count:,}", seconds(ours), f"{count / ours:,.0f}", seconds(ours / count), seconds(instead), seconds(floor),
         times(instead, ours / count), times(floor, ours / count), str(ROUNDS[count])]
        for count, (ours, instead, floor) in found.items()
    ]  # fmt: skip
    columns = ["Series", "Ours", "Series a second", "Ours, each", "Instead, each", "Floor, each", "Instead to ours",
               "Floor to ours", "Rounds"]  # fmt: skip
    return Found([Table(f"Charting variation, {QUARTERS} quarters each, CPU time", columns, rows)], _meaning(found))


def _measured(count: int, rounds: int) -> tuple[float, float, float]:
    """The CPU seconds of all series at once by ours, and of one by statprocon and by the loop."""
    series = _series(count)
    some = [[float(value) for value in row] for row in series[:ONE_BY_ONE]]
    _check_same(series[:ONE_BY_ONE], some)
    costs: dict[str, Cost] = side_by_side(
        {
            "ours": Contender(lambda _: _ours(series)),
            "instead": Contender(lambda _: [_instead(one) for one in some]),
            "floor": Contender(lambda _: [out_of_the_ordinary(one) for one in some]),
        },
        rounds,
    )
    return costs["ours"].cpu, costs["instead"].cpu / len(some), costs["floor"].cpu / len(some)


def _series(count: int) -> Floats:
    """Figures that wander a little, so that every special cause is met."""
    drawn = np.random.default_rng(SEED)
    steps = drawn.normal(0, 0.3, (count, QUARTERS)).cumsum(axis=1)
    return 50 + steps + drawn.normal(0, 1, (count, QUARTERS))


def _ours(series: Floats) -> Floats:
    better = np.ones(len(series), np.int8)
    charts = judge_all(Batch.of_grid(series, better, np.full(len(series), np.nan)), NHS_EXCEL_TOOL)
    return (charts.marks.cause != ORDINARY).reshape(series.shape)


def _instead(values: list[float]) -> object:
    chart = XmR(values)
    return (
        chart.rule_1_x_indices_beyond_limits(),
        chart.rule_2_runs_about_central_line(),
        chart.rule_3_runs_near_limits(),
    )


def _check_same(series: Floats, some: list[list[float]]) -> None:
    for row, values in zip(_ours(series), some, strict=True):
        if set(np.flatnonzero(row).tolist()) != out_of_the_ordinary(values):
            raise AssertionError(f"The loop and ours find different figures in {values}")


def _meaning(found: dict[int, tuple[float, float, float]]) -> str:
    few, most = min(found), max(found)
    ours_few, ours_most = found[few][0] / few, found[most][0] / most
    return (
        f"A series takes {seconds(ours_few)} among {few} and {seconds(ours_most)} among {most:,}. Among {most:,}, "
        f"statprocon takes {times(found[most][1], ours_most)} as long for each and the plain loop "
        f"{times(found[most][2], ours_most)}."
    )
