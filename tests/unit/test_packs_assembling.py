"""What goes into a pack and in which order."""

import json
import re
from dataclasses import replace
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest

from lsp_core.judging.assessment import Forecast, Status, Verdict
from lsp_core.judging.judge import judge
from lsp_core.packs.assembling import LAYERS, build_pack, stamp
from lsp_core.packs.contents import PackState, pack_as_dict
from lsp_core.packs.questions import challenger_of
from lsp_core.plan.model import Layer, Outcome, Plan, Target
from lsp_core.risks.model import Decision, RiskDecision
from lsp_core.risks.proposals import propose
from tests.factories import Q1, Q2, a_plan, a_target, an_observation, at
from tests.unit.packs_sample import DRAFT, FINAL, NOTE, a_sample_plan, an_assessment, sample_facts, sample_pack


def a_plan_with_pov_not_due(*targets: Target) -> Plan:
    """The sample partnership, with the yearly measure asked for in the last quarter instead of this one."""
    plan = a_sample_plan()
    measures = tuple(m.model_copy(update={"asked_in": 4}) if m.code == "POV" else m for m in plan.measures)
    return plan.model_copy(update={"measures": measures, "targets": (*plan.targets, *targets)})


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
    assert changed["Seen quickly in A&E"].startswith("The same standing last quarter.")
    assert changed["More people in work"].startswith("Last quarter: on track.")


def test_what_is_challenged_is_the_measure_that_gives_the_outcome_its_standing():
    facts = sample_facts(a_plan_with_pov_not_due())
    heading = Forecast(Decimal("9.1"), False, Decimal("0.1"), "average change repeated", "Heading for 9.1%.")
    warned = {"verdict": Verdict.EARLY_WARNING, "status": Status.ON_TRACK, "forecast": heading}
    judged = [replace(a, **warned) if a.measure == "UC" else a for a in judge(facts)]
    pack = build_pack(facts, facts.plan.boards[0], judged, [], {}, {}, DRAFT)
    challenge = next(c for c in pack.challenges if c.outcome == "More people in work")
    assert challenge.mark.word == "At risk by year end"
    assert challenge.finding == (
        "Measure UC: on track today at 8.2%, heading for 9.1% by the end of the year, against a target of 8.5%."
    )
    assert challenge.question.endswith("to end the year at 8.5% or better?")
    assert challenge.changed == "Last quarter: on track. In April to June 2023 it was 8.3%."


def test_the_first_measure_of_every_outcome_has_the_outcomes_own_standing():
    for outcome in sample_pack().overview:
        assert outcome.measures[0].mark.shape == outcome.mark.shape


def test_a_figure_that_is_not_due_is_shown_quietly_with_what_it_was_when_last_judged():
    facts = sample_facts(a_plan_with_pov_not_due(a_target("POV", "2021-22", "12")))
    pack = build_pack(facts, facts.plan.boards[0], judge(facts), [], {}, {}, DRAFT)
    line = next(m for o in pack.overview for m in o.measures if m.name == "Measure POV")
    assert (line.mark.word, line.mark.is_quiet, line.note) == ("Not due", True, "off track when last judged")
    assert (line.latest, line.period) == ("13.1%", "2021-22")
    entry = next(e for section in pack.short for e in section.entries if e.outcome == "More people in work")
    assert entry.not_due == (
        "No new figure was due for Measure POV (off track when last judged, at 13.1% for April 2021 to March 2022)."
    )
    assert not any("POV" in sentence for sentence in entry.sentences)
    judges_own_words = next(a.why for a in judge(facts) if a.measure == "POV")
    assert "was off track" in judges_own_words


def test_a_provisional_figure_says_so_wherever_it_is_shown_and_is_listed():
    pack = sample_pack()
    line = next(m for o in pack.overview for m in o.measures if m.name == "Measure AE4H")
    assert line.period == "Jul to Sep 2023, provisional"
    assert [(f.measure, f.figure) for f in pack.data.provisional] == [("Measure AE4H", "71.6%")]


def test_a_figure_that_came_after_the_board_met_about_its_quarter_is_listed():
    facts = sample_facts()
    nothing = {("UC", Q1): an_observation("UC", Q1, None)}
    pack = sample_pack(facts=replace(facts, known_before={**facts.known_before, **nothing}))
    assert [(f.measure, f.period, f.figure) for f in pack.data.came_late] == [
        ("Measure UC", "April to June 2023", "8.3%")
    ]


def test_a_board_is_told_which_layer_it_is_and_when_it_meets():
    front = sample_pack().front
    assert front.layer == "Strategic layer: sets direction and challenges"
    assert front.meeting == "Meeting on Thursday 14 December 2023"
    assert set(LAYERS) == set(Layer)


def test_a_loose_page_says_its_quarter_and_whether_anybody_stands_by_it():
    assert sample_pack().front.footer == (
        "Quarter 2 2023 to 2024. Draft version 2 - not signed off. Produced on 6 November 2023 at 1pm."
    )
    assert sample_pack(FINAL).front.footer == (
        "Quarter 2 2023 to 2024. Final, signed off by Cat Person, Chair, on 7 November 2023."
    )


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
    assert questions[0].seen == "From 74.0% to 71.6%, with a target of 95.0%."
    assert "£350,000" in questions[2].seen
    assert all(question.text.endswith("?") for question in questions)


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
        (FINAL, "Final, signed off by Cat Person, Chair, on 7 November 2023"),
        (PackState(1, at(2023, 11, 1), signed_by="Jo"), "Final, signed off by Jo"),
        (
            PackState(1, at(2023, 11, 1), signed_by="Jo", signed_at=at(2023, 11, 1)),
            "Final, signed off by Jo, on 1 November 2023",
        ),
    ],
)
def test_the_stamp_says_who_stands_by_it(state, expected):
    assert stamp(state, ZoneInfo("Europe/London")) == expected


def test_a_pack_is_plain_values_that_json_carries_unchanged():
    pack = sample_pack()
    values = pack_as_dict(pack)
    assert json.loads(json.dumps(values)) == json.loads(json.dumps(pack_as_dict(sample_pack())))
    assert not re.search(r"Decimal|datetime", repr(values))
