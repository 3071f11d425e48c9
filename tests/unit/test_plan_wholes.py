"""Mistakes in wholes, their parts and small numbers, each told at the very cell."""

import csv
import io

import pytest

from lsp_core.errors import PlanError
from lsp_core.plan.model import Plan
from lsp_core.plan.reading import parse_plan
from tests.unit.test_plan_mistakes import EXAMPLE

NEW = ("parts", "may_lack_parts", "suppress_below")
Row = dict[str, str]


def measures_with(*rows: Row) -> dict[str, str]:
    """The example's files with rows added to measures.csv; each says only how it differs from a count of homes."""
    held = list(csv.DictReader(io.StringIO(EXAMPLE["measures.csv"])))
    count = {
        **dict.fromkeys(held[0], ""),
        "indicator": "I-BURGLARY",
        "definition": "Homes.",
        "unit": "homes",
        "decimals": "0",
        "polarity": "lower is better",
        "frequency": "quarterly",
        "partner": "POLICE",
        "policy": "five-percent",
        "valid_from": "2024-04-01",
    }
    columns = [*dict.fromkeys((*held[0], *NEW))]
    written = io.StringIO()
    table = csv.DictWriter(written, columns, restval="", lineterminator="\n")
    table.writeheader()
    table.writerows([*held, *({**count, "name": f"Homes {row['code']}", **row} for row in rows)])
    return {**EXAMPLE, "measures.csv": written.getvalue()}


def mistakes_with(*rows: Row) -> tuple[str, ...]:
    with pytest.raises(PlanError) as caught:
        parse_plan(measures_with(*rows))
    return caught.value.mistakes


def column(name: str) -> int:
    return next(csv.reader(io.StringIO(measures_with()["measures.csv"]))).index(name) + 1


FIRST = len(EXAMPLE["measures.csv"].splitlines()) + 1
"""The line of the first row added."""
A, B = {"code": "A"}, {"code": "B"}
SHARE = {"unit": "%", "policy": "one-point", "numerator": "seen", "denominator": "came"}


def test_a_whole_of_counts_with_small_numbers_is_read() -> None:
    small = {"suppress_below": "5"}
    plan = parse_plan(measures_with(A | small, B | small, {"code": "W", "parts": "A; B", "may_lack_parts": "1"}))
    assert isinstance(plan, Plan)
    assert plan.measures[-1].part_codes == ("A", "B")
    assert (plan.measures[-1].may_lack_parts, plan.measures[-2].suppress_below) == (1, 5)


@pytest.mark.parametrize(
    ("rows", "line", "field", "says"),
    [
        ([A, {"code": "W", "parts": "A;BB"}], 1, "parts", "parts 'BB' is not a measure in measures.csv"),
        ([A, {"code": "W", "parts": "A"}], 1, "parts", "fewer than two"),
        ([A, B, {"code": "W", "parts": "A;B;A"}], 2, "parts", "'A' is named twice and would be counted twice"),
        ([A, {"code": "W", "parts": "A;W"}], 1, "parts", "W would be a part of itself"),
        ([A, {"code": "V", "parts": "A;W"}, {"code": "W", "parts": "A;V"}], 1, "parts", "V would be a part of itself"),
        ([A, B | {"unit": "flats"}, {"code": "W", "parts": "A;B"}], 2, "parts", "in unit: flats and homes"),
        ([A, B | {"polarity": "higher is better"}, {"code": "W", "parts": "A;B"}], 2, "parts", "in polarity"),
        ([A, B | {"profile": "cumulative"}, {"code": "W", "parts": "A;B"}], 2, "parts", "in frequency: quarterly"),
        ([A | SHARE, B | SHARE | {"scale": "1000"}, {"code": "W", "parts": "A;B"} | SHARE], 2, "parts", "in numerator"),
        ([A, B, {"code": "W", "parts": "A;B", "may_lack_parts": "2"}], 2, "may_lack_parts", "would leave nothing"),
        ([A | {"may_lack_parts": "1"}], 0, "may_lack_parts", "A has no parts that could be missing"),
        ([A | {"unit": "%", "policy": "one-point", "suppress_below": "5"}], 0, "suppress_below", "A has none"),
        ([A | {"suppress_below": "1"}], 0, "suppress_below", "suppress_below '1' is too small"),
    ],
)  # fmt: skip
def test_each_mistake_is_told_at_its_cell(rows: list[Row], line: int, field: str, says: str) -> None:
    told = mistakes_with(*rows)
    place = f"measures.csv:{FIRST + line}:{column(field)}: "
    assert any(mistake.startswith(place) and says in mistake for mistake in told), told


def test_percentages_without_counts_are_not_added_up() -> None:
    bare = {"unit": "%", "policy": "one-point"}
    (mistake,) = mistakes_with(A | bare, B | bare, {"code": "W", "parts": "A;B"} | bare)
    assert "cannot be added up" in mistake
    assert "never averaged" in mistake


def test_a_small_number_in_two_sums_could_be_worked_out_from_both() -> None:
    wholes = ({"code": code, "parts": "A;B"} for code in ("V", "W"))
    (mistake,) = mistakes_with(A | {"suppress_below": "5"}, B, *wholes)
    assert "part 'A' has small numbers suppressed, and is a part of V already" in mistake


def test_a_whole_has_no_history_of_its_own() -> None:
    files = measures_with(A, B, {"code": "W", "parts": "A;B"})
    files["history.csv"] += "W,2024-25 Q3,7,,,Invented.\n"
    with pytest.raises(PlanError) as caught:
        parse_plan(files)
    (mistake,) = caught.value.mistakes
    assert "W is worked out from its parts; give its parts' figures instead" in mistake


def test_every_mistake_is_told_at_once() -> None:
    told = mistakes_with(A | {"may_lack_parts": "1"}, {"code": "W", "parts": "A;BB;W"})
    assert len(told) == 3
