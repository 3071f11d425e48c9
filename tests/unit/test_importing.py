"""A scorecard of any layout, read by its words; what is taken of it, and what is left out with why."""

from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path

import pytest

from lsp_core.errors import ImportRefusedError
from lsp_core.findings import CellRef
from lsp_core.importing.figures import Taken, take
from lsp_core.importing.labels import Labelled, labelled
from lsp_core.importing.mapping import Holds, Mapping, mapping_as_csv, mapping_from_csv
from lsp_core.importing.proposing import propose
from lsp_core.importing.words import left_out_in_words, not_understood, taken_in_words
from lsp_core.observations import FigureKey, Observation, Vintage
from lsp_core.periods import Quarter, parse_period
from lsp_core.plan.model import Plan
from lsp_core.plan.reading import parse_plan, read_folder
from lsp_core.returns.files import read_grid

TRAFFORD = Path(__file__).parents[2] / "examples" / "trafford"
FIRST = Quarter(2023, 1)
AT = datetime(2023, 6, 1, 9, tzinfo=UTC)


@pytest.fixture(scope="module")
def plan() -> Plan:
    return parse_plan(read_folder(TRAFFORD / "plan"))


def cells_of(text: str) -> list[Labelled]:
    grid = read_grid("scorecard.csv", text.encode())
    return [cell for sheet in grid.sheets for cell in labelled(sheet)]


def taken(plan: Plan, text: str, known: dict[FigureKey, Observation] | None = None, **meanings: str) -> Taken:
    cells = cells_of(text)
    proposed = mapping_as_csv(propose(plan, cells))
    for says, line in meanings.items():
        proposed = "\n".join(line if old.startswith(f"{says},") else old for old in proposed.splitlines())
    mapping = mapping_from_csv("mapping.csv", proposed, [measure.code for measure in plan.measures])
    return take(plan, cells, mapping, known or {}, FIRST)


def figures(found: Taken) -> dict[tuple[str, str], tuple[str, str]]:
    return {(f.measure.code, f.period.code): (str(f.value), f.where.address) for f in found.figures}


def test_a_row_per_measure_and_a_column_per_period(plan: Plan) -> None:
    found = taken(plan, "Measure,Q1 2021/22,Q2 2021/22\nClaimant count rate,4.5,4.0\nUC,20.1,19.8\n")
    assert figures(found) == {
        ("CLAIM", "2021-22 Q1"): ("4.5", "B2"),
        ("CLAIM", "2021-22 Q2"): ("4.0", "C2"),
        ("UC", "2021-22 Q1"): ("20.1", "B3"),
        ("UC", "2021-22 Q2"): ("19.8", "C3"),
    }
    assert not found.left_out


def test_a_row_per_figure(plan: Plan) -> None:
    text = "Code;Period;Actual;Target\nCLAIM;2021-22 Q1;4.5;4\nCLAIM;Jul-Sep 2021;4.0;4\nEMPLOY;2016;79.8;80\n"
    assert figures(taken(plan, text)) == {
        ("CLAIM", "2021-22 Q1"): ("4.5", "C2"),
        ("CLAIM", "2021-22 Q2"): ("4.0", "C3"),
        ("EMPLOY", "2016"): ("79.8", "C4"),
    }


def test_a_year_and_a_quarter_in_columns_of_their_own(plan: Plan) -> None:
    text = "Measure,Financial year,Quarter,Result\nCLAIM,2021/22,Q1,4.5\nCLAIM,2021/22,Q2,4.0\n"
    assert set(figures(taken(plan, text))) == {("CLAIM", "2021-22 Q1"), ("CLAIM", "2021-22 Q2")}


def test_a_column_per_measure_and_a_row_per_period(plan: Plan) -> None:
    text = "Period,Claimant count rate,UC\nQ1 2021/22,4.5,20.1\nQ2 2021/22,4.0,19.8\n"
    assert set(figures(taken(plan, text))) == {
        ("CLAIM", "2021-22 Q1"), ("CLAIM", "2021-22 Q2"), ("UC", "2021-22 Q1"), ("UC", "2021-22 Q2"),
    }  # fmt: skip


def test_headings_in_several_rows_with_targets_beside_the_figures(plan: Plan) -> None:
    text = (
        "Anytown scorecard\n,,2020/21,,2021/22,,\n,,Q4,,Q1,,\n"
        "Ref,Unit,Actual,Target,Actual,Target,Comment\nCLAIM,%,5.0,4,4.5,4,better\n"
    )
    assert figures(taken(plan, text)) == {
        ("CLAIM", "2020-21 Q4"): ("5.0", "C5"),
        ("CLAIM", "2021-22 Q1"): ("4.5", "E5"),
    }


