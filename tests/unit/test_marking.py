"""The sender's own workbook given back: what is marked, what is left alone, and what happens when it comes again."""

from dataclasses import replace
from io import BytesIO
from typing import Any
from zipfile import ZipFile

import pytest
from lxml import etree
from openpyxl import Workbook, load_workbook
from openpyxl.comments import Comment

from lsp_core.findings import CellRef, Finding, Severity
from lsp_core.periods import Quarter
from lsp_core.requests.workbook import request_workbook
from lsp_core.returns import layout
from lsp_core.returns.layout import WHAT_WE_FOUND
from lsp_core.returns.marking.marked import WhatWasFound, marked, marked_name
from lsp_core.returns.marking.marks import COMMENT_BEGINS, MOST_IN_A_COLUMN, marks_for
from lsp_core.returns.reading import read_return
from tests.factories import a_plan, a_request, an_observation, known

NAME = "ANYTOWN-2023-24-Q1-COUNCIL.xlsx"


def a_finding(address: str = "H4", severity: Severity = Severity.ERROR, row: int = 1, **changes: Any) -> Finding:
    values = {
        "rule": "FIG-012",
        "severity": severity,
        "where": CellRef(changes.pop("sheet", "Figures"), address),
        "subject": "Measure EV, April to June 2023",
        "found": "812.0%",
        "expected": "100.0% or less",
        "remedy": "Check the decimal point and the unit.",
        "row": row,
    }
    return Finding(**{**values, **changes})


def what_was_found(*findings: Finding, **changes: Any) -> WhatWasFound:
    values = {
        "reference": "2023-24 Q1 COUNCIL",
        "title": "What we found in your return for April to June 2023",
        "opening": ("1 thing must be fixed.",),
        "findings": findings,
        "read_back": ("Measure UC, April to June 2023: 8.4%",),
        "receipt": (("File", NAME), ("Fingerprint (SHA-256)", "ab" * 32)),
    }
    return WhatWasFound(**{**values, **changes})


def a_return(edit: Any = lambda book: None) -> bytes:
    """The request workbook, filled in by somebody."""
    history = known(an_observation("EV", Quarter(2022, 4), "70.2"))
    book = load_workbook(BytesIO(request_workbook(a_plan(), a_request(), history, {})))
    book["Figures"]["H4"], book["Figures"]["H5"] = 812, 8.4
    edit(book)
    return saved(book)


def as_sent() -> bytes:
    """The request workbook exactly as our own writer made it."""
    return request_workbook(a_plan(), a_request(), {}, {})


def saved(book: Workbook) -> bytes:
    content = BytesIO()
    book.save(content)
    return content.getvalue()


def mark(content: bytes, *findings: Finding, name: str = NAME, **changes: Any) -> bytes:
    made = marked(name, content, what_was_found(*findings, **changes))
    assert made.is_their_own
    return made.content


def parts(content: bytes) -> dict[str, bytes]:
    with ZipFile(BytesIO(content)) as archive:
        assert len(archive.namelist()) == len(set(archive.namelist()))
        return {name: archive.read(name) for name in archive.namelist()}


def rows(content: bytes) -> list[list[Any]]:
    sheet = load_workbook(BytesIO(content))[WHAT_WE_FOUND]
    return [[cell for cell in row if cell is not None] for row in sheet.iter_rows(values_only=True)]


# What is marked


def test_a_cell_with_a_finding_says_what_is_wrong_what_was_expected_and_how_to_mend_it():
    comment = load_workbook(BytesIO(mark(a_return(), a_finding())))["Figures"]["H4"].comment
    assert comment.text == (
        "What we found: MUST BE FIXED (FIG-012)\nMeasure EV, April to June 2023\nFound: 812.0%\n"
        "Expected: 100.0% or less\nHow to mend it: Check the decimal point and the unit."
    )


