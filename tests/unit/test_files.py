"""One door for every form: what people send, in the forms that programs other than ours give it."""

import zipfile
from decimal import Decimal
from io import BytesIO

import pytest

from lsp_core.errors import ReturnRefusedError
from lsp_core.findings import Severity
from lsp_core.returns.cells import MOST_TEXT
from lsp_core.returns.files import read_grid
from lsp_core.returns.grid import MOST_ROWS
from lsp_core.returns.reading import read_return
from lsp_core.returns.rows import Reading

SPACES = " ".join(
    f'xmlns:{short}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
    for short, name in (
        ("office", "office"),
        ("table", "table"),
        ("text", "text"),
        ("style", "style"),
        ("number", "datastyle"),
        ("meta", "meta"),
    )
)
MIMETYPE = "application/vnd.oasis.opendocument.spreadsheet"
HEADINGS = "<table:table-row>" + "".join(
    f'<table:table-cell office:value-type="string"><text:p>{heading}</text:p></table:table-cell>'
    for heading in ("Code", "Period", "This quarter", "Note")
)
HEADINGS += "</table:table-row>"


def ods(rows: str, styles: str = "", style: str = "", mimetype: str = MIMETYPE, **parts: str) -> bytes:
    """A spreadsheet of one sheet, as LibreOffice writes them."""
    body = f'<table:table table:name="Figures" table:style-name="{style}">{rows}</table:table>'
    content = (
        f"<office:document-content {SPACES}><office:automatic-styles>{styles}</office:automatic-styles>"
        f"<office:body><office:spreadsheet>{body}</office:spreadsheet></office:body></office:document-content>"
    )
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in {"mimetype": mimetype, "content.xml": content, **parts}.items():
            archive.writestr(name, text)
    return out.getvalue()


def row(code: str, figure: str, note: str = "") -> str:
    return (
        f"<table:table-row><table:table-cell><text:p>{code}</text:p></table:table-cell>"
        f"<table:table-cell><text:p>2023-24 Q1</text:p></table:table-cell>{figure}"
        f"<table:table-cell><text:p>{note}</text:p></table:table-cell></table:table-row>"
    )


def box(kind: str, value: str, shown: str, more: str = "") -> str:
    return (
        f'<table:table-cell office:value-type="{kind}" office:value="{value}" {more}><text:p>{shown}</text:p>'
        "</table:table-cell>"
    )


def read_box(figure: str, styles: str = "") -> tuple[Decimal | None, list[str]]:
    reading = read_return("figures.ods", ods(HEADINGS + row("EV", figure), styles))
    return reading.figures[0].value, [finding.rule for finding in reading.findings]


THOUSANDS = (
    '<number:number-style style:name="N1"><number:number number:display-factor="1000"/></number:number-style>'
    '<style:style style:name="ce1" style:family="table-cell" style:data-style-name="N1"/>'
)


@pytest.mark.parametrize(
    ("figure", "value", "rules"),
    [
        (box("float", "74.3", "74.3"), "74.3", []),
        (box("float", "12.299999999999999", "12"), "12.3", []),
        (box("percentage", "0.12", "12%"), "12", []),
        (box("currency", "1204", "£1,204"), "1204", []),
        ("<table:table-cell><text:p>1,204 (p)</text:p></table:table-cell>", "1204", []),
        ("<table:table-cell/>", None, []),
        (box("date", "", "1 Feb", 'office:date-value="2023-02-01"'), None, ["READ-010"]),
        (box("time", "", "12:30", 'office:time-value="PT12H30M00S"'), None, ["READ-010"]),
        (box("boolean", "", "TRUE", 'office:boolean-value="true"'), None, ["READ-017"]),
        (box("string", "", "#DIV/0!"), None, ["READ-011"]),
        ('<table:table-cell table:formula="of:=[.A1]+1"/>', None, ["READ-012"]),
        (box("float", "1204000", "1204", 'table:style-name="ce1"'), None, ["READ-015"]),
        (box("float", "1e400", "Inf"), None, ["READ-011"]),
        ("<table:table-cell><office:annotation><text:p>99</text:p></office:annotation></table:table-cell>", None, []),
    ],
)
def test_a_box_of_an_open_document_is_read_as_the_same_box_of_a_workbook(figure, value, rules):
    assert read_box(figure, THOUSANDS) == (value and Decimal(value), rules)


