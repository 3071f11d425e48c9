"""The rules as written down, and the pure half of checking: what a row is, before anything judges it."""

import string
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from expectations import figure_rows, resource_rows
from expectations.figure_rows import FigureToCheck, figures_to_check
from expectations.resource_rows import resources_to_check
from expectations.rulebook import rulebook
from expectations.rules import SUITE_NAMES, Rule, load_suite
from expectations.words import decimal_places, exact_amount, exact_pounds, is_usable, times_in_words
from lsp_core.findings import CellRef, Finding, Severity
from lsp_core.observations import FigureKey, Observation, Vintage
from lsp_core.periods import FinancialYear
from lsp_core.returns.checks import ReturnToCheck
from lsp_core.returns.rows import FigureRow, Reading, RowKind
from tests.factories import Q1, Q2, Q3, a_measure, a_plan, a_request, an_observation, known

COLUMNS = {
    "figures": {*figure_rows.TEXT_COLUMNS, *figure_rows.NUMBER_COLUMNS},
    "resources": {*resource_rows.TEXT_COLUMNS, *resource_rows.NUMBER_COLUMNS},
}
CHARACTERISTICS = {"accuracy", "validity", "reliability", "timeliness", "relevance", "completeness"}
ALL_RULES = [pytest.param(name, rule, id=rule.code) for name in SUITE_NAMES for rule in load_suite(name).rules]


def a_return(
    *rows: FigureRow, before: dict[FigureKey, Observation] | None = None, findings: tuple[Finding, ...] = ()
) -> ReturnToCheck:
    """The council's return for the second quarter."""
    plan = a_plan()
    return ReturnToCheck(
        key="a return",
        reading=Reading("2023-24 Q2 COUNCIL", rows, (), findings),
        request=a_request(quarter=Q2, plan=plan),
        measures={measure.code: measure for measure in plan.measures if measure.partner == "COUNCIL"},
        known=before or {},
        resources={},
        big_change_percent=Decimal(50),
    )


def a_row(measure: str = "EV", value: str | None = "75.5", **changes: Any) -> FigureRow:
    row = FigureRow(
        row=1,
        kind=RowKind.FIGURE,
        where=CellRef("Figures", "F7"),
        measure=measure,
        period=Q2.code,
        typed=value or "",
        value=None if value is None else Decimal(value),
        vintage=Vintage.FINAL,
    )
    return replace(row, **changes)


def first(source: ReturnToCheck) -> FigureToCheck:
    history: dict[str, list[Observation]] = {}
    for observation in sorted(source.known.values(), key=lambda o: o.period):
        history.setdefault(observation.measure, []).append(observation)
    return next(figures_to_check(source, history))


def words_in(template: str) -> set[str]:
    return {field for _, field, _, _ in string.Formatter().parse(template) if field is not None}


def columns_in(kwargs: dict[str, Any]) -> Iterator[str]:
    """Every column an expectation reads, those of its condition included."""
    for name in ("column", "column_A", "column_B"):
        if name in kwargs:
            yield kwargs[name]
    yield from kwargs.get("column_list", ())
    condition = kwargs.get("row_condition", {"conditions": []})
    for comparison in condition.get("conditions", [condition]):
        yield comparison["column"]["name"]


@pytest.mark.parametrize(("suite", "rule"), ALL_RULES)
def test_every_rule_says_what_it_checks_and_what_to_do_in_sentences(suite: str, rule: Rule):
    assert rule.characteristic in CHARACTERISTICS
    for sentence in (rule.rule, rule.remedy):
        assert sentence[0].isupper()
        assert sentence.endswith(".")
        assert not words_in(sentence), "the rule book prints it as it stands"
    assert rule.expected
    assert rule.found


@pytest.mark.parametrize(("suite", "rule"), ALL_RULES)
def test_every_word_a_sentence_names_is_one_the_rows_have(suite: str, rule: Rule):
    assert words_in(rule.expected) | words_in(rule.found) <= ROW_WORDS[suite]


ROW_WORDS = {
    "figures": set(first(a_return(a_row())).words()),
    "resources": set(next(resources_to_check(a_return())).words()),
}


@pytest.mark.parametrize("name", SUITE_NAMES)
def test_every_column_an_expectation_reads_is_in_the_frame_and_every_column_is_read(name: str):
    read = {column for entry in load_suite(name).expectations for column in columns_in(entry["kwargs"])}
    assert read == COLUMNS[name]


@pytest.mark.parametrize("name", SUITE_NAMES)
def test_ids_and_codes_are_unique_and_sharper_rules_exist(name: str):
    rules = load_suite(name).rules
    codes = {rule.code for rule in rules}
    assert len(codes) == len({rule.id for rule in rules}) == len(rules)
    assert {code for rule in rules for code in rule.unless} <= codes


def test_nothing_that_is_only_missing_is_an_error():
    missing = [rule for name in SUITE_NAMES for rule in load_suite(name).rules if rule.characteristic == "completeness"]
    assert missing
    assert {rule.severity for rule in missing} == {Severity.QUERY}


def test_the_rule_book_on_the_shelf_is_the_one_the_rules_draw():
    shelf = Path(__file__).parents[2] / "docs" / "rulebook.md"
    assert shelf.read_text(encoding="utf-8") == rulebook(), "run: python -m expectations.rulebook docs/rulebook.md"


def test_great_expectations_is_not_imported_until_something_is_checked():
    """It takes five seconds, and the command line imports this."""
    program = (
        "import sys, expectations.checking, expectations.rulebook;"
        "expectations.checking.check_returns([]);"
        "sys.exit(bool({'great_expectations', 'pandas'} & set(sys.modules)))"
    )
    assert subprocess.run([sys.executable, "-c", program], check=False).returncode == 0


