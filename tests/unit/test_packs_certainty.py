"""How sure a judgement is, what is usual and where it is heading, where a board meets them in a pack."""

from dataclasses import replace
from decimal import Decimal

import pytest

from lsp_core.judging.assessment import Confidence, FigureInterval, RecentTrend, Status, TargetNow, Verdict
from lsp_core.judging.judge import judge
from lsp_core.judging.recent_trend import Meaning
from lsp_core.judging.variation import Variation
from lsp_core.packs import certainty
from lsp_core.packs.assembling import build_pack
from lsp_core.packs.goals import goal
from lsp_core.plan.model import Plan, Polarity, PolicyKind, Profile, StatusPolicy, TargetKind, ToleranceIn
from tests.factories import Q2, a_measure, a_plan, a_target, an_observation, some_facts
from tests.unit.packs_sample import DRAFT, sample_facts, sample_pack


def a_pack(*observations, plan: Plan):
    facts = some_facts(Q2, observations, plan=plan)
    return build_pack(facts, plan.boards[0], judge(facts), [], {}, {}, DRAFT)


def the_annex(pack, code):
    entry = next(entry for entry in pack.annex if entry.code == code)
    return dict((*entry.facts, *entry.judged))


def test_an_exception_page_tells_how_sure_it_is_what_is_usual_and_the_range_of_the_forecast():
    story = sample_pack().exceptions[0].measures[0]
    assert story.confidence == "confidence: provisional"
    assert story.sure.startswith("Provisional. The figure is provisional: the partner expects to change it.")
    assert "an underlying level from 71.1% to 72.1% fits the figure" in story.sure
    assert "Wilson" not in story.sure
    assert "95% Wilson score interval, 21,480 out of 30,000" in the_annex(sample_pack(), "AE4H")["How sure"]
    assert "The limits are a trial: they rest on 8 figures" in story.usual
    assert "The likely range is" in story.forecast


@pytest.mark.parametrize(
    ("variation", "expected"),
    [
        (Variation.ORDINARY, "All the same, over the last 5 figures: increasing."),
        (Variation.CONCERN, "Over the last 5 figures: increasing."),
    ],
)
def test_a_trend_that_the_limits_do_not_see_is_told_as_the_exception_it_is(variation: Variation, expected: str):
    assessment = next(one for one in judge(sample_facts()) if one.measure == "AE4H")
    trend = RecentTrend(Meaning.INCREASING, True, "Over the last 5 figures: increasing.")
    run = replace(assessment.long_run, variation=variation)
    told = certainty.is_it_usual(replace(assessment, recent_trend=trend, long_run=run))
    assert told.endswith(f". {expected}")


def test_the_figure_before_and_the_one_a_year_before_are_told_in_one_sentence():
    assert sample_pack().exceptions[0].measures[0].compared == (
        "71.6% is 2.4 percentage points lower than in April to June 2023 (74.0%) and 4.6 percentage points lower than "
        "in July to September 2022 (76.2%): worse, since higher is better."
    )


def test_no_two_questions_of_a_pack_are_put_in_the_same_words():
    pack = sample_pack(facts=some_facts(Q2, plan=a_plan()))
    asked = [question.text for page in pack.exceptions for question in page.questions]
    asked += [question.text for section in pack.short for entry in section.entries for question in entry.questions]
    assert len(asked) > 2
    assert len(set(asked)) == len(asked)
    assert len({item.question for item in pack.challenges}) == len(pack.challenges)


def test_the_chart_draws_what_the_page_says_and_says_what_it_draws():
    chart = sample_pack().exceptions[0].measures[0].chart
    for words in ("Trial limits of ordinary variation: ", "Forecast for the end of the year: 69.3%, likely "):
        assert words in chart.says
    assert "Lower trial limit" in chart.svg
    assert ">likely " in chart.svg


def test_the_annex_tells_what_other_methods_see_and_why_the_forecast_is_by_its_own():
    told = the_annex(sample_pack(), "EV")["Forecast by"]
    assert told.startswith("Average change repeated, because it follows the last year's changes")
    assert "; a straight line through all figures, " in told


