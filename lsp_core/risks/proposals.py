"""What this quarter's judgements propose to change on the register.

A likelihood rises at once to what the quarter suggests. It falls by one at a time, and only when this quarter and the
one before were both whole and both suggest less than the register says. Impact is the outcome's weight in the plan.
What a quarter by itself suggests is in `likelihood`.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from lsp_core.facts import CycleFacts
from lsp_core.judging.assessment import Assessment, Reason
from lsp_core.judging.judge import judge_earlier
from lsp_core.plan.model import Outcome, Plan, Risk, RiskPolicy
from lsp_core.risks.likelihood import Suggestion, suggest
from lsp_core.risks.model import RiskProposal, Score
from lsp_core.risks.register import register_at

RULE = "risk: missed outcome, v1"


def propose(facts: CycleFacts, assessments: Sequence[Assessment]) -> list[RiskProposal]:
    """One proposal for each risk that watches its outcome, those that change nothing included, in the plan's order."""
    watching = [risk for risk in facts.plan.risks if risk.watches_outcome]
    if not watching:
        return []
    quarters = _Quarters(
        this=assessments,
        last=judge_earlier(facts, facts.quarter.previous),
        before_last=judge_earlier(facts, facts.quarter.previous.previous),
        was_asked_before=bool(facts.known_before),
    )
    register = register_at(facts.plan, facts.risk_decisions, facts.quarter)
    return [_proposal(facts, risk, register[risk.code], quarters) for risk in watching]


@dataclass(frozen=True)
class _Quarters:
    """The judgements of this quarter and the two before, all worked out from the same facts."""

    this: Sequence[Assessment]
    last: Sequence[Assessment]
    before_last: Sequence[Assessment]
    was_asked_before: bool

    def suggestions(self, plan: Plan, outcome: Outcome) -> tuple[Suggestion | None, Suggestion | None]:
        """What this quarter and last quarter each suggest about one outcome."""
        names = {measure.code: measure.name for measure in plan.measures}
        this, last, before_last = (
            [a for a in assessments if a.outcome == outcome.code]
            for assessments in (self.this, self.last, self.before_last)
        )
        return suggest(this, last, names, self.was_asked_before), suggest(last, before_last, names, False)


def _proposal(facts: CycleFacts, risk: Risk, now: Score, quarters: _Quarters) -> RiskProposal:
    outcome = facts.plan.outcome(risk.outcome)
    this, last = quarters.suggestions(facts.plan, outcome)
    proposed = Score(next_likelihood(now.likelihood, this, last), outcome.weight)
    sentence = _sentence(facts.plan.policies.risks, now, proposed, this)
    evidence = this.measures if this is not None else ()
    return RiskProposal(risk.code, outcome.code, facts.quarter, now, proposed, Reason(RULE, sentence), evidence)


def next_likelihood(now: int, this: Suggestion | None, last: Suggestion | None) -> int:
    """Up at once to what this quarter suggests; down by one after two better quarters; otherwise as it stands."""
    if this is None:
        return now
    if this.lowest > now:
        return this.lowest
    return now - 1 if _is_better(this, now) and _is_better(last, now) else now


def _is_better(suggestion: Suggestion | None, now: int) -> bool:
    return suggestion is not None and suggestion.is_whole and suggestion.highest < now


def _sentence(policy: RiskPolicy, now: Score, proposed: Score, this: Suggestion | None) -> str:
    likelihood = _likelihood_in_words(policy, now, proposed, this)
    if proposed.impact == now.impact:
        return likelihood
    impact = f"from {_impact(policy, now)} to {_impact(policy, proposed)}"
    return f"{likelihood} Impact goes {impact}, the weight the plan gives the outcome."


def _likelihood_in_words(policy: RiskPolicy, now: Score, proposed: Score, this: Suggestion | None) -> str:
    stays = f"likelihood stays {_likelihood(policy, now)}"
    if this is None:
        return f"None of the outcome's measures has a new figure to go by, so {stays}."
    because = f"{this.because[:1].upper()}{this.because[1:]}"
    if proposed.likelihood > now.likelihood:
        return f"{because}, so likelihood rises from {_likelihood(policy, now)} to {_likelihood(policy, proposed)}."
    if proposed.likelihood < now.likelihood:
        falls = f"likelihood falls from {_likelihood(policy, now)} to {_likelihood(policy, proposed)}"
        return f"{because}, and last quarter was better than the register says too, so {falls}."
    if this.highest >= now.likelihood:
        return f"{because}, so {stays}."
    return f"{because}, but a fall takes two better quarters running with every figure in, so {stays}."


def _likelihood(policy: RiskPolicy, score: Score) -> str:
    return f"{score.likelihood} ({policy.likelihood_labels[score.likelihood - 1]})"


def _impact(policy: RiskPolicy, score: Score) -> str:
    return f"{score.impact} ({policy.impact_labels[score.impact - 1]})"
