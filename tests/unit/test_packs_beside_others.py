"""The block of a pack that puts a measure beside others: its sentence, its drawing, its table and its question."""

import re
from decimal import Decimal
from xml.etree import ElementTree

import pytest

from lsp_core.facts import CycleFacts
from lsp_core.packs.back_contents import BesideOthers
from lsp_core.packs.contents import Pack
from lsp_core.packs.html import render_html
from lsp_core.packs.pdf import render_pdf
from lsp_core.packs.strip import Line, Strip, strip_chart, swarm
from lsp_core.plan.model import Comparator, ComparatorFigure, ComparatorSet, Plan
from tests.factories import Q2
from tests.unit.packs_hostile import HOSTILE
from tests.unit.packs_sample import a_sample_plan, sample_facts, sample_pack

TRUSTS = "ABCDEFGHI"
SHARES = "79.8 77.2 80.1 74.0 81.5 70.2 76.6 - 78.8"


def a_compared_plan(name: str = "Trust", england: str = "England") -> Plan:
    """The sample partnership, its A&E figure put beside nine other trusts, one of them suppressed, and England."""
    plan = a_sample_plan()
    measures = tuple(
        m.model_copy(update={"compared_with": "trusts", "benchmark": "ENG"}) if m.code == "AE4H" else m
        for m in plan.measures
    )
    shares = [None if share == "-" else Decimal(share) for share in SHARES.split()]
    figures = [
        ComparatorFigure(
            measure="AE4H", comparator=code, period=Q2.code, value=share,
            numerator=share and share * 300, denominator=share and Decimal(30000), source=f"{name} table",
        )
        for code, share in zip(TRUSTS, shares, strict=True)
    ]  # fmt: skip
    return plan.model_copy(
        update={
            "measures": measures,
            "comparators": (
                *(Comparator(code=code, name=f"{name} {code}") for code in TRUSTS),
                Comparator(code="ENG", name=england),
            ),
            "comparator_sets": (
                ComparatorSet(code="trusts", name=f"{name}s", members=tuple(TRUSTS), source=name, why=name),
            ),
            "comparator_figures": (
                *figures,
                ComparatorFigure(measure="AE4H", comparator="ENG", period=Q2.code, value=Decimal("76.0")),
            ),
        }
    )


def compared_facts(plan: Plan | None = None) -> CycleFacts:
    return sample_facts(plan or a_compared_plan())


def the_block(pack: Pack) -> BesideOthers:
    (found,) = [one.beside for one in pack.annex if one.beside is not None]
    return found


def test_a_pack_of_a_plan_without_comparators_has_no_such_block():
    pack = sample_pack()
    assert all(one.beside is None for one in pack.annex)
    assert "Beside others" not in render_html(pack)


def test_one_sentence_states_where_the_measure_stands():
    block = the_block(sample_pack(facts=compared_facts()))
    assert block.finding == "July to September 2023: 2nd worst of 9 among Trusts and worse than England."


def test_the_table_is_best_first_with_ours_among_them_and_those_without_a_figure_after():
    rows = the_block(sample_pack(facts=compared_facts())).rows
    assert [row.name for row in rows] == [
        "Trust E", "Trust C", "Trust A", "Trust I", "Trust B", "Trust G", "Trust D", "Anytown Partnership", "Trust F",
        "Trust H", "England (benchmark)",
    ]  # fmt: skip
    assert [row.name for row in rows if row.is_ours] == ["Anytown Partnership"]
    assert rows[-2].figure == "no figure (Trust table)"


def test_the_drawing_has_a_ring_for_each_other_and_says_the_same_in_words():
    block = the_block(sample_pack(facts=compared_facts()))
    assert block.svg.count("<circle") == 8
    assert {"Ours 71.6%", "Median 77.2%", "England 76.0%"} <= set(re.findall(r">([^<>]+)</text>", block.svg))
    assert block.says == (
        "9 figures for July to September 2023, from 70.2% to 81.5%. Ours: 71.6%. Median: 77.2%. England: 76.0%."
    )
    assert block.says in block.svg


