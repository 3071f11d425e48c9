"""A short run of what `make fuzz` does by the ten thousand, and a look at whether it would notice."""

from decimal import Decimal
from random import Random

import pytest

from lsp_core.observations import Vintage
from lsp_core.returns import typed
from lsp_core.returns.reading import read_return
from tests.factories import Q1, an_observation
from tests.fuzz.damage import damaged, ours
from tests.fuzz.forms import Made
from tests.fuzz.running import try_batch, wrong_with
from tests.fuzz.shown import number_shown
from tests.fuzz.tokens import Token
from tests.fuzz.trial import file_number, read_one

SEED, FILES = 20231, 300


def test_nothing_is_wrong_with_three_hundred_files():
    tried = try_batch(SEED, range(FILES))
    assert tried.failures == []
    assert tried.files == FILES
    assert tried.taken > FILES / 3
    assert tried.refused > FILES / 10


def test_a_file_is_the_same_whenever_it_is_made_again():
    assert file_number(SEED, 7).how == file_number(SEED, 7).how
    assert damaged(Random("x")).content == damaged(Random("x")).content


@pytest.mark.parametrize(
    ("token", "wrong"),
    [
        (Token("1204", Decimal(1205)), "means 1205"),
        (Token("12%", "doubt"), "means doubt"),
        (Token("", Decimal(0)), "not"),
    ],
)
def test_a_box_that_is_misread_would_be_noticed(token, wrong):
    content = f"Code,Period,Unit,This quarter\nEV,2023-24 Q1,%,{token.typed}\n".encode()
    _, found = read_one(Made("figures.csv", content, "by hand", {"EV": token}))
    assert wrong in " ".join(found)


def test_a_figure_that_its_cell_does_not_show_would_be_noticed(monkeypatch):
    monkeypatch.setattr(typed, "exactly", lambda number: Decimal(7))
    monkeypatch.setattr("lsp_core.returns.cells.exactly", lambda number: Decimal(7))
    _, found = read_one(Made("figures.xlsx", ours(), "ours", {}))
    assert any("shows 74.3, and was read as 7" in wrong for wrong in found)


def test_a_figure_that_is_dropped_without_a_word_would_be_noticed():
    reading = read_return("figures.csv", b"Code,Period,This quarter\nEV,2023-24 Q1,74\nULEV,2023-24 Q1,\n")
    assert list(wrong_with(reading, [], [])) == ["figures.csv!C2 shows '74', which is not taken, and nothing says why"]


def test_a_small_number_taken_as_nought_would_be_noticed():
    reading = read_return("figures.csv", b"Code,Period,This quarter\nULEV,2023-24 Q1,<5\n")
    taken = an_observation("ULEV", Q1, "0", vintage=Vintage.SUPPRESSED, where=reading.figures[0].where)
    assert any("was taken as 0" in wrong for wrong in wrong_with(reading, reading.findings, [taken]))


@pytest.mark.parametrize(
    ("content", "address"),
    [
        ("\ufeff\ufeffCode,This quarter\nEV,74\n".encode("utf-16"), "B2"),
        (b"\xef\xbb\xbfsep=,\nCode,This quarter,Note\nEV,74,caf\xe9\n", "B2"),
        (b"sep=l\nCode,This quarter\nEV,74\n", "B3"),
    ],
)
def test_what_a_cell_shows_is_looked_up_beneath_marks_and_lines_that_say_the_separator(content, address):
    assert number_shown(content, "", address) == 74
    (figure,) = read_return("figures.csv", content).figures
    assert (figure.value, figure.where.address) == (74, address)


def test_what_a_cell_shows_is_looked_up_by_its_address():
    assert number_shown(ours(), "Figures", "H4") == Decimal("74.3")
    assert number_shown(ours(), "Figures", "H5") == Decimal("12.3")
    assert number_shown(ours(), "Figures", "H6") == Decimal(1204)
    assert number_shown(ours(), "Figures", "A1") is None
