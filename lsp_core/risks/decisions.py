"""What an owner may say to a proposal, and which proposals still wait for a word."""

from collections.abc import Iterable
from datetime import datetime

from lsp_core.errors import LspError
from lsp_core.risks.model import HIGHEST, Decision, RiskDecision, RiskProposal, Score


def decide(
    proposal: RiskProposal, decision: Decision, by: str, at: datetime, reason: str = "", score: Score | None = None
) -> RiskDecision:
    """An owner's decision on a proposal.

    Raises `LspError` when the decision lacks what it needs: a score of the owner's own and a reason to amend, a reason
    to reject; or gives a score where none belongs.
    """
    _check_score(proposal, decision, score)
    if decision is not Decision.ACCEPTED and not reason.strip():
        raise LspError(
            f"The proposal for risk {proposal.risk} cannot be {decision} without a reason",
            "Say why; the reason is printed beside the score.",
        )
    return RiskDecision(
        risk=proposal.risk,
        quarter=proposal.quarter,
        decision=decision,
        score=_decided_score(proposal, decision, score),
        by=by,
        at=at,
        reason=reason.strip(),
        proposed=proposal.proposed,
    )


def answer_to(proposal: RiskProposal, decisions: Iterable[RiskDecision]) -> RiskDecision | None:
    """The last decision its owner made about this very proposal; one about another score is no answer to it."""
    answers = [
        decision
        for decision in decisions
        if (decision.risk, decision.quarter) == (proposal.risk, proposal.quarter)
        and decision.proposed in (proposal.proposed, None)
    ]
    return max(answers, key=lambda decision: decision.at, default=None)


def open_proposals(proposals: Iterable[RiskProposal], decisions: Iterable[RiskDecision]) -> list[RiskProposal]:
    """The proposals that change something and wait for their owners."""
    made = list(decisions)
    return [proposal for proposal in proposals if proposal.changes and answer_to(proposal, made) is None]


def _check_score(proposal: RiskProposal, decision: Decision, score: Score | None) -> None:
    if decision is Decision.AMENDED and score is None:
        raise LspError(
            f"The proposal for risk {proposal.risk} cannot be amended without a score",
            f"Give a likelihood and an impact, each from 1 to {HIGHEST}.",
        )
    if decision is not Decision.AMENDED and score is not None:
        raise LspError(
            f"A proposal that is {decision} takes no score of its own",
            "To set another score, amend the proposal instead.",
        )
    if score is not None and not all(1 <= part <= HIGHEST for part in (score.likelihood, score.impact)):
        raise LspError(
            f"Likelihood {score.likelihood} and impact {score.impact} cannot both be scored",
            f"Each is a whole number from 1 to {HIGHEST}.",
        )


def _decided_score(proposal: RiskProposal, decision: Decision, score: Score | None) -> Score:
    if decision is Decision.REJECTED:
        return proposal.now
    return proposal.proposed if score is None else score
