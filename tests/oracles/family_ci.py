"""Intervals, quantiles and funnels beside PHEindicatormethods 2.1.0 and the numbers its own tests are held to."""

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import numpy as np

from lsp_core.judging.funnels import Funnel, Placed, proportion_funnel, rate_funnel, ratio_funnel
from lsp_core.judging.intervals import (
    Estimate,
    Interval,
    Method,
    at_two_levels,
    byar_limits,
    exact_limits,
    mean,
    proportion,
    rate,
    rate_method,
    summed_within,
)
from lsp_core.judging.standing_among import Quantiles, quantile_of_each
from tests.oracles.outcomes import Outcome, failed, settle

FILE = "ci_cases.json"

METHODS = {Method.WILSON: "Wilson", Method.EXACT: "Exact", Method.BYAR: "Byars", None: None}
PLACES = {
    Placed.FAR_BELOW: "Low (0.001)",
    Placed.BELOW: "Low (0.025)",
    Placed.INSIDE: "Not significant",
    Placed.ABOVE: "High (0.025)",
    Placed.FAR_ABOVE: "High (0.001)",
}

RESTATED = frozenset({"area", "x", "n", "v", "value_sum", "value_count", "stdev", "nquantiles"}) | frozenset(
    {"confidence", "statistic", "groupvars", "qinverted"}
)
"""What the peer hands back of its input, or says in its own labels."""

Input = Mapping[str, Any]
Answer = dict[str, Any]


def check(case: Mapping[str, Any], folder: Path) -> Outcome:
    """Hold one case's intervals, quantiles or places beside the expected ones."""
    answer = _FUNCTIONS.get(case["fn"])
    if answer is None:
        return failed(f"no function is known that does what {case['fn']} does")
    expected = {name: _single(value) for name, value in case["expected"].get("out", {}).items() if name not in RESTATED}
    return settle(case, lambda: {name: _single(value) for name, value in answer(case["input"]).items()}, expected)


def _single(value: Any) -> Any:
    """The peer writes one number as a list of one."""
    plain = value.tolist() if hasattr(value, "tolist") else value
    return plain[0] if isinstance(plain, list) and len(plain) == 1 else plain


def _at_levels(confidence: Any, estimate: Callable[[float], Interval]) -> Answer:
    if not isinstance(confidence, list):
        limits = estimate(_level(confidence))
        return {"lowercl": limits.lower, "uppercl": limits.upper}
    inner, outer = at_two_levels(estimate, confidence)
    return {
        "lower95_0cl": inner.lower,
        "upper95_0cl": inner.upper,
        "lower99_8cl": outer.lower,
        "upper99_8cl": outer.upper,
    }


def _level(confidence: Any) -> float:
    return float(confidence.rstrip("%")) if isinstance(confidence, str) else confidence


def _proportion(given: Input) -> Answer:
    def estimate(confidence: float) -> Estimate:
        return proportion(given["x"], given["n"], confidence, given.get("multiplier", 1))

    limits = _at_levels(given["confidence"], estimate)
    return limits | {"value": estimate(0.95).value, "method": METHODS[Method.WILSON]}


def _rate(given: Input) -> Answer:
    def estimate(confidence: float) -> Estimate:
        return rate(given["x"], given["n"], confidence, given.get("multiplier", 1))

    limits = _at_levels(given["confidence"], estimate)
    methods = [METHODS[rate_method(events)] for events in np.atleast_1d(np.asarray(given["x"], dtype=float))]
    return limits | {"value": estimate(0.95).value, "method": methods}


def _mean(given: Input) -> Answer:
    limits = _at_levels(given["confidence"], lambda confidence: mean(given["values"], confidence))
    return limits | {"value": mean(given["values"]).value, "method": "Student's t-distribution"}


def _byar(given: Input) -> Answer:
    return _at_levels(given["confidence"], lambda confidence: byar_limits(given["x"], confidence))


def _exact(given: Input) -> Answer:
    return _at_levels(given["confidence"], lambda confidence: exact_limits(given["x"], confidence))


def _summed_first(one: Callable[[Input], Answer]) -> Callable[[Input], Answer]:
    def answer(given: Input) -> Answer:
        x, n = summed_within(given["area"], given["x"]), summed_within(given["area"], given["n"])
        found = one({**given, "x": list(x.values()), "n": list(n.values())})
        return found | ({"method": [found["method"]] * len(x)} if isinstance(found["method"], str) else {})

    return answer


def _quantile(given: Input) -> Answer:
    found = quantile_of_each(
        Quantiles.RANKS_SHARED_OUT, given["values"], given["nquantiles"], highest_first=given["invert"]
    )
    return {"quantile": found}


def _funnel(draw: Callable[..., Funnel], value: str) -> Callable[[Input], Answer]:
    def answer(given: Input) -> Answer:
        per = {"per": given["multiplier"]} if "multiplier" in given and draw is rate_funnel else {}
        funnel = draw(given["x"], given["n"], **per)
        return {value: funnel.values, "significance": [PLACES[place] for place in funnel.placed]}

    return answer


_FUNCTIONS: dict[str, Callable[[Input], Answer]] = {
    "phe_proportion": _proportion,
    "phe_proportion_grouped": _summed_first(_proportion),
    "wilson": _proportion,
    "phe_rate": _rate,
    "phe_rate_grouped": _summed_first(_rate),
    "phe_mean": _mean,
    "byars": _byar,
    "exact": _exact,
    "phe_quantile": _quantile,
    "funnel_prop": _funnel(proportion_funnel, "proportion"),
    "funnel_ratio": _funnel(ratio_funnel, "ratio"),
    "funnel_rate_crude": _funnel(rate_funnel, "rate"),
}
