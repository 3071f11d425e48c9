"""A named person's word on a status: what it changes, what it leaves beside it, and when nobody may say it."""

from dataclasses import replace
from zoneinfo import ZoneInfo

import pytest

from lsp_core.errors import LspError
from lsp_core.judging.assessment import Status, Verdict
from lsp_core.judging.judge import judge, judge_earlier
from lsp_core.judging.overrides import RULE, StatusOverride, by_the_rule, check_can_override, in_force
from lsp_core.packs import not_due
from lsp_core.periods import FinancialYear
from lsp_core.plan.model import Polarity
from tests.factories import Q1, Q2, Q3, Q4, a_measure, a_plan, an_observation, at, some_facts

LONDON = ZoneInfo("Europe/London")
WATCH, OFF_TRACK, ON_TRACK = Status.WATCH, Status.OFF_TRACK, Status.ON_TRACK


def an_override(status=WATCH, measure="EV", quarter=Q1, **changes):
    values = {
        "by": "Ann Person",
        "role": "Head of ann",
        "at": at(2023, 8, 3),
        "reason": "Two sites were closed for works.",
    }
    return StatusOverride(quarter, measure, status, **{**values, **changes})


def judged(*overrides, value="74", quarter=Q1, measure="EV", more=(), **changes):
    figures = (*more, an_observation(measure, quarter, value))
    facts = some_facts(quarter, figures, overrides=overrides, **changes)
    return next(one for one in judge(facts) if one.measure == measure)


def test_the_persons_word_is_the_status_and_the_rules_own_stays_beside_it():
    by_rule, called = judged(), judged(an_override())
    assert by_rule.status is OFF_TRACK
    assert (called.status, by_the_rule(called), called.override) == (WATCH, OFF_TRACK, an_override())
    assert called.verdict is Verdict.WATCH
    assert called.reasons[0].rule == RULE
    assert called.reasons[0].sentence == (
        "Called watch by Ann Person (Head of ann) on 3 August 2023 instead of off track: Two sites were closed for "
        "works."
    )
    assert called.reasons[1] == by_rule.reasons[0]
    assert called.why == f"{called.reasons[0].sentence} {by_rule.why}"


def falling(value):
    values = {Q1: "99", Q2: "97", Q3: "94"}
    return judged(
        an_override(ON_TRACK, quarter=Q4),
        value=value,
        quarter=Q4,
        more=tuple(an_observation("EV", quarter, before) for quarter, before in values.items()),
    )


@pytest.mark.parametrize(
    ("assessment", "verdict"),
    [
        (judged(an_override(OFF_TRACK), value="90"), Verdict.OFF_TRACK),
        (judged(an_override(WATCH), value="90"), Verdict.WATCH),
        (judged(an_override(ON_TRACK)), Verdict.ON_TRACK),
        (falling("70"), Verdict.EARLY_WARNING),
    ],
    ids=["off track", "watch", "on track", "on track, and forecast to miss"],
)
def test_the_verdict_is_worked_out_anew_by_the_same_table(assessment, verdict):
    assert assessment.verdict is verdict
    assert len([reason for reason in assessment.reasons if reason.rule.startswith("verdict")]) == 1


def test_the_last_word_on_a_measure_and_quarter_counts():
    first, last = an_override(ON_TRACK), an_override(WATCH, by="Bo", at=at(2023, 8, 4))
    assert judged(first, last).override == last
    assert in_force([last, first]) == {(Q1, "EV"): first}


def test_what_is_withdrawn_leaves_the_rules_own_status_as_if_nobody_had_spoken():
    withdrawn = an_override(None, at=at(2023, 8, 5), reason="")
    assert judged(an_override(), withdrawn) == judged()
    assert judged(an_override(), withdrawn, an_override(ON_TRACK, at=at(2023, 8, 6))).status is ON_TRACK
    assert withdrawn.in_words(LONDON) == "Withdrawn by Ann Person (Head of ann) on 5 August 2023"


def test_a_word_about_another_measure_or_quarter_changes_nothing():
    assert judged(an_override(measure="UC"), an_override(quarter=Q2)) == judged()


def test_an_earlier_quarter_is_remembered_as_it_was_called():
    figures = (an_observation("EV", Q1, "74"), an_observation("EV", Q2, "75"))
    facts = some_facts(Q2, figures, overrides=(an_override(),))
    (before,) = [one for one in judge_earlier(facts, Q1) if one.measure == "EV"]
    (now,) = [one for one in judge(facts) if one.measure == "EV"]
    assert (before.status, now.status) == (WATCH, OFF_TRACK)


def test_a_figure_sent_after_the_word_on_it_says_so():
    earlier = an_override(at=at(2023, 7, 31))
    assert judged(earlier).reasons[0].sentence.endswith("closed for works. The figure has been sent again since.")


def test_a_rule_that_has_come_to_agree_is_said_to():
    assert "(Head of ann) on 3 August 2023 as the rule now says too: Two" in judged(an_override(OFF_TRACK)).why


def test_the_day_is_that_of_the_partnerships_own_clocks():
    just_after_midnight = an_override(at=at(2023, 8, 2, 23))
    assert "on 3 August 2023" in judged(just_after_midnight).why


def without_a_figure():
    return judged(an_override(), value=None)


def for_context():
    plan = a_plan(measures=(a_measure("EV", polarity=Polarity.CONTEXT),))
    return judged(an_override(), plan=plan)


