"""Projections beside R's forecast package 8.23.0 and its linear model.

Methods with a closed form must give the same figures and intervals. The ones R fits by search are a loose guide: for
theta, our figures must be near R's or R's within our interval; for its automatic models, which we do not offer, R's
figures must lie within the interval of a simple method of ours.
"""

from collections.abc import Callable
from pathlib import Path
from typing import Any

from lsp_core.judging.projections import Line, Method, Projection, ProjectionError, Step, line, project
from tests.oracles.outcomes import (
    Kind,
    Outcome,
    deviation,
    differences,
    expected_status,
    failed,
    is_missing,
    passed,
    refused,
    settle,
    tolerance_of,
)

FILE = "forecast_cases.json"

METHODS = {
    "naive": Method.NAIVE,
    "seasonal_naive": Method.SEASONAL_NAIVE,
    "drift": Method.DRIFT,
    "mean": Method.MEAN,
    "linear_trend": Method.LINEAR_TREND,
    "ses_alpha_0.3_simple": Method.SMOOTHED,
    "holt_0.5_0.1_simple": Method.HOLT,
}
CLOSED_FORM_TOLERANCE = 1e-8
NEAR = 0.05
"""Of the range of the figures: how near a figure found by search must be to R's."""
GUIDES = (Method.THETA, Method.SEASONAL_NAIVE, Method.NAIVE)
"""The methods of ours that R's automatic models are held beside: with a trend, with seasons, with neither."""

WIDER_THAN_R = {
    Method.DRIFT: "with no drift at all R counts one change more; ours is the same formula whatever the drift",
    Method.MEAN: "R counts a missing quarter among the figures its interval rests on; ours counts those there are",
}
"""Where our intervals are meant to be wider, by the method."""
NOT_OFFERED = "R chose a model by search; we offer none chosen so, and its figures lie outside every interval of ours"


def check(case: dict[str, Any], folder: Path) -> Outcome:
    """Project a case's figures by its method, and compare as strictly as the method allows."""
    method = case["input"]["method"]
    if method in METHODS:
        return _closed_form(case, METHODS[method])
    return _near_theta(case) if method == "theta" else _within_a_guide(case)


def _closed_form(case: dict[str, Any], method: Method) -> Outcome:
    expected = {name: values for name, values in case["expected"].items() if name not in ("status", "error", "model")}
    if expected_status(case) == "ok" and all(is_missing(value) for value in expected["mean"]):
        return _must_refuse(case, method)
    exact = {**case, "tolerance": max(tolerance_of(case), CLOSED_FORM_TOLERANCE)}
    outcome = settle(exact, lambda: _answer(case, method), expected)
    if outcome.kind is Kind.FAILED and _is_meant_to_be_wider(case["input"], method):
        return _wider(exact, method, outcome)
    return outcome


def _is_meant_to_be_wider(given: dict[str, Any], method: Method) -> bool:
    values = given["values"]
    return (method is Method.DRIFT and values[0] == values[-1]) or (method is Method.MEAN and None in values)


def _wider(case: dict[str, Any], method: Method, outcome: Outcome) -> Outcome:
    """A known deviation when the figures agree and only the intervals are wider; otherwise the outcome there was."""
    expected, ours = case["expected"], _answer(case, method)
    is_same = not differences(expected["mean"], ours["mean"], tolerance_of(case))
    is_wider = all(upper > theirs for upper, theirs in zip(ours["upper95"], expected["upper95"], strict=True))
    return deviation(WIDER_THAN_R[method]) if is_same and is_wider else outcome


def _must_refuse(case: dict[str, Any], method: Method) -> Outcome:
    """R answers with nothing but missing values; we say why there is no answer."""
    try:
        answer = _answer(case, method)
    except ProjectionError as refusal:
        return refused(str(refusal))
    return failed(f"answered {answer!r}, and should refuse")


def _near_theta(case: dict[str, Any]) -> Outcome:
    return _loosely(case, lambda: _is_near(case, _project(case, Method.THETA, 0.95)))


def _is_near(case: dict[str, Any], ours: Projection) -> Outcome:
    known = [value for value in case["input"]["values"] if value is not None]
    near = NEAR * (max(known) - min(known))
    far = [
        f"expected {theirs}, not {step.expected}"
        for step, theirs in zip(ours.steps, case["expected"]["mean"], strict=True)
        if abs(step.expected - theirs) > near and not _holds(step, theirs)
    ]
    return failed("; ".join(far)) if far else passed()


def _within_a_guide(case: dict[str, Any]) -> Outcome:
    """R's figures against each guide that can be used on the series."""
    if expected_status(case) != "ok":
        return _loosely(case, lambda: _project(case, Method.THETA, 0.95))
    theirs = case["expected"]["mean"]
    for guide in GUIDES:
        try:
            ours = _project(case, guide, 0.95)
        except ProjectionError:
            continue
        if all(_holds(step, value) for step, value in zip(ours.steps, theirs, strict=True)):
            return passed()
    return deviation(NOT_OFFERED)


def _loosely(case: dict[str, Any], check_answer: Callable[[], Any]) -> Outcome:
    """As `settle`, where a series with a gap that R fills by itself is refused by us."""
    try:
        answer = check_answer()
    except ProjectionError as refusal:
        if expected_status(case) == "ok" and None in case["input"]["values"]:
            return deviation(f"R fills the gap by itself and goes on; we say so and stop: {refusal}")
        return settle(case, lambda: _project(case, Method.THETA, 0.95))
    return answer if isinstance(answer, Outcome) else passed()


def _holds(step: Step, value: float) -> bool:
    return step.lower is not None and step.lower <= value <= step.upper


def _project(case: dict[str, Any], method: Method, level: float) -> Projection:
    given = case["input"]
    return project(given["values"], given["horizon"], method, given["frequency"], level)


def _answer(case: dict[str, Any], method: Method) -> dict[str, Any]:
    usual, narrow = (_project(case, method, level) for level in (0.95, 0.8))
    answer = {
        "mean": [step.expected for step in usual.steps],
        "lower80": [step.lower for step in narrow.steps],
        "upper80": [step.upper for step in narrow.steps],
        "lower95": [step.lower for step in usual.steps],
        "upper95": [step.upper for step in usual.steps],
    }
    if method is Method.LINEAR_TREND:
        found: Line = line(case["input"]["values"])
        answer |= {"intercept": found.intercept, "slope": found.slope, "p_slope": found.chance}
    return answer
