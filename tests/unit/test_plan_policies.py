"""Policies and profiles that cannot decide are told where they stand. Each case is the starter example, changed."""
# ruff: noqa: E501  one case to a line: these are tables

from pathlib import Path

import pytest

from lsp_core.errors import PlanError
from lsp_core.judging.published.councils import PUBLISHED
from lsp_core.plan.model import PolicyKind, Profile
from lsp_core.plan.policy_checks import FOR_SOME_KINDS, NEEDS, TAKES
from lsp_core.plan.reading import parse_plan, read_folder

EXAMPLE = read_folder(Path(__file__).parents[2] / "templates" / "starter")
MEASURES = EXAMPLE["measures.csv"]
WITH_WEIGHTS = "\n".join(
    line + (",weights" if line.startswith("code,") else ",") for line in MEASURES.strip().split("\n")
)


def mistakes_in(**changed: str) -> tuple[str, ...]:
    with pytest.raises(PlanError) as caught:
        parse_plan(with_files(**changed))
    return caught.value.mistakes


def with_files(**changed: str) -> dict[str, str]:
    names = {name.split(".")[0]: name for name in EXAMPLE}
    return {**EXAMPLE, **{names[part]: text for part, text in changed.items()}}


def with_policy(text: str) -> str:
    return EXAMPLE["policies.yaml"].replace(
        "\n# When figures", f"  - {{code: new, name: A new rule, {text}}}\n\n# When figures", 1
    )


POLICIES = [
    ("version: 1", "tolerance is missing; it is needed"),
    ("kind: ratio", "thresholds is missing; it is needed"),
    ("kind: four steps, tolerance: 5", "outer_tolerance is missing; it is needed"),
    ("kind: four steps, tolerance: 5, outer_tolerance: 5", "outer_tolerance 5 is no wider than the tolerance, 5"),
    ("kind: ratio, thresholds: [85, 100]", "thresholds are 85, 100; give two percentages, the higher first"),
    ("kind: ratio, thresholds: [100]", "thresholds are 100; give two percentages"),
    ("kind: ratio, thresholds: [100, 85], tolerance: 5", "tolerance is given, and a policy by ratio takes none"),
    ("kind: agreed tolerance, tolerance: 5", "tolerance is given, and a policy by agreed tolerance takes none"),
    ("tolerance: 5, months_late: 2", "months_late is given, and a policy by tolerance takes none"),
    ("tolerance: 5, words: [good, bad]", "words has 2, and a policy by tolerance has 3 steps; give one for each step, best first"),
    ("kind: context only, words: [grey]", "words has 1, and a policy by context only has 0 steps; leave them out"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "told"), POLICIES)
def test_a_policy_that_cannot_decide_is_told_what_it_needs(text, told):
    (mistake,) = mistakes_in(policies=with_policy(text))
    assert mistake.startswith("policies.yaml:22:")
    assert mistake.split(": ", 1)[1].startswith(told)


KINDS = [
    "kind: tolerance, tolerance: 0",
    "kind: agreed tolerance",
    "kind: two-sided tolerance, tolerance: 5, words: [star, circle, triangle]",
    "kind: tolerance or last year, tolerance: 10",
    "kind: forecast",
    "kind: progress, thresholds: [100, 0], unknown_is_off_track: yes",
    "kind: ratio, thresholds: [100, 85]",
    "kind: four steps, tolerance: 5, outer_tolerance: 10",
    "kind: quartile",
    "kind: months late, months_late: 1",
    "kind: context only",
]


@pytest.mark.parametrize("text", KINDS)
def test_every_kind_of_policy_can_be_declared(text):
    declared = parse_plan(with_files(policies=with_policy(text))).status_policy("new")
    assert declared.kind in text


def test_no_kind_and_no_field_is_left_without_a_rule():
    assert {text.split(",")[0].removeprefix("kind: ") for text in KINDS} == set(PolicyKind)
    fields = {field for table in (NEEDS, TAKES) for taken in table.values() for field in taken}
    assert fields == set(FOR_SOME_KINDS)


