"""Commands for the owner of a risk: see what is proposed, and accept, amend or reject it."""

from typing import TYPE_CHECKING

import click

from lsp_core import workplace
from lsp_core.cli.cycle import by_option
from lsp_core.cli.words import Group, quarter_argument, say, tell, the_database, the_person, the_plan, the_quarter
from lsp_core.errors import CycleError

if TYPE_CHECKING:
    from lsp_core.plan.model import Person, Plan
    from lsp_core.risks.model import Decision, RiskDecision, RiskProposal, Score


@click.group(cls=Group)
def risk() -> None:
    """See what is proposed for the risks, and decide."""


@risk.command("list")
@quarter_argument
def list_(quarter: tuple[str, ...]) -> None:
    """Show what is proposed for a quarter, and what is decided."""
    from lsp_core.risks.decisions import answer_to
    from lsp_core.store import cycles, risks

    which, plan = the_quarter(quarter), the_plan()
    with the_database().reading() as session:
        is_judged = cycles.cycle(session, which).cut_off is not None
        proposals = [proposal for proposal in risks.proposals(session, which) if proposal.changes]
        decisions = risks.decisions(session, workplace.instant())
    for proposal in proposals:
        _show(plan, proposal, answer_to(proposal, decisions))
    if not is_judged:
        tell(f"{which} has not been judged, so nothing is proposed for its risks yet.")
    elif not proposals:
        tell(f"{which} changes no risk.")


def _show(plan: "Plan", proposal: "RiskProposal", decision: "RiskDecision | None") -> None:
    owned = next(one for one in plan.risks if one.code == proposal.risk)
    now, proposed = proposal.now, proposal.proposed
    tell(f"{owned.code}: {owned.title}")
    tell(f"Likelihood {now.likelihood} to {proposed.likelihood}, impact {now.impact} to {proposed.impact}.", indent=2)
    tell(proposal.reason.sentence, indent=2)
    if decision is not None:
        reason = f": {decision.reason}" if decision.reason else ""
        tell(f"{decision.decision.capitalize()} by {decision.by}{reason}.", indent=2)
        return
    owner = plan.person(owned.owner)
    tell(
        f"Not decided yet. {owner.name} decides: lsp risk accept {owned.code} {proposal.quarter} --by {owner.code}, "
        "or amend, or reject.",
        indent=2,
    )


@risk.command()
@click.argument("code", metavar="RISK")
@quarter_argument
@by_option
@click.option("--reason", default="", help="Anything to print beside it.")
def accept(code: str, quarter: tuple[str, ...], by: str | None, reason: str) -> None:
    """Accept a proposed change to a risk."""
    from lsp_core.risks.model import Decision

    _decide(code, quarter, Decision.ACCEPTED, by, reason, None)


@risk.command()
@click.argument("code", metavar="RISK")
@quarter_argument
@by_option
@click.option("--likelihood", type=click.IntRange(1, 5), required=True, help="1 to 5.")
@click.option("--impact", type=click.IntRange(1, 5), required=True, help="1 to 5.")
@click.option("--reason", required=True, help="Why; it prints in the pack.")
def amend(code: str, quarter: tuple[str, ...], by: str | None, likelihood: int, impact: int, reason: str) -> None:
    """Set a risk's score yourself, with a reason."""
    from lsp_core.risks.model import Decision, Score

    _decide(code, quarter, Decision.AMENDED, by, reason, Score(likelihood, impact))


@risk.command()
@click.argument("code", metavar="RISK")
@quarter_argument
@by_option
@click.option("--reason", required=True, help="Why; it prints in the pack.")
def reject(code: str, quarter: tuple[str, ...], by: str | None, reason: str) -> None:
    """Leave a risk's score as it was, with a reason."""
    from lsp_core.risks.model import Decision

    _decide(code, quarter, Decision.REJECTED, by, reason, None)


def _decide(
    code: str, words: tuple[str, ...], decision: "Decision", by: str | None, reason: str, score: "Score | None"
) -> None:
    from lsp_core.steps.deciding import decide_on_risk

    quarter = the_quarter(words)
    person = the_person(by, _deciders(the_plan(), code))
    report = decide_on_risk(the_database(), quarter, code, decision, person, workplace.instant(), reason, score)
    say(report, "That has been said already.")


def _deciders(plan: "Plan", code: str) -> "list[Person]":
    """The owner of a risk, and the coordinator."""
    owner = next((one.owner for one in plan.risks if one.code == code), None)
    if owner is None:
        raise CycleError(
            f"The plan has no risk {code!r}", f"Its risks are {', '.join(one.code for one in plan.risks)}."
        )
    return [plan.person(person) for person in dict.fromkeys((owner, plan.partnership.coordinator))]
