"""XmR charts beside NHSRplotthedots 0.2.2: every mean, limit, special cause, variation and assurance.

Cases are judged by the reading that follows the package; where our own reading differs is said in `variation`.
"""

from collections import defaultdict
from datetime import date
from pathlib import Path
from typing import Any

from lsp_core.judging.assurance import Assurance
from lsp_core.judging.variation import (
    PLOT_THE_DOTS,
    PLOT_THE_DOTS_UNSCREENED,
    Cause,
    Chart,
    Phase,
    Point,
    Reading,
    Variation,
    judge_all,
)
from lsp_core.judging.variation_series import Batch, Series, series_over_time
from lsp_core.plan.model import Polarity
from tests.oracles.outcomes import Outcome, expected_status, failed, settle

FILE = "spc_cases.json"
NO_FACET = "no facet"

POLARITIES = {
    "increase": Polarity.HIGHER_IS_BETTER,
    "decrease": Polarity.LOWER_IS_BETTER,
    "neutral": Polarity.CONTEXT,
}
CAUSES = {
    Cause.ORDINARY: "Common Cause",
    Cause.ABOVE_LIMIT: "Above UCL",
    Cause.BELOW_LIMIT: "Below LCL",
    Cause.RISING: "7 Point Trend (Increasing)",
    Cause.FALLING: "7 Point Trend (Decreasing)",
    Cause.TWO_IN_THREE_HIGH: "2 in 3 Above CL",
    Cause.TWO_IN_THREE_LOW: "2 in 3 Below CL",
    Cause.RUN_ABOVE: "7 Points Above CL",
    Cause.RUN_BELOW: "7 Points Below CL",
}
VARIATIONS = {
    Variation.ORDINARY: "common_cause",
    Variation.IMPROVEMENT: "special_cause_improvement",
    Variation.CONCERN: "special_cause_concern",
    Variation.HIGH: "special_cause_neutral_high",
    Variation.LOW: "special_cause_neutral_low",
}
ASSURANCES = {
    Assurance.NOT_SAID: None,
    Assurance.PASSES: "consistent_pass",
    Assurance.HIT_OR_MISS: "inconsistent",
    Assurance.FAILS: "consistent_fail",
}
ASSURANCE_ICONS = {"consistent_pass": "pass.svg", "inconsistent": "inconsistent.svg", "consistent_fail": "fail.svg"}


def check(case: dict[str, Any], folder: Path) -> Outcome:
    """Judge a case's series together and compare everything the package says about them."""
    if expected_status(case) == "peer_error":
        return _must_not_crash(case)
    return settle(case, lambda: _answer(case["input"]), expected=_looked_at(case["expected"]))


def _must_not_crash(case: dict[str, Any]) -> Outcome:
    charts = _charts(case["input"]).values()
    missing_but_marked = any(
        point.value is None and point.cause is not Cause.ORDINARY for chart in charts for point in chart.points
    )
    return failed("a missing figure is marked") if missing_but_marked else settle(case, lambda: charts)


def _looked_at(expected: dict[str, Any]) -> dict[str, Any]:
    """What the package worked out, without what it only repeats from the input."""
    repeated = {"x", "facet", "trajectory", "target"}
    points = {name: values for name, values in expected.get("points", {}).items() if name not in repeated}
    summary = {name: values for name, values in expected.get("summary", {}).items() if name != "facet"}
    warns = bool(expected.get("warnings"))
    return {"points": points, "summary": summary, "icons": expected.get("icons"), "warns of trial limits": warns}


def _answer(given: dict[str, Any]) -> dict[str, Any]:
    charts = _charts(given)
    phases = [phase for chart in charts.values() for phase in chart.phases]
    return {
        "points": _points(given, charts),
        "summary": _summary(given, charts),
        "icons": _icons(given, charts),
        "warns of trial limits": any(phase.is_trial for phase in phases),
    }


def _charts(given: dict[str, Any]) -> dict[str, Chart]:
    series = _series_by_facet(given)
    charts = judge_all(Batch.of(list(series.values())), _reading(given))
    return {facet: charts.chart(place) for place, facet in enumerate(series)}


def _reading(given: dict[str, Any]) -> Reading:
    return PLOT_THE_DOTS if given["screen_outliers"] else PLOT_THE_DOTS_UNSCREENED


def _series_by_facet(given: dict[str, Any]) -> dict[str, Series]:
    figures = defaultdict(list)
    facets = given["facet"] or [NO_FACET] * len(given["x"])
    for facet, day, value in zip(facets, given["x"], given["y"], strict=True):
        figures[facet].append((date.fromisoformat(day), value))
    return {
        facet: series_over_time(
            figures[facet],
            POLARITIES[given["improvement_direction"]],
            _own(given["target"], facet),
            [date.fromisoformat(day) for day in _rebases(given, facet)],
            given["fix_after_n_points"],
            only_exact_rebases=True,
        )
        for facet in sorted(figures)
    }