@pytest.mark.parametrize(
    ("severity", "explained", "words"),
    [
        (Severity.ERROR, False, "Must be fixed"),
        (Severity.QUERY, False, "Please check"),
        (Severity.QUERY, True, "For information"),
        (Severity.NOTE, False, "For information"),
    ],
)
def test_how_serious_it_is_is_said_in_words(severity, explained, words):
    content = mark(a_return(), a_finding(severity=severity, explained=explained))
    assert [words, "Figures", "H4"] in [row[:3] for row in rows(content)]
    assert f"What we found: {words.upper()}" in load_workbook(BytesIO(content))["Figures"]["H4"].comment.text


def test_each_severity_has_lettering_and_a_ground_of_its_own_before_the_sheets_own_colours():
    book = load_workbook(BytesIO(mark(
        a_return(), a_finding(), a_finding("H5", Severity.QUERY, 2), a_finding("H6", Severity.NOTE, 3)
    )))  # fmt: skip
    formats = [(str(one.sqref), one.rules[0]) for one in book["Figures"].conditional_formatting]
    assert [cells for cells, _ in formats] == ["H4", "H5", "H6", "H4:H6"]
    assert [rule.priority for _, rule in formats] == sorted(rule.priority for _, rule in formats)
    looks = [rule.dxf for _, rule in formats[:3]]
    assert len({look.fill.bgColor.rgb for look in looks}) == 3
    assert [(bool(look.font.b), bool(look.font.u), bool(look.font.i)) for look in looks] == [
        (True, False, False),
        (True, True, False),
        (False, False, True),
    ]
    assert all(look.border.left.style for look in looks)


def test_two_findings_in_one_cell_are_one_comment_under_the_worse_of_them():
    content = mark(a_return(), a_finding(severity=Severity.NOTE), a_finding(rule="FIG-001"))
    book = load_workbook(BytesIO(content))
    text = book["Figures"]["H4"].comment.text
    assert text.index("MUST BE FIXED (FIG-001)") < text.index("FOR INFORMATION (FIG-012)")
    assert len(list(book["Figures"].conditional_formatting)) == 2


def test_the_sheet_lists_each_finding_with_a_link_to_its_cell_the_figures_read_and_the_receipt():
    content = mark(a_return(), a_finding(), a_finding("", rule="FIG-003", row=0))
    found = rows(content)
    sheet = load_workbook(BytesIO(content))[WHAT_WE_FOUND]
    assert found[0] == ["What we found in your return for April to June 2023"]
    assert "FIG-003" in found[3][-1] or "FIG-003" in found[4][-1]
    assert ["Measure UC, April to June 2023: 8.4%"] in found
    assert [f"Fingerprint (SHA-256): {'ab' * 32}"] in found
    links = {link.ref: link.location for link in sheet._hyperlinks or []} or {
        cell.coordinate: cell.hyperlink.location for row in sheet.iter_rows() for cell in row if cell.hyperlink
    }
    assert list(links.values()) == ["'Figures'!H4"]


def test_a_finding_about_no_cell_is_listed_and_marks_none():
    content = mark(a_return(), a_finding("", sheet=""))
    assert parts(content)["xl/worksheets/sheet1.xml"] == parts(a_return())["xl/worksheets/sheet1.xml"]
    assert any(row[:2] == ["Must be fixed", "The whole file"] for row in rows(content))


def test_a_column_of_hundreds_of_mistakes_is_capped_and_says_how_many_more_there_are():
    many = [a_finding(f"H{row}", row=row) for row in range(4, 404)]
    marks = marks_for([*many, a_finding("I9", row=6)])
    assert len(marks.cells) == MOST_IN_A_COLUMN + 1
    assert marks.not_listed == (
        "350 more findings in column H of the sheet Figures are not marked or listed. Often one mistake makes many: "
        "put right those marked, send the workbook again, and we look at the rest.",
    )
    assert any("350 more findings in column H" in str(row) for row in rows(mark(a_return(), *many)))


# What is left as it was


@pytest.mark.parametrize("content", [a_return(), as_sent()], ids=["saved by openpyxl", "as we sent it"])
def test_every_part_we_have_no_business_in_is_passed_on_byte_for_byte(content):
    before, after = parts(content), parts(mark(content, a_finding()))
    touched = {name for name in before if after.get(name) != before[name]}
    assert touched == {
        "[Content_Types].xml",
        "xl/workbook.xml",
        "xl/_rels/workbook.xml.rels",
        "xl/styles.xml",
        "xl/worksheets/sheet1.xml",
    }