def test_a_title_names_the_year_of_quarters_that_do_not(plan: Plan) -> None:
    assert set(figures(taken(plan, "Performance 2021/22\nRef,Q1,Q2\nCLAIM,4.5,4.0\n"))) == {
        ("CLAIM", "2021-22 Q1"),
        ("CLAIM", "2021-22 Q2"),
    }


def test_quarters_named_by_no_year_at_all_mean_nothing(plan: Plan) -> None:
    found = taken(plan, "Ref,Q1,Q2\nCLAIM,4.5,4.0\n")
    assert not found.figures
    assert found.unplaced == 2


def test_months_that_end_quarters_are_the_quarters(plan: Plan) -> None:
    assert set(figures(taken(plan, "Ref,Jun-21,Sep-21\nCLAIM,4.5,4.0\n"))) == {
        ("CLAIM", "2021-22 Q1"),
        ("CLAIM", "2021-22 Q2"),
    }


def test_single_months_are_not_taken_for_quarters(plan: Plan) -> None:
    found = taken(plan, "Ref,May-21,Jun-21\nCLAIM,4.9,4.5\n")
    assert not found.figures
    assert {one.where.address for one in found.left_out} == {"B2", "C2"}
    assert "it is for" in found.left_out[0].why


def test_a_year_pair_is_the_academic_year_of_a_measure_counted_by_it(plan: Plan) -> None:
    assert set(figures(taken(plan, "Ref,2014/15,2015/16\nNEET,6.1,6.0\n"))) == {
        ("NEET", "2014/15 academic"),
        ("NEET", "2015/16 academic"),
    }


def test_a_name_that_is_only_like_one_is_suggested_and_not_taken(plan: Plan) -> None:
    cells = cells_of("Measure,2010,2011\nCO2 emission,2091,1783.5\n")
    mapping = propose(plan, cells)
    assert not take(plan, cells, mapping, {}, FIRST).figures
    assert not_understood(mapping) == ["'CO2 emission', perhaps CO2"]


def test_a_person_says_what_a_name_means(plan: Plan) -> None:
    text = "Measure,2010,2011\nGreenhouse gases,2091,1783.5\n"
    corrected = {"Greenhouse gases": "Greenhouse gases,CO2,,figure,,"}
    assert set(figures(taken(plan, text, **corrected))) == {("CO2", "2010"), ("CO2", "2011")}


def test_shares_are_asked_about_and_multiplied_when_a_person_says_so(plan: Plan) -> None:
    text = "Ref,2010/11,2011/12,2012/13\nRECYC,0.408,0.492,0.479\n"
    asked = taken(plan, text)
    assert not asked.figures
    assert "write 100 under `times`" in asked.left_out[0].why
    assert figures(taken(plan, text, RECYC="RECYC,RECYC,,figure,100,"))["RECYC", "2010-11"] == ("40.800", "B2")


def test_percentages_formatted_as_such_are_read_as_they_show(plan: Plan) -> None:
    assert figures(taken(plan, "Ref,2010/11,2011/12\nRECYC,40.8%,49.2%\n"))["RECYC", "2010-11"] == ("40.8", "B2")


@pytest.mark.parametrize("shown", ["c. 40%", "57,1", "n.k.", "about half", "£40"])
def test_what_is_no_plain_figure_is_left_out_with_its_cell_and_why(plan: Plan, shown: str) -> None:
    found = taken(plan, f'Ref,2010/11,2011/12,2012/13\nRECYC,"{shown}",49.2,50.1\n')
    assert [(one.where, one.shown) for one in found.left_out] == [(CellRef("scorecard.csv", "B2"), shown)]
    assert ("RECYC", "2010-11") not in figures(found)


def test_cells_that_say_there_is_no_figure_are_counted(plan: Plan) -> None:
    found = taken(plan, "Ref,2010/11,2011/12,2012/13,2013/14\nRECYC,n/a,-,<5,50.1\n")
    assert found.without == 3
    assert left_out_in_words(found) == ["3 cells say that there is no figure."]


def test_a_figure_that_cannot_be_right_is_left_out(plan: Plan) -> None:
    assert "highest that can be right" in taken(plan, "Ref,2010/11,2011/12\nRECYC,408,49.2\n").left_out[0].why


