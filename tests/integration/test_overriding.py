"""A status overruled in the demonstration's first quarter, through the steps, on each kind of database."""

from datetime import date, datetime
from html import unescape

import pytest
from click.testing import CliRunner

from lsp_core.cli.overrides import override
from lsp_core.errors import CycleError, LspError
from lsp_core.judging.assessment import Status, Verdict
from lsp_core.steps.explaining import explain
from lsp_core.steps.overriding import override_status, withdraw_override
from lsp_core.steps.report import StepReport
from lsp_core.steps.signing import reopen, sign_off_blockers
from lsp_core.steps.verifying import Found, verify_packs
from lsp_core.store import assessments, cycles, files, overrides, packs
from tests.integration.office import CHAIR, Q1, Q2, Office, morning

COORDINATOR = "imogen-farrow"
OWNER = "ruth-abiola"
REASON = "A ward was closed by flooding for five weeks."
SAID = f"Called watch by Margaret Holt (Independent chair) on 24 July 2023 instead of off track: {REASON}"
NOT_JUDGED_FROM = "a status has been overruled, or that withdrawn, since it was judged (lsp judge)"


def on_the_24th(hour: int) -> datetime:
    return morning(date(2023, 7, 24), hour)


@pytest.fixture
def judged(office: Office) -> Office:
    office.open()
    office.partners_send()
    office.collect(on_the_24th(9))
    office.judge(Q1, on_the_24th(9))
    return office


def chair_calls_it(office: Office, status: Status, hour: int = 10, reason: str = REASON) -> StepReport:
    return override_status(office.database, Q1, "AE4H", status, CHAIR, reason, on_the_24th(hour))


def newest_pack(office: Office, board: str = "STRATEGIC") -> str:
    with office.database.reading() as session:
        kept = packs.versions(session, Q1, board)[-1]
        return unescape(files.content_of(session, kept.html).decode())


def concluded(office: Office, measure: str = "AE4H") -> assessments.Concluded:
    with office.database.reading() as session:
        return next(one for one in assessments.concluded(session, Q1) if one.measure == measure)


def test_the_word_and_its_reason_are_in_the_published_pack_which_rebuilds_a_quarter_later(judged: Office) -> None:
    judged.draft(Q1, on_the_24th(9))
    assert SAID not in newest_pack(judged)
    report = chair_calls_it(judged, Status.WATCH)
    assert report.did == (f"Called watch by Margaret Holt (Independent chair) on 24 July 2023: {REASON}",)
    assert judged.judge(Q1, on_the_24th(11)).changed_anything
    assert concluded(judged).status is Status.WATCH
    assert concluded(judged).verdict is Verdict.WATCH
    judged.draft(Q1, on_the_24th(12))
    judged.sign_off(Q1, on_the_24th(13))
    judged.publish(Q1, on_the_24th(14))
    assert SAID in newest_pack(judged)
    judged.run_quarter(Q2)
    found = verify_packs(judged.database)
    assert len(found) == 4
    assert all(one.found is Found.REBUILT for one in found)


def test_a_draft_made_before_judging_again_has_the_word_in_it_already(judged: Office) -> None:
    judged.draft(Q1, on_the_24th(9))
    chair_calls_it(judged, Status.WATCH)
    assert judged.draft(Q1, on_the_24th(11)).did
    assert SAID in newest_pack(judged)
    assert not judged.draft(Q1, on_the_24th(12)).did, "the same again says nothing new"


def test_what_was_overruled_is_judged_from_before_it_is_signed(judged: Office) -> None:
    judged.draft(Q1, on_the_24th(9))
    chair_calls_it(judged, Status.WATCH)
    assert sign_off_blockers(judged.database, Q1, CHAIR, on_the_24th(11)) == [NOT_JUDGED_FROM]
    with pytest.raises(CycleError, match="since it was judged"):
        judged.sign_off(Q1, on_the_24th(11))
    judged.judge(Q1, on_the_24th(12))
    judged.draft(Q1, on_the_24th(13))
    assert sign_off_blockers(judged.database, Q1, CHAIR, on_the_24th(14)) == []


