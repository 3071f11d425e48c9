"""The figures behind a pack, as an accessible workbook and CSV: explained, honest about gaps, and never run."""

import io
from dataclasses import replace
from decimal import Decimal
from zipfile import ZipFile

import pytest
from openpyxl import load_workbook

from lsp_core.observations import Withheld
from lsp_core.packs.figures_csv import render_csv
from lsp_core.packs.figures_dictionary import DICTIONARY
from lsp_core.packs.figures_tables import MEASURES, SERIES, TABLES
from lsp_core.packs.figures_workbook import render_workbook
from lsp_core.packs.standings import STANDINGS
from lsp_core.packs.xml_text import printable
from tests.factories import Q2
from tests.unit.packs_hostile import BEYOND_OUR_FONTS, HOSTILE, RIGHT_TO_LEFT, a_hostile_plan
from tests.unit.packs_sample import a_sample_plan, sample_facts, sample_pack
from tests.unit.reading_forms import rows_of_csv, sheets_of, table_of

WOULD_RUN = ("=1+1", "+1", "-1+2", "@SUM(1)", "\t=1", "$$note$$", "[a](http://x) [b](http://y)", "http://x", "----")


@pytest.fixture(scope="module")
def workbook() -> bytes:
    return render_workbook(sample_pack())


def test_it_opens_with_a_cover_contents_and_notes_and_has_one_table_a_sheet(workbook):
    book = load_workbook(io.BytesIO(workbook))
    assert book.sheetnames[:5] == ["Cover", "Contents", "Notes", "Measures", "Series"]
    assert book.sheetnames[-1] == "Data dictionary"
    for sheet in book.worksheets[1:]:
        (table,) = sheet.tables.values()
        assert table.ref.startswith("A3:")
        assert table.ref.endswith(f"{sheet.cell(sheet.max_row, sheet.max_column).coordinate}")


def test_no_cells_are_merged_and_none_in_a_table_is_empty(workbook):
    book = load_workbook(io.BytesIO(workbook))
    assert not any(sheet.merged_cells.ranges for sheet in book)
    for sheet in book.sheetnames[1:]:
        assert all(cell not in (None, "") for row in sheets_of(workbook)[sheet][2:] for cell in row)


def test_numbers_are_numbers_and_gaps_say_what_they_are(workbook):
    rows = {row["Code"]: row for row in table_of(workbook, "Measures")}
    assert (rows["AE4H"]["Latest figure"], rows["AE4H"]["Target"]) == (71.6, 95)
    assert rows["ULEV"]["Target"] == "[z]"
    last = [row for row in table_of(workbook, "Series") if row["Code"] == "POV"][-1]
    assert last["Figure"] == "[x]"


def test_a_withheld_number_is_in_none_of_it():
    facts = sample_facts()
    key = ("EV", Q2)
    hidden = replace(facts.known[key], value=None, withheld=Withheld("fewer than 5 people"))
    pack = sample_pack(facts=replace(facts, known={**facts.known, key: hidden}))
    (row,) = (row for row in rows_of_csv(render_csv(pack, MEASURES)) if row["code"] == "EV")
    assert (row["latest_figure"], row["latest"]) == ("[c]", "fewer than 5 people")
    series = [row for row in rows_of_csv(render_csv(pack, SERIES)) if row["code"] == "EV"]
    assert {row["period"]: row["figure"] for row in series}["July to September 2023"] == "[c]"
    assert "76.5" not in " ".join(row["figure"] for row in series)


def test_every_column_and_every_status_is_in_the_data_dictionary():
    rows = rows_of_csv(render_csv(sample_pack(), DICTIONARY))
    explained = {(row["table"], row["column"]) for row in rows if row["meaning"]}
    assert {(table.sheet, column.name) for table in TABLES for column in table.columns} <= explained
    words = {row["heading"] for row in rows if row["holds"] == "a fixed word"}
    assert {standing.mark.word for standing in STANDINGS.values()} <= words


def test_the_series_is_the_one_behind_the_chart():
    pack = sample_pack()
    series = [row for row in rows_of_csv(render_csv(pack, SERIES)) if row["code"] == "AE4H"]
    known = [row["figure"] for row in series if row["figure"] != "[z]"]
    assert known == ["81.1", "79.4", "78", "76.2", "74.9", "75.1", "74", "71.6"]
    annex = next(entry for entry in pack.annex if entry.code == "AE4H")
    assert [Decimal(figure) for figure in known] == [
        Decimal(row.figure.rstrip("%")) for row in annex.series if row.figure != "not yet"
    ]
    assert series[-1]["period_ends"] == "2024-03-31"
    assert series[-1]["forecast"] == "69.3"


def test_the_same_pack_gives_the_same_bytes_whatever_the_clock_says(workbook):
    assert render_workbook(sample_pack()) == workbook
    with ZipFile(io.BytesIO(workbook)) as archive:
        assert {part.date_time for part in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}


@pytest.mark.parametrize("words", [*HOSTILE, *WOULD_RUN, BEYOND_OUR_FONTS, RIGHT_TO_LEFT])
def test_hostile_words_stay_text_in_every_cell(words):
    pack = sample_pack(facts=sample_facts(a_hostile_plan(a_sample_plan(), words), note=words))
    book = load_workbook(io.BytesIO(render_workbook(pack)))
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row]
    assert not [cell for cell in cells if cell.data_type == "f"]
    assert {cell.parent.title for cell in cells if cell.hyperlink} == {"Contents"}
    assert printable(words).strip() in {str(row["Their words"]) for row in table_of(render_workbook(pack), "Measures")}
    for row in rows_of_csv(render_csv(pack, MEASURES)):
        assert not [text for text in row.values() if text.startswith(("=", "+", "-", "@", "\t", "\r"))]
