from datetime import date
from decimal import Decimal
from io import BytesIO
from zipfile import ZipFile

import pytest
from openpyxl import load_workbook

from lsp_core.observations import ResourceObservation, Vintage
from lsp_core.periods import Quarter
from lsp_core.requests.workbook import request_workbook, workbook_name
from lsp_core.returns.reading import read_return, reference_in
from tests.factories import Q1, Q2, a_measure, a_plan, a_request, an_observation, at, known

LARGEST = 100_000  # bytes: mail systems and data officers both mind


def last_year(measure: str = "EV", **values: str):
    """Final figures for quarters of 2022-23: `last_year(q1="60")`."""
    return [an_observation(measure, Quarter(2022, int(q[1])), value) for q, value in values.items()]


def opened(content: bytes):
    return load_workbook(BytesIO(content))


def table(sheet, header_row: int = 3) -> list[dict]:
    """The rows of a sheet by their headings."""
    headings, *rows = sheet.iter_rows(min_row=header_row, values_only=True)
    return [dict(zip(headings, row, strict=True)) for row in rows]


def figures(*observations, partner: str = "COUNCIL", quarter=Q1, plan=None) -> list[dict]:
    plan = plan or a_plan()
    content = request_workbook(plan, a_request(partner, quarter, plan), known(*observations), {})
    return table(opened(content)["Figures"])


def test_the_sheets_stand_in_the_order_they_are_filled_in_and_the_last_cannot_be_seen():
    book = opened(request_workbook(a_plan(), a_request(), {}, {}))
    assert book.sheetnames == ["Figures", "Resources", "Corrections", "Guidance", "_lsp"]
    assert book.active.title == "Figures"
    assert book["_lsp"].sheet_state == "veryHidden"


def test_a_partner_without_funds_gets_no_resources_sheet():
    plan = a_plan(funds=())
    assert "Resources" not in opened(request_workbook(plan, a_request(plan=plan), {}, {})).sheetnames


def test_a_partner_that_only_holds_a_fund_is_not_shown_an_empty_figures_sheet():
    plan = a_plan()
    measures = tuple(m for m in plan.measures if m.partner != "TRUST")
    without = a_plan(measures=measures)
    book = opened(request_workbook(without, a_request("TRUST", plan=without), {}, {}))
    assert book.sheetnames[0] == "Resources"


def test_the_same_request_makes_the_same_workbook_to_the_byte():
    observations = known(*last_year(q1="60", q4="70.25"))
    assert request_workbook(a_plan(), a_request(), observations, {}) == request_workbook(
        a_plan(), a_request(), dict(reversed(observations.items())), {}
    )


def test_it_is_dated_by_the_due_date_and_not_by_the_clock():
    book = opened(request_workbook(a_plan(), a_request(), {}, {}))
    assert book.properties.created.date() == date(2023, 7, 21)


def test_forty_figures_fit_in_an_e_mail():
    measures = tuple(a_measure(f"M{n}", indicator="I-EV", definition="How it is counted. " * 20) for n in range(40))
    plan = a_plan(measures=measures, targets=())
    assert len(request_workbook(plan, a_request(plan=plan), {}, {})) < LARGEST


def test_each_figure_stands_beside_the_last_one_and_last_years():
    ev = figures(*last_year(q1="60", q3="66", q4="70.25"))[0]
    assert ev["Code"] == "EV"
    assert ev["Period"] == "2023-24 Q1\n(April to June 2023)"
    assert (ev["Last figure"], ev["Last figure is for"], ev["Same time last year"]) == (70.25, "2022-23 Q4", 60)


def test_a_provisional_last_figure_says_so():
    ev = figures(an_observation("EV", Quarter(2022, 4), "70", vintage=Vintage.PROVISIONAL))[0]
    assert ev["Last figure is for"] == "2022-23 Q4 (provisional)"


def test_a_quarter_without_a_figure_does_not_hide_the_one_before():
    ev = figures(*last_year(q3="66"), an_observation("EV", Quarter(2022, 4), None))[0]
    assert (ev["Last figure"], ev["Last figure is for"]) == (66, "2022-23 Q3")


