"""A return beside the one before it: what changed, what was put right, and which explanations ride along."""

from decimal import Decimal

import pytest

from lsp_core.findings import CellRef, Finding, Severity
from lsp_core.messages.notices.since_last import since_in_words
from lsp_core.observations import Vintage
from lsp_core.returns.rows import FigureRow, Reading, ResourceRow, RowKind
from lsp_core.returns.since import (
    EarlierReturn,
    since,
    to_tell,
)
from tests.factories import a_measure, a_request, at


def a_row(row=1, measure="EV", value="75", **changes):
    values = {
        "row": row,
        "kind": RowKind.FIGURE,
        "where": CellRef("Figures", f"H{row + 3}"),
        "measure": measure,
        "period": "2023-24 Q1",
        "typed": value or "",
        "value": None if value is None else Decimal(value),
        "vintage": Vintage.FINAL,
    }
    return FigureRow(**{**values, **changes})


def a_finding(severity=Severity.ERROR, row=1, rule="FIG-012", subject="Measure EV", **changes):
    return Finding(rule, severity, CellRef("Figures", "H4"), subject, "812", "100", "Check it.", row, **changes)


def a_reading(*rows):
    return Reading(
        "2023-24 Q1 COUNCIL",
        tuple(row for row in rows if isinstance(row, FigureRow)),
        tuple(row for row in rows if isinstance(row, ResourceRow)),
        (),
    )


def a_fund(spend="90000"):
    return ResourceRow(9, CellRef("Resources", "E4"), "F-EV", Decimal(400000), Decimal(spend), None, None)


def compared(before, now, found_before=(), found_now=()):
    earlier = EarlierReturn("first.xlsx", at(2023, 7, 18), a_reading(*before), tuple(found_before))
    return since(earlier, a_reading(*now), tuple(found_now))


def in_words(*args, **kwargs):
    measures = {code: a_measure(code) for code in ("EV", "UC", "ULEV")}
    return since_in_words(compared(*args, **kwargs), a_request(), measures)


def test_the_change_comes_first_and_the_rest_is_counted():
    before = [a_row(1, "EV", "812"), a_row(2, "UC", "8.4"), a_fund()]
    now = [a_row(1, "UC", "8.40"), a_row(2, "EV", "81.2"), a_row(3, "ULEV", "7"), a_fund()]
    assert in_words(before, now) == [
        "You changed 1 figure: "
        "Measure EV, April to June 2023, from 812.0 per 100,000 people to 81.2 per 100,000 people.",
        "You added 1 figure: Measure ULEV, April to June 2023: 7.0 per 100,000 people.",
        "2 figures are as before.",
    ]


def test_the_same_file_in_other_clothes_has_changed_nothing():
    assert in_words([a_row(), a_fund()], [a_row(7, where=CellRef("Sheet1", "C9")), a_fund()]) == [
        "No figure has changed: 2 figures are as before."
    ]


@pytest.mark.parametrize(
    "change",
    [
        {"value": Decimal(76)},
        {"vintage": Vintage.PROVISIONAL},
        {"numerator": Decimal(3)},
        {"value": None, "typed": "about half", "readable": False},
        {"value": None, "typed": "", "vintage": Vintage.NOT_AVAILABLE},
    ],
)
def test_a_figure_has_changed_when_anything_it_says_has(change):
    assert len(compared([a_row()], [a_row(**change)]).changed) == 1


def test_a_note_alone_changes_no_figure():
    assert compared([a_row()], [a_row(note="A second centre opened")]).changed == ()


def test_what_is_left_out_stays_and_counts_as_neither_changed_nor_put_right():
    found = [a_finding(row=1), a_finding(row=2, subject="Measure UC")]
    before = [a_row(1), a_row(2, "UC", "812"), a_row(3, "ULEV", "7")]
    assert in_words(before, [a_row(1, value="81.2")], found) == [
        "You changed 1 figure: "
        "Measure EV, April to June 2023, from 75.0 per 100,000 people to 81.2 per 100,000 people.",
        "This file leaves out 2 figures, which stay as we have them: Measure UC, April to June 2023; "
        "Measure ULEV, April to June 2023.",
        "Thank you for putting right: Measure EV.",
    ]


def test_a_missing_figure_that_has_come_is_put_right():
    missing = a_finding(Severity.QUERY, row=0, rule="FIG-003", subject="Measure UC")
    assert compared([a_row()], [a_row(), a_row(2, "UC", "8.4")], [missing]).gone == (missing,)


def test_what_is_still_wrong_is_not_thanked_for_wherever_its_row_has_gone():
    assert compared([a_row(1)], [a_row(5)], [a_finding(row=1)], [a_finding(row=5)]).gone == ()


def test_what_was_answered_about_a_figure_that_is_as_it_was_is_not_told_again():
    answered, note = a_finding(Severity.QUERY, explained=True), a_finding(Severity.NOTE, rule="FIG-020")
    wrong = a_finding(rule="FIG-011")
    both = [answered, note, wrong]
    assert to_tell(both, compared([a_row()], [a_row()], both, both)) == [wrong]
    assert to_tell(both, compared([a_row()], [a_row(value="76")], both, both)) == both
    assert to_tell(both, compared([a_row()], [a_row()], [wrong], both)) == both
    assert to_tell(both, None) == both
