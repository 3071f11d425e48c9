"""How verdicts are shown and counted: one table for every section."""

from dataclasses import replace
from decimal import Decimal

import pytest

from lsp_core.judging.assessment import Comparison, Status, TargetNow, Travel, Verdict
from lsp_core.packs.shapes import Shape, status_shape
from lsp_core.packs.standings import (
    NOT_DUE,
    STANDINGS,
    TRAVELS,
    count_line,
    loudest_first,
    measure_mark,
    outcome_verdict,
    travel_mark,
)
from tests.unit.packs_sample import an_assessment


def a_comparison(travel: Travel) -> Comparison:
    return Comparison(travel, None, None, "Beside an earlier figure.")


def test_every_verdict_and_every_direction_has_a_mark():
    assert set(STANDINGS) == set(Verdict)
    assert set(TRAVELS) == set(Travel)


def test_no_two_standings_share_a_shape_so_black_and_white_print_tells_them_apart():
    drawn = [status_shape(Shape(standing.mark.shape)) for standing in (*STANDINGS.values(), NOT_DUE)]
    assert len(set(drawn)) == len(drawn)


def test_two_standings_never_share_a_word():
    words = [standing.mark.word for standing in (*STANDINGS.values(), NOT_DUE)]
    assert len(set(words)) == len(words)


@pytest.mark.parametrize(
    ("verdicts", "expected"),
    [
        ([Verdict.ON_TRACK, Verdict.OFF_TRACK], Verdict.OFF_TRACK),
        ([Verdict.RECOVERING, Verdict.OFF_TRACK], Verdict.OFF_TRACK),
        ([Verdict.ON_TRACK, Verdict.RECOVERING], Verdict.RECOVERING),
        ([Verdict.WATCH, Verdict.EARLY_WARNING], Verdict.EARLY_WARNING),
        ([Verdict.ON_TRACK, Verdict.WATCH], Verdict.WATCH),
        ([Verdict.ON_TRACK, Verdict.NOT_JUDGED], Verdict.ON_TRACK),
        ([Verdict.NOT_JUDGED, Verdict.NOT_JUDGED], Verdict.NOT_JUDGED),
        ([], Verdict.NO_CURRENT_DATA),
    ],
)
def test_an_outcome_has_the_worst_verdict_of_its_measures(verdicts, expected):
    assert outcome_verdict([an_assessment(verdict=verdict) for verdict in verdicts]) is expected


def test_a_yearly_figure_not_due_does_not_turn_its_outcome_into_cannot_say():
    not_due = an_assessment(verdict=Verdict.NO_CURRENT_DATA, status=Status.NOT_DUE)
    assert outcome_verdict([an_assessment(verdict=Verdict.ON_TRACK), not_due]) is Verdict.ON_TRACK


def test_an_outcome_with_nothing_but_figures_not_due_cannot_be_said_to_be_on_track():
    not_due = an_assessment(verdict=Verdict.NO_CURRENT_DATA, status=Status.NOT_DUE)
    assert outcome_verdict([not_due]) is Verdict.NO_CURRENT_DATA


def test_an_overdue_figure_that_has_no_target_does_not_speak_for_its_outcome():
    overdue = an_assessment(verdict=Verdict.NO_CURRENT_DATA, status=Status.OVERDUE, target=None)
    assert outcome_verdict([an_assessment(verdict=Verdict.ON_TRACK), overdue]) is Verdict.ON_TRACK


def test_an_overdue_figure_makes_its_outcome_cannot_say():
    target = TargetNow(Decimal(80), "The target.", Decimal(80))
    overdue = an_assessment(verdict=Verdict.NO_CURRENT_DATA, status=Status.OVERDUE, target=target)
    assert outcome_verdict([an_assessment(verdict=Verdict.WATCH), overdue]) is Verdict.NO_CURRENT_DATA


@pytest.mark.parametrize(
    ("status", "word"),
    [
        (Status.OVERDUE, "Cannot say: overdue"),
        (Status.NOT_AVAILABLE, "Cannot say: not available"),
        (Status.NOT_DUE, "Not due"),
    ],
)
def test_a_measure_without_a_figure_says_why(status, word):
    assert measure_mark(an_assessment(verdict=Verdict.NO_CURRENT_DATA, status=status)).word == word


def test_only_a_figure_that_was_not_due_is_quiet():
    quiet = {s for s in Status if measure_mark(an_assessment(status=s)).is_quiet}
    assert quiet == {Status.NOT_DUE}


@pytest.mark.parametrize(
    ("last", "last_year", "word"),
    [
        (Travel.WORSE, Travel.BETTER, "Worse"),
        (Travel.UNKNOWN, Travel.BETTER, "Better than a year ago"),
        (Travel.UNKNOWN, Travel.SAME, "About the same as a year ago"),
        (Travel.UNKNOWN, Travel.UNKNOWN, "No earlier figure"),
    ],
)
def test_a_figure_is_held_beside_a_year_ago_where_the_one_before_cannot_be_compared(last, last_year, word):
    beside = {"against_last": a_comparison(last), "against_last_year": a_comparison(last_year)}
    assert travel_mark(an_assessment(**beside)).word == word


def test_the_measure_that_gives_an_outcome_its_standing_is_read_first():
    not_due = an_assessment("YEARLY", verdict=Verdict.NO_CURRENT_DATA, status=Status.NOT_DUE)
    early = an_assessment("QUARTERLY", verdict=Verdict.EARLY_WARNING)
    assert [a.measure for a in loudest_first([not_due, early])] == ["QUARTERLY", "YEARLY"]
    assert outcome_verdict([not_due, early]) is Verdict.EARLY_WARNING


def test_a_measure_for_context_does_not_turn_one_that_is_not_due_into_not_judged():
    target = TargetNow(Decimal(80), "The target.", Decimal(80))
    not_due = an_assessment(verdict=Verdict.NO_CURRENT_DATA, status=Status.NOT_DUE, target=target)
    assert outcome_verdict([an_assessment(verdict=Verdict.NOT_JUDGED), not_due]) is Verdict.NO_CURRENT_DATA


def test_the_count_line_is_worst_first_and_leaves_nothing_out():
    verdicts = [
        Verdict.ON_TRACK, Verdict.ON_TRACK, Verdict.OFF_TRACK, Verdict.NO_CURRENT_DATA, Verdict.NO_CURRENT_DATA
    ]  # fmt: skip
    assert count_line(verdicts) == "5 outcomes: 1 off track, 2 cannot say, 2 on track"


def test_one_outcome_is_counted_in_the_singular():
    assert count_line([Verdict.ON_TRACK]) == "1 outcome: 1 on track"


def test_a_board_reads_the_worst_measure_first_and_equals_in_the_order_of_the_plan():
    first, second = an_assessment("A", verdict=Verdict.ON_TRACK), an_assessment("B", verdict=Verdict.OFF_TRACK)
    third = replace(first, measure="C")
    assert [a.measure for a in loudest_first([first, second, third])] == ["B", "A", "C"]
