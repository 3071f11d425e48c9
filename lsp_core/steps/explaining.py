"""Gathering what it takes to say where a measure's verdict comes from. Changes nothing."""

from collections.abc import Collection, Iterable
from datetime import datetime

from sqlalchemy.orm import Session

from lsp_core.facts import CycleFacts, ReturnFile
from lsp_core.judging.explaining import Explanation, Published, explanation
from lsp_core.judging.wholes import measures_behind
from lsp_core.packs.versions import engine_version
from lsp_core.periods import Quarter
from lsp_core.plan.look_up import measure_meant
from lsp_core.plan.model import Measure, Plan
from lsp_core.store import cycles, facts, imports, observations, packs, plans, returns
from lsp_core.store.database import Database
from lsp_core.store.packs import KeptState


def explain(database: Database, typed: str, quarter: Quarter, now: datetime) -> Explanation:
    """Where the verdict on a measure, by code or name, comes from: as its quarter was last judged, with what has been
    said of it up to sign-off; as known now when it has not been judged yet.

    Raises `LspError` when no such measure is in force in the quarter, with the one that was probably meant.
    """
    with database.reading() as session:
        now = cycles.after_last_move(session, now)
        gathered = _gathered(session, quarter, now)
        measure = measure_meant(gathered.plan, quarter, typed)
        behind = measures_behind(gathered.plan, measure.code)
        vintages = [one for one in observations.everything(session, now) if one.measure in behind]
        return explanation(
            gathered,
            measure,
            vintages,
            files=_files_behind(session, {one.return_reference for one in vintages}),
            published=_published(session, gathered.plan, quarter, measure),
        )


def _files_behind(session: Session, references: Collection[str]) -> dict[str, ReturnFile]:
    return returns.files_behind(session, references) | imports.files_behind(session, references)


def _gathered(session: Session, quarter: Quarter, now: datetime) -> CycleFacts:
    cycle = cycles.cycle(session, quarter)
    if cycle.cut_off is None:
        return facts.gather(session, plans.in_force(session).plan, quarter, cut_off=now, as_at=now)
    plan = plans.judged_under(session, quarter).plan
    as_at = cycle.signed_off.at if cycle.signed_off is not None else now
    return facts.gather(session, plan, quarter, cycle.cut_off, as_at)


def _published(session: Session, plan: Plan, quarter: Quarter, measure: Measure) -> Iterable[Published]:
    """The published packs of the boards that look at the measure's outcome."""
    outcome = plan.outcome_of(measure)
    for kept in packs.of_quarter(session, quarter):
        board = plan.board(kept.board)
        if kept.state is KeptState.FINAL and outcome in plan.outcomes_of(board):
            yield Published(board.name, kept.version, kept.html, kept.engine_version == engine_version())
