"""An XmR chart in a plain Python loop, one series at a time: what a person would write who needs no library.

Mean and limits from every moving range, as the NHS Excel tool does it, and the four special causes. It finds what
`lsp_core.judging.variation` finds, which the benchmark checks before it measures either.
"""

from collections.abc import Iterator, Sequence
from itertools import pairwise
from statistics import fmean

LIMITS_PER_RANGE = 2.66
NEAR = 2 / 3
RUN = 7
TREND = 6


def out_of_the_ordinary(values: Sequence[float]) -> set[int]:
    """The places of the figures that have a special cause, counted from 0."""
    mean = fmean(values)
    reach = LIMITS_PER_RANGE * fmean(abs(after - before) for before, after in pairwise(values))
    sides = [(value > mean) - (value < mean) for value in values]
    outside = [abs(value - mean) > reach for value in values]
    near = [not far and abs(value - mean) > NEAR * reach for value, far in zip(values, outside, strict=True)]
    steps = [(after > before) - (after < before) for before, after in pairwise(values)]
    found = {place for place, far in enumerate(outside) if far}
    found.update(_in_runs(sides, RUN))
    found.update(place + extra for place in _in_runs(steps, TREND) for extra in (0, 1))
    found.update(_two_in_three(sides, near))
    return found


def _in_runs(signs: Sequence[int], length: int) -> Iterator[int]:
    """The places in any run of so many equal signs."""
    start = 0
    for place in range(1, len(signs) + 1):
        if place == len(signs) or signs[place] != signs[start]:
            if signs[start] and place - start >= length:
                yield from range(start, place)
            start = place


def _two_in_three(sides: Sequence[int], near: Sequence[bool]) -> Iterator[int]:
    """The near ones of any three in a row on one side of which two are near."""
    for first in range(len(sides) - 2):
        three = range(first, first + 3)
        if len({sides[place] for place in three}) == 1 and sum(near[place] for place in three) >= 2:
            yield from (place for place in three if near[place])
