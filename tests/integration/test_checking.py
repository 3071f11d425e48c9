"""Returns checked by the real Great Expectations, as the steps run it: whose finding is whose, and in which words."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest

from expectations.checking import check_returns
from expectations.rules import load_suite
from expectations.running import ExpectationDidNotRunError, failing_rows
from lsp_core.findings import CellRef, Finding, Severity, held_back
from lsp_core.returns.checks import ReturnToCheck
from tests.integration.returns_to_check import MEASURES, a_fund_row, a_return, a_row, before, rules


def one(source: ReturnToCheck) -> list[Finding]:
    return check_returns([replace(source, key="it")])["it"]


def test_a_finding_says_what_was_found_what_was_expected_and_what_to_do():
    [finding] = one(a_return("", a_row("UC", "812"), before=[before("UC", "81.0")], also_asked=["UC"]))[:1]
    assert finding == Finding(
        rule="FIG-012",
        severity=Severity.ERROR,
        where=CellRef("Figures", "F7"),
        subject="Measure UC, April to June 2023",
        found="812.0%",
        expected="100.0% or less",
        remedy="Check the decimal point and the unit; if such a figure is possible, "
        "ask the coordinator to change the definition.",
        row=1,
        characteristic="validity",
    )


def test_about_a_hundred_times_the_last_figure_is_said_in_those_words_and_only_once():
    [finding] = one(a_return("", a_row(value="92.0"), before=[before(value="0.92")]))
    assert finding.rule == "FIG-019"
    assert finding.found == "92.0 per 100,000 people, about 100 times the last figure"
    assert finding.expected == "about the size of 0.92 per 100,000 people, the figure for January to March 2023"


def test_a_share_is_named_as_one_and_not_also_as_a_hundredth_and_a_big_change():
    assert rules(one(a_return("", a_row("UC", "0.9"), before=[before("UC", "90.0")]))) == ["FIG-018"]


def test_a_query_with_a_note_beside_it_is_explained_and_an_error_never_is():
    row = a_row("UC", "12.0", note="The centre closed")
    [query] = one(a_return("", row, before=[before("UC", "40.0")]))
    assert (query.severity, query.explained) == (Severity.QUERY, True)
    [error] = one(a_return("", replace(row, value=Decimal(101))))
    assert (error.severity, error.explained) == (Severity.ERROR, False)


def test_missing_figures_are_queries_that_hold_nothing_back():
    findings = one(a_return("", a_row(), also_asked=["UC", "ULEV"]))
    assert [(f.subject, f.severity) for f in findings] == [
        ("Measure UC, April to June 2023", Severity.QUERY),
        ("Measure ULEV, April to June 2023", Severity.QUERY),
    ]
    assert held_back(findings) == set()


def test_what_the_reading_found_is_kept_and_not_said_again():
    unreadable = a_row("AE", None, typed="about half", readable=False)
    said = Finding("READ-001", Severity.ERROR, unreadable.where, "AE", "about half", "a number", "Type it.", 1)
    findings = one(a_return("", unreadable, findings=[said]))
    assert findings == [said]


def test_a_fund_whose_spend_could_not_be_read_is_not_also_called_blank():
    row = a_fund_row(spend_to_date=None, typed="tbc")
    said = Finding("READ-004", Severity.ERROR, row.where, "F-EV", "tbc", "a number", "Send it.", 1)
    assert one(a_return("", row, findings=[said])) == [said]


def test_a_figure_that_only_its_counts_give_is_checked_like_any_other():
    findings = one(a_return("", a_row("AE", None, counts=("3", "2000")), before=[before("AE", "91.0")]))
    assert [(f.rule, f.found) for f in findings] == [
        ("FIG-018", "0.2%, which looks like a share instead of a percentage")
    ]


def test_codes_are_found_whatever_their_capitals():
    measures = {"homes-Built": MEASURES["EV"].model_copy(update={"code": "homes-Built", "minimum": Decimal(99)})}
    source = replace(a_return("", a_row("HOMES-BUILT")), measures=measures)
    assert rules(one(source)) == ["FIG-003", "FIG-011"]


def test_nothing_to_check_gives_nothing():
    assert check_returns([]) == {}


def test_a_return_without_rows_that_was_asked_for_nothing_is_clean():
    assert one(a_return("")) == []


def test_a_return_in_which_every_row_is_wrong_holds_back_every_row():
    rows = [a_row("NOSUCH", "NaN", row=number, period=str(number)) for number in range(1, 301)]
    assert held_back(one(a_return("", *rows))) == set(range(1, 301))


HOSTILE = ("{0.__class__}", "{period}", "%(code)s", '=cmd|"/c calc"!A1', "line one\nline two\r\n", "\x00", "' or 1==1")


def test_what_was_typed_comes_out_as_it_was_typed():
    rows = (a_row(text, None, row=row, typed=text, note=text, period=text) for row, text in enumerate(HOSTILE))
    findings = {(finding.rule, finding.row): finding for finding in one(a_return("", *rows))}
    for row, text in enumerate(HOSTILE):
        assert findings["FIG-006", row].found == text
        assert findings["FIG-001", row].found == f"the code {text}"
        assert findings["FIG-001", row].subject == f"{text}, {text}"


def some_returns(of: str, count: int) -> list[ReturnToCheck]:
    """Returns in which every third has one wrong row, and which one depends on the return."""
    returns = []
    for number in range(count):
        codes = ["EV", "ULEV", "UC", "GRIT"]
        rows = [a_row(code, "50", row=place) for place, code in enumerate(codes, start=1)]
        if number % 3 == 0:
            rows[number % 4] = replace(rows[number % 4], value=Decimal(-number - 1))
        returns.append(a_return(f"{of} {number}", *rows))
    return returns


def assert_each_has_its_own(of: str, findings: dict[str, list[Finding]], count: int) -> None:
    for number in range(count):
        found = [(f.rule, f.row) for f in findings[f"{of} {number}"]]
        assert found == ([("FIG-011", number % 4 + 1)] if number % 3 == 0 else [])


def test_each_of_fifty_returns_gets_its_own_findings():
    assert_each_has_its_own("return", check_returns(some_returns("return", 50)), 50)


def test_several_threads_at_once_get_their_own_answers():
    batches = {"first": 40, "second": 23, "third": 31, "fourth": 12}
    with ThreadPoolExecutor(4) as threads:
        answers = {of: threads.submit(check_returns, some_returns(of, count)) for of, count in batches.items()}
        for of, count in batches.items():
            assert_each_has_its_own(of, answers[of].result(), count)


def test_two_returns_with_one_key_are_our_mistake():
    with pytest.raises(ValueError, match="the same key"):
        check_returns([a_return("one", a_row()), a_return("one", a_row())])


def suite_with(**changes: Any) -> Any:
    suite = load_suite("figures")
    broken = {**suite.expectations[0], **changes}
    return replace(suite, rules=suite.rules[:1], expectations=(broken,))


@pytest.mark.parametrize(
    "changes",
    [
        {"kwargs": {"column": "no_such_column", "value_set": ["theirs"]}},
        {"kwargs": {"column": "measure_is", "value_set": ["x"],
                    "row_condition": {"type": "comparison", "column": {"name": "no_such_column"}, "operator": "==",
                                      "parameter": 1}}},
        {"type": "expect_column_values_to_be_between", "kwargs": {"column": "measure_is", "min_value": 0}},
        {"type": "expect_no_such_thing"},
    ],
    ids=["missing column", "missing column in the condition", "wrong kind of column", "no such expectation"],
)  # fmt: skip
def test_a_rule_that_cannot_run_is_our_failure_and_never_a_pass(changes):
    with pytest.raises(ExpectationDidNotRunError):
        failing_rows(suite_with(**changes), {"measure_is": ["theirs"], "answer": ["figure"]}, {})
