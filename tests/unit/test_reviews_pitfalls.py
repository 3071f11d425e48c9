"""What goes wrong with self-assessments, each with the test that would catch it (the design's table of pitfalls)."""

import re
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

import lsp_core.reviews
from lsp_core.plan.bodies import Layer
from lsp_core.reviews.actions import propose
from lsp_core.reviews.answers import Answer
from lsp_core.reviews.asking_once import AnsweredEarlier, to_confirm
from lsp_core.reviews.cases import NONE_HELD, NOT_PROOF, matching_cases
from lsp_core.reviews.fact_values import FactSheet
from lsp_core.reviews.findings import Kind, Priority, find, on_pages
from lsp_core.reviews.links import Link, unattended, weakest
from lsp_core.reviews.model import Attribution
from lsp_core.reviews.moving import Movement, felt_better_measured_worse, is_clear, moved, moved_since
from lsp_core.reviews.reading import seed_cases, seed_facts, seed_instruments
from lsp_core.reviews.results import RoundResults, round_results
from lsp_core.reviews.rules import Bench, Label
from lsp_core.reviews.scales import AMBER, COLOURS, GREEN, PRACTICE, RED
from lsp_core.reviews.scrutiny import AskedBefore, choose, offer
from lsp_core.reviews.spread import Agreement, consensus, spread_of_positions
from lsp_core.reviews.submitting import what_blocks_submission
from lsp_core.reviews.summary import BETTER_THAN_FELT, beside_a_low_answer, opening_lines
from tests.unit.reviews_sample import (
    a_bench,
    a_fact,
    answers_to,
    every_criterion,
    facts_where,
    result_of,
    seed,
)

TODAY = date(2026, 4, 1)
ANSWERED = ("performance-checklist", "governance-review", "delivery-chain", "seven-s")


def everyone_says(instrument: str, position: int, bench: Bench, people: int = 6) -> RoundResults:
    of = seed(instrument)
    answers = [
        Answer(
            f"r{n}", question.id, position, position, (question.ask or (None,))[n % max(1, len(question.ask))], f"b{n}"
        )
        for question in of.questions
        for n in range(people * max(1, len(question.ask)))
    ]
    if of.submits:
        answers += [Answer("c", question.id, position, position, is_coordinator=True) for question in of.questions]
    return round_results(of, answers, bench)


def bench_with(facts: dict[str, object] | object) -> Bench:
    return Bench(seed_facts(), FactSheet(facts, {"jobs": facts}), "jobs")  # type: ignore[arg-type]


def said(results: RoundResults) -> str:
    return "\n".join([*opening_lines(results), *(f"{f.text} {f.because}" for f in find(results))])


@pytest.mark.parametrize("instrument", ANSWERED)
def test_rosy_answers_against_a_failing_cycle_are_all_contradicted_and_held_down(instrument: str) -> None:
    results = everyone_says(instrument, seed(instrument).answer_scale.positions[-1], bench_with(facts_where(True)))  # type: ignore[union-attr]
    testable = [r for r in results.questions if any(c.fact for c in r.question.contradicted_when.any)]  # type: ignore[union-attr]
    assert testable
    for result in testable:
        assert result.is_contradicted, result.question.id
        assert result.evidenced == result.scale.held_to
        facts = [c for c in result.question.contradicted_when.any if c.fact]  # type: ignore[union-attr]
        assert len(result.beside.against) == len(facts)
    assert f"contradict answers to {len(testable)} of" in said(results)


@pytest.mark.parametrize("instrument", ANSWERED)
def test_a_healthy_partnership_is_contradicted_nowhere(instrument: str) -> None:
    results = everyone_says(instrument, seed(instrument).answer_scale.positions[-1], bench_with(facts_where(False)))  # type: ignore[union-attr]
    assert not [r.question.id for r in results.questions if r.is_contradicted]
    assert {r.beside.label for r in results.questions} <= {Label.NOT_CONTRADICTED, Label.CANNOT_BE_TESTED}


