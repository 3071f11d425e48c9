"""Comparison with a benchmark and with everybody else beside Fingertips, FingertipsNext, the LGBF and OFLOG."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict
from pathlib import Path
from statistics import NormalDist
from typing import Any

import numpy as np

from lsp_core.judging.comparison import Figures, Position, Reading, Standing, compare, standing
from lsp_core.judging.intervals import Interval
from lsp_core.judging.standing_among import (
    Quantiles,
    all_together,
    change_for_the_better,
    deviations_from_median,
    middle,
    places_gained,
    quantile_bounds,
    quantile_of_each,
    rank_shares,
    ranks,
    spread,
)
from lsp_core.plan.measures import Polarity
from tests.oracles.outcomes import Outcome, failed, settle

FILE = "benchmark_cases.json"

POLARITIES = {
    "high is good": Polarity.HIGHER_IS_BETTER,
    "low is good": Polarity.LOWER_IS_BETTER,
    "no judgement": Polarity.CONTEXT,
}
NOT_APPLICABLE = "not applicable"
FINGERTIPS_WORDS = {
    Standing.MUCH_BETTER: "Best",
    Standing.BETTER: "Better",
    Standing.SIMILAR: "Same",
    Standing.WORSE: "Worse",
    Standing.MUCH_WORSE: "Worst",
    # Without a judgement Fingertips keeps its codes for better and worse, and shows them as higher and lower.
    Standing.MUCH_HIGHER: "Best",
    Standing.HIGHER: "Better",
    Standing.LOWER: "Worse",
    Standing.MUCH_LOWER: "Worst",
    Standing.NOT_COMPARED: "None",
}
FINGERTIPS_NEXT_WORDS = FINGERTIPS_WORDS | {
    Standing.SIMILAR: "Similar",
    Standing.HIGHER: "Higher",
    Standing.LOWER: "Lower",
    Standing.NOT_COMPARED: "NotCompared",
}
NO_QUANTILE = 0
"""What Fingertips answers where there are too few areas."""

Input = Mapping[str, Any]


def check(case: Mapping[str, Any], folder: Path) -> Outcome:
    """Hold one case's outcome, quantiles, ranks or changes beside the expected ones."""
    answer = _GROUPS.get(case["group"])
    if answer is None:
        return failed(f"no reading is known for {case['group']}")
    return settle(case, lambda: answer(case["input"]))


def _against(reading: Reading, words: Mapping[Standing, str] = FINGERTIPS_WORDS) -> Callable[[Input], Any]:
    def answer(given: Input) -> Any:
        return {"outcome": words[_stands(reading, given)]}

    return answer


def _stands(reading: Reading, given: Input) -> Standing:
    if given["polarity"].lower() == NOT_APPLICABLE:
        return Standing.NOT_COMPARED
    limits = {"confidence": _CONFIDENCE[reading](given), "per": given["unit"]} if reading in _CONFIDENCE else {}
    position = compare(reading, _figures(given["data"]), _figures(given["benchmark"]), **limits)
    return standing(Position(int(position)), POLARITIES[given["polarity"].lower()])


_CONFIDENCE: dict[Reading, Callable[[Input], float]] = {
    # The peer is told how many standard errors to reach, or what share to leave in each tail.
    Reading.PROPORTION_LIMITS: lambda given: 2 * NormalDist().cdf(given["confidence_variable"]) - 1,
    Reading.RATE_LIMITS: lambda given: 1 - 2 * given["confidence_variable"],
}


def _figures(data: Input | None) -> Figures:
    data = data or {}
    return Figures(
        data.get("value"),
        _interval(data, "95"),
        _interval(data, "998"),
        data.get("denominator2", data.get("denominator")),
    )


def _interval(data: Input, level: str) -> Interval:
    return Interval(np.asarray(data.get(f"lower{level}"), float), np.asarray(data.get(f"upper{level}"), float))


def _bounds_and_categories(given: Input) -> Any:
    count = given["categories"]
    # Fingertips turns quintiles round where high is good, and leaves quartiles as they are.
    highest_first = count == 5 and given["polarity"] == "high is good"
    found = quantile_of_each(Quantiles.BETWEEN_BOUNDS, given["values"], count, highest_first)
    return {
        "bounds": quantile_bounds(given["values"], count),
        "categories": np.where(np.isnan(found), NO_QUANTILE, found),
    }


def _percentiles(given: Input) -> Any:
    found = spread(given["values"])
    if found is None:
        return None
    names = {"min": found.least, "p5": found.p5, "p25": found.p25, "median": found.median}
    return names | {"p75": found.p75, "p95": found.p95, "max": found.most}


def _lgbf_ranks(given: Input) -> Any:
    values, polarity, family = given["value"], POLARITIES[given["polarity"]], given["family"]
    return {
        "rank": ranks(values, polarity),
        "percentile": rank_shares(values, polarity),
        "family_rank": ranks(values, polarity, within=family),
        "family_percentile": rank_shares(values, polarity, within=family),
        "mean": middle(values).mean,
        "median": middle(values).median,
        "numerator_over_denominator": all_together(given["numerator"], given["denominator"]),
        "family": {name: asdict(middle(_members(values, family, name))) for name in set(family)},
    }


def _members(values: Sequence[float | None], family: Sequence[str], name: str) -> list[float | None]:
    return [value for value, its_family in zip(values, family, strict=True) if its_family == name]


def _lgbf_changes(given: Input) -> Any:
    before, now = given["previous"], given["current"]

    def change(name: str) -> Any:
        return change_for_the_better(before[name], now[name], Polarity.CONTEXT)

    return {
        "Value_ChangeSincePrevious": change("Value"),
        "Numerator_ChangeSincePrevious": change("Numerator"),
        "Denominator_ChangeSincePrevious": change("Denominator"),
        "ScotRank_ChangeSincePrevious": places_gained(before["ScotRank"], now["ScotRank"]),
        "PercentChange_AimAdjusted_SincePrevious": change_for_the_better(
            before["Value"], now["Value"], Polarity.HIGHER_IS_BETTER
        ),
    }


def _deviations_from_median(given: Input) -> Any:
    return {"mads_from_median": deviations_from_median(given["value"]), "median": middle(given["value"]).median}


_GROUPS: dict[str, Callable[[Input], Any]] = {
    "benchmark_value_in_ci95": _against(Reading.VALUE_IN_INTERVAL),
    "benchmark_value_two_ci_levels": _against(Reading.VALUE_IN_TWO_INTERVALS),
    "overlapping_cis": _against(Reading.OVERLAPPING_INTERVALS),
    "spc_for_proportions": _against(Reading.PROPORTION_LIMITS),
    "spc_for_dsr": _against(Reading.RATE_LIMITS),
    "fingertips_next_expected_response": _against(Reading.INTERVAL_EXCLUDES, FINGERTIPS_NEXT_WORDS),
    "quartile_quintile_bounds": _bounds_and_categories,
    "percentiles": _percentiles,
    "lgbf_rank": _lgbf_ranks,
    "lgbf_change": _lgbf_changes,
    "oflog_mads_from_median": _deviations_from_median,
}
