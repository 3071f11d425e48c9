"""Measures whose profile asks for something: weights, the edges of a band, whole grades, a milestone's date."""

from collections.abc import Iterable, Mapping
from decimal import Decimal

from lsp_core.plan.declared import Declared
from lsp_core.plan.model import Frequency, Measure, Polarity, Profile, Target, TargetKind
from lsp_core.plan.values import Unreadable
from lsp_core.plan.written import Mistakes, quoted

QUARTERS_IN_A_YEAR = 4
_WEIGHED = (Profile.PHASED, Profile.CUMULATIVE)
_EDGES = (TargetKind.LOW, TargetKind.HIGH)
MeasureVersions = Mapping[str, list[Declared[Measure]]]


def check_profile(measure: Declared[Measure], mistakes: Mistakes) -> None:
    """One version of a measure by itself."""
    _check_weights(measure, mistakes)
    value = measure.value
    if value.profile is Profile.BAND and value.polarity is not Polarity.CONTEXT:
        wrong = f"polarity is {quoted(value.polarity)}, and inside a band neither way is better"
        mistakes.add(measure.place("polarity"), wrong, "make it context only; the band is what is judged")
    if value.profile is Profile.GRADE and value.decimals:
        mistakes.add(measure.place("decimals"), f"decimals {value.decimals}, and grades are whole", "make it 0")
    if value.profile is Profile.MILESTONE:
        _check_milestone(measure, mistakes)


def check_target(target: Declared[Target], versions: MeasureVersions, mistakes: Mistakes) -> None:
    """One row of targets.csv beside the profiles its measure has had."""
    value, found = target.value, [version.value for version in versions.get(target.value.measure, ())]
    profiles = {version.profile for version in found}
    if value.kind in _EDGES and found and Profile.BAND not in profiles:
        wrong = f"{value.measure} has no band, and this is the {value.kind} edge of one"
        mistakes.add(target.place("kind"), wrong, "write target or baseline, or make its profile band")
    if value.kind is TargetKind.TARGET and profiles == {Profile.BAND}:
        mistakes.add(target.place("kind"), f"{value.measure} has a band", "give its low and its high edge instead")
    if profiles == {Profile.GRADE} and value.value != int(value.value):
        mistakes.add(target.place("value"), f"value {value.value}, and grades are whole", "give a whole grade")
    if profiles == {Profile.MILESTONE} and (value.kind is not TargetKind.TARGET or value.value != 1):
        wrong = f"{value.measure} is a milestone, and this is a {value.kind} of {value.value}"
        mistakes.add(target.place("value"), wrong, "write target and 1, and the period it is to be done by")


def check_bands(targets: Iterable[Declared[Target]], mistakes: Mistakes) -> None:
    """Every band has two edges, the low one below the high one."""
    edges: dict[tuple[str, str], dict[TargetKind, Declared[Target]]] = {}
    for target in targets:
        if target.value.kind in _EDGES:
            edges.setdefault((target.value.measure, target.value.period), {})[target.value.kind] = target
    for (measure, period), found in edges.items():
        low, high = found.get(TargetKind.LOW), found.get(TargetKind.HIGH)
        if low is None or high is None:
            there = next(iter(found.values()))
            missing = "low" if low is None else "high"
            wrong = f"{measure} has only the {there.value.kind} edge of a band for {period}"
            mistakes.add(there.place("kind"), wrong, f"add a row with the {missing} edge")
        elif low.value.value > high.value.value:
            wrong = f"the low edge, {low.value.value}, is above the high edge, {high.value.value}"
            mistakes.add(low.place("value"), wrong, "give the lowest figure inside the band, then the highest")


def _check_weights(measure: Declared[Measure], mistakes: Mistakes) -> None:
    profile, typed = measure.value.profile, measure.value.weights
    if not typed:
        if profile is Profile.PHASED:
            right = "give what each quarter weighs, such as 20;25;25;30, or make the profile linear"
            mistakes.add(measure.place("weights"), "weights is blank, and the profile is phased", right)
    elif profile not in _WEIGHED:
        wrong = f"weights are for phased and cumulative measures, and the profile is {profile}"
        mistakes.add(measure.place("weights"), wrong, "leave it blank")
    elif not _are_weights(measure.value):
        right = "give four numbers of 0 or more, one for each quarter, such as 20;25;25;30"
        mistakes.add(measure.place("weights"), f"weights {quoted(typed)} cannot share out a year", right)


def _are_weights(measure: Measure) -> bool:
    try:
        weights = measure.quarter_weights
    except Unreadable:
        return False
    return len(weights) == QUARTERS_IN_A_YEAR and min(weights) >= 0 and sum(weights) > Decimal(0)


def _check_milestone(measure: Declared[Measure], mistakes: Mistakes) -> None:
    value = measure.value
    if value.frequency is not Frequency.QUARTERLY:
        right = "make it quarterly; its date is in targets.csv"
        mistakes.add(
            measure.place("frequency"), f"a milestone is asked about every quarter, not {value.frequency}", right
        )
    if value.polarity is not Polarity.HIGHER_IS_BETTER:
        right = "make it higher is better"
        mistakes.add(measure.place("polarity"), "a milestone is 1 for done and 0 for not done", right)
    if value.decimals:
        mistakes.add(measure.place("decimals"), "a milestone is 1 for done and 0 for not done", "make it 0")
