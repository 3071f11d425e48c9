"""Asking a risk's owner whether a proposed score is right."""

from lsp_core.messages.keys import key
from lsp_core.messages.notices.notice import Notice, NoticeKind
from lsp_core.messages.notices.plain_text import letter
from lsp_core.plan.model import Plan, Risk, RiskPolicy
from lsp_core.requests.due import CycleDates
from lsp_core.risks.model import RiskProposal, Score
from lsp_core.wording import day_with_weekday


def proposal_notice(plan: Plan, proposal: RiskProposal, dates: CycleDates) -> Notice:
    """The proposal, what it rests on, and how to accept, amend or reject it. A different proposal is a new message."""
    risk = next(risk for risk in plan.risks if risk.code == proposal.risk)
    change = f"{_short(proposal.now)} to {_short(proposal.proposed)}"
    reference = f"{proposal.quarter} {risk.code}"
    names = {measure.code: measure.name for measure in plan.measures_on(proposal.quarter.end)}
    return Notice(
        key=key(f"proposal {reference} {change}", risk.owner),
        kind=NoticeKind.PROPOSAL,
        reference=reference,
        to=risk.owner,
        subject=f"{_what_is_proposed(proposal)} is proposed for your risk: {risk.title} [{reference}]",
        text=letter(
            "proposal",
            plan,
            risk.owner,
            months=proposal.quarter.months_label,
            risk=risk,
            outcome=plan.outcome(proposal.outcome).name,
            now=_in_words(proposal.now, plan.policies.risks),
            proposed=_in_words(proposal.proposed, plan.policies.risks),
            target=_in_words(_target(risk), plan.policies.risks),
            why=proposal.reason.sentence,
            evidence=[names.get(measure, measure) for measure in proposal.evidence],
            papers=_first_papers(dates),
            labels=_labels(plan.policies.risks),
        ),
    )


def _what_is_proposed(proposal: RiskProposal) -> str:
    higher = proposal.proposed.product - proposal.now.product
    return "A higher score" if higher > 0 else "A lower score" if higher < 0 else "Another score"


def _short(score: Score) -> str:
    return f"{score.likelihood}x{score.impact}"


def _in_words(score: Score, policy: RiskPolicy) -> str:
    """For example `likelihood 4 (likely), impact 5 (critical): 20 of 25, very high`."""
    likelihood = policy.likelihood_labels[score.likelihood - 1]
    impact = policy.impact_labels[score.impact - 1]
    return (
        f"likelihood {score.likelihood} ({likelihood}), impact {score.impact} ({impact}): "
        f"{score.product} of 25, {policy.band(score.product)}"
    )


def _target(risk: Risk) -> Score:
    return Score(risk.target_likelihood, risk.impact)


def _labels(policy: RiskPolicy) -> dict[str, str]:
    """What the numbers 1 to 5 stand for, so that an answer can be one line."""
    return {
        "likelihood": ", ".join(f"{n} {label}" for n, label in enumerate(policy.likelihood_labels, 1)),
        "impact": ", ".join(f"{n} {label}" for n, label in enumerate(policy.impact_labels, 1)),
    }


def _first_papers(dates: CycleDates) -> str:
    """The day by which an answer can still be printed; empty where no meeting is declared."""
    papers = [board.papers_go_out_on for board in dates.boards]
    return day_with_weekday(min(papers)) if papers else ""
