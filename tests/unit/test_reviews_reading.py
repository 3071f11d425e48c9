"""Instruments are data: read with every mistake at once, changed by an overlay or a sheet, and never run."""

from io import BytesIO

import openpyxl
import pytest

from lsp_core.errors import InstrumentError
from lsp_core.reviews.catalogue import COUNTED_IN_BODIES
from lsp_core.reviews.loosening import loosened
from lsp_core.reviews.overlays import Overlaid, parse_overlay
from lsp_core.reviews.reading import (
    SEEDS,
    Instruments,
    _seed,
    parse_cases,
    parse_facts,
    parse_instruments,
    seed_cases,
    seed_facts,
    seed_instruments,
)
from lsp_core.reviews.workbooks import read_workbook, write_workbook
from tests.unit.reviews_sample import seed

WHOLE = """\
id: ours
version: "1.0"
title: Our review
scope: partnership
every: year
attribution: layer
scale:
- {value: 0, label: No}
- {value: 1, label: In part}
- {value: 2, label: Yes}
- {value: 3, label: "Yes, and shown"}
questions:
- id: OT-1
  text: Do returns arrive on the day?
  weakness: late-returns
  contradicted_when:
    answer_at_least: 2
    any:
    - {fact: returns.on_time_share, op: "<", value: 0.85}
"""

OVERLAY = """\
extends: performance-checklist@1.0
version: "1.0-ourtown.1"
change:
  PC-PR-O-2:
    contradicted_when: {any: [{fact: returns.on_time_share, op: "<", value: 0.75}]}
    why: First year
    by: Executive, 12 May
retire: [PC-RM-O-5]
add:
- id: OT-1
  layer: strategic
  ask: [strategic]
  text: Do our two districts hear the same story from us?
  weakness: feedback-missing
"""


def mistakes_in(text: str, earlier: Instruments | None = None) -> list[str]:
    with pytest.raises(InstrumentError) as refused:
        parse_instruments({"ours.yaml": text}, seed_facts(), earlier.instruments if earlier else ())
    return list(refused.value.mistakes)


def overlay_mistakes(text: str) -> list[str]:
    with pytest.raises(InstrumentError) as refused:
        parse_overlay("ours.yaml", text, seed_instruments().instruments, seed_facts())
    return list(refused.value.mistakes)


def test_the_seeds_are_five_instruments_of_160_questions_134_facts_and_12_cases() -> None:
    counts = {instrument.id: len(instrument.questions) for instrument in seed_instruments().instruments}
    assert counts == {
        "performance-checklist": 45,
        "scrutiny-questions": 32,
        "governance-review": 36,
        "delivery-chain": 12,
        "seven-s": 35,
    }
    assert (len(seed_facts().facts), len(seed_cases())) == (134, 12)
    assert set(seed_facts().by_id) >= COUNTED_IN_BODIES


@pytest.mark.parametrize("name", [*SEEDS, "facts.yaml", "cases.yaml"])
def test_every_seed_says_that_it_is_our_reconstruction(name: str) -> None:
    opening = _seed(name)[:500]
    assert "project's own reconstruction" in opening
    assert "not the Audit Commission's text" in opening
    assert name == "cases.yaml" or "proposal to be calibrated" in opening


def test_a_whole_instrument_is_read() -> None:
    (ours,) = parse_instruments({"ours.yaml": WHOLE}, seed_facts()).instruments
    assert (ours.id, ours.min_group, ours.by_id["OT-1"].weakness) == ("ours", 5, "late-returns")


@pytest.mark.parametrize(
    ("before", "after", "mistake"),
    [
        ("on_time_share", "on_time_shar", "19:14: there is no fact 'returns.on_time_shar'; did you mean "),
        ("value: 0.85", "value: 85", "value '85' of returns.on_time_share, a share, is outside 0 to 1; write 85%"),
        ("value: 0.85", "value: 1.01", "is outside 0 to 1"),
        ("value: 0.85", "value: __import__('os')", "is not a number"),
        ("value: 0.85", "value: '=1+1'", "is not a number"),
        ("value: 0.85", "value: '{{ 0.85 }}'", "is not a number"),
        ('op: "<"', "op: lt", "op 'lt' is not one of"),
        ('returns.on_time_share, op: "<", value: 0.85', 'pack.rebuild_ok, op: "<", value: no', "yes or no; use =="),
        ("answer_at_least: 2", "answer_at_least: 5", "answer_at_least is no answer of this scale"),
        ("- {value: 3, label: \"Yes, and shown\"}\n", "", "a shared scale has the levels 0, 1, 2 and 3"),
        ("label: In part", "label: ''", "label is missing"),
        ("  text: Do returns arrive on the day?\n", "", "text is missing"),
        ("    any:\n    -", "    any: []\n    all:\n    -", ""),
        ("weakness: late-returns", "weakness: late-returns\n  colour: blue", "there is no field 'colour'"),
    ],
)  # fmt: skip
def test_each_mistake_is_told_at_its_place(before: str, after: str, mistake: str) -> None:
    assert before in WHOLE
    text = WHOLE.replace(before, after)
    if not mistake:
        assert parse_instruments({"ours.yaml": text}, seed_facts()).instruments[0].questions[0].contradicted_when
        return
    (told,) = mistakes_in(text)
    assert told.startswith("ours.yaml:")
    assert mistake in told


