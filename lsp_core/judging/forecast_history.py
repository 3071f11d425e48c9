"""What each method and each owner expected of past years' ends, as seen then, beside what came.

Forecasts by a method are worked out again and not stored (decision 6): for a quarter that was judged, from the figures
known at its cut-off; for one from before the engine was used, from the first figure there was for each period. Owners'
own words are stored as said. What is made of it all is `forecast_record`, and the sentences are `forecast_words`.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal

from lsp_core.facts import CycleFacts
from lsp_core.judging.case import Case
from lsp_core.judging.circumstances import Circumstances, circumstances
from lsp_core.judging.forecast_range import changes_known
from lsp_core.judging.forecast_record import Outturn, PastForecast, Settled, settle
from lsp_core.judging.gaps import shortfall
from lsp_core.judging.judge import by_measure, cut_off_day
from lsp_core.judging.owner_forecasts import OwnerForecast, last_words
from lsp_core.judging.past import definition_changed
from lsp_core.judging.profiles import target_now
from lsp_core.judging.year_ends import Others, other_forecasts
from lsp_core.observations import FigureKey, Observation, as_known
from lsp_core.periods import Period, Quarter
from lsp_core.plan.model import Measure, Polarity

MOST_YEARS_BACK = 5
"""A record from longer ago says little of how forecasts are made today."""


@dataclass(frozen=True)
class ForecastHistory:
    """The past forecasts of one measure whose outcome is known, and what its owner expects now."""

    settled: tuple[Settled, ...] = ()
    own: OwnerForecast | None = None
    """The owner's last word on a figure that has not come."""


NO_HISTORY = ForecastHistory()


def forecast_histories(facts: CycleFacts) -> dict[str, ForecastHistory]:
    """That of every measure in force on the quarter's last day."""
    measures = {measure.code: measure for measure in facts.plan.measures_on(facts.quarter.end)}
    said = [one for one in facts.owner_forecasts if one.measure in measures and one.quarter <= facts.quarter]
    last = last_words(said).values()
    past = [*by_methods(facts, measures.values()), *(one.as_past for one in last if one.quarter < facts.quarter)]
    came = outturns(facts, measures.values())
    settled: dict[str, list[Settled]] = {code: [] for code in measures}
    for one in settle(past, came):
        settled[one.forecast.measure].append(one)
    in_turn = sorted(last, key=lambda one: one.quarter)
    now = {one.measure: one for one in in_turn if (one.measure, one.about) not in came}
    return {code: ForecastHistory(tuple(settled[code]), now.get(code)) for code in measures}


def by_methods(facts: CycleFacts, measures: Iterable[Measure]) -> list[PastForecast]:
    """What every method expected of each past year's end, in each quarter before it."""
    seen = list(_past_circumstances(facts, list(measures)))
    found = zip(seen, other_forecasts(seen), strict=True)
    return [forecast for one, others in found for forecast in _expected(facts, one, others)]


def outturns(facts: CycleFacts, measures: Iterable[Measure]) -> dict[tuple[str, Period], Outturn]:
    """What came, by the figures known now, with what it takes to weigh an error about it."""
    found: dict[tuple[str, Period], Outturn] = {}
    figures = by_measure(facts.known.values(), facts.quarter)
    for measure in measures:
        held = {one.period: one.value for one in figures.get(measure.code, ()) if one.value is not None}
        changes = [abs(change) for change in changes_known(held)]
        usual = sum(changes, Decimal(0)) / len(changes) if changes else Decimal(0)
        for period, value in held.items():
            found[measure.code, period] = Outturn(value, measure.polarity, usual, _met(facts, measure, period, value))
    return found


def _met(facts: CycleFacts, measure: Measure, period: Period, value: Decimal) -> bool | None:
    target = target_now(facts.plan, measure, period, cut_off_day(facts))
    if target is None or target.band is not None or measure.polarity is Polarity.CONTEXT:
        return None
    return shortfall(measure, value, target.value) <= 0


def _past_circumstances(facts: CycleFacts, measures: list[Measure]) -> Iterator[Circumstances]:
    """Each measure in each past quarter from which its year's end was still to come, as it was seen then."""
    first_seen: dict[FigureKey, Observation] = {}
    for figure in facts.vintages:
        first_seen.setdefault((figure.measure, figure.period), figure)
    for back in range(4 * MOST_YEARS_BACK, 0, -1):
        quarter = facts.quarter.shifted(-3 * back)
        if quarter == quarter.financial_year.quarters[-1]:
            continue
        cut_off = facts.cut_offs.get(quarter)
        known = first_seen if cut_off is None else as_known(facts.vintages, cut_off)
        figures = by_measure(known.values(), quarter)
        seen = (_seen(facts, measure, quarter, figures.get(measure.code, ())) for measure in measures)
        yield from (one for one in seen if one is not None and one.heading is not None)


def _seen(
    facts: CycleFacts, measure: Measure, quarter: Quarter, figures: tuple[Observation, ...]
) -> Circumstances | None:
    """By the measure's definition of today; None where the figures of then counted something else."""
    figure = next((one for one in figures if one.period == quarter and one.value is not None), None)
    if figure is None or definition_changed(facts.plan, measure, quarter.end) is not None:
        return None
    return circumstances(Case(facts.plan, measure, quarter, figures, on=quarter.end, due_on=quarter.end), figure)


def _expected(facts: CycleFacts, seen: Circumstances, others: Others) -> Iterator[PastForecast]:
    """By the method held against the target, and by each other that could be used."""
    heading, quarter = seen.heading, seen.past.now.period
    assert heading is not None, "only quarters with a forecast are seen"
    assert isinstance(quarter, Quarter), "only quarters have one"
    likely = heading.likely[-1] if heading.likely else None
    used = [(heading.method, heading.year_end, likely, heading.meets_target)]
    used += [(other.method, other.expected, other.likely, None) for other in others if other.expected is not None]
    for method, expected, within, meets in used:
        yield PastForecast(
            measure=seen.measure.code,
            about=quarter.financial_year.quarters[-1],
            made_in=quarter,
            method=method,
            owner=facts.plan.outcome_of(seen.measure).owner,
            expected=expected,
            lower=within.low if within is not None else None,
            upper=within.high if within is not None else None,
            meets_target=meets,
        )
