import pytest

from lsp_core.judging.assessment import HAS_NO_FIGURE, WORST_FIRST, Status, Travel, Verdict
from lsp_core.judging.verdict import TABLE, Evidence, verdict

RED, GREEN = Status.OFF_TRACK, Status.ON_TRACK
BETTER, SAME, WORSE, UNKNOWN = Travel.BETTER, Travel.SAME, Travel.WORSE, Travel.UNKNOWN


@pytest.mark.parametrize(
    ("status", "travel", "forecast_meets", "times_worse", "expected"),
    [
        (RED, WORSE, False, 1, Verdict.OFF_TRACK),
        (RED, WORSE, True, 1, Verdict.OFF_TRACK),
        (RED, BETTER, True, 0, Verdict.RECOVERING),
        (RED, BETTER, False, 0, Verdict.OFF_TRACK),
        (RED, BETTER, None, 0, Verdict.OFF_TRACK),
        (RED, SAME, True, 0, Verdict.OFF_TRACK),
        (RED, UNKNOWN, None, 0, Verdict.OFF_TRACK),
        (Status.WATCH, WORSE, False, 3, Verdict.WATCH),
        (Status.WATCH, BETTER, True, 0, Verdict.WATCH),
        (GREEN, BETTER, False, 0, Verdict.EARLY_WARNING),
        (GREEN, WORSE, True, 3, Verdict.EARLY_WARNING),
        (GREEN, WORSE, True, 2, Verdict.ON_TRACK),
        (GREEN, UNKNOWN, None, 0, Verdict.ON_TRACK),
        (Status.NO_TARGET, BETTER, None, 0, Verdict.NOT_JUDGED),
        (Status.CONTEXT, Travel.HIGHER, None, 0, Verdict.NOT_JUDGED),
    ],
)
def test_the_board_is_told_one_thing_from_everything_together(status, travel, forecast_meets, times_worse, expected):
    assert verdict(Evidence(status, travel, forecast_meets, times_worse))[0] is expected


@pytest.mark.parametrize("status", sorted(HAS_NO_FIGURE))
def test_without_a_figure_there_is_no_current_data_whatever_else_looks_well(status):
    assert verdict(Evidence(status, BETTER, True, 0))[0] is Verdict.NO_CURRENT_DATA


@pytest.mark.parametrize("status", list(Status))
def test_every_status_has_a_last_row_that_always_fits(status):
    last = [row for row in TABLE if row.status is status][-1]
    assert last.fits(Evidence(status, UNKNOWN, None, 0))


def test_a_real_worsening_is_an_early_warning_and_never_softens_a_miss():
    assert verdict(Evidence(GREEN, SAME, True, 0, really_worsens=True))[0] is Verdict.EARLY_WARNING
    assert verdict(Evidence(RED, BETTER, True, 0, really_worsens=True))[0] is Verdict.RECOVERING
    assert verdict(Evidence(RED, WORSE, False, 1, really_worsens=True))[0] is Verdict.OFF_TRACK


def test_a_verdict_says_why_in_a_sentence():
    reason = verdict(Evidence(GREEN, BETTER, False, 0))[1]
    assert reason.rule == "verdict: one table, v2"
    assert reason.sentence == "On track today, but forecast to miss the year's target."


def test_every_verdict_has_its_place_in_the_order_a_board_reads_in():
    assert sorted(WORST_FIRST) == sorted(Verdict)
