from dataclasses import replace

import pytest

from lsp_core.errors import LspError
from lsp_core.facts import CycleFacts
from lsp_core.judging.assessment import Reason
from lsp_core.judging.judge import judge
from lsp_core.observations import Observation
from lsp_core.periods import FinancialYear, Quarter
from lsp_core.risks.decisions import answer_to, decide, open_proposals
from lsp_core.risks.likelihood import Suggestion
from lsp_core.risks.model import Decision, RiskDecision, RiskProposal, Score
from lsp_core.risks.proposals import next_likelihood, propose
from lsp_core.risks.register import register_at, register_now
from tests.factories import Q1, Q2, Q3, Q4, a_plan, a_target, an_observation, at, known, some_facts

PROPOSAL = RiskProposal(
    risk="R-HEALTH",
    outcome="HEALTH",
    quarter=Q1,
    now=Score(3, 5),
    proposed=Score(4, 5),
    reason=Reason("risk: missed outcome, v1", "“Measure AE4H” is off track."),
    evidence=("AE4H",),
)


def a_decision(score: Score, quarter: Quarter = Q1, day: int = 1, **changes) -> RiskDecision:
    decided = RiskDecision("R-HEALTH", quarter, Decision.ACCEPTED, score, "Cat", at(2023, 8, day))
    return replace(decided, **changes)


def waits(*values: str | None, until: Quarter) -> tuple[Observation, ...]:
    """A&E figures of quarters running, ending at one; None for a figure that never came."""
    return tuple(
        an_observation("AE4H", until.shifted(-3 * back), value)
        for back, value in zip(range(len(values) - 1, -1, -1), values, strict=True)
        if value is not None
    )


def proposed(facts: CycleFacts, risk: str = "R-HEALTH") -> RiskProposal:
    return next(proposal for proposal in propose(facts, judge(facts)) if proposal.risk == risk)


def with_opening_likelihood(likelihood: int, **changes):
    plan = a_plan(**changes)
    risks = tuple(risk.model_copy(update={"likelihood": likelihood}) for risk in plan.risks)
    return plan.model_copy(update={"risks": risks})


def test_the_register_begins_as_the_plan_says():
    assert register_at(a_plan(), (), Q1) == {"R-HEALTH": Score(3, 5), "R-WORK": Score(2, 4)}


def test_a_quarters_decisions_count_from_the_next_quarter_on():
    decisions = (a_decision(Score(4, 5)),)
    assert register_at(a_plan(), decisions, Q1)["R-HEALTH"] == Score(3, 5)
    assert register_now(a_plan(), decisions, Q1)["R-HEALTH"] == Score(4, 5)
    assert register_at(a_plan(), decisions, Q2)["R-HEALTH"] == Score(4, 5)


def test_the_last_word_on_a_quarter_counts_in_whatever_order_decisions_are_given():
    first, second = a_decision(Score(4, 5), day=1), a_decision(Score(2, 5), day=2)
    earlier_quarter_decided_later = a_decision(Score(5, 5), quarter=Quarter(2022, 4), day=9)
    for decisions in [(first, second, earlier_quarter_decided_later), (earlier_quarter_decided_later, second, first)]:
        assert register_at(a_plan(), decisions, Q2)["R-HEALTH"] == Score(2, 5)


def test_a_decision_on_a_risk_that_left_the_plan_is_passed_over():
    assert "R-GONE" not in register_at(a_plan(), (a_decision(Score(4, 5), risk="R-GONE"),), Q2)


@pytest.mark.parametrize(
    ("value", "likelihood", "because"),
    [
        ("96", 3, "“Measure AE4H” is on track, but a fall takes two better quarters running with every figure in"),
        ("94.5", 3, "“Measure AE4H” is short of target, within what may be watched"),
        ("74", 4, "“Measure AE4H” is off track, so likelihood rises from 3 (probable) to 4 (likely)."),
    ],
)
def test_one_quarter_raises_a_likelihood_at_once_and_never_lowers_it(value, likelihood, because):
    proposal = proposed(some_facts(Q1, waits(value, until=Q1)))
    assert proposal.proposed == Score(likelihood, 5)
    assert proposal.changes is (likelihood != 3)
    assert proposal.reason.sentence.startswith(because)
    assert proposal.evidence == ("AE4H",)


def test_off_track_twice_running_and_forecast_to_miss_is_almost_certain():
    proposal = proposed(some_facts(Q2, waits("76", "75", "74", until=Q2)))
    assert proposal.proposed == Score(5, 5)
    assert proposal.reason.sentence == (
        "“Measure AE4H” is off track for the second quarter running and forecast to miss the year's target, so "
        "likelihood rises from 3 (probable) to 5 (almost certain)."
    )


def test_off_track_twice_running_and_forecast_to_recover_is_likely_and_no_more():
    proposal = proposed(some_facts(Q2, waits("70", "80", "90", until=Q2)))
    assert proposal.proposed.likelihood == 4


