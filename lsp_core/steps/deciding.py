"""What an owner says to a proposal about their risk: accept, amend or reject, with a reason that prints."""

from datetime import datetime

from lsp_core.errors import CycleError
from lsp_core.periods import Quarter
from lsp_core.risks import Decision, Score, decide
from lsp_core.steps.report import StepReport
from lsp_core.store import cycles, plans, risks
from lsp_core.store.database import Database


def decide_on_risk(
    database: Database,
    quarter: Quarter,
    risk: str,
    decision: Decision,
    by: str,
    now: datetime,
    reason: str = "",
    score: Score | None = None,
) -> StepReport:
    """Keep an owner's decision. Safe to run again: the last word on a quarter counts, and every word is kept.

    Raises `CycleError` when nothing was proposed for the risk, or the quarter's judgements stand already.
    """
    with database.writing() as session:
        plan = plans.in_force(session).plan
        cycle = cycles.cycle(session, quarter)
        proposal = next((p for p in risks.proposals(session, quarter) if p.risk == risk), None)
        if proposal is None:
            raise CycleError(
                f"Nothing is proposed for risk {risk} in {quarter}", f'`lsp risk list "{quarter}"` shows what is.'
            )
        if not cycle.takes_returns:
            raise CycleError(
                f"{quarter} is {cycle.status}, so its register stands", "Decide on it in the next quarter."
            )
        person = plan.person(by).name if by in {p.code for p in plan.people} else by
        decided = decide(proposal, decision, person, now, reason, score)
        held = [d for d in risks.decisions(session, now) if d.risk == risk and d.quarter == quarter]
        if held and (held[-1].decision, held[-1].score, held[-1].by, held[-1].reason) == (
            decided.decision,
            decided.score,
            decided.by,
            decided.reason,
        ):
            return StepReport(f"Decide on {risk}")
        risks.append_decision(session, decided)
    return StepReport(
        f"Decide on {risk}",
        (
            f"{person} {decided.decision} the proposal for {risk}: likelihood {decided.score.likelihood}, "
            f"impact {decided.score.impact}.",
        ),
    )