@pytest.mark.parametrize(
    ("row", "answer"),
    [
        (a_row(), "figure"),
        (a_row(value="0"), "figure"),
        (a_row(value=None), "blank"),
        (a_row(value=None, typed="lots", readable=False), "unreadable"),
        (a_row(value="1E+15"), "unreadable"),
        (a_row(value="1", numerator=Decimal("sNaN")), "unreadable"),
        (a_row(value=None, vintage=Vintage.NOT_AVAILABLE), "not available"),
        (a_row(value="3", vintage=Vintage.NOT_AVAILABLE), "figure and not available"),
    ],
)
def test_the_kinds_of_answer(row: FigureRow, answer: str):
    assert first(a_return(row)).answer == answer


def test_what_could_not_be_read_was_dealt_with_in_reading():
    row = a_row(value=None, typed="lots", readable=False)
    said = Finding("READ-001", Severity.ERROR, row.where, "EV", "lots", "a number", "Type it.", row.row)
    assert first(a_return(row, findings=(said,))).answer == "dealt with in reading"


@pytest.mark.parametrize(
    ("measure", "period", "stands"),
    [
        ("EV", "2023-24 Q2", "asked for"),
        ("EV", "2023-24 Q1", "earlier"),
        ("EV", "2023-24 Q3", "not yet over"),
        ("EV", "2022-23", "of another length"),
        ("EV", "soon", "not a period"),
        ("POV", "2022-23", "asked for"),
        ("POV", "2021-22", "earlier"),
        ("POV", "2023-24", "not yet over"),
        ("POV", "2023-24 Q2", "of another length"),
        ("NOSUCH", "2023-24 Q2", None),
    ],
)
def test_how_a_period_stands_to_the_request(measure: str, period: str, stands: str | None):
    assert first(a_return(a_row(measure, period=period))).period_is == stands


def test_the_last_figure_is_the_latest_of_the_same_length_that_has_a_value():
    before = known(
        an_observation("EV", Q1.previous, "70"),
        an_observation("EV", Q1, None),
        an_observation("EV", Q3, "90"),
        an_observation("EV", FinancialYear(2022), "60"),
    )
    history = [o for o in sorted(before.values(), key=lambda o: o.period) if o.value is not None]
    figure = next(figures_to_check(a_return(a_row(), before=before), {"EV": history}))
    assert figure.last_value == 70


@pytest.mark.parametrize(
    ("value", "last", "power", "off"),
    [("920", "9.2", 2, "0"), ("9", "90", -1, "0"), ("88", "80", 0, "10"), ("96", "8", 1, "20"), ("0", "5", None, None)],
)
def test_how_near_a_figure_is_to_a_power_of_ten_times_the_last(value, last, power, off):
    figure = first(a_return(a_row(value=value), before=known(an_observation("EV", Q1, last))))
    assert figure.power_of_ten_from_last == power
    assert figure.percent_off_power_of_ten == (None if off is None else Decimal(off))


def test_a_change_from_zero_has_no_percentage():
    figure = first(a_return(a_row(value="5"), before=known(an_observation("EV", Q1, "0"))))
    assert figure.change_from_last == 5
    assert figure.change_from_last_percent is None


def test_every_figure_asked_for_that_has_no_row_is_looked_at_too():
    rows = list(figures_to_check(a_return(a_row("EV")), {}))
    assert [(row.measure_code, row.answer) for row in rows] == [
        ("EV", "figure"),
        ("UC", "no row"),
        ("POV", "no row"),
        ("ULEV", "no row"),
    ]
    assert rows[1].where == CellRef("Figures", "")


@pytest.mark.parametrize(
    ("number", "usable"),
    [
        (None, True),
        ("0", True),
        ("0E-400", True),
        ("-999999999999999", True),
        ("1000000000000000", False),
        ("1E-400", False),
        ("NaN", False),
        ("-Infinity", False),
    ],
)
def test_numbers_that_can_be_calculated_with(number, usable):
    assert is_usable(None if number is None else Decimal(number)) is usable


@pytest.mark.parametrize(("number", "places"), [("95", 0), ("95.0", 0), ("9.5E+2", 0), ("0.92", 2), ("-1.250", 2)])
def test_decimal_places_are_those_a_number_needs(number, places):
    assert decimal_places(Decimal(number)) == places


@pytest.mark.parametrize(
    ("value", "unit", "words"),
    [
        ("74", "%", "74.0%"),
        ("0.925", "%", "0.925%"),
        ("12040", "people", "12,040.0 people"),
        ("-1204.5", "£", "-£1,204.50"),
        ("3", "£ per visit", "£3.0 per visit"),
    ],
)
def test_figures_are_quoted_unrounded_with_their_unit(value, unit, words):
    assert exact_amount(Decimal(value), a_measure(unit=unit)) == words


def test_pounds_show_pence_only_when_there_are_any():
    assert [exact_pounds(Decimal(amount)) for amount in ("400000", "0.5", "-3")] == ["£400,000", "£0.50", "-£3"]


@pytest.mark.parametrize(
    ("power", "words"),
    [
        (1, "10 times"),
        (3, "1,000 times"),
        (9, "over 1,000 times"),
        (-2, "a hundredth of"),
        (-5, "under a thousandth of"),
    ],
)
def test_powers_of_ten_are_said_in_words(power, words):
    assert times_in_words(power) == words
