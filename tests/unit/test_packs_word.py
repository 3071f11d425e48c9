"""The pack as a Word file: real headings, described pictures, the same bytes, and a template that a clerk may edit."""

import io
import re
from itertools import pairwise
from pathlib import Path
from zipfile import ZipFile

import docx
import pytest
from docx.oxml.ns import qn

from lsp_core.errors import PackError
from lsp_core.packs.word import own_template, render_word
from lsp_core.packs.word_template import word_template
from lsp_core.packs.word_trial import try_template
from lsp_core.packs.xml_text import printable
from tests.unit.packs_hostile import BEYOND_OUR_FONTS, HOSTILE, RIGHT_TO_LEFT, a_hostile_plan
from tests.unit.packs_sample import FINAL, a_sample_plan, sample_facts, sample_pack
from tests.unit.reading_forms import words_of_word

DECORATIVE = "{http://schemas.microsoft.com/office/drawing/2017/decorative}decorative"
OURS = ("{% for", "{{ link", "[a link](http://127.0.0.1/)", "{_{ 7 }}", "a\ttab")


@pytest.fixture(scope="module")
def printed() -> bytes:
    return render_word(sample_pack())


@pytest.fixture(scope="module")
def document(printed):
    return docx.Document(io.BytesIO(printed))


def a_template_saying(text: str) -> bytes:
    """The program's template with one more paragraph at its end."""
    template = docx.Document(io.BytesIO(own_template()))
    template.add_paragraph(text)
    file = io.BytesIO()
    template.save(file)
    return file.getvalue()


def test_the_template_in_the_repository_is_the_one_its_program_writes():
    def parts(content: bytes) -> dict[str, bytes]:
        with ZipFile(io.BytesIO(content)) as archive:
            return {name: archive.read(name) for name in archive.namelist()}

    assert parts(Path("templates/packs/pack.docx").read_bytes()) == parts(word_template())


def test_its_headings_are_real_in_order_and_those_of_the_other_forms(document):
    styles = [paragraph.style.name for paragraph in document.paragraphs]
    levels = [int(name[-1]) for name in styles if re.fullmatch(r"Heading \d", name)]
    assert styles.count("Title") == 1
    assert all(later - earlier <= 1 for earlier, later in pairwise([0, *levels]))
    first = [p.text for p in document.paragraphs if p.style.name == "Heading 1"]
    assert first[:4] == [
        "What to challenge",
        "Every outcome and measure",
        "Since the board last met",
        "Measure AE4H: off track and getting worse, at 71.6% against a target of 95.0%",
    ]
    assert first[-5:] == [
        "Risks",
        "Money and people beside outcomes",
        "Late, missing and revised figures",
        "Annex: every measure",
        "How it is worked out",
    ]


def test_every_table_repeats_a_header_row_and_breaks_no_row(document):
    assert len(document.tables) >= 8
    for table in document.tables:
        assert table._tbl.tr_lst[0].find(qn("w:trPr")).find(qn("w:tblHeader")) is not None
        assert all(row.find(qn("w:trPr")).find(qn("w:cantSplit")) is not None for row in table._tbl.tr_lst)


def test_every_picture_is_described_or_is_decoration_beside_its_word(document):
    pictures = list(document.element.body.iter(qn("wp:docPr")))
    described = [picture.get("descr") for picture in pictures if picture.get("descr")]
    decoration = [picture for picture in pictures if list(picture.iter(DECORATIVE))]
    assert any(text.startswith("Line chart of Measure AE4H") for text in described)
    assert len(described) + len(decoration) == len(pictures)
    numbers = [picture.get("id") for picture in pictures]
    assert len(set(numbers)) == len(numbers)


def test_every_link_leads_to_a_place_in_the_document(document):
    body = document.element.body
    places = [mark.get(qn("w:name")) for mark in body.iter(qn("w:bookmarkStart"))]
    links = {link.get(qn("w:anchor")) for link in body.iter(qn("w:hyperlink"))}
    assert links
    assert links <= set(places)
    assert len(set(places)) == len(places)


def test_it_says_what_it_is_in_which_language_and_whether_anybody_stands_by_it(document):
    about = document.core_properties
    assert about.title == "Challenge pack, Quarter 2 2023 to 2024 (July to September 2023): Anytown Strategic Board"
    assert (about.language, about.subject) == ("en-GB", "Draft version 2 - not signed off")
    languages = {tag.get(qn("w:val")) for tag in document.styles.element.iter(qn("w:lang"))}
    assert languages == {"en-GB"}
    assert "Draft version 2 - not signed off" in document.sections[0].header.paragraphs[0].text
    assert "Final, signed off by Cat Person, Chair, on 7 November 2023" in words_of_word(
        render_word(sample_pack(FINAL))
    )


def test_the_same_pack_gives_the_same_bytes_whatever_the_clock_says(printed):
    assert render_word(sample_pack()) == printed
    with ZipFile(io.BytesIO(printed)) as archive:
        assert {part.date_time for part in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}


@pytest.mark.parametrize("words", [*HOSTILE, *OURS, BEYOND_OUR_FONTS, RIGHT_TO_LEFT])
def test_hostile_words_print_as_themselves_and_change_nothing_else(words, document):
    facts = sample_facts(a_hostile_plan(a_sample_plan(), words), note=words)
    printed = render_word(sample_pack(facts=facts))
    told = words_of_word(printed)
    wanted = printable(words).replace("\t", "").replace("{_{", "{{")
    assert wanted in told
    hostile = docx.Document(io.BytesIO(printed))
    assert len(hostile.tables) == len(document.tables)
    assert not [rel for rel in hostile.part.rels.values() if rel.is_external]


def test_a_template_of_ones_own_prints_what_it_says():
    template = a_template_saying("Papers of the {{ front.board }}: {{ challenges | length }} to ask about.")
    try_template(template)
    assert "Papers of the Anytown Strategic Board: 3 to ask about." in words_of_word(
        render_word(sample_pack(), template)
    )


@pytest.mark.parametrize(
    ("mistake", "told"),
    [
        ("{{ front.bord }}", "asks for 'bord', which a pack does not have"),
        ("{{ froont.board }}", "asks for 'froont', which a pack does not have"),
        ("{% for it in risks %}{{ it.nme }}{% endfor %}", "asks for 'nme', which a pack does not have"),
        ("{{ front.board", "has a tag that cannot be read"),
        ("{% if front.board %}", "has a tag that cannot be read"),
        ("{{ ''.__class__.__mro__ }}", "does what a template may not"),
    ],
)
def test_a_mistake_in_a_template_is_named_before_any_pack_depends_on_it(mistake, told):
    with pytest.raises(PackError, match=told):
        try_template(a_template_saying(mistake))


def test_something_else_than_a_word_document_is_refused():
    for content in (b"", b"%PDF-1.7", b"PK\x03\x04"):
        with pytest.raises(PackError, match="is not a Word document"):
            try_template(content)