@pytest.mark.parametrize("published", PUBLISHED, ids=lambda one: one.policy.code)
def test_a_published_policy_can_be_written_in_a_plan_as_it_is(published):
    told = published.policy.model_dump(exclude_unset=True)
    text = ", ".join(f"{field}: {in_yaml(value)}" for field, value in told.items() if field not in ("code", "name"))
    plan = parse_plan(with_files(policies=with_policy(text)))
    assert (
        plan.status_policy("new").model_copy(update={"code": published.policy.code, "name": published.policy.name})
        == published.policy
    )


def in_yaml(value: object) -> str:
    if isinstance(value, tuple):
        return f"[{', '.join(map(str, value))}]"
    return "yes" if value is True else str(value)


SUITS = [
    ("kind: months late", "is for milestones, and the profile is flat; choose one of another kind"),
    (
        "tolerance: 1, tolerance_in: percentage points",
        "counts in percentage points, and the unit is 'per 1,000 households'",
    ),
]


@pytest.mark.parametrize(("text", "told"), SUITS)
def test_a_policy_that_does_not_suit_its_measure_is_told_at_the_measure(text, told):
    (mistake,) = mistakes_in(policies=with_policy(text), measures=MEASURES.replace("five-percent", "new", 1))
    assert mistake.startswith(f"measures.csv:2:12: policy 'new' {told}")


CHANGES = [
    ("one-point,linear,,,,,0", "one-point,phased,,,,,0", "measures.csv:3:22: weights is blank, and the profile is phased"),
    ("2024-04-01,\nBURG-SOLVED", "2024-04-01,1;2;3;4\nBURG-SOLVED", "measures.csv:2:22: weights are for phased and cumulative measures, and the profile is flat"),
    ("2026-04-01,", "2026-04-01,20;25;25", "measures.csv:8:22: weights '20;25;25' cannot share out a year"),
    ("2026-04-01,", "2026-04-01,20;25;25;-3", "measures.csv:8:22: weights '20;25;25;-3' cannot share out a year"),
    ("2026-04-01,", "2026-04-01,0;0;0;0", "measures.csv:8:22: weights '0;0;0;0' cannot share out a year"),
    ("2026-04-01,", "2026-04-01,a;b;c;d", "measures.csv:8:22: weights 'a;b;c;d' cannot share out a year"),
    ("%,1,higher is better,quarterly,,,POLICE,one-point,linear", "%,1,higher is better,quarterly,,,POLICE,one-point,band", "measures.csv:3:7: polarity is 'higher is better', and inside a band"),
]  # fmt: skip


@pytest.mark.parametrize(("old", "new", "told"), CHANGES)
def test_a_profile_without_what_it_needs_is_told_at_the_measure(old, new, told):
    assert old in WITH_WEIGHTS
    mistakes = mistakes_in(measures=WITH_WEIGHTS.replace(old, new, 1) + "\n")
    assert any(mistake.startswith(told) for mistake in mistakes), mistakes


def a_row(**changes: str) -> str:
    cells = {
        "code": "NEW", "indicator": "I-AE", "name": "New", "definition": "What is counted.", "unit": "%", "decimals": "1",
        "polarity": "higher is better", "frequency": "quarterly", "asked_in": "", "years_behind": "", "partner": "TRUST",
        "policy": "one-point", "profile": "flat", "proxy": "", "numerator": "", "denominator": "", "scale": "", "minimum": "",
        "maximum": "", "source": "", "valid_from": "2024-04-01",
    }  # fmt: skip
    return ",".join({**cells, **changes}.values()) + "\n"


def a_plan_with(row: str, targets: str, policy: str = "tolerance: 1, tolerance_in: the measure's own unit"):
    return with_files(measures=MEASURES + row, targets=EXAMPLE["targets.csv"] + targets, policies=with_policy(policy))


def told_by(files: dict[str, str]) -> tuple[str, ...]:
    with pytest.raises(PlanError) as caught:
        parse_plan(files)
    return tuple(mistake.split(": ", 1)[1] for mistake in caught.value.mistakes)


