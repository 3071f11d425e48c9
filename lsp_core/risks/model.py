"""The values a register is made of: scores, what is proposed for them, and what their owners decide."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from lsp_core.judging.assessment import Reason
from lsp_core.periods import Quarter

HIGHEST = 5
"""Likelihood and impact run from 1 to this."""


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
    proposed: Score | None = None
    """The score the decision was about, so that a different one is a new question. None where that was not kept."""


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