def test_a_measure_with_no_history_says_that_none_is_held():
    assert figures()[0]["Last figure"] == "none held"


def test_the_definition_and_which_way_is_good_stand_beside_the_box():
    uc = next(row for row in figures() if row["Code"] == "UC")
    assert uc["What we need"].split("\n")[:3] == ["Measure UC", "How UC is counted.", "Lower is better."]


def test_boxes_for_counts_come_only_when_a_figure_needs_them_and_are_named():
    assert "Numerator – fill in" not in figures()[0]
    trust = figures(partner="TRUST")[0]
    assert "Numerator – fill in" in trust
    assert "Numerator: people seen within four hours. Denominator: people who came." in trust["What we need"]


def test_a_figure_without_counts_beside_one_with_says_they_are_not_needed():
    plan = a_plan()
    trusts = tuple(m.model_copy(update={"partner": "TRUST"}) for m in plan.measures if m.code in ("EV", "AE4H"))
    rows = {row["Code"]: row for row in figures(partner="TRUST", plan=a_plan(measures=trusts))}
    assert rows["EV"]["Denominator – fill in"] == "not needed"
    assert rows["AE4H"]["Denominator – fill in"] is None


def test_only_the_boxes_can_be_typed_in_and_no_password_guards_the_rest():
    book = opened(request_workbook(a_plan(), a_request(), known(*last_year(q4="70")), {}))
    for name in ("Figures", "Resources", "Corrections"):
        sheet = book[name]
        assert sheet.protection.sheet
        assert not sheet.protection.password
        for heading, cell in zip(sheet[3], sheet[4], strict=True):
            assert cell.protection.locked is not heading.value.endswith("fill in"), f"{name}: {heading.value}"
            yellow = cell.fill.fgColor.rgb == "FFFFF7C2"
            assert yellow is heading.value.endswith("fill in"), f"{name}: {heading.value}"


def test_the_cursor_waits_in_the_first_box_to_fill_in():
    sheet = opened(request_workbook(a_plan(), a_request(), {}, {}))["Figures"]
    selected = sheet.sheet_view.selection[-1].activeCell
    assert sheet[selected].row == 4
    assert sheet.cell(3, sheet[selected].column).value == "This quarter – fill in"


def test_the_list_and_the_limits_help_rather_than_forbid():
    sheet = opened(request_workbook(a_plan(), a_request("TRUST"), {}, {}))["Figures"]
    by_cell = {str(rule.sqref): rule for rule in sheet.data_validations.dataValidation}
    figure = by_cell["H4"]
    assert (figure.type, figure.errorStyle) == ("decimal", "warning")
    assert (float(figure.formula1), float(figure.formula2)) == (0, 100)
    assert "from 0 to 100" in figure.error
    assert by_cell["K4"].formula1 == '"final,provisional,not available"'


def test_it_prints_on_landscape_a4_with_the_headings_on_every_page_and_nothing_merged():
    book = opened(request_workbook(a_plan(), a_request(), {}, {}))
    for name in ("Figures", "Resources", "Corrections"):
        sheet = book[name]
        assert (sheet.page_setup.orientation, int(sheet.page_setup.paperSize)) == ("landscape", 9)
        assert sheet.sheet_properties.pageSetUpPr.fitToPage
        assert sheet.page_setup.fitToHeight == 0, "as many pages down as it takes"
        assert sheet.print_title_rows == "$3:$3"
        assert not sheet.merged_cells.ranges


def test_a_note_that_begins_with_an_equals_sign_stays_a_note():
    plan = a_plan(measures=(a_measure("EV", definition='=HYPERLINK("http://example.org","click")'),), targets=())
    content = request_workbook(plan, a_request(plan=plan), {}, {})
    sheet = opened(content)["Figures"]
    formulas = [cell.coordinate for row in sheet for cell in row if cell.data_type == "f"]
    assert formulas == ["K4"], "only our own check is a formula"
    assert b"hyperlink" not in b"".join(ZipFile(BytesIO(content)).read(n) for n in ZipFile(BytesIO(content)).namelist())


