"""A quarter's conversation, from the owner's words to the next pack, on each kind of database."""

from datetime import date
from decimal import Decimal
from html import unescape

import pytest

from lsp_core.challenge.actions import ActionState
from lsp_core.challenge.meetings import Answered
from lsp_core.errors import CycleError, LspError
from lsp_core.steps.acting import Promise, actions_now, add_action, move_action
from lsp_core.steps.commenting import Words, comment
from lsp_core.steps.minuting import questions_put, record_answer, record_decision
from lsp_core.steps.signing import sign_off_blockers
from lsp_core.steps.standing import standing
from lsp_core.steps.to_do import to_do
from lsp_core.steps.verifying import Found, verify_packs
from lsp_core.store import files, packs
from tests.integration.office import CHAIR, Q1, Q2, Office, morning

OWNER, COORDINATOR = "ruth-abiola", "imogen-farrow"
SAID = Words("Two wards were closed.", "Open a second triage room.", "By the end of November.", "Four points.")
MEETING = morning(date(2023, 9, 19), 15)
PROMISE = Promise(Q1, "URGENT", "Open a second triage room", OWNER, date(2023, 10, 1), "STRATEGIC", measure="AE4H",
                  wanted=Decimal(90))  # fmt: skip


def judged_day(hour: int):
    return morning(date(2023, 7, 24), hour)


@pytest.fixture
def judged(office: Office) -> Office:
    office.open()
    office.partners_send()
    office.collect(judged_day(9))
    office.judge(Q1, judged_day(9))
    office.draft(Q1, judged_day(10))
    return office


@pytest.fixture
def published(judged: Office) -> Office:
    comment(judged.database, Q1, "URGENT", OWNER, SAID, judged_day(11))
    judged.draft(Q1, judged_day(12))
    judged.sign_off(Q1, judged_day(13))
    judged.publish(Q1, judged_day(14))
    return judged


def printed(office: Office, quarter=Q1, board="STRATEGIC") -> str:
    with office.database.reading() as session:
        return unescape(files.content_of(session, packs.versions(session, quarter, board)[-1].html).decode())


def test_what_to_do_today_names_the_words_that_have_not_come_and_the_actions_past_their_day(judged: Office) -> None:
    asked = "2023-24 Q1: no commentary on URGENT yet: ask Ruth Abiola, then lsp commentary URGENT 2023-24 Q1."

    before = standing(judged.database, judged_day(11))
    assert before is not None
    assert asked in to_do(before)

    comment(judged.database, Q1, "URGENT", OWNER, SAID, judged_day(11))
    add_action(judged.database, PROMISE, COORDINATOR, judged_day(11))

    after, later = (standing(judged.database, now) for now in (judged_day(12), morning(date(2023, 10, 3), 9)))
    assert after is not None
    assert later is not None
    assert asked not in to_do(after)
    assert not [line for line in to_do(after) if "overdue" in line]
    assert "1 action is overdue, A1: lsp action list." in to_do(later)


def test_an_owners_words_after_the_draft_stop_the_signing_until_they_have_been_drafted(judged: Office) -> None:
    assert "No reply from Ruth Abiola" in printed(judged)
    assert sign_off_blockers(judged.database, Q1, CHAIR, judged_day(11)) == []
    comment(judged.database, Q1, "URGENT", OWNER, SAID, judged_day(11))
    assert sign_off_blockers(judged.database, Q1, CHAIR, judged_day(12)) == [
        "an owner has commented since the packs were drafted (lsp pack draft)"
    ]
    judged.draft(Q1, judged_day(12))
    assert sign_off_blockers(judged.database, Q1, CHAIR, judged_day(12)) == []
    assert "Two wards were closed." in printed(judged)


def test_saying_the_same_again_changes_nothing(judged: Office) -> None:
    comment(judged.database, Q1, "URGENT", OWNER, SAID, judged_day(11))
    before = judged.everything()
    assert not comment(judged.database, Q1, "URGENT", OWNER, SAID, judged_day(12)).changed_anything
    assert judged.everything() == before


