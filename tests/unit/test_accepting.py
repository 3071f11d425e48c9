from decimal import Decimal
from typing import Any

import pytest

from lsp_core.findings import CellRef, Finding, Severity
from lsp_core.observations import ResourceObservation, Vintage
from lsp_core.periods import Quarter
from lsp_core.returns.accepting import accept, accept_resources
from lsp_core.returns.rows import FigureRow, Reading, ResourceRow, RowKind
from tests.factories import Q1, Q2, a_measure, a_request, an_observation, at, known

NOW = at(2023, 7, 20)
REFERENCE = "2023-24 Q1 COUNCIL #1"
MEASURES = {
    "EV": a_measure("EV"),
    "AE4H": a_measure("AE4H", unit="%", numerator="seen in four hours", denominator="came"),
    "low": a_measure("low"),
}


def a_row(measure: str = "EV", value: str | None = "75", **changes: Any) -> FigureRow:
    values: dict[str, Any] = {
        "row": 1,
        "kind": RowKind.FIGURE,
        "where": CellRef("Figures", "H4"),
        "measure": measure,
        "period": "2023-24 Q1",
        "typed": value or "",
        "value": None if value is None else Decimal(value),
        "vintage": Vintage.FINAL,
    }
    return FigureRow(**{**values, **changes})


def a_finding(row: int, severity: Severity) -> Finding:
    return Finding("FIG-000", severity, CellRef("Figures", "H4"), "EV", "75", "something else", "Change it.", row)


def a_reading(*figures: FigureRow, resources: tuple[ResourceRow, ...] = ()) -> Reading:
    return Reading("2023-24 Q1 COUNCIL", figures, resources, ())


def accepted(*rows: FigureRow, earlier=(), findings=()):
    return accept(a_reading(*rows), findings, a_request(), MEASURES, known(*earlier), NOW, REFERENCE)


def test_a_figure_is_kept_with_when_who_and_which_cell():
    (taken,) = accepted(a_row(note="Two sites opened."))
    assert (taken.measure, taken.period, taken.value, taken.vintage) == ("EV", Q1, Decimal(75), Vintage.FINAL)
    assert (taken.known_at, taken.partner, taken.return_reference) == (NOW, "COUNCIL", REFERENCE)
    assert (str(taken.where), taken.note) == ("Figures!H4", "Two sites opened.")


@pytest.mark.parametrize(("severity", "taken"), [(Severity.ERROR, 0), (Severity.QUERY, 1), (Severity.NOTE, 1)])
def test_only_an_error_holds_a_figure_back(severity, taken):
    assert len(accepted(a_row(), findings=[a_finding(1, severity)])) == taken


def test_an_error_holds_back_its_own_row_and_no_other():
    rows = a_row(), a_row("LOW", row=2)
    (taken,) = accepted(*rows, findings=[a_finding(1, Severity.ERROR)])
    assert taken.measure == "low", "by the code as the plan writes it"


@pytest.mark.parametrize(
    "row",
    [
        a_row(value=None),
        a_row(value=None, typed="<5", readable=False),
        a_row("UNKNOWN"),
        a_row(period="last spring"),
    ],
)
def test_a_row_that_gives_no_figure_for_a_measure_of_theirs_is_not_taken(row):
    assert accepted(row) == []


def test_not_available_is_kept_with_its_reason():
    (taken,) = accepted(a_row(value=None, vintage=Vintage.NOT_AVAILABLE, note="Published on 25 July."))
    assert (taken.value, taken.vintage, taken.note) == (None, Vintage.NOT_AVAILABLE, "Published on 25 July.")


@pytest.mark.parametrize(
    ("numerator", "denominator", "value"),
    [("7412", "10000", "74.1"), ("7415", "10000", "74.2"), ("1", "8", "12.5"), ("0", "10", "0.0")],
)
def test_a_figure_left_blank_is_worked_out_from_its_counts_half_up(numerator, denominator, value):
    (taken,) = accepted(
        a_row("AE4H", None, numerator=Decimal(numerator), denominator=Decimal(denominator)),
    )
    assert taken.value == Decimal(value)
    assert (taken.numerator, taken.denominator) == (Decimal(numerator), Decimal(denominator))


@pytest.mark.parametrize(
    ("measure", "numerator", "denominator"),
    [("AE4H", "1", None), ("AE4H", None, "8"), ("AE4H", "1", "0"), ("EV", "1", "8")],
)
def test_counts_that_give_no_figure_give_none(measure, numerator, denominator):
    counts = {
        name: None if count is None else Decimal(count)
        for name, count in (("numerator", numerator), ("denominator", denominator))
    }
    assert accepted(a_row(measure, None, **counts)) == []


def test_a_figure_typed_beside_its_counts_is_taken_as_typed():
    (taken,) = accepted(a_row("AE4H", "74", numerator=Decimal(7412), denominator=Decimal(10000)))
    assert taken.value == Decimal(74)


F, P, R, NA = Vintage.FINAL, Vintage.PROVISIONAL, Vintage.REVISED, Vintage.NOT_AVAILABLE


