"""The request workbook opened and saved by a real spreadsheet program, then read back."""

import shutil
import subprocess
from collections.abc import Callable
from decimal import Decimal
from io import BytesIO
from pathlib import Path

import pytest
from openpyxl import load_workbook

from lsp_core.errors import ReturnRefusedError
from lsp_core.observations import Vintage
from lsp_core.periods import Quarter
from lsp_core.requests.workbook import request_workbook
from lsp_core.returns.reading import read_return
from tests.factories import a_plan, a_request, an_observation, known

pytestmark = pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not on this machine")

Convert = Callable[[str], bytes]
CP1252_WITH_SEMICOLONS = "csv:Text - txt - csv (StarCalc):59,34,ANSI,1"
UTF8_WITH_COMMAS = "csv:Text - txt - csv (StarCalc):44,34,76,1"


@pytest.fixture(scope="module")
def convert(tmp_path_factory) -> Convert:
    """A filled-in workbook, as LibreOffice saves it in a format."""
    folder: Path = tmp_path_factory.mktemp("libreoffice")
    source = folder / "filled.xlsx"
    source.write_bytes(filled_in())

    def in_format(wanted: str) -> bytes:
        out = folder / wanted.split(":")[0]
        profile = f"-env:UserInstallation=file://{folder}/profile"
        command = ["soffice", profile, "--headless", "--convert-to", wanted, "--outdir", str(out), str(source)]
        subprocess.run(command, check=True, capture_output=True, timeout=120)
        (result,) = out.iterdir()
        content = result.read_bytes()
        result.unlink()
        return content

    return in_format


def filled_in() -> bytes:
    history = known(an_observation("EV", Quarter(2022, 4), "70.2"))
    book = load_workbook(BytesIO(request_workbook(a_plan(), a_request(), history, {})))
    figures, resources, corrections = book["Figures"], book["Resources"], book["Corrections"]
    figures["H4"], figures["I4"], figures["J4"] = 74.3, "provisional", "Café and “two” sites; £5 each"
    figures["H5"], figures["H5"].number_format = 0.123, "0.0%"
    figures["H6"] = "=1200+4"
    resources["E4"], resources["F4"], resources["G4"] = 98000, 395000, 3.5
    corrections["F4"], corrections["G4"] = 71, "Counted twice"
    content = BytesIO()
    book.save(content)
    return content.getvalue()


@pytest.mark.parametrize("wanted", ["xlsx", "xls", "ods"])
def test_a_workbook_saved_by_libreoffice_says_who_it_is_and_reads_the_same(convert, wanted):
    reading = read_return(f"renamed.{wanted}", convert(wanted))
    assert reading.reference == "2023-24 Q1 COUNCIL"
    assert reading.findings == ()
    ev, uc, ulev, correction = reading.figures
    assert (ev.value, ev.vintage, ev.note) == (Decimal("74.3"), Vintage.PROVISIONAL, "Café and “two” sites; £5 each")
    assert (uc.value, ulev.value, correction.value) == (Decimal("12.3"), Decimal(1204), Decimal(71))
    (fund,) = reading.resources
    assert (fund.budget, fund.spend_to_date, fund.fte) == (Decimal(400000), Decimal(98000), Decimal("3.5"))


@pytest.mark.parametrize("wanted", [UTF8_WITH_COMMAS, CP1252_WITH_SEMICOLONS])
def test_the_figures_sheet_saved_as_csv_reads_the_same(convert, wanted):
    reading = read_return("ANYTOWN-2023-24-Q1-COUNCIL.csv", convert(wanted))
    assert reading.reference == "2023-24 Q1 COUNCIL"
    assert [row.value for row in reading.figures] == [Decimal("74.3"), Decimal("12.3"), Decimal(1204)]
    assert reading.figures[0].note == "Café and “two” sites; £5 each"
    assert reading.findings == ()


@pytest.mark.parametrize(("wanted", "reason"), [("pdf", "a PDF"), ("html", "a web page")])
def test_what_we_do_not_read_is_refused_by_its_name(convert, wanted, reason):
    with pytest.raises(ReturnRefusedError, match=reason):
        read_return("return.xlsx", convert(wanted))
