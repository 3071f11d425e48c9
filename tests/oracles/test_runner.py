"""The runner itself: it must not call a wrong answer right, nor lose one."""

import json
from types import ModuleType

import pytest

from lsp_core.errors import LspError
from tests.oracles.outcomes import Kind, KnownDeviation, Outcome, compare, settle
from tests.oracles.runner import read_cases, run_family, run_folder, stale_deviations, table

NAN = float("nan")


@pytest.mark.parametrize(
    ("expected", "given", "kind"),
    [
        (1.0, 1.0 + 5e-10, Kind.PASSED),
        (1.0, 1.0 + 5e-9, Kind.FAILED),
        (0, 1e-16, Kind.PASSED),
        (0, 1e-6, Kind.FAILED),
        (None, NAN, Kind.PASSED),
        ("NaN", NAN, Kind.PASSED),
        ("NaN", 3.0, Kind.FAILED),
        (3.0, None, Kind.FAILED),
        (True, 1, Kind.PASSED),
        ("Low", "High", Kind.FAILED),
        ([1, None], [1.0, NAN], Kind.PASSED),
        ([1, 2], [1], Kind.FAILED),
        ({"lower": 1}, {"lower": 1, "method": "ours"}, Kind.PASSED),
        ({"lower": 1}, {"upper": 1}, Kind.FAILED),
        ({"limits": {"lower": [1, 2]}}, {"limits": {"lower": [1, 3]}}, Kind.FAILED),
    ],
)
def test_an_answer_is_the_expected_one_or_it_is_not(expected, given, kind):
    assert compare(expected, given).kind is kind


def refuse() -> None:
    raise LspError("That cannot be", "Send another")


@pytest.mark.parametrize(
    ("status", "answer", "kind"),
    [
        ("error", refuse, Kind.REFUSED),
        ("error", lambda: 1, Kind.FAILED),
        ("ok", refuse, Kind.FAILED),
        ("peer_error", refuse, Kind.REFUSED),
        ("peer_error", lambda: 1, Kind.PASSED),
    ],
)
def test_refusing_is_right_only_where_the_peer_does_not_answer(status, answer, kind):
    assert settle({"expected": {"status": status}}, answer).kind is kind


def a_family(*deviations: KnownDeviation) -> ModuleType:
    """Doubles what it is given, and crashes at seven."""

    def check(case: dict, folder: object) -> Outcome:
        return compare(case["expected"], {1: 2, 2: 4, 3: 6}[case["input"]])

    family = ModuleType("family_doubling")
    family.FILE, family.DEVIATIONS, family.check = "doubling_cases.json", deviations, check
    return family


@pytest.fixture
def folder(tmp_path):
    cases = [{"id": str(given), "input": given, "expected": expected} for given, expected in ((1, 2), (2, 5), (7, 14))]
    content = {
        "suggested_tolerance": 0.5,
        "cases": [*cases, {"id": "own", "input": 3, "expected": 6, "tolerance": 0.1}],
    }
    (tmp_path / "doubling_cases.json").write_text(json.dumps(content), encoding="utf-8")
    return tmp_path


def kinds(run) -> dict[str, Kind]:
    return {checked.case["id"]: checked.outcome.kind for checked in run.checked}


def test_a_wrong_answer_and_a_crash_fail_and_hide_nothing(folder):
    assert kinds(run_family(a_family(), folder)) == {
        "1": Kind.PASSED,
        "2": Kind.FAILED,
        "7": Kind.FAILED,
        "own": Kind.PASSED,
    }


def test_a_known_deviation_excuses_its_own_cases_only(folder):
    of_two = KnownDeviation("two", "The peer cannot add.", lambda case: case["input"] == 2)
    run = run_family(a_family(of_two), folder)
    assert kinds(run)["2"] is Kind.DEVIATION
    assert kinds(run)["7"] is Kind.FAILED
    assert stale_deviations(run) == []


def test_a_deviation_whose_cases_agree_is_stale_and_one_without_cases_is_not(folder):
    of_one = KnownDeviation("one", "Once upon a time.", lambda case: case["input"] == 1)
    of_nine = KnownDeviation("nine", "Not in this folder.", lambda case: case["input"] == 9)
    assert stale_deviations(run_family(a_family(of_one, of_nine), folder)) == ["one"]


def test_a_case_has_its_own_tolerance_or_else_its_files(folder):
    assert [case["tolerance"] for case in read_cases(folder / "doubling_cases.json")] == [0.5, 0.5, 0.5, 0.1]


def test_a_file_no_family_knows_is_listed(folder):
    run = run_folder(folder)
    assert run.not_covered == {"doubling_cases.json": 4}
    assert "doubling_cases.json: 4 cases" in table(run)


def test_a_folder_without_cases_is_an_error_and_not_a_pass(tmp_path):
    with pytest.raises(FileNotFoundError, match=r"no \*_cases\.json"):
        run_folder(tmp_path)
