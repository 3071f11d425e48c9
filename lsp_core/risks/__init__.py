"""The risk register: how it stands, and what this quarter's judgements propose to change.

A missed outcome *proposes* a change to the risk that watches it; the owner accepts, amends or rejects. Likelihood rises
fast and falls slowly; impact comes from the outcome's weight in the plan, never from the size of the gap. This quarter
is always worked out from the register as last quarter left it, so closing twice proposes what closing once did.
Decisions are kept by `lsp_core.store.risks`.
"""

from lsp_core.risks.decisions import answer_to, decide, open_proposals
from lsp_core.risks.model import Decision, RiskDecision, RiskProposal, Score
from lsp_core.risks.proposals import propose
from lsp_core.risks.register import register_at, register_now

__all__ = [
    "Decision",
    "RiskDecision",
    "RiskProposal",
    "Score",
    "answer_to",
    "decide",
    "open_proposals",
    "propose",
    "register_at",
    "register_now",
]
