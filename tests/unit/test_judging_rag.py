from decimal import Decimal

import pytest

from lsp_core.judging.assessment import Status, TargetNow
from lsp_core.judging.gaps import tolerance
from lsp_core.judging.rag import status
from lsp_core.plan.model import Polarity, StatusPolicy, ToleranceIn
from tests.factories import a_measure

HIGHER, LOWER = Polarity.HIGHER_IS_BETTER, Polarity.LOWER_IS_BETTER
ON_TRACK, WATCH, OFF_TRACK = Status.ON_TRACK, Status.WATCH, Status.OFF_TRACK


def a_policy(tolerance: str = "5", tolerance_in: ToleranceIn = ToleranceIn.PERCENT) -> StatusPolicy:
    return StatusPolicy(code="p", name="within 5% of target", tolerance=Decimal(tolerance), tolerance_in=tolerance_in)


def a_goal(value: str) -> TargetNow:
    return TargetNow(Decimal(value), "", Decimal(value))


def judged(value: str, target: str, policy: StatusPolicy | None = None, **changes) -> Status:
    return status(a_measure(**changes), policy or a_policy(), Decimal(value), a_goal(target))[0]


def why(value: str, target: str, policy: StatusPolicy | None = None, **changes) -> str:
    return status(a_measure(**changes), policy or a_policy(), Decimal(value), a_goal(target))[1].sentence


@pytest.mark.parametrize(
    ("polarity", "value", "expected"),
    [
        (HIGHER, "84.0", ON_TRACK),
        (HIGHER, "80.0", ON_TRACK),
        (HIGHER, "79.9", WATCH),
        (HIGHER, "76.0", WATCH),
        (HIGHER, "75.9", OFF_TRACK),
        (LOWER, "76.0", ON_TRACK),
        (LOWER, "80.0", ON_TRACK),
        (LOWER, "80.1", WATCH),
        (LOWER, "84.0", WATCH),
        (LOWER, "84.1", OFF_TRACK),
    ],
)
def test_status_at_the_edges_of_target_and_tolerance(polarity, value, expected):
    assert judged(value, "80", polarity=polarity) is expected


@pytest.mark.parametrize(
    ("tolerance_in", "value", "expected"),
    [
        (ToleranceIn.PERCENT, "19.0", WATCH),
        (ToleranceIn.PERCENT, "18.9", OFF_TRACK),
        (ToleranceIn.POINTS, "15.0", WATCH),
        (ToleranceIn.POINTS, "14.9", OFF_TRACK),
        (ToleranceIn.UNITS, "15.0", WATCH),
        (ToleranceIn.UNITS, "14.9", OFF_TRACK),
    ],
)
def test_five_percent_of_a_target_of_twenty_is_one_and_five_points_are_five(tolerance_in, value, expected):
    assert judged(value, "20", a_policy("5", tolerance_in)) is expected


@pytest.mark.parametrize(
    ("polarity", "value", "expected"),
    [(LOWER, "0", ON_TRACK), (LOWER, "0.1", OFF_TRACK), (HIGHER, "0", ON_TRACK), (HIGHER, "-0.1", OFF_TRACK)],
)
def test_a_target_of_zero_leaves_no_percentage_to_tolerate(polarity, value, expected):
    assert judged(value, "0", polarity=polarity) is expected


def test_a_target_of_zero_with_a_percentage_tolerance_says_that_nothing_is_tolerated():
    assert why("3", "0", polarity=LOWER, unit="deaths", decimals=0) == (
        "3 deaths is 3 above the target of 0 (lower is better), and 5% of a target of zero leaves no tolerance."
    )


def test_a_target_of_zero_can_still_be_tolerated_in_units():
    policy = a_policy("2", ToleranceIn.UNITS)
    assert judged("2", "0", policy, polarity=LOWER) is WATCH
    assert judged("2.1", "0", policy, polarity=LOWER) is OFF_TRACK


