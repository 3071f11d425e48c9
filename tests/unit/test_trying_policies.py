"""What a policy would call a quarter's measures, before a board adopts it."""

import pytest

from lsp_core.judging.published.councils import BROMSGROVE, EAST_RIDING, HAVERING, NORTH_NORFOLK, PUBLISHED
from lsp_core.judging.published.councils import SUSTAINABLE_DEVELOPMENT_COMMISSION as COMMISSION
from lsp_core.judging.trying_policies import Called, compare
from tests.factories import Q1, a_plan, an_observation, some_facts

FIGURES = (
    an_observation("EV", Q1, "75"),
    an_observation("EV", Q1.a_year_earlier, "70"),
    an_observation("UC", Q1, "9.9"),
    an_observation("AE4H", Q1, "95"),
)


def tried(policy, *figures):
    comparison = compare(some_facts(Q1, figures or FIGURES), [policy])
    return comparison.now, comparison.tried[0]


def test_the_plan_as_it_is_calls_each_measure_by_its_own_policy():
    now, _ = tried(HAVERING.policy)
    assert now.calls == {
        "EV": Called.OFF_TRACK,
        "UC": Called.OFF_TRACK,
        "AE4H": Called.ON_TRACK,
        "ULEV": Called.CANNOT_SAY,
    }


def test_a_policy_is_counted_and_what_it_changes_is_named():
    now, havering = tried(HAVERING.policy)
    assert havering.counts == {Called.ON_TRACK: 2, Called.OFF_TRACK: 1, Called.CANNOT_SAY: 1}
    assert havering.changes_from(now) == [("EV", Called.OFF_TRACK, Called.ON_TRACK)]


def test_a_plan_tried_by_its_own_policy_changes_nothing_there():
    now, own = tried(a_plan().status_policy("five-percent"))
    assert "EV" not in {measure for measure, _, _ in own.changes_from(now)}


@pytest.mark.parametrize(("policy", "kept"), [("one-point", ("EV", "ULEV")), ("five-percent", ())])
def test_a_measure_the_policy_does_not_suit_keeps_its_own(policy, kept):
    now, found = tried(a_plan().status_policy(policy))
    assert found.kept == kept
    assert all(found.calls[measure] is now.calls[measure] for measure in kept)


def test_a_rule_for_milestones_leaves_a_plan_without_any_as_it_is():
    now, found = tried(BROMSGROVE.policy)
    assert (found.calls, set(found.kept)) == (now.calls, set(now.calls))


def test_without_comparators_a_benchmark_calls_nothing_anything():
    assert set(tried(NORTH_NORFOLK.policy)[1].calls.values()) == {Called.CANNOT_SAY}


def test_a_policy_that_counts_what_is_not_known_as_red_does_so_where_there_is_a_target():
    now, found = tried(COMMISSION.policy, an_observation("EV", Q1, "80"))
    assert now.calls["UC"] is Called.CANNOT_SAY
    assert (found.calls["UC"], found.calls["ULEV"]) == (Called.OFF_TRACK, Called.CANNOT_SAY)


def test_trying_a_policy_judges_the_same_figures_and_leaves_the_plan_alone():
    facts = some_facts(Q1, FIGURES)
    before = facts.plan.model_dump()
    assert compare(facts, [EAST_RIDING.policy]) == compare(facts, [EAST_RIDING.policy])
    assert facts.plan.model_dump() == before


def test_every_published_policy_says_where_it_comes_from_and_has_a_code_of_its_own():
    assert all(one.source for one in PUBLISHED)
    assert len({one.policy.code for one in PUBLISHED}) == len(PUBLISHED)
