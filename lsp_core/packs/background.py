"""What stands behind the figures: the risks that go with each outcome, and its money and people."""

import re
from dataclasses import dataclass
from decimal import Decimal

from lsp_core.packs.background_contents import FundRow, OutcomeMoney, RiskRow
from lsp_core.packs.material import Material, outcome_anchor
from lsp_core.packs.plain_figures import fund_figures
from lsp_core.packs.questions import named
from lsp_core.packs.shapes import Mark, Shape
from lsp_core.plan.model import Outcome, Risk, RiskPolicy
from lsp_core.resources import FundPosition, OutcomeResources
from lsp_core.risks.decisions import answer_to
from lsp_core.risks.model import RiskDecision, RiskProposal, Score
from lsp_core.wording import count_of, listed, plain_number, pounds

_NOT_REPORTED = "not reported"


def risk_rows(material: Material) -> tuple[RiskRow, ...]:
    """The board's register: what has to be decided first, then the highest scores."""
    rows = [(_order(material, risk), _risk_row(material, risk)) for risk in _risks_of(material, material.outcomes)]
    return tuple(row for _, row in sorted(rows, key=lambda pair: (not pair[1].is_awaited, pair[0], pair[1].code)))


def risks_to(material: Material, outcome: Outcome) -> tuple[RiskRow, ...]:
    """The risks on the register that threaten one outcome."""
    return tuple(_risk_row(material, risk) for risk in _risks_of(material, (outcome,)))


def _risks_of(material: Material, outcomes: tuple[Outcome, ...]) -> list[Risk]:
    codes = {outcome.code for outcome in outcomes}
    return [risk for risk in material.plan.risks if risk.outcome in codes]


def _order(material: Material, risk: Risk) -> int:
    return -_score_now(material, risk).product


def _score_before(material: Material, risk: Risk) -> Score:
    return material.register_before.get(risk.code, Score(risk.likelihood, risk.impact))


def _score_now(material: Material, risk: Risk) -> Score:
    return material.register_now.get(risk.code, _score_before(material, risk))


def _risk_row(material: Material, risk: Risk) -> RiskRow:
    policy = material.plan.policies.risks
    before, now = _score_before(material, risk), _score_now(material, risk)
    proposal = _proposal_for(material, risk)
    decision = _decision_on(material, risk, proposal)
    awaited = proposal is not None and decision is None
    heading_for = proposal.proposed if proposal is not None and awaited else now
    return RiskRow(
        code=risk.code,
        title=risk.title,
        statement=statement(risk),
        outcome=material.plan.outcome(risk.outcome).name,
        owner=named(material.plan, risk.owner),
        controls=risk.controls,
        before=score_in_words(before, policy),
        now=score_in_words(now, policy),
        proposed=score_in_words(heading_for, policy) if awaited else "",
        moved=_moved(before, heading_for),
        reason=proposal.reason.sentence if proposal is not None else "",
        decision=_decision_words(material, risk, decision, awaited=awaited),
        is_awaited=awaited,
    )


def _proposal_for(material: Material, risk: Risk) -> RiskProposal | None:
    return next((p for p in material.proposals if p.risk == risk.code and p.changes), None)


def _decision_on(material: Material, risk: Risk, proposal: RiskProposal | None) -> RiskDecision | None:
    """The owner's answer to the proposal; where nothing is proposed, the latest decision made this quarter."""
    decisions = material.facts.risk_decisions
    if proposal is not None:
        return answer_to(proposal, decisions)
    quarter = material.facts.quarter
    return next((d for d in reversed(decisions) if d.risk == risk.code and d.quarter == quarter), None)


def _decision_words(material: Material, risk: Risk, decision: RiskDecision | None, *, awaited: bool) -> str:
    if awaited:
        return f"Awaiting {named(material.plan, risk.owner)}"
    if decision is None:
        return ""
    because = f": {decision.reason}" if decision.reason else ""
    return f"{decision.decision.capitalize()} by {decision.by}{because}"


@dataclass(frozen=True)
class _Part:
    """One part of a risk's description, and the words people lead into it with when they write whole sentences."""

    label: str
    lead_in: re.Pattern[str]


_CAUSE = _Part("Cause", re.compile(r"^(because( of)?|due to|owing to|as)\s+", re.IGNORECASE))
_EVENT = _Part("Risk", re.compile(r"^((there is a|the) risk (is )?(that|of)|that)\s+", re.IGNORECASE))
_CONSEQUENCE = _Part("Effect", re.compile(r"^(which )?(would|could|may|might) (mean|lead to|cause)\s+", re.IGNORECASE))


