"""The risk register: how it stands, and what this quarter's judgements propose to change.

A missed outcome *proposes* a change to the risk that watches it; the owner accepts, amends or rejects. Likelihood rises
fast and falls slowly; impact comes from the outcome's weight in the plan, never from the size of the gap. This quarter
is always worked out from the register as last quarter left it, so closing twice proposes what closing once did.
Decisions are kept by `lsp_core.store.risks`.
"""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from lsp_core.judging.assessment import Reason
from lsp_core.periods import Quarter


class Decision(StrEnum):
    """What the owner said to a proposal."""

    ACCEPTED = "accepted"
    AMENDED = "amended"
    REJECTED = "rejected"


@dataclass(frozen=True)
class Score:
    """Likelihood and impact, 1 to 5 each. Both are kept; the product alone says too little."""

    likelihood: int
    impact: int

    @property
    def product(self) -> int:
        """Likelihood times impact, at most 25."""
        return self.likelihood * self.impact


@dataclass(frozen=True)
class RiskDecision:
    """One decision by a risk's owner, as it was made."""

    risk: str
    quarter: Quarter
    decision: Decision
    score: Score
    """The score from here on: the proposed one, the owner's own, or the old one when rejected."""
    by: str
    at: datetime
    reason: str = ""


@dataclass(frozen=True)
class RiskProposal:
    """A change this quarter's judgements propose to one risk."""

    risk: str
    outcome: str
    quarter: Quarter
    now: Score
    """As last quarter left it."""
    proposed: Score
    reason: Reason
    evidence: tuple[str, ...]
    """The measures it rests on."""

    @property
    def changes(self) -> bool:
        """Whether there is anything to decide."""
        return self.proposed != self.now
