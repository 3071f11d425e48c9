"""The register as it stands: the plan's opening scores, and every decision made since, in order."""

from collections.abc import Iterable

from lsp_core.periods import Quarter
from lsp_core.plan.model import Plan
from lsp_core.risks.model import RiskDecision, Score


def register_at(plan: Plan, decisions: Iterable[RiskDecision], quarter: Quarter) -> dict[str, Score]:
    """Each risk's score as the quarters before this one left it, in the order of the plan.

    Of several decisions in one quarter the last counts. Decisions on risks no longer in the plan are passed over.
    """
    register = {risk.code: Score(risk.likelihood, risk.impact) for risk in plan.risks}
    for decision in sorted(decisions, key=lambda d: (d.quarter, d.at)):
        if decision.quarter < quarter and decision.risk in register:
            register[decision.risk] = decision.score
    return register


def register_now(plan: Plan, decisions: Iterable[RiskDecision], quarter: Quarter) -> dict[str, Score]:
    """Each risk's score with this quarter's decisions taken in."""
    return register_at(plan, decisions, quarter.next)
