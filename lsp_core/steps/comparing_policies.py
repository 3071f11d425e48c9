"""Trying policies on a quarter's figures: the partnership's own and the published ones. Changes nothing."""

from dataclasses import dataclass
from datetime import datetime

from lsp_core.judging.published.councils import PUBLISHED
from lsp_core.judging.trying_policies import PolicyComparison, compare
from lsp_core.periods import Quarter
from lsp_core.plan.model import Plan, PolicyKind
from lsp_core.store import cycles, facts, plans
from lsp_core.store.database import Database

TO_TRY = tuple(one.policy for one in PUBLISHED if one.policy.kind is not PolicyKind.CONTEXT)
"""The published policies that call anything anything."""


@dataclass(frozen=True)
class PoliciesCompared:
    """What every policy would call the quarter's measures."""

    plan: Plan
    quarter: Quarter
    comparison: PolicyComparison
    """The plan's own policies first, then the published ones in the order of `councils.PUBLISHED`."""


def compare_policies(database: Database, quarter: Quarter, now: datetime) -> PoliciesCompared:
    """The quarter by every policy, from the figures known at its cut-off, or now when it has not been judged."""
    with database.reading() as session:
        plan = plans.in_force(session).plan
        cut_off = cycles.cycle(session, quarter).cut_off or now
        gathered = facts.gather(session, plan, quarter, cut_off=cut_off, as_at=now)
    found = compare(gathered, [*plan.policies.status, *TO_TRY])
    return PoliciesCompared(plan, quarter, found)