def statement(risk: Risk) -> str:
    """A risk's cause, event and consequence.

    One sentence in the plan's own words where each part leads into the next (`Because beds are slow to free`, `there
    is a risk that`, `which would mean`); otherwise each part after its label (`Cause: beds are slow to free.`), which
    reads well whatever stands there.
    """
    told = ((_CAUSE, risk.cause), (_EVENT, risk.event), (_CONSEQUENCE, risk.consequence))
    parts = [(part, text.strip().rstrip(".,;")) for part, text in told if text.strip(" .,;")]
    if all(part.lead_in.match(text) for part, text in parts):
        sentence = ", ".join(text for _, text in parts)
        return f"{sentence[:1].upper()}{sentence[1:]}." if sentence else ""
    return " ".join(f"{part.label}: {part.lead_in.sub('', text, count=1)}." for part, text in parts)


def score_in_words(score: Score, policy: RiskPolicy) -> str:
    """For example `16, very high: likely (4) × major (4)`."""
    likelihood = policy.likelihood_labels[score.likelihood - 1]
    impact = policy.impact_labels[score.impact - 1]
    return (
        f"{score.product}, {policy.band(score.product)}: {likelihood} ({score.likelihood}) × {impact} ({score.impact})"
    )


def _moved(before: Score, after: Score) -> Mark:
    if after.product > before.product:
        return Mark(Shape.HIGHER, "Rises")
    if after.product < before.product:
        return Mark(Shape.LOWER, "Falls")
    return Mark(Shape.SAME, "Unchanged")


def money_rows(material: Material) -> tuple[OutcomeMoney, ...]:
    """Resources against outcomes, worst outcome first; outcomes without a fund are listed too, because that is news."""
    return tuple(money_behind(material, outcome) for outcome in material.worst_first)


def money_behind(material: Material, outcome: Outcome) -> OutcomeMoney:
    """The sums and the funds behind one outcome."""
    resources = material.money(outcome)
    reported = [p for p in resources.positions if p.observation is not None]
    return OutcomeMoney(
        outcome=outcome.name,
        anchor=outcome_anchor(outcome.code),
        mark=material.mark(outcome),
        budget=pounds(resources.budget) if resources.positions else "no fund declared",
        spend=pounds(resources.spend_to_date) if reported else _NOT_REPORTED,
        forecast=pounds(resources.forecast) if reported else _NOT_REPORTED,
        variance=_variance_of_all(resources),
        fte=_fte(resources.fte) if reported else _NOT_REPORTED,
        unreported=_unreported(resources),
        funds=tuple(_fund_row(material, position) for position in resources.positions),
    )


def _variance_of_all(resources: OutcomeResources) -> str:
    known = [p.variance for p in resources.positions if p.variance is not None]
    return variance_in_words(sum(known, Decimal(0))) if known else _NOT_REPORTED


def _unreported(resources: OutcomeResources) -> str:
    if not resources.unreported:
        return ""
    names = listed(position.fund.name for position in resources.unreported)
    return (
        f"Spending, forecast and staff leave out {count_of(len(resources.unreported), 'fund')} not reported: {names}."
    )


def _fund_row(material: Material, position: FundPosition) -> FundRow:
    seen = position.observation
    notes = [position.fund.note, seen.note if seen is not None else ""]
    return FundRow(
        name=position.fund.name,
        partner=material.plan.partner(position.fund.partner).name,
        budget=pounds(position.budget),
        spend=_money(seen.spend_to_date if seen else None),
        forecast=_money(seen.forecast if seen else None),
        variance=variance_in_words(position.variance) if position.variance is not None else _NOT_REPORTED,
        fte=_fte(seen.fte) if seen is not None and seen.fte is not None else _NOT_REPORTED,
        note=" ".join(note for note in notes if note),
        figures=fund_figures(position),
    )


def _money(value: Decimal | None) -> str:
    return pounds(value) if value is not None else _NOT_REPORTED


def _fte(value: Decimal) -> str:
    return plain_number(value, 1)


def variance_in_words(variance: Decimal) -> str:
    """Forecast less budget: `£12,000 over`, `£40,000 under`, `on budget`."""
    if round(variance) == 0:
        return "on budget"
    return f"{pounds(abs(variance))} {'over' if variance > 0 else 'under'}"
