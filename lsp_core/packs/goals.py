"""What a figure is held against, in the few characters of a table or a sentence."""

from lsp_core.judging.assessment import TargetNow
from lsp_core.plan.model import Measure
from lsp_core.wording import day, short_amount


def goal(target: TargetNow | None, measure: Measure, nothing: str = "none") -> str:
    """The target, both edges of a band, or the day a milestone is to be done by."""
    if target is None:
        return nothing
    if target.band is not None:
        return f"{short_amount(target.band.low, measure)} to {short_amount(target.band.high, measure)}"
    if target.due_on is not None:
        return f"done by {day(target.due_on)}"
    return short_amount(target.value, measure)


def year_end_goal(target: TargetNow | None, measure: Measure) -> str:
    """The target for the end of the year, likewise."""
    if target is None or target.band is not None or target.due_on is not None:
        return goal(target, measure, "no target")
    return short_amount(target.year_end, measure)


def against(target: TargetNow, measure: Measure) -> str:
    """How a sentence goes on after a figure: `a target of 95.0%`, `a band of 82.0% to 90.0%`."""
    if target.due_on is not None:
        return f"a milestone to be {goal(target, measure)}"
    return f"a {'band' if target.band is not None else 'target'} of {goal(target, measure)}"