BAND = a_row(profile="band", polarity="context only")
GRADE = a_row(profile="grade", unit="grade 1-4", decimals="0", policy="new")
MILESTONE = a_row(profile="milestone", unit="done or not", decimals="0", policy="new")
LATE = "kind: months late"


def test_a_band_a_grade_and_a_milestone_can_be_declared():
    edges = "NEW,low,2026-27,82,2026-03-12,,\nNEW,high,2026-27,90,2026-03-12,,\n"
    assert parse_plan(a_plan_with(BAND, edges)).measures[-1].profile is Profile.BAND
    assert parse_plan(a_plan_with(GRADE, "NEW,target,2026-27,2,2026-03-12,,\n")).measures[-1].profile is Profile.GRADE
    dated = "NEW,target,2026-09,1,2026-03-12,,\nNEW,target,2026-27 Q3,1,2026-09-20,The board,Rain\n"
    assert parse_plan(a_plan_with(MILESTONE, dated, LATE)).measures[-1].profile is Profile.MILESTONE


@pytest.mark.parametrize(
    ("row", "targets", "policy", "told"),
    [
        (BAND, "NEW,low,2026-27,82,2026-03-12,,\n", None, "NEW has only the low edge of a band for 2026-27; add a row with the high edge"),
        (BAND, "NEW,low,2026-27,95,2026-03-12,,\nNEW,high,2026-27,90,2026-03-12,,\n", None, "the low edge, 95, is above the high edge, 90"),
        (BAND, "NEW,target,2026-27,82,2026-03-12,,\n", None, "NEW has a band; give its low and its high edge instead"),
        (a_row(), "NEW,low,2026-27,82,2026-03-12,,\nNEW,high,2026-27,90,2026-03-12,,\n", None, "NEW has no band, and this is the low edge of one"),
        (a_row(profile="band", polarity="context only", policy="new"), "", "kind: forecast", "policy 'new' is by forecast, and a band has two sides"),
        (GRADE, "NEW,target,2026-27,2.5,2026-03-12,,\n", None, "value 2.5, and grades are whole"),
        (GRADE.replace(",0,higher", ",1,higher"), "", None, "decimals 1, and grades are whole"),
        (GRADE.replace(",new,", ",five-percent,"), "", None, "policy 'five-percent' counts in percent of target, and grades are whole"),
        (GRADE, "", "kind: ratio, thresholds: [100, 85]", "policy 'new' is by ratio, and a share of a grade means nothing"),
        (MILESTONE, "NEW,target,2026-27,1,2026-03-12,,\n", LATE, "period '2026-27' is a financial year, and NEW is a milestone"),
        (MILESTONE, "NEW,target,2026-27 Q2,3,2026-03-12,,\n", LATE, "NEW is a milestone, and this is a target of 3"),
        (MILESTONE.replace(",new,", ",five-percent,"), "", LATE, "policy 'five-percent' is by tolerance, and a milestone is judged by its date"),
        (MILESTONE.replace("higher is", "lower is"), "", LATE, "a milestone is 1 for done and 0 for not done; make it higher is better"),
    ],
)  # fmt: skip
def test_what_a_profile_asks_for_is_told(row, targets, policy, told):
    files = a_plan_with(row, targets, policy) if policy else a_plan_with(row, targets)
    assert any(mistake.startswith(told) for mistake in told_by(files)), told_by(files)


def test_a_tolerance_agreed_with_a_target_is_for_a_policy_that_asks_for_one():
    targets = (
        EXAMPLE["targets.csv"].replace("reason\n", "reason,tolerance\n", 1).replace("example.\n", "example.,4\n", 1)
    )
    (mistake,) = mistakes_in(targets=targets)
    assert mistake.startswith("targets.csv:2:8: a tolerance is given, and BURG is judged by policy 'five-percent'")
    agreed = EXAMPLE["policies.yaml"].replace(
        "    version: 1\n    tolerance: 5\n    tolerance_in: percent of target\n", "    kind: agreed tolerance\n", 1
    )
    plan = parse_plan(with_files(targets=targets, policies=agreed))
    assert plan.targets[0].tolerance == 4
