"""A quarter through the steps, on each kind of database: what comes of it, and what a second run changes."""

from datetime import date, timedelta

import pytest
from sqlalchemy import select

from examples.trafford.partners import returns_for
from lsp_core.cycle import CycleStatus
from lsp_core.errors import CycleError
from lsp_core.observations import Vintage
from lsp_core.risks.model import Decision
from lsp_core.steps.deciding import decide_on_risk
from lsp_core.steps.signing import sign_off_blockers
from lsp_core.steps.verifying import Found, verify_packs
from lsp_core.store import assessments, cycles, observations, packs, risks
from lsp_core.store.tables import PackFileRow, PackRow, StoredFile
from tests.integration.office import CHAIR, Q1, Q2, Office, morning

AFTER_Q1 = date(2023, 7, 24)


def test_a_quarter_goes_from_request_to_published_packs(office: Office) -> None:
    office.run_quarter(Q1)
    with office.database.reading() as session:
        assert cycles.cycle(session, Q1).status is CycleStatus.PUBLISHED
        assert {kept.board for kept in packs.finals(session)} == {"STRATEGIC", "EXECUTIVE"}
        concluded = {one.measure: one for one in assessments.concluded(session, Q1)}
    assert concluded["AE4H"].is_off_track
    assert concluded["ULEV"].status == "overdue"
    assert all(one.found is Found.REBUILT for one in verify_packs(office.database))


def test_a_second_run_of_every_step_changes_nothing(office: Office) -> None:
    due, after = date(2023, 7, 21), AFTER_Q1
    steps = [
        lambda: office.load_plan(),
        lambda: office.open(Q1),
        lambda: office.send(morning(date(2023, 7, 3), 10)),
        lambda: office.collect(morning(due)),
        lambda: office.chase(morning(due, 10)),
        lambda: office.judge(Q1, morning(after)),
        lambda: office.draft(Q1, morning(after, 10)),
        lambda: office.sign_off(Q1, morning(after, 11)),
        lambda: office.publish(Q1, morning(after, 12)),
        lambda: office.send(morning(after, 13)),
    ]
    for number, step in enumerate(steps):
        if number == 3:
            office.partners_send(Q1)
        step()
        before, posted = office.everything(), office.posted
        again = step()
        assert not again.did, again.title
        assert office.everything() == before, again.title
        assert office.posted == posted, again.title


def test_judging_again_later_with_nothing_new_keeps_the_cut_off(office: Office) -> None:
    office.open(Q1)
    office.judge(Q1, morning(AFTER_Q1))
    office.draft(Q1, morning(AFTER_Q1, 10))
    before = office.everything()
    assert not office.judge(Q1, morning(AFTER_Q1 + timedelta(days=1))).did
    assert not office.draft(Q1, morning(AFTER_Q1 + timedelta(days=1), 10)).did
    assert office.everything() == before


def test_a_late_return_is_judged_again_before_it_can_be_signed(office: Office) -> None:
    office.open(Q1)
    office.partners_send(Q1, only=("COUNCIL", "JOBCENTRE"))
    office.collect(morning(date(2023, 7, 20)))
    office.judge(Q1, morning(AFTER_Q1))
    office.draft(Q1, morning(AFTER_Q1, 10))
    office.partners_send(Q1, only=("TRUST",))
    office.collect(morning(AFTER_Q1, 11))
    blockers = sign_off_blockers(office.database, Q1, CHAIR, morning(AFTER_Q1, 12))
    assert blockers == ["returns have been accepted since it was judged (lsp judge)"]
    with pytest.raises(CycleError, match="returns have been accepted since it was judged"):
        office.sign_off(Q1, morning(AFTER_Q1, 12))
    office.judge(Q1, morning(AFTER_Q1, 13))
    assert office.draft(Q1, morning(AFTER_Q1, 14)).did
    office.sign_off(Q1, morning(AFTER_Q1, 15))


