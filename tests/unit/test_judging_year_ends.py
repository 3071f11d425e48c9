"""Other methods' views of the year's end, worked out for all measures at once."""

from decimal import Decimal

import pytest

from lsp_core.judging import projections
from lsp_core.judging.judge import judge
from lsp_core.plan.model import Profile
from tests.factories import Q1, Q3, Q4, a_measure, a_plan, an_observation, some_facts

HISTORIES = {
    "EV": "62 64 61 66 70 68 69 72 71 75",
    "UC": "- 64 61 - 70 68 69 72 71 75",
    "AE4H": "70 72 71",
    "POV": "5 9 2 8 3 9 1",
}


def forecasts(quarter, **changes):
    plan = a_plan(measures=tuple(a_measure(code, maximum=Decimal(80), **changes) for code in HISTORIES), targets=())
    figures = tuple(
        an_observation(code, quarter.shifted(-3 * back), value)
        for code, values in HISTORIES.items()
        for back, value in enumerate(reversed(values.split()))
        if value != "-"
    )
    return {a.measure: a.forecast for a in judge(some_facts(quarter, figures, plan=plan))}


@pytest.mark.parametrize("profile", [Profile.FLAT, Profile.CUMULATIVE])
@pytest.mark.parametrize("quarter", [Q1, Q3])
def test_all_at_once_each_measure_is_told_what_it_would_be_told_alone(quarter, profile):
    for measure, forecast in forecasts(quarter, profile=profile).items():
        values = [None if v == "-" else Decimal(v) for v in HISTORIES[measure].lstrip("- ").split()]
        alone = projections.year_end(values, quarter.number, 0, 80, counts_up=profile is Profile.CUMULATIVE)
        assert [other.method for other in forecast.others] == [end.method for end in alone]
        for other, end in zip(forecast.others, alone, strict=True):
            assert close(other.expected, end.step and end.step.expected)
            assert close(other.likely and other.likely.low, end.step and end.step.lower)
            assert close(other.likely and other.likely.high, end.step and end.step.upper)
            assert bool(other.why_not) == bool(end.why_not)


def test_once_the_year_has_ended_no_method_has_anything_to_say():
    assert all(forecast.others == () for forecast in forecasts(Q4).values())


def close(ours, theirs):
    return (ours is None) == (theirs is None) and (ours is None or float(ours) == pytest.approx(theirs))
