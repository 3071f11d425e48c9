"""Files as they turn up in a shared folder: several at once, named in no alphabet, with what no database keeps."""

import os
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path

import pytest

from lsp_core.steps.report import StepReport
from lsp_core.steps.standing import standing
from lsp_core.store import observations
from tests.integration.office import Q1, Office, morning

DUE = date(2023, 7, 21)


def drop(office: Office, name: str, content: bytes, minute: int = 0) -> None:
    path = office.inbox / name
    path.write_bytes(content)
    os.utime(path, (datetime(2023, 7, 20, 9, minute, tzinfo=UTC).timestamp(),) * 2)


def claimants(figure: str, note: str = "") -> bytes:
    return f"Code,Period,This quarter,Note\nCLAIM,2023-24 Q1,{figure},{note}\n".encode()


def collected(office: Office) -> StepReport:
    return office.collect(morning(DUE))


def test_of_two_files_found_together_the_one_that_came_last_is_the_last_word(office: Office) -> None:
    office.open(Q1)
    drop(office, "2023-24 Q1 JOBCENTRE.csv", claimants("3.6"), minute=1)
    drop(office, "2023-24 Q1 JOBCENTRE v2.csv", claimants("3.7"), minute=2)
    collected(office)
    with office.database.reading() as session:
        assert observations.known(session, morning(DUE))["CLAIM", Q1].value == Decimal("3.7")


def test_a_name_that_is_no_text_does_not_hold_up_the_files_after_it(office: Office) -> None:
    office.open(Q1)
    odd = os.fsencode(office.inbox) + b"/2023-24 Q1 COUNCIL M\xf4n.csv"
    Path(os.fsdecode(odd)).write_bytes(claimants("1"))
    drop(office, "2023-24 Q1 JOBCENTRE.csv", claimants("3.6"))
    sentences = collected(office).did
    assert any("M?n.csv received" in sentence for sentence in sentences)
    assert any("1 figure taken" in sentence for sentence in sentences)
    assert not [path for path in office.inbox.iterdir() if path.is_file()]


@pytest.mark.parametrize("note", ["nul \x00 in it", "bell \x07 in it", "emoji \U0001f4ca in it"])
def test_a_note_that_no_database_keeps_does_not_hold_up_the_other_returns(office: Office, note: str) -> None:
    office.open(Q1)
    drop(office, "2023-24 Q1 JOBCENTRE.csv", claimants("3.6", note))
    office.partners_send(Q1, only=("CHARITY",))
    sentences = collected(office).did
    assert any(sentence.startswith("Demonstration Warm Homes") for sentence in sentences)
    assert standing(office.database, morning(DUE)).waiting_returns == 0
