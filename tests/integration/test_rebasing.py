"""New limits accepted, declined and withdrawn in the demonstration's first quarter, on each kind of database."""

from datetime import date, datetime
from html import unescape

import pytest
from click.testing import CliRunner

from lsp_core.cli.rebases import rebase
from lsp_core.errors import CycleError, LspError
from lsp_core.judging.assessment import Assessment, Status
from lsp_core.judging.judge import judge
from lsp_core.judging.rebase_decisions import RebaseAnswer
from lsp_core.periods import Quarter
from lsp_core.steps.explaining import explain
from lsp_core.steps.rebasing import decide_rebase, rebases_standing
from lsp_core.steps.report import StepReport
from lsp_core.steps.signing import sign_off_blockers
from lsp_core.steps.verifying import Found, verify_packs
from lsp_core.store import cycles, facts, files, packs, plans, rebases
from lsp_core.store.database import Database
from tests.integration.long_history import NEW_LEVEL, load_long_history
from tests.integration.office import CHAIR, Q1, Q2, Office, morning

COORDINATOR = "imogen-farrow"
REASON = "A second hospital joined the trust, and its patients are counted too."
WHY = (
    f"The limits are recalculated from April to June 2021: {REASON} "
    "Decided by Margaret Holt (Independent chair), on 24 July 2023."
)
ACCEPTED, DECLINED, WITHDRAWN = RebaseAnswer.ACCEPTED, RebaseAnswer.DECLINED, RebaseAnswer.WITHDRAWN


def on_the_24th(hour: int) -> datetime:
    return morning(date(2023, 7, 24), hour)


@pytest.fixture
def judged(database: Database, tmp_path) -> Office:  # type: ignore[no-untyped-def]
    office = Office(database, tmp_path)
    load_long_history(office)
    office.open()
    office.partners_send()
    office.collect(on_the_24th(9))
    office.judge(Q1, on_the_24th(9))
    return office


def chair_decides(office: Office, answer: RebaseAnswer, hour: int = 10, **changes: object) -> StepReport:
    values = {"since": NEW_LEVEL, "by": CHAIR, "reason": REASON, "quarter": Q1, "now": on_the_24th(hour), **changes}
    return decide_rebase(office.database, answer, measure="AE4H", **values)  # type: ignore[arg-type]


def assessed(office: Office, hour: int = 23, as_at: datetime | None = None) -> Assessment:
    with office.database.reading() as session:
        cut_off = cycles.cycle(session, Q1).cut_off
        assert cut_off is not None
        plan = plans.judged_under(session, Q1).plan
        found = judge(facts.gather(session, plan, Q1, as_at or cut_off, as_at or on_the_24th(hour)))
    return next(one for one in found if one.measure == "AE4H")


def newest_pack(office: Office) -> str:
    with office.database.reading() as session:
        return unescape(files.content_of(session, packs.versions(session, Q1, "STRATEGIC")[-1].html).decode())


def test_the_evidence_is_shown_and_nothing_is_recalculated_until_a_person_accepts(judged: Office) -> None:
    (standing,) = [one for one in rebases_standing(judged.database, Q1, on_the_24th(10)) if one.asked is not None]
    assert standing.measure.code == "AE4H"
    assert standing.asked is not None
    assert "9 figures in a row are below the earlier mean of 94.1%" in standing.asked.question
    assert standing.asked.evidence.startswith("Before it, a mean of 94.1% and limits of ")
    run = assessed(judged).long_run
    assert run is not None
    assert (run.since, run.rebases) == (Quarter(2018, 1), ())


def test_accepted_limits_are_judged_by_and_printed_with_why_and_who_and_the_pack_rebuilds_a_quarter_later(
    judged: Office,
) -> None:
    judged.draft(Q1, on_the_24th(9))
    assert "limits recalculated" not in newest_pack(judged)
    chair_decides(judged, ACCEPTED)
    assert sign_off_blockers(judged.database, Q1, CHAIR, on_the_24th(11)) == [
        "somebody has decided on the limits of a chart since it was judged (lsp judge)"
    ]
    assert judged.judge(Q1, on_the_24th(11)).changed_anything
    judged.draft(Q1, on_the_24th(12))
    run = assessed(judged).long_run
    assert run is not None
    assert (run.since, run.is_trial) == (NEW_LEVEL, True)
    assert (run.earlier[0].until, run.asked) == (Quarter(2020, 4), None)
    page = newest_pack(judged)
    assert WHY in page
    assert "limits recalculated from Apr to Jun 2021" in page, "a break on the chart"
    assert "Limits recalculated from April to June 2021." in page, "for who cannot see the chart"
    assert "new limits" in page, "in the table behind it"
    judged.sign_off(Q1, on_the_24th(13))
    judged.publish(Q1, on_the_24th(14))
    judged.run_quarter(Q2)
    assert all(one.found is Found.REBUILT for one in verify_packs(judged.database))


def test_new_limits_never_hide_a_missed_target(judged: Office) -> None:
    before = assessed(judged)
    chair_decides(judged, ACCEPTED)
    after = assessed(judged)
    assert before.status is after.status is Status.OFF_TRACK
    assert (before.verdict, before.reasons[0]) == (after.verdict, after.reasons[0])


