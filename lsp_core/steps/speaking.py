"""What every word of a person on a judgement has in common: when it may be said, by whom, and which has been said last.

Overruling a status is in `overriding`, new limits in `rebasing`, and an owner's own forecast in `forecasting`.
"""

from sqlalchemy.orm import Session

from lsp_core.cycle import Cycle, CycleStatus
from lsp_core.errors import CycleError
from lsp_core.periods import Quarter
from lsp_core.plan.model import Measure, Person, Plan
from lsp_core.steps.signing import signatories
from lsp_core.store import cycles
from lsp_core.wording import listed


def judged_and_unsigned(session: Session, quarter: Quarter, *, nothing: str, stands: str) -> Cycle:
    """The quarter's cycle, judged and not signed off: before there is nothing to speak of, and after it stands."""
    cycle = cycles.cycle(session, quarter)
    if cycle.cut_off is None:
        raise CycleError(f"{quarter} has not been judged, so there is {nothing}", f"Run `lsp judge {quarter}` first.")
    if cycle.status is not CycleStatus.JUDGED:
        remedy = "What is said now belongs to the next quarter."
        if cycle.status is CycleStatus.SIGNED_OFF:
            remedy = f"Until it is published, the coordinator can take the sign-off back: `lsp reopen {quarter}`."
        raise CycleError(f"{quarter} is {cycle.status}, so {stands}", remedy)
    return cycle


def may_overrule(plan: Plan, measure: Measure) -> list[Person]:
    """The boards' chairs and the coordinator, but not the outcome's owner: nobody marks their own work."""
    owner = plan.outcome_of(measure).owner
    return [person for person in signatories(plan) if person.code != owner]


def allowed_to(plan: Plan, measure: Measure, by: str, do: str) -> Person:
    """Who does it; raises `CycleError` when the person may not."""
    allowed = may_overrule(plan, measure)
    if by not in [person.code for person in allowed]:
        names = listed(f"{person.name} ({person.code})" for person in allowed)
        raise CycleError(
            f"{by!r} may not {do} {measure.code}",
            f"{names} may: the chairs and the coordinator, but not the outcome's owner.",
        )
    return plan.person(by)
