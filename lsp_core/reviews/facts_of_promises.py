"""Facts about what was promised, actions, and about what threatens it, risks."""

from collections.abc import Callable, Mapping
from zoneinfo import ZoneInfo

from lsp_core.challenge.actions import ActionStanding, ActionState
from lsp_core.plan.measures import TargetKind
from lsp_core.reviews.fact_values import FactValue
from lsp_core.reviews.seen import LATEST, Seen, counted, shared, standings_in
from lsp_core.risks.register import register_now

STATIC_QUARTERS = 4


def _actions_kept(seen: Seen) -> FactValue:
    """Actions due in the window that were completed by the date first promised, with evidence."""
    since = seen.quarters[0].facts.quarter.start
    due = [
        s for s in standings_in(seen) if since <= s.action.due <= seen.as_of and s.state is not ActionState.CANCELLED
    ]
    zone = ZoneInfo(seen.last.facts.plan.partnership.time_zone)
    kept = [s.action.reference for s in due if _was_kept(s, zone)]
    return shared("action.kept_share", seen, kept, len(due))


def _was_kept(standing: ActionStanding, zone: ZoneInfo) -> bool:
    last = standing.last
    if standing.state is not ActionState.COMPLETE or last is None or not last.words.strip():
        return False
    return last.at.astimezone(zone).date() <= standing.action.due


def _actions_of_open(
    fact: str, hit: Callable[[ActionStanding], bool], as_count: bool = False
) -> Callable[[Seen], FactValue]:
    def compute(seen: Seen) -> FactValue:
        still_open = [standing for standing in standings_in(seen) if standing.is_open]
        hits = [standing.action.reference for standing in still_open if hit(standing)]
        return (counted if as_count else shared)(fact, seen, hits, len(still_open), LATEST)

    return compute


def _largest_holder_share(seen: Seen) -> FactValue:
    """Open actions held by the body that holds most, by the body each owner belongs to."""
    body = {person.code: person.partner for person in seen.last.facts.plan.people}
    still_open = [standing for standing in standings_in(seen) if standing.is_open]
    held: dict[str, list[str]] = {}
    for standing in still_open:
        held.setdefault(body.get(standing.action.owner) or "", []).append(standing.action.reference)
    most = max((refs for holder, refs in sorted(held.items()) if holder), key=len, default=[])
    return shared("action.largest_holder_share", seen, most, len(still_open), LATEST)


def _risks_static(seen: Seen) -> FactValue:
    """Risks whose score is what it was four quarters ago; unknown with fewer quarters than that."""
    last = seen.last.facts
    quarters = seen.quarters[-STATIC_QUARTERS:]
    if len(quarters) < STATIC_QUARTERS:
        return shared("risk.static_share", seen, (), 0)
    over = [register_now(last.plan, last.risk_decisions, quarter.facts.quarter) for quarter in quarters]
    hits = [code for code in over[-1] if len({register[code] for register in over}) == 1]
    return shared("risk.static_share", seen, hits, len(over[-1]))


def _targets_unlinked(seen: Seen) -> FactValue:
    """Measures with a target whose outcome has no risk in the register."""
    plan = seen.last.facts.plan
    outcome = {indicator.code: indicator.outcome for indicator in plan.indicators}
    of_measure = {measure.code: outcome.get(measure.indicator, "") for measure in plan.measures}
    with_target = sorted({t.measure for t in plan.targets if t.kind is TargetKind.TARGET})
    at_risk = {risk.outcome for risk in plan.risks}
    hits = [measure for measure in with_target if of_measure.get(measure) not in at_risk]
    return shared("risk.targets_unlinked_share", seen, hits, len(with_target), LATEST)


PROMISES: Mapping[str, Callable[[Seen], FactValue]] = {
    "action.kept_share": _actions_kept,
    "action.overdue_share": _actions_of_open("action.overdue_share", lambda s: s.is_overdue),
    "action.redated_twice": _actions_of_open("action.redated_twice", lambda s: s.times_reprogrammed > 1, as_count=True),
    "action.no_effect_stated_share": _actions_of_open(
        "action.no_effect_stated_share", lambda s: not (s.action.effect.strip() and s.action.measure)
    ),
    "action.largest_holder_share": _largest_holder_share,
    "risk.static_share": _risks_static,
    "risk.targets_unlinked_share": _targets_unlinked,
}
