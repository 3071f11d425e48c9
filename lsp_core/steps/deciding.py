"""What an owner says to a proposal about their risk: accept, amend or reject, with a reason that prints."""

from dataclasses import replace
from datetime import datetime

from sqlalchemy.orm import Session

from lsp_core.cycle import CycleStatus
from lsp_core.errors import CycleError
from lsp_core.periods import Quarter
from lsp_core.plan.model import Person, Plan
from lsp_core.risks.decisions import decide
from lsp_core.risks.model import Decision, RiskDecision, RiskProposal, Score
from lsp_core.steps.report import StepReport
from lsp_core.store import cycles, plans, risks
from lsp_core.store.database import Database
from lsp_core.wording import listed


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

    Raises `CycleError` when the risk was not judged this quarter, the quarter's judgements stand already, or the person
    is neither the risk's owner nor the coordinator.
    """
    title = f"Decide on {risk}"
    with database.writing() as session:
        plan = plans.in_force(session).plan
        _check_open(session, quarter)
        proposal = _proposal(session, quarter, risk)
        person = _decider(plan, risk, by)
        decided = decide(proposal, decision, person.name, now, reason, score)
        if _said_already(session, decided, now):
            return StepReport(title)
        risks.append_decision(session, decided)
    return StepReport(title, (_in_words(decided),))


def _check_open(session: Session, quarter: Quarter) -> None:
    cycle = cycles.cycle(session, quarter)
    if cycle.status is CycleStatus.PLANNED:
        raise CycleError(f"{quarter} has not been opened", f"Run `lsp open {quarter}` first.")
    if not cycle.takes_returns:
        raise CycleError(f"{quarter} is {cycle.status}, so its register stands", "Decide on it in the next quarter.")


def _proposal(session: Session, quarter: Quarter, risk: str) -> RiskProposal:
    """What this quarter proposes for a risk, which may be to leave it as it is: an owner can still amend that."""
    found = next((proposal for proposal in risks.proposals(session, quarter) if proposal.risk == risk), None)
    if found is None:
        raise CycleError(
            f"Nothing is proposed for risk {risk} in {quarter}", f"`lsp risk list {quarter}` shows what is."
        )
    return found


def _decider(plan: Plan, risk: str, by: str) -> Person:
    owner = next(one.owner for one in plan.risks if one.code == risk)
    allowed = list(dict.fromkeys((owner, plan.partnership.coordinator)))
    if by not in allowed:
        names = listed([f"{plan.person(code).name} ({code})" for code in allowed])
        raise CycleError(f"{by!r} may not decide on risk {risk}", f"{names} may.")
    return plan.person(by)


def _said_already(session: Session, decided: RiskDecision, now: datetime) -> bool:
    held = [d for d in risks.decisions(session, now) if (d.risk, d.quarter) == (decided.risk, decided.quarter)]
    return bool(held) and replace(held[-1], at=decided.at) == decided


def _in_words(decided: RiskDecision) -> str:
    return (
        f"{decided.by} {decided.decision} the proposal for {decided.risk}: likelihood {decided.score.likelihood}, "
        f"impact {decided.score.impact}."
    )
