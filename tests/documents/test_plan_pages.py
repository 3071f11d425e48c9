"""The pages people look things up in: every field of a plan, and every word, is there."""

import re
from pathlib import Path

import pytest

from lsp_core.cycle import CycleStatus
from lsp_core.findings import Severity
from lsp_core.judging.assessment import Status, Travel, Verdict
from lsp_core.observations import Vintage
from lsp_core.plan.files import FILES
from lsp_core.plan.model import Layer, Plan, Profile
from lsp_core.plan.reference import plan_reference

DOCS = Path(__file__).parents[2] / "docs"
GLOSSARY = (DOCS / "glossary.md").read_text(encoding="utf-8")
ENTRIES = dict(re.findall(r"^\*\*(.+?)\*\*: (.+?)(?=\n\n|\Z)", GLOSSARY, flags=re.MULTILINE | re.DOTALL))
WORDS_OF_THE_TRADE = """
    partnership, partner, board, layer, cycle, quarter, request, return, figure, finding, explanation, waiver,
    observation, vintage, indicator, measure, baseline, target, profile, tolerance, status, direction of travel,
    variation, assurance, forecast, verdict, risk, proposal, control, action, decision, delivery chain, link, fund,
    pack, exception page, challenge question, notice, outbox, owner
"""


@pytest.mark.parametrize("word", [word.strip() for word in WORDS_OF_THE_TRADE.split(",")])
def test_every_word_of_the_trade_is_defined(word):
    assert word in {defined.lower() for defined in ENTRIES}


def test_words_are_in_alphabetical_order_and_defined_once():
    words = re.findall(r"^\*\*(.+?)\*\*", GLOSSARY, flags=re.MULTILINE)
    assert words == sorted(set(words), key=str.casefold)


@pytest.mark.parametrize(
    ("entry", "words"),
    [
        ("Status", Status),
        ("Verdict", Verdict),
        ("Vintage", Vintage),
        ("Finding", Severity),
        ("Direction of travel", Travel),
        ("Cycle", CycleStatus),
        ("Layer", Layer),
        ("Profile", Profile),
    ],
)
def test_the_words_people_see_are_listed_under_what_they_are_words_for(entry, words):
    assert set(re.findall(r"\*(.+?)\*", ENTRIES[entry])) == {str(word) for word in words}


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.name)
def test_the_reference_has_every_field_of_every_file_with_what_it_is(file):
    section = plan_reference().split(f"\n## {file.name}\n")[1].split("\n## ")[0]
    for name, field in file.entry.model_fields.items():
        assert f"\n| `{name}` | " in section
        assert field.description
        assert field.description in section


def test_the_files_are_all_there_is_to_a_plan():
    assert [file.part for file in FILES] == list(Plan.model_fields)


def test_the_reference_shows_what_is_taken_when_a_field_is_left_out():
    page = plan_reference()
    assert "| `due_after_quarter` | no: 15 if left out |" in page
    assert "| `escalate` | no: 5 if left out |" in page
    assert "| `watches_outcome` | no: no if left out |" in page
    assert "| `contact` | yes |" in page
    assert "| `senior` | no |" in page
