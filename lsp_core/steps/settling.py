"""What earlier words do to a return's findings: explanations that ride along, and checks that have been waived."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime

from sqlalchemy.orm import Session

from lsp_core.findings import Finding
from lsp_core.returns.explanations import latest, new_explanations, ride_along
from lsp_core.returns.waivers import let_through
from lsp_core.steps.desk import Desk, Placed
from lsp_core.store import explanations


def settled_in_turn(
    desk: Desk, placed: Sequence[Placed], findings: Mapping[str, Sequence[Finding]]
) -> dict[str, list[Finding]]:
    """The findings of each return of a run by its digest. What one explains, the next that says the same need not."""
    found = {}
    for one in placed:
        digest = one.waiting.digest
        found[digest] = settled(desk, one, findings[digest])
        new = new_explanations(
            found[digest], one.reading, one.request, desk.explanations, one.waiting.received_at, digest
        )
        desk = replace(desk, explanations={**desk.explanations, **latest(new)})
    return found


def settled(desk: Desk, one: Placed, findings: Sequence[Finding]) -> list[Finding]:
    """The findings of a return beside what has been said before."""
    carried = ride_along(findings, one.reading, one.request, desk.explanations)
    return let_through(carried, one.reading, one.request, desk.waivers)


def keep_explanations(
    session: Session, desk: Desk, one: Placed, findings: Sequence[Finding], now: datetime, reference: str
) -> None:
    """Keep what the return's notes answer, so that it need not be answered again."""
    explanations.append(
        session, new_explanations(findings, one.reading, one.request, desk.explanations, now, reference)
    )