def test_a_marked_sheet_keeps_its_cells_validation_protection_and_widths():
    def element(content: bytes, name: str) -> bytes:
        sheet = etree.fromstring(parts(content)["xl/worksheets/sheet1.xml"])
        return etree.tostring(sheet.find(f"{{*}}{name}"), method="c14n")

    content = as_sent()
    after = mark(content, a_finding())
    for name in ("sheetData", "dataValidations", "cols", "sheetProtection", "sheetViews", "pageSetup"):
        assert element(after, name) == element(content, name)


def test_a_hidden_sheet_a_property_and_the_names_are_kept():
    book = load_workbook(BytesIO(mark(a_return(), a_finding())))
    assert book[layout.IDENTITY].sheet_state == "veryHidden"
    assert book.custom_doc_props[layout.REFERENCE_PROPERTY].value == "2023-24 Q1 COUNCIL"
    assert layout.REFERENCE_NAME in book.defined_names
    assert book.active.title == "Figures"


def test_a_workbook_that_has_a_sheet_of_that_name_keeps_it():
    content = a_return(lambda book: book.create_sheet(WHAT_WE_FOUND).append(["Mine"]))
    book = load_workbook(BytesIO(mark(content, a_finding())))
    assert book[WHAT_WE_FOUND]["A1"].value == "Mine"
    assert book.sheetnames[-1] == f"{WHAT_WE_FOUND} (2)"
    again = load_workbook(BytesIO(mark(saved(book), a_finding())))
    assert again.sheetnames == book.sheetnames


def test_the_senders_comments_are_kept_and_ours_follows_theirs_on_the_same_cell():
    def comments(book: Workbook) -> None:
        book["Figures"]["H4"].comment = Comment("From the new system", "Sam")
        book["Figures"]["B4"].comment = Comment("Is this the right definition?", "Sam")

    content = a_return(comments)
    once = mark(content, a_finding())
    sheet = load_workbook(BytesIO(once))["Figures"]
    assert sheet["B4"].comment.text == "Is this the right definition?"
    assert sheet["H4"].comment.text.startswith(f"From the new system\n\n{COMMENT_BEGINS}MUST BE FIXED")
    assert mark(once, a_finding()) == once
    clean = load_workbook(BytesIO(mark(once)))["Figures"]
    assert (clean["H4"].comment.text, clean["H4"].comment.author) == ("From the new system", "Sam")
    assert clean["B4"].comment.text == "Is this the right definition?"


# When it comes again


def test_a_marked_workbook_reads_exactly_as_the_one_that_was_sent():
    content = a_return()
    findings = [a_finding(), a_finding("H5", Severity.QUERY, 2)]
    assert read_return(NAME, mark(content, *findings)) == read_return(NAME, content)


def test_marking_a_marked_workbook_replaces_our_marks():
    once = mark(a_return(), a_finding(), a_finding("H5", Severity.QUERY, 2))
    assert mark(once, a_finding(), a_finding("H5", Severity.QUERY, 2)) == once
    other = load_workbook(BytesIO(mark(once, a_finding("H6", row=3))))
    commented = [cell.coordinate for row in other["Figures"].iter_rows() for cell in row if cell.comment]
    assert commented == ["H6"]
    assert other.sheetnames.count(WHAT_WE_FOUND) == 1


def test_our_marks_are_known_again_after_another_program_has_saved_them_and_the_sheet_was_renamed_and_moved():
    book = load_workbook(BytesIO(mark(a_return(), a_finding())))
    sheet = book[WHAT_WE_FOUND]
    book.move_sheet(sheet, -4)
    sheet.title = "Their list"
    book.defined_names[layout.MARKS_NAME].attr_text = "'Their list'!$A$1"  # which spreadsheet programs do by themselves
    again = load_workbook(BytesIO(mark(saved(book), a_finding("H5", row=2))))
    assert again.sheetnames == [name for name in book.sheetnames if name != "Their list"] + [WHAT_WE_FOUND]
    figures = again["Figures"]
    assert [cell.coordinate for row in figures.iter_rows() for cell in row if cell.comment] == ["H5"]
    assert figures.print_title_rows == book["Figures"].print_title_rows


