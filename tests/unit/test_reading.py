"""Workbooks filled in and mishandled as people do, then read back."""

import csv
import re
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from io import BytesIO, StringIO

import pytest
from openpyxl import Workbook, load_workbook

from lsp_core.findings import Severity
from lsp_core.observations import Vintage
from lsp_core.periods import Quarter
from lsp_core.requests.workbook import request_workbook
from lsp_core.returns.reading import read_return
from lsp_core.returns.rows import Reading, RowKind
from tests.factories import a_plan, a_request, an_observation, known
from tests.unit.test_safety import with_part

NAME = "ANYTOWN-2023-24-Q1-COUNCIL.xlsx"
FIGURE, VINTAGE, NOTE = "This quarter – fill in", "Final or provisional – fill in", "Note – fill in"
HISTORY = known(an_observation("EV", Quarter(2022, 4), "70.2"), an_observation("EV", Quarter(2022, 3), "66"))


def workbook(partner: str = "COUNCIL", observations=HISTORY) -> Workbook:
    return load_workbook(BytesIO(request_workbook(a_plan(), a_request(partner), observations, {})))


def saved(book: Workbook) -> bytes:
    content = BytesIO()
    book.save(content)
    return content.getvalue()


def cell(sheet, code: str, heading: str):
    """The cell in the row of a code under a heading, wherever both now are."""
    headings = next(row for row in sheet.iter_rows() if any(c.value == "Code" for c in row))
    columns = {c.value: c.column for c in headings}
    row = next(c.row for c in (row[columns["Code"] - 1] for row in sheet.iter_rows()) if c.value == code)
    return sheet.cell(row, columns[heading])


def read_with(fill: Callable[[Workbook], None], partner: str = "COUNCIL") -> Reading:
    book = workbook(partner)
    fill(book)
    return read_return(NAME, saved(book))


def read_figure(value, number_format: str | None = None, code: str = "EV") -> tuple:
    """The row and the findings for one figure typed into the workbook."""

    def fill(book):
        box = cell(book["Figures"], code, FIGURE)
        box.value = value
        if number_format:
            box.number_format = number_format

    reading = read_with(fill)
    return row_of(reading, code), reading.findings


def row_of(reading: Reading, code: str):
    return next(row for row in reading.figures if row.measure == code)


def test_a_workbook_sent_back_untouched_is_a_row_of_blanks_for_each_figure():
    reading = read_return(NAME, request_workbook(a_plan(), a_request(), HISTORY, {}))
    assert [(row.measure, row.period, row.is_blank) for row in reading.figures] == [
        ("EV", "2023-24 Q1", True),
        ("UC", "2023-24 Q1", True),
        ("ULEV", "2023-24 Q1", True),
    ]
    assert reading.findings == ()
    assert reading.resources[0].typed == "budget 400000"


def test_what_a_person_fills_in_is_what_is_read():
    def fill(book):
        figures, resources = book["Figures"], book["Resources"]
        cell(figures, "EV", FIGURE).value = 74.3
        cell(figures, "EV", VINTAGE).value = "provisional"
        cell(figures, "EV", NOTE).value = "Two sites opened."
        cell(figures, "UC", FIGURE).value = "nil"
        cell(figures, "ULEV", VINTAGE).value = "not available"
        cell(figures, "ULEV", NOTE).value = "Published on 25 July."
        for heading, amount in (("Spend to date (£)", 98000), ("Forecast for the year (£)", "£395,000")):
            cell(resources, "F-EV", f"{heading} – fill in").value = amount
        cell(resources, "F-EV", "Full-time equivalent staff – fill in").value = 3.5

    reading = read_with(fill)
    ev, uc, ulev = reading.figures
    assert (ev.value, ev.vintage, ev.note, str(ev.where)) == (
        Decimal("74.3"),
        Vintage.PROVISIONAL,
        "Two sites opened.",
        "Figures!H4",
    )
    assert (uc.value, uc.vintage) == (Decimal(0), Vintage.FINAL)
    assert (ulev.value, ulev.vintage, ulev.is_blank) == (None, Vintage.NOT_AVAILABLE, False)
    fund = reading.resources[0]
    assert (fund.fund, fund.budget, fund.spend_to_date, fund.forecast, fund.fte) == (
        "F-EV",
        Decimal(400000),
        Decimal(98000),
        Decimal(395000),
        Decimal("3.5"),
    )
    assert fund.typed == "budget 400000, spend to date 98000, forecast £395,000, staff 3.5"
    assert reading.findings == ()


def test_counts_are_read_beside_the_figure():
    def fill(book):
        cell(book["Figures"], "AE4H", "Numerator – fill in").value = "7,412"
        cell(book["Figures"], "AE4H", "Denominator – fill in").value = 10000

    row = row_of(read_with(fill, "TRUST"), "AE4H")
    assert (row.numerator, row.denominator, row.value) == (Decimal(7412), Decimal(10000), None)