def test_an_early_warning_makes_a_miss_probable():
    proposal = proposed(some_facts(Q1, waits("98", "97", "96", until=Q1), plan=with_opening_likelihood(1)))
    assert proposal.proposed.likelihood == 3
    assert "at risk by the year's end" in proposal.reason.sentence


@pytest.mark.parametrize("opening", [1, 2])
def test_on_track_leaves_a_low_likelihood_where_it_stands(opening):
    proposal = proposed(some_facts(Q1, waits("96", "96", until=Q1), plan=with_opening_likelihood(opening)))
    assert proposal.proposed.likelihood == opening


def test_the_worst_of_an_outcomes_measures_decides():
    observations = (an_observation("UC", Q2, "5"), an_observation("POV", FinancialYear(2022), "15.2"))
    proposal = proposed(some_facts(Q2, observations), "R-WORK")
    assert proposal.proposed.likelihood == 4
    assert proposal.evidence == ("POV",)


def test_a_yearly_measure_with_nothing_due_is_no_evidence_either_way():
    proposal = proposed(some_facts(Q3, (an_observation("POV", FinancialYear(2022), "15.2"),)), "R-WORK")
    assert not proposal.changes
    assert proposal.reason.sentence == (
        "None of the outcome's measures has a new figure to go by, so likelihood stays 2 (possible)."
    )


def test_figures_missing_twice_running_make_a_miss_more_likely():
    before = known(an_observation("EV", Q1, "75"))
    proposal = proposed(some_facts(Q2, known_before=before))
    assert proposal.proposed.likelihood == 4
    assert proposal.reason.sentence == (
        "Nothing has come for “Measure AE4H” two quarters running, so likelihood rises from 3 (probable) to 4 (likely)."
    )


def test_a_figure_missing_once_changes_nothing():
    before = known(an_observation("EV", Q1, "75"))
    assert not proposed(some_facts(Q2, waits("96", None, until=Q2), known_before=before)).changes


def test_nothing_was_missing_before_the_first_quarter():
    assert not proposed(some_facts(Q1)).changes


def test_missing_figures_never_lower_a_likelihood_and_stop_at_the_highest():
    before = known(an_observation("EV", Q1, "75"))
    assert proposed(some_facts(Q2, known_before=before, plan=with_opening_likelihood(5))).proposed.likelihood == 5


def test_a_measure_for_which_nothing_is_agreed_is_not_missed():
    before = known(an_observation("EV", Q1, "75"))
    plan = with_opening_likelihood(3, targets=(a_target("EV", "2023-24", "80"),))
    assert not proposed(some_facts(Q2, plan=plan, known_before=before)).changes


def test_impact_is_the_outcomes_weight_however_large_the_gap():
    plan = a_plan()
    risks = tuple(risk.model_copy(update={"impact": 2}) for risk in plan.risks)
    for value in ("94.5", "10"):
        proposal = proposed(some_facts(Q1, waits(value, until=Q1), plan=plan.model_copy(update={"risks": risks})))
        assert proposal.proposed.impact == 5
        assert "Impact goes from 2 (minor) to 5 (critical), the weight the plan gives the outcome." in (
            proposal.reason.sentence
        )


def test_only_a_risk_that_watches_its_outcome_is_proposed_for():
    plan = a_plan()
    risks = (plan.risks[0].model_copy(update={"watches_outcome": False}), plan.risks[1])
    facts = some_facts(plan=plan.model_copy(update={"risks": risks}))
    assert [proposal.risk for proposal in propose(facts, judge(facts))] == ["R-WORK"]


def test_closing_a_quarter_twice_proposes_what_closing_it_once_did():
    facts = some_facts(Q1, waits("74", until=Q1))
    once = propose(facts, judge(facts))
    accepted = decide(once[0], Decision.ACCEPTED, "Cat", at(2023, 8, 2))
    again = replace(facts, risk_decisions=(accepted,))
    assert propose(again, judge(again)) == once


def test_a_likelihood_rises_fast_and_falls_slowly_over_six_quarters():
    """Each proposal is accepted. 95% is the target, 94% the edge of what is watched."""
    quarters = [Q1, Q2, Q3, Q4, Q4.next, Q4.next.next]
    values = ["80", "96", "80", "96", "96", "96"]
    plan = with_opening_likelihood(2, targets=(a_target("AE4H", "2023-24", "95"), a_target("AE4H", "2024-25", "95")))
    observations = tuple(an_observation("AE4H", q, v) for q, v in zip(quarters, values, strict=True))
    decisions: list[RiskDecision] = []
    likelihoods = []
    for quarter in quarters:
        facts = some_facts(quarter, observations, plan=plan, risk_decisions=tuple(decisions))
        proposal = proposed(facts)
        likelihoods.append(proposal.proposed.likelihood)
        decisions.append(decide(proposal, Decision.ACCEPTED, "Cat", facts.cut_off))
    assert likelihoods == [4, 4, 4, 4, 3, 2]