def test_a_file_that_went_back_goes_back_under_the_same_name():
    assert marked_name("C:\\returns\\figures.csv") == "figures (checked).xlsx"
    assert marked_name("figures (checked).xlsx") == "figures (checked).xlsx"


# What strangers send


HOSTILE = (
    '=cmd|"/c calc"!A1',
    "=HYPERLINK(\"http://evil.example\",\"click\")",
    "+1+1",
    "@SUM(1)",
    "-2+3",
    "<script>&amp;]]></t></is></c>",
    "\x00\x08 bell \ud800",
    "_x0041_ and _x000D_",
    "a" * 40_000,
)  # fmt: skip


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_what_was_typed_is_shown_and_never_run(text):
    finding = a_finding(found=text, subject=text, expected=text, remedy=text)
    content = mark(a_return(), finding, read_back=(text,), opening=(text,), receipt=((text, text),), title=text)
    book = load_workbook(BytesIO(content))
    cells = [cell for row in book[WHAT_WE_FOUND].iter_rows() for cell in row if cell.value is not None]
    assert {cell.data_type for cell in cells} <= {"s", "inlineStr"}
    assert not any(b"<f>" in part for name, part in parts(content).items() if name.endswith("sheet6.xml"))
    assert COMMENT_BEGINS in book["Figures"]["H4"].comment.text
    assert read_return(NAME, content) == read_return(NAME, a_return())


def test_a_sheet_with_a_quote_in_its_name_is_linked_to():
    def rename(book: Workbook) -> None:
        book["Figures"].title = "Sam's & <figures>"

    content = mark(a_return(rename), a_finding(sheet="Sam's & <figures>"))
    sheet = load_workbook(BytesIO(content))[WHAT_WE_FOUND]
    links = [cell.hyperlink.location for row in sheet.iter_rows() for cell in row if cell.hyperlink]
    assert links == ["'Sam''s & <figures>'!H4"]


def test_a_workbook_we_cannot_edit_is_made_again_from_what_was_read():
    def with_broken_comments(content: bytes) -> bytes:
        made = BytesIO()
        with ZipFile(made, "w") as archive:
            for name, part in parts(content).items():
                archive.writestr(name, b"<broken" if "comments/comment" in name else part)
        return made.getvalue()

    def comment(book: Workbook) -> None:
        book["Figures"]["B4"].comment = Comment("Mine", "Sam")

    content = with_broken_comments(a_return(comment))
    made = marked(NAME, content, what_was_found(a_finding()))
    assert not made.is_their_own
    again = read_return("other.xlsx", made.content)
    assert again.reference == "2023-24 Q1 COUNCIL"
    assert [row.value for row in again.figures] == [row.value for row in read_return(NAME, content).figures]


CSV = b"Code,Period,Unit,This quarter,Note\nEV,2023-24 Q1,%,812,=1+1\nUC,2023-24 Q1,%,12%,ok\n"


def test_a_csv_becomes_a_workbook_with_the_same_rows_in_the_same_cells_that_can_be_sent_back():
    name = "a [very] long: name of a file for 2023-24 Q1 COUNCIL.csv"
    sent = read_return(name, CSV)
    finding = a_finding("D2", sheet=sent.figures[0].where.sheet)
    made = marked(name, CSV, what_was_found(finding))
    book = load_workbook(BytesIO(made.content))
    sheet = book.worksheets[0]
    assert (sheet["D2"].value, sheet["E2"].value, sheet["E2"].data_type) == ("812", "=1+1", "s")
    assert sheet["D2"].comment.text.startswith(COMMENT_BEGINS)
    assert any("your kind of file cannot hold marks" in str(row) for row in rows(made.content))
    back = read_return("back.xlsx", made.content)
    assert back.reference == "2023-24 Q1 COUNCIL"
    assert [replace(row, where=sent.figures[0].where) for row in back.figures] == [
        replace(row, where=sent.figures[0].where) for row in sent.figures
    ]