def test_every_mistake_is_told_at_once() -> None:
    again = WHOLE + WHOLE.split("questions:\n")[1].replace("returns.on_time_share", "no.such").replace("0.85", "2")
    told = mistakes_in(again.replace("value: 0.85", "value: 85"))
    assert [mistake.split(": ", 1)[1].split(";")[0].split(" of ")[0] for mistake in told] == [
        "value '85'",
        "the id 'OT-1' is used twice",
        "there is no fact 'no.such'",
    ]


def test_an_id_is_never_used_again_in_another_instrument() -> None:
    told = mistakes_in(WHOLE.replace("OT-1", "DC-01"), seed_instruments())
    assert told == ["ours.yaml:13:7: the id 'DC-01' has been used in delivery-chain; an id is never used again"]


def test_a_level_without_its_words_is_missing() -> None:
    chain = WHOLE.split("scale:")[0] + (
        "questions:\n- id: OT-1\n  text: Do we agree?\n  weakness: no-learning\n  levels: {1: No, 2: Partly, 4: Yes}\n"
    )
    assert mistakes_in(chain) == ["ours.yaml:11:11: level 3 has no text; describe what one would see there"]
    colours = chain.replace("levels: {1: No, 2: Partly, 4: Yes}", "red: No\n  green: Yes")
    assert [told.split(": ", 1)[1] for told in mistakes_in(colours)] == [
        "level amber has no text; describe what one would see there"
    ]


def test_long_questions_and_two_in_one_are_warned_of_and_may_be_used() -> None:
    long = WHOLE.replace("Do returns arrive on the day?", "Do returns " + "really " * 29 + "arrive and are they right?")
    warnings = parse_instruments({"ours.yaml": long}, seed_facts()).warnings
    assert [warning.split(": ", 1)[1] for warning in warnings] == [
        "the question has 36 words; say it in 30 or fewer",
        "the question asks two things at once; ask the one that matters, or make two of it",
    ]


def test_a_question_reworded_under_its_old_id_and_version_is_refused() -> None:
    before = parse_instruments({"ours.yaml": WHOLE}, seed_facts())
    reworded = WHOLE.replace("on the day", "in time")
    (told,) = mistakes_in(reworded, before)
    assert "OT-1 said 'Do returns arrive on the day?' in version 1.0" in told
    newer = reworded.replace('version: "1.0"', 'version: "1.1"')
    assert parse_instruments({"ours.yaml": newer}, seed_facts(), before.instruments).instruments[0].version == "1.1"


def test_facts_and_cases_have_their_mistakes_told_as_well() -> None:
    with pytest.raises(InstrumentError) as refused:
        parse_facts("facts.yaml", "window: a year\nfacts:\n- {id: a.b, unit: furlong, meaning: x}\n")
    assert "unit 'furlong' is not one of" in refused.value.mistakes[0]
    with pytest.raises(InstrumentError) as refused:
        parse_cases("cases.yaml", _seed("cases.yaml").replace("  unknown:\n", "  unknown: []\n  unknwn:\n", 1))
    assert any("unknown has nothing in it" in mistake for mistake in refused.value.mistakes)


def test_an_overlay_changes_retires_and_adds_without_touching_the_seed() -> None:
    before = seed("performance-checklist").model_copy(deep=True)
    overlaid = parse_overlay("ours.yaml", OVERLAY, seed_instruments().instruments, seed_facts())
    ours = overlaid.instrument
    assert (ours.id, ours.version, len(ours.questions)) == ("performance-checklist", "1.0-ourtown.1", 45)
    assert "PC-RM-O-5" not in ours.by_id
    assert ours.questions[-1].id == "OT-1"
    rule = ours.by_id["PC-PR-O-2"].contradicted_when
    assert rule is not None
    assert (rule.answer_at_least, rule.any[0].value) == ("2", "0.75")
    assert seed("performance-checklist") == before