def test_the_rules_are_two_hundred_and_twenty_five_and_every_one_can_fire_and_be_silent() -> None:
    criteria = every_criterion()
    assert len(criteria) == 225
    failing, healthy = facts_where(True), facts_where(False)
    assert {kind.id for *_, kind in criteria} == set(failing) == set(healthy)


@pytest.mark.parametrize("instrument", ANSWERED)
def test_an_empty_first_year_says_no_data_in_one_line_and_nothing_rosier(instrument: str) -> None:
    results = everyone_says(instrument, seed(instrument).answer_scale.positions[-1], a_bench())  # type: ignore[union-attr]
    assert not [r for r in results.questions if r.is_contradicted or r.beside.label is Label.NOT_CONTRADICTED]
    (line,) = [line for line in opening_lines(results) if "no data" in line]
    assert f"Of {len(results.questions)} questions, not tested by the records:" in line


def test_an_untouched_partnership_surfaces_no_scrutiny_question_but_the_standing_one() -> None:
    assert [each.question.id for each in offer(seed("scrutiny-questions"), a_bench(), {})] == ["SP-AV-1"]


@pytest.mark.parametrize("facts", [True, False], ids=["failing", "healthy"])
@pytest.mark.parametrize("instrument", ANSWERED)
def test_silence_is_no_proof_of_health_nor_a_contradiction_of_guilt(instrument: str, facts: bool) -> None:
    results = everyone_says(instrument, seed(instrument).answer_scale.positions[-1], bench_with(facts_where(facts)))  # type: ignore[union-attr]
    ours = said(results)
    for fact in seed_facts().facts:  # what is counted may well be what somebody confirmed
        ours = ours.replace(fact.meaning[1:], "")
    assert not re.search(r"\b(?:prove[sn]?|proof|confirm(?:s|ed)?|verif(?:y|ies|ied)|guilty)\b", ours, re.IGNORECASE)


@pytest.mark.parametrize("code", sorted({kind.id for *_, kind in every_criterion() if kind.unit in ("share", "count")}))
def test_zero_is_not_unknown_off_on_and_empty_and_none_of_twenty_are_three_labels(code: str) -> None:
    instrument, question = next((i, q) for i, q, _, kind in every_criterion() if kind.id == code)
    rule = next(iter(question.rules))
    only = question.model_copy(
        update={
            "surface_when": None,
            "contradicted_when": rule.model_copy(
                update={"any": tuple(c.model_copy(update={"scope": None}) for c in rule.any if c.fact == code)}
            ),
        }
    )
    off = a_bench().beside(only).label
    empty = a_bench(a_fact(code, None, n=0)).beside(only).label
    none_of_twenty = a_bench(a_fact(code, 0, n=20)).beside(only).label
    assert (off, empty) == (Label.NO_DATA, Label.TOO_FEW)
    assert none_of_twenty in (Label.CONTRADICTED, Label.NOT_CONTRADICTED)
    assert instrument


@pytest.mark.parametrize(
    ("late", "n", "label"), [(1, 2, Label.TOO_FEW), (2, 4, Label.TOO_FEW), (2, 5, Label.CONTRADICTED)]
)
def test_tiny_denominators_say_nothing(late: int, n: int, label: Label) -> None:
    share = Decimal(n - late) / n
    question = seed("performance-checklist").by_id["PC-PR-O-2"]
    bench = a_bench(a_fact("returns.on_time_share", share, n), a_fact("returns.reminders_median", 0))
    assert bench.evidence(question, 3, PRACTICE).label is label


def test_bodies_are_few_and_three_of_them_are_enough() -> None:
    question = seed("delivery-chain").by_id["DC-06"]
    assert a_bench(a_fact("network.isolated_bodies", 1, 3)).beside(question).label is Label.CONTRADICTED
    assert a_bench(a_fact("network.isolated_bodies", 1, 2)).beside(question).label is Label.TOO_FEW