def test_a_return_after_publication_is_kept_and_the_published_pack_stays_as_it_was(office: Office) -> None:
    office.open(Q1)
    office.partners_send(Q1, only=("COUNCIL", "JOBCENTRE", "TRANSPORT"))
    office.collect(morning(date(2023, 7, 20)))
    office.judge(Q1, morning(AFTER_Q1))
    office.draft(Q1, morning(AFTER_Q1, 10))
    office.sign_off(Q1, morning(AFTER_Q1, 11))
    office.publish(Q1, morning(AFTER_Q1, 12))
    office.partners_send(Q1, only=("TRUST",))
    report = office.collect(morning(AFTER_Q1, 13))
    assert any("Demonstration Hospitals: 2 figures and 1 fund report taken" in sentence for sentence in report.did)
    answer = next(m for m in office.queued("answer") if m.reference == "2023-24 Q1 TRUST")
    assert "will show in the next pack" in " ".join(answer.text.split())
    with office.database.reading() as session:
        known = observations.known(session, morning(AFTER_Q1, 14))
    assert known["AE4H", Q1].value is not None
    assert all(one.found is Found.REBUILT for one in verify_packs(office.database))


def test_a_figure_revised_a_quarter_later_leaves_the_published_pack_as_it_was(office: Office) -> None:
    office.run_quarter(Q1)
    office.run_quarter(Q2)
    with office.database.reading() as session:
        history = [
            (str(o.value), o.vintage)
            for o in observations.everything(session, morning(date(2024, 1, 1)))
            if (o.measure, o.period) == ("CLAIM", Q1)
        ]
    assert history[-1][1] in (Vintage.REVISED, Vintage.FINAL)
    assert len({value for value, _ in history}) == 2, "both figures are kept"
    found = verify_packs(office.database)
    assert len(found) == 4
    assert all(one.found is Found.REBUILT for one in found)


def test_the_same_file_twice_is_one_return(office: Office) -> None:
    office.open(Q1)
    office.partners_send(Q1, only=("TRUST",))
    (sent,) = office.inbox.iterdir()
    content = sent.read_bytes()
    office.collect(morning(date(2023, 7, 18)))
    (office.inbox / "Copy of figures FINAL.xlsx").write_bytes(content)
    report = office.collect(morning(date(2023, 7, 19)))
    assert report.did == ("Copy of figures FINAL.xlsx is a file received before.",)
    assert len(office.queued("answer")) == 1


def test_a_wrong_unit_is_answered_and_the_corrected_file_is_taken(office: Office) -> None:
    office.open(Q1)
    first, second = [sent for sent in returns_for(Q1) if sent.partner == "TRANSPORT"]
    for sent in (first, second):
        (office.inbox / sent.name).write_bytes(sent.build(office.workbook(Q1, "TRANSPORT")))
        office.collect(morning(sent.sent_on))
    wrong, right = [message.subject for message in office.queued("answer")]
    assert "1 correction needed" in wrong
    assert "nothing more to do" in right
    with office.database.reading() as session:
        known = observations.known(session, morning(date(2023, 7, 22)))
    assert ("EV", Q1) in known


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("2023-24 Q1 TRUST.xlsx", b"this is not a workbook", "could not be taken"),
        ("figures.csv", b"Code,Period,This quarter\nAE4H,2023-24 Q1,88.1\n", "does not say which request it answers"),
        (
            "2023-24 Q1 NOBODY.csv",
            b"Code,Period,This quarter\nAE4H,2023-24 Q1,88.1\n",
            "not a request this partnership",
        ),
        ("2030-31 Q1 TRUST.csv", b"Code,Period,This quarter\nAE4H,2030-31 Q1,88.1\n", "not a request this partnership"),
    ],
)
def test_a_file_that_is_no_return_is_kept_and_somebody_is_told_why(
    office: Office, name: str, content: bytes, said: str
) -> None:
    office.open(Q1)
    (office.inbox / name).write_bytes(content)
    office.partners_send(Q1, only=("COUNCIL",))
    report = office.collect(morning(date(2023, 7, 18)))
    assert any(said in sentence for sentence in report.did), report.did
    assert any("Demonstration Council" in sentence for sentence in report.did), "the others are taken all the same"
    assert len(office.queued("refusal")) == 1
    assert not [path for path in office.inbox.iterdir() if path.is_file()]


