"""Each kind of status policy at its edges. The default kind, one tolerance, is `test_judging_rag`."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from lsp_core.judging.assessment import Band, Comparison, Forecast, Status, TargetNow, Travel
from lsp_core.judging.published.councils import (
    BROMSGROVE,
    CONTEXT_ONLY,
    DEVELOPMENT_BANK,
    EAST_RIDING,
    HAVERING,
    MEDWAY,
    NEIGHBOURHOOD_RENEWAL,
    NORTH_NORFOLK,
    PUBLISHED,
    REIGATE,
    SUSTAINABLE_DEVELOPMENT_COMMISSION,
)
from lsp_core.judging.rag import RULES, judge_figure
from lsp_core.judging.rules.question import Beside
from lsp_core.plan.model import Polarity, PolicyKind, Profile, StatusPolicy, ToleranceIn
from lsp_core.plan.policies import OWN_WORDS
from tests.factories import Q1, a_measure, an_observation

HIGHER, LOWER, CONTEXT = Polarity.HIGHER_IS_BETTER, Polarity.LOWER_IS_BETTER, Polarity.CONTEXT
ON_TRACK, WATCH, OFF_TRACK, CANNOT_SAY = Status.ON_TRACK, Status.WATCH, Status.OFF_TRACK, Status.NO_TARGET


def judged(published, value, target: str | TargetNow | None = "80", beside: Beside | None = None, **measure: Any):
    if isinstance(target, str):
        target = TargetNow(Decimal(target), "", Decimal(target))
    policy = published if isinstance(published, StatusPolicy) else published.policy
    return judge_figure(a_measure(**measure), policy, Decimal(value), target, beside or Beside())


def called(*args: Any, **changes: Any) -> tuple[Status, str]:
    found = judged(*args, **changes)
    return found.status, found.own_word


def than_last_year(travel: Travel, earlier: str = "70") -> Beside:
    return Beside(last_year=Comparison(travel, an_observation("EV", Q1.a_year_earlier, earlier), Decimal(0), ""))


def heading(year_end: str, meets: bool | None) -> Beside:
    return Beside(forecast=Forecast(Decimal(year_end), meets, None, "run rate", ""))


def test_every_kind_of_policy_has_a_rule_and_words_for_its_steps():
    assert {*RULES, PolicyKind.CONTEXT} == set(PolicyKind) == set(OWN_WORDS)
    assert {one.policy.kind for one in PUBLISHED} == set(PolicyKind) - {PolicyKind.TOLERANCE}


@pytest.mark.parametrize(
    ("polarity", "value", "expected"),
    [
        (HIGHER, "72", (ON_TRACK, "green")),
        (HIGHER, "71.9", (WATCH, "amber")),
        (LOWER, "88", (ON_TRACK, "green")),
        (LOWER, "88.1", (WATCH, "amber")),
    ],
)
def test_havering_within_ten_percent_is_green_and_beyond_it_no_worse_than_last_year_is_amber(polarity, value, expected):
    assert called(HAVERING, value, beside=than_last_year(Travel.BETTER), polarity=polarity) == expected


@pytest.mark.parametrize(
    ("beside", "expected", "says"),
    [
        (than_last_year(Travel.BETTER), WATCH, "but better than in April to June 2022 (70.0)"),
        (than_last_year(Travel.SAME), WATCH, "but no worse than in April to June 2022 (70.0)"),
        (than_last_year(Travel.WORSE), OFF_TRACK, "and worse than in April to June 2022 (70.0)"),
        (Beside(), OFF_TRACK, "and no figure from a year ago can be set against it"),
    ],
)
def test_havering_beyond_ten_percent_turns_on_last_year(beside, expected, says):
    found = judged(HAVERING, "71", beside=beside)
    assert found.status is expected
    assert found.reason.sentence.endswith(f"more than the 10% (8.0) allowed, {says}.")


@pytest.mark.parametrize(
    ("tolerance", "value", "expected"),
    [
        ("5", "80", ON_TRACK),
        ("5", "76", WATCH),
        ("5", "75.9", OFF_TRACK),
        (None, "79.9", OFF_TRACK),
        (None, "80", ON_TRACK),
    ],
)
def test_reigate_uses_the_tolerance_agreed_with_each_target(tolerance, value, expected):
    agreed = None if tolerance is None else Decimal(tolerance)
    target = TargetNow(Decimal(80), "", Decimal(80), tolerance=agreed)
    assert judged(REIGATE, value, target).status is expected


@pytest.mark.parametrize(
    ("value", "beside", "expected"),
    [
        ("80", Beside(), ON_TRACK),
        ("79.9", heading("96", True), WATCH),
        ("79.9", heading("94", False), OFF_TRACK),
        ("79.9", Beside(), OFF_TRACK),
        ("79.9", heading("94", None), OFF_TRACK),
    ],
)
def test_medway_off_target_turns_on_the_forecast(value, beside, expected):
    assert judged(MEDWAY, value, beside=beside).status is expected


@pytest.mark.parametrize(
    ("polarity", "value", "expected"),
    [
        (HIGHER, "84.1", (ON_TRACK, "star")),
        (HIGHER, "84", (ON_TRACK, "circle")),
        (HIGHER, "76", (ON_TRACK, "circle")),
        (HIGHER, "75.9", (OFF_TRACK, "triangle")),
        (LOWER, "75.9", (ON_TRACK, "star")),
        (LOWER, "84", (ON_TRACK, "circle")),
        (LOWER, "84.1", (OFF_TRACK, "triangle")),
    ],
)
def test_east_riding_tolerates_on_both_sides(polarity, value, expected):
    assert called(EAST_RIDING, value, polarity=polarity) == expected


@pytest.mark.parametrize(
    ("value", "target", "baseline", "expected"),
    [
        ("80", "80", "60", ON_TRACK),
        ("60.1", "80", "60", WATCH),
        ("60", "80", "60", OFF_TRACK),
        ("55", "80", "60", OFF_TRACK),
        ("80", "80", None, ON_TRACK),
        ("79", "80", None, CANNOT_SAY),
        ("79", "80", "80", OFF_TRACK),
        ("79", "80", "85", OFF_TRACK),
    ],
)
def test_progress_is_from_the_baseline_and_none_of_it_is_red(value, target, baseline, expected):
    beside = Beside(baseline=None if baseline is None else Decimal(baseline))
    assert judged(SUSTAINABLE_DEVELOPMENT_COMMISSION, value, target, beside).status is expected


def test_progress_prints_how_much_of_the_way_has_been_come():
    found = judged(SUSTAINABLE_DEVELOPMENT_COMMISSION, "40", "20", Beside(baseline=Decimal(50)), polarity=LOWER)
    assert found.reason.sentence.endswith(
        "(lower is better): 33.3% of the way (10.0 of 30.0 from 50.0), at least the 0% that may be watched."
    )


@pytest.mark.parametrize(
    ("polarity", "value", "target", "expected"),
    [
        (HIGHER, "100", "100", ON_TRACK),
        (HIGHER, "99.9", "100", WATCH),
        (HIGHER, "85", "100", WATCH),
        (HIGHER, "84.9", "100", OFF_TRACK),
        (LOWER, "100", "85", WATCH),
        (LOWER, "100.1", "85", OFF_TRACK),
        (LOWER, "0", "5", ON_TRACK),
        (LOWER, "3", "0", OFF_TRACK),
        (LOWER, "0", "0", ON_TRACK),
        (HIGHER, "3", "0", ON_TRACK),
        (HIGHER, "-3", "0", CANNOT_SAY),
        (HIGHER, "-8", "-5", CANNOT_SAY),
    ],
)
def test_the_bank_counts_percent_of_the_target(polarity, value, target, expected):
    assert judged(DEVELOPMENT_BANK, value, target, polarity=polarity).status is expected


def test_a_share_prints_on_the_side_it_was_judged_to_be_on():
    """849.6 of 1,000 is 84.96%, which would round to 85.0."""
    sentence = judged(DEVELOPMENT_BANK, "849.6", "1000").reason.sentence
    assert sentence.endswith(": 84.9% of it (849.6 over 1,000.0), less than the 85% that may be watched.")


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("80", (ON_TRACK, "green")),
        ("76", (WATCH, "amber-green")),
        ("75.9", (WATCH, "amber-red")),
        ("72", (WATCH, "amber-red")),
        ("71.9", (OFF_TRACK, "red")),
    ],
)
def test_four_traffic_lights_are_three_statuses_and_four_words(value, expected):
    assert called(NEIGHBOURHOOD_RENEWAL, value) == expected


@pytest.mark.parametrize(
    ("quartile", "expected"),
    [
        (1, (ON_TRACK, "green")),
        (2, (ON_TRACK, "light green")),
        (3, (WATCH, "amber")),
        (4, (OFF_TRACK, "red")),
        (None, (CANNOT_SAY, "")),
    ],
)
def test_a_quarter_of_the_comparators_needs_no_target_but_does_need_comparators(quartile, expected):
    assert called(NORTH_NORFOLK, "74", None, Beside(quartile=quartile)) == expected


@pytest.mark.parametrize(
    ("done", "due_on", "expected"),
    [
        ("1", date(2023, 9, 30), ON_TRACK),
        ("1", date(2023, 3, 31), ON_TRACK),
        ("0", date(2023, 7, 31), Status.NOT_DUE),
        ("0", date(2023, 6, 30), WATCH),
        ("0", date(2023, 5, 31), WATCH),
        ("0", date(2023, 4, 30), OFF_TRACK),
        ("0", date(2022, 12, 31), OFF_TRACK),
    ],
)
def test_a_milestone_is_not_due_then_late_by_a_month_then_off_track(done, due_on, expected):
    target = TargetNow(Decimal(1), "", Decimal(1), due_on=due_on)
    found = judged(BROMSGROVE, done, target, Beside(as_at=Q1.end), profile=Profile.MILESTONE, decimals=0)
    assert found.status is expected


def test_a_late_milestone_says_how_late():
    target = TargetNow(Decimal(1), "", Decimal(1), due_on=date(2022, 12, 31))
    found = judged(BROMSGROVE, "0", target, Beside(as_at=Q1.end), profile=Profile.MILESTONE, decimals=0)
    assert found.reason.sentence == (
        "Not done by 30 June 2023, and it was to be done by 31 December 2022: 6 months late, more than the 1 month "
        "that may be watched."
    )


def test_a_policy_for_context_gives_no_status():
    assert called(CONTEXT_ONLY, "3") == (Status.CONTEXT, "")


BY_POINTS = StatusPolicy(code="p", name="points", tolerance=Decimal(2), tolerance_in=ToleranceIn.POINTS)


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("82", ON_TRACK),
        ("90", ON_TRACK),
        ("81.9", WATCH),
        ("80", WATCH),
        ("79.9", OFF_TRACK),
        ("92", WATCH),
        ("92.1", OFF_TRACK),
    ],
)
def test_a_band_is_kept_on_both_sides_edges_included(value, expected):
    target = TargetNow(Decimal(82), "", Decimal(82), band=Band(Decimal(82), Decimal(90)))
    found = judged(BY_POINTS, value, target, unit="%", profile=Profile.BAND, polarity=CONTEXT)
    assert found.status is expected


def test_a_figure_outside_its_band_says_on_which_side_and_by_how_much():
    target = TargetNow(Decimal(82), "", Decimal(82), band=Band(Decimal(82), Decimal(90)))
    assert judged(BY_POINTS, "93", target, unit="%", profile=Profile.BAND, polarity=CONTEXT).reason.sentence == (
        "93.0% is 3.0 percentage points above the band of 82.0% to 90.0%, more than the 2 percentage points that may "
        "be watched."
    )


@pytest.mark.parametrize(("grade", "expected"), [("2", ON_TRACK), ("3", WATCH), ("4", OFF_TRACK), ("1", ON_TRACK)])
def test_grades_are_compared_in_whole_grades(grade, expected):
    policy = StatusPolicy(code="g", name="one grade", tolerance=Decimal(1), tolerance_in=ToleranceIn.UNITS)
    found = judged(policy, grade, "2", unit="grade 1-4", decimals=0, profile=Profile.GRADE, polarity=LOWER)
    assert found.status is expected


def test_a_grade_reads_as_a_grade():
    policy = StatusPolicy(code="g", name="one grade", tolerance=Decimal(1), tolerance_in=ToleranceIn.UNITS)
    found = judged(policy, "4", "2", unit="grade 1-4", decimals=0, profile=Profile.GRADE, polarity=LOWER)
    assert found.reason.sentence == (
        "grade 4 is 2 grades above the target of 2 (lower is better), more than the 1 grade that may be watched."
    )