def test_a_cliff_prints_value_size_and_threshold_and_never_85_below_85() -> None:
    question = seed("performance-checklist").by_id["PC-PR-O-2"]
    reminders = a_fact("returns.reminders_median", 0)
    below = a_bench(a_fact("returns.on_time_share", "0.8499", 10_000), reminders).evidence(question, 3, PRACTICE)
    at = a_bench(a_fact("returns.on_time_share", "0.8500", 10_000), reminders).evidence(question, 3, PRACTICE)
    assert (below.label, at.label) == (Label.CONTRADICTED, Label.NOT_CONTRADICTED)
    assert below.against[0].words == (
        "Returns received by their due date / returns due [returns.on_time_share]: 84.99% "
        "(counted over 10,000, as at 1 April 2026); threshold: below 85%"
    )


def test_everything_amber_is_a_finding_and_no_absence_of_weakness() -> None:
    results = everyone_says("seven-s", AMBER, bench_with(facts_where(False)))
    (finding,) = find(results)
    assert (finding.kind, finding.text.split(",")[0]) == (Kind.AMBER_RUN, "35 of 35 answers are amber")


def test_a_green_wall_wants_each_contradiction_explained_before_it_is_submitted() -> None:
    results = everyone_says("seven-s", GREEN, a_bench(a_fact("returns.on_time_share", "0.5")))
    assert what_blocks_submission(results, {}) == ("S7-SS-1",)
    assert what_blocks_submission(results, {"S7-SS-1": "Two bodies changed system in May."}) == ()
    assert (
        what_blocks_submission(everyone_says("seven-s", RED, a_bench(a_fact("returns.on_time_share", "0.5"))), {}) == ()
    )


def test_one_voice_is_said_first_and_has_no_layers_and_no_agreement() -> None:
    checklist = seed("performance-checklist")
    answers = [Answer("c", question.id, 3, 3, is_coordinator=True) for question in checklist.questions]
    results = round_results(checklist, answers, a_bench())
    assert opening_lines(results)[0].startswith("One voice")
    assert all(
        not r.published.parts and r.agreement is Agreement.TOO_FEW and r.claimed is None for r in results.questions
    )
    assert [f.kind for f in find(results)] == [Kind.ONE_VOICE]


def test_a_body_that_gave_nine_of_twelve_answers_is_named() -> None:
    answers = [
        Answer(f"r{n}", "DC-01", 2, 2, Layer.OPERATIONAL, "the council" if n < 9 else f"b{n}") for n in range(12)
    ]
    results = round_results(seed("delivery-chain"), answers, a_bench())
    assert results.dominant_body == "the council"
    assert "the council gave more than a third of the answers" in opening_lines(results)[0]


def test_no_mean_and_no_total_is_worked_out_anywhere() -> None:
    code = "\n".join(p.read_text(encoding="utf-8") for p in Path(lsp_core.reviews.__path__[0]).glob("*.py"))
    assert not re.search(r"\b(?:mean|fmean|average|overall_score|total_score)\(|statistics|numpy", code)
    assert "centre = sum(" in code  # consensus alone looks for a centre, and keeps it to itself


def test_agreement_cut_offs_are_not_borrowed_between_scales() -> None:
    four, three = (
        spread_of_positions([1] * 6 + [2] * 6, PRACTICE),
        spread_of_positions([AMBER] * 6 + [GREEN] * 6, COLOURS),
    )
    assert consensus(four.counts) == pytest.approx(0.737, abs=0.0005)
    assert consensus(three.counts) == pytest.approx(0.585, abs=0.0005)
    assert four.agreement is three.agreement is Agreement.AGREE