@pytest.mark.parametrize(
    ("earlier", "sent", "becomes"),
    [
        # what is known,  what is sent,  what it is kept as (None: nothing new)
        (None, ("75", F), F),
        (None, ("75", P), P),
        (("75", F), ("75", F), None),
        (("75", F), ("76", F), R),
        (("75", F), ("75", P), P),
        (("75", F), ("76", P), P),
        (("75", F), (None, NA), NA),
        (("75", P), ("75", F), F),
        (("75", P), ("76", F), F),
        (("75", P), ("76", P), P),
        (("75", P), ("75", P), None),
        (("75", R), ("75", F), None),
        (("75", R), ("75", R), None),
        (("75", R), ("76", F), R),
        ((None, NA), ("75", F), F),
        ((None, NA), (None, NA), None),
    ],
)
@pytest.mark.parametrize("kind", RowKind)
def test_which_vintage_a_figure_is(kind, earlier, sent, becomes):
    before = [an_observation("EV", Q1, earlier[0], vintage=earlier[1])] if earlier else []
    taken = accepted(a_row(value=sent[0], vintage=sent[1], kind=kind), earlier=before)
    assert [observation.vintage for observation in taken] == ([becomes] if becomes else [])


@pytest.mark.parametrize("change", [{"note": "Now explained."}, {"numerator": Decimal(3), "denominator": Decimal(4)}])
def test_the_same_figure_with_something_new_beside_it_is_kept(change):
    (taken,) = accepted(a_row(**change), earlier=[an_observation("EV", Q1, "75")])
    assert taken.vintage is Vintage.FINAL


def test_the_same_return_accepted_twice_adds_nothing():
    rows = (a_row(), a_row("AE4H", None, row=2, numerator=Decimal(1), denominator=Decimal(3)))
    first = accepted(*rows)
    assert len(first) == 2
    assert accepted(*rows, earlier=first) == []


def test_the_same_figure_twice_in_one_return_is_kept_once():
    assert len(accepted(a_row(), a_row(row=2))) == 1


def test_what_is_known_is_left_as_it_was():
    held = known(an_observation("EV", Q1, "70"))
    accept(a_reading(a_row()), (), a_request(), MEASURES, held, NOW, REFERENCE)
    assert held["EV", Q1].value == Decimal(70)


def a_fund_row(fund: str = "F-EV", **changes: Any) -> ResourceRow:
    values: dict[str, Any] = {
        "row": 9,
        "where": CellRef("Resources", "E4"),
        "fund": fund,
        "budget": Decimal(400000),
        "spend_to_date": Decimal(98000),
        "forecast": Decimal(395000),
        "fte": Decimal("3.5"),
    }
    return ResourceRow(**{**values, **changes})


NOTHING_SAID = {"spend_to_date": None, "forecast": None, "fte": None}


def accepted_funds(*rows: ResourceRow, earlier=None, findings=(), quarter: Quarter = Q1):
    request = a_request(quarter=quarter)
    return accept_resources(a_reading(resources=rows), findings, request, earlier or {}, NOW, REFERENCE)


def test_a_funds_money_and_people_are_kept_for_the_requests_quarter():
    (taken,) = accepted_funds(a_fund_row())
    assert (taken.fund, taken.quarter, taken.spend_to_date, taken.fte) == ("F-EV", Q1, Decimal(98000), Decimal("3.5"))
    assert (taken.partner, taken.return_reference, str(taken.where)) == ("COUNCIL", REFERENCE, "Resources!E4")


@pytest.mark.parametrize(
    ("row", "taken"),
    [
        (a_fund_row(**NOTHING_SAID), 0),
        (a_fund_row(**NOTHING_SAID, note="We will know in August."), 1),
        (a_fund_row(**{**NOTHING_SAID, "budget": Decimal(380000)}), 1),
        (a_fund_row(**{**NOTHING_SAID, "budget": None}), 0),
        (a_fund_row(**{**NOTHING_SAID, "fte": Decimal(0)}), 1),
        (a_fund_row("F-AE"), 0),
    ],
    ids=["only our budget", "a note", "another budget", "nothing", "nought staff", "another partner's fund"],
)
def test_a_row_with_nothing_but_the_budget_we_filled_in_says_nothing(row, taken):
    assert len(accepted_funds(row)) == taken


def test_a_budget_pre_filled_from_an_earlier_report_says_nothing_either():
    reported = ResourceObservation("F-EV", Q1, NOW, "COUNCIL", Decimal(380000), None, None, None)
    row = a_fund_row(**{**NOTHING_SAID, "budget": Decimal(380000)})
    assert accepted_funds(row, earlier={("F-EV", Q1): reported}, quarter=Q2) == []


def test_an_error_holds_back_the_funds_row():
    assert accepted_funds(a_fund_row(), findings=[a_finding(9, Severity.ERROR)]) == []


def test_money_sent_twice_is_kept_once_and_changed_money_again():
    first = {("F-EV", Q1): accepted_funds(a_fund_row())[0]}
    assert accepted_funds(a_fund_row(row=3), earlier=first) == []
    (changed,) = accepted_funds(a_fund_row(forecast=Decimal(410000)), earlier=first)
    assert changed.forecast == Decimal(410000)


def test_a_figure_taken_back_is_no_figure_with_its_reason_and_an_answer():
    (taken,) = accepted(
        a_row(value=None, vintage=Vintage.WITHDRAWN, note="Counted twice"), earlier=[an_observation("EV")]
    )
    assert (taken.value, taken.vintage, taken.note) == (None, Vintage.WITHDRAWN, "Counted twice")


def test_nothing_is_taken_back_where_nothing_is_held():
    assert accepted(a_row(value=None, vintage=Vintage.WITHDRAWN, note="Counted twice")) == []


def test_a_figure_that_comes_after_one_taken_back_is_a_revision():
    withdrawn = an_observation("EV", value=None, vintage=Vintage.WITHDRAWN)
    assert [taken.vintage for taken in accepted(a_row(), earlier=[withdrawn])] == [Vintage.REVISED]
