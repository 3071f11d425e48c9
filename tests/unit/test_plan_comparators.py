"""Comparators in the plan: files that may be left out, and every mistake in them at its very cell.

Every case is the starter example with one thing changed in it.
"""
# ruff: noqa: E501  one case to a line: these are tables

from datetime import date
from decimal import Decimal

import pytest

from lsp_core.plan.reading import parse_plan
from tests.unit.test_plan_mistakes import EXAMPLE, mistakes_in, with_changes

FILES = ("comparators.csv", "comparator_sets.yaml", "comparator_figures.csv")
COMPARED = ",,like-trusts,ENGLAND"


def test_a_plan_without_comparators_stands_as_it_is():
    without = with_changes(("measures.csv", COMPARED, ""))
    plan = parse_plan({name: text for name, text in without.items() if name not in FILES})
    assert (plan.comparators, plan.comparator_sets, plan.comparator_figures) == ((), (), ())


def test_the_example_says_who_is_compared_why_and_what_they_published_when():
    plan = parse_plan(EXAMPLE)
    (ae,) = [measure for measure in plan.measures if measure.code == "AE4H"]
    assert ae.compared_with is not None
    assert plan.comparator_set(ae.compared_with).fewest == 8
    published = plan.published_by("ASHFELL", "AE4H", date(2026, 5, 14))["2025-26 Q4"]
    assert (published.value, published.published_on) == (Decimal("78.1"), date(2026, 5, 14))
    assert plan.published_by("ASHFELL", "AE4H", date(2026, 5, 13)) == {}


def test_a_blank_value_is_a_figure_that_was_suppressed():
    (figure,) = [one for one in parse_plan(EXAMPLE).comparator_figures if one.comparator == "EDENFORD"]
    assert figure.value is None
    assert "not published" in figure.source


MISTAKES = [
    ("measures.csv", COMPARED, ",,like-trust,ENGLAND", "measures.csv:4:23: compared_with 'like-trust' is not a set of comparators in comparator_sets.yaml; did you mean 'like-trusts'?"),
    ("measures.csv", COMPARED, ",,like-trusts,ENGLND", "measures.csv:4:24: benchmark 'ENGLND' is not a comparator in comparators.csv; did you mean 'ENGLAND'?"),
    ("comparator_sets.yaml", "BRIARDALE, CALD", "BRIERDALE, CALD", "comparator_sets.yaml:5:22: members 'BRIERDALE' is not a comparator in comparators.csv; did you mean 'BRIARDALE'?"),
    ("comparator_sets.yaml", "BRIARDALE, CALD", "ASHFELL, CALD", "comparator_sets.yaml:5:22: 'ASHFELL' is in the set already; name each comparator once"),
    ("comparator_sets.yaml", "fewest: 8", "fewest: 3", "comparator_sets.yaml:10:11: fewest '3' is too small; it can be 4 at least"),
    ("comparators.csv", "ENGLAND,England", "ASHFELL,Ashfell\nENGLAND,England", "comparators.csv:9:1: code 'ASHFELL' is on line 2 already; give each comparator a code of its own"),
    ("comparator_figures.csv", "AE4H,ASHFELL", "AE4,ASHFELL", "comparator_figures.csv:2:1: measure 'AE4' is not a measure in measures.csv; did you mean 'AE4H'?"),
    ("comparator_figures.csv", "AE4H,ASHFELL", "AE4H,ASHFEL", "comparator_figures.csv:2:2: comparator 'ASHFEL' is not a comparator in comparators.csv; did you mean 'ASHFELL'?"),
    ("comparator_figures.csv", "ASHFELL,2025-26 Q4", "ASHFELL,2025-26", "comparator_figures.csv:2:3: period '2025-26' is a financial year, and AE4H counts quarters; write it like 2025-26 Q1"),
    ("comparator_figures.csv", "Q4,78.1", "Q4,781", "comparator_figures.csv:2:4: value 781 is not one AE4H can have; see its minimum and maximum in measures.csv, and its unit"),
    ("comparator_figures.csv", ",21087,", ",,", "comparator_figures.csv:2:5: numerator is blank, and denominator is given; give both or neither"),
    ("comparator_figures.csv", ",21087,27000", ",21087,0", "comparator_figures.csv:2:6: the denominator is not more than zero; leave both counts blank"),
    ("comparator_figures.csv", "AE4H,BRIARDALE", "AE4H,ASHFELL", "comparator_figures.csv:3:3: there is a figure for this measure, comparator and period already, on line 2; keep one of the two, or give a revised figure a later published_on"),
]  # fmt: skip


@pytest.mark.parametrize(("file", "old", "new", "told"), MISTAKES)
def test_a_mistake_about_comparators_is_told_at_its_cell(file, old, new, told):
    assert mistakes_in(with_changes((file, old, new))) == (told,)


def test_every_mistake_is_told_at_once():
    changes = [(file, old, new) for file, old, new, _ in (MISTAKES[0], MISTAKES[7], MISTAKES[9])]
    assert len(mistakes_in(with_changes(*changes))) == 3


def test_naming_a_set_when_the_files_are_left_out_is_a_mistake_and_no_crash():
    found = mistakes_in({name: text for name, text in EXAMPLE.items() if name not in FILES})
    assert [mistake.split(" is not ")[0] for mistake in found] == [
        "measures.csv:4:23: compared_with 'like-trusts'",
        "measures.csv:4:24: benchmark 'ENGLAND'",
    ]


def test_a_revised_figure_with_a_later_day_of_publication_stands_beside_the_first():
    revised = "AE4H,ASHFELL,2025-26 Q4,77.9,21033,27000,Invented for the example.,2026-08-13\nAE4H,BRIARDALE"
    plan = parse_plan(with_changes(("comparator_figures.csv", "AE4H,BRIARDALE", revised)))
    values = [
        plan.published_by("ASHFELL", "AE4H", on)["2025-26 Q4"].value for on in (date(2026, 6, 1), date(2026, 9, 1))
    ]
    assert values == [Decimal("78.1"), Decimal("77.9")]