def test_after_sign_off_the_pack_stands_and_says_where_words_go_then(published: Office) -> None:
    with pytest.raises(CycleError, match="stand as they are") as refused:
        comment(published.database, Q1, "URGENT", OWNER, SAID, judged_day(15))
    assert "lsp meeting answer" in refused.value.remedy


def test_what_was_asked_decided_and_promised_opens_the_next_pack_and_both_rebuild(published: Office) -> None:
    database = published.database
    (first, *_) = [put for put, _ in questions_put(database, Q1, MEETING) if put.board == "STRATEGIC"]
    record_answer(
        database, Q1, "STRATEGIC", first.reference, Answered.IN_PART, CHAIR, MEETING, words="Beds, not staff."
    )
    record_decision(database, Q1, "STRATEGIC", "Fund ten beds until March.", CHAIR, MEETING, outcome="URGENT")
    add_action(database, PROMISE, COORDINATOR, MEETING)
    published.run_quarter(Q2)
    html = printed(published, Q2)
    for expected in ("Beds, not staff.", "Answered in part", "Fund ten beds until March.", "Overdue",
                     "What was said last quarter", "Two wards were closed.", "at 90.0%"):  # fmt: skip
        assert expected in html, expected
    assert "Fund ten beds" not in printed(published, Q1)
    found = verify_packs(database)
    assert len(found) == 4
    assert all(one.found is Found.REBUILT for one in found)


def test_an_owner_completes_with_evidence_and_only_a_chair_moves_the_date(published: Office) -> None:
    database = published.database
    add_action(database, PROMISE, COORDINATOR, MEETING)
    assert not add_action(database, PROMISE, COORDINATOR, MEETING).changed_anything
    with pytest.raises(LspError, match="may not say"):
        move_action(database, "A1", "reprogrammed", OWNER, MEETING, "No staff.", date(2024, 1, 31))
    move_action(database, "a1", "reprogrammed", CHAIR, MEETING, "No staff.", date(2024, 1, 31))
    with pytest.raises(LspError, match="without evidence"):
        move_action(database, "A1", "completed", OWNER, MEETING)
    move_action(database, "A1", "completed", OWNER, MEETING, "Opened on 20 November.")
    _, (standing,) = actions_now(database, MEETING)
    assert (standing.state, standing.due) == (ActionState.COMPLETE, date(2024, 1, 31))


def test_what_nobody_said_or_may_say_is_refused_in_words(published: Office) -> None:
    database = published.database
    with pytest.raises(LspError, match="put no question"):
        record_answer(database, Q1, "STRATEGIC", "URGENT.9", Answered.NOT_ASKED, CHAIR, MEETING)
    with pytest.raises(LspError, match="has no published pack"):
        record_answer(database, Q2, "STRATEGIC", "URGENT.1", Answered.NOT_ASKED, CHAIR, MEETING)
    with pytest.raises(LspError, match="may not write down"):
        record_decision(database, Q1, "STRATEGIC", "Stop.", OWNER, MEETING)
    with pytest.raises(LspError, match="No outcome is called"):
        add_action(database, Promise(Q1, "URGNT", "x", OWNER, date(2024, 1, 1)), COORDINATOR, MEETING)
    with pytest.raises(LspError, match="has passed"):
        add_action(database, Promise(Q1, "URGENT", "x", OWNER, date(2023, 1, 1)), COORDINATOR, MEETING)


def test_the_owner_of_what_stays_off_track_is_asked_once_a_quarter_and_shown_last_quarters_words(
    published: Office,
) -> None:
    published.run_quarter(Q2)
    asked = [message for message in published.queued("commentary") if message.id.person == OWNER]
    assert len(asked) == 1
    assert "Two wards were closed." in asked[0].text
