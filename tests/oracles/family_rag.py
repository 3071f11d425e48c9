"""Statuses and readings beside those of six publishers, each group of cases by its publisher's own rule."""

from collections.abc import Callable, Mapping
from decimal import Decimal
from pathlib import Path
from typing import Any

from lsp_core.judging.published import (
    fingertips,
    hart,
    local_government_office,
    outcomes_profile,
    undp,
    wellbeing_framework,
)
from lsp_core.plan.model import Polarity
from tests.oracles.outcomes import KnownDeviation, Outcome, failed, passed, settle

FILE = "rag_cases.json"
POLARITIES = {
    "high is good": Polarity.HIGHER_IS_BETTER,
    "low is good": Polarity.LOWER_IS_BETTER,
    "not applicable": Polarity.CONTEXT,
    "no judgement": Polarity.CONTEXT,
    "high": Polarity.HIGHER_IS_BETTER,
    "low": Polarity.LOWER_IS_BETTER,
    "increase": Polarity.HIGHER_IS_BETTER,
    "decrease": Polarity.LOWER_IS_BETTER,
    "Yes": Polarity.HIGHER_IS_BETTER,
    "No": Polarity.LOWER_IS_BETTER,
}


def check(case: Mapping[str, Any], folder: Path) -> Outcome:
    """Hold one case's reading beside the published one."""
    answer = _GROUPS.get(case["group"])
    return answer(case) if answer else failed(f"no rule is known for {case['group']}")


def number(value: Any) -> Decimal | None:
    """A number of a case, exactly as it is written; None for one that is missing."""
    return None if value in (None, "NaN") else Decimal(str(value))


def single_target(case: Mapping[str, Any]) -> dict[str, Any]:
    given, polarity = case["input"], POLARITIES[case["input"]["polarity"]]
    data, target = given["data"], Decimal(str(given["target"]))
    if not given["use_cis"]:
        return {"outcome": str(fingertips.single_target(number(data["value"]), target, polarity))}
    lower, upper = number(data.get("lower95")), number(data.get("upper95"))
    interval = fingertips.Interval(lower, upper) if lower is not None and upper is not None else None
    return {"outcome": str(fingertips.single_target_by_interval(interval, target, polarity))}


def range_target(case: Mapping[str, Any]) -> dict[str, Any]:
    given, polarity = case["input"], POLARITIES[case["input"]["polarity"]]
    lower, upper = Decimal(str(given["lower"])), Decimal(str(given["upper"]))
    return {"outcome": str(fingertips.range_target(number(given["data"]["value"]), lower, upper, polarity))}


def percentile_range_target(case: Mapping[str, Any]) -> dict[str, Any]:
    given, polarity = case["input"], POLARITIES[case["input"]["polarity"]]
    values = [value for one in given["all_values"] if (value := number(one)) is not None]
    lower, upper = (
        fingertips.percentile(values, Decimal(str(given[f"{end}_percentile"]))) for end in ("lower", "upper")
    )
    found = fingertips.range_target(number(given["data"]["value"]), lower, upper, polarity)
    return {"outcome": str(found), "lower_value": float(lower), "upper_value": float(upper)}


def partnership_colour(case: Mapping[str, Any]) -> dict[str, Any]:
    given = case["input"]
    area = outcomes_profile.FirstAndLast(number(given["first_value"]), number(given["last_value"]))
    other = outcomes_profile.FirstAndLast(
        number(given["comparator_first_value"]), number(given["comparator_last_value"])
    )
    found = outcomes_profile.colour(area, other, POLARITIES[given["high_is_positive"]])
    return {"colour": None if found is None else str(found)}


def base_year(case: Mapping[str, Any]) -> dict[str, Any]:
    given = case["input"]
    written = str(given["threshold"])
    threshold = wellbeing_framework.Threshold(Decimal(written.removesuffix("c")), written.endswith("c"))
    values = [number(value) for value in given["values"]]
    polarity = POLARITIES[given["improvement"]]
    found = wellbeing_framework.change_since_base(given["periods"], values, given["base_period"], threshold, polarity)
    return {"status": str(found)}


