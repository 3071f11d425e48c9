"""Whose a file is: the signs, their order, and where they disagree."""

from datetime import date

import pytest

from lsp_core.errors import ReturnRefusedError, WhichQuarterError
from lsp_core.requests.due import requests_due
from lsp_core.returns.arrivals import Arrival
from lsp_core.returns.placing import Asked, partner_named, place
from lsp_core.returns.pointers import (
    MOST_TRUSTED_FIRST,
    Pointer,
    Sign,
    reference_in_address,
    reference_in_text,
    sender_pointers,
    tagged,
    whose_is_it,
)
from lsp_core.returns.rows import Reading
from tests.factories import Q1, Q2, a_plan

COUNCIL_Q1, COUNCIL_Q2, TRUST_Q1 = "2023-24 Q1 COUNCIL", "2023-24 Q2 COUNCIL", "2023-24 Q1 TRUST"


def asked(*open_references: str) -> Asked:
    plan = a_plan()
    requests = [request for quarter in (Q1, Q2) for request in requests_due(plan, quarter, date.max)]
    return Asked(plan, {one.reference.upper(): one for one in requests}, open_references or [COUNCIL_Q1])


def a_reading(*signs: tuple[Sign, str]) -> Reading:
    return Reading("", (), (), (), tuple(Pointer(sign, reference) for sign, reference in signs))


def mailed(*signs: tuple[Sign, str], sender: str = "sam@example.org") -> Arrival:
    return Arrival("e-mail", sender, "<1@x>", tuple(Pointer(sign, reference) for sign, reference in signs))


@pytest.mark.parametrize("number", range(len(MOST_TRUSTED_FIRST) - 1))
def test_each_sign_is_believed_before_those_that_follow(number):
    signs = list(reversed(MOST_TRUSTED_FIRST[number:]))
    whose = whose_is_it([Pointer(sign, f"2023-24 Q1 P{sign.name}") for sign in signs])
    assert whose.pointer is not None
    assert whose.pointer.sign is MOST_TRUSTED_FIRST[number]


def test_a_tag_is_believed_only_with_its_signature_in_any_case():
    address = tagged("returns@example.org", COUNCIL_Q1, "secret")
    assert reference_in_address(address, "secret") == COUNCIL_Q1
    assert reference_in_address(address.lower(), "secret").upper() == COUNCIL_Q1
    assert reference_in_address(address, "another") == ""
    assert reference_in_address(address.replace("COUNCIL", "TRUST"), "secret") == ""
    assert reference_in_address("returns@example.org", "secret") == ""
    assert reference_in_address(address, "") == ""


def test_a_reference_is_found_in_a_subject():
    assert reference_in_text(f"RE: Figures for April to June 2023 [{COUNCIL_Q1}]") == COUNCIL_Q1
    assert reference_in_text("RE: Figures 2023-25 Q1 COUNCIL") == ""


def test_an_address_points_to_the_one_open_request_of_its_partner_and_to_none_of_two():
    people = {"COUNCIL": {"sam@example.org"}}
    assert [one.reference for one in sender_pointers("Sam@example.org", people, [COUNCIL_Q1, TRUST_Q1])] == [COUNCIL_Q1]
    assert sender_pointers("sam@example.org", people, [COUNCIL_Q1, COUNCIL_Q2]) == []
    assert sender_pointers("x@example.org", people, [COUNCIL_Q1]) == []


def test_last_quarters_workbook_in_answer_to_this_quarters_request_is_asked_about():
    with pytest.raises(WhichQuarterError) as question:
        place(asked(), a_reading((Sign.PROPERTY, COUNCIL_Q1)), mailed((Sign.THREAD, COUNCIL_Q2)))
    assert question.value.reason.endswith("by the message it answers it is for July to September 2023")


def test_this_quarters_workbook_in_answer_to_last_quarters_message_is_taken():
    placed = place(asked(), a_reading((Sign.PROPERTY, COUNCIL_Q2)), mailed((Sign.THREAD, COUNCIL_Q1)))
    assert placed.request.reference == COUNCIL_Q2
    assert placed.findings == ()


def test_a_workbook_with_two_identities_is_refused():
    with pytest.raises(ReturnRefusedError, match="says that it answers"):
        place(asked(), a_reading((Sign.PROPERTY, COUNCIL_Q1), (Sign.HIDDEN_SHEET, TRUST_Q1)), mailed())


def test_a_workbook_of_another_partner_than_the_senders_is_a_query_that_names_both():
    (query,) = place(asked(), a_reading((Sign.PROPERTY, TRUST_Q1)), mailed()).findings
    assert (query.rule, query.severity) == ("WHO-001", "query")
    assert "sam@example.org is an address of Anytown Council" in query.found
    assert query.expected == "a file from one of the people of Anytown Hospitals"


def test_somebody_unknown_with_the_right_workbook_is_believed_and_named():
    (note,) = place(asked(), a_reading((Sign.PROPERTY, COUNCIL_Q1)), mailed(sender="x@example.com")).findings
    assert (note.rule, note.severity) == ("WHO-002", "note")


def test_somebody_unknown_with_a_file_that_says_nothing_is_not_believed():
    with pytest.raises(ReturnRefusedError, match="does not say which request"):
        place(asked(), a_reading(), mailed(sender="x@example.com"))


def test_a_subject_that_names_no_request_of_ours_says_nothing():
    placed = place(asked(), a_reading(), mailed((Sign.SUBJECT, "2019-20 Q1 COUNCIL")))
    assert placed.request.reference == COUNCIL_Q1


def test_a_file_from_the_folder_is_nobodys_address():
    assert place(asked(), a_reading((Sign.FILE_NAME, COUNCIL_Q1)), Arrival()).findings == ()


def test_a_file_that_cannot_be_placed_is_told_to_the_one_partner_its_signs_name():
    found = [Pointer(Sign.SUBJECT, COUNCIL_Q1), Pointer(Sign.THREAD, COUNCIL_Q2)]
    named = partner_named(asked(), found)
    assert named is not None
    assert named.code == "COUNCIL"
    assert partner_named(asked(), [*found, Pointer(Sign.SENDER, TRUST_Q1)]) is None
    assert partner_named(asked(), []) is None
