"""The sentences quoted in docs/judging.md are the ones the engine writes."""

import re
from pathlib import Path

import pytest

from lsp_core.judging import profiles, verdict
from lsp_core.judging.judge import judge
from lsp_core.periods import FinancialYear
from lsp_core.plan.model import Polarity, Profile, TargetKind
from lsp_core.risks import propose
from tests.factories import Q1, Q2, Q3, a_measure, a_plan, a_target, an_observation, some_facts

PAGE = (Path(__file__).parents[2] / "docs" / "judging.md").read_text(encoding="utf-8")


def assessed(measure, quarter, *observations, **changes):
    facts = some_facts(quarter, observations, **changes)
    return next(assessment for assessment in judge(facts) if assessment.measure == measure)


def linear_target():
    targets = (a_target("EV", "2023-24", "52"), a_target("EV", "2022-23", "40", kind=TargetKind.BASELINE))
    measure = a_measure("EV", unit="%", profile=Profile.LINEAR)
    return [profiles.target_now(a_plan(targets=targets), measure, Q1, Q2.end).sentence]


def statuses():
    return [assessed("EV", Q1, an_observation("EV", Q1, value)).why for value in ("80", "77", "74")]


def target_of_zero():
    measure = a_measure("EV", unit="deaths", decimals=0, polarity=Polarity.LOWER_IS_BETTER)
    plan = a_plan(measures=(measure,), targets=(a_target("EV", "2023-24", "0"),))
    return [assessed("EV", Q1, an_observation("EV", Q1, "3"), plan=plan).why]


def missing():
    yearly = an_observation("POV", FinancialYear(2022), "15.2")
    return [assessed("EV", Q1).why, assessed("POV", Q3, yearly).why]


def waits():
    values = {Q1.previous.previous: "70.1", Q1.previous: "71.5", Q1: "74.0"}
    assessment = assessed("AE4H", Q1, *(an_observation("AE4H", q, v) for q, v in values.items()))
    return [assessment.against_last.sentence, assessment.forecast.sentence]


def risk():
    values = {Q1.previous: "76", Q1: "75", Q2: "74"}
    facts = some_facts(Q2, tuple(an_observation("AE4H", q, v) for q, v in values.items()))
    return [proposal.reason.sentence for proposal in propose(facts, judge(facts)) if proposal.risk == "R-HEALTH"]


EXAMPLES = (linear_target, statuses, target_of_zero, missing, waits, risk)


@pytest.mark.parametrize("example", EXAMPLES)
def test_every_worked_example_is_on_the_page(example):
    for sentence in example():
        assert f"\n> {sentence}\n" in PAGE


def test_every_sentence_on_the_page_is_a_worked_example():
    quoted = re.findall(r"^> (.*)$", PAGE, flags=re.MULTILINE)
    assert sorted(quoted) == sorted(sentence for example in EXAMPLES for sentence in example())


def test_the_verdict_table_on_the_page_is_the_one_that_decides():
    assert verdict.as_markdown() in PAGE


def test_the_figure_rounded_up_to_its_target_is_on_track_as_the_page_says():
    assert assessed("AE4H", Q1, an_observation("AE4H", Q1, "94.96")).status == "on track"
