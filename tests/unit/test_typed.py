from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lsp_core.observations import Vintage
from lsp_core.returns.doubts import READING_RULES
from lsp_core.returns.typed import exactly, is_percentage, read_number, read_vintage


@pytest.mark.parametrize(
    ("shown", "unit", "value"),
    [
        ("1204", "", "1204"),
        ("1,204", "", "1204"),
        ("1,204,300.5", "", "1204300.5"),
        (" 99 ", "", "99"),
        ("1 204", "", "1204"),
        ("1\u00a0204.5", "", "1204.5"),
        ("1\u202f204", "", "1204"),
        ("12.", "", "12"),
        (".5", "", "0.5"),
        ("+3", "", "3"),
        ("-3", "", "-3"),
        ("\u22123", "", "-3"),
        ("- 3", "", "-3"),
        ("£1,000", "£", "1000"),
        ("-£5", "£", "-5"),
        ("£1,000", "", "1000"),
        ("12%", "%", "12"),
        ("12 %", "% of pupils", "12"),
        ("12 per cent", "%", "12"),
        ("12%", "", "12"),
        ("1204 people", "people", "1204"),
        ("nil", "", "0"),
        ("Nil", "people", "0"),
        ("zero", "", "0"),
    ],
)
def test_a_figure_is_read_however_people_write_it(shown, unit, value):
    typed = read_number(shown, unit)
    assert (typed.value, typed.doubt) == (Decimal(value), None)


@pytest.mark.parametrize(
    ("shown", "unit", "rule", "understood"),
    [
        ("lots", "", "READ-001", ""),
        ("1" * 100, "", "READ-001", ""),
        ("1204*", "", "READ-001", ""),
        ("12\u00b2", "", "READ-001", ""),
        ("3 out of 5", "", "READ-001", ""),
        ("c. 40%", "%", "READ-002", "40"),
        ("~40", "", "READ-002", "40"),
        ("approx 1,200", "", "READ-002", "1200"),
        ("<5", "people", "READ-003", "5"),
        ("fewer than 10", "", "READ-003", "10"),
        ("TBC", "", "READ-004", ""),
        ("to follow on 25 July", "", "READ-004", ""),
        ("?", "", "READ-004", ""),
        ("-", "", "READ-005", ""),
        ("..", "", "READ-005", ""),
        ("none", "", "READ-005", ""),
        ("(123)", "", "READ-006", "123"),
        ("12,5", "", "READ-007", ""),
        ("0,123", "", "READ-007", ""),
        ("1.204,5", "", "READ-007", ""),
        ("1,20,400", "", "READ-007", ""),
        ("1.2k", "", "READ-008", "1200"),
        ("£3m", "£", "READ-008", "3000000"),
        ("1.2E+05", "", "READ-008", "120000"),
        ("12%", "people", "READ-009", ""),
        ("£5", "people", "READ-009", ""),
        ("1-Feb", "", "READ-010", ""),
        ("01/02/2023", "", "READ-010", ""),
        ("#REF!", "", "READ-011", ""),
        ("#DIV/0!", "", "READ-011", ""),
        ("40-45", "", "READ-016", ""),
        ("99999999999999999999", "", "READ-018", ""),
        ("40-", "", "READ-019", "40"),
        ("*", "people", "READ-003", ""),
        ("[c]", "people", "READ-003", ""),
        ("suppressed", "people", "READ-003", ""),
        ("[x]", "people", "READ-005", ""),
        ("not known", "people", "READ-005", ""),
        ("Err:502", "", "READ-011", ""),
    ],
)
def test_a_doubtful_figure_is_asked_about_and_never_guessed(shown, unit, rule, understood):
    typed = read_number(shown, unit)
    assert typed.value is None
    assert (typed.doubt.rule.code, typed.doubt.understood) == (rule, understood)


@pytest.mark.parametrize("shown", ["", "  ", "\u00a0", "\u200b"])
def test_blank_is_not_zero(shown):
    typed = read_number(shown)
    assert typed.is_blank
    assert typed.value is None
    assert typed.doubt is None


