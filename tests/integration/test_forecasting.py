"""Owners' own forecasts in the demonstration's first quarters, said, printed and held beside what came."""

from datetime import date, datetime
from decimal import Decimal
from html import unescape

import pytest
from click.testing import CliRunner

from lsp_core.cli.forecasts import forecast
from lsp_core.errors import CycleError, LspError
from lsp_core.periods import Quarter
from lsp_core.steps.forecasting import Expected, past_forecasts, say_forecast
from lsp_core.steps.report import StepReport
from lsp_core.steps.signing import sign_off_blockers
from lsp_core.steps.verifying import Found, verify_packs
from lsp_core.store import files, owner_forecasts, packs
from tests.integration.office import CHAIR, Q1, Q2, Office, morning

OWNER = "ruth-abiola"
REASON = "Two wards open again in November"
SAID = "91.0% (88.0% to 94.0%) for January to March 2024, says Ruth Abiola"


def on_the_24th(hour: int) -> datetime:
    return morning(date(2023, 7, 24), hour)


@pytest.fixture
def judged(office: Office) -> Office:
    office.open()
    office.partners_send()
    office.collect(on_the_24th(9))
    office.judge(Q1, on_the_24th(9))
    return office


def owner_says(office: Office, value: str = "91", hour: int = 10, **changes: object) -> StepReport:
    values = {"quarter": Q1, "measure": "AE4H", "by": OWNER, "now": on_the_24th(hour), **changes}
    expected = Expected(Decimal(value), Decimal("88"), Decimal("94"), REASON)
    return say_forecast(office.database, expected=expected, **values)  # type: ignore[arg-type]


def newest_pack(office: Office) -> str:
    with office.database.reading() as session:
        return unescape(files.content_of(session, packs.versions(session, Q1, "STRATEGIC")[-1].html).decode())


def test_the_owners_word_stands_beside_the_forecast_by_arithmetic_and_decides_nothing(judged: Office) -> None:
    judged.draft(Q1, on_the_24th(9))
    assert "The owner expects" not in newest_pack(judged)
    assert SAID in owner_says(judged).did[0]
    assert not judged.judge(Q1, on_the_24th(11)).changed_anything
    assert sign_off_blockers(judged.database, Q1, CHAIR, on_the_24th(12)) == [
        "an owner has given a forecast since the packs were drafted (lsp pack draft)"
    ]
    assert judged.draft(Q1, on_the_24th(12)).did
    page = newest_pack(judged)
    assert SAID in page
    assert f"{REASON}." in page
    assert "Past forecasts" in page
    judged.sign_off(Q1, on_the_24th(13))
    judged.publish(Q1, on_the_24th(14))
    assert all(one.found is Found.REBUILT for one in verify_packs(judged.database))


def test_past_forecasts_are_worked_out_again_from_the_history_and_the_owners_kept(judged: Office) -> None:
    owner_says(judged, "91")
    owner_says(judged, "92", hour=11)
    found = past_forecasts(judged.database, Q1, on_the_24th(12))
    own = found.histories["AE4H"].own
    assert own is not None
    assert own.value == 92, "the last word counts"
    with judged.database.reading() as session:
        assert [one.value for one in owner_forecasts.made(session, on_the_24th(12))] == [91, 92]
    made_in = {one.forecast.made_in for one in found.histories["CLAIM"].settled}
    assert made_in <= {Quarter(year, number) for year in (2021, 2022) for number in (1, 2, 3)}
    assert Quarter(2022, 3) in made_in


def test_saying_it_twice_changes_nothing_the_second_time(judged: Office) -> None:
    owner_says(judged)
    before = judged.everything()
    assert not owner_says(judged, hour=11).did
    assert judged.everything() == before


def test_only_the_outcomes_owner_forecasts_and_only_until_it_is_signed(judged: Office) -> None:
    with pytest.raises(CycleError, match="may not give the owner's forecast of AE4H") as refused:
        owner_says(judged, by=CHAIR)
    assert "Ruth Abiola (ruth-abiola) may" in refused.value.remedy
    with pytest.raises(LspError, match="191 is not within"):
        owner_says(judged, "191")
    with pytest.raises(CycleError, match="2023-24 Q2 has not been opened"):
        owner_says(judged, quarter=Q2)
    judged.draft(Q1, on_the_24th(10))
    judged.sign_off(Q1, on_the_24th(11))
    with pytest.raises(CycleError, match="take in no further forecast"):
        owner_says(judged, hour=12)


def test_the_commands_say_and_record(judged: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    def run(*typed: str) -> str:
        result = CliRunner().invoke(forecast, typed)
        return result.output or str(result.exception)

    for module in ("lsp_core.cli.forecasts", "lsp_core.cli.words"):
        monkeypatch.setattr(f"{module}.the_database", lambda: judged.database)
    monkeypatch.setattr("lsp_core.workplace.instant", lambda: on_the_24th(10))
    monkeypatch.setattr("lsp_core.workplace.today", lambda _plan: date(2023, 7, 24))
    typed = ("AE4H", "2023-24", "Q1", "--value", "91%", "--low", "88", "--high", "94", "--reason", REASON)
    assert "Say who this is by: --by ruth-abiola (Ruth Abiola)" in run("say", *typed)
    assert SAID in run("say", *typed, "--by", "Ruth Abiola")
    assert "'plenty' is not a number" in run(
        "say", "AE4H", "2023-24", "Q1", "--value", "plenty", "--reason", "x", "--by", OWNER
    )
    shown = run("record", "AE4H")
    assert f"The owner expects {SAID}" in shown
    assert "No past forecast can be held beside what came yet." in shown
    shown = run("record", "CLAIM")
    assert "Average change repeated. " in shown
    assert "In October to December 2022, " in shown
    assert "By method:" in run("record")
