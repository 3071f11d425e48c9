"""What an outcome's owner expects of a figure to come, in their own judgement: kept as said, beside the methods' own.

It decides nothing. How good such forecasts have been is in `forecast_history`; every word is kept by
`lsp_core.store.owner_forecasts`.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, tzinfo
from decimal import Decimal

from lsp_core.errors import LspError
from lsp_core.judging.forecast_record import PastForecast
from lsp_core.observations import Observation
from lsp_core.periods import Period, Quarter
from lsp_core.plan.model import Measure
from lsp_core.wording import amount, day, period_in_words, short_amount

OWN_JUDGEMENT = "the owner's own judgement"
"""What stands where the name of a method would."""


@dataclass(frozen=True)
class OwnerForecast:
    """One owner's word on one figure to come."""

    measure: str
    quarter: Quarter
    """The quarter it was said in."""
    about: Period
    """The period of the figure to come."""
    value: Decimal
    low: Decimal | None
    high: Decimal | None
    """The range they gave with it, if they gave one."""
    owner: str
    """The person's code."""
    by: str
    """Their name."""
    role: str
    at: datetime
    """Aware."""
    reason: str

    def in_words(self, measure: Measure, zone: tzinfo) -> str:
        """What they expect, and why: `52.0% for January to March 2024, says Ann Person (Chair), on ...`."""
        likely = ""
        if self.low is not None and self.high is not None:
            likely = f" ({short_amount(self.low, measure)} to {short_amount(self.high, measure)})"
        who = f"{self.by} ({self.role}), on {day(self.at.astimezone(zone).date())}"
        why = self.reason.rstrip(".")
        expected = f"{amount(self.value, measure)}{likely} for {period_in_words(self.about)}"
        return f"{expected}, says {who}{f': {why}' if why else ''}."

    @property
    def as_past(self) -> PastForecast:
        """The same among all past forecasts, by owner in place of method."""
        return PastForecast(
            measure=self.measure,
            about=self.about,
            made_in=self.quarter,
            method=OWN_JUDGEMENT,
            owner=self.owner,
            expected=self.value,
            lower=self.low,
            upper=self.high,
        )


def last_words(said: Iterable[OwnerForecast]) -> dict[tuple[str, Quarter], OwnerForecast]:
    """What was said last of each measure in each quarter. The oldest come first."""
    return {(one.measure, one.quarter): one for one in said}


def to_forecast(quarter: Quarter, figures: Iterable[Observation]) -> Period:
    """The figure an owner forecasts in a quarter: the year's last, or of a yearly measure the next one to come.

    `figures` are the measure's own, in order of period. Raises `LspError` where there is nothing to forecast from.
    """
    known = [figure for figure in figures if figure.value is not None]
    if known and not isinstance(known[-1].period, Quarter):
        return known[-1].period.next
    return quarter.financial_year.quarters[-1]


def check_can_forecast(measure: Measure, quarter: Quarter, about: Period, said: OwnerForecast) -> None:
    """Raise `LspError` when it is no forecast: nothing left to come, no reason, or figures there cannot be."""
    if about == quarter:
        raise LspError(
            f"{quarter} is the last quarter of its year, so {measure.code} has nothing left to forecast",
            "Say what the next year will end at from its first quarter on.",
        )
    if not said.reason.strip():
        raise LspError("A forecast cannot be kept without a reason", "Say why; the reason is printed.")
    if (said.low is None) is not (said.high is None):
        raise LspError("A range has two ends", "Give both --low and --high, or neither.")
    if said.low is not None and said.high is not None and not said.low <= said.value <= said.high:
        raise LspError(
            f"{said.value} is not within {said.low} to {said.high}", "Give a range that holds the value forecast."
        )
    for number in (said.value, said.low, said.high):
        if number is not None and not _can_be(measure, number):
            raise LspError(
                f"{measure.code} cannot be {number}",
                f"Its figures are {_bounds(measure)}, in {measure.unit}.",
            )


def _can_be(measure: Measure, number: Decimal) -> bool:
    if not number.is_finite():
        return False
    return (measure.minimum is None or number >= measure.minimum) and (
        measure.maximum is None or number <= measure.maximum
    )


def _bounds(measure: Measure) -> str:
    low = f"{measure.minimum} or more" if measure.minimum is not None else ""
    high = f"{measure.maximum} or less" if measure.maximum is not None else ""
    return " and ".join(filter(None, [low, high])) or "numbers"