def _own(setting: Any, facet: str) -> Any:
    """A setting given for every facet, or by facet."""
    return setting.get(facet) if isinstance(setting, dict) else setting


def _rebases(given: dict[str, Any], facet: str) -> list[str]:
    rebases = _own(given["rebase"], facet) or []
    return [rebases] if isinstance(rebases, str) else rebases


def _is_rebased_at_first_row(given: dict[str, Any], facet: str) -> bool:
    """The package then numbers its groups from 1; nothing else changes."""
    facets = given["facet"] or [NO_FACET] * len(given["x"])
    first = min(day for day, its_facet in zip(given["x"], facets, strict=True) if its_facet == facet)
    return first in _rebases(given, facet)


def _points(given: dict[str, Any], charts: dict[str, Chart]) -> dict[str, list[Any]]:
    rows = defaultdict(list)
    for facet, chart in charts.items():
        at_first_row = _is_rebased_at_first_row(given, facet)
        for place, point in enumerate(chart.points):
            phase = chart.phases[point.phase]
            for name, value in _point(point, phase, place, given).items():
                rows[name].append(value)
            rows["rebase_group"].append(point.phase + at_first_row)
    return dict(rows)


def _point(point: Point, phase: Phase, place: int, given: dict[str, Any]) -> dict[str, Any]:
    counts = place - phase.first_row < (given["fix_after_n_points"] or phase.rows)
    can_be_placed = point.value is not None and phase.lower is not None
    return {
        "y": point.value,
        "fix_y": point.value if counts else None,
        "mean": phase.mean,
        "lpl": phase.lower,
        "upl": phase.upper,
        "derived_average_moving_range": phase.average_range,
        "short_group_warning": phase.is_trial,
        "outside_limits": point.is_outside if can_be_placed else None,
        "close_to_limits": point.is_near if can_be_placed else None,
        "relative_to_mean": point.side if point.value is not None else None,
        "special_cause_type": CAUSES[point.cause],
        "special_cause_flag": point.cause is not Cause.ORDINARY,
        "point_type": VARIATIONS[point.variation],
    }


def _summary(given: dict[str, Any], charts: dict[str, Chart]) -> dict[str, list[Any]]:
    rows = defaultdict(list)
    for facet, chart in charts.items():
        at_first_row = _is_rebased_at_first_row(given, facet)
        for place, phase in enumerate(chart.phases):
            kinds = [point.variation for point in chart.points if point.phase == place]
            rows["rebase_group"].append(place + at_first_row)
            rows["mean"].append(phase.mean)
            rows["lpl"].append(phase.lower)
            rows["upl"].append(phase.upper)
            rows["n"].append(phase.rows)
            rows["common_cause"].append(kinds.count(Variation.ORDINARY))
            rows["special_cause_improvement"].append(kinds.count(Variation.IMPROVEMENT))
            rows["special_cause_concern"].append(kinds.count(Variation.CONCERN))
            rows["variation_type"].append(VARIATIONS[phase.variation])
            rows["assurance_type"].append(ASSURANCES[phase.assurance] if phase is chart.now else None)
    return dict(rows)


def _icons(given: dict[str, Any], charts: dict[str, Chart]) -> dict[str, list[str]]:
    polarity = POLARITIES[given["improvement_direction"]]
    icons = [(facet, "variation", _variation_icon(chart.now.variation, polarity)) for facet, chart in charts.items()]
    for facet, chart in charts.items():
        assured = ASSURANCES[chart.now.assurance]
        if assured is not None:
            icons.append((facet, "assurance", ASSURANCE_ICONS[assured]))
    return {name: [icon[place] for icon in icons] for place, name in enumerate(("f", "type", "icon"))}


def _variation_icon(variation: Variation, polarity: Polarity) -> str:
    """The name of the package's picture, which says which way is up as well."""
    if variation is Variation.ORDINARY:
        return "common_cause.svg"
    if variation in (Variation.HIGH, Variation.LOW):
        return f"neutral_{'high' if variation is Variation.HIGH else 'low'}.svg"
    is_improvement = variation is Variation.IMPROVEMENT
    goes_up = is_improvement == (polarity is Polarity.HIGHER_IS_BETTER)
    return f"{'improvement' if is_improvement else 'concern'}_{'high' if goes_up else 'low'}.svg"
