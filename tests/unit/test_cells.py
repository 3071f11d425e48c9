"""What a cell shows against what it holds, by its number format."""

from decimal import Decimal

import pytest

from lsp_core.errors import ReturnRefusedError
from lsp_core.returns.cells import LONGEST_TEXT, MOST_TEXT, Tally, number_cell

ACCOUNTING = '_-* #,##0_-;-* #,##0_-;_-* "-"??_-;_-@_-'


@pytest.mark.parametrize(
    ("value", "number_format", "shown"),
    [
        (1204, "General", "1204"),
        (1204.5, "#,##0.00", "1204.5"),
        (0.12, "0%", "12%"),
        (12, '0"%"', "12"),
        (0, ACCOUNTING, "0"),
        (-40, "#,##0;[Red]-#,##0", "-40"),
        (1204, "@", "1204"),
        (7, '0 "people"', "7"),
    ],
)
def test_a_number_is_taken_in_any_format_that_shows_it(value, number_format, shown):
    cell = number_cell(value, number_format)
    assert (cell.shown, cell.trouble) == (shown, None)


@pytest.mark.parametrize(
    ("value", "number_format", "rule"),
    [
        (1204000, "#,##0,", "READ-015"),
        (1.2, '0.0"m"', "READ-015"),
        (12, '0 "thousand"', "READ-015"),
        (12, "0\\k", "READ-015"),
        (3, '"<5"', "READ-020"),
        (1204, ";;;", "READ-020"),
        (-40, '0;"n/a";0', "READ-020"),
        (0, '0;-0;"none"', "READ-020"),
        (0, "0;-0;", "READ-020"),
        (float("inf"), "General", "READ-011"),
    ],
)
def test_a_cell_that_shows_something_else_than_it_holds_is_asked_about(value, number_format, rule):
    assert number_cell(value, number_format).trouble.code == rule


def test_a_long_text_in_every_cell_is_held_once():
    tally = Tally()
    text = " " + "x" * 30_000
    assert len({id(tally.text(text)) for _ in range(10_000)}) == 1


def test_a_file_with_more_text_than_a_return_has_is_refused():
    tally = Tally(characters=MOST_TEXT - LONGEST_TEXT)
    assert tally.text("x" * LONGEST_TEXT)
    with pytest.raises(ReturnRefusedError, match="holds far more"):
        tally.text("one more")


def test_a_whole_number_stays_one():
    assert number_cell(1204.0).number == Decimal(1204)
