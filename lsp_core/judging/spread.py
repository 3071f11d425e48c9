"""How far a whole's parts are apart: the widest gap between areas, and whether it is more than chance.

Only shares and rates are compared: counts differ because areas differ in size. A part that is not shown is left out.
"""

from decimal import Decimal

from lsp_core.judging.assessment import Reason
from lsp_core.judging.case import Case
from lsp_core.judging.wholes import made_of_in_words, name_of
from lsp_core.observations import Observation
from lsp_core.plan.model import Measure, Plan
from lsp_core.wording import amount, difference

WHOLE_RULE = "whole: recomputed from the parts' counts, v1"
SPREAD_RULE = "spread: widest gap between parts, v1"


def why_whole(case: Case, figure: Observation) -> list[Reason]:
    """What a whole was worked out from, and how far its parts are apart where that is more than chance."""
    made_of = made_of_in_words(case.plan, case.measure, figure)
    if not made_of:
        return []
    ends = ends_of(figure)
    if ends is None or not _is_more_than_chance(case.measure, *ends):
        return [Reason(WHOLE_RULE, made_of)]
    gap = widest_gap(case.plan, case.measure, figure)
    return [Reason(WHOLE_RULE, made_of), Reason(SPREAD_RULE, f"The widest gap between parts is {gap}.")]


def ends_of(whole: Observation) -> tuple[Observation, Observation] | None:
    """The parts with the lowest and the highest figure; None where there are not two that differ."""
    shown = [part for part in whole.made_of if part.value is not None]
    low, high = min(shown, key=_value, default=None), max(shown, key=_value, default=None)
    return None if low is None or high is None or low.value == high.value else (low, high)


def widest_gap(plan: Plan, measure: Measure, whole: Observation | None) -> str:
    """For example `12.0 percentage points, from 40.0% (North) to 52.0% (South)`; empty where there is none."""
    ends = ends_of(whole) if whole is not None and measure.from_counts else None
    if ends is None:
        return ""
    low, high = (f"{amount(_value(end), measure)} ({name_of(plan, end.measure)})" for end in ends)
    return f"{difference(_value(ends[1]) - _value(ends[0]), measure)}, from {low} to {high}"


def _value(part: Observation) -> Decimal:
    assert part.value is not None, "only parts that are shown are compared"
    return part.value


def _is_more_than_chance(measure: Measure, low: Observation, high: Observation) -> bool:
    """Whether the two 95% intervals lie apart: a strict test, as suits a pair picked for being the furthest apart."""
    from lsp_core.judging.figure_interval import interval_of  # brings numpy

    below, above = interval_of(low, measure), interval_of(high, measure)
    return below is not None and above is not None and below[1] < above[0]
