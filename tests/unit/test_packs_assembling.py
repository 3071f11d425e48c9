"""What goes into a pack and in which order."""

import json
import re
from dataclasses import replace
from zoneinfo import ZoneInfo

import pytest

from lsp_core.judging.assessment import Verdict
from lsp_core.judging.judge import judge
from lsp_core.packs.assembling import build_pack, stamp
from lsp_core.packs.contents import PackState, pack_as_dict
from lsp_core.packs.questions import challenger_of
from lsp_core.plan.model import Outcome
from lsp_core.risks import Decision, RiskDecision, propose
from tests.factories import Q2, a_plan, at
from tests.unit.packs_sample import DRAFT, FINAL, NOTE, a_sample_plan, an_assessment, sample_facts, sample_pack


def test_page_one_counts_outcomes_and_never_counts_a_missing_figure_as_on_track():
    assert sample_pack().front.counts == "3 outcomes: 1 off track, 1 cannot say, 1 to watch"


def test_what_to_challenge_is_worst_first_with_a_question_and_somebody_to_answer():
    challenges = sample_pack().challenges
    assert [c.mark.word for c in challenges] == ["Off track", "Cannot say", "Watch"]
    assert challenges[0].finding == ("Measure AE4H: off track and getting worse, at 71.6% against a target of 95.0%.")
    assert challenges[0].answers == "Cat Person (Head of cat)"
    assert all(c.question.endswith("?") for c in challenges)


def test_what_changed_is_told_from_what_the_board_saw_last_quarter():
    changed = {c.outcome: c.changed for c in sample_pack().challenges}
    assert changed["Seen quickly in A&E"].startswith("The same standing as last quarter: off track.")
    assert changed["More people in work"].startswith("Last quarter: on track.")


def test_page_one_holds_seven_at_most_and_says_what_it_leaves_out():
    plan = a_sample_plan()
    outcomes = tuple(plan.outcomes[0].model_copy(update={"code": f"O{n}", "name": f"Outcome {n}"}) for n in range(9))
    facts = sample_facts(plan.model_copy(update={"outcomes": (*plan.outcomes, *outcomes)}))
    judged = [an_assessment("EV", outcome=o.code, verdict=Verdict.WATCH) for o in outcomes]
    pack = build_pack(facts, facts.plan.boards[0], judged, [], {}, {}, DRAFT)
    assert len(pack.challenges) == 7
    assert pack.challenges_note.startswith("2 further outcomes")


def test_a_quarter_with_nothing_wrong_still_has_a_question():
    facts = sample_facts()
    judged = [an_assessment(m, outcome=o) for m, o in (("EV", "CLIMATE"), ("UC", "WORK"), ("AE4H", "HEALTH"))]
    pack = build_pack(facts, facts.plan.boards[0], judged, [], {}, {}, DRAFT)
    assert [c.mark.word for c in pack.challenges] == ["Nothing off track"]
    assert pack.exceptions == ()


def test_a_measure_has_the_same_standing_wherever_it_appears():
    pack = sample_pack()
    seen: dict[str, set[str]] = {}
    for line in (line for outcome in pack.overview for line in outcome.measures):
        seen.setdefault(line.name, set()).add(line.mark.word)
    for story in (story for page in pack.exceptions for story in page.measures):
        seen.setdefault(story.name, set()).add(story.mark.word)
    for entry in pack.annex:
        seen.setdefault(entry.name, set()).add(entry.mark.word)
    for row in pack.data.proxies:
        seen.setdefault(row.proxy, set()).add(row.mark.word)
    assert len(seen) == 5
    assert all(len(words) == 1 for words in seen.values())


def test_an_outcome_has_the_same_standing_wherever_it_appears():
    pack = sample_pack()
    marks = [(c.outcome, c.mark) for c in pack.challenges]
    marks += [(o.name, o.mark) for o in pack.overview] + [(m.outcome, m.mark) for m in pack.money]
    marks += [(e.outcome, e.mark) for e in pack.exceptions]
    marks += [(e.outcome, e.mark) for section in pack.short for e in section.entries]
    for outcome in {name for name, _ in marks}:
        assert len({mark for name, mark in marks if name == outcome}) == 1


def test_every_outcome_has_exactly_one_page_or_entry_and_every_link_leads_somewhere():
    pack = sample_pack()
    places = [page.anchor for page in pack.exceptions]
    places += [entry.anchor for section in pack.short for entry in section.entries]
    assert sorted(places) == sorted(outcome.anchor for outcome in pack.overview)
    assert {m.anchor for o in pack.overview for m in o.measures} == {m.anchor for m in pack.annex}


def test_only_an_off_track_outcome_gets_an_exception_page():
    assert [page.outcome for page in sample_pack().exceptions] == ["Seen quickly in A&E"]