@pytest.mark.parametrize(
    ("positions", "agreement"),
    [
        ([1, 2, 3], Agreement.TOO_FEW),
        ([1, 2, 2, 1], Agreement.WITHIN_ONE),
        ([0, 1, 2, 2], Agreement.TWO_OR_MORE),
        ([0] * 4 + [3] * 4, Agreement.SPLIT),
    ],
)
def test_few_answers_are_described_in_plain_words(positions: list[int], agreement: Agreement) -> None:
    assert spread_of_positions(positions, PRACTICE).agreement is agreement


def test_a_trend_is_not_made_of_other_people() -> None:
    before, now = answers_to("Q", [0] * 12), answers_to("Q", [3] * 12, start=12)
    assert moved(before, now, Attribution.LAYER).movement is Movement.NO_CLEAR_CHANGE


def test_of_two_anonymous_rounds_nothing_is_claimed() -> None:
    same = answers_to("Q", [0] * 12), answers_to("Q", [3] * 12)
    assert moved(*same, Attribution.ANONYMOUS).movement is Movement.SIDE_BY_SIDE


@pytest.mark.parametrize(("most", "of"), [(6, 6), (7, 7), (8, 8), (8, 9), (9, 10), (10, 11), (10, 12)])
def test_the_sign_test_draws_the_line_where_it_is_printed(most: int, of: int) -> None:
    assert is_clear(most, of)
    assert not is_clear(most - 1, of)


def test_five_people_who_all_moved_are_too_few() -> None:
    assert not is_clear(5, 5)


def test_a_question_that_was_reworded_has_no_trend_unless_it_is_declared_the_same() -> None:
    last = seed("performance-checklist")
    asked = last.by_id["PC-PR-O-2"]
    other = asked.model_copy(update={"text": "Are returns ever late?"})
    same = other.model_copy(update={"equivalent_to": ("PC-PR-O-2@1.0",)})
    before, now = answers_to(asked.id, [0] * 6), answers_to(asked.id, [3] * 6)
    for question, movement in ((other, Movement.NOT_THE_SAME_QUESTION), (same, Movement.UP), (asked, Movement.UP)):
        this_year = last.model_copy(update={"version": "2.0", "questions": (question,)})
        assert moved_since((last, before), (this_year, now), asked.id).movement is movement


def test_felt_better_and_measured_worse_is_a_finding_of_the_first_order() -> None:
    checklist = seed("performance-checklist")
    before, now = answers_to("PC-PR-O-2", [1] * 6), answers_to("PC-PR-O-2", [3] * 6)
    _, question, criterion, kind = next(row for row in every_criterion() if row[1].id == "PC-PR-O-2")
    then, today = a_fact(kind.id, "0.95"), a_fact(kind.id, "0.90")
    words = felt_better_measured_worse(moved(before, now, Attribution.LAYER), criterion, kind, then, today)
    assert "6 went up, while returns.on_time_share went from 95% to 90%" in words
    results = round_results(checklist, now, a_bench(today))
    first = find(results, felt_better={question.id: words})[0]
    assert (first.priority, first.kind) == (Priority.P1, Kind.FELT_BETTER)
    assert not felt_better_measured_worse(moved(before, now, Attribution.LAYER), criterion, kind, today, then)
    assert not felt_better_measured_worse(moved(before, now, Attribution.LAYER), criterion, kind, then, None)


def test_an_action_that_cannot_be_tested_is_kept_and_flagged() -> None:
    results = everyone_says("governance-review", 1, a_bench(a_fact("gov.complaints_to_board", 0)))
    proposed = propose(find(results), results.by_id, seed_facts(), date(2027, 3, 31), "governance-review/2026")
    assert len(proposed) == 5
    by_source = {each.source.split("/")[-1]: each for each in proposed}
    assert by_source["GP-AC-S-1"].is_incomplete
    assert by_source["GP-AC-S-1"].expected_effect == "Not testable yet: no fact, no value now, no wanted value."
    tested = by_source["GP-AC-S-4"]
    assert tested.expected_effect == "gov.complaints_to_board: now 0, wanted other than 0, by 31 March 2027"


