"""Each figure beside what is ordinary for the measure, as judging puts it together."""

from decimal import Decimal

import pytest

from lsp_core.judging.assessment import Status, Verdict
from lsp_core.judging.assurance import Assurance
from lsp_core.judging.judge import cases, judge, judge_cases, judge_measure
from lsp_core.judging.variation import Variation
from lsp_core.plan.model import Polarity, Profile
from tests.factories import Q1, a_measure, a_plan, a_target, an_observation, some_facts

ABOUT_80 = "81 79 82 80 83 78 81 80 82 79 81"


def facts_of(values, plan=None):
    figures = [
        an_observation("EV", Q1.shifted(-3 * back), value)
        for back, value in enumerate(reversed(values.split()))
        if value != "-"
    ]
    return some_facts(Q1, tuple(figures), plan=plan)


def judged(values, target="80", **changes):
    plan = a_plan(measures=(a_measure("EV", **changes),), targets=(a_target("EV", "2023-24", target),))
    return next(a for a in judge(facts_of(values, plan)) if a.measure == "EV")


def test_five_quarters_are_too_few_to_say_what_is_ordinary():
    assert judged("80 81 79 80 82").long_run is None
    assert judged("80 81 79 80 82 80").long_run is not None


@pytest.mark.parametrize(("quarters", "is_trial"), [(11, True), (12, False)])
def test_limits_are_a_trial_until_there_are_twelve_quarters(quarters, is_trial):
    run = judged(" ".join(f"{ABOUT_80} 80".split()[-quarters:])).long_run
    assert run.is_trial is is_trial
    assert ("a trial" in run.reasons[0].sentence) is is_trial


def test_a_missing_quarter_is_left_out_and_known_to_be_missing():
    run = judged("81 79 - 80 83 78 81").long_run
    assert "rest on 6 figures" in run.reasons[0].sentence


def test_a_miss_within_ordinary_variation_is_still_a_miss():
    assessment = judged("70 69 72 70 73 68 71 70 72 69 71 70")
    assert (assessment.status, assessment.verdict) == (Status.OFF_TRACK, Verdict.OFF_TRACK)
    assert (assessment.long_run.variation, assessment.long_run.assurance) == (Variation.ORDINARY, Assurance.FAILS)


def test_a_real_worsening_on_the_right_side_of_the_target_is_an_early_warning():
    assessment = judged("91 89 92 90 91 89 90 91 89 90 91 84", target="75", maximum=Decimal(100))
    assert (assessment.status, assessment.long_run.variation) == (Status.ON_TRACK, Variation.CONCERN)
    assert assessment.evidence.really_worsens
    assert assessment.verdict is Verdict.EARLY_WARNING
    assert "On track today, but worse than ordinary variation explains." in [r.sentence for r in assessment.reasons]


def test_trial_limits_warn_of_nothing():
    assessment = judged("85 86 85 86 85 86 85 86 80", target="80")
    assert (assessment.long_run.is_trial, assessment.long_run.variation) == (True, Variation.CONCERN)
    assert not assessment.evidence.really_worsens


def test_a_measure_that_is_moving_is_not_said_to_miss_its_target_every_time():
    assessment = judged(f"{ABOUT_80} 95", target="99")
    assert assessment.long_run.variation is Variation.IMPROVEMENT
    assert not assessment.long_run.speaks_of_target
    assert not any("every time" in reason.sentence for reason in assessment.reasons)


def test_a_step_that_has_lasted_asks_the_owner_whether_to_begin_again():
    stepped_up = judged("60 61 59 60 62 60 61 59 60 61 60 59 80 81 79 80 82 80 81")
    assert stepped_up.long_run.reasons[-1].rule == "rebasing: a step that has lasted, v1"
    assert "From October to December 2021 on" in stepped_up.long_run.reasons[-1].sentence


def test_limits_are_told_within_the_figures_there_can_be():
    run = judged("1 9 2 8 1 9", maximum=Decimal(10)).long_run
    assert (run.lower, run.upper) == (0, 10)


@pytest.mark.parametrize("profile", [Profile.CUMULATIVE, Profile.ROLLING, Profile.GRADE])
def test_figures_that_share_months_or_are_grades_have_no_chart(profile):
    assert judged(f"{ABOUT_80} 80", profile=profile).long_run is None


def test_a_measure_for_context_varies_and_has_nothing_to_rely_on():
    run = judged(f"{ABOUT_80} 95", polarity=Polarity.CONTEXT).long_run
    assert (run.variation, run.assurance) == (Variation.HIGH, Assurance.NOT_SAID)


def test_judging_one_by_one_concludes_what_judging_together_does():
    plan = a_plan(measures=tuple(a_measure(code) for code in ("EV", "UC", "AE4H")))
    figures = [
        an_observation(code, Q1.shifted(-3 * back), str(70 + (7 * back * len(code)) % 11))
        for code, quarters in (("EV", 14), ("UC", 7), ("AE4H", 3))
        for back in range(quarters)
    ]
    asked = cases(some_facts(Q1, tuple(figures), plan=plan))
    assert judge_cases(asked) == [judge_measure(case) for case in asked]
