"""What was proposed for each risk (replaced until sign-off), and what its owner decided (appended)."""

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from lsp_core.judging.assessment import Reason
from lsp_core.periods import Quarter
from lsp_core.risks.model import Decision, RiskDecision, RiskProposal, Score
from lsp_core.store.tables import RiskDecisionRow, RiskProposalRow


def replace_proposals(session: Session, quarter: Quarter, proposals: Iterable[RiskProposal]) -> None:
    """Put this quarter's proposals in place of any worked out before."""
    session.execute(delete(RiskProposalRow).where(RiskProposalRow.quarter == quarter))
    session.add_all(
        RiskProposalRow(
            quarter=quarter,
            risk=p.risk,
            outcome=p.outcome,
            likelihood=p.now.likelihood,
            impact=p.now.impact,
            proposed_likelihood=p.proposed.likelihood,
            proposed_impact=p.proposed.impact,
            rule=p.reason.rule,
            sentence=p.reason.sentence,
            evidence=list(p.evidence),
        )
        for p in proposals
    )
    session.flush()


def proposals(session: Session, quarter: Quarter) -> list[RiskProposal]:
    """What was proposed for a quarter, in order of risk; proposals that change nothing included."""
    rows = session.scalars(
        select(RiskProposalRow).where(RiskProposalRow.quarter == quarter).order_by(RiskProposalRow.risk)
    )
    return [
        RiskProposal(
            risk=row.risk,
            outcome=row.outcome,
            quarter=row.quarter,
            now=Score(row.likelihood, row.impact),
            proposed=Score(row.proposed_likelihood, row.proposed_impact),
            reason=Reason(row.rule, row.sentence),
            evidence=tuple(row.evidence),
        )
        for row in rows
    ]


def append_decision(session: Session, decision: RiskDecision) -> None:
    """Keep a decision."""
    session.add(
        RiskDecisionRow(
            risk=decision.risk,
            quarter=decision.quarter,
            decision=decision.decision.value,
            likelihood=decision.score.likelihood,
            impact=decision.score.impact,
            proposed_likelihood=decision.proposed.likelihood if decision.proposed else None,
            proposed_impact=decision.proposed.impact if decision.proposed else None,
            by=decision.by,
            at=decision.at,
            reason=decision.reason,
        )
    )
    session.flush()


def decisions(session: Session, until: datetime) -> list[RiskDecision]:
    """Every decision made by an instant, oldest first."""
    rows = session.scalars(
        select(RiskDecisionRow).where(RiskDecisionRow.at <= until).order_by(RiskDecisionRow.at, RiskDecisionRow.number)
    )
    return [
        RiskDecision(
            risk=row.risk,
            quarter=row.quarter,
            decision=Decision(row.decision),
            score=Score(row.likelihood, row.impact),
            by=row.by,
            at=row.at,
            reason=row.reason,
            proposed=_score(row.proposed_likelihood, row.proposed_impact),
        )
        for row in rows
    ]


def _score(likelihood: int | None, impact: int | None) -> Score | None:
    return None if likelihood is None or impact is None else Score(likelihood, impact)