def test_no_finding_no_action() -> None:
    results = everyone_says("performance-checklist", 3, bench_with(facts_where(False)))
    assert find(results) == ()
    assert propose((), results.by_id, seed_facts(), TODAY, "x") == ()


def test_at_most_eight_findings_are_in_front_the_worst_first_and_the_rest_in_the_annex() -> None:
    results = everyone_says("performance-checklist", 3, bench_with(facts_where(True)))
    report = on_pages(find(results, off_track={"PC-RM-O-5"}, raised_last_year={"PC-PR-O-2"}))
    assert [f.questions for f in report.front[:2]] == [("PC-PR-O-2",), ("PC-RM-O-5",)]
    assert (len(report.front), len(report.front) + len(report.annex)) == (8, 45)


def test_many_who_do_not_know_are_counted_and_never_taken_for_low() -> None:
    answers = answers_to("PC-PR-S-4", (3, 2, 3, 1, 3, 0), Layer.STRATEGIC)
    answers += [Answer(f"d{n}", "PC-PR-S-4", layer=Layer.STRATEGIC, dont_know=True) for n in range(3)]
    results = round_results(seed("performance-checklist"), answers, a_bench())
    assert [(f.priority, f.text) for f in find(results)] == [(Priority.P4, "3 of 9 do not know.")]
    assert results.by_id["PC-PR-S-4"].claimed == 2


def test_fewer_than_half_the_bodies_heard_is_a_finding_that_names_those_not_heard() -> None:
    answers = answers_to("PC-PR-S-4", (3, 2), Layer.STRATEGIC)
    results = round_results(seed("performance-checklist"), answers, a_bench(), [f"body {n}" for n in range(5)])
    assert find(results)[-1].text == "2 of 5 bodies were heard. Not heard: body 2, body 3 and body 4."


def test_what_a_chair_drops_is_listed_and_cannot_be_dropped_in_silence_the_third_time() -> None:
    scrutiny, failing = seed("scrutiny-questions"), bench_with(facts_where(True))
    before = {"SP-MO-1": AskedBefore(meetings_true=2, is_statutory=True)}
    offered = offer(scrutiny, failing, before)
    families = [each.question.family for each in offered]
    assert (len(offered), max(families.count(f) for f in families)) == (10, 3)
    assert offered[0].question.id == "SP-MO-1"
    assert "SP-AV-1" in {each.question.id for each in offered}
    chosen, wanting = choose(offered, {"SP-MO-1", offered[1].question.id}, {}, before)
    assert (chosen.dropped, wanting) == (("SP-MO-1", offered[1].question.id), ("SP-MO-1",))
    assert choose(offered, {"SP-MO-1"}, {"SP-MO-1": "Asked in May."}, before)[1] == ()


def test_a_case_is_shown_with_what_is_not_known_and_as_no_proof() -> None:
    for case in seed_cases():
        assert case.unknown
        assert case.effect_evidence
        assert case.cautions(TODAY)[:2] == (NOT_PROOF, case.caution)
        assert len(case.what_was_done.split()) <= 80
    basildon = next(case for case in seed_cases() if case.id == "basildon-board")
    assert "A single body, not a partnership." in basildon.cautions(TODAY)


def test_a_weakness_without_a_case_says_none_held_and_a_refused_one_steps_back() -> None:
    cases = seed_cases()
    assert matching_cases("late-returns", None, "", cases, TODAY) == ()
    assert "no case" in NONE_HELD
    first, second = matching_cases("everything-reported", Layer.OPERATIONAL, "", cases, TODAY)
    assert first.case.id == "haringey-exceptions"
    assert (
        first.because == "Shown because its main subject is everything reported and it concerns the operational layer."
    )
    again = matching_cases("everything-reported", Layer.OPERATIONAL, "", cases, TODAY, {first.case.id})
    assert second.case.id == "wmca-layers"
    assert {match.case.id: match.score for match in again}.get(first.case.id, 0) < first.score


