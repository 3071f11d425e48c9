"""What people have said of a chart's limits: which of it stands, and what the chart then says."""

import pytest

from lsp_core.judging.assessment import Status, Verdict
from lsp_core.judging.judge import judge, judge_earlier
from lsp_core.judging.rebase_decisions import RebaseAnswer, RebaseDecision, in_force
from lsp_core.judging.variation import Variation
from lsp_core.periods import Quarter
from tests.factories import Q1, Q2, a_measure, a_plan, a_target, an_observation, at, some_facts

ABOUT_60 = "60 61 59 60 62 60 61 59 60 61 60 59"
ABOUT_80 = "80 81 79 80 82 80 81"
SINCE = Quarter(2021, 3)
ACCEPTED, DECLINED, WITHDRAWN = RebaseAnswer.ACCEPTED, RebaseAnswer.DECLINED, RebaseAnswer.WITHDRAWN


def a_decision(answer=ACCEPTED, since=SINCE, **changes):
    values = {
        "quarter": Q1,
        "by": "Ann Person",
        "role": "Chair",
        "at": at(2023, 8, 3),
        "reason": "A second site opened",
    }
    return RebaseDecision("EV", since, answer, **{**values, **changes})


def facts_of(values, *decisions, quarter=Q1, target="75", known_at=None):
    figures = [
        an_observation("EV", quarter.shifted(-3 * back), value, known_at=known_at or at(2023, 8, 1))
        for back, value in enumerate(reversed(values.split()))
        if value != "-"
    ]
    plan = a_plan(measures=(a_measure("EV"),), targets=(a_target("EV", "2023-24", target),))
    return some_facts(quarter, tuple(figures), plan=plan, rebases=decisions)


def judged(values, *decisions, **changes):
    return judge(facts_of(values, *decisions, **changes))[0]


def test_new_limits_are_for_the_figures_from_their_quarter_on_and_the_old_ones_for_those_before():
    run = judged(f"{ABOUT_60} {ABOUT_80}", a_decision()).long_run
    assert (run.since, run.is_trial, run.asked) == (SINCE, True, None)
    assert 70 < run.lower < run.mean < run.upper
    (before,) = run.earlier
    assert (before.since, before.until) == (SINCE.shifted(-36), SINCE.previous)
    assert before.upper < 70


def test_what_changed_and_who_decided_it_is_said():
    reasons = [one.sentence for one in judged(f"{ABOUT_60} {ABOUT_80}", a_decision()).reasons]
    assert (
        "The limits are recalculated from October to December 2021: A second site opened. Decided by Ann Person "
        "(Chair), on 3 August 2023."
    ) in reasons
    assert not any("should the mean and limits begin again" in sentence for sentence in reasons)


def test_an_improvement_by_the_old_limits_is_ordinary_by_the_new():
    assert judged(f"{ABOUT_60} {ABOUT_80}").long_run.variation is Variation.IMPROVEMENT
    assert judged(f"{ABOUT_60} {ABOUT_80}", a_decision()).long_run.variation is Variation.ORDINARY


def test_a_missed_target_is_missed_by_any_limits():
    before = judged(f"{ABOUT_80.replace('8', '9')} {ABOUT_80} {ABOUT_60}", target="75")
    since = Q1.shifted(-3 * 11)
    after = judged(f"{ABOUT_80.replace('8', '9')} {ABOUT_80} {ABOUT_60}", a_decision(since=since), target="75")
    assert (before.status, before.verdict) == (after.status, after.verdict) == (Status.OFF_TRACK, Verdict.OFF_TRACK)
    assert before.long_run.variation is Variation.CONCERN
    assert after.long_run.variation is Variation.ORDINARY


def test_the_last_word_on_a_beginning_counts():
    taken_back = a_decision(WITHDRAWN, at=at(2023, 8, 4), reason="")
    assert in_force([a_decision(), taken_back]) == ()
    assert judged(f"{ABOUT_60} {ABOUT_80}", a_decision(), taken_back) == judged(f"{ABOUT_60} {ABOUT_80}")
    again = a_decision(at=at(2023, 8, 5))
    assert in_force([a_decision(), taken_back, again]) == (again,)


def test_a_decision_of_a_later_quarter_leaves_an_earlier_judgement_as_it_was():
    facts = facts_of(f"{ABOUT_60} {ABOUT_80} 80", a_decision(quarter=Q2), quarter=Q2)
    assert judge(facts)[0].long_run.rebases
    assert not judge_earlier(facts, Q1)[0].long_run.rebases


@pytest.mark.parametrize("since", [Quarter(2010, 1), Quarter(2023, 4)], ids=["before the figures", "after them"])
def test_a_beginning_that_is_not_among_the_figures_changes_nothing(since):
    assert judged(f"{ABOUT_60} {ABOUT_80}", a_decision(since=since)) == judged(f"{ABOUT_60} {ABOUT_80}")


def test_a_missing_figure_at_the_beginning_of_new_limits_is_missing_and_no_more():
    run = judged(f"{ABOUT_60} - {ABOUT_80}", a_decision(since=SINCE.previous)).long_run
    assert run.since == SINCE.previous
    assert "rest on 7 figures" in run.reasons[0].sentence


def test_a_no_stands_in_place_of_the_question():
    assessment = judged(f"{ABOUT_60} {ABOUT_80}", a_decision(DECLINED, reason="It is the weather"))
    assert assessment.long_run.asked.declined_by is not None
    last = assessment.long_run.reasons[-1].sentence
    assert last.endswith(
        "the limits stay as they were: It is the weather. Decided by Ann Person (Chair), on 3 August 2023."
    )


@pytest.mark.parametrize(("fresh", "is_asked"), [(3, False), (4, True)])
def test_a_years_figures_of_the_new_level_since_a_no_are_new_evidence(fresh, is_asked):
    quarter = Q1.shifted(3 * fresh)
    facts = facts_of(f"{ABOUT_60} {ABOUT_80}", a_decision(DECLINED))
    later = [an_observation("EV", Q1.shifted(3 * step), "80", known_at=at(2023, 9, 1)) for step in range(1, fresh + 1)]
    seen = some_facts(quarter, (*facts.known.values(), *later), plan=facts.plan, rebases=facts.rebases)
    asked = judge(seen)[0].long_run.asked
    assert (asked.declined_by is None) is is_asked


def test_figures_sent_again_since_a_no_are_new_evidence():
    restated = judged(f"{ABOUT_60} {ABOUT_80}", a_decision(DECLINED), known_at=at(2023, 8, 4))
    assert restated.long_run.asked.declined_by is None


def test_a_second_step_is_looked_for_since_the_first_only():
    values = f"{ABOUT_60} {ABOUT_80} 79 81 80 82 79 95 96 94 95 97 95 96"
    first = Q1.shifted(-3 * (len(values.split()) - 1 - 12))
    run = judged(values, a_decision(since=first)).long_run
    assert (run.since, len(run.earlier)) == (first, 1)
    assert run.asked.since == Q1.shifted(-3 * 6)
    assert run.asked.evidence.startswith("Before it, a mean of 80.3 and limits of")
