"""How good past forecasts of one measure were, in sentences: in the measure's own unit, by method and by owner."""

from collections.abc import Iterable, Sequence
from decimal import Decimal

from lsp_core.judging.forecast_history import ForecastHistory
from lsp_core.judging.forecast_record import Settled
from lsp_core.judging.owner_forecasts import OWN_JUDGEMENT
from lsp_core.plan.model import Measure
from lsp_core.wording import count_of, difference, rounded

FEWEST_TO_SAY = 4
"""Past forecasts of one measure, whose outcome is known, before anything is said of how good they were."""
USUALLY = Decimal("0.6")
"""Forecasts are called usually too hopeful when more than this share expected better than came."""


def of_method(history: ForecastHistory, method: str) -> list[Settled]:
    """The past forecasts by one method."""
    return [one for one in history.settled if one.forecast.method == method]


def of_owner(history: ForecastHistory, owner: str) -> list[Settled]:
    """One owner's own past forecasts, given by code; those worked out on their behalf left out."""
    own = of_method(history, OWN_JUDGEMENT)
    return [one for one in own if one.forecast.owner == owner]


def method_record(settled: Sequence[Settled], measure: Measure) -> str:
    """For example `Of 6 past forecasts by this method, 5 were inside their range; on average they were ...`."""
    if not settled:
        return "No past forecast by this method can be held beside what came yet."
    known = count_of(len(settled), "past forecast")
    if len(settled) < FEWEST_TO_SAY:
        return f"{known} by this method can be held beside what came: too few to say how good they are."
    return f"Of {known} by this method, {_within(settled)}on average they were {_bias(settled, measure)}."


def owner_record(settled: Sequence[Settled], measure: Measure) -> str:
    """The same of the owner's own; empty while they have given none that can be checked."""
    if not settled:
        return ""
    if len(settled) < FEWEST_TO_SAY:
        has = "has" if len(settled) == 1 else "have"
        return f"{len(settled)} of the owner's own {has} come due: too few to say how good they are."
    within = _within(settled).removesuffix("; ")
    inside = f" ({within})" if within else ""
    return f"The owner's own {len(settled)} past forecasts{inside} were on average {_bias(settled, measure)}."


def is_usually_hopeful(settled: Sequence[Settled]) -> bool:
    """Whether past forecasts expected better than came, most of them and on average."""
    if len(settled) < FEWEST_TO_SAY or sum(one.hope for one in settled) <= 0:
        return False
    return Decimal(sum(one.hope > 0 for one in settled)) / len(settled) > USUALLY


def hopeful_in_words(settled: Sequence[Settled], measure: Measure, whose: str) -> str:
    """What shows that forecasts are usually too hopeful."""
    hopeful = sum(one.hope > 0 for one in settled)
    bias = _bias(settled, measure)
    return f"{hopeful} of {len(settled)} past forecasts {whose} expected better than came: on average {bias}."


def _within(settled: Iterable[Settled]) -> str:
    given = [one.was_within for one in settled if one.was_within is not None]
    if not given:
        return ""
    if len(given) == len(list(settled)):
        return f"{sum(given)} were inside their range; "
    return f"{sum(given)} of the {len(given)} that gave a range were inside it; "


def _bias(settled: Sequence[Settled], measure: Measure) -> str:
    mean = sum((one.forecast.expected - one.outturn.value for one in settled), Decimal(0)) / len(settled)
    if rounded(mean, measure.decimals) == 0:
        return "neither too high nor too low"
    return f"{difference(mean, measure)} too {'high' if mean > 0 else 'low'}"