def test_an_older_cut_off_does_not_see_what_was_decided_later(judged: Office) -> None:
    before = assessed(judged)
    chair_decides(judged, ACCEPTED, hour=10)
    assert assessed(judged, as_at=on_the_24th(9)) == before


def test_a_decision_counts_from_its_own_quarter_on_and_leaves_earlier_ones_as_they_were(judged: Office) -> None:
    judged.draft(Q1, on_the_24th(10))
    judged.sign_off(Q1, on_the_24th(11))
    judged.publish(Q1, on_the_24th(12))
    judged.open(Q2)
    judged.partners_send(Q2)
    later = morning(date(2023, 10, 23))
    judged.collect(later)
    judged.judge(Q2, later)
    chair_decides(judged, ACCEPTED, quarter=Q2, now=morning(date(2023, 10, 24)))
    explained = explain(judged.database, "AE4H", Q2, morning(date(2023, 10, 25)))
    assert any("recalculated from April to June 2021" in one.sentence for one in explained.assessment.reasons)
    earlier = explain(judged.database, "AE4H", Q1, morning(date(2023, 10, 25)))
    assert not any("recalculated" in one.sentence for one in earlier.assessment.reasons)


def test_what_is_declined_is_not_asked_again_and_the_refusal_is_printed_in_place_of_the_question(
    judged: Office,
) -> None:
    chair_decides(judged, DECLINED, reason="Nothing changed but the winters")
    judged.judge(Q1, on_the_24th(11))
    judged.draft(Q1, on_the_24th(12))
    run = assessed(judged).long_run
    assert run is not None
    assert run.since == Quarter(2018, 1)
    page = newest_pack(judged)
    assert "the limits stay as they were: Nothing changed but the winters. Decided by Margaret Holt" in page
    assert "should the mean and limits begin again" not in page
    (standing,) = rebases_standing(judged.database, Q1, on_the_24th(13))
    assert standing.asked is not None
    assert standing.asked.declined_by == standing.said[0]


def test_new_limits_are_withdrawn_and_every_word_is_kept(judged: Office) -> None:
    before = assessed(judged)
    chair_decides(judged, ACCEPTED)
    chair_decides(judged, WITHDRAWN, hour=11, by=COORDINATOR, reason="")
    assert assessed(judged) == before
    with judged.database.reading() as session:
        assert [one.answer for one in rebases.made(session, on_the_24th(12))] == [ACCEPTED, WITHDRAWN]


def test_saying_it_twice_changes_nothing_the_second_time(judged: Office) -> None:
    chair_decides(judged, ACCEPTED)
    before = judged.everything()
    assert not chair_decides(judged, ACCEPTED, hour=11).did
    assert judged.everything() == before


def test_only_what_there_is_evidence_for_is_decided_by_those_who_may_and_with_a_reason(judged: Office) -> None:
    for changes, said in (
        ({"since": Quarter(2022, 1)}, 'The evidence is for 2021-22 Q1: --from "2021-22 Q1".'),
        ({"by": "ruth-abiola"}, "'ruth-abiola' may not decide on the limits of AE4H"),
        ({"reason": "  "}, "cannot be accepted without a reason"),
    ):
        with pytest.raises(LspError) as refused:
            chair_decides(judged, ACCEPTED, **changes)
        assert said in f"{refused.value} {refused.value.remedy}"
    with pytest.raises(LspError, match="No new limits of AE4H"):
        chair_decides(judged, WITHDRAWN)
    with pytest.raises(LspError, match="no evidence in 2023-24 Q1 that CLAIM has moved"):
        decide_rebase(judged.database, ACCEPTED, Q1, "CLAIM", NEW_LEVEL, CHAIR, REASON, on_the_24th(10))


def test_after_signing_the_limits_stand(judged: Office) -> None:
    judged.draft(Q1, on_the_24th(10))
    judged.sign_off(Q1, on_the_24th(11))
    with pytest.raises(CycleError, match="signed off, so its judgements stand"):
        chair_decides(judged, ACCEPTED, hour=12)


def test_the_commands_list_accept_and_withdraw(judged: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    def run(*typed: str) -> str:
        return CliRunner().invoke(rebase, typed, catch_exceptions=False).output

    for module in ("lsp_core.cli.rebases", "lsp_core.cli.words"):
        monkeypatch.setattr(f"{module}.the_database", lambda: judged.database)
    monkeypatch.setattr("lsp_core.workplace.instant", lambda: on_the_24th(10))
    shown = run("list", "2023-24", "Q1")
    assert "AE4H: A&E four-hour standard" in shown
    assert 'To decide: lsp rebase accept AE4H 2023-24 Q1 --from "2021-22 Q1"' in shown
    typed = ("AE4H", "2023-24", "Q1", "--from", "2021-22 Q1", "--by", "Margaret Holt", "--reason", REASON)
    said = run("accept", *typed)
    assert f"accepted by Margaret Holt (Independent chair) on 24 July 2023: {REASON}" in said
    assert "`lsp judge 2023-24 Q1` takes it into the judgements" in said
    assert f"{REASON} This stands.\n" in run("list", "2023-24", "Q1")
    run("withdraw", "AE4H", "2023-24", "Q1", "--from", "2021-22 Q1", "--by", COORDINATOR)
    assert "This stands." not in run("list", "2023-24", "Q1")