def test_the_report_says_which_thresholds_are_looser_than_the_seed_with_who_and_why() -> None:
    overlaid = parse_overlay("ours.yaml", OVERLAY, seed_instruments().instruments, seed_facts())
    assert overlaid.as_told == (
        "PC-PR-O-2 is looser than the seed: returns.on_time_share counted against a high answer when below 85% and the "
        "answer is 2 or more, and now below 75% and the answer is 2 or more. Executive, 12 May: First year",
        "PC-PR-O-2 is looser than the seed: returns.reminders_median counted against a high answer when above 1 and "
        "the answer is 2 or more, and now never. Executive, 12 May: First year",
        "PC-RM-O-5 is not asked here.",
        "OT-1 is this partnership's own question.",
    )


@pytest.mark.parametrize(
    ("before", "after", "mistake"),
    [
        ("    why: First year\n", "", "PC-PR-O-2 is looser than the seed with no why"),
        ("    by: Executive, 12 May\n", "", "PC-PR-O-2 is looser than the seed with no by"),
        (
            "performance-checklist@1.0",
            "performance-checklist@0.9",
            "there is no instrument 'performance-checklist@0.9'",
        ),
        ('"1.0-ourtown.1"', '"1.0"', "the version is the seed's own"),
        ("retire: [PC-RM-O-5]", "retire: [PC-RM-O-6]", "there is no question 'PC-RM-O-6'"),
        ("retire: [PC-RM-O-5]", "retire: [PC-PR-O-2]", "PC-PR-O-2 is changed and retired"),
        ("id: OT-1", "id: GP-AC-S-1", "the id 'GP-AC-S-1' has been used in governance-review"),
        ("value: 0.75", "value: 75", "is outside 0 to 1"),
    ],
)
def test_an_overlay_s_mistakes_are_told_at_their_place(before: str, after: str, mistake: str) -> None:
    assert before in OVERLAY
    assert any(mistake in told for told in overlay_mistakes(OVERLAY.replace(before, after)))


REMINDERS = '{fact: returns.reminders_median, op: ">", value: 1}'


@pytest.mark.parametrize(
    ("rule", "is_looser"),
    [
        ('any: [{fact: returns.on_time_share, op: "<", value: 0.85}, REMINDERS]', False),
        ('any: [{fact: returns.on_time_share, op: "<=", value: 0.85}, REMINDERS]', False),
        ('any: [{fact: returns.on_time_share, op: "<", value: 0.90}, REMINDERS]', False),
        ('any: [{fact: returns.on_time_share, op: "<", value: 0.849}, REMINDERS]', True),
        ('any: [{fact: returns.on_time_share, op: "<", value: 0.85}]', True),
        ('all: [{fact: returns.on_time_share, op: "<", value: 0.85}, REMINDERS]', True),
        ('any: [{fact: returns.on_time_share, op: "<", value: 0.85, min_n: 50}, REMINDERS]', True),
        ('any: [{fact: returns.on_time_share, op: "<", value: 0.85, only_from_level: 3}, REMINDERS]', True),
        ('answer_at_least: 3, any: [{fact: returns.on_time_share, op: "<", value: 0.85}, REMINDERS]', True),
        ('any: [{fact: returns.on_time_share, op: ">", value: 0.85}, REMINDERS]', True),
    ],
)
def test_no_way_of_writing_a_looser_rule_goes_unnoticed(rule: str, is_looser: bool) -> None:
    text = (
        "extends: performance-checklist@1.0\nversion: '2'\nchange:\n  PC-PR-O-2:\n    why: x\n    by: y\n"
        f"    contradicted_when: {{{rule.replace('REMINDERS', REMINDERS)}}}\n"
    )
    overlaid = parse_overlay("ours.yaml", text, seed_instruments().instruments, seed_facts())
    assert bool(overlaid.loosened) is is_looser


def test_a_seed_is_not_looser_than_itself() -> None:
    for instrument in seed_instruments().instruments:
        for question in instrument.questions:
            assert loosened(question, question, seed_facts(), "", "") == ()


@pytest.mark.parametrize("code", sorted(seed_instruments().by_id))
def test_an_instrument_goes_out_to_a_workbook_and_comes_back_the_same(code: str) -> None:
    read = read_workbook("ours.xlsx", write_workbook(seed(code)), (), seed_facts())
    assert isinstance(read, Instruments)
    assert read.instruments == (seed(code),)