def test_a_correction_is_a_row_and_an_untouched_line_of_that_sheet_is_not():
    def fill(book):
        sheet = book["Corrections"]
        cell(sheet, "EV", "Corrected figure – fill in").value = 71
        cell(sheet, "EV", "Reason – fill in").value = "Two sites were counted twice."

    corrections = [row for row in read_with(fill).figures if row.kind is RowKind.CORRECTION]
    assert [(row.measure, row.period, row.value, row.note) for row in corrections] == [
        ("EV", "2022-23 Q4", Decimal(71), "Two sites were counted twice.")
    ]


def test_rows_are_numbered_once_over_all_sheets():
    def fill(book):
        cell(book["Corrections"], "EV", "Corrected figure – fill in").value = 71

    reading = read_with(fill)
    numbers = [row.row for row in (*reading.figures, *reading.resources)]
    assert len(set(numbers)) == len(numbers)


@pytest.mark.parametrize(
    ("typed", "number_format", "value", "shown"),
    [
        (0.1 + 0.2, None, "0.3", "0.3"),
        (12.299999999999999, None, "12.3", "12.3"),
        (1204, "#,##0", "1204", "1204"),
        ("1,204", None, "1204", "1,204"),
        ("1204 (p)", None, "1204", "1204 (p)"),
    ],
)
def test_a_number_is_read_as_the_cell_shows_it(typed, number_format, value, shown):
    row, findings = read_figure(typed, number_format)
    assert (row.value, row.typed, row.readable) == (Decimal(value), shown, True)
    assert findings == ()


@pytest.mark.parametrize(
    ("typed", "number_format"), [(0.123, "0.0%"), (0.123, "0%"), (12.3, "General"), ("12.3%", "General"), ("12.3", "@")]
)
def test_a_percentage_is_the_same_in_a_percent_cell_or_out_of_one(typed, number_format):
    row, findings = read_figure(typed, number_format, code="UC")
    assert row.value == Decimal("12.3")
    assert findings == ()


@pytest.mark.parametrize(
    ("typed", "number_format", "rule"),
    [
        ("<5", None, "READ-003"),
        (date(2023, 2, 1), None, "READ-010"),
        ("#REF!", None, "READ-011"),
        ("=1204+3", None, "READ-012"),
        (0.123, "0.0%", "READ-009"),
        (1204000, "#,##0,", "READ-015"),
        (True, None, "READ-017"),
        (1e30, None, "READ-018"),
    ],
)
def test_a_cell_that_holds_no_plain_figure_holds_back_its_row_and_no_other(typed, number_format, rule):
    row, findings = read_figure(typed, number_format)
    assert (row.value, row.readable) == (None, False)
    (finding,) = findings
    assert (finding.rule, finding.severity, finding.row, str(finding.where)) == (
        rule,
        Severity.ERROR,
        row.row,
        "Figures!H4",
    )
    assert finding.subject == "Measure EV, April to June 2023"
    assert finding.found == row.typed
    assert "{" not in finding.remedy + finding.expected


def test_a_formula_with_its_answer_is_a_figure():
    book = workbook()
    cell(book["Figures"], "EV", FIGURE).value = "=70+4"
    content = with_answer_saved(saved(book), b"70+4", b"74")
    assert row_of(read_return(NAME, content), "EV").value == Decimal(74)


def with_answer_saved(content: bytes, formula: bytes, answer: bytes) -> bytes:
    """As Excel saves it: openpyxl writes a formula without its answer."""
    written = b"<f>" + re.escape(formula) + b"</f><v ?/?>(</v>)?"
    saved_with = b"<f>" + formula + b"</f><v>" + answer + b"</v>"
    return with_part(content, "sheet1.xml", lambda part: re.sub(written, saved_with, part))


def test_an_unknown_word_for_how_settled_a_figure_is_is_asked_about():
    def fill(book):
        cell(book["Figures"], "EV", FIGURE).value = 74
        cell(book["Figures"], "EV", VINTAGE).value = "draft"

    reading = read_with(fill)
    assert row_of(reading, "EV").vintage is Vintage.PROVISIONAL
    assert [(f.rule, f.severity, f.found) for f in reading.findings] == [("READ-014", Severity.QUERY, "draft")]


def shuffled(book: Workbook) -> None:
    """Rows in another order."""
    sheet = book["Figures"]
    rows = [[c.value for c in row] for row in sheet.iter_rows(min_row=4)]
    for number, values in enumerate(reversed(rows), start=4):
        for column, value in enumerate(values, start=1):
            sheet.cell(number, column).value = value


def with_columns(book: Workbook) -> None:
    book["Figures"].insert_cols(3, 2)
    book["Figures"]["C3"] = "Our own remarks"


def with_rows(book: Workbook) -> None:
    book["Figures"].insert_rows(1, 4)
    book["Figures"]["A1"] = "Checked by the head of service"


def renamed(book: Workbook) -> None:
    book["Figures"].title = "Q1 figures FINAL (2)"


def moved(book: Workbook) -> None:
    book.move_sheet("Figures", 3)


def shouted(book: Workbook) -> None:
    for heading in book["Figures"][3]:
        heading.value = str(heading.value).upper().replace(" – FILL IN", "")


def with_a_total(book: Workbook) -> None:
    book["Figures"]["B7"] = "Total"
    book["Figures"]["H7"] = 1278.3


