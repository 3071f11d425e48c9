"""Commands for the owner of a risk: see what is proposed, and accept, amend or reject it."""

import click

from lsp_core import workplace
from lsp_core.cli.words import quarter_argument, say, the_quarter
from lsp_core.risks import Decision, Score, answer_to

by_option = click.option(
    "--by", required=True, metavar="PERSON", help="The code of the risk's owner, or of the coordinator."
)


@click.group()
def risk() -> None:
    """See what a quarter's judgements propose for the risks, and decide."""


@risk.command("list")
@quarter_argument
def list_(quarter: tuple[str, ...]) -> None:
    """Show what is proposed for a quarter, and what has been decided."""
    from lsp_core.store import plans, risks

    now = workplace.instant()
    which = the_quarter(quarter, now)
    with workplace.database().reading() as session:
        plan = plans.in_force(session).plan
        proposals = [proposal for proposal in risks.proposals(session, which) if proposal.changes]
        decisions = risks.decisions(session, now)
    titles = {one.code: one.title for one in plan.risks}
    for p in proposals:
        click.echo(f"{p.risk}: {titles.get(p.risk, '')}")
        click.echo(
            f"  likelihood {p.now.likelihood} to {p.proposed.likelihood}, impact {p.now.impact} to {p.proposed.impact}."
        )
        click.echo(f"  {p.reason.sentence}")
        decision = answer_to(p, decisions)
        click.echo(f"  {decision.decision.capitalize()} by {decision.by}." if decision else "  Not decided yet.")
    if not proposals:
        click.echo(f"Nothing is proposed for {which}.")


@risk.command()
@click.argument("code")
@quarter_argument
@by_option
@click.option("--reason", default="", help="Anything to print beside it.")
def accept(code: str, quarter: tuple[str, ...], by: str, reason: str) -> None:
    """Accept a proposed change to a risk."""
    _decide(code, quarter, Decision.ACCEPTED, by, reason, None)


@risk.command()
@click.argument("code")
@quarter_argument
@by_option
@click.option("--likelihood", type=click.IntRange(1, 5), required=True, help="1 to 5.")
@click.option("--impact", type=click.IntRange(1, 5), required=True, help="1 to 5.")
@click.option("--reason", required=True, help="Why; it prints in the pack.")
def amend(code: str, quarter: tuple[str, ...], by: str, likelihood: int, impact: int, reason: str) -> None:
    """Set a risk's score yourself, with a reason."""
    _decide(code, quarter, Decision.AMENDED, by, reason, Score(likelihood, impact))


@risk.command()
@click.argument("code")
@quarter_argument
@by_option
@click.option("--reason", required=True, help="Why; it prints in the pack.")
def reject(code: str, quarter: tuple[str, ...], by: str, reason: str) -> None:
    """Leave a risk's score as it was, with a reason."""
    _decide(code, quarter, Decision.REJECTED, by, reason, None)


def _decide(code: str, words: tuple[str, ...], decision: Decision, by: str, reason: str, score: Score | None) -> None:
    from lsp_core.steps.deciding import decide_on_risk

    now = workplace.instant()
    quarter = the_quarter(words, now)
    say(decide_on_risk(workplace.database(), quarter, code, decision, by, now, reason, score))