@pytest.mark.parametrize(("value", "expected"), [("0.4", ON_TRACK), ("0.5", OFF_TRACK)])
def test_a_low_percentage_near_zero_is_hardly_tolerated_in_percent_but_is_in_points(value, expected):
    assert judged(value, "0.4", polarity=LOWER, unit="%") is expected
    by_points = judged("0.5", "0.4", a_policy("1", ToleranceIn.POINTS), polarity=LOWER, unit="%")
    assert by_points is WATCH


@pytest.mark.parametrize(
    ("polarity", "value", "expected"),
    [
        (HIGHER, "-5", ON_TRACK),
        (HIGHER, "-5.2", WATCH),
        (HIGHER, "-5.3", OFF_TRACK),
        (LOWER, "-6", ON_TRACK),
        (LOWER, "-4.8", WATCH),
        (LOWER, "-4.7", OFF_TRACK),
    ],
)
def test_a_negative_target_tolerates_a_share_of_its_size(polarity, value, expected):
    assert judged(value, "-5", polarity=polarity) is expected


@pytest.mark.parametrize(("value", "expected"), [("94.94", WATCH), ("94.95", ON_TRACK), ("94.96", ON_TRACK)])
def test_what_is_compared_is_what_is_printed(value, expected):
    assert judged(value, "95.0", unit="%") is expected


def test_the_tolerance_is_not_rounded_and_prints_in_full():
    assert tolerance(a_policy(), Decimal("61.5")) == Decimal("3.075")
    assert judged("58.5", "61.5") is WATCH
    assert judged("58.4", "61.5") is OFF_TRACK
    assert "more than the 5% (3.075) that may be watched" in why("58.4", "61.5")


@pytest.mark.parametrize(
    ("value", "target", "policy", "changes", "sentence"),
    [
        (
            "74",
            "80",
            None,
            {},
            "74.0 per 100,000 people is 6.0 below the target of 80.0 (higher is better), more than the 5% (4.0) that "
            "may be watched.",
        ),
        (
            "77",
            "80",
            None,
            {},
            "77.0 per 100,000 people is 3.0 below the target of 80.0 (higher is better), within the 5% (4.0) that may "
            "be watched.",
        ),
        ("84", "80", None, {}, "84.0 per 100,000 people is 4.0 above the target of 80.0 (higher is better)."),
        ("80", "80", None, {}, "80.0 per 100,000 people is on the target of 80.0 (higher is better)."),
        (
            "9.9",
            "8.5",
            a_policy("1", ToleranceIn.POINTS),
            {"unit": "%", "polarity": LOWER},
            "9.9% is 1.4 percentage points above the target of 8.5% (lower is better), more than the 1 percentage "
            "point that may be watched.",
        ),
        (
            "9.9",
            "8.5",
            a_policy("0"),
            {"unit": "%", "polarity": LOWER},
            "9.9% is 1.4 percentage points above the target of 8.5% (lower is better), and the rule allows no "
            "tolerance.",
        ),
    ],
)
def test_the_reason_carries_the_arithmetic(value, target, policy, changes, sentence):
    assert why(value, target, policy, **changes) == sentence


def test_the_reason_names_the_rule_and_its_version():
    policy = a_policy().model_copy(update={"version": 3})
    assert status(a_measure(), policy, Decimal(74), a_goal("80"))[1].rule == "status: within 5% of target, v3"


def test_without_a_target_a_figure_is_shown_and_not_judged():
    found, reason = status(a_measure(), a_policy(), Decimal(74), None)
    assert found is Status.NO_TARGET
    assert reason.sentence == (
        "74.0 per 100,000 people: no target has been agreed, so the figure is shown and not judged."
    )


def test_a_measure_for_context_is_never_judged_even_where_a_target_is_stated():
    assert judged("1", "80", polarity=Polarity.CONTEXT) is Status.CONTEXT