@pytest.mark.parametrize(
    ("now", "this", "last", "expected"),
    [
        (2, (4, 4), (1, 2), 4),
        (4, (1, 2), (4, 4), 4),
        (4, (1, 2), (3, 3), 3),
        (4, (3, 3), (3, 3), 3),
        (3, (1, 2), (1, 2), 2),
        (2, (1, 2), (1, 2), 2),
        (1, (1, 2), (1, 2), 1),
        (5, (1, 2), None, 5),
        (5, None, (1, 2), 5),
    ],
)
def test_a_likelihood_falls_by_one_after_two_better_quarters(now, this, last, expected):
    suggestions = [None if s is None else Suggestion(*s, "", (), is_whole=True) for s in (this, last)]
    assert next_likelihood(now, *suggestions) == expected


@pytest.mark.parametrize("missing_from", ["this", "last"])
def test_a_quarter_with_a_figure_missing_is_never_a_better_one(missing_from):
    this = Suggestion(1, 2, "", (), is_whole=missing_from != "this")
    last = Suggestion(1, 2, "", (), is_whole=missing_from != "last")
    assert next_likelihood(4, this, last) == 4


def test_accepting_takes_the_proposed_score_and_needs_no_reason():
    decision = decide(PROPOSAL, Decision.ACCEPTED, "Cat", at(2023, 8, 2))
    assert (decision.score, decision.proposed, decision.by) == (Score(4, 5), Score(4, 5), "Cat")


def test_rejecting_keeps_the_score_as_it_stood():
    decision = decide(PROPOSAL, Decision.REJECTED, "Cat", at(2023, 8, 2), " The new ward opens in May. ")
    assert (decision.score, decision.reason) == (Score(3, 5), "The new ward opens in May.")


def test_amending_takes_the_owners_own_score():
    decision = decide(PROPOSAL, Decision.AMENDED, "Cat", at(2023, 8, 2), "A strike is likely.", Score(5, 5))
    assert decision.score == Score(5, 5)


@pytest.mark.parametrize(
    ("decision", "reason", "score", "complaint"),
    [
        (Decision.REJECTED, " ", None, "cannot be rejected without a reason"),
        (Decision.AMENDED, "", Score(5, 5), "cannot be amended without a reason"),
        (Decision.AMENDED, "A strike is likely.", None, "cannot be amended without a score"),
        (Decision.AMENDED, "A strike is likely.", Score(6, 5), "cannot both be scored"),
        (Decision.AMENDED, "A strike is likely.", Score(4, 0), "cannot both be scored"),
        (Decision.ACCEPTED, "", Score(5, 5), "takes no score of its own"),
    ],
)
def test_a_decision_that_lacks_what_it_needs_is_refused(decision, reason, score, complaint):
    with pytest.raises(LspError, match=complaint):
        decide(PROPOSAL, decision, "Cat", at(2023, 8, 2), reason, score)


def test_a_proposal_is_open_until_its_owner_has_answered_it():
    answer = decide(PROPOSAL, Decision.REJECTED, "Cat", at(2023, 8, 2), "Already in hand.")
    assert open_proposals([PROPOSAL], ()) == [PROPOSAL]
    assert open_proposals([PROPOSAL], (answer,)) == []
    assert answer_to(PROPOSAL, (answer,)) is answer


def test_a_proposal_that_changes_nothing_is_not_open():
    assert open_proposals([replace(PROPOSAL, proposed=PROPOSAL.now)], ()) == []


def test_a_rejected_proposal_opens_again_only_for_another_score_or_quarter():
    answer = decide(PROPOSAL, Decision.REJECTED, "Cat", at(2023, 8, 2), "Already in hand.")
    worse, next_quarter = replace(PROPOSAL, proposed=Score(5, 5)), replace(PROPOSAL, quarter=Q2)
    assert open_proposals([worse, next_quarter], (answer,)) == [worse, next_quarter]


def test_a_decision_kept_without_what_it_was_about_answers_whatever_was_proposed_that_quarter():
    answer = a_decision(Score(3, 5), decision=Decision.REJECTED, reason="Already in hand.")
    assert open_proposals([PROPOSAL, replace(PROPOSAL, proposed=Score(5, 5))], (answer,)) == []


def test_the_product_of_a_score_is_at_most_twenty_five():
    assert (Score(4, 5).product, Score(5, 5).product) == (20, 25)


def test_a_figure_in_a_quarter_not_yet_closed_does_not_count_towards_a_fall():
    plan = with_opening_likelihood(4)
    early = waits("80", "96", "96", until=Q3)
    assert proposed(some_facts(Q2, early, plan=plan)).proposed.likelihood == 4
    assert proposed(some_facts(Q3, early, plan=plan)).proposed.likelihood == 3
