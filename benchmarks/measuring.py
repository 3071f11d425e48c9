"""Measuring some work beside other ways of doing it, on a machine that may be busy with something else.

Contenders take turns, so that whatever else the machine does falls on all of them alike; what counts is the median of
each and the ratio between them. Work that needs a process of its own is in `benchmarks.children`.
"""

import gc
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from statistics import median
from typing import Any


@dataclass(frozen=True)
class Cost:
    """What some work takes, in seconds."""

    cpu: float
    """Of this process, all its threads together."""
    wall: float


@dataclass(frozen=True)
class Contender:
    """One way of doing some work. What `prepare` gives is handed to `work` and is not measured."""

    work: Callable[[Any], object]
    prepare: Callable[[], Any] = lambda: None

    def run(self) -> Cost:
        """Do it once. What lies about from before is kept out of the collector's way, as in a process of its own."""
        prepared = self.prepare()
        gc.collect()
        gc.freeze()
        wall, cpu = time.perf_counter(), time.process_time()
        self.work(prepared)
        cost = Cost(cpu=time.process_time() - cpu, wall=time.perf_counter() - wall)
        gc.unfreeze()
        return cost


def side_by_side(contenders: Mapping[str, Contender], rounds: int) -> dict[str, Cost]:
    """The median cost of each contender. With several rounds a first one is run for warmth and not counted."""
    if rounds > 1:
        for contender in contenders.values():
            contender.run()
    runs = [{name: contender.run() for name, contender in contenders.items()} for _ in range(rounds)]
    return {name: median_cost([run[name] for run in runs]) for name in contenders}


def cost_of(work: Callable[[], object], rounds: int) -> Cost:
    """The median cost of one piece of work by itself."""
    return side_by_side({"it": Contender(lambda _: work())}, rounds)["it"]


def median_cost(costs: list[Cost]) -> Cost:
    """The medians of several runs."""
    return Cost(cpu=median(cost.cpu for cost in costs), wall=median(cost.wall for cost in costs))
