"""Small numbers: what is withheld, and that nobody can work it out from anything that is shown."""

from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.optimize import linprog

from lsp_core.judging.assessment import Status, Verdict
from lsp_core.judging.judge import judge
from lsp_core.judging.small_numbers import figures_seen, figures_seen_by
from lsp_core.observations import Observation, Vintage
from lsp_core.plan.model import Measure, Plan, Polarity, Profile
from tests.factories import Q1, Q2, Q3, Q4, a_measure, a_plan, a_target, an_observation, known, some_facts

LIMIT = 5
QUARTERS = (Q1, Q2, Q3, Q4)
SMALL = {Decimal(count) for count in range(1, LIMIT)}
ENOUGH = 26
"""More than any count tried here can be, once its sum is known."""


def a_count(code: str, **changes: object) -> Measure:
    """A measure that counts people, with small numbers suppressed."""
    values = {"indicator": "I-EV", "name": f"Homes in {code}", "unit": "people", "decimals": 0, "suppress_below": LIMIT}
    return a_measure(code, **{**values, **changes})


def a_share(code: str, **changes: object) -> Measure:
    counts = {"unit": "%", "decimals": 1, "numerator": "people seen", "denominator": "people"}
    return a_count(code, **{**counts, **changes})


def with_measures(*measures: Measure, **changes: object) -> Plan:
    return a_plan(measures=measures, **{"targets": (), "funds": (), "risks": (), **changes})


def of_shares(code: str, numerator: int, denominator: int) -> Observation:
    counts = {"numerator": Decimal(numerator), "denominator": Decimal(denominator)}
    return an_observation(code, Q1, f"{numerator / denominator * 100:.1f}", **counts)


def shown(plan: Plan, *observations: Observation) -> dict[str, str]:
    """Each measure's figure as anybody sees it, or what stands in its place."""
    seen = figures_seen(plan, known(*observations))
    return {code: one.in_its_place or str(one.value) for (code, _), one in seen.items()}


@pytest.mark.parametrize(
    ("count", "says"), [(0, "0"), (1, "fewer than 5 people"), (4, "fewer than 5 people"), (5, "5")]
)
def test_a_count_of_one_or_more_and_below_the_limit_is_withheld_and_zero_is_not(count: int, says: str) -> None:
    assert shown(with_measures(a_count("A")), an_observation("A", Q1, str(count))) == {"A": says}


def test_without_a_limit_every_figure_is_shown() -> None:
    plan = with_measures(a_count("A", suppress_below=None))
    assert shown(plan, an_observation("A", Q1, "1")) == {"A": "1"}


@pytest.mark.parametrize(
    ("numerator", "denominator", "is_shown"),
    [(3, 40, False), (1, 3, False), (0, 3, False), (37, 40, False), (40, 40, True), (0, 40, True), (20, 40, True)],
)
def test_a_share_is_withheld_when_those_counted_those_there_are_or_the_rest_are_few(
    numerator: int, denominator: int, is_shown: bool
) -> None:
    seen = figures_seen(with_measures(a_share("A")), known(of_shares("A", numerator, denominator)))["A", Q1]
    assert (seen.value is not None) is is_shown
    if not is_shown:
        assert (seen.numerator, seen.denominator) == (None, None)


def test_a_withheld_figure_keeps_where_it_came_from_and_loses_its_note_which_may_name_the_number() -> None:
    plan = with_measures(a_count("A"))
    seen = figures_seen(plan, known(an_observation("A", Q1, "3", note="Only 3 this time.")))["A", Q1]
    assert (seen.vintage, seen.note, seen.return_reference) == (Vintage.SUPPRESSED, "", "2023-24 Q1 COUNCIL #1")


def test_one_small_part_takes_the_next_smallest_with_it_so_that_the_whole_can_be_shown() -> None:
    plan = with_measures(a_count("A"), a_count("B"), a_count("C"), a_count("ALL", parts="A;B;C"))
    counts = [an_observation(code, Q1, count) for code, count in (("A", "3"), ("B", "30"), ("C", "9"))]
    assert shown(plan, *counts) == {"A": "fewer than 5 people", "B": "30", "C": "suppressed", "ALL": "42"}


def test_the_whole_is_withheld_when_hiding_every_part_is_not_enough() -> None:
    plan = with_measures(a_count("A"), a_count("B"), a_count("ALL", parts="A;B"))
    counts = [an_observation("A", Q1, "4"), an_observation("B", Q1, "4")]
    assert shown(plan, *counts)["ALL"] == "suppressed", "8 less nothing shown is 4 and 4"