def with_gaps(book: Workbook) -> None:
    book["Figures"].insert_rows(5, 2)


def without_the_unit(book: Workbook) -> None:
    book["Figures"].delete_cols(3)


def with_another_sheet_in_front(book: Workbook) -> None:
    book.create_sheet("Workings", 0).append(["Site", "Charging points"])


MISHANDLED = [
    shuffled,
    with_columns,
    with_rows,
    renamed,
    moved,
    shouted,
    with_a_total,
    with_gaps,
    without_the_unit,
    with_another_sheet_in_front,
]


@pytest.mark.parametrize("mishandle", MISHANDLED)
def test_figures_are_found_by_code_and_heading_wherever_they_have_gone(mishandle):
    def fill(book):
        cell(book["Figures"], "EV", FIGURE).value = 74.3
        cell(book["Figures"], "ULEV", FIGURE).value = 1204
        mishandle(book)

    reading = read_with(fill)
    figures = {row.measure: (row.period, row.value) for row in reading.figures}
    assert figures == {
        "EV": ("2023-24 Q1", Decimal("74.3")),
        "UC": ("2023-24 Q1", None),
        "ULEV": ("2023-24 Q1", Decimal(1204)),
    }
    assert reading.reference == "2023-24 Q1 COUNCIL"
    assert reading.findings == ()


def test_a_row_of_the_senders_own_with_a_figure_and_no_code_is_asked_about():
    def fill(book):
        book["Figures"]["B7"] = "Bus passengers"
        book["Figures"]["H7"] = 12

    (finding,) = read_with(fill).findings
    assert (finding.rule, finding.severity, finding.subject, str(finding.where)) == (
        "READ-013",
        Severity.QUERY,
        "Bus passengers",
        "Figures!H7",
    )


def test_a_sheet_the_sender_has_hidden_is_not_read():
    def fill(book):
        copy = book.copy_worksheet(book["Figures"])
        cell(copy, "EV", FIGURE).value = 1
        copy.sheet_state = "hidden"

    assert [row.is_blank for row in read_with(fill).figures] == [True, True, True]


def test_codes_are_upper_case_and_periods_in_one_spelling():
    content = b"Code,Period,This quarter\nev,2023/24 q1,74\nuc,last spring,9\n"
    ev, uc = read_return(NAME, content).figures
    assert (ev.measure, ev.period) == ("EV", "2023-24 Q1")
    assert uc.period == "last spring"


def as_csv(book: Workbook, separator: str = ",") -> str:
    """The first sheet, as spreadsheet programs save it: what the cells show."""
    text = StringIO(newline="")
    writer = csv.writer(text, delimiter=separator)
    for row in book["Figures"].iter_rows(values_only=True):
        writer.writerow(["" if v is None or str(v).startswith("=") else v for v in row])
    return text.getvalue()


@pytest.mark.parametrize("separator", [",", ";", "\t", "|"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_a_csv_file_reads_the_same_in_every_encoding_and_separator(encoding, separator):
    book = workbook()
    cell(book["Figures"], "EV", FIGURE).value = 74.3
    cell(book["Figures"], "EV", NOTE).value = "Cost £5; “two” sites, café"
    cell(book["Figures"], "UC", FIGURE).value = "12.3%"
    reading = read_return("ANYTOWN-2023-24-Q1-COUNCIL.csv", as_csv(book, separator).encode(encoding))
    ev, uc, _ = reading.figures
    assert (ev.value, ev.note) == (Decimal("74.3"), "Cost £5; “two” sites, café")
    assert (uc.value, str(ev.where)) == (Decimal("12.3"), "ANYTOWN-2023-24-Q1-COUNCIL.csv!H4")
    assert reading.reference == "2023-24 Q1 COUNCIL"
    assert reading.findings == ()


@pytest.mark.parametrize(
    ("rows", "value"),
    [
        ("EV;2023-24 Q1;1,204\nUC;2023-24 Q1;9.5\n", Decimal(1204)),
        ("EV;2023-24 Q1;1,204\nUC;2023-24 Q1;9,5\n", None),
        ("EV;2023-24 Q1;1,204\nUC;2023-24 Q1;9\n", None),
    ],
)
def test_a_comma_between_semicolons_is_thousands_only_where_decimals_are_seen_to_have_points(rows, value):
    reading = read_return("x.csv", f"Code;Period;This quarter\n{rows}".encode())
    assert row_of(reading, "EV").value == value


def test_a_file_that_does_not_say_which_request_it_answers_is_still_read():
    reading = read_return("figures.csv", b"Code,Period,This quarter\nEV,2023-24 Q1,74\n")
    assert (reading.reference, reading.figures[0].value) == ("", Decimal(74))


def test_ten_per_cent_in_a_percent_cell_is_a_plain_ten():
    row, _ = read_figure(0.1, "0%", code="UC")
    assert (str(row.value), row.typed) == ("10", "10%")


def test_a_very_long_answer_is_not_quoted_whole():
    row, (finding,) = read_figure("We are still waiting for the supplier. " * 500)
    assert len(finding.found) < 100
    assert row.typed == finding.found
