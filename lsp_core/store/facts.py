"""Gathering everything known about a quarter at an instant, as the values that judging, packs and notices work from."""

from datetime import datetime
from zoneinfo import ZoneInfo

from sqlalchemy.orm import Session

from lsp_core.changes import revisions_between
from lsp_core.cycle import Cycle
from lsp_core.facts import CycleFacts
from lsp_core.judging.small_numbers import explanations_seen, figures_seen, vintages_seen
from lsp_core.observations import as_known
from lsp_core.periods import Quarter
from lsp_core.plan.model import Plan
from lsp_core.requests.due import cycle_dates
from lsp_core.returns.explanations import latest
from lsp_core.returns.waivers import in_force
from lsp_core.store import (
    challenge,
    cycles,
    explanations,
    observations,
    overrides,
    owner_forecasts,
    rebases,
    requests,
    returns,
    risks,
    waivers,
)


def gather(session: Session, plan: Plan, quarter: Quarter, cut_off: datetime, as_at: datetime) -> CycleFacts:
    """A quarter as known at the cut-off, with the decisions made up to `as_at`, which is never earlier."""
    day = cut_off.astimezone(ZoneInfo(plan.partnership.time_zone)).date()
    everything = observations.everything(session, cut_off)
    before = _previous_cut_off(cycles.cycle(session, quarter.previous, until=cut_off))
    known = figures_seen(plan, as_known(everything, cut_off))
    known_before = figures_seen(plan, as_known(everything, before)) if before else {}
    return CycleFacts(
        plan=plan,
        quarter=quarter,
        cut_off=cut_off,
        cycle=cycles.cycle(session, quarter, until=as_at),
        dates=cycle_dates(plan, quarter),
        requests=tuple(requests.asked(session, plan, quarter, until=cut_off)),
        returns=tuple(returns.received(session, quarter, until=cut_off)),
        known=known,
        resources=observations.resources_known(session, cut_off),
        risk_decisions=tuple(risks.decisions(session, until=as_at)),
        revisions=tuple(revisions_between(known_before, known)),
        known_before=known_before,
        previous_cut_off=before,
        overrides=tuple(overrides.made(session, until=as_at)),
        said=challenge.record(session, until=as_at),
        rebases=tuple(rebases.made(session, until=as_at)),
        owner_forecasts=tuple(owner_forecasts.made(session, until=as_at)),
        vintages=vintages_seen(plan, everything),
        cut_offs=cycles.cut_offs(session, before=quarter, until=cut_off),
        explanations=explanations_seen(plan, latest(explanations.given(session, until=cut_off)).values()),
        waivers=tuple(waiver for waiver in in_force(waivers.given(session, cut_off), day) if waiver.covers(quarter)),
    )


def _previous_cut_off(previous: Cycle) -> datetime | None:
    """When the quarter before was last judged; None for the first quarter."""
    return previous.cut_off