def undp_score(case: Mapping[str, Any]) -> dict[str, Any]:
    given = case["input"]
    if "actual_percent" in given:
        return scored(undp.vacancy_score(Decimal(str(given["actual_percent"]))))
    if "percent_below_trend" in given:
        return scored(undp.delivery_score(Decimal(str(given["percent_below_trend"]))))
    if "milestone" in given:
        parts = (number(given[name]) for name in ("baseline", "actual", "milestone"))
        found = undp.percent_of_the_way(*parts)
        return {"progress_percent": None if found is None else float(found)}
    if "max_points" in given:
        achieved, most = Decimal(str(given["achievement_percent"])), Decimal(str(given["max_points"]))
        return {"points": float(undp.points_for(achieved, most))}
    if "result" not in given:
        raise ValueError(f"no rule is known for {given['rule']}")
    return {"progress_percent": float(undp.percent_of_target(number(given["result"]), number(given["target"])))}


def scored(score: Decimal) -> dict[str, Any]:
    return {"score": float(score), "colour": undp.colour(score)}


def settled(group: Callable[[Mapping[str, Any]], dict[str, Any]]) -> Callable[[Mapping[str, Any]], Outcome]:
    """How a group whose whole answer is compared becomes an outcome."""
    return lambda case: settle(as_refusal(case), lambda: group(case))


def as_refusal(case: Mapping[str, Any]) -> Mapping[str, Any]:
    """The one group that names the peer's exception, in the words of the others."""
    if "error" in case["expected"] and "status" not in case["expected"]:
        return {**case, "expected": {"status": "error", **case["expected"]}}
    return case


def oflog(case: Mapping[str, Any]) -> Outcome:
    """The peer does not say which phrase an edge belongs to: either of the two will do."""
    given, expected = case["input"], case["expected"]
    phrases = [
        local_government_office.Phrase(Decimal(str(r["lower"])), Decimal(str(r["upper"])), r["text"])
        for r in given["rules"]
    ]
    found = local_government_office.phrase(number(given["mads_from_median"]), phrases)
    allowed = expected["allowed_at_boundary"] or [expected["text"]]
    return passed() if found in allowed else failed(f"expected one of {allowed}, not {found!r}")


def council_colour(case: Mapping[str, Any]) -> Outcome:
    expected = {**case["expected"], "council_status": case["expected"]["council_status"].removesuffix(" (data)")}
    expected.pop("agrees")
    return settle(
        case, lambda: {"strict_comparison": str(strict_reading(case)), "council_status": hart_says(case)}, expected
    )


def strict_reading(case: Mapping[str, Any]) -> hart.Reading:
    return hart.reading(*council_figures(case["input"]))


def hart_says(case: Mapping[str, Any]) -> str:
    return str(hart.colour(*council_figures(case["input"])))


def council_figures(given: Mapping[str, Any]) -> tuple[Decimal, Decimal | None, Polarity]:
    polarity = POLARITIES[given["polarity_our_reading"]]
    return Decimal(str(given["this_quarter"])), number(given["target"]), polarity


_GROUPS: Mapping[str, Callable[[Mapping[str, Any]], Outcome]] = {
    "fingertips_single_target": settled(single_target),
    "fingertips_range_target": settled(range_target),
    "fingertips_percentile_range_target": settled(percentile_range_target),
    "cpop_partnership_rag": settled(partnership_colour),
    "pfg_ni_base_year": settled(base_year),
    "pfg_ni_variant": settled(base_year),
    "undp_documented": settled(undp_score),
    "undp_derived_from_documented_rule": settled(undp_score),
    "oflog_phrase": oflog,
    "hart_council_judgement": council_colour,
}


def _colour_without_a_figure(case: Mapping[str, Any]) -> bool:
    """Only the colour may differ: what the numbers say, strictly, has to be right."""
    if case["group"] != "hart_council_judgement" or case["expected"]["agrees"]:
        return False
    return strict_reading(case) == case["expected"]["strict_comparison"]


DEVIATIONS = (
    KnownDeviation(
        "a colour that its numbers do not give",
        "The council coloured a figure that had not come (written as 0), stood from the quarter before, or did not "
        "count up as its target does. No rule finds a colour in a figure that is not there: we raise a query instead, "
        "and the strict reading of the number is the expected one.",
        _colour_without_a_figure,
    ),
)
