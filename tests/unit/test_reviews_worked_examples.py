"""The worked examples of the reviews' design, as printed there."""

import pytest

from lsp_core.plan.bodies import Layer
from lsp_core.reviews.findings import Kind, Priority, of_question
from lsp_core.reviews.results import question_result
from lsp_core.reviews.rules import Label
from lsp_core.reviews.scales import COLOURS
from lsp_core.reviews.spread import Agreement, consensus
from lsp_core.reviews.submitting import reasons_needed
from tests.unit.reviews_sample import a_bench, a_fact, answers_to, result_of, seed


def test_the_chain_s_tracking_question_is_rated_higher_by_the_strategic_side() -> None:
    answers = answers_to("DC-09", (3, 3, 4, 3, 3), Layer.STRATEGIC)
    answers += answers_to("DC-09", (2, 1, 2, 2, 3, 2, 2), Layer.OPERATIONAL, start=5)
    result = result_of(seed("delivery-chain"), "DC-09", answers, a_bench(a_fact("proxy.coverage", "0.55")))
    assert result.spread is not None
    assert {part: shown.lower_median for part, shown in result.published.parts.items()} == {
        "strategic": 3,
        "operational": 2,
    }
    assert (result.spread.lower_median, result.spread.counts) == (2, (1, 5, 5, 1))
    assert consensus(result.spread.counts) == pytest.approx(0.6141, abs=0.00005)
    assert result.agreement is Agreement.MIXED
    assert result.gap is not None
    assert (result.gap.levels, result.gap.words) == (
        1,
        "The strategic side rates this higher than the operational side does.",
    )
    assert result.contradicted == 6
    assert (result.claimed, result.evidenced) == (2, 2)
    assert [(f.priority, f.kind) for f in of_question(result, is_off_track=False, was_raised=False)] == [
        (Priority.P2, Kind.LOW),
        (Priority.P3, Kind.LAYER_GAP),
    ]
    assert of_question(result, is_off_track=True, was_raised=False)[0].priority is Priority.P1


def test_two_camps_are_called_split_where_a_mean_would_have_hidden_them() -> None:
    answers = answers_to("PC-PR-S-4", (0, 0, 0, 3, 3, 3, 1, 3, 0, 3), Layer.STRATEGIC)
    result = result_of(seed("performance-checklist"), "PC-PR-S-4", answers, a_bench())
    assert result.spread is not None
    assert (result.claimed, result.spread.counts) == (1, (4, 1, 0, 5))
    assert consensus(result.spread.counts) == pytest.approx(0.0745, abs=0.00005)
    assert result.agreement is Agreement.SPLIT


def test_of_eleven_answers_with_three_from_one_layer_only_the_eleven_are_shown() -> None:
    checklist = seed("performance-checklist")
    question = checklist.by_id["PC-PR-S-4"].model_copy(update={"ask": (Layer.STRATEGIC, Layer.OPERATIONAL)})
    answers = answers_to(question.id, (0, 1, 2, 3, 2, 1, 0, 3), Layer.STRATEGIC)
    answers += answers_to(question.id, (1, 3, 0), Layer.OPERATIONAL, start=8)
    result = question_result(question, answers, checklist, a_bench())
    assert result.spread is not None
    assert result.spread.n == 11
    assert (result.published.parts, result.gap) == ({}, None)


def test_a_fact_of_a_part_that_is_switched_off_leaves_a_high_answer_untested_and_not_contradicted() -> None:
    answers = answers_to("PC-RA-S-2", (3, 3, 3, 1, 2, 0), Layer.STRATEGIC)
    result = result_of(seed("performance-checklist"), "PC-RA-S-2", answers, a_bench())
    assert result.beside.label is Label.NO_DATA
    assert a_bench().evidence(result.question, 3, result.scale).label is Label.CANNOT_BE_TESTED
    assert (result.contradicted, result.untested) == (0, 4)


def test_a_green_better_than_the_bodies_and_the_records_needs_two_reasons_and_is_evidenced_amber() -> None:
    red, amber, green = COLOURS.positions
    answers = answers_to("S7-SS-1", (green, green, amber, amber, amber, amber, amber, red))
    submitted = answers_to("S7-SS-1", (green,), start=8)[0]
    answers.append(type(submitted)(**{**vars(submitted), "is_coordinator": True}))
    result = result_of(seed("seven-s"), "S7-SS-1", answers, a_bench(a_fact("returns.on_time_share", "0.78")))
    assert result.spread is not None
    assert result.spread.counts == (1, 5, 2)
    assert len(reasons_needed(result)) == 2
    assert (result.claimed, result.evidenced) == (green, amber)


def test_the_published_example_of_consensus_comes_out() -> None:
    assert consensus((30, 40, 210, 130, 530, 50, 10)) == pytest.approx(0.7256876, abs=5e-8)