def test_a_gap_that_may_be_chance_is_told_in_the_headline_and_in_the_tables():
    facts = sample_facts()
    interval = FigureInterval(Decimal(60), Decimal(96), "Wilson score interval", True, "It may be chance.")
    judged = [
        replace(a, confidence=Confidence.UNCERTAIN, interval=interval) if a.measure == "AE4H" else a
        for a in judge(facts)
    ]
    pack = build_pack(facts, facts.plan.boards[0], judged, [], {}, {}, DRAFT)
    assert pack.challenges[0].finding.endswith("against a target of 95.0%, a gap that may be chance.")
    line = next(m for outcome in pack.overview for m in outcome.measures if m.name == "Measure AE4H")
    assert (line.mark.word, line.note) == ("Off track", "uncertain: may be chance")
    assert pack.exceptions[0].measures[0].sure == "Uncertain. It may be chance."


def test_the_rules_own_word_stands_beside_the_status_wherever_it_is_printed():
    policy = StatusPolicy(
        code="five-percent", name="four traffic lights", kind=PolicyKind.FOUR_STEPS, tolerance=Decimal(5),
        outer_tolerance=Decimal(10), words=("green", "amber-green", "amber-red", "red"),
    )  # fmt: skip
    plan = a_plan()
    others = tuple(p for p in plan.policies.status if p.code != "five-percent")
    plan = plan.model_copy(update={"policies": plan.policies.model_copy(update={"status": (policy, *others)})})
    pack = a_pack(an_observation("EV", Q2, "74"), an_observation("ULEV", Q2, "5"), plan=plan)
    line = next(m for outcome in pack.overview for m in outcome.measures if m.name == "Measure EV")
    assert (line.mark.word, line.note) == ("Watch", "“amber-red”")
    assert the_annex(pack, "EV")["Status"].endswith("The rule calls that “amber-red”.")
    method = next(m for m in pack.methods if m.name.startswith("Status: four traffic lights"))
    assert "watch, in two steps" in method.text


def test_a_band_is_told_by_both_its_edges_and_drawn_by_two_lines():
    measure = a_measure(
        "UC", unit="%", profile=Profile.BAND, polarity=Polarity.CONTEXT, policy="one-point", maximum=Decimal(100)
    )
    edges = (
        a_target("UC", "2023-24", "82", kind=TargetKind.LOW),
        a_target("UC", "2023-24", "90", kind=TargetKind.HIGH),
    )
    plan = a_plan(measures=(measure,), targets=edges)
    figures = [an_observation("UC", Q2.shifted(-3 * back), value) for back, value in enumerate(("95", "88"))]
    pack = a_pack(*figures, plan=plan)
    story = pack.exceptions[0].measures[0]
    assert story.target == "82.0% to 90.0%"
    assert pack.exceptions[0].headline.endswith("at 95.0% against a band of 82.0% to 90.0%")
    assert pack.challenges[0].question.startswith("What moved it, and what would bring it back")
    assert "Target band for January to March 2024: 82.0% to 90.0%." in story.chart.says
    assert "At least 82.0%" in story.chart.svg
    assert "At most 90.0%" in story.chart.svg
    assert {row.target for row in pack.annex[0].series} >= {"82.0% to 90.0%"}


def test_a_milestones_goal_is_its_day():
    due = TargetNow(Decimal(1), "", Decimal(1), due_on=Q2.end)
    assert goal(due, a_measure("EV", profile=Profile.MILESTONE)) == "done by 30 September 2023"


def test_a_real_worsening_is_warned_of_in_those_words():
    values = ["91", "89", "92", "90", "91", "89", "90", "91", "89", "90", "91", "84"]
    plan = a_plan(targets=(a_target("EV", "2023-24", "75"),))
    figures = [an_observation("EV", Q2.shifted(-3 * back), value) for back, value in enumerate(reversed(values))]
    facts = some_facts(Q2, tuple(figures), plan=plan)
    assessment = next(a for a in judge(facts) if a.measure == "EV")
    assert (assessment.status, assessment.verdict) == (Status.ON_TRACK, Verdict.EARLY_WARNING)
    warned = build_pack(facts, plan.boards[0], judge(facts), [], {}, {}, DRAFT)
    challenge = next(c for c in warned.challenges if c.outcome == "Cleaner travel")
    assert "but worse than ordinary variation explains" in challenge.finding


def test_a_rule_without_a_tolerance_is_told_without_one():
    strict = StatusPolicy(code="five-percent", name="met or missed", tolerance_in=ToleranceIn.POINTS)
    plan = a_plan()
    policies = plan.policies.model_copy(update={"status": (strict, *plan.policies.status[1:])})
    plan = plan.model_copy(update={"policies": policies})
    pack = a_pack(an_observation("EV", Q2, "74"), plan=plan)
    method = next(m for m in pack.methods if m.name.startswith("Status: met or missed"))
    assert method.text == "On track at the target or on its right side; off track on the wrong side."