def test_an_exception_page_prints_the_partners_words_unaltered_and_says_whose_they_are():
    quote = sample_pack().exceptions[0].measures[0].quote
    assert quote is not None
    assert quote.words == NOTE
    assert quote.who == "Anytown Hospitals, with the figure for July to September 2023"


def test_an_exception_page_carries_the_money_behind_the_outcome():
    money = sample_pack().exceptions[0].money
    assert (money.budget, money.spend, money.variance) == ("£2,500,000", "£980,000", "£350,000 under")


def test_questions_come_from_the_figures_worst_first_and_at_most_three():
    questions = sample_pack().exceptions[0].questions
    assert [q.trigger for q in questions] == ["off track and worse", "off track twice", "underspending while off track"]
    assert "from 74.0% to 71.6%" in questions[0].text.lower()
    assert "£350,000" in questions[2].text


def test_no_question_is_asked_by_the_person_who_answers_it():
    pack = sample_pack()
    questions = [q for page in pack.exceptions for q in page.questions]
    questions += [q for section in pack.short for entry in section.entries for q in entry.questions]
    assert questions
    assert all(question.asks != question.answers for question in questions)


@pytest.mark.parametrize(
    ("owner", "challenger", "asks"), [("cat", "ann", "ann"), ("cat", None, "chair"), ("chair", None, "ann")]
)
def test_the_challenger_asks_or_else_the_chair_and_never_the_owner(owner, challenger, asks):
    plan = a_plan()
    outcome = Outcome(code="X", name="X", theme="PLACE", owner=owner, weight=1, challenger=challenger)
    assert challenger_of(outcome, plan, plan.boards[0]) == asks


def test_a_risk_with_a_proposal_awaits_its_owner_until_it_is_decided():
    facts = sample_facts()
    proposal = next(p for p in propose(facts, judge(facts)) if p.risk == "R-HEALTH")
    row = sample_pack().risks[0]
    assert (row.code, row.is_awaited, row.decision) == ("R-HEALTH", True, "Awaiting Cat Person (Head of cat)")
    decided = RiskDecision("R-HEALTH", Q2, Decision.ACCEPTED, proposal.proposed, "Cat Person", at(2023, 11, 1))
    after = next(r for r in sample_pack(facts=replace(facts, risk_decisions=(decided,))).risks if r.code == row.code)
    assert not after.is_awaited
    assert after.decision == "Accepted by Cat Person"
    assert after.now == row.proposed
    assert after.before == row.before


def test_a_late_figure_a_revised_one_and_a_proxy_are_named():
    data = sample_pack().data
    assert [(m.measure, m.why) for m in data.missing] == [("Measure POV", "Due 20 October 2023, not received.")]
    assert [(r.before, r.after, r.when) for r in data.revised] == [
        ("68.9 per 100,000 people", "70.0 per 100,000 people", "18 October 2023")
    ]
    assert [(p.measure, p.proxy, p.mark.word) for p in data.proxies] == [("Measure POV", "Measure UC", "On track")]
    assert [r.answered for r in data.returns] == [
        "No return. It was due on 20 October 2023.", "Answered on 18 October 2023 at 2pm."
    ]  # fmt: skip


def test_the_annex_walks_a_figure_back_to_its_cell():
    entry = next(m for m in sample_pack().annex if m.code == "AE4H")
    told = dict(entry.facts)
    assert told["Supplied by"] == (
        "Anytown Hospitals, accepted 18 October 2023 at 10am, in 2023-24 Q2 TRUST #1, cell Figures!F7."
    )
    assert told["Latest figure"] == "71.6% for July to September 2023, provisional."
    assert [row.figure for row in entry.series][-3:] == ["71.6%", "not yet", "not yet"]


def test_a_board_sees_only_its_own_themes():
    facts = sample_facts()
    board = facts.plan.boards[0].model_copy(update={"themes": ("PLACE",)})
    pack = build_pack(facts, board, judge(facts), [], {}, {}, DRAFT)
    assert [outcome.name for outcome in pack.overview] == ["Cleaner travel"]
    assert "AE4H" not in json.dumps(pack_as_dict(pack))


@pytest.mark.parametrize(
    ("state", "expected"),
    [
        (DRAFT, "Draft version 2 - not signed off"),
        (FINAL, "Final, signed off by Cat Person (Chair) on 7 November 2023"),
        (PackState(1, at(2023, 11, 1), signed_by="Jo"), "Final, signed off by Jo"),
    ],
)
def test_the_stamp_says_who_stands_by_it(state, expected):
    assert stamp(state, ZoneInfo("Europe/London")) == expected


def test_a_pack_is_plain_values_that_json_carries_unchanged():
    pack = sample_pack()
    values = pack_as_dict(pack)
    assert json.loads(json.dumps(values)) == json.loads(json.dumps(pack_as_dict(sample_pack())))
    assert not re.search(r"Decimal|datetime", repr(values))
