"""How good past forecasts were, by method and by owner: so that the next one is believed as far as it deserves.

Errors are counted in usual changes (the typical change of that measure from one period to the next), so that measures
in pounds and in percent can be taken together; after the scaled errors of R. J. Hyndman and A. B. Koehler (2006). A
positive error is hope: more was expected than came, by the measure's polarity. Nothing is said from a few forecasts.
"""

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import TypeVar

from lsp_core.periods import Period, Quarter
from lsp_core.plan.model import Polarity
from lsp_core.wording import count_of, plain_number

FEWEST_TO_JUDGE = 8
"""Forecasts, whose outcome is known, before their record is put in words."""
_SIGN = {Polarity.HIGHER_IS_BETTER: 1, Polarity.LOWER_IS_BETTER: -1, Polarity.CONTEXT: 1}

Key = TypeVar("Key", bound=Hashable)


@dataclass(frozen=True)
class PastForecast:
    """What was expected of a measure, when, by what method and by whom."""

    measure: str
    about: Period
    made_in: Quarter
    method: str
    owner: str
    """Who stood by it: the person whose judgement it was, or the owner of the measure it was worked out for."""
    expected: Decimal
    lower: Decimal | None = None
    upper: Decimal | None = None
    """The prediction interval, where one was given."""
    meets_target: bool | None = None
    """What was said of the target; None when nothing was."""


@dataclass(frozen=True)
class Outturn:
    """What came, and what it takes to weigh an error about it."""

    value: Decimal
    polarity: Polarity
    usual_change: Decimal
    """The typical size of a change from one period to the next; zero when there has been none to go by."""
    met_target: bool | None = None


@dataclass(frozen=True)
class Settled:
    """A past forecast beside what came."""

    forecast: PastForecast
    outturn: Outturn

    @property
    def hope(self) -> Decimal:
        """How much better was expected than came, in the measure's unit; worse, when negative."""
        return (self.forecast.expected - self.outturn.value) * _SIGN[self.outturn.polarity]

    @property
    def error(self) -> Decimal | None:
        """The same in usual changes; None when there is no usual change to measure it by."""
        return self.hope / self.outturn.usual_change if self.outturn.usual_change else None

    @property
    def was_within(self) -> bool | None:
        """Whether the interval held what came; None when none was given."""
        if self.forecast.lower is None or self.forecast.upper is None:
            return None
        return self.forecast.lower <= self.outturn.value <= self.forecast.upper

    @property
    def called_the_target(self) -> bool | None:
        """Whether what was said about meeting the target came true; None when nothing was said or there was none."""
        if self.forecast.meets_target is None or self.outturn.met_target is None:
            return None
        return self.forecast.meets_target is self.outturn.met_target


@dataclass(frozen=True)
class ForecastRecord:
    """How good some forecasts were. The means are None when there is nothing to take one of."""

    forecasts: int
    bias: Decimal | None
    """The mean error, in usual changes: above zero they were too hopeful, below zero too gloomy."""
    mean_absolute_error: Decimal | None
    """In usual changes: what sets one method above another."""
    too_hopeful: int
    intervals: int
    within: int
    """How many of the intervals given held what came."""
    calls: int
    right_calls: int
    """How many of the words given on meeting the target came true."""

    @property
    def hit_rate(self) -> Decimal | None:
        """The share of intervals that held what came."""
        return Decimal(self.within) / self.intervals if self.intervals else None


def settle(forecasts: Iterable[PastForecast], outturns: Mapping[tuple[str, Period], Outturn]) -> list[Settled]:
    """The forecasts whose outcome is known by now, each beside it. Outturns are by measure and period."""
    return [
        Settled(forecast, outturns[forecast.measure, forecast.about])
        for forecast in forecasts
        if (forecast.measure, forecast.about) in outturns
    ]


def record(settled: Iterable[Settled]) -> ForecastRecord:
    """How good some forecasts were, taken together."""
    every = list(settled)
    errors = [one.error for one in every if one.error is not None]
    within = [one.was_within for one in every if one.was_within is not None]
    calls = [one.called_the_target for one in every if one.called_the_target is not None]
    return ForecastRecord(
        forecasts=len(every),
        bias=_mean(errors),
        mean_absolute_error=_mean([abs(error) for error in errors]),
        too_hopeful=sum(one.hope > 0 for one in every),
        intervals=len(within),
        within=sum(within),
        calls=len(calls),
        right_calls=sum(calls),
    )


def by_method(settled: Iterable[Settled]) -> dict[str, ForecastRecord]:
    """The record of each method."""
    return _records_by(settled, lambda one: one.forecast.method)


def by_owner(settled: Iterable[Settled]) -> dict[str, ForecastRecord]:
    """The record of each owner."""
    return _records_by(settled, lambda one: one.forecast.owner)


def in_words(found: ForecastRecord) -> str:
    """The record in sentences; that there is too little to go by, while there is."""
    known = f"{count_of(found.forecasts, 'past forecast')} can be held beside what came".capitalize()
    if found.forecasts < FEWEST_TO_JUDGE:
        return f"{known}: too few to say how good they are, which takes {FEWEST_TO_JUDGE}."
    sentences = [f"{known}: {found.too_hopeful} expected better than came."]
    if found.mean_absolute_error is not None:
        times = plain_number(found.mean_absolute_error, 1)
        sentences.append(f"On average they were out by {times} times the usual change from one period to the next.")
    if found.intervals:
        sentences.append(f"The interval given held the figure that came {found.within} times in {found.intervals}.")
    if found.calls:
        sentences.append(f"What was said about the target came true {found.right_calls} times in {found.calls}.")
    return " ".join(sentences)


def _records_by(settled: Iterable[Settled], key: Callable[[Settled], Key]) -> dict[Key, ForecastRecord]:
    grouped = defaultdict(list)
    for one in settled:
        grouped[key(one)].append(one)
    return {name: record(ones) for name, ones in grouped.items()}


def _mean(numbers: list[Decimal]) -> Decimal | None:
    return sum(numbers, Decimal(0)) / len(numbers) if numbers else None