def test_a_whole_is_as_strict_as_its_parts_without_saying_so() -> None:
    plan = with_measures(a_count("A"), a_count("B"), a_count("ALL", parts="A;B", suppress_below=None))
    counts = [an_observation("A", Q1, "3"), an_observation("B", Q1, "0")]
    assert shown(plan, *counts)["ALL"] == "suppressed", "its size would limit the parts that are hidden"


def test_a_cumulative_figure_that_hardly_grew_is_withheld_until_the_difference_is_large_enough() -> None:
    plan = with_measures(a_count("A", profile=Profile.CUMULATIVE))
    counts = known(*(an_observation("A", q, c) for q, c in zip(QUARTERS, ("40", "43", "44", "46"), strict=True)))
    seen = figures_seen(plan, counts)
    assert [seen["A", q].value for q in QUARTERS] == [Decimal(40), None, None, Decimal(46)]


def test_a_cumulative_figure_begins_again_on_1_april() -> None:
    plan = with_measures(a_count("A", profile=Profile.CUMULATIVE))
    counts = known(an_observation("A", Q4.previous, "40"), an_observation("A", Q4.next, "42"))
    assert figures_seen(plan, counts)["A", Q4.next].value == Decimal(42)


def test_a_partner_sees_its_own_small_numbers_and_not_those_of_who_had_the_measure_before() -> None:
    plan = with_measures(a_count("A"))
    figures = known(an_observation("A", Q1, "3"), an_observation("A", Q2, "2", partner="TRUST"))
    seen = figures_seen_by("COUNCIL", plan, figures)
    assert (seen["A", Q1].value, seen["A", Q2].value) == (Decimal(3), None)


# Nobody can work it out


@settings(max_examples=120, deadline=None)
@given(st.lists(st.integers(0, 12), min_size=2, max_size=4))
def test_no_small_part_can_be_narrowed_by_who_knows_the_whole_the_others_and_the_rule(counts: list[int]) -> None:
    codes = "ABCD"[: len(counts)]
    plan = with_measures(*map(a_count, codes), a_count("ALL", parts=";".join(codes)))
    seen = seen_in(plan, dict(zip(codes, counts, strict=True)))
    possible = [dict(zip(codes, guess, strict=True)) for guess in guesses(seen, codes)]
    possible = [guess for guess in possible if agrees(seen["ALL"], sum(guess.values()))]
    assert_nothing_small_is_known(seen, codes, possible)


@settings(max_examples=120, deadline=None)
@given(st.lists(st.integers(0, 9), min_size=4, max_size=4))
def test_no_small_part_can_be_narrowed_through_a_whole_of_wholes(counts: list[int]) -> None:
    wholes = {"N": "A;B", "S": "C;D", "ALL": "N;S"}
    plan = with_measures(*map(a_count, "ABCD"), *(a_count(code, parts=parts) for code, parts in wholes.items()))
    seen = seen_in(plan, dict(zip("ABCD", counts, strict=True)))
    possible = [
        dict(zip("ABCD", guess, strict=True))
        for guess in guesses(seen, "ABCD")
        if agrees(seen["N"], guess[0] + guess[1])
        and agrees(seen["S"], guess[2] + guess[3])
        and agrees(seen["ALL"], sum(guess))
    ]
    assert_nothing_small_is_known(seen, "ABCD", possible)


@settings(max_examples=150, deadline=None)
@given(st.lists(st.integers(0, 7), min_size=4, max_size=4))
def test_no_small_increase_can_be_narrowed_from_a_series_that_counts_up(increases: list[int]) -> None:
    plan = with_measures(a_count("A", profile=Profile.CUMULATIVE))
    counts = list(np.cumsum(increases))
    figures = (an_observation("A", q, str(c)) for q, c in zip(QUARTERS, counts, strict=True))
    seen = figures_seen(plan, known(*figures))
    printed = [seen["A", quarter].value for quarter in QUARTERS]
    before = Decimal(0)
    for value in printed:
        if value is not None:
            assert value - before not in SMALL, "two figures that are shown give away what lies between"
            before = value


@settings(max_examples=60, deadline=None)
@given(st.lists(st.lists(st.integers(0, 9), min_size=3, max_size=3), min_size=4, max_size=4))
def test_no_small_increase_is_pinned_by_series_that_count_up_and_their_whole(increases: list[list[int]]) -> None:
    """Held against a linear programme of everything a reader knows: what is shown, that parts add up, and that a count
    never falls."""
    cumulative = {"profile": Profile.CUMULATIVE}
    plan = with_measures(*(a_count(code, **cumulative) for code in "ABC"), a_count("ALL", parts="A;B;C", **cumulative))
    counts = np.cumsum(np.array(increases), axis=0)
    figures = [
        an_observation(code, quarter, str(counts[k][p]))
        for k, quarter in enumerate(QUARTERS)
        for p, code in enumerate("ABC")
    ]
    seen = figures_seen(plan, known(*figures))
    for p, code in enumerate("ABC"):
        before = 0
        for k, quarter in enumerate(QUARTERS):
            value = seen[code, quarter].value
            if value is None and 0 < counts[k][p] - before < LIMIT:
                low, high = reach(seen, k, p)
                assert high - low >= 1, f"{code} in {quarter} is between {low} and {high}"
            before = int(value) if value is not None else before