def test_an_overlay_goes_out_to_a_workbook_and_comes_back_the_same() -> None:
    seeds, facts = seed_instruments().instruments, seed_facts()
    overlaid = parse_overlay("ours.yaml", OVERLAY, seeds, facts)
    read = read_workbook("ours.xlsx", write_workbook(overlaid.instrument, overlaid.overlay), seeds, facts)
    assert isinstance(read, Overlaid)
    assert read.instrument == overlaid.instrument
    assert read.as_told == overlaid.as_told
    once_more = read_workbook("ours.xlsx", write_workbook(read.instrument, read.overlay), seeds, facts)
    assert once_more == read


def edited(edits: dict[tuple[str, str, str], str]) -> bytes:
    """The overlay's workbook with some cells typed over: by sheet, the row's first cell, and heading."""
    overlaid = parse_overlay("ours.yaml", OVERLAY, seed_instruments().instruments, seed_facts())
    book = openpyxl.load_workbook(BytesIO(write_workbook(overlaid.instrument, overlaid.overlay)))
    for (sheet, first, heading), value in edits.items():
        headings = [cell.value for cell in book[sheet][1]]
        row = next(cells for cells in book[sheet].iter_rows(min_row=2) if cells[0].value == first)
        row[headings.index(heading)].value = value
    content = BytesIO()
    book.save(content)
    return content.getvalue()


@pytest.mark.parametrize(
    ("edits", "mistake"),
    [
        ({("rules", "PC-PR-O-2", "value"): "about three quarters"}, "ours.xlsx, rules:"),
        ({("rules", "PC-PR-O-2", "op"): "roughly"}, "op 'roughly' is not one of"),
        ({("rules", "PC-PR-O-2", "question"): "PC-PR-O-22"}, "there is no question 'PC-PR-O-22'"),
        ({("questions", "PC-PR-O-2", "why"): None}, "looser than the seed with no why"),
        ({("questions", "PC-PR-O-2", "weakness"): "voice-missing"}, "weakness of PC-PR-O-2 is the seed's"),
        (
            {("settings", "extends", "value"): "performance-checklist@7"},
            "ours.xlsx, settings:2:2: there is no instrument",
        ),
        ({("settings", "title", "setting"): "titel"}, "there is no setting 'titel'"),
        ({("questions", "OT-1", "id"): "DC-01"}, "has been used in delivery-chain"),
    ],
)
def test_a_sheet_s_mistakes_are_told_at_their_cell(edits: dict[tuple[str, str, str], str], mistake: str) -> None:
    with pytest.raises(InstrumentError) as refused:
        read_workbook("ours.xlsx", edited(edits), seed_instruments().instruments, seed_facts())
    assert any(mistake in told for told in refused.value.mistakes), refused.value.mistakes


def test_a_coordinator_adds_a_question_and_loosens_a_threshold_in_a_sheet_alone() -> None:
    content = edited(
        {
            ("rules", "PC-PR-S-2", "value"): "130",
            ("questions", "PC-PR-S-2", "why"): "Two boards",
            ("questions", "PC-PR-S-2", "by"): "Chair",
        }
    )
    read = read_workbook("ours.xlsx", content, seed_instruments().instruments, seed_facts())
    assert isinstance(read, Overlaid)
    assert read.as_told[0].endswith("and now above 130 days and the answer is 2 or more. Chair: Two boards")


def test_words_that_could_be_a_formula_are_text_in_the_sheet_and_come_back_as_typed() -> None:
    hostile = ("=cmd|' /C calc'!A0", "@SUM(1)", "{{ 7*7 }}", "+1", "__import__('os').system('x')")
    checklist = seed("performance-checklist")
    questions = tuple(
        q.model_copy(update={"text": words}) for q, words in zip(checklist.questions, hostile, strict=False)
    )
    content = write_workbook(checklist.model_copy(update={"questions": questions}))
    cells = [cell for row in openpyxl.load_workbook(BytesIO(content))["questions"].iter_rows() for cell in row]
    assert not [cell.coordinate for cell in cells if cell.data_type == "f"]
    read = read_workbook("ours.xlsx", content, (), seed_facts())
    assert isinstance(read, Instruments)
    assert tuple(q.text for q in read.instruments[0].questions) == hostile


def test_a_group_of_two_is_no_group_and_a_code_has_no_spaces() -> None:
    told = mistakes_in(
        WHOLE.replace("attribution: layer", "attribution: layer\nmin_group: 2").replace("id: ours", "id: our own")
    )
    assert [mistake.split(": ", 1)[1].split(";")[0] for mistake in told] == [
        "id 'our own' is not a code: up to 40 letters, digits, dots, dashes and underscores",
        "min_group '2' is too small",
    ]
