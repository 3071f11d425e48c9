"""What a pack shows of the conversation around it: read from the pack's values, and from what is printed."""

import re
from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from lsp_core.challenge.actions import Action, ActionMoved
from lsp_core.challenge.commentary import Commentary
from lsp_core.challenge.meetings import Answered, BoardDecision, QuestionAnswered, QuestionPut
from lsp_core.challenge.record import Record
from lsp_core.packs.conversation import NOTHING_KEPT, questions_put
from lsp_core.packs.html import render_html
from lsp_core.packs.pdf import render_pdf
from tests.factories import Q1, Q2, at
from tests.unit.packs_hostile import HOSTILE, RIGHT_TO_LEFT
from tests.unit.packs_sample import sample_facts, sample_pack

SAMPLE = sample_pack()
BOARD = sample_facts().plan.boards[0].code
OFF_TRACK = SAMPLE.exceptions[0].questions[0].reference.rpartition(".")[0]


def a_commentary(quarter=Q2, words="Beds were slow to free."):
    return Commentary(quarter, OFF_TRACK, words, "Open a ward", "By March", "Four points", "Ann Person", "Head of ann",
                      at(2023, 10, 20))  # fmt: skip


def an_action(reference="A1", due=date(2023, 9, 1), title="Open the second triage room", **changes):
    values = {"board": BOARD, "effect": "", "measure": "", "wanted": None, "by": "Cat Person", "at": at(2023, 8, 1)}
    owner = sample_facts().plan.outcome(OFF_TRACK).owner
    return Action(reference, OFF_TRACK, title, owner, due, Q1, **{**values, **changes})


def moved(reference, move, words="", due=None):
    return ActionMoved(reference, move, due, words, "Cat Person", at(2023, 10, 1))


def pack(**said):
    return sample_pack(facts=replace(sample_facts(), said=Record(**said)))


def test_a_pack_from_which_nothing_has_been_kept_says_so():
    assert SAMPLE.since.note == NOTHING_KEPT


def test_an_owner_who_has_not_replied_is_named_as_such():
    assert "No reply from" in render_html(SAMPLE)


def test_an_owners_words_print_unaltered_with_what_was_said_last_quarter():
    page = pack(commentaries=(a_commentary(Q1, "It was flu."), a_commentary())).exceptions[0]
    assert dict(page.words.parts)["Why"] == "Beds were slow to free."
    assert dict(page.words.before)["Why"] == "It was flu."
    assert "last quarter" in page.words.before_who


def test_every_question_on_a_page_has_a_reference_of_its_own():
    references = [question.reference for page in SAMPLE.exceptions for question in page.questions]
    references += [q.reference for section in SAMPLE.short for entry in section.entries for q in entry.questions]
    assert len(references) > 2
    assert len(set(references)) == len(references)
    assert all(reference in render_html(SAMPLE) for reference in references)


def test_the_questions_put_are_those_printed():
    put = questions_put(SAMPLE, Q2, BOARD, at(2023, 11, 7))
    assert {one.text for one in put} >= {question.text for question in SAMPLE.exceptions[0].questions}
    assert {one.outcome for one in put} <= {outcome.code for outcome in sample_facts().plan.outcomes}


def test_a_question_nobody_wrote_an_answer_to_says_so():
    (asked,) = pack(questions=(a_question(),)).since.answers
    assert asked.mark.word == "No answer written down"


def test_an_answer_prints_how_it_ended_and_when_the_rest_was_promised():
    ended = QuestionAnswered(Q1, BOARD, f"{OFF_TRACK}.1", Answered.IN_PART, "Half the beds.", date(2023, 12, 1), "Cat",
                             at(2023, 9, 20))  # fmt: skip
    (asked,) = pack(questions=(a_question(),), answers=(ended,)).since.answers
    assert asked.mark.word == "Answered in part"
    assert asked.words == "Half the beds. The rest is promised for 1 December 2023."


def test_questions_and_decisions_of_other_boards_and_quarters_are_not_this_packs_business():
    others = (replace(a_question(), board="OTHER"), replace(a_question(), quarter=Q2))
    decision = BoardDecision("D1", Q2, BOARD, "", "Wait.", "", None, "Cat", at(2023, 11, 20))
    assert pack(questions=others, decisions=(decision,)).since.note == NOTHING_KEPT


def test_a_decision_prints_with_who_carries_it_out_by_when():
    owner = sample_facts().plan.outcome(OFF_TRACK).owner
    decision = BoardDecision("D1", Q1, BOARD, OFF_TRACK, "Fund ten beds.", owner, date(2023, 12, 1), "Cat",
                             at(2023, 9, 20))  # fmt: skip
    (row,) = pack(decisions=(decision,)).since.decisions
    assert row.carried_out_by.endswith("by 1 December 2023")


def test_an_overdue_action_comes_first_and_raises_a_question_on_its_outcomes_page():
    made = pack(actions=(an_action("A1", date(2024, 3, 1)), an_action("A2")), moves=(moved("A2", "agreed"),))
    assert next((line.reference, line.mark.word) for line in made.since.actions) == ("A2", "Overdue")
    assert "1 promise not kept by the date given: A2." in made.since.changed
    assert any("A2" in question.seen for question in made.exceptions[0].questions)


def test_an_action_whose_date_has_moved_says_how_often_and_from_when():
    moves = (moved("A1", "reprogrammed", "No staff.", date(2024, 3, 1)),)
    (line,) = pack(actions=(an_action(),), moves=moves).since.actions
    assert line.due == "1 March 2024, first promised for 1 September 2023 and moved once"
    assert line.said == "No staff."


def test_an_action_that_ended_before_the_last_pack_is_shown_no_more():
    facts = replace(sample_facts(), previous_cut_off=at(2023, 10, 2))
    ended = Record(actions=(an_action(),), moves=(moved("A1", "completed", "Opened."),))
    assert sample_pack(facts=replace(facts, said=ended)).since.actions == ()
    earlier = replace(facts, previous_cut_off=at(2023, 9, 1))
    assert sample_pack(facts=replace(earlier, said=ended)).since.actions[0].mark.word == "Complete"


def test_the_effect_an_action_should_have_prints_with_its_measures_unit():
    (line,) = pack(actions=(an_action(measure="AE4H", wanted=Decimal(90), effect="Shorter waits"),)).since.actions
    assert line.effect.startswith("Shorter waits; ")
    assert line.effect.endswith("at 90.0%")


@pytest.mark.parametrize("words", [*HOSTILE, RIGHT_TO_LEFT])
def test_words_from_people_are_printed_and_never_run(words):
    decision = BoardDecision("D1", Q1, BOARD, "", words, "", None, "Cat", at(2023, 9, 20))
    ended = QuestionAnswered(Q1, BOARD, f"{OFF_TRACK}.1", Answered.WITH_EVIDENCE, words, None, "Cat", at(2023, 9, 20))
    made = pack(
        commentaries=(a_commentary(words=words), a_commentary(Q1, words)),
        decisions=(decision,),
        actions=(an_action(title=words, effect=words),),
        moves=(moved("A1", "agreed", words),),
        questions=(a_question(),),
        answers=(ended,),
    )
    html = render_html(made)
    assert not re.search(r"<script|<img", html)
    assert render_pdf(made).startswith(b"%PDF")


def a_question():
    return QuestionPut(Q1, BOARD, f"{OFF_TRACK}.1", OFF_TRACK, "What frees a bed?", "Bea", "Ann", at(2023, 9, 1))