def test_a_definition_too_long_for_a_cell_or_a_message_still_makes_a_workbook():
    long = a_measure("EV", definition="x" * 5000, numerator="n" * 400, denominator="d" * 400)
    plan = a_plan(measures=(long,), targets=())
    assert figures(plan=plan)[0]["Code"] == "EV"


def test_the_budget_is_pre_filled_as_last_reported_and_else_as_planned():
    def budget(resources) -> float:
        content = request_workbook(a_plan(), a_request(quarter=Q2), {}, resources)
        return table(opened(content)["Resources"])[0]["Year's budget (£) – fill in"]

    reported = ResourceObservation("F-EV", Q1, at(2023, 7, 20), "COUNCIL", Decimal(390000), None, None, None)
    assert budget({}) == 400000
    assert budget({("F-EV", Q1): reported}) == 390000


def test_corrections_offer_the_last_four_periods_as_we_hold_them_latest_first():
    observations = [
        *last_year(q1="60", q2="61", q3="62", q4="63"),
        an_observation("EV", Quarter(2021, 4), "59"),
        an_observation("UC", Quarter(2022, 4), None),
        an_observation("AE4H", Quarter(2022, 4), "70", partner="TRUST"),
    ]
    rows = table(opened(request_workbook(a_plan(), a_request(), known(*observations), {}))["Corrections"])
    held = [(row["Code"], row["Period"].split("\n")[0], row["We hold"]) for row in rows]
    assert held == [
        ("EV", "2022-23 Q4", 63),
        ("EV", "2022-23 Q3", 62),
        ("EV", "2022-23 Q2", 61),
        ("EV", "2022-23 Q1", 60),
        ("UC", "2022-23 Q4", "not available"),
    ]


def test_the_guidance_says_when_who_and_that_blank_is_not_zero():
    sheet = opened(request_workbook(a_plan(), a_request(), {}, {}))["Guidance"]
    guidance = {row[0]: row[1] for row in sheet.iter_rows(values_only=True)}
    assert guidance["When it is due"] == "Friday 21 July 2023."
    assert guidance["Who to ask"] == "Jo Person, Head of jo: returns@example.org"
    assert "type 0" in guidance["Blank is not zero"]


def without_property(book) -> None:
    for name in list(book.custom_doc_props.names):
        del book.custom_doc_props[name]


def without_hidden_sheet(book) -> None:
    del book["_lsp"]


def without_name(book) -> None:
    del book.defined_names["lsp_reference"]


@pytest.mark.parametrize(
    "lost",
    [
        (),
        (without_property, without_hidden_sheet),
        (without_property, without_name),
        (without_hidden_sheet, without_name),
    ],
)
def test_any_one_of_its_marks_tells_which_request_a_workbook_answers(lost):
    book = opened(request_workbook(a_plan(), a_request(), {}, {}))
    for lose in lost:
        lose(book)
    content = BytesIO()
    book.save(content)
    assert read_return("figures.xlsx", content.getvalue()).reference == "2023-24 Q1 COUNCIL"


def test_the_name_of_the_file_tells_it_when_all_else_is_lost():
    assert workbook_name(a_plan(), a_request()) == "ANYTOWN-2023-24-Q1-COUNCIL.xlsx"
    assert reference_in(workbook_name(a_plan(), a_request())) == a_request().reference


@pytest.mark.parametrize(
    ("name", "reference"),
    [
        ("Copy of ANYTOWN-2023-24-Q1-COUNCIL (2) FINAL.xlsx", "2023-24 Q1 COUNCIL"),
        ("C:\\Users\\sam\\ANYTOWN-2023-24-Q1-COUNCIL.csv", "2023-24 Q1 COUNCIL"),
        ("2023-24 Q4 NHS-TRUST_1.xlsx", "2023-24 Q4 NHS-TRUST_1"),
        ("anytown_2023-24_q2_TRUST.xlsx", "2023-24 Q2 TRUST"),
        ("2023-25 Q1 COUNCIL.xlsx", ""),
        ("2023-24 Q5 COUNCIL.xlsx", ""),
        ("figures.xlsx", ""),
        ("", ""),
    ],
)
def test_a_reference_is_found_in_a_name_however_it_was_copied(name, reference):
    assert reference_in(name) == reference
