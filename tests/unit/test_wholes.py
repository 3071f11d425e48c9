"""Wholes: several areas' figures as one, from their counts."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lsp_core.judging.assessment import Assessment, Status
from lsp_core.judging.judge import judge
from lsp_core.judging.small_numbers import figures_seen
from lsp_core.judging.spread import SPREAD_RULE, widest_gap
from lsp_core.judging.wholes import lacking_in_words, made_of_in_words, measures_behind, with_wholes
from lsp_core.observations import Observation, Vintage
from lsp_core.periods import AcademicYear
from lsp_core.plan.model import Frequency, Measure, Plan, Profile
from lsp_core.requests.due import cycle_dates, figures_due, requests_due
from lsp_core.wording import rounded
from tests.factories import Q1, Q2, Q3, a_measure, a_plan, a_target, an_observation, at, known, some_facts

A_YEAR = {"frequency": Frequency.ACADEMIC_YEAR, "asked_in": 2}
COUNTS = {"unit": "%", "numerator": "people seen", "denominator": "people who came", "policy": "one-point"}


def a_share(code: str, **changes: object) -> Measure:
    return a_measure(code, **{"indicator": "I-EV", "name": f"Seen in {code}", **COUNTS, **changes})


def a_count(code: str, **changes: object) -> Measure:
    return a_measure(
        code, **{"indicator": "I-EV", "name": f"Homes in {code}", "unit": "homes", "decimals": 0, **changes}
    )


def with_measures(*measures: Measure, **changes: object) -> Plan:
    return a_plan(measures=measures, **{"targets": (), "funds": (), "risks": (), **changes})


def of_counts(code: str, numerator: int, denominator: int, **changes: object) -> Observation:
    value = rounded(Decimal(numerator) / Decimal(denominator) * 100, 1)
    counts = {"numerator": Decimal(numerator), "denominator": Decimal(denominator)}
    return an_observation(code, **{"period": Q1, "value": str(value), **counts, **changes})


NORTH_AND_SOUTH = with_measures(a_share("N"), a_share("S"), a_share("ALL", parts="N;S"))


def whole(plan: Plan, *figures: Observation, code: str = "ALL") -> Observation:
    found = with_wholes(plan, known(*figures))
    return next(one for (measure, _), one in found.items() if measure == code)


def test_a_percentage_is_recomputed_from_the_counts_and_not_averaged() -> None:
    found = whole(NORTH_AND_SOUTH, of_counts("N", 90, 100), of_counts("S", 100, 1000))
    assert found.value == Decimal("17.3"), "the average of 90% and 10% is 50%"
    assert (found.numerator, found.denominator) == (190, 1100)


@given(st.lists(st.tuples(st.integers(0, 500), st.integers(1, 500)), min_size=2, max_size=6))
def test_a_whole_is_what_its_counts_give_and_lies_between_its_parts(counts: list[tuple[int, int]]) -> None:
    codes = [f"P{n}" for n in range(len(counts))]
    plan = with_measures(*map(a_share, codes), a_share("ALL", parts=";".join(codes)))
    pairs = [(min(pair), max(pair)) for pair in counts]
    parts = [of_counts(code, *pair) for code, pair in zip(codes, pairs, strict=True)]
    found = whole(plan, *parts)
    above, below = (sum(Decimal(pair[place]) for pair in pairs) for place in (0, 1))
    assert found.value == rounded(above / below * 100, 1)
    values = [part.value for part in parts if part.value is not None]
    assert found.value is not None
    assert min(values) <= found.value <= max(values)


def test_counts_are_summed() -> None:
    plan = with_measures(a_count("A"), a_count("B"), a_count("ALL", parts="A;B"))
    assert whole(plan, an_observation("A", Q1, "12"), an_observation("B", Q1, "0")).value == 12


def test_a_count_from_1_april_is_summed_quarter_by_quarter() -> None:
    cumulative = {"profile": Profile.CUMULATIVE}
    plan = with_measures(
        a_count("A", **cumulative), a_count("B", **cumulative), a_count("ALL", parts="A;B", **cumulative)
    )
    figures = [
        an_observation(code, q, v) for code, q, v in (("A", Q1, "3"), ("A", Q2, "8"), ("B", Q1, "5"), ("B", Q2, "5"))
    ]
    found = with_wholes(plan, known(*figures))
    assert (found["ALL", Q1].value, found["ALL", Q2].value) == (8, 13)


def test_an_academic_year_is_summed_with_the_same_academic_year_only() -> None:
    plan = with_measures(a_share("N", **A_YEAR), a_share("S", **A_YEAR), a_share("ALL", parts="N;S", **A_YEAR))
    this, last = AcademicYear(2022), AcademicYear(2021)
    figures = [of_counts("N", 1, 2, period=this), of_counts("S", 1, 4, period=this), of_counts("N", 2, 2, period=last)]
    found = with_wholes(plan, known(*figures))
    assert found["ALL", this].value == Decimal("33.3")
    assert found["ALL", last].value is None


def test_parts_about_different_quarters_are_never_mixed() -> None:
    found = with_wholes(NORTH_AND_SOUTH, known(of_counts("N", 1, 2), of_counts("S", 1, 2, period=Q2)))
    assert found["ALL", Q1].value is None
    assert found["ALL", Q2].value is None


def test_a_whole_of_wholes_comes_from_all_the_counts_below_it() -> None:
    shares = map(a_share, "ABCD")
    plan = with_measures(a_share("ALL", parts="N;S"), a_share("N", parts="A;B"), a_share("S", parts="C;D"), *shares)
    found = whole(plan, *(of_counts(code, 1, count) for code, count in zip("ABCD", (1, 2, 3, 4), strict=True)))
    assert (found.numerator, found.denominator) == (4, 10)
    assert measures_behind(plan, "ALL") == {"ALL", "N", "S", *"ABCD"}


def test_a_restated_denominator_restates_the_whole() -> None:
    restated = of_counts("S", 100, 400, vintage=Vintage.REVISED, known_at=at(2023, 11, 1))
    found = whole(NORTH_AND_SOUTH, of_counts("N", 90, 100), restated)
    assert (found.value, found.vintage, found.known_at) == (Decimal(38), Vintage.REVISED, at(2023, 11, 1))


def test_a_whole_is_provisional_if_any_part_is() -> None:
    found = whole(NORTH_AND_SOUTH, of_counts("N", 1, 2), of_counts("S", 1, 2, vintage=Vintage.PROVISIONAL))
    assert found.vintage is Vintage.PROVISIONAL


def test_a_whole_with_a_part_missing_cannot_be_said_and_names_it() -> None:
    found = whole(NORTH_AND_SOUTH, of_counts("N", 1, 2))
    assert (found.value, found.vintage) == (None, Vintage.NOT_AVAILABLE)
    assert lacking_in_words(NORTH_AND_SOUTH, found) == "without Seen in S: 1 of 2 parts"


def test_a_whole_that_may_lack_a_part_is_said_with_what_it_is_without() -> None:
    plan = with_measures(*map(a_share, "NSW"), a_share("ALL", parts="N;S;W", may_lack_parts=1))
    found = whole(plan, of_counts("N", 1, 2), of_counts("S", 1, 4))
    assert found.value == Decimal("33.3")
    said = made_of_in_words(plan, plan.measures[-1], found)
    assert said == "Seen in N 50.0% (1 of 2); Seen in S 25.0% (1 of 4). Without Seen in W: 2 of 3 parts."


@pytest.mark.parametrize("sent", [{"value": "50", "numerator": None}, {"value": None, "numerator": None}])
def test_a_share_sent_without_its_counts_is_missing_from_the_whole(sent: dict[str, object]) -> None:
    part = an_observation("S", Q1, sent["value"])  # type: ignore[arg-type]
    assert whole(NORTH_AND_SOUTH, of_counts("N", 1, 2), part).lacks == ("S",)


def test_a_part_its_partner_suppresses_is_missing_and_not_zero() -> None:
    plan = with_measures(a_count("A", suppress_below=5), a_count("B"), a_count("ALL", parts="A;B"))
    answer = an_observation("A", Q1, None, vintage=Vintage.SUPPRESSED)
    assert whole(plan, answer, an_observation("B", Q1, "7")).value is None


def test_the_parts_are_those_of_the_definition_in_force_on_the_periods_last_day() -> None:
    later = a_share("ALL", parts="N;S;W", valid_from=date(2023, 7, 1))
    plan = with_measures(*map(a_share, "NSW"), a_share("ALL", parts="N;S"), later)
    figures = [of_counts(code, 1, 2, period=quarter) for code in "NSW" for quarter in (Q1, Q2)]
    found = with_wholes(plan, known(*figures))
    assert found["ALL", Q1].denominator == 4
    assert found["ALL", Q2].denominator == 6


def test_nobody_is_asked_for_a_whole() -> None:
    assert {due.measure.code for due in figures_due(NORTH_AND_SOUTH, Q1)} == {"N", "S"}
    (request,) = requests_due(NORTH_AND_SOUTH, Q1, cycle_dates(NORTH_AND_SOUTH, Q1).due_on)
    assert "ALL" not in {due.measure.code for due in request.figures}


def judged(plan: Plan, *figures: Observation) -> Assessment:
    facts = some_facts(plan=plan, known=figures_seen(plan, known(*figures)))
    return next(one for one in judge(facts) if one.measure == "ALL")


def test_a_whole_is_judged_like_any_figure_with_the_interval_of_its_summed_counts() -> None:
    plan = with_measures(*NORTH_AND_SOUTH.measures, targets=(a_target("ALL", "2023-24", "50"),))
    said = judged(plan, of_counts("N", 90, 100), of_counts("S", 100, 1000))
    assert said.status is Status.OFF_TRACK
    assert said.interval is not None
    assert "190 out of 1,100" in said.interval.sentence
    assert any("Seen in N 90.0% (90 of 100); Seen in S 10.0%" in reason.sentence for reason in said.reasons)


def test_what_a_whole_lacks_is_why_it_cannot_be_said() -> None:
    said = judged(NORTH_AND_SOUTH, of_counts("N", 1, 2))
    assert said.status is Status.NOT_AVAILABLE
    assert said.why == "It cannot be said for April to June 2023 without Seen in S: 1 of 2 parts."


def test_a_whole_of_which_nothing_has_come_blames_no_partner() -> None:
    said = judged(NORTH_AND_SOUTH)
    assert said.why == "None of the parts it is made of has come for April to June 2023."


def test_figures_from_before_a_change_of_parts_are_compared_with_nothing() -> None:
    later = a_share("ALL", parts="N;S;W", valid_from=date(2023, 4, 1))
    plan = with_measures(*map(a_share, "NSW"), a_share("ALL", parts="N;S"), later)
    figures = [of_counts(code, 1, 2, period=quarter) for code in "NSW" for quarter in (Q1, Q1.previous)]
    assert judged(plan, *figures).against_last.earlier is None


def test_the_widest_gap_between_parts_is_stated_and_raised_only_where_it_is_more_than_chance() -> None:
    far, near = (of_counts("N", 90, 100), of_counts("S", 100, 1000)), (of_counts("N", 5, 10), of_counts("S", 4, 10))
    measure = NORTH_AND_SOUTH.measures[-1]
    said = widest_gap(NORTH_AND_SOUTH, measure, whole(NORTH_AND_SOUTH, *near))
    assert said == "10.0 percentage points, from 40.0% (Seen in S) to 50.0% (Seen in N)"
    assert SPREAD_RULE in {reason.rule for reason in judged(NORTH_AND_SOUTH, *far).reasons}
    assert SPREAD_RULE not in {reason.rule for reason in judged(NORTH_AND_SOUTH, *near).reasons}


def test_a_plan_without_wholes_leaves_the_figures_as_they_are() -> None:
    figures = known(an_observation("EV", Q3, "75"))
    assert with_wholes(a_plan(), figures) == figures
