"""Facts about the plan itself: whether what is wanted is measured, stated whole, and can be compared."""

from collections.abc import Callable, Mapping

from lsp_core.plan.measures import Frequency, Measure, TargetKind
from lsp_core.plan.model import Plan
from lsp_core.reviews.fact_values import FactValue
from lsp_core.reviews.seen import LATEST, Seen, counted, shared


def _targets_incomplete(seen: Seen) -> FactValue:
    """Measures with a target and no baseline: an end, a path and an owner the plan cannot be without."""
    targets = seen.last.facts.plan.targets
    with_target = {t.measure for t in targets if t.kind is TargetKind.TARGET}
    with_baseline = {t.measure for t in targets if t.kind is TargetKind.BASELINE}
    hits = sorted(with_target - with_baseline)
    return shared("targets.incomplete_share", seen, hits, len(with_target), LATEST)


def _targets_changed_unapproved(seen: Seen) -> FactValue:
    """Later versions of a target that do not say who agreed them and why."""
    versions: dict[tuple[str, str, str], int] = {}
    unapproved = []
    for target in sorted(seen.last.facts.plan.targets, key=lambda t: t.valid_from):
        key = (target.measure, target.kind.value, target.period)
        versions[key] = versions.get(key, 0) + 1
        if versions[key] > 1 and not (target.approved_by.strip() and target.reason.strip()):
            unapproved.append(f"{target.measure} {target.period}")
    return counted("targets.changed_unapproved", seen, unapproved, len(seen.last.facts.plan.targets))


def _proxy_coverage(seen: Seen) -> FactValue:
    """Measures reported once a year that name another to watch meanwhile."""
    yearly = [m for m in _live(seen) if m.frequency is not Frequency.QUARTERLY]
    return shared("proxy.coverage", seen, [m.code for m in yearly if m.proxy], len(yearly), LATEST)


def _benchmark_share(seen: Seen) -> FactValue:
    """Measures that are held beside other places."""
    live = _live(seen)
    hits = [measure.code for measure in live if measure.benchmark or measure.compared_with]
    return shared("benchmark.share", seen, hits, len(live), LATEST)


def _unmeasured_outcomes(seen: Seen) -> FactValue:
    plan = seen.last.facts.plan
    measured = {_outcome_of(plan, measure.indicator) for measure in _live(seen)}
    hits = [outcome.code for outcome in plan.outcomes if outcome.code not in measured]
    return counted("strategy.unmeasured_outcomes", seen, hits, len(plan.outcomes))


def _live(seen: Seen) -> list[Measure]:
    """The measures whose definitions are in force on the quarter's last day."""
    facts = seen.last.facts
    return list(facts.plan.measures_on(facts.quarter.end))


def _outcome_of(plan: Plan, indicator: str) -> str:
    return next((each.outcome for each in plan.indicators if each.code == indicator), "")


PLAN: Mapping[str, Callable[[Seen], FactValue]] = {
    "targets.incomplete_share": _targets_incomplete,
    "targets.changed_unapproved": _targets_changed_unapproved,
    "proxy.coverage": _proxy_coverage,
    "benchmark.share": _benchmark_share,
    "strategy.unmeasured_outcomes": _unmeasured_outcomes,
}
