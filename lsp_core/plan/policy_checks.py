"""Status policies that cannot decide: what each kind needs, what it has no use for, and which measures it suits."""

from collections.abc import Iterable, Mapping

from lsp_core.plan.declared import Declared
from lsp_core.plan.model import Measure, Policies, PolicyKind, StatusPolicy, Target
from lsp_core.plan.policies import OWN_WORDS
from lsp_core.plan.suitability import unsuited
from lsp_core.plan.written import Mistakes, Place, quoted

_HOW_BIG = ("tolerance_in", "tolerance_at_least")
NEEDS: Mapping[PolicyKind, tuple[str, ...]] = {
    PolicyKind.TOLERANCE: ("tolerance",),
    PolicyKind.TWO_SIDED: ("tolerance",),
    PolicyKind.LAST_YEAR: ("tolerance",),
    PolicyKind.FOUR_STEPS: ("tolerance", "outer_tolerance"),
    PolicyKind.PROGRESS: ("thresholds",),
    PolicyKind.RATIO: ("thresholds",),
}
TAKES: Mapping[PolicyKind, tuple[str, ...]] = {
    PolicyKind.TOLERANCE: _HOW_BIG,
    PolicyKind.AGREED_TOLERANCE: _HOW_BIG,
    PolicyKind.TWO_SIDED: _HOW_BIG,
    PolicyKind.LAST_YEAR: _HOW_BIG,
    PolicyKind.FORECAST: ("tolerance", *_HOW_BIG),
    PolicyKind.FOUR_STEPS: _HOW_BIG,
    PolicyKind.MONTHS_LATE: ("months_late",),
}
FOR_SOME_KINDS = ("tolerance", *_HOW_BIG, "outer_tolerance", "thresholds", "months_late")


def check_policies(policies: Declared[Policies], mistakes: Mistakes) -> None:
    """Each policy by itself."""
    for n, policy in enumerate(policies.value.status):
        for field in FOR_SOME_KINDS:
            _check_field(policy, field, policies.place("status", n, field), mistakes)
        _check_thresholds(policy, policies.place("status", n, "thresholds"), mistakes)
        _check_outer(policy, policies.place("status", n, "outer_tolerance"), mistakes)
        _check_words(policy, policies.place("status", n, "words"), mistakes)


def check_policies_suit(
    policies: Declared[Policies], measures: Iterable[Declared[Measure]], mistakes: Mistakes
) -> None:
    """Each measure beside the policy it is judged by."""
    rules = {policy.code: policy for policy in policies.value.status}
    for measure in measures:
        rule = rules.get(measure.value.policy)
        trouble = unsuited(rule, measure.value) if rule is not None else None
        if rule is not None and trouble is not None:
            mistakes.add(measure.place("policy"), f"policy {quoted(rule.code)} {trouble[0]}", trouble[1])


def check_agreed_tolerances(
    policies: Declared[Policies],
    versions: Mapping[str, list[Declared[Measure]]],
    targets: Iterable[Declared[Target]],
    mistakes: Mistakes,
) -> None:
    """A tolerance agreed with a target is used by no policy but one that asks for it."""
    asking = {policy.code for policy in policies.value.status if policy.kind is PolicyKind.AGREED_TOLERANCE}
    for target in targets:
        found = versions.get(target.value.measure, ())
        if target.value.tolerance is None or not found or any(one.value.policy in asking for one in found):
            continue
        wrong = f"a tolerance is given, and {target.value.measure} is judged by policy {quoted(found[-1].value.policy)}"
        mistakes.add(target.place("tolerance"), wrong, "leave it out, or choose a policy by agreed tolerance")


def _check_field(policy: StatusPolicy, field: str, place: Place, mistakes: Mistakes) -> None:
    is_given = field in policy.model_fields_set
    needs, takes = NEEDS.get(policy.kind, ()), TAKES.get(policy.kind, ())
    if field in needs and not is_given:
        description = StatusPolicy.model_fields[field].description
        mistakes.add(place, f"{field} is missing", f"it is needed: {description}")
    elif is_given and field not in (*needs, *takes):
        mistakes.add(place, f"{field} is given, and a policy by {policy.kind} takes none", "leave it out")


def _check_thresholds(policy: StatusPolicy, place: Place, mistakes: Mistakes) -> None:
    both = policy.thresholds
    if "thresholds" in NEEDS.get(policy.kind, ()) and both and (len(both) != 2 or both[0] <= both[1] or both[1] < 0):
        wrong = f"thresholds are {', '.join(map(str, both))}"
        mistakes.add(place, wrong, "give two percentages, the higher first, such as [100, 85]")


def _check_outer(policy: StatusPolicy, place: Place, mistakes: Mistakes) -> None:
    if policy.outer_tolerance is not None and policy.outer_tolerance <= policy.tolerance:
        wrong = f"outer_tolerance {policy.outer_tolerance} is no wider than the tolerance, {policy.tolerance}"
        mistakes.add(place, wrong, "make it the wider of the two")


def _check_words(policy: StatusPolicy, place: Place, mistakes: Mistakes) -> None:
    steps = len(OWN_WORDS[policy.kind])
    if policy.words and len(policy.words) != steps:
        wrong = f"words has {len(policy.words)}, and a policy by {policy.kind} has {steps} steps"
        mistakes.add(place, wrong, "give one for each step, best first" if steps else "leave them out")
