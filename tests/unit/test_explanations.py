from dataclasses import replace
from decimal import Decimal
from typing import Any

from lsp_core.findings import CellRef, Finding, Severity
from lsp_core.observations import Vintage
from lsp_core.returns.accepting import accept
from lsp_core.returns.explanations import about_figure, latest, new_explanations, ride_along
from lsp_core.returns.rows import FigureRow, Reading, ResourceRow, RowKind
from tests.factories import a_measure, a_request, at, known

NOW = at(2023, 7, 10)
WHY = "Two sites opened in May."


def a_row(value: str | None = "112", note: str = "", **changes: Any) -> FigureRow:
    row = FigureRow(
        row=1,
        kind=RowKind.FIGURE,
        where=CellRef("Figures", "F7"),
        measure="EV",
        period="2023-24 Q1",
        typed=value or "",
        value=None if value is None else Decimal(value),
        vintage=Vintage.FINAL,
        note=note,
    )
    return replace(row, **changes)


def a_query(explained: bool = False, **changes: Any) -> Finding:
    query = Finding(
        "FIG-020", Severity.QUERY, CellRef("Figures", "F7"), "EV", "112", "about 74", "Say what happened.", 1, explained
    )
    return replace(query, **changes)


def a_reading(*rows: FigureRow, funds: tuple[ResourceRow, ...] = ()) -> Reading:
    return Reading("2023-24 Q1 COUNCIL", rows, funds, ())


def explained_once(row: FigureRow | None = None):
    reading = a_reading(row or a_row(note=WHY))
    return latest(new_explanations([a_query(explained=True)], reading, a_request(), {}, NOW, "2023-24 Q1 COUNCIL #1"))


def asked_again(row: FigureRow, **changes: Any) -> Finding:
    (finding,) = ride_along([a_query(**changes)], a_reading(row), a_request(), explained_once())
    return finding


def test_a_question_answered_once_is_not_asked_again_of_the_same_figure():
    finding = asked_again(a_row())
    assert finding.explained
    assert finding.explanation == WHY


def test_noughts_after_the_point_and_a_provisional_figure_made_final_do_not_change_what_is_said():
    assert asked_again(a_row("112.0")).explained
    assert asked_again(a_row(vintage=Vintage.PROVISIONAL)).explained


def test_when_the_figure_changes_it_is_asked_again():
    assert not asked_again(a_row("113")).explained
    assert not asked_again(a_row(numerator=Decimal(3), denominator=Decimal(4))).explained


def test_another_question_about_the_same_figure_is_asked():
    assert not asked_again(a_row(), rule="FIG-013").explained


def test_another_period_and_an_error_are_not_explained_by_it():
    assert not asked_again(a_row(period="2023-24 Q2")).explained
    assert not asked_again(a_row(), severity=Severity.ERROR).explained


def test_an_answer_in_the_same_words_is_kept_once_and_one_in_other_words_again():
    kept = explained_once()
    for note, new in ((WHY, 0), ("It was three sites.", 1)):
        reading = a_reading(a_row(note=note))
        assert len(new_explanations([a_query(explained=True)], reading, a_request(), kept, NOW, "#2")) == new


def test_a_question_about_money_rides_along_too():
    fund = ResourceRow(1, CellRef("Resources", "C5"), "F-EV", None, Decimal(9), Decimal(5), None, note="An early bill")
    query = a_query(explained=True, rule="RES-010")
    kept = latest(new_explanations([query], a_reading(funds=(fund,)), a_request(), {}, NOW, "#1"))
    for again, explained in ((replace(fund, note=""), True), (replace(fund, note="", forecast=Decimal(6)), False)):
        reading = a_reading(funds=(again,))
        (finding,) = ride_along([a_query(rule="RES-010")], reading, a_request(), kept)
        assert finding.explained is explained


def test_the_note_stays_with_the_figure_when_the_same_figure_comes_without_it():
    def taken(row: FigureRow, *earlier: Any) -> list[Any]:
        reading, measures = a_reading(row), {"EV": a_measure("EV")}
        return accept(reading, [], a_request(), measures, known(*earlier), NOW, "2023-24 Q1 COUNCIL #2")

    (first,) = taken(a_row(note=WHY))
    assert taken(a_row(), first) == []
    (final,) = taken(a_row(), replace(first, vintage=Vintage.PROVISIONAL))
    assert final.note == WHY
    (changed,) = taken(a_row("113"), first)
    assert changed.note == ""


def test_an_explanation_is_found_beside_the_figure_it_is_about_and_no_other():
    reading = a_reading(a_row(note=WHY))
    (first,) = accept(reading, [], a_request(), {"EV": a_measure("EV")}, {}, NOW, "2023-24 Q1 COUNCIL #1")
    kept = explained_once().values()
    assert [one.words for one in about_figure(first, kept)] == [WHY]
    assert about_figure(replace(first, value=Decimal(113)), kept) == []