def test_two_figures_for_one_thing_are_both_left_out_with_both_cells(plan: Plan) -> None:
    found = taken(plan, "Ref,2010/11,2011/12\nRECYC,40.8,49.2\nRECYC,41.0,49.2\n")
    assert set(figures(found)) == {("RECYC", "2011-12")}
    assert [one.where.address for one in found.left_out] == ["B2", "B3"]
    assert all("B2 (40.8)" in one.why and "B3 (41)" in one.why for one in found.left_out)


def known_recycling(value: str | None) -> dict[FigureKey, Observation]:
    period = parse_period("2010-11")
    figure = None if value is None else Decimal(value)
    return {("RECYC", period): Observation("RECYC", period, figure, Vintage.FINAL, AT, "COUNCIL")}


def test_a_figure_known_already_stands(plan: Plan) -> None:
    found = taken(plan, "Ref,2010/11,2011/12\nRECYC,40.8,49.2\n", known_recycling("39.0"))
    assert set(figures(found)) == {("RECYC", "2011-12")}
    assert "39.0% is known for it already" in found.left_out[0].why


def test_the_same_figure_again_needs_no_word(plan: Plan) -> None:
    found = taken(plan, "Ref,2010/11,2011/12\nRECYC,40.8,49.2\n", known_recycling("40.8"))
    assert set(figures(found)) == {("RECYC", "2011-12")}
    assert not found.left_out


def test_quarters_that_partners_are_asked_for_are_left_to_them(plan: Plan) -> None:
    found = taken(plan, "Ref,2022-23 Q4,2023-24 Q1\nCLAIM,3.1,3.0\n")
    assert set(figures(found)) == {("CLAIM", "2022-23 Q4")}
    assert "come in the ordinary way" in found.left_out[0].why


def test_counts_beside_a_figure_come_with_it(plan: Plan) -> None:
    text = "Code,Period,Figure,Numerator,Denominator\nULEV,2020-21 Q4,0.8,1039,129116\n"
    (figure,) = taken(plan, text).figures
    assert (figure.numerator, figure.denominator) == (Decimal(1039), Decimal(129116))


def test_what_is_taken_is_said_by_measure_with_its_cells(plan: Plan) -> None:
    found = taken(plan, "Ref,2010/11,2011/12\nRECYC,40.8,49.2\n")
    assert taken_in_words(found) == [
        "Household waste recycled: 2 figures, 2010-11 to 2011-12, the first from scorecard.csv!B2 and the last from "
        "scorecard.csv!C2."
    ]


def test_a_mapping_comes_back_as_it_was_written(plan: Plan) -> None:
    mapping = propose(plan, cells_of("Ref,2010/11,Target\nRECYC,40.8,50\n=1+1,1,2\n"))
    codes = [measure.code for measure in plan.measures]
    assert mapping_from_csv("m.csv", mapping_as_csv(mapping), codes) == mapping
    assert "'=1+1" in mapping_as_csv(mapping)


def test_every_mistake_in_a_mapping_is_told_at_once_with_its_line(plan: Plan) -> None:
    text = "says,measure,period,holds,times,perhaps\nx,RECIC,2023 Q9,target,0,\ny,CLAIM,,figure,,\nz,,,,many,\n"
    with pytest.raises(ImportRefusedError) as caught:
        mapping_from_csv("m.csv", text, [measure.code for measure in plan.measures])
    lines = caught.value.reason.splitlines()[1:]
    assert [line.split(" ")[0] for line in lines] == ["m.csv:2:", "m.csv:2:", "m.csv:2:", "m.csv:2:", "m.csv:4:"]
    assert "did you mean 'RECYC'?" in lines[0]


def test_a_file_that_is_no_mapping_is_refused(plan: Plan) -> None:
    with pytest.raises(ImportRefusedError, match="is not a mapping"):
        mapping_from_csv("m.csv", "a,b\n1,2\n", [])


def test_targets_ranks_and_limits_are_not_taken(plan: Plan) -> None:
    mapping = propose(plan, cells_of("Ref,2010/11 actual,2010/11 target,Rank,England\nRECYC,40.8,50,3,43\n"))
    held = {meaning.says: meaning.holds for meaning in mapping.meanings}
    assert held == {
        "RECYC": Holds.FIGURE,
        "2010/11 actual": Holds.FIGURE,
        "2010/11 target": Holds.NOTHING,
        "Rank": Holds.NOTHING,
        "England": Holds.NOTHING,
    }


def test_an_empty_sheet_and_a_sheet_of_words_hold_nothing(plan: Plan) -> None:
    assert propose(plan, cells_of("Notes\nNothing here\n")) == Mapping(())
