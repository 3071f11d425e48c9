"""A measure beside others: same period or nothing, which way is good, ties, those missing, and what counts can say."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from lsp_core.judging.assessment import Assessment, Status, Verdict
from lsp_core.judging.comparison import Standing
from lsp_core.judging.judge import judge
from lsp_core.judging.placed import Among, Placing
from lsp_core.judging.placing_words import ordinal
from lsp_core.observations import Observation
from lsp_core.periods import Period, Quarter
from lsp_core.plan.model import Comparator, ComparatorFigure, ComparatorSet, Plan, Polarity, PolicyKind, StatusPolicy
from tests.factories import Q1, Q2, a_measure, a_plan, an_observation, some_facts

NAMES = "ABCDEFGH"


def a_figure(comparator: str, value: str | None, period: Period = Q1, **changes: Any) -> ComparatorFigure:
    number = None if value is None else Decimal(value)
    values = {"measure": "EV", "comparator": comparator, "period": period.code, "value": number}
    return ComparatorFigure(**{**values, **changes})


def figures(values: str, period: Period = Q1) -> tuple[ComparatorFigure, ...]:
    """One for each comparator, in order; `-` for one that was suppressed."""
    return tuple(
        a_figure(name, None if value == "-" else value, period)
        for name, value in zip(NAMES, values.split(), strict=False)
    )


def a_compared_plan(*others: ComparatorFigure, fewest: int = 8, benchmark: str | None = None, **measure: Any) -> Plan:
    """The small partnership with charging points beside eight towns, and England known."""
    towns = ComparatorSet(
        code="towns", name="like towns", members=tuple(NAMES), source="A table", why="They are alike.", fewest=fewest
    )
    plan = a_plan()
    compared = a_measure("EV", compared_with="towns", benchmark=benchmark, **measure)
    return plan.model_copy(
        update={
            "measures": (compared, *plan.measures[1:]),
            "comparators": (
                *(Comparator(code=name, name=f"Town {name}") for name in NAMES),
                Comparator(code="ENG", name="England"),
            ),
            "comparator_sets": (towns,),
            "comparator_figures": others,
        }
    )


def judged(plan: Plan, *own: Observation, quarter: Quarter = Q1) -> Assessment:
    """Charging points, with 75 in the first quarter unless stated."""
    facts = some_facts(quarter, own or (an_observation("EV", Q1, "75"),), plan=plan)
    return next(one for one in judge(facts) if one.measure == "EV")


def placed(plan: Plan, *own: Observation, quarter: Quarter = Q1) -> Placing:
    placing = judged(plan, *own, quarter=quarter).placing
    assert placing is not None
    return placing


def among(plan: Plan, *own: Observation, quarter: Quarter = Q1) -> Among:
    found = placed(plan, *own, quarter=quarter).among
    assert found is not None
    return found


def told(placing: Placing) -> str:
    return " ".join(reason.sentence for reason in placing.reasons)


def test_a_measure_that_names_nobody_is_placed_beside_nobody():
    assert judged(a_plan()).placing is None


@pytest.mark.parametrize(
    ("polarity", "finding"),
    [
        (Polarity.HIGHER_IS_BETTER, "April to June 2023: 3rd worst of 9 among like towns."),
        (Polarity.LOWER_IS_BETTER, "April to June 2023: 3rd best of 9 among like towns."),
        (Polarity.CONTEXT, "April to June 2023: 3rd lowest of 9 among like towns."),
    ],
)
def test_the_rank_is_told_from_the_nearer_end_and_by_which_way_is_good(polarity, finding):
    assert placed(a_compared_plan(*figures("70 72 76 77 78 79 80 81"), polarity=polarity)).finding == finding


@pytest.mark.parametrize(
    ("own", "finding"),
    [
        ("99", "the best of 9"),
        ("1", "the worst of 9"),
        ("81", "joint best of 9"),
        ("70", "joint worst of 9"),
        ("72", "joint 2nd worst of 9"),
        ("77.5", "5th best of 9"),
        ("77", "joint 5th best of 9"),
    ],
)
def test_the_ends_and_equals_are_said_to_be_so(own, finding):
    plan = a_compared_plan(*figures("70 72 76 77 78 79 80 81"))
    assert f": {finding} among" in placed(plan, an_observation("EV", Q1, own)).finding


def test_figures_are_ranked_as_they_are_reported_so_that_what_prints_alike_is_level():
    plan = a_compared_plan(*figures("75.04 70 71 72 73 74 76 77"))
    assert among(plan).level_with == 1


def test_everybody_with_the_same_figure_is_neither_best_nor_worst():
    assert (
        "level with all the others, 9 in all," in placed(a_compared_plan(*figures("75 75 75 75 75 75 75 75"))).finding
    )


@pytest.mark.parametrize(
    ("own", "polarity", "quarter"),
    [
        ("99", Polarity.HIGHER_IS_BETTER, 1),
        ("1", Polarity.HIGHER_IS_BETTER, 4),
        ("1", Polarity.LOWER_IS_BETTER, 1),
        ("75", Polarity.HIGHER_IS_BETTER, 3),
    ],
)
def test_the_first_quarter_is_the_best_whichever_way_is_good(own, polarity, quarter):
    plan = a_compared_plan(*figures("70 72 74 77 78 79 80 -"), polarity=polarity)
    assert among(plan, an_observation("EV", Q1, own)).quarter == quarter


def test_fewer_than_the_set_asks_for_are_ranked_and_given_no_quarter():
    found = placed(a_compared_plan(*figures("70 72 76 - - - - -")))
    assert found.among is not None
    assert (found.among.rank, found.among.of, found.among.quarter, found.among.fifth) == (2, 4, None, None)
    assert "4 have a figure; to speak of quarters the set asks for 8." in told(found)


def test_suppressed_and_missing_figures_are_named_and_never_counted():
    found = placed(a_compared_plan(*figures("70 72 - 77 78 79")))
    assert found.among is not None
    assert found.among.of == 6
    assert "No figure for Town C, Town G and Town H." in told(found)


def test_with_too_few_to_rank_nothing_is_said_but_that():
    found = placed(a_compared_plan(*figures("70 72 - - - - - -")))
    assert (found.among, found.against) == (None, None)
    assert found.finding == (
        "We cannot say how it stands beside like towns: 2 figures of 8 published for April to June 2023, and a place "
        "takes three."
    )


def test_without_a_figure_of_ours_nothing_is_ranked():
    found = placed(a_compared_plan(*figures("70 72 76 77 78 79 80 81")), an_observation("EV", Q1, None))
    assert found.finding == "We cannot say how it stands beside like towns: there is no figure of ours."


def test_figures_are_held_beside_the_same_period_and_a_newer_one_of_ours_is_said_to_be_newer():
    own = an_observation("EV", Q1, "75"), an_observation("EV", Q2, "99")
    found = placed(a_compared_plan(*figures("70 72 76 77 78 79 80 81")), *own, quarter=Q2)
    assert found.among is not None
    assert (found.among.period, found.among.own_value) == (Q1, Decimal("75.0"))
    assert "Ours is newer, 99.0 for July to September 2023: nobody there has published theirs." in told(found)


def test_a_newer_period_that_too_few_have_is_passed_over_and_that_is_said():
    own = an_observation("EV", Q1, "75"), an_observation("EV", Q2, "99")
    plan = a_compared_plan(*figures("70 72 76 77 78 79 80 81"), *figures("71 73", Q2))
    assert "2 figures of 8 published there so far, too few to rank." in told(placed(plan, *own, quarter=Q2))


def test_a_comparators_newer_figure_waits_for_ours():
    plan = a_compared_plan(*figures("70 72 76 77 78 79 80 81"), *figures("1 1 1 1 1 1 1 1", Q2))
    assert among(plan, quarter=Q2).period == Q1


def test_a_figure_counts_from_the_day_it_was_published_and_the_last_published_counts():
    early = figures("70 72 76 77 78 79 80 81")
    plan = a_compared_plan(
        *early,
        a_figure("A", "90", published_on=date(2023, 7, 1)),
        a_figure("B", "91", published_on=date(2099, 1, 1)),
    )
    values = {other.comparator.code: other.value for other in among(plan).others}
    assert (values["A"], values["B"]) == (Decimal("90.0"), Decimal("72.0"))


def test_a_figure_given_by_its_counts_alone_is_worked_out():
    counts = a_figure("A", None, numerator=Decimal(30), denominator=Decimal(40))
    plan = a_compared_plan(counts, *figures("70 72 76 77 78")[1:], numerator="these", denominator="of those", unit="%")
    assert among(plan).others[0].value == Decimal("75.0")


def test_figures_from_before_what_is_counted_changed_are_compared_with_nobody():
    plan = a_compared_plan(*figures("70 72 76 77 78 79 80 81"))
    since = plan.measures[0].model_copy(update={"definition": "Another thing.", "valid_from": Q2.start})
    changed = plan.model_copy(update={"measures": (*plan.measures, since)})
    own = an_observation("EV", Q1, "75"), an_observation("EV", Q2, "99")
    assert placed(changed, *own, quarter=Q2).among is None


def test_the_gap_to_the_best_is_positive_when_the_best_is_better_whichever_way_is_good():
    higher = among(a_compared_plan(*figures("70 72 76 77 78 79 80 81")))
    lower = among(a_compared_plan(*figures("70 72 76 77 78 79 80 81"), polarity=Polarity.LOWER_IS_BETTER))
    assert (higher.best.comparator.code, higher.gap) == ("H", Decimal("6.0"))
    assert (lower.best.comparator.code, lower.gap) == ("A", Decimal("5.0"))


COUNTED = {"unit": "%", "numerator": "these", "denominator": "of those", "benchmark": "ENG"}


def counted(value: str, out_of: int) -> Observation:
    count = Decimal(value) * out_of / 100
    return an_observation("EV", Q1, value, numerator=count, denominator=Decimal(out_of))


@pytest.mark.parametrize(
    ("out_of", "standing", "sentence"),
    [
        (100, Standing.SIMILAR, "similar to England, 80.0%, which is inside the 95% interval of ours"),
        (400, Standing.WORSE, "worse than England, 80.0%, which is outside the 95% interval of ours"),
        (4000, Standing.MUCH_WORSE, "worse than England, 80.0%, which is outside the 99.8% interval of ours"),
    ],
)
def test_worse_than_the_benchmark_takes_more_than_chance(out_of, standing, sentence):
    found = placed(a_compared_plan(a_figure("ENG", "80"), **COUNTED), counted("75", out_of))
    assert found.against is not None
    assert found.against.standing is standing
    assert sentence in told(found)


def test_without_counts_nobody_claims_that_a_gap_is_more_than_chance():
    found = placed(a_compared_plan(a_figure("ENG", "80"), benchmark="ENG", unit="%"))
    assert "5.0 percentage points worse than England" in found.finding
    assert "whether that is more than chance cannot be said" in told(found)


def test_where_the_benchmark_is_known_for_another_period_both_are_named():
    own = an_observation("EV", Q1, "75"), an_observation("EV", Q2, "99")
    plan = a_compared_plan(*figures("70 72 76 77 78 79 80 81"), a_figure("ENG", "98", Q2), benchmark="ENG")
    assert placed(plan, *own, quarter=Q2).finding == (
        "April to June 2023: 3rd worst of 9 among like towns; July to September 2023: 1.0 better than England."
    )


def test_a_funnel_allows_for_size_and_says_how_many_it_cannot_explain():
    others = [
        a_figure(name, "80", numerator=Decimal(800 * size), denominator=Decimal(1000 * size))
        for size, name in enumerate("ABCD", 1)
    ]
    near, far = counted("75", 100), counted("75", 100_000)
    inside = among(a_compared_plan(*others, **COUNTED), near).funnel
    beyond = among(a_compared_plan(*others, **COUNTED), far).funnel
    assert inside is not None
    assert beyond is not None
    assert inside.standing is Standing.SIMILAR
    assert beyond.standing is Standing.MUCH_WORSE
    assert (inside.beyond, inside.of) == (0, 5)


def test_there_is_no_funnel_where_all_are_of_one_size():
    others = [a_figure(name, "80", numerator=Decimal(80), denominator=Decimal(100)) for name in "ABCD"]
    assert among(a_compared_plan(*others, **COUNTED), counted("75", 100)).funnel is None


BY_QUARTERS = StatusPolicy(code="quarters", name="by quarters of comparators", kind=PolicyKind.QUARTILE)


def by_quarters(plan: Plan) -> Plan:
    policies = plan.policies.model_copy(update={"status": (*plan.policies.status, BY_QUARTERS)})
    measures = (plan.measures[0].model_copy(update={"policy": "quarters"}), *plan.measures[1:])
    return plan.model_copy(update={"policies": policies, "measures": measures})


@pytest.mark.parametrize(("own", "status"), [("99", Status.ON_TRACK), ("75", Status.WATCH), ("1", Status.OFF_TRACK)])
def test_a_policy_by_quarters_takes_its_status_from_the_comparators(own, status):
    plan = by_quarters(a_compared_plan(*figures("70 72 74 77 78 79 80 -")))
    assert judged(plan, an_observation("EV", Q1, own)).status is status


def test_a_policy_by_quarters_never_judges_a_figure_by_an_older_ones_place():
    plan = by_quarters(a_compared_plan(*figures("70 72 74 77 78 79 80 81")))
    own = an_observation("EV", Q1, "99"), an_observation("EV", Q2, "99")
    assessment = judged(plan, *own, quarter=Q2)
    assert (assessment.status, assessment.verdict) == (Status.NO_TARGET, Verdict.NOT_JUDGED)
    assert "its comparators are known only for April to June 2023, and not for this figure" in assessment.why


def test_a_policy_by_quarters_cannot_say_with_too_few():
    assessment = judged(by_quarters(a_compared_plan(*figures("70 72 74 77"))))
    assert assessment.status is Status.NO_TARGET
    assert "5 have a figure, too few to speak of quarters" in assessment.why


def test_a_place_beside_others_decides_nothing_under_any_other_policy():
    plain, compared = judged(a_plan()), judged(a_compared_plan(*figures("90 91 92 93 94 95 96 97")))
    assert (plain.status, plain.verdict, plain.confidence) == (compared.status, compared.verdict, compared.confidence)


def test_places_are_numbered_as_people_number_them():
    numbered = [ordinal(n) for n in (1, 2, 3, 4, 11, 12, 13, 21, 112)]
    assert numbered == ["1st", "2nd", "3rd", "4th", "11th", "12th", "13th", "21st", "112th"]
