from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from lsp_core.cli.waivers import rules_to_waive
from lsp_core.findings import CellRef, Finding, Severity, held_back
from lsp_core.messages.notices.waiving import waiver_notice
from lsp_core.observations import Vintage
from lsp_core.returns.accepting import accept
from lsp_core.returns.rows import FigureRow, Reading, RowKind
from lsp_core.returns.waivers import Waiver, in_force, let_through
from tests.factories import Q1, Q2, a_measure, a_plan, a_request, at

WAIVER = Waiver(
    "EV", "FIG-012", None, date(2023, 9, 30), "Ann Person", "Head of ann", "Two sites moved.", at(2023, 7, 10)
)
ROW = FigureRow(
    1, RowKind.FIGURE, CellRef("Figures", "F7"), "EV", "2023-24 Q1", "812", Decimal(812), Vintage.FINAL
)  # fmt: skip
READING = Reading("2023-24 Q1 COUNCIL", (ROW,), (), ())


def an_error(**changes: Any) -> Finding:
    error = Finding("FIG-012", Severity.ERROR, CellRef("Figures", "F7"), "EV", "812", "100 or less", "Check it.", 1)
    return replace(error, **changes)


def checked(*findings: Finding, waiver: Waiver = WAIVER) -> list[Finding]:
    return let_through(findings, READING, a_request(), [waiver])


def test_what_is_waived_is_a_note_that_says_whose_word_it_is_and_holds_nothing_back():
    (finding,) = checked(an_error())
    assert finding.severity is Severity.NOTE
    assert finding.waived == "FIG-012 waived by Ann Person (Head of ann) until 30 September 2023: Two sites moved."
    assert not held_back([finding])


def test_the_figure_let_in_says_so():
    measures = {"EV": a_measure("EV")}
    (taken,) = accept(READING, checked(an_error()), a_request(), measures, {}, at(2023, 7, 11), "#1")
    assert taken.value == 812
    assert taken.waiver.startswith("FIG-012 waived by Ann Person")


def test_another_rule_another_measure_and_another_quarter_are_not_waived():
    for other in (
        replace(WAIVER, rule="FIG-011"),
        replace(WAIVER, about="UC"),
        replace(WAIVER, about="TRUST"),
        replace(WAIVER, quarter=Q2),
    ):
        assert checked(an_error(), waiver=other) == [an_error()]


def test_a_waiver_for_a_partner_or_for_the_quarter_covers_it():
    for broad in (replace(WAIVER, about="COUNCIL"), replace(WAIVER, quarter=Q1)):
        assert checked(an_error(), waiver=broad)[0].waived


def test_another_error_in_the_same_row_still_holds_it_back():
    assert held_back(checked(an_error(), an_error(rule="FIG-017"))) == {1}


def test_a_question_that_is_explained_needs_no_waiver():
    explained = an_error(severity=Severity.QUERY, explained=True)
    assert checked(explained) == [explained]


@pytest.mark.parametrize(("on", "stands"), [(date(2023, 9, 30), True), (date(2023, 10, 1), False)])
def test_a_waiver_holds_to_the_end_of_its_last_day(on, stands):
    assert bool(in_force([WAIVER], on)) is stands


def test_the_last_word_counts():
    back = replace(WAIVER, is_withdrawn=True, at=at(2023, 8, 1))
    longer = replace(WAIVER, until=date(2023, 12, 31), at=at(2023, 8, 2))
    assert in_force([WAIVER, back], date(2023, 8, 3)) == []
    assert in_force([WAIVER, back, longer], date(2023, 8, 3)) == [longer]


def test_what_no_word_can_make_a_figure_of_is_never_waived():
    rules = rules_to_waive()
    never = {code for code, rule in rules.items() if rule.never_waived}
    assert {"READ-001", "FIG-001", "FIG-002", "FIG-006", "FIG-015", "RES-003"} <= never
    assert {"FIG-011", "FIG-012", "FIG-017", "FIG-020", "FIG-024", "RES-007"}.isdisjoint(never)


def test_the_partner_is_told_who_waived_what_until_when():
    plan = a_plan()
    notice = waiver_notice(plan, WAIVER, plan.partners[0], "Measure EV", "Not above the highest.", ["Measure EV: 812"])
    assert notice.to == "sam"
    assert notice.subject == "Check waived: FIG-012 for Measure EV [FIG-012 EV]"
    said = " ".join(notice.text.split())
    assert "until 30 September 2023" in said
    assert "Approved by: Ann Person, Head of ann" in said
    assert "Taken now, from the last return you sent: - Measure EV: 812" in said


def test_taking_a_waiver_back_is_another_message():
    plan = a_plan()
    back = replace(WAIVER, is_withdrawn=True, at=at(2023, 8, 1))
    notice = waiver_notice(plan, back, plan.partners[0], "Measure EV", "Not above the highest.")
    assert notice.subject.startswith("Check waived no longer: FIG-012")
    assert "What was taken meanwhile stays" in " ".join(notice.text.split())
    assert notice.key != waiver_notice(plan, WAIVER, plan.partners[0], "Measure EV", "").key


def test_the_end_of_a_waiver_is_told_even_in_the_instant_it_was_given():
    plan = a_plan()
    said = [
        waiver_notice(plan, one, plan.partners[0], "EV", "") for one in (WAIVER, replace(WAIVER, is_withdrawn=True))
    ]
    assert said[0].key != said[1].key