def test_repeated_rows_and_cells_are_counted_and_not_made():
    empty = '<table:table-row table:number-rows-repeated="4"><table:table-cell/></table:table-row>'
    tail = '<table:table-row table:number-rows-repeated="1048000"><table:table-cell/></table:table-row>'
    reading = read_return("figures.ods", ods(HEADINGS + empty + row("EV", box("float", "74", "74")) + tail))
    assert str(reading.figures[0].where) == "Figures!C6"


@pytest.mark.parametrize(
    "far",
    [
        f'<table:table-row table:number-rows-repeated="{MOST_ROWS}"><table:table-cell><text:p>x</text:p>'
        "</table:table-cell></table:table-row>",
        f'<table:table-row table:number-rows-repeated="{MOST_ROWS * 50}"><table:table-cell/></table:table-row>'
        "<table:table-row><table:table-cell><text:p>x</text:p></table:table-cell></table:table-row>",
    ],
)
def test_a_far_row_of_an_open_document_is_refused_by_name(far):
    with pytest.raises(ReturnRefusedError, match="Sheet Figures goes further down than row 20,000"):
        read_return("figures.ods", ods(HEADINGS + far))


def test_a_hidden_sheet_of_an_open_document_is_not_read():
    style = (
        '<style:style style:name="ta1" style:family="table"><style:table-properties table:display="false"/>'
        "</style:style>"
    )
    with pytest.raises(ReturnRefusedError, match="cannot find the figures"):
        read_return("figures.ods", ods(HEADINGS + row("EV", box("float", "74", "74")), style, style="ta1"))


@pytest.mark.parametrize(
    ("content", "rule"),
    [
        (ods("", mimetype="application/vnd.oasis.opendocument.text"), "READ-033"),
        (ods("", **{"META-INF/manifest.xml": "<m:file-entry><m:encryption-data/></m:file-entry>"}), "READ-035"),
        (ods("", **{"Basic/Standard/Module1.xml": "<x/>"}), "READ-036"),
        (ods("<table:table-row>"), "READ-038"),
        (ods('<table:table-row table:number-rows-repeated="many"/>'), "READ-038"),
        (ods("<!DOCTYPE x>"), "READ-040"),
        (ods(""), "READ-044"),
        (ods(HEADINGS), "READ-045"),
    ],
)
def test_an_open_document_that_is_no_return_is_refused_by_its_rule(content, rule):
    with pytest.raises(ReturnRefusedError) as refused:
        read_return("figures.ods", content)
    assert refused.value.rule == rule


