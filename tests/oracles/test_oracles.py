"""Our answers beside those of the field's own tools, one test a family; `make oracles` prints the table."""

import pytest

from tests.oracles.outcomes import Kind
from tests.oracles.runner import (
    FamilyRun,
    folder_to_run,
    known_families,
    run_family,
    run_folder,
    stale_deviations,
    table,
)

FOLDER = folder_to_run()
COVERED = sorted(file for file in known_families() if (FOLDER / file).exists())


@pytest.fixture(scope="module")
def runs() -> dict[str, FamilyRun]:
    return {file: run_family(known_families()[file], FOLDER) for file in COVERED}


@pytest.mark.parametrize("file", COVERED)
def test_every_case_is_answered_as_the_field_answers_it_or_differs_for_a_stated_reason(file, runs):
    wrong = [f"{checked.case['id']}: {checked.outcome.detail}" for checked in runs[file].having(Kind.FAILED)]
    assert not wrong, "\n".join(wrong)


@pytest.mark.parametrize("file", COVERED)
def test_no_stated_reason_to_differ_has_outlived_the_difference(file, runs):
    assert stale_deviations(runs[file]) == []


def test_the_table_names_every_family_and_every_file_nothing_looked_at(capsys):
    run = run_folder(FOLDER)
    with capsys.disabled():
        print(f"\n{table(run)}")
    files = {file.name for file in FOLDER.glob("*_cases.json")}
    assert {each.family.FILE for each in run.families} | set(run.not_covered) == files
    assert COVERED, "no family knows any file here, so nothing was held beside anything"
