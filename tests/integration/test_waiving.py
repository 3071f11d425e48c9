"""Checks waived, explanations that ride along and figures taken back, in the demonstration's first quarters, on each
kind of database: through the commands wherever there is one."""

from collections.abc import Callable
from datetime import date, datetime, timedelta
from html import unescape
from typing import Any

import pytest
from click.testing import CliRunner

from examples.trafford.partners import Answers, answers_in, fill_workbook
from lsp_core.cli import lsp
from lsp_core.findings import Severity
from lsp_core.observations import Observation, Vintage
from lsp_core.periods import Quarter
from lsp_core.steps.report import StepReport
from lsp_core.steps.verifying import Found, verify_packs
from lsp_core.store import explanations, files, observations, packs, waivers
from lsp_core.store import findings as found_in_returns
from tests.integration.office import CHAIR, Q1, Q2, Office, morning

Run = Callable[..., str]
REASON = "Counted at two garages, one of which had moved"


def july(day: int, hour: int = 9) -> datetime:
    return morning(date(2023, 7, day), hour)


@pytest.fixture
def run(office: Office, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Type a command at the office's own database, on a day in July."""
    from lsp_core import workplace

    monkeypatch.setattr(workplace, "missing_database", lambda: None)
    monkeypatch.setattr(workplace, "database", lambda: office.database)

    def run(*typed: str, day: int = 18, expect: int = 0) -> str:
        monkeypatch.setattr(workplace, "instant", lambda: july(day, 12))
        result = CliRunner().invoke(lsp, typed)
        assert result.exit_code == expect, result.output
        return " ".join(result.output.split())

    return run


def send(office: Office, name: str, partner: str, answers: Answers, now: datetime, quarter: Quarter = Q1) -> StepReport:
    (office.inbox / name).write_bytes(fill_workbook(office.workbook(quarter, partner), answers))
    return office.collect(now)


def figure(measure: str, quarter: Quarter = Q1, **typed: str) -> dict[str, str]:
    boxes = dict.fromkeys(("figure", "numerator", "denominator", "vintage", "note", "reason"), "")
    return {"measure": measure, "period": quarter.code, **boxes, **typed}


def held(office: Office, measure: str, quarter: Quarter, now: datetime) -> Observation | None:
    with office.database.reading() as session:
        return observations.known(session, now).get((measure, quarter))


def last_findings(office: Office, reference: str) -> list[Any]:
    with office.database.reading() as session:
        return found_in_returns.of_return(session, reference)


def newest_pack(office: Office, quarter: Quarter = Q1) -> str:
    with office.database.reading() as session:
        kept = packs.versions(session, quarter, "STRATEGIC")[-1]
        return " ".join(unescape(files.content_of(session, kept.html).decode()).split())


def first_return_of_transport(office: Office) -> None:
    """Charging devices per million people instead of per 100,000: over the highest the definition allows."""
    office.open()
    send(office, "2023-24 Q1 TRANSPORT.xlsx", "TRANSPORT", answers_in(Q1, "TRANSPORT", 1), july(18))


def waive(run: Run, *more: str, **how: Any) -> str:
    typed = ("waive", "EV", "fig-012", "--until", "2023-09-30", "--by", CHAIR, "--reason", REASON)
    return run(*typed, *more, **how)


def test_a_waived_figure_is_taken_at_once_and_its_partner_told(office: Office, run: Run) -> None:
    first_return_of_transport(office)
    assert held(office, "EV", Q1, july(18, 11)) is None
    said = waive(run)
    assert f"FIG-012 waived by Margaret Holt (Independent chair) until 30 September 2023: {REASON}." in said
    assert "Taken: Public charging devices for electric vehicles, April to June 2023: 437.0 per 100,000 people." in said
    taken = held(office, "EV", Q1, july(18, 13))
    assert taken is not None
    assert taken.value == 437
    assert taken.waiver.startswith("FIG-012 waived by Margaret Holt")
    (told,) = office.queued("waiver")
    assert "437.0 per 100,000 people" in " ".join(told.text.split())
    assert f"waived EV: Margaret Holt. {taken.waiver}" in run("ledger", "2023-24", "Q1", "--partner", "TRANSPORT")
    assert "That is waived already." in waive(run)
    assert len(office.queued("waiver")) == 1


def test_what_was_waived_is_in_the_pack_which_rebuilds_after_it_is_taken_back(office: Office, run: Run) -> None:
    first_return_of_transport(office)
    waive(run)
    office.partners_send(only=("COUNCIL", "TRUST"))
    office.collect(july(20))
    office.judge(Q1, july(24))
    office.draft(Q1, july(24, 10))
    office.sign_off(Q1, july(24, 11))
    office.publish(Q1, july(24, 12))
    pack = newest_pack(office)
    assert "Taken without a check" in pack
    assert "<td>FIG-012</td><td>Margaret Holt, Independent chair</td><td>30 September 2023</td>" in pack
    assert "<dt>Taken under a waiver</dt>" in pack
    assert "<h4>Demonstration Transport</h4>" in pack
    assert "EV: FIG-012 waived by Margaret Holt" in run("waiver", "list", day=25)
    withdrawn = run("waiver", "withdraw", "EV", "FIG-012", "--by", "imogen-farrow", day=26)
    assert "FIG-012 counts again; what was let in stays." in withdrawn
    assert "No such check is waived." in run("waiver", "withdraw", "EV", "FIG-012", "--by", CHAIR, day=27)
    assert "No check is waived now." in run("waiver", "list", day=27)
    assert "taken back by Imogen Farrow" in run("waiver", "list", "--all", day=27)
    assert all(one.found is Found.REBUILT for one in verify_packs(office.database))
    assert newest_pack(office) == pack


def test_once_a_waiver_has_run_out_the_check_counts_again(office: Office, run: Run) -> None:
    office.open()
    run("waive", "TRANSPORT", "FIG-012", "--until", "2023-07-10", "--by", CHAIR, "--reason", REASON, day=5)
    answers = answers_in(Q1, "TRANSPORT", 1)
    send(office, "2023-24 Q1 TRANSPORT.xlsx", "TRANSPORT", answers, july(11))
    assert Severity.ERROR in {finding.severity for finding in last_findings(office, "2023-24 Q1 TRANSPORT #1")}
    with office.database.reading() as session:
        assert [waiver.about for waiver in waivers.given(session, july(11))] == ["TRANSPORT"]


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        (("EV", "FIG-012", "--until", "2023-09-30", "--by", "ruth-abiola"), "may not waive a check"),
        (("EV", "READ-001", "--until", "2023-09-30", "--by", CHAIR), "READ-001 cannot be waived"),
        (("EV", "FIG-001", "--until", "2023-09-30", "--by", CHAIR), "nobody could tell which measure"),
        (("EV", "FIG-999", "--until", "2023-09-30", "--by", CHAIR), "There is no rule 'FIG-999'"),
        (("EV", "FIG-012", "--until", "2023-07-17", "--by", CHAIR), "17 July 2023 has gone by"),
        (("AE4", "FIG-012", "--until", "2023-09-30", "--by", CHAIR), "Did you mean AE4H?"),
    ],
)
def test_who_and_what_cannot_waive_or_be_waived_is_said(
    office: Office, run: Run, typed: tuple[str, ...], said: str
) -> None:
    assert said in run("waive", *typed, "--reason", REASON, expect=1)
    with office.database.reading() as session:
        assert waivers.given(session, july(30)) == []