def reach(seen: dict[tuple[str, object], Observation], k: int, p: int) -> tuple[float, float]:
    """The least and the most that one part's figure in one quarter can be."""
    place = lambda quarter, part: quarter * 3 + part  # noqa: E731
    equal, equals, below, belows = [], [], [], []
    for quarter, period in enumerate(QUARTERS):
        whole = seen["ALL", period].value
        if whole is not None:
            equal.append([1.0 if place(quarter, 0) <= at < place(quarter, 3) else 0.0 for at in range(12)])
            equals.append(float(whole))
        for part, code in enumerate("ABC"):
            value = seen[code, period].value
            if value is not None:
                equal.append([float(at == place(quarter, part)) for at in range(12)])
                equals.append(float(value))
            if quarter:
                row = [0.0] * 12
                row[place(quarter - 1, part)], row[place(quarter, part)] = 1.0, -1.0
                below.append(row)
                belows.append(0.0)
    ends = []
    for sign in (1.0, -1.0):
        aim = [sign * float(at == place(k, p)) for at in range(12)]
        found = linprog(aim, below, belows, equal or None, equals or None, bounds=[(0, 200)] * 12)
        assert found.success
        ends.append(sign * found.fun)
    return ends[0], ends[1]


def seen_in(plan: Plan, counts: dict[str, int]) -> dict[str, Observation]:
    seen = figures_seen(plan, known(*(an_observation(code, Q1, str(count)) for code, count in counts.items())))
    return {code: figure for (code, _), figure in seen.items()}


def agrees(figure: Observation, count: int) -> bool:
    """Whether a count is what a figure shows; or, of one withheld, as small or as large as it says it is."""
    if figure.value is not None:
        return figure.value == count
    if figure.made_of and figure.in_its_place == "suppressed":
        return True
    return (Decimal(count) in SMALL) is figure.in_its_place.startswith("fewer")


def guesses(seen: dict[str, Observation], codes: Sequence[str]) -> Iterator[tuple[int, ...]]:
    """All that the parts can be, one by one."""
    return product(*([c for c in range(ENOUGH) if agrees(seen[code], c)] for code in codes))


def assert_nothing_small_is_known(
    seen: dict[str, Observation], codes: Sequence[str], possible: list[dict[str, int]]
) -> None:
    for code in codes:
        if seen[code].in_its_place.startswith("fewer"):
            assert {Decimal(guess[code]) for guess in possible} == SMALL


# How it is judged


def judged(measure: Measure, target: str, count: str) -> dict[str, object]:
    plan = with_measures(measure, targets=(a_target(measure.code, "2023-24", target),))
    facts = some_facts(plan=plan, known=figures_seen(plan, known(an_observation(measure.code, Q1, count))))
    (assessment,) = judge(facts)
    return {"status": assessment.status, "verdict": assessment.verdict, "why": assessment.why}


def test_a_status_is_said_where_every_small_number_would_have_it() -> None:
    said = judged(a_count("A", polarity=Polarity.LOWER_IS_BETTER), "20", "3")
    assert said["status"] is Status.ON_TRACK
    assert "fewer than 5 people" in str(said["why"])
    assert "It is on track, whichever of them it is." in str(said["why"])


def test_a_status_that_would_say_which_small_number_it_is_is_not_said() -> None:
    said = judged(a_count("A", polarity=Polarity.LOWER_IS_BETTER), "2", "3")
    assert (said["status"], said["verdict"]) == (Status.SUPPRESSED, Verdict.NO_CURRENT_DATA)


def test_the_same_words_stand_for_every_small_number() -> None:
    words = {str(judged(a_count("A", polarity=Polarity.LOWER_IS_BETTER), "2", str(count))) for count in range(1, LIMIT)}
    assert len(words) == 1


def test_a_partner_that_gives_no_small_number_has_answered_and_is_not_judged() -> None:
    plan = with_measures(a_count("A"), targets=(a_target("A", "2023-24", "20"),))
    figure = an_observation("A", Q1, None, vintage=Vintage.SUPPRESSED)
    (assessment,) = judge(some_facts(plan=plan, known=figures_seen(plan, known(figure))))
    assert assessment.status is Status.SUPPRESSED
    assert assessment.why == "Anytown Council does not give the figure for April to June 2023: it is a small number."