@pytest.mark.parametrize("assessed", [without_a_figure, for_context])
def test_nobodys_word_turns_nothing_to_judge_into_a_judgement(assessed):
    assert assessed().override is None
    with pytest.raises(LspError, match="and nobody can change that"):
        check_can_override(assessed(), WATCH, "Because.")


def test_a_figure_without_a_target_can_be_called_by_a_person():
    assert judged(an_override(), plan=a_plan(targets=())).verdict is Verdict.WATCH
    check_can_override(judged(plan=a_plan(targets=())), OFF_TRACK, "Everybody can see it.")


@pytest.mark.parametrize(
    ("status", "reason", "said"),
    [
        (Status.NOT_DUE, "Because.", "Nobody can call a measure not due"),
        (WATCH, "  ", "cannot be called watch without a reason"),
        (OFF_TRACK, "Because.", "EV is off track by its rule already"),
    ],
)
def test_a_word_that_cannot_be_taken_is_refused_with_what_would_be_right(status, reason, said):
    with pytest.raises(LspError, match=said):
        check_can_override(judged(), status, reason)


def test_calling_it_again_what_the_rule_says_is_refused_even_when_somebody_calls_it_something_else():
    with pytest.raises(LspError, match="withdraw that instead"):
        check_can_override(judged(an_override()), OFF_TRACK, "Because.")
    check_can_override(judged(an_override()), ON_TRACK, "It is better than that.")


def test_a_policys_own_word_is_not_printed_beside_a_status_it_did_not_give():
    starred = a_plan().policies.status[0].model_copy(update={"words": ("star", "circle", "triangle")})
    policies = a_plan().policies.model_copy(update={"status": (starred, *a_plan().policies.status[1:])})
    plan = a_plan(policies=policies)
    assert judged(plan=plan).own_word == "triangle"
    assert judged(an_override(), plan=plan).own_word == ""


def test_overruling_changes_nothing_else():
    called, by_rule = judged(an_override()), judged()
    same = replace(
        called,
        status=by_rule.status,
        verdict=by_rule.verdict,
        reasons=by_rule.reasons,
        own_word=by_rule.own_word,
        override=None,
    )
    assert same == by_rule


YEARLY = FinancialYear(2022)


def yearly(quarter, *overrides, value="14", period=YEARLY, **changes):
    figures = (an_observation("POV", period, value, **changes), an_observation("POV", YEARLY.previous, "13"))
    facts = some_facts(quarter, figures, overrides=overrides)
    return next(one for one in judge(facts) if one.measure == "POV")


def of_the_year(status=WATCH, **changes):
    return an_override(status, "POV", Q2, **{"period": YEARLY, **changes})


def test_a_yearly_measures_word_stands_in_the_quarters_without_a_new_figure():
    assert (yearly(Q2).status, yearly(Q2, of_the_year()).status) == (OFF_TRACK, WATCH)
    later = yearly(Q3, of_the_year())
    assert (later.status, later.last_judged, yearly(Q3).last_judged) == (Status.NOT_DUE, WATCH, OFF_TRACK)
    said = "Called watch by Ann Person (Head of ann) on 3 August 2023 instead of off track: Two sites were closed"
    assert later.why.startswith(said)
    assert "was off track" in later.why, "what the rule said stays beside it"
    assert not_due.note(later) == "called watch by Ann Person when last judged"


def test_a_yearly_measures_word_ends_with_its_next_figure():
    next_year = yearly(Q2.a_year_earlier, period=YEARLY.previous)
    assert next_year.override is None
    of_last_year = an_override(WATCH, "POV", Q2.a_year_earlier, period=YEARLY.previous)
    assert yearly(Q2, of_last_year).status is OFF_TRACK


def test_a_word_withdrawn_in_a_later_quarter_ends_there_and_stands_before():
    withdrawn = an_override(None, "POV", Q3, at=at(2023, 11, 1), reason="")
    assert yearly(Q3, of_the_year(), withdrawn) == yearly(Q3)
    assert yearly(Q2, of_the_year(), withdrawn).status is WATCH


def test_a_word_with_an_expiry_stands_to_the_end_of_that_quarter_whatever_comes():
    until_q2 = an_override(WATCH, quarter=Q1, period=Q1, until=Q2)
    figures = tuple(an_observation("EV", quarter, "74") for quarter in (Q1, Q2, Q3))
    stands = {quarter: judge(some_facts(quarter, figures, overrides=(until_q2,)))[0] for quarter in (Q1, Q2, Q3)}
    assert [stands[quarter].status for quarter in (Q1, Q2, Q3)] == [WATCH, WATCH, OFF_TRACK]
    assert stands[Q2].why.startswith("Called watch by Ann Person")
    assert "said of the figure for April to June 2023, to stand to the end of September 2023." in stands[Q2].why


def test_a_word_on_a_quarter_that_is_overdue_since_says_nothing_of_it():
    until_q2 = an_override(WATCH, quarter=Q1, period=Q1, until=Q2)
    (overdue,) = [one for one in judge(some_facts(Q2, (), overrides=(until_q2,))) if one.measure == "EV"]
    assert (overdue.status, overdue.override) == (Status.OVERDUE, None)


def test_a_word_cannot_end_before_it_begins():
    with pytest.raises(LspError, match="cannot end with 2023-24 Q1, before it begins"):
        check_can_override(judged(quarter=Q2), WATCH, "why", Q1)