def test_an_explained_figure_is_not_asked_about_again_until_it_changes(office: Office) -> None:
    office.open()
    for number, (typed, note) in enumerate((("30", "A new claim form"), ("30", ""), ("31", "")), start=1):
        answers = Answers(figures=(figure("UC", figure=typed, note=note),))
        send(office, f"2023-24 Q1 COUNCIL v{number}.xlsx", "COUNCIL", answers, july(10 + number))
    first, again, changed = (
        next(f for f in last_findings(office, f"2023-24 Q1 COUNCIL #{n}") if f.rule in ("FIG-020", "FIG-032"))
        for n in (1, 2, 3)
    )
    assert (first.explained, first.explanation) == (True, "")
    assert (again.explained, again.explanation) == (True, "A new claim form")
    assert not changed.explained
    answer = next(message for message in office.queued("answer") if message.id.key.startswith("answer"))
    assert "Data quality of your returns for April to June 2023 so far: First return on 11 July 2023" in " ".join(
        answer.text.split()
    )
    with office.database.reading() as session:
        kept = explanations.given(session, july(30))
    assert {one.words for one in kept} == {"A new claim form"}
    now = held(office, "UC", Q1, july(12, 12))
    assert now is not None
    assert now.note == "A new claim form"


def test_an_explanation_is_printed_beside_the_figure_it_is_about(office: Office) -> None:
    office.open()
    answers = Answers(figures=(figure("UC", figure="30", note="A new claim form"),))
    send(office, "2023-24 Q1 COUNCIL.xlsx", "COUNCIL", answers, july(12))
    office.judge(Q1, july(24))
    office.draft(Q1, july(24, 10))
    pack = newest_pack(office)
    assert "Asked about, and explained" in pack
    assert '<q dir="auto">A new claim form</q>' in pack


def test_a_figure_taken_back_needs_a_reason_and_the_owner_hears_what_it_changes(office: Office) -> None:
    office.run_quarter()
    published = newest_pack(office)
    office.open(Q2)
    october = morning(date(2023, 10, 10))
    for number, reason in enumerate(("", "Another trust's patients were in it"), start=1):
        row = figure("AE4H", figure="withdrawn", reason=reason)
        name = f"2023-24 Q2 TRUST v{number}.xlsx"
        send(office, name, "TRUST", Answers(corrections=(row,)), october + timedelta(hours=number), Q2)
        assert len(office.queued("restated")) == (2 if reason else 0)
    assert "FIG-028" in {finding.rule for finding in last_findings(office, "2023-24 Q2 TRUST #1")}
    now = held(office, "AE4H", Q1, october + timedelta(hours=3))
    assert now is not None
    assert (now.value, now.vintage) == (None, Vintage.WITHDRAWN)
    assert {message.id.person for message in office.queued("restated")} == {"ruth-abiola", "imogen-farrow"}
    told = " ".join(office.queued("restated")[0].text.split())
    assert "Was: 88.1% - Is now: withdrawn - Why, in their words: Another trust's patients were in it" in told
    assert "the pack for April to June 2023 said off track, and would have said not available" in told
    assert newest_pack(office) == published
    assert all(one.found is Found.REBUILT for one in verify_packs(office.database))


def test_each_partners_data_quality_is_shown_with_counts(office: Office, run: Run) -> None:
    assert "Nobody has been asked for 2023-24 Q1." in run("quality", "2023-24", "Q1")
    first_return_of_transport(office)
    said = run("quality", "2023-24", "Q1", "--partner", "transport")
    assert said.startswith("Demonstration Transport On time: First return on 18 July 2023, 3 days before it was due.")
    assert "Errors first time: 1 error in the first return." in said
    assert "Validity: 1 error." in said
    assert "Demonstration Council" not in said
    everyone = run("quality", "2023-24", "Q1")
    assert "Demonstration Council On time: No return yet; due on 21 July 2023." in everyone
    assert "'nobody' was not asked for 2023-24 Q1" in run("quality", "2023-24", "Q1", "--partner", "nobody", expect=1)
