"""Past figures that a return changes: the owners are told, old beside new, and what it would mean."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from sqlalchemy.orm import Session

from lsp_core.changes import revisions_between
from lsp_core.cycle import Cycle
from lsp_core.facts import Revision
from lsp_core.judging.judge import judge
from lsp_core.judging.small_numbers import limits_of
from lsp_core.messages.notices.restating import ChangedStatus, restated_notices
from lsp_core.observations import Observation, Vintage
from lsp_core.requests.due import DataRequest
from lsp_core.steps.desk import Desk
from lsp_core.steps.queueing import queue
from lsp_core.store import facts, plans

PACKS_LOOKED_AT = 4
"""A year of packs: beyond that nobody acts on what a pack would have said."""
_RESTATEMENTS = (Vintage.REVISED, Vintage.WITHDRAWN)


def tell_owners(
    session: Session, desk: Desk, request: DataRequest, accepted: Sequence[Observation], reference: str, now: datetime
) -> None:
    """Tell the owners about past figures that a return has just changed. `desk` is as it was before. Of a measure with
    small numbers they hear in the next pack, as far as those may be shown."""
    limits = limits_of(desk.plan)
    changed = [one for one in restatements(desk, request, accepted) if one.after.measure not in limits]
    if changed:
        statuses = _changed_statuses(session, desk, changed)
        queue(session, desk.plan, restated_notices(desk.plan, request, changed, statuses, reference), now)


def restatements(desk: Desk, request: DataRequest, accepted: Sequence[Observation]) -> list[Revision]:
    """The figures changed or taken back that are for an earlier period, or for a quarter that stands already. A final
    figure after a provisional one is what everybody expected."""
    stands = desk.cycles[request.quarter].signed_off is not None
    changed = revisions_between(desk.known, {(figure.measure, figure.period): figure for figure in accepted})
    return [
        revision
        for revision in changed
        if revision.after.vintage in _RESTATEMENTS and (stands or revision.after.period.end < request.quarter.start)
    ]


def _changed_statuses(session: Session, desk: Desk, changed: Sequence[Revision]) -> list[ChangedStatus]:
    """What packs signed off would have said otherwise, the latest first."""
    earliest = min(revision.after.period.end for revision in changed)
    standing = [c for c in desk.cycles.values() if c.signed_off is not None and c.quarter.end >= earliest]
    latest = sorted(standing, key=lambda cycle: cycle.quarter, reverse=True)[:PACKS_LOOKED_AT]
    return [status for cycle in latest for status in _changed_in(session, cycle, changed)]


def _changed_in(session: Session, cycle: Cycle, changed: Sequence[Revision]) -> list[ChangedStatus]:
    assert cycle.cut_off is not None, "what is signed off was judged"
    assert cycle.signed_off is not None, "only what stands is asked about"
    plan = plans.judged_under(session, cycle.quarter).plan
    gathered = facts.gather(session, plan, cycle.quarter, cycle.cut_off, as_at=cycle.signed_off.at)
    now = {(revision.after.measure, revision.after.period): revision.after for revision in changed}
    as_corrected = replace(gathered, known=gathered.known | {key: o for key, o in now.items() if key in gathered.known})
    said = {assessment.measure: assessment.status for assessment in judge(gathered)}
    return [
        ChangedStatus(cycle.quarter, assessment.measure, said[assessment.measure], assessment.status)
        for assessment in judge(as_corrected)
        if assessment.status is not said[assessment.measure]
    ]