def test_a_word_said_and_taken_back_leaves_the_rules_status_and_both_words_on_record(judged: Office) -> None:
    chair_calls_it(judged, Status.WATCH)
    judged.judge(Q1, on_the_24th(11))
    report = withdraw_override(judged.database, Q1, "ae4h", COORDINATOR, "Said too soon", on_the_24th(12))
    assert report.did == ("Withdrawn by Imogen Farrow (Partnership coordinator) on 24 July 2023: Said too soon.",)
    assert judged.judge(Q1, on_the_24th(13)).changed_anything
    assert concluded(judged).status is Status.OFF_TRACK
    with judged.database.reading() as session:
        assert [one.status for one in overrides.made(session, on_the_24th(14))] == [Status.WATCH, None]


def test_saying_or_withdrawing_it_twice_changes_nothing_the_second_time(judged: Office) -> None:
    chair_calls_it(judged, Status.WATCH)
    before = judged.everything()
    assert not chair_calls_it(judged, Status.WATCH, hour=11).did
    assert judged.everything() == before
    withdraw_override(judged.database, Q1, "AE4H", CHAIR, "", on_the_24th(12))
    before = judged.everything()
    assert not withdraw_override(judged.database, Q1, "AE4H", CHAIR, "", on_the_24th(13)).did
    assert judged.everything() == before


def test_judging_again_with_nothing_said_since_changes_nothing(judged: Office) -> None:
    chair_calls_it(judged, Status.WATCH)
    judged.judge(Q1, on_the_24th(11))
    before = judged.everything()
    assert not judged.judge(Q1, on_the_24th(12)).did
    assert judged.everything() == before


def test_a_clock_that_stands_still_neither_loses_a_word_nor_signs_past_it(judged: Office) -> None:
    judged.draft(Q1, on_the_24th(9))
    chair_calls_it(judged, Status.ON_TRACK, hour=9)
    chair_calls_it(judged, Status.WATCH, hour=9)
    assert sign_off_blockers(judged.database, Q1, CHAIR, on_the_24th(9)) == [NOT_JUDGED_FROM]
    judged.judge(Q1, on_the_24th(9))
    judged.draft(Q1, on_the_24th(9))
    judged.sign_off(Q1, on_the_24th(9))
    judged.publish(Q1, on_the_24th(9))
    assert SAID in newest_pack(judged)
    assert all(one.found is Found.REBUILT for one in verify_packs(judged.database))


def test_neither_the_outcomes_owner_nor_a_stranger_may(judged: Office) -> None:
    for by in (OWNER, "tomasz-leigh", "nobody"):
        with pytest.raises(CycleError, match="may not overrule the status of AE4H") as refused:
            override_status(judged.database, Q1, "AE4H", Status.WATCH, by, REASON, on_the_24th(10))
        assert "Margaret Holt (margaret-holt), Victor Lam (victor-lam) and Imogen Farrow" in refused.value.remedy


def test_what_cannot_be_overruled_is_refused(judged: Office) -> None:
    for measure, status, said in (
        ("AE4", Status.WATCH, "Did you mean AE4H?"),
        ("ULEV", Status.ON_TRACK, "ULEV is overdue in 2023-24 Q1, and nobody can change that"),
        ("AE4H", Status.OFF_TRACK, "AE4H is off track by its rule already"),
    ):
        with pytest.raises(LspError) as refused:
            override_status(judged.database, Q1, measure, status, CHAIR, REASON, on_the_24th(10))
        assert said in str(refused.value)