def test_owners_of_off_track_outcomes_hear_once_and_hear_when_it_clears(office: Office) -> None:
    office.run_quarter(Q1)
    told = [m.id.key for m in office.queued("off track")]
    office.run_quarter(Q2)
    again = [m.id.key for m in office.queued("off track")]
    assert any("AE4H" in key for key in told)
    assert sum("AE4H" in key for key in again) == 1


def test_the_owner_of_a_risk_accepts_amends_or_rejects_and_nobody_else(office: Office) -> None:
    office.open(Q1)
    office.partners_send(Q1)
    office.collect(morning(date(2023, 7, 20)))
    office.judge(Q1, morning(AFTER_Q1))
    with office.database.reading() as session:
        proposal = risks.proposals(session, Q1)[0]
    owner = next(risk.owner for risk in office.plan.risks if risk.code == proposal.risk)
    with pytest.raises(CycleError, match="may not decide"):
        decide_on_risk(office.database, Q1, proposal.risk, Decision.ACCEPTED, "nobody", morning(AFTER_Q1))
    report = decide_on_risk(office.database, Q1, proposal.risk, Decision.ACCEPTED, owner, morning(AFTER_Q1, 10))
    assert "accepted the proposal" in report.did[0]
    again = decide_on_risk(office.database, Q1, proposal.risk, Decision.ACCEPTED, owner, morning(AFTER_Q1, 11))
    assert not again.did


def test_a_mail_server_that_is_down_loses_nothing(office: Office) -> None:
    office.open(Q1)
    office.is_post_down = True
    report = office.send(morning(date(2023, 7, 3)))
    assert len(report.problems) == 6
    office.is_post_down = False
    assert len(office.send(morning(date(2023, 7, 3), 10)).did) == 6
    assert len(set(office.posted)) == len(office.posted) == 6


def test_a_quarter_cannot_be_judged_before_it_is_opened_nor_published_before_it_is_signed(office: Office) -> None:
    with pytest.raises(CycleError, match="has not been opened"):
        office.judge(Q1, morning(AFTER_Q1))
    office.open(Q1)
    office.judge(Q1, morning(AFTER_Q1))
    with pytest.raises(CycleError, match="cannot be published"):
        office.publish(Q1, morning(AFTER_Q1))


def test_a_reminder_that_waits_in_the_outbox_is_taken_back_when_its_answer_comes(office: Office) -> None:
    office.open(Q1)
    office.send(morning(date(2023, 7, 3), 10))
    office.chase(morning(date(2023, 7, 21)))
    assert "owen-marsh" in {message.id.person for message in office.queued("reminder")}
    office.partners_send(Q1, only=("TRUST",))
    office.collect(morning(date(2023, 7, 21), 10))
    waiting = {message.id.person for message in office.queued("reminder")}
    assert "owen-marsh" not in waiting
    assert "tomasz-leigh" in waiting, "the others still owe"


def test_verifying_tells_a_pack_tampered_with_from_one_another_engine_published(office: Office) -> None:
    office.run_quarter(Q1)
    with office.database.writing() as session:
        for row in session.scalars(select(PackRow).where(PackRow.state == "final", PackRow.board == "EXECUTIVE")):
            row.contents, row.engine_version = "0" * 64, "another"
            page, paper = (
                session.get_one(PackFileRow, (row.quarter, row.board, row.version, form)) for form in ("html", "pdf")
            )
            page.digest = paper.digest
        for row in session.scalars(select(PackRow).where(PackRow.state == "final", PackRow.board == "STRATEGIC")):
            word = session.get_one(PackFileRow, (row.quarter, row.board, row.version, "word"))
            session.get_one(StoredFile, word.digest).content += b"one more line"
    found = {one.pack.board: one.found for one in verify_packs(office.database)}
    assert found == {"EXECUTIVE": Found.OTHER_ENGINE, "STRATEGIC": Found.BROKEN}