def test_an_open_document_cannot_fill_the_memory_with_one_text_in_every_cell():
    long = "x" * 30_000
    cells = "".join(
        f"<table:table-row><table:table-cell><text:p>{n}{long}</text:p></table:table-cell></table:table-row>"
        for n in range(MOST_TEXT // len(long) + 1)
    )
    with pytest.raises(ReturnRefusedError) as refused:
        read_grid("figures.ods", ods(cells))
    assert refused.value.rule == "READ-039"


def test_a_part_whose_name_has_lost_its_case_is_refused_as_damage():
    with pytest.raises(ReturnRefusedError) as refused:
        read_grid("figures.ods", ods("").replace(b"mimetype", b"mimetyPe"))
    assert refused.value.rule == "READ-037"


def test_a_row_within_a_cell_is_refused_because_nobody_can_say_which_row_is_which():
    row = "<table:table-row>{}</table:table-row>".format
    cell = "<table:table-cell>{}</table:table-cell>".format
    with pytest.raises(ReturnRefusedError) as refused:
        read_grid("figures.ods", ods(row(cell(row(cell("<text:p>Code</text:p>"))))))
    assert refused.value.rule == "READ-038"


def read_csv(text: str) -> Reading:
    return read_return("figures.csv", text.encode())


@pytest.mark.parametrize("first", ["sep=;\r\n", "SEP=;\n", '"sep=;"\r\n', "sep=;\r"])
def test_the_line_in_which_excel_names_the_separator_is_understood_and_is_no_row(first):
    reading = read_csv(f"{first}Code;Period;This quarter;Note\nEV;2023-24 Q1;74.3;one, two\n")
    (figure,) = reading.figures
    assert (figure.value, str(figure.where), figure.note) == (Decimal("74.3"), "figures.csv!C2", "one, two")


@pytest.mark.parametrize(
    "line",
    ["EV,2023-24 Q1,1,204,", "EV,2023-24 Q1,1,204,checked", "EV,2023-24 Q1,1,204", "EV,2023-24 Q1,£1,204,300,"],
)
def test_a_number_that_its_own_comma_has_split_is_asked_about(line):
    reading = read_csv(f"Code,Period,This quarter,Note\nUC,2023-24 Q1,12,fine\n{line}\n")
    uc, ev = reading.figures
    assert (uc.value, ev.value) == (Decimal(12), None)
    assert [(f.rule, str(f.where), f.severity) for f in reading.findings] == [
        ("READ-021", "figures.csv!C3", Severity.ERROR)
    ]


def test_a_comma_in_a_note_does_not_make_the_figure_doubtful():
    (figure,) = read_csv("Code,Period,This quarter,Note\nEV,2023-24 Q1,74,checked, and signed\n").figures
    assert figure.value == Decimal(74)


@pytest.mark.parametrize(
    ("headings", "line"),
    [
        ("Code,Unit,Period,Our remark,This quarter,Note", "EV,per 100,000 people,2023-24 Q1,99,4\u200b,"),
        ("Code,Period,This quarter,Unit,Note", "EV,2023-24 Q1,1,204 vehicles,vehicles,fine"),
        ("Code,Period,This quarter,Note", "EV,2023-24 Q1,1,204 vehicles,fine"),
        ("Code,Period,This quarter,Note", "EV,2023-24 Q1,1,204 (p),fine"),
        ("Code,Period,Our remark,This quarter,Note", "EV,2023-24 Q1,fine, but 5 late,74,"),
        ("Code,Period,This quarter,Numerator,Denominator,Note", "EV,2023-24 Q1,25,1,204,300,"),
        ("Code;Indicator;This quarter;Period", "EV;Homes; by area;2023-24 Q1;74"),
    ],
)
def test_a_row_with_more_boxes_than_headings_is_asked_about_where_its_figure_may_have_moved(headings, line):
    reading = read_csv(f"{headings}\n{line}\n")
    assert [figure.value for figure in reading.figures] == [None]
    assert {f.rule for f in reading.findings} == {"READ-021"}
    assert all(f.where.address.endswith("2") for f in reading.findings)


@pytest.mark.parametrize("line", ['EV,2023-24 Q1,74,"not closed', 'EV,2023-24 Q1,74,"a "quoted" word"'])
def test_quotation_marks_that_do_not_pair_up_are_refused_by_their_line_and_swallow_nothing(line):
    with pytest.raises(ReturnRefusedError, match="quotation marks in line") as refused:
        read_csv(f"Code,Period,This quarter,Note\n{line}\nUC,2023-24 Q1,12,fine\n")
    assert refused.value.rule == "READ-043"


def test_two_columns_of_one_heading_that_differ_are_asked_about_and_are_not_when_they_agree():
    reading = read_csv("Code,Period,This quarter,Value\nEV,2023-24 Q1,74,75\nUC,2023-24 Q1,12,12\n")
    ev, uc = reading.figures
    assert (ev.value, uc.value) == (None, Decimal(12))
    assert [(f.rule, f.found) for f in reading.findings] == [("READ-022", "74 / 75")]


@pytest.mark.parametrize(
    ("figure", "value"), [("1.204", None), ("12.5", Decimal("12.5")), ("1204", Decimal(1204)), ("12,5", None)]
)
def test_between_semicolons_a_number_that_may_be_european_is_asked_about(figure, value):
    (read,) = read_csv(f"Code;Period;This quarter\nEV;2023-24 Q1;{figure}\n").figures
    assert read.value == value


def test_a_mark_of_utf_8_before_text_that_is_not_utf_8_hides_no_heading():
    content = b"\xef\xbb\xbfCode,Period,This quarter,Note\nEV,2023-24 Q1,74,caf\xe9\n"
    (figure,) = read_return("figures.csv", content).figures
    assert (figure.value, figure.note) == (Decimal(74), "café")
