"""A status policy in words, for the page of a pack that says how statuses are worked out."""

from collections.abc import Callable, Mapping
from decimal import Decimal

from lsp_core.plan.model import PolicyKind, StatusPolicy, ToleranceIn
from lsp_core.wording import count_of, exact_number

_COUNTED_IN = {
    ToleranceIn.PERCENT: "% of the target",
    ToleranceIn.POINTS: " percentage points",
    ToleranceIn.UNITS: " in the measure's own unit",
}


def in_words(policy: StatusPolicy) -> str:
    """What the policy calls on track, watch and off track, with its numbers, and what it counts as no change."""
    said = [_IN_WORDS[policy.kind](policy)]
    if policy.tolerance_at_least:
        said.append(
            f"The tolerance is never less than {exact_number(policy.tolerance_at_least)} in the measure's unit."
        )
    if policy.unknown_is_off_track:
        said.append("A figure that is overdue or not available counts as off track.")
    if policy.words:
        said.append(f"Its own words, best first: {', '.join(policy.words)}.")
    if policy.same_within:
        said.append(f"A change of up to {exact_number(policy.same_within)} counts as no change.")
    return " ".join(said)


def _size(policy: StatusPolicy, size: Decimal) -> str:
    return f"{exact_number(size)}{_COUNTED_IN[policy.tolerance_in]}"


def _tolerance(policy: StatusPolicy) -> str:
    if not policy.tolerance and not policy.tolerance_at_least:
        return "On track at the target or on its right side; off track on the wrong side."
    return (
        "On track at the target or on its right side; watch when on the wrong side by up to "
        f"{_size(policy, policy.tolerance)}; off track beyond that."
    )


def _agreed(policy: StatusPolicy) -> str:
    return (
        "On track at the target or on its right side; watch when on the wrong side by no more than the tolerance "
        "agreed with the target; off track beyond that, or where none was agreed."
    )


def _two_sided(policy: StatusPolicy) -> str:
    size = _size(policy, policy.tolerance)
    return f"On track within {size} of the target on either side, or better; off track when worse by more than that."


def _last_year(policy: StatusPolicy) -> str:
    return (
        f"On track within {_size(policy, policy.tolerance)}; beyond that, watch when no worse than the same period "
        "last year, and off track when worse or when there is nothing to compare."
    )


def _forecast(policy: StatusPolicy) -> str:
    within = f"within {_size(policy, policy.tolerance)} of the target" if policy.tolerance else "on target"
    return (
        f"On track when {within} or better; otherwise watch when forecast to meet the year's target, and off track "
        "when not, or when there is no forecast."
    )


def _progress(policy: StatusPolicy) -> str:
    on_track, watched = (exact_number(threshold) for threshold in policy.thresholds)
    return (
        f"On track on target, or from {on_track}% of the way from the baseline to it; watch from {watched}%, with some "
        "progress made; off track below that or with none."
    )


def _ratio(policy: StatusPolicy) -> str:
    on_track, watched = (exact_number(threshold) for threshold in policy.thresholds)
    return (
        f"By the figure in percent of the target, or the target of the figure where lower is better: on track from "
        f"{on_track}%, watch from {watched}%, off track below that."
    )


def _four_steps(policy: StatusPolicy) -> str:
    inner, outer = policy.tolerance, policy.outer_tolerance or Decimal(0)
    return (
        f"On track on target or better; watch, in two steps, up to {_size(policy, inner)} and up to "
        f"{_size(policy, outer)} on the wrong side; off track beyond that."
    )


def _quartile(policy: StatusPolicy) -> str:
    return "On track in the better half of the comparators; watch in the third quarter; off track in the worst."


def _months_late(policy: StatusPolicy) -> str:
    allowed = count_of(policy.months_late, "month")
    return f"For milestones: on track when done; watch when up to {allowed} late; off track when later."


def _context(policy: StatusPolicy) -> str:
    return "Shown and not judged."


_IN_WORDS: Mapping[PolicyKind, Callable[[StatusPolicy], str]] = {
    PolicyKind.TOLERANCE: _tolerance,
    PolicyKind.AGREED_TOLERANCE: _agreed,
    PolicyKind.TWO_SIDED: _two_sided,
    PolicyKind.LAST_YEAR: _last_year,
    PolicyKind.FORECAST: _forecast,
    PolicyKind.PROGRESS: _progress,
    PolicyKind.RATIO: _ratio,
    PolicyKind.FOUR_STEPS: _four_steps,
    PolicyKind.QUARTILE: _quartile,
    PolicyKind.MONTHS_LATE: _months_late,
    PolicyKind.CONTEXT: _context,
}
