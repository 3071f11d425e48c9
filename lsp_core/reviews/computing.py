"""The facts that are worked out so far, from what was known of several quarters.

Each is a row of a table and a function of values. A fact that is no row is not worked out at all, and what asks about
it says that there is no data. `docs/review-facts.md` lists both.
"""

from collections.abc import Callable, Mapping
from dataclasses import replace

from lsp_core.reviews.fact_values import FactValue
from lsp_core.reviews.facts_of_plan import PLAN
from lsp_core.reviews.facts_of_promises import PROMISES
from lsp_core.reviews.facts_of_returns import RETURNS
from lsp_core.reviews.facts_of_verdicts import VERDICTS
from lsp_core.reviews.seen import Seen

FACTS: Mapping[str, Callable[[Seen], FactValue]] = {**RETURNS, **VERDICTS, **PROMISES, **PLAN}
COMPUTED = frozenset(FACTS)
_NEEDS_ACTIONS = frozenset({"verdict.early_warnings_no_action"})
"""Facts of another group that would count every measure where nobody writes actions down."""


def compute(seen: Seen, engine_version: str) -> Mapping[str, FactValue]:
    """Every fact that can be worked out, each with its value, size, date and the records behind it.

    Facts of a part that is not in use are left out: where no action was ever written down, none has been broken.
    """
    return {
        code: replace(work_out(seen), engine_version=engine_version)
        for code, work_out in FACTS.items()
        if _is_in_use(code, seen)
    }


def _is_in_use(code: str, seen: Seen) -> bool:
    last = seen.last.facts
    if code in _NEEDS_ACTIONS or code.startswith("action."):
        return bool(last.said.actions)
    if code.startswith("risk."):
        return bool(last.plan.risks)
    return bool(last.plan.targets) or not code.startswith("targets.")