def test_the_gap_to_the_best_raises_a_question_of_its_own():
    pack = sample_pack(facts=compared_facts())
    (page,) = [page for page in pack.exceptions if page.outcome == "Seen quickly in A&E"]
    (asked,) = [question for question in page.questions if question.trigger == "far behind the best of the others"]
    assert asked.seen == "Trust E had 81.5% to our 71.6% in July to September 2023, a gap of 9.9 percentage points."


def test_the_rules_of_comparing_are_printed_where_something_is_compared():
    names = [
        [method.name for method in sample_pack(facts=facts).methods] for facts in (compared_facts(), sample_facts())
    ]
    assert ["Beside others" in each for each in names] == [True, False]


def test_every_link_to_a_block_leads_somewhere_and_no_name_is_used_twice():
    page = render_html(sample_pack(facts=compared_facts()))
    names = re.findall(r'\bid="([^"]+)"', page)
    assert len(names) == len(set(names))
    assert set(re.findall(r'href="#([^"]+)"', page)) <= set(names)


@pytest.mark.parametrize("words", HOSTILE)
def test_hostile_names_of_comparators_are_printed_and_never_obeyed(words: str):
    pack = sample_pack(facts=compared_facts(a_compared_plan(words, england=words)))
    block, page = the_block(pack), render_html(pack)
    ElementTree.fromstring(block.svg)
    assert "<script" not in page
    assert "<img" not in page
    assert "49" not in block.finding.replace(words, "")
    assert render_pdf(pack).startswith(b"%PDF")


def test_a_measure_held_beside_a_benchmark_alone_has_a_table_and_no_drawing():
    plan = a_compared_plan()
    alone = [m.model_copy(update={"compared_with": None}) if m.code == "AE4H" else m for m in plan.measures]
    block = the_block(sample_pack(facts=compared_facts(plan.model_copy(update={"measures": tuple(alone)}))))
    assert block.svg == ""
    assert [row.name for row in block.rows] == ["Anytown Partnership", "England (benchmark)"]
    assert block.finding == "July to September 2023: worse than England."


def test_a_measure_nobody_can_be_compared_with_says_so_in_the_pack():
    facts = compared_facts(a_compared_plan().model_copy(update={"comparator_figures": ()}))
    block = the_block(sample_pack(facts=facts))
    assert (block.svg, block.rows) == ("", ())
    assert block.finding.startswith("We cannot say how it stands beside Trusts")
    assert render_pdf(sample_pack(facts=facts)).startswith(b"%PDF")


def a_strip(own: str, others: str, *lines: Line) -> str:
    values = tuple(Decimal(value) for value in others.split())
    return strip_chart(Strip("k", "T", "D", Decimal(own), f"Ours {own}", values, lines, str))


@pytest.mark.parametrize("others", ["5 5 5 5", "5", "-3 0 1000000", "0 0 0 0"])
def test_any_figures_can_be_drawn_on_a_strip(others: str):
    drawn = a_strip("5", others, Line(Decimal(5), "Median 5", is_dotted=False))
    assert drawn.count("<circle") == len(others.split())
    numbers = [float(x) for x in re.findall(r'c[xy]="([^"]+)"', drawn)]
    height = float(re.findall(r'viewBox="0 0 520 (\d+)"', drawn)[0])
    assert all(0 <= x <= 520 for x in numbers)
    assert max(float(y) for y in re.findall(r'cy="([^"]+)"', drawn)) < height


def test_marks_of_the_same_figure_stand_above_and_below_each_other_with_ours_in_the_middle():
    assert swarm([100, 100, 100, 300]) == [0, -13, 13, 0]


def test_a_name_is_told_by_its_whole_in_the_table_and_cut_only_in_the_drawing():
    long = "The Combined Authority of a Great Many Places in England"
    block = the_block(sample_pack(facts=compared_facts(a_compared_plan(england=long))))
    assert block.rows[-1].name == f"{long} (benchmark)"
    assert "The Combined Authority… 76.0%" in block.svg