def test_the_commands_set_list_and_withdraw(judged: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    def run(*typed: str) -> str:
        return CliRunner().invoke(override, typed, catch_exceptions=False).output

    for module in ("lsp_core.cli.overrides", "lsp_core.cli.words"):
        monkeypatch.setattr(f"{module}.the_database", lambda: judged.database)
    monkeypatch.setattr("lsp_core.workplace.instant", lambda: on_the_24th(10))
    assert "No status of 2023-24 Q1 has been overruled." in run("list", "2023-24", "Q1")
    asked = run("set", "AE4H", "2023-24", "Q1", "--status", "watch", "--reason", REASON)
    assert "Say who this is by: --by margaret-holt (Margaret Holt) or --by victor-lam" in asked
    said = run("set", "ae4h", "2023-24", "Q1", "--status", "watch", "--by", "Margaret Holt", "--reason", REASON)
    assert f"Override AE4H\n  Called watch by Margaret Holt (Independent chair) on 24 July 2023: {REASON}\n" in said
    assert "`lsp judge 2023-24 Q1` takes it into the risks and the notices" in said
    assert f"{REASON} This stands until the next figure.\n" in run("list", "2023-24", "Q1")
    run("withdraw", "AE4H", "2023-24", "Q1", "--by", "imogen-farrow")
    listed = run("list", "2023-24", "Q1")
    assert "Withdrawn by Imogen Farrow (Partnership coordinator) on 24 July 2023." in listed
    assert "This stands" not in listed


def test_before_judging_there_is_no_status_and_after_signing_it_stands(office: Office) -> None:
    office.open()
    with pytest.raises(CycleError, match="no status to overrule"):
        chair_calls_it(office, Status.WATCH)
    office.partners_send()
    office.collect(on_the_24th(9))
    office.judge(Q1, on_the_24th(9))
    office.draft(Q1, on_the_24th(10))
    office.sign_off(Q1, on_the_24th(11))
    with pytest.raises(CycleError, match="signed off, so its statuses stand") as refused:
        chair_calls_it(office, Status.WATCH, hour=12)
    assert "lsp reopen 2023-24 Q1" in refused.value.remedy
    reopen(office.database, Q1, COORDINATOR, "The chair has more to say", on_the_24th(13))
    assert chair_calls_it(office, Status.WATCH, hour=14).did
    with office.database.reading() as session:
        assert cycles.cycle(session, Q1).cut_off == on_the_24th(9)


def test_a_word_on_a_yearly_figure_stands_in_the_next_quarters_pack_and_explanation_until_a_new_figure(
    judged: Office,
) -> None:
    reason = "Garden waste was left out by mistake"
    override_status(judged.database, Q1, "RECYC", Status.OFF_TRACK, CHAIR, reason, on_the_24th(10))
    publish_the_first_quarter(judged)
    judged.run_quarter(Q2)
    with judged.database.reading() as session:
        kept = packs.versions(session, Q2, "STRATEGIC")[-1]
        page = unescape(files.content_of(session, kept.html).decode())
    assert "called off track by Margaret Holt when last judged" in page
    assert f"Called off track by Margaret Holt (Independent chair) on 24 July 2023 instead of watch: {reason}." in page
    found = explain(judged.database, "RECYC", Q2, morning(date(2023, 10, 30)))
    assert found.assessment.last_judged is Status.OFF_TRACK
    assert [said.reason for said in found.overrides] == [reason]
    assert all(one.found is Found.REBUILT for one in verify_packs(judged.database))


def test_a_word_with_an_expiry_stands_over_the_next_figure(judged: Office) -> None:
    override_status(judged.database, Q1, "AE4H", Status.WATCH, CHAIR, REASON, on_the_24th(10), until=Q2)
    publish_the_first_quarter(judged)
    judged.run_quarter(Q2)
    found = explain(judged.database, "AE4H", Q2, morning(date(2023, 10, 30)))
    assert found.assessment.status is Status.WATCH
    assert "said of the figure for April to June 2023, to stand to the end of September 2023." in found.assessment.why


def publish_the_first_quarter(office: Office) -> None:
    office.judge(Q1, on_the_24th(11))
    office.draft(Q1, on_the_24th(12))
    office.sign_off(Q1, on_the_24th(13))
    office.publish(Q1, on_the_24th(14))
