"""Recent trends beside Fingertips (its 2020 code) and FingertipsNext (2025), each case by both editions."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from lsp_core.judging.intervals import Estimate, Interval
from lsp_core.judging.recent_trend import (
    FIGURES_USED,
    Edition,
    Kind,
    Meaning,
    Series,
    Trend,
    Weighing,
    change_between,
    meaning,
    recent_trends,
)
from lsp_core.plan.measures import Polarity
from tests.oracles.outcomes import KnownDeviation, Outcome, failed, is_missing, settle

FILE = "trend_cases.json"

MARKERS = {
    Trend.INCREASING: "Increasing",
    Trend.DECREASING: "Decreasing",
    Trend.NO_CHANGE: "NoChange",
    Trend.CANNOT_BE_CALCULATED: "CannotBeCalculated",
}
MEANINGS = {
    Meaning.INCREASING_AND_BETTER: "IncreasingAndGettingBetter",
    Meaning.INCREASING_AND_WORSE: "IncreasingAndGettingWorse",
    Meaning.DECREASING_AND_BETTER: "DecreasingAndGettingBetter",
    Meaning.DECREASING_AND_WORSE: "DecreasingAndGettingWorse",
    **{Meaning[trend.name]: word for trend, word in MARKERS.items()},
}
POLARITIES = {
    "high is good": Polarity.HIGHER_IS_BETTER,
    "low is good": Polarity.LOWER_IS_BETTER,
    "no judgement": Polarity.CONTEXT,
    "not applicable": Polarity.CONTEXT,
}
AS_PROPORTIONS = "SPC for proportions (method 5)"


def check(case: Mapping[str, Any], folder: Path) -> Outcome:
    """Hold one case's trend beside the expected one, by every edition it was worked out for."""
    answer = _GROUPS.get(case["group"])
    return answer(case) if answer else failed(f"no rule is known for {case['group']}")


def _five_points(case: Mapping[str, Any]) -> Outcome:
    given = case["input"]
    editions = {"expected": Edition.FINGERTIPS_2020, "expected_fingertips_next": Edition.FINGERTIPS_2025}
    expected = {name: _compared_part(case[name]) for name in editions if case.get(name)}
    if case.get("undefined_in_peer"):
        # The 2020 code takes the log of no events; its chi-squared does not, and is all that can be compared.
        expected["expected"] = {"chi2": case["expected"]["chi2"]}
    return settle(case, lambda: {name: _trend(given, editions[name]) for name in expected}, expected)


def _compared_part(expected: Mapping[str, Any]) -> dict[str, Any]:
    return {name: expected[name] for name in ("marker", "chi2", "significant")}


def _trend(given: Mapping[str, Any], edition: Edition) -> dict[str, Any]:
    by_proportions = edition is Edition.FINGERTIPS_2020 and given.get("comparator_method") == AS_PROPORTIONS
    weighing = Weighing.AS_PROPORTIONS if by_proportions else Weighing.BY_INTERVAL
    found = recent_trends(_series(given["points"]), _kind(given), edition, weighing, given["year_range"])
    chi_squared = 0.0 if np.isnan(found.chi_squared[0]) else found.chi_squared[0]
    return {"marker": MARKERS[found.trend[0]], "chi2": chi_squared, "significant": bool(found.is_significant[0])}


def _series(points: Sequence[Mapping[str, Any]]) -> Series:
    in_order = sorted(points, key=lambda point: point["year"])

    def column(name: str) -> np.ndarray:
        return np.array([[point[name] for point in in_order]], dtype=float)

    interval = Interval(column("lower95"), column("upper95"))
    return Series(column("value"), column("count"), column("denominator"), interval)


def _kind(given: Mapping[str, Any]) -> Kind:
    named = str(given["value_type"]).lower()
    return Kind(named) if named in set(Kind) else Kind.OTHER


def _two_points(case: Mapping[str, Any]) -> Outcome:
    given = case["input"]
    found = [_estimate(given[name]) for name in ("previous", "latest")]
    return settle(case, lambda: {"outcome": MARKERS[change_between(*found).item()]})


def _estimate(point: Mapping[str, Any] | None) -> Estimate:
    value, lower, upper = (np.asarray((point or {}).get(name), dtype=float) for name in ("value", "lower95", "upper95"))
    return Estimate(lower, upper, value)


def _worked_example(case: Mapping[str, Any]) -> Outcome:
    given = case["input"]

    def answer() -> dict[str, str]:
        found = recent_trends(_series(given["points"]), _kind(given), years_in_a_figure=given["year_range"])
        return {"marker": MEANINGS[meaning(found.trend[0], POLARITIES[given["polarity"].lower()])]}

    return settle(case, answer)


def _polarity(case: Mapping[str, Any]) -> Outcome:
    given = case["input"]
    trend = next(trend for trend, word in MARKERS.items() if word == given["trend"])
    return settle(case, lambda: {"marker": MEANINGS[meaning(trend, POLARITIES[given["polarity"].lower()])]})


_GROUPS = {
    "recent_trend_5_points": _five_points,
    "worked_example_website": _worked_example,
    "change_two_points": _two_points,
    "polarity_adjust": _polarity,
}


def _nothing_to_weigh_by(case: Mapping[str, Any]) -> bool:
    points = case["input"].get("points", [])
    return bool(points) and not any(_has_width(point) for point in points)


def _has_width(point: Mapping[str, Any]) -> bool:
    lower, upper = point.get("lower95"), point.get("upper95")
    return not is_missing(lower) and not is_missing(upper) and upper > lower


def _rises_by_one_figure_alone(case: Mapping[str, Any]) -> bool:
    markers = {case.get(name, {}).get("marker") for name in ("expected", "expected_fingertips_next")}
    recent = sorted(case["input"].get("points", []), key=lambda point: point["year"])[-FIGURES_USED:]
    shares = [point["value"] for point in recent]
    is_flat_without_one = any(len({*shares[:place], *shares[place + 1 :]}) == 1 for place in range(len(shares)))
    return "Increasing" in markers and is_flat_without_one


DEVIATIONS = (
    KnownDeviation(
        "a flat line counted as rising",
        "Without one figure the line is flat. The peer counts a slope of zero as rising, so that one odd year makes a "
        "rise but never a fall; the check is there to stop either, and a flat line keeps no direction.",
        _rises_by_one_figure_alone,
    ),
    KnownDeviation(
        "no intervals at all",
        "No figure has an interval with a width, so the weighted line has no weights. The peer's “no change” is what "
        "comparing with not-a-number happens to give. No evidence is not evidence of no change: we say that it "
        "cannot be calculated.",
        _nothing_to_weigh_by,
    ),
)
