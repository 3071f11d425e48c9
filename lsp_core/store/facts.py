"""Gathering everything known about a quarter at an instant, as the values that judging, packs and notices work from."""

from datetime import datetime

from sqlalchemy.orm import Session

from lsp_core.cycle import Cycle
from lsp_core.facts import CycleFacts, Revision
from lsp_core.observations import FigureKey, Observation, as_known
from lsp_core.periods import Quarter
from lsp_core.plan.model import Plan
from lsp_core.requests.due import cycle_dates
from lsp_core.store import cycles, observations, overrides, requests, returns, risks


def gather(session: Session, plan: Plan, quarter: Quarter, cut_off: datetime, as_at: datetime) -> CycleFacts:
    """A quarter as known at the cut-off, with the decisions made up to `as_at`, which is never earlier."""
    everything = observations.everything(session, cut_off)
    before = _previous_cut_off(cycles.cycle(session, quarter.previous, until=cut_off))
    known_before = as_known(everything, before) if before else {}
    return CycleFacts(
        plan=plan,
        quarter=quarter,
        cut_off=cut_off,
        cycle=cycles.cycle(session, quarter, until=as_at),
        dates=cycle_dates(plan, quarter),
        requests=tuple(requests.asked(session, plan, quarter, until=cut_off)),
        returns=tuple(returns.received(session, quarter, until=cut_off)),
        known=as_known(everything, cut_off),
        resources=observations.resources_known(session, cut_off),
        risk_decisions=tuple(risks.decisions(session, until=as_at)),
        revisions=tuple(_revisions(everything, known_before, before)),
        known_before=known_before,
        overrides=tuple(overrides.made(session, until=as_at)),
    )


def _previous_cut_off(previous: Cycle) -> datetime | None:
    """When the quarter before was last judged; None for the first quarter."""
    return previous.cut_off


def _revisions(
    everything: list[Observation], known_before: dict[FigureKey, Observation], before: datetime | None
) -> list[Revision]:
    """Figures the last pack held whose value is another now."""
    if before is None:
        return []
    latest = {(o.measure, o.period): o for o in everything if o.known_at > before}
    changed = [
        Revision(held, latest[key])
        for key, held in known_before.items()
        if key in latest and _differs(held, latest[key])
    ]
    return sorted(changed, key=lambda revision: (revision.after.measure, revision.after.period))


def _differs(before: Observation, after: Observation) -> bool:
    return before.value is not None and before.value != after.value
