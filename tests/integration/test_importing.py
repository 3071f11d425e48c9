"""A scorecard brought in: what is kept of it on a real database, and the command a coordinator types."""

import os
from collections.abc import Callable, Iterator
from datetime import date
from io import BytesIO
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from openpyxl import Workbook

from examples.demo import MAPPING, PLAN, SCORECARD
from lsp_core import workplace
from lsp_core.cli import lsp
from lsp_core.errors import ImportRefusedError, ReturnRefusedError
from lsp_core.findings import CellRef
from lsp_core.periods import parse_period
from lsp_core.settings import settings
from lsp_core.steps.explaining import explain
from lsp_core.steps.importing import Scorecard, WrittenMapping, rehearse_import, take_import
from lsp_core.store import imports, observations
from tests.integration.office import Q1, Office, morning

NOW = morning(date(2023, 6, 2))


def the_scorecard() -> Scorecard:
    mapping = WrittenMapping(MAPPING.name, MAPPING.read_text(encoding="utf-8"))
    return Scorecard(SCORECARD.name, SCORECARD.read_bytes(), mapping)


def a_workbook() -> bytes:
    """A row per measure, a heading merged over its columns, a target and a formula beside the figures."""
    book = Workbook()
    sheet = book.active
    sheet.append(["Our scorecard"])
    sheet.append(["Measure", "2013/14", None, "2014/15", None])
    sheet.append([None, "Actual", "Target", "Actual", "Target"])
    sheet.append(["Household waste recycled", 57.5, 50, 61.9, 55])
    sheet.merge_cells("B2:C2")
    sheet.merge_cells("D2:E2")
    content = BytesIO()
    book.save(content)
    return content.getvalue()


def test_figures_come_in_with_the_cell_they_came_from(office: Office) -> None:
    report = take_import(office.database, the_scorecard(), "Imogen Farrow", NOW)
    assert report.did[0].startswith("Household waste recycled: 5 figures, 2010-11 to 2014-15")
    with office.database.reading() as session:
        known = observations.known(session, NOW)
        (file,) = imports.files_behind(session, {"import #1"}).values()
    figure = known["CO2", parse_period("2010")]
    assert (str(figure.value), figure.where, figure.return_reference) == (
        "2091.0", CellRef("scorecard.csv", "C11"), "import #1",
    )  # fmt: skip
    assert file.name == "scorecard.csv"


def test_a_second_import_of_the_same_file_takes_nothing(office: Office) -> None:
    take_import(office.database, the_scorecard(), "Imogen Farrow", NOW)
    again = take_import(office.database, the_scorecard(), "Imogen Farrow", NOW)
    assert not again.did
    with office.database.reading() as session:
        assert imports.next_reference(session) == "import #2"


def test_looking_first_keeps_nothing(office: Office) -> None:
    with office.database.reading() as session:
        before = observations.known(session, NOW)
    assert rehearse_import(office.database, the_scorecard(), NOW).taken.figures
    with office.database.reading() as session:
        assert observations.known(session, NOW) == before


def test_an_imported_figure_is_explained_by_its_file_and_cell(office: Office) -> None:
    take_import(office.database, the_scorecard(), "Imogen Farrow", NOW)
    office.open()
    found = explain(office.database, "RECYC", Q1, morning(Q1.end))
    assert found.files["import #1"].name == "scorecard.csv"


def test_a_workbook_with_merged_headings_is_read_by_its_words(office: Office) -> None:
    report = take_import(office.database, Scorecard("ours.xlsx", a_workbook()), "Imogen Farrow", NOW)
    assert report.did[0] == (
        "Household waste recycled: 2 figures, 2013-14 to 2014-15, the first from Sheet!B4 and the last from Sheet!D4."
    )


def test_what_partners_have_been_asked_for_is_left_to_them(office: Office) -> None:
    office.open()
    text = f"Measure,{Q1.previous},{Q1}\nClaimant count rate,9.9,9.9\n"
    report = take_import(office.database, Scorecard("old.csv", text.encode()), "Imogen Farrow", NOW)
    assert not report.did
    assert any("come in the ordinary way" in problem for problem in report.problems)


def test_a_file_that_cannot_be_opened_is_refused_in_words(office: Office) -> None:
    with pytest.raises(ReturnRefusedError, match="PDF"):
        take_import(office.database, Scorecard("scorecard.xlsx", b"%PDF-1.7 ..."), "Imogen Farrow", NOW)


def test_a_mapping_with_mistakes_takes_nothing(office: Office) -> None:
    wrong = WrittenMapping("m.csv", "says,measure,period,holds,times,perhaps\nx,NOPE,,,,\n")
    with pytest.raises(ImportRefusedError, match=r"m\.csv:2"):
        take_import(office.database, Scorecard("s.csv", SCORECARD.read_bytes(), wrong), "Imogen Farrow", NOW)


Lsp = Callable[..., Result]


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Lsp]:
    monkeypatch.chdir(tmp_path)
    for name in [name for name in os.environ if name.startswith("LSP_")]:
        monkeypatch.delenv(name)

    def forget() -> None:
        if workplace.database.cache_info().currsize:
            workplace.database().close()
        workplace.database.cache_clear()
        settings.cache_clear()

    def run(*words: str, expect: int = 0) -> Result:
        forget()
        result = CliRunner().invoke(lsp, [*words], env={"LSP_NOW": "2023-06-01T09:00+01:00"}, prog_name="lsp")
        assert result.exit_code == expect, result.output
        return result

    yield run
    forget()


def test_the_command_shows_then_lets_the_names_be_put_right_then_takes(run: Lsp) -> None:
    run("load", str(PLAN))
    shown = run("import", str(SCORECARD)).output
    assert "'CO2 emissions', perhaps CO2" in shown
    assert "Nothing has been taken yet." in shown
    run("import", str(SCORECARD), "--write-mapping", "mapping.csv")
    mapping = Path("mapping.csv")
    corrected = mapping.read_text(encoding="utf-8-sig").replace("CO2 emissions,,", "CO2 emissions,CO2,")
    mapping.write_text(corrected, encoding="utf-8-sig")
    assert "is there already" in run("import", str(SCORECARD), "--write-mapping", "mapping.csv", expect=1).output
    taken = run("import", str(SCORECARD), "--mapping", "mapping.csv", "--by", "imogen-farrow", "--yes").output
    assert "Carbon dioxide emissions: 5 figures, 2010 to 2014" in taken
    again = run("import", str(SCORECARD), "--mapping", "mapping.csv", "--by", "imogen-farrow", "--yes").output
    assert "nothing new to take" in again
    assert "--by imogen-farrow" in run("import", str(SCORECARD), "--yes", expect=2).output