@pytest.mark.parametrize("shown", ["n/a", "N/A", "Not available", "not collected", "No longer collected", "no data"])
def test_saying_there_is_no_figure_is_an_answer(shown):
    typed = read_number(shown)
    assert (typed.vintage, typed.value, typed.doubt) == (Vintage.NOT_AVAILABLE, None, None)


@pytest.mark.parametrize(
    ("shown", "vintage"),
    [
        ("1204 (p)", Vintage.PROVISIONAL),
        ("1,204(P)", Vintage.PROVISIONAL),
        ("1204 [r]", Vintage.REVISED),
        ("1204 (final)", Vintage.FINAL),
        ("1204", None),
    ],
)
def test_a_mark_beside_the_figure_says_how_settled_it_is(shown, vintage):
    typed = read_number(shown)
    assert (typed.value, typed.vintage) == (Decimal(1204), vintage)


def test_a_comma_is_asked_about_where_it_may_be_a_decimal_comma():
    assert read_number("1,204", commas_group=False).doubt.rule.code == "READ-007"
    assert read_number("1.204", commas_group=False).doubt.rule.code == "READ-007"
    assert read_number("1204", commas_group=False).value == Decimal(1204)
    assert read_number("12.5", commas_group=False).value == Decimal("12.5")


@pytest.mark.parametrize(
    ("stored", "shown"),
    [(12.299999999999999, "12.3"), (0.1, "0.1"), (0.1 + 0.2, "0.3"), (5, "5"), (0.07, "0.07")],
)
def test_a_stored_number_is_read_as_the_spreadsheet_shows_it(stored, shown):
    assert exactly(stored) == Decimal(shown)


@pytest.mark.parametrize(
    ("unit", "expected"),
    [
        ("%", True),
        ("% of pupils", True),
        ("per cent", True),
        ("percentage points", True),
        ("people", False),
        ("per 100,000 people", False),
        ("", False),
    ],
)
def test_which_units_count_in_hundredths(unit, expected):
    assert is_percentage(unit) is expected


@pytest.mark.parametrize(
    ("shown", "vintage", "asked"),
    [
        ("", None, False),
        ("Final", Vintage.FINAL, False),
        ("PROVISIONAL", Vintage.PROVISIONAL, False),
        ("p", Vintage.PROVISIONAL, False),
        ("not available", Vintage.NOT_AVAILABLE, False),
        ("draft", Vintage.PROVISIONAL, True),
    ],
)
def test_how_settled_a_figure_is_said_to_be(shown, vintage, asked):
    said, doubt = read_vintage(shown)
    assert said is vintage
    assert (doubt is not None) is asked


@given(st.decimals(allow_nan=False, allow_infinity=False, min_value=-(10**12), max_value=10**12, places=3))
def test_every_plain_number_is_read_as_itself(number):
    assert read_number(f"{number:f}").value == number
    assert read_number(f"{number:,f}").value == number


@given(st.text(max_size=80))
def test_whatever_is_typed_is_blank_a_figure_an_answer_or_a_doubt(shown):
    typed = read_number(shown)
    outcomes = [
        typed.is_blank,
        typed.value is not None,
        typed.vintage is Vintage.NOT_AVAILABLE,
        typed.doubt is not None,
    ]
    assert sum(outcomes) == 1


def test_every_reading_rule_has_a_code_of_its_own():
    codes = [rule.code for rule in READING_RULES]
    assert codes == sorted(set(codes))


@pytest.mark.parametrize("shown", ["withdrawn", "Withdrawn", "WITHDRAWN.", "taken back"])
def test_the_word_withdrawn_takes_a_figure_back_and_is_neither_blank_nor_a_number(shown):
    typed = read_number(shown)
    assert (typed.value, typed.vintage, typed.doubt, typed.is_blank) == (None, Vintage.WITHDRAWN, None, False)
    assert read_vintage(shown) == (Vintage.WITHDRAWN, None)