def test_a_case_whose_sources_were_checked_long_ago_says_so() -> None:
    case = seed_cases()[0].model_copy(update={"checked_on": date(2024, 1, 1)})
    assert "Its sources were last checked on 1 January 2024." in case.cautions(TODAY)
    assert not any("checked" in said for said in case.cautions(date(2024, 6, 1)))


def test_a_link_whose_two_ends_disagree_is_flagged_whatever_lies_between() -> None:
    link = Link("council", "health trust", "referrals", said_by_giver=4, said_by_taker=1)
    fine = Link("council", "police", "data", 3, 3)
    assert link.ends_disagree
    assert (weakest([fine, link])[0], unattended([fine, link])) == (link, (link,))
    assert "council says 4 of 4, health trust says 1" in link.said


def test_the_engine_does_not_argue_with_a_low_answer() -> None:
    bench = bench_with(facts_where(False))
    result = result_of(seed("seven-s"), "S7-SS-1", answers_to("S7-SS-1", [RED] * 8), bench)
    coordinated = everyone_says("seven-s", RED, bench).by_id["S7-SS-1"]
    assert bench.evidence(result.question, RED, COLOURS).label is Label.CANNOT_BE_TESTED
    assert beside_a_low_answer(coordinated) == BETTER_THAN_FELT
    assert (
        next(f for f in find(everyone_says("seven-s", RED, bench)) if "S7-SS-1" in f.questions).priority is Priority.P2
    )


def test_two_reviews_that_would_ask_the_same_offer_the_earlier_answer_for_half_a_year() -> None:
    health, checklist = seed("seven-s"), seed("performance-checklist")
    earlier = AnsweredEarlier(health, health.by_id["S7-SS-1"], AMBER, date(2026, 1, 15))
    question = checklist.by_id["PC-PR-O-2"]
    assert to_confirm(question, [earlier], TODAY) == earlier
    assert "'amber'" in earlier.words
    assert to_confirm(question, [earlier], date(2026, 9, 1)) is None
    assert to_confirm(checklist.by_id["PC-PR-O-3"], [earlier], TODAY) is None


def test_every_question_can_be_read_in_one_breath() -> None:
    for instrument in seed_instruments().instruments:
        for question in instrument.questions:
            assert len(question.text.split()) <= 30, question.id


def test_a_fact_wanted_for_one_outcome_is_not_taken_from_the_whole_partnership() -> None:
    question = seed("delivery-chain").by_id["DC-01"]
    whole = a_fact("targets.incomplete_share", "0.2")
    other = a_fact("strategy.unmeasured_outcomes", 0)
    assert a_bench(whole, other, outcome="jobs").beside(question).label is Label.NO_DATA
    narrow = a_fact("targets.incomplete_share", "0.2", outcome="jobs")
    evidence = a_bench(narrow, other, outcome="jobs").beside(question)
    assert evidence.label is Label.CONTRADICTED
    assert evidence.against[0].fact is not None
    assert evidence.against[0].fact.about == "outcome jobs"


def test_a_rule_for_the_top_level_says_nothing_of_the_one_below() -> None:
    bench, question = a_bench(a_fact("chain.lever_decisions_12m", 0)), seed("delivery-chain").by_id["DC-07"]
    scale = seed("delivery-chain").answer_scale
    assert scale is not None
    assert bench.evidence(question, 4, scale).label is Label.CONTRADICTED
    assert bench.evidence(question, 3, scale).label is Label.CANNOT_BE_TESTED


def test_a_bare_yes_is_no_document() -> None:
    question = seed("governance-review").by_id["GP-AC-O-3"]
    assert a_bench().evidence(question, 3, PRACTICE).label is Label.CANNOT_BE_TESTED
    seen = a_bench(documents=frozenset({"cross-body complaints and incident route"}))
    assert seen.evidence(question, 3, PRACTICE).label is Label.NOT_CONTRADICTED
