"""A marked workbook opened and saved by a real spreadsheet program: the marks show, and it is still a return."""

import shutil
import subprocess
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import pypdfium2
import pytest
from openpyxl import load_workbook

from lsp_core.findings import Severity
from lsp_core.returns.layout import WHAT_WE_FOUND
from lsp_core.returns.marking.marks import COMMENT_BEGINS
from lsp_core.returns.reading import read_return
from tests.unit.test_marking import NAME, a_finding, a_return, mark

pytestmark = pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not on this machine")

FINDINGS = (a_finding(), a_finding("H5", Severity.QUERY, 2), a_finding("H6", Severity.NOTE, 3))
Convert = Callable[[str], bytes]


@pytest.fixture(scope="module")
def convert(tmp_path_factory) -> Convert:
    """The marked workbook, as LibreOffice saves it in a format."""
    folder: Path = tmp_path_factory.mktemp("libreoffice")
    (folder / "marked.xlsx").write_bytes(mark(a_return(), *FINDINGS))

    def in_format(wanted: str) -> bytes:
        profile = f"-env:UserInstallation=file://{folder}/profile"
        command = ["soffice", profile, "--headless", "--convert-to", wanted, "--outdir", str(folder / wanted)]
        subprocess.run([*command, str(folder / "marked.xlsx")], check=True, capture_output=True, timeout=120)
        return (folder / wanted / f"marked.{wanted}").read_bytes()

    return in_format


def test_each_severity_shows_in_a_darkness_of_its_own(convert):
    page = pypdfium2.PdfDocument(convert("pdf"))[0]
    grey = page.render(scale=2, grayscale=True).to_pil()
    pixels = grey.histogram()
    for darkness in (51, 178, 228):  # the grounds of an error, a query and a note, in grey
        assert sum(pixels[darkness - 6 : darkness + 7]) > 500, f"nothing is as dark as {darkness}"


def test_it_lists_what_was_found_and_reads_the_figures_back(convert):
    document = pypdfium2.PdfDocument(convert("pdf"))
    text = document[len(document) - 1].get_textpage().get_text_range()
    for words in (
        "Must be fixed",
        "Please check",
        "For information",
        "FIG-012",
        "Measure UC, April to June 2023: 8.4%",
    ):
        assert words in text


def test_saved_there_and_sent_back_it_is_read_as_the_return_it_was(convert):
    before, after = read_return(NAME, a_return()), read_return("other.xlsx", convert("xlsx"))
    assert after.reference == "2023-24 Q1 COUNCIL"
    assert [row.value for row in after.figures] == [row.value for row in before.figures]
    assert after.findings == ()


def test_marked_again_after_it_was_saved_there_the_marks_are_replaced(convert):
    again = load_workbook(BytesIO(mark(convert("xlsx"), a_finding("H5", Severity.QUERY, 2))))
    figures = again["Figures"]
    commented = [cell for row in figures.iter_rows() for cell in row if cell.comment]
    assert [cell.coordinate for cell in commented] == ["H5"]
    assert commented[0].comment.text.count(COMMENT_BEGINS) == 1
    ours = [one for one in figures.conditional_formatting if "lsp found" in one.rules[0].formula[0]]
    assert [str(one.sqref) for one in ours] == ["H5"]
    assert again.sheetnames.count(WHAT_WE_FOUND) == 1
