"""A quarter with wholes and small numbers, to published packs, on each kind of database: nothing small is in anything
that is sent or shown, and the coordinator can still follow every number to its cell."""

import csv
import io
import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner

from examples.demo import PLAN
from lsp_core.cli.explaining import explain as command
from lsp_core.forms import PackForm
from lsp_core.judging.assessment import Status
from lsp_core.observations import Vintage
from lsp_core.plan.reading import read_folder
from lsp_core.steps.explaining import explain
from lsp_core.steps.loading import load_plan
from lsp_core.steps.verifying import Found, verify_packs
from lsp_core.store import assessments, files, messages, observations, packs
from lsp_core.store.database import Database
from tests.integration.conftest import an_empty_database
from tests.integration.office import CHAIR, Q1, Q2, Office, morning
from tests.integration.test_pack_pdf import text_of
from tests.unit.reading_forms import sheets_of, words_of_word

AFTER_Q1, AFTER_Q2 = date(2023, 7, 24), date(2023, 10, 23)
COUNT = {"unit": "households", "decimals": "0", "polarity": "lower is better", "policy": "five-percent"}
SHARE = {
    "unit": "%",
    "decimals": "4",
    "polarity": "higher is better",
    "policy": "half-point",
    "numerator": "homes let",
    "denominator": "homes",
}
SMALL = {"suppress_below": "5"}
ADDED = (
    {"code": "TA-N", "name": "Households in shelters, north", **COUNT, **SMALL},
    {"code": "TA-S", "name": "Households in shelters, south", **COUNT, **SMALL},
    {"code": "TA-W", "name": "Households in shelters, west", "partner": "TRUST", **COUNT, **SMALL},
    {"code": "TA", "name": "Households in shelters", "parts": "TA-N;TA-S;TA-W", **COUNT},
    {"code": "LET-N", "name": "Homes let, north", **SHARE, **SMALL},
    {"code": "LET-S", "name": "Homes let, south", **SHARE, **SMALL},
    {"code": "LET-W", "name": "Homes let, west", **SHARE, **SMALL},
    {"code": "LET", "name": "Homes let", "parts": "LET-N;LET-S;LET-W", "may_lack_parts": "1", **SHARE},
)
COUNCIL = """Code,Period,This quarter,Numerator,Denominator,Note
TA-N,2023-24 Q1,3,,,Only 3 households came.
TA-S,2023-24 Q1,7717,,,
LET-N,2023-24 Q1,,4,7919,
LET-S,2023-24 Q1,,3571,6007,
LET-W,2023-24 Q1,,2503,5003,
"""
TRUST = "Code,Period,This quarter\nTA-W,2023-24 Q1,9241\n"
NEVER_SHOWN = (
    *("3 households", "7,717", "7717"),  # small, and hidden with it
    *("0.0505", "7,919", "7919"),  # 4 of 7,919
    *("50.0300", "2,503", "5,003", "5003"),  # the next smallest, hidden with it
)
SHOWN = ("16,961", "9,241", "6,078", "18,929")
"""The two wholes, of which the second is 6,078 of 18,929, and the part that need not be hidden."""


