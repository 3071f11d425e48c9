"""What goes wrong in practice and is about the whole flow: late values, a slipped unit, a partner that is no more.

The traps of one judgement are in `tests/unit/test_judging_traps.py`.
"""

from dataclasses import replace
from datetime import date
from html import unescape

from examples.demo import PLAN
from examples.trafford.partners import returns_for
from lsp_core.judging.assessment import Status, Travel
from lsp_core.periods import Quarter
from lsp_core.plan.reading import read_folder
from lsp_core.steps.explaining import explain
from lsp_core.steps.loading import load_plan
from lsp_core.steps.verifying import Found, verify_packs
from lsp_core.store import files, observations, packs, requests
from tests.integration.office import Q1, Q2, Office, morning

AFTER_Q1, AFTER_Q2 = date(2023, 7, 24), date(2023, 10, 23)


def publish(office: Office, quarter: Quarter, day: date) -> None:
    office.judge(quarter, morning(day, 10))
    office.draft(quarter, morning(day, 11))
    office.sign_off(quarter, morning(day, 12))
    office.publish(quarter, morning(day, 13))


def page(office: Office, quarter: Quarter) -> str:
    with office.database.reading() as session:
        return unescape(files.content_of(session, packs.versions(session, quarter, "STRATEGIC")[-1].html).decode())


def test_a_value_that_comes_late_after_sign_off_waits_for_the_next_pack(office: Office) -> None:
    office.open(Q1)
    office.partners_send(Q1, only=("COUNCIL", "JOBCENTRE", "TRANSPORT"))
    office.collect(morning(AFTER_Q1))
    office.judge(Q1, morning(AFTER_Q1, 10))
    office.draft(Q1, morning(AFTER_Q1, 11))
    office.sign_off(Q1, morning(AFTER_Q1, 12))
    office.partners_send(Q1, only=("TRUST",))
    office.collect(morning(AFTER_Q1, 13))
    office.publish(Q1, morning(AFTER_Q1, 14))
    assert explain(office.database, "AE4H", Q1, morning(AFTER_Q1, 15)).assessment.status is Status.OVERDUE
    assert "88.1%" not in page(office, Q1)
    office.open(Q2)
    office.partners_send(Q2)
    office.collect(morning(AFTER_Q2))
    publish(office, Q2, AFTER_Q2)
    came_late = page(office, Q2).split("Came after the board met about that quarter")[1]
    assert "A&E four-hour standard" in came_late.split("<h3>")[0]
    assert "88.1%" in came_late.split("<h3>")[0]
    assert all(one.found is Found.REBUILT for one in verify_packs(office.database))


def test_a_value_in_thousands_by_mistake_is_asked_about_before_it_is_judged(office: Office) -> None:
    office.open(Q1)
    sent = next(one for one in returns_for(Q1) if one.partner == "TRUST")
    figures = tuple({**row, "figure": "12"} if row["measure"] == "AEOVER4" else row for row in sent.answers.figures)
    in_thousands = replace(sent, answers=replace(sent.answers, figures=figures))
    (office.inbox / sent.name).write_bytes(in_thousands.build(office.workbook(Q1, "TRUST")))
    office.collect(morning(date(2023, 7, 18)))
    answer = " ".join(office.queued("answer")[0].text.split())
    assert "about a thousandth of" in answer
    with office.database.reading() as session:
        known = observations.known(session, morning(date(2023, 7, 19)))
    assert known["AEOVER4", Q1].value == 12, "taken as sent: only the partner knows"
    office.partners_send(Q1, only=("TRUST",))
    office.collect(morning(AFTER_Q1))
    publish(office, Q1, AFTER_Q1)
    assert "12,217 attendances" in page(office, Q1)


def test_a_partner_merged_mid_year_is_asked_no_more_and_its_measures_go_on_under_the_new_one(office: Office) -> None:
    office.open(Q1)
    office.partners_send(Q1)
    office.collect(morning(AFTER_Q1))
    publish(office, Q1, AFTER_Q1)
    load_plan(office.database, merged(), morning(date(2023, 8, 1)))
    office.open(Q2)
    with office.database.reading() as session:
        asked = {one.partner.code: one for one in requests.asked(session, office.plan, Q2, morning(AFTER_Q2))}
    assert "JOBCENTRE" not in asked
    assert {"CLAIM", "CLAIMANTS"} <= {item.measure.code for item in asked["COUNCIL"].figures}
    sent = next(one for one in returns_for(Q2) if one.partner == "JOBCENTRE")
    book = replace(sent, partner="COUNCIL", answers=replace(sent.answers, resources=(), corrections=()))
    (office.inbox / book.name).write_bytes(book.build(office.workbook(Q2, "COUNCIL")))
    office.collect(morning(AFTER_Q2))
    publish(office, Q2, AFTER_Q2)
    told = explain(office.database, "CLAIM", Q2, morning(AFTER_Q2, 14)).assessment
    assert told.observation is not None
    assert told.observation.partner == "COUNCIL"
    assert told.against_last.travel is not Travel.UNKNOWN
    assert told.against_last.earlier is not None
    assert told.against_last.earlier.partner == "JOBCENTRE", "who gave it then"
    assert all(one.found is Found.REBUILT for one in verify_packs(office.database))


def merged() -> dict[str, str]:
    """The demonstration's folder with the Jobcentre's work taken over by the council."""
    folder = {name: text.replace(",JOBCENTRE,", ",COUNCIL,") for name, text in read_folder(PLAN).items()}
    folder["people.yaml"] = folder["people.yaml"].replace("partner: JOBCENTRE", "partner: COUNCIL")
    blocks = folder["partners.yaml"].split("\n\n")
    folder["partners.yaml"] = "\n\n".join(block for block in blocks if "code: JOBCENTRE" not in block)
    return folder
