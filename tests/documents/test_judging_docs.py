"""The sentences quoted in docs/judging.md are the ones the engine writes."""

import re
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from lsp_core.judging import confidence, profiles, verdict
from lsp_core.judging.assessment import Band, Comparison, Forecast, TargetNow, Travel
from lsp_core.judging.judge import judge
from lsp_core.judging.published import councils
from lsp_core.judging.rag import status
from lsp_core.judging.rules.question import NOTHING_BESIDE, Beside
from lsp_core.periods import FinancialYear, Quarter
from lsp_core.plan.model import Polarity, PolicyKind, Profile, StatusPolicy, TargetKind, ToleranceIn
from lsp_core.risks.proposals import propose
from tests.factories import Q1, Q2, Q3, a_measure, a_plan, a_target, an_observation, some_facts
from tests.unit.test_judging_placing import COUNTED, a_compared_plan, a_figure, counted, figures, placed

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


def other_paths():
    from_40_to_52 = (a_target("EV", "2023-24", "52"), a_target("EV", "2022-23", "40", kind=TargetKind.BASELINE))
    phased = a_measure("EV", unit="%", profile=Profile.PHASED, weights="20;25;25;30")
    from_10_to_160 = (a_target("EV", "2023-24", "160"), a_target("EV", "2022-23", "10", kind=TargetKind.BASELINE))
    geometric = a_measure("EV", unit="people", decimals=0, profile=Profile.GEOMETRIC)
    return [
        profiles.target_now(a_plan(targets=from_40_to_52), phased, Q2, Q2.end).sentence,
        profiles.target_now(a_plan(targets=from_10_to_160), geometric, Q1, Q2.end).sentence,
    ]


def a_changed_target():
    changed = a_target(
        "EV", "2024-25", "80", valid_from=date(2024, 3, 12), approved_by="the Strategic Board",
        reason="The charging points fund came through.",
    )  # fmt: skip
    plan = a_plan(targets=(a_target("EV", "2024-25", "58"), changed))
    return [profiles.target_now(plan, a_measure("EV", unit="%"), Quarter(2024, 1), date(2024, 7, 1)).sentence]


def a_small_percentage():
    policy = StatusPolicy(code="p", name="p", tolerance=Decimal(5), tolerance_at_least=Decimal("0.2"))
    return [by(policy, "0.6", goal("0.4"), unit="%", polarity=Polarity.LOWER_IS_BETTER)]


def a_band():
    policy = StatusPolicy(code="p", name="p", tolerance=Decimal(2), tolerance_in=ToleranceIn.POINTS)
    band = goal("82", band=Band(Decimal(82), Decimal(90)))
    return [by(policy, "93", band, unit="%", profile=Profile.BAND, polarity=Polarity.CONTEXT)]


def published_policies():
    last_year = Comparison(Travel.BETTER, an_observation("EV", Q1.a_year_earlier, "70"), Decimal(1), "")
    forecast = Forecast(Decimal(81), True, None, "run rate", "")
    milestone = goal("1", due_on=date(2023, 4, 30))
    return [
        by(councils.HAVERING.policy, beside=Beside(last_year=last_year)),
        by(councils.REIGATE.policy, target=goal("80", tolerance=Decimal(10))),
        by(councils.MEDWAY.policy, beside=Beside(forecast=forecast)),
        by(councils.EAST_RIDING.policy),
        by(councils.SUSTAINABLE_DEVELOPMENT_COMMISSION.policy, beside=Beside(baseline=Decimal(65))),
        by(councils.DEVELOPMENT_BANK.policy),
        by(councils.NEIGHBOURHOOD_RENEWAL.policy),
        by(councils.NORTH_NORFOLK.policy, beside=Beside(quartile=3)),
        by(councils.BROMSGROVE.policy, "0", milestone, Beside(as_at=Q1.end), profile=Profile.MILESTONE, decimals=0),
    ]


def goal(value, **changes):
    return TargetNow(Decimal(value), "", Decimal(value), **changes)


def by(policy, value="71", target=None, beside=NOTHING_BESIDE, **changes):
    return status(a_measure("EV", **changes), policy, Decimal(value), target or goal("80"), beside)[1].sentence


def what_chance_could_do():
    return [seen_within_four_hours(counts).interval.sentence for counts in ((284, 300), (22200, 30000))]


def out_of_the_ordinary():
    about_70, about_80 = "71 69 72 70 73 68 71 70", "81 79 82 80 83 78 81 80 82 79 81"
    stepped_up = "60 61 59 60 62 60 61 59 60 61 60 59 80 81 79 80 82 80 81"
    *_, question = a_run(stepped_up).long_run.reasons
    reasons = (*a_run(about_70).long_run.reasons, *a_run(f"{about_80} 70").long_run.reasons, question)
    return [*(reason.sentence for reason in reasons), a_run(f"{about_80} 80").forecast.likely_in_words]


def a_recent_trend():
    return [seen_within_four_hours(*((seen, 30000) for seen in range(23400, 22199, -300))).recent_trend.sentence]


def an_uncertain_figure():
    return [seen_within_four_hours((284, 300)).reasons[-1].sentence]


def seen_within_four_hours(*counts):
    """Quarters of people seen, and of how many, the last of them judged."""
    figures = [
        an_observation(
            "AE4H", Q1.shifted(-3 * back), f"{100 * seen / came:.1f}",
            numerator=Decimal(seen), denominator=Decimal(came),
        )
        for back, (seen, came) in enumerate(reversed(counts))
    ]  # fmt: skip
    return assessed("AE4H", Q1, *figures)


def a_run(values):
    """Quarters up to the one judged."""
    backwards = enumerate(reversed(values.split()))
    return assessed("EV", Q1, *(an_observation("EV", Q1.shifted(-3 * back), value) for back, value in backwards))


def beside_others():
    plan = a_compared_plan(*figures("70 72 76 77 78 79 80 81"))
    newer = placed(plan, an_observation("EV", Q1, "75"), an_observation("EV", Q2, "76"), quarter=Q2)
    benchmark = placed(a_compared_plan(a_figure("ENG", "80"), **COUNTED), counted("75", 4000))
    return [newer.reasons[0].sentence, benchmark.reasons[-1].sentence]


EXAMPLES = (
    linear_target,
    other_paths,
    a_changed_target,
    statuses,
    target_of_zero,
    a_small_percentage,
    a_band,
    published_policies,
    missing,
    waits,
    risk,
    what_chance_could_do,
    out_of_the_ordinary,
    a_recent_trend,
    beside_others,
    an_uncertain_figure,
)


@pytest.mark.parametrize("example", EXAMPLES)
def test_every_worked_example_is_on_the_page(example):
    for sentence in example():
        assert f"\n> {sentence}\n" in PAGE


def test_every_sentence_on_the_page_is_a_worked_example():
    quoted = re.findall(r"^> (.*)$", PAGE, flags=re.MULTILINE)
    assert sorted(quoted) == sorted(sentence for example in EXAMPLES for sentence in example())


def test_the_verdict_table_on_the_page_is_the_one_that_decides():
    assert verdict.as_markdown() in PAGE


def test_the_table_of_confidence_on_the_page_is_the_one_that_decides():
    assert confidence.as_markdown() in PAGE


def test_the_figure_rounded_up_to_its_target_is_on_track_as_the_page_says():
    assert assessed("AE4H", Q1, an_observation("AE4H", Q1, "94.96")).status == "on track"


def test_every_kind_of_policy_and_every_profile_is_on_the_page():
    assert {f"| `{word}` |" for word in (*PolicyKind, *Profile) if f"| `{word}` |" not in PAGE} == set()
