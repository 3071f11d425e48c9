"""Which status policies suit which measures, so that no figure is judged by a rule that means nothing for it.

Told as mistakes when a plan is read (`lsp_core.plan.policy_checks`), and looked at before a policy is tried out.
"""

from lsp_core.plan.measures import Measure, Profile
from lsp_core.plan.policies import PolicyKind, StatusPolicy, ToleranceIn

NOT_FOR_A_BAND = frozenset(
    {
        PolicyKind.TWO_SIDED,
        PolicyKind.LAST_YEAR,
        PolicyKind.FORECAST,
        PolicyKind.PROGRESS,
        PolicyKind.RATIO,
        PolicyKind.QUARTILE,
    }
)
"""Rules that need to know which way is better, or one target rather than two edges."""


def unsuited(policy: StatusPolicy, measure: Measure) -> tuple[str, str] | None:
    """What is wrong with judging a measure by a policy, and what would be right; None when nothing is."""
    if policy.kind is PolicyKind.CONTEXT:
        return None
    if (policy.kind is PolicyKind.MONTHS_LATE) is not (measure.profile is Profile.MILESTONE):
        return _milestones_apart(policy, measure)
    if measure.profile is Profile.BAND and policy.kind in NOT_FOR_A_BAND:
        return f"is by {policy.kind}, and a band has two sides", "choose one by tolerance"
    if measure.profile is Profile.GRADE:
        return _unsuited_to_grades(policy)
    if policy.tolerance_in is ToleranceIn.POINTS and not measure.unit.startswith("%"):
        wrong = f"counts in percentage points, and the unit is '{measure.unit}'"
        return wrong, "choose one in percent of target or in the measure's own unit"
    return None


def _milestones_apart(policy: StatusPolicy, measure: Measure) -> tuple[str, str]:
    if measure.profile is Profile.MILESTONE:
        return f"is by {policy.kind}, and a milestone is judged by its date", "choose one by months late"
    return f"is for milestones, and the profile is {measure.profile}", "choose one of another kind"


def _unsuited_to_grades(policy: StatusPolicy) -> tuple[str, str] | None:
    if policy.kind in (PolicyKind.RATIO, PolicyKind.PROGRESS):
        return f"is by {policy.kind}, and a share of a grade means nothing", "choose one by tolerance"
    if policy.tolerance and policy.tolerance_in is not ToleranceIn.UNITS:
        return f"counts in {policy.tolerance_in}, and grades are whole", "choose one in the measure's own unit"
    return None