def the_plan() -> dict[str, str]:
    """The demonstration's, with homes added to it."""
    found = dict(read_folder(PLAN))
    held = list(csv.DictReader(io.StringIO(found["measures.csv"])))
    blank = dict.fromkeys(held[0], "")
    common = {"indicator": "I-FUEL", "definition": "Homes.", "frequency": "quarterly", "partner": "COUNCIL"}
    rows = [{**blank, **common, "valid_from": "2021-04-01", **row} for row in ADDED]
    columns = [*held[0], *(name for name in ("parts", "may_lack_parts", "suppress_below") if name not in held[0])]
    written = io.StringIO()
    table = csv.DictWriter(written, columns, restval="", lineterminator="\n")
    table.writeheader()
    table.writerows([*held, *rows])
    found["measures.csv"] = written.getvalue()
    for code, value in (("TA", "100"), ("TA-N", "2"), ("TA-S", "50"), ("LET", "90"), ("LET-N", "90")):
        found["targets.csv"] += f"{code},target,2023-24,{value},2023-03-14,The board,Invented.\n"
    return found


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def office(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    """The first quarter published, the second asked for. Nobody changes it."""
    folder: Path = tmp_path_factory.mktemp("office")
    with an_empty_database(request.param, folder) as url:
        database = Database(url)
        database.prepare()
        opened = Office(database, folder)
        load_plan(database, the_plan(), morning(date(2023, 6, 1)))
        opened.open(Q1)
        for partner, content in (("COUNCIL", COUNCIL), ("TRUST", TRUST)):
            (opened.inbox / f"2023-24 Q1 {partner}.csv").write_text(content)
        opened.collect(morning(date(2023, 7, 20)))
        opened.chase(morning(date(2023, 7, 21)))
        opened.judge(Q1, morning(AFTER_Q1))
        opened.draft(Q1, morning(AFTER_Q1, 10))
        opened.sign_off(Q1, morning(AFTER_Q1, 11), CHAIR)
        opened.publish(Q1, morning(AFTER_Q1, 12))
        opened.open(Q2)
        yield opened
        database.close()


def everything_published(office: Office) -> dict[str, str]:
    """The words of every pack in every form, its page with the drawings in it, without the spaces."""
    with office.database.reading() as session:
        return {
            f"{one.board} {form}": closed_up(WORDS_OF[form](files.content_of(session, digest)))
            for one in packs.of_quarter(session, Q1)
            for form, digest in one.files.items()
        }


def words_of_sheets(content: bytes) -> str:
    return " | ".join(str(cell) for rows in sheets_of(content).values() for row in rows for cell in row)


WORDS_OF = {
    PackForm.HTML: bytes.decode,
    PackForm.PDF: text_of,
    PackForm.WORD: words_of_word,
    PackForm.WORKBOOK: words_of_sheets,
    PackForm.CSV: bytes.decode,
    PackForm.SERIES: bytes.decode,
    PackForm.DICTIONARY: bytes.decode,
}


def closed_up(words: str) -> str:
    """Without any space."""
    return re.sub(r"\s+", "", words)


def everything_sent(office: Office) -> dict[str, str]:
    """Every message but those to whoever sent the numbers: the council's contact."""
    contact = office.plan.partner("COUNCIL").contact
    with office.database.reading() as session:
        queued = messages.all_messages(session)
    return {one.id.key: closed_up(f"{one.subject} {one.text}") for one in queued if one.id.person != contact}


def test_no_small_number_and_nothing_that_gives_it_away_is_in_anything_shown_or_sent(office: Office) -> None:
    told = everything_published(office) | everything_sent(office)
    found = [(where, number) for where, words in told.items() for number in NEVER_SHOWN if closed_up(number) in words]
    assert not found


def test_the_words_that_stand_in_their_place_and_the_wholes_are_shown(office: Office) -> None:
    told = everything_published(office)
    for words in (told[where] for where in told if not where.endswith((PackForm.SERIES, PackForm.DICTIONARY))):
        assert closed_up("fewer than 5 households") in words
        assert closed_up("uppressed, from fewer than 5 homes let") in words
        assert [number for number in SHOWN if number not in words] == []


def test_the_partner_is_answered_with_its_own_figures(office: Office) -> None:
    answer = next(one for one in office.queued("answer") if "COUNCIL" in one.reference)
    assert "3 households" in answer.text
    assert "7,717 households" in answer.text


def test_the_next_workbook_holds_the_partners_own_small_number_and_nobody_elses(office: Office) -> None:
    from openpyxl import load_workbook

    def cells(partner: str) -> set[object]:
        book = load_workbook(io.BytesIO(office.workbook(Q2, partner)))
        return {cell.value for sheet in book for row in sheet.iter_rows() for cell in row}

    assert {3, 7717} <= cells("COUNCIL")
    assert not {3, 7717} & cells("TRUST")


def test_wholes_are_judged_from_the_summed_counts_and_small_parts_say_no_more_than_they_may(office: Office) -> None:
    with office.database.reading() as session:
        concluded = {one.measure: one for one in assessments.concluded(session, Q1)}
    assert concluded["TA"].status == Status.OFF_TRACK
    assert concluded["LET"].status == Status.OFF_TRACK
    assert concluded["TA-N"].status == Status.SUPPRESSED, "the target of 2 would tell 3 from 1"
    assert concluded["LET-N"].status == Status.OFF_TRACK, "whichever of 1 to 4 it is"


def test_explaining_a_whole_goes_down_to_the_cell_of_each_part(office: Office) -> None:
    found = explain(office.database, "LET", Q1, morning(AFTER_Q2))
    (used,) = [one for one in found.figures if one.figure.period == Q1]
    assert [(part.measure, str(part.where)) for part in used.figure.made_of] == [
        ("LET-N", "2023-24 Q1 COUNCIL.csv!C4"),
        ("LET-S", "2023-24 Q1 COUNCIL.csv!C5"),
        ("LET-W", "2023-24 Q1 COUNCIL.csv!C6"),
    ]


def test_the_coordinator_sees_in_full_what_nobody_else_does(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("lsp_core.cli.explaining.the_database", lambda: office.database)
    monkeypatch.setattr("lsp_core.cli.explaining.the_quarter", lambda words: Q1)
    monkeypatch.setattr("lsp_core.workplace.instant", lambda: morning(AFTER_Q2))
    said = CliRunner().invoke(command, ["TA"], catch_exceptions=False).output
    assert "Part Households in shelters, north (TA-N): 3 households, final" in said
    said = CliRunner().invoke(command, ["TA-N"], catch_exceptions=False).output
    assert "3 households" in said
    assert "shown to nobody but its partner and you" in said


def test_a_pack_with_wholes_and_small_numbers_is_rebuilt_byte_for_byte(office: Office) -> None:
    assert {one.found for one in verify_packs(office.database)} == {Found.REBUILT}


def test_a_partner_that_gives_no_small_number_is_answered_and_not_chased(office: Office) -> None:
    (office.inbox / "2023-24 Q2 TRUST.csv").write_text("Code,Period,This quarter\nTA-W,2023-24 Q2,<5\n")
    office.collect(morning(date(2023, 10, 16)))
    with office.database.reading() as session:
        known = observations.known(session, morning(date(2023, 10, 17)))
    assert (known["TA-W", Q2].value, known["TA-W", Q2].vintage) == (None, Vintage.SUPPRESSED)
    answer = next(one for one in office.queued("answer") if "Q2 TRUST" in one.reference)
    assert "taken as a small number that you do not give" in " ".join(answer.text.split())
