"""A figure read out over the telephone, from the coordinator's words to the evidence behind it."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from click.testing import CliRunner

from expectations.checking import check_returns as checker
from lsp_core.cli import lsp
from lsp_core.errors import LspError
from lsp_core.observations import Observation, Vintage
from lsp_core.periods import Quarter
from lsp_core.steps.explaining import explain
from lsp_core.steps.telephone import Heard, rehearse_figure, take_figure
from lsp_core.store import observations
from tests.integration.office import Q1, Office, morning

TUESDAY = morning(date(2023, 7, 11), 10)
READ_OUT = Heard(
    Q1, "AE4H", "78.4%", "Jo Reed (information team)", "Imogen Farrow", numerator="78,400", denominator="100,000"
)


@pytest.fixture
def asked(office: Office) -> Office:
    office.open()
    return office


def figure_of(office: Office, measure: str = "AE4H") -> Observation:
    with office.database.reading() as session:
        return observations.known(session, TUESDAY)[measure, Q1]


def test_a_figure_read_out_is_taken_and_read_back_to_the_partner(asked: Office) -> None:
    report = take_figure(asked.database, checker, READ_OUT, TUESDAY)
    assert "1 figure taken for 2023-24 Q1" in report.did[0]
    assert figure_of(asked).value == Decimal("78.4")
    assert figure_of(asked).vintage is Vintage.FINAL
    (answer,) = asked.queued("answer")
    text = " ".join(answer.text.split())
    assert "78.4%" in text
    assert "by telephone 2023-07-11 10.00 from Jo Reed information team" in text


def test_the_same_words_in_the_same_minute_are_one_return(asked: Office) -> None:
    take_figure(asked.database, checker, READ_OUT, TUESDAY)
    before = asked.everything()
    assert not take_figure(asked.database, checker, READ_OUT, TUESDAY).changed_anything
    assert asked.everything() == before


def test_the_explanation_of_a_verdict_names_who_read_the_figure_out(asked: Office) -> None:
    take_figure(asked.database, checker, READ_OUT, TUESDAY)
    explained = explain(asked.database, "AE4H", Q1, TUESDAY)
    assert "from Jo Reed" in str(explained)


def test_a_figure_misheard_gets_the_finding_a_workbook_would_get_and_is_not_kept(asked: Office) -> None:
    misheard = replace(READ_OUT, figure="784")
    rehearsed = rehearse_figure(asked.database, checker, misheard, TUESDAY)
    assert not rehearsed.is_sound
    assert "784" in rehearsed.answer
    assert not asked.queued("answer")


def test_who_took_it_down_does_not_stand_as_the_partners_explanation_of_a_question(asked: Office) -> None:
    unusual = replace(READ_OUT, figure="40", numerator="40000")
    answer = rehearse_figure(asked.database, checker, unusual, TUESDAY).answer
    assert "1 question to answer" in answer
    explained = replace(unusual, note="Two wards were shut.")
    answer = rehearse_figure(asked.database, checker, explained, TUESDAY).answer
    assert "question to answer" not in answer


def test_a_correction_needs_the_period_it_corrects(asked: Office) -> None:
    with pytest.raises(LspError, match="--for"):
        rehearse_figure(asked.database, checker, replace(READ_OUT, reason="a ward was missing"), TUESDAY)


def test_a_figure_nobody_asked_for_says_what_was_asked(asked: Office) -> None:
    with pytest.raises(LspError, match="does not ask for") as refused:
        rehearse_figure(asked.database, checker, replace(READ_OUT, measure="OBESE6"), TUESDAY)
    assert "--for" in refused.value.remedy


def test_a_quarter_nobody_was_asked_for_is_refused(asked: Office) -> None:
    with pytest.raises(LspError, match="has not been asked for 2023-24 Q3"):
        rehearse_figure(asked.database, checker, replace(READ_OUT, quarter=Quarter(2023, 3)), TUESDAY)


def test_what_is_typed_is_data_in_the_file_and_its_name(asked: Office) -> None:
    nasty = replace(READ_OUT, told_by='=HYPERLINK("http://x")\n../../etc,"', note="=cmd|' /C calc'!A0")
    report = take_figure(asked.database, checker, nasty, TUESDAY)
    assert "1 figure taken" in report.did[0]
    (answer,) = asked.queued("answer")
    assert "from HYPERLINKhttpxetc" in " ".join(answer.text.split())


def test_without_yes_the_command_keeps_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    runner = CliRunner()
    refused = runner.invoke(lsp, ["figure", "AE4H", "78.4"])
    assert refused.exit_code == 2
    assert "--told-by" in refused.output
