"""The pack as a PDF: tagged, described, the same bytes every time, and safe with anybody's words."""

import hashlib
import io
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pikepdf
import pypdfium2
import pytest

from lsp_core.packs.contents import Pack
from lsp_core.packs.pdf import render_pdf
from lsp_core.plan.reading import parse_plan, read_folder
from tests.factories import Q2, some_facts
from tests.unit.packs_hostile import BEYOND_OUR_FONTS, HOSTILE, RIGHT_TO_LEFT, a_hostile_plan
from tests.unit.packs_sample import FINAL, a_sample_plan, sample_facts, sample_pack


@pytest.fixture(scope="module")
def printed() -> bytes:
    return render_pdf(sample_pack())


def text_of(pdf: bytes) -> str:
    """The words of every page; invisible breaking points and line ends taken out."""
    with pypdfium2.PdfDocument(pdf) as document:
        pages = [page.get_textpage().get_text_range() for page in document]
    return squeezed("".join(pages))


def squeezed(text: str) -> str:
    return "".join(character for character in text if not character.isspace() and character not in "\u200b\ufffe\x02")


def structure(pdf: bytes) -> list[tuple[str, str]]:
    """Role and text alternative of every element of the structure tree."""
    found: list[tuple[str, str]] = []

    def walk(element: pikepdf.Object) -> None:
        if isinstance(element, pikepdf.Dictionary):
            if "/S" in element:
                found.append((str(element["/S"]), str(element.get("/Alt", ""))))
            kids = element.get("/K")
            if isinstance(kids, pikepdf.Array):
                for kid in kids:
                    walk(kid)
            elif kids is not None:
                walk(kids)

    with pikepdf.open(io.BytesIO(pdf)) as document:
        walk(document.Root.StructTreeRoot)
    return found


def test_it_is_tagged_names_its_language_and_declares_pdf_ua_1(printed):
    with pikepdf.open(io.BytesIO(printed)) as document:
        assert document.Root.MarkInfo.Marked
        assert str(document.Root.Lang) == "en-GB"
        metadata = document.Root.Metadata.read_bytes().decode()
    assert "<pdfuaid:part>1</pdfuaid:part>" in metadata
    assert "Challenge pack, Quarter 2 2023 to 2024" in metadata


def test_every_figure_has_a_text_alternative(printed):
    alternatives = [alt for role, alt in structure(printed) if role == "/Figure"]
    assert alternatives
    assert all(alternatives)
    assert any(alt.startswith("Line chart of Measure AE4H") for alt in alternatives)


def test_every_table_has_headers(printed):
    roles = [role for role, _ in structure(printed)]
    tables, headers = roles.count("/Table"), roles.count("/TH")
    assert tables >= 8
    assert headers >= 3 * tables


def test_it_has_bookmarks_for_the_sections_and_the_finding(printed):
    with pikepdf.open(io.BytesIO(printed)) as document, document.open_outline() as outline:
        titles = [item.title for item in outline.root]
    assert titles[:2] == ["What to challenge", "Every outcome and measure"]
    assert "Measure AE4H: off track and getting worse, at 71.6% against a target of 95.0%" in titles


def test_it_is_a4_and_small_enough_to_send(printed):
    assert len(printed) < 2_000_000
    with pypdfium2.PdfDocument(printed) as document:
        assert {(round(page.get_width()), round(page.get_height())) for page in document} == {(595, 842)}


def pages_of(pdf: bytes) -> dict[str, int]:
    """Each bookmark and the page it leads to, counted from 1."""
    with pypdfium2.PdfDocument(pdf) as document:
        return {item.get_title(): item.get_dest().get_index() + 1 for item in document.get_toc()}


def test_what_to_challenge_everything_and_an_exception_take_one_side_each(printed):
    pages = pages_of(printed)
    finding = "Measure AE4H: off track and getting worse, at 71.6% against a target of 95.0%"
    first_after = pages["Cannot say"]
    assert [pages["What to challenge"], pages["Every outcome and measure"], pages[finding], first_after] == [1, 2, 3, 4]


def test_seven_things_to_challenge_still_fit_on_one_side():
    pack = sample_pack()
    longest = replace(pack.challenges[0], finding=pack.challenges[0].finding * 2)
    pages = pages_of(render_pdf(replace(pack, challenges=(longest, *pack.challenges[:1] * 6))))
    assert pages["Every outcome and measure"] == 2


def test_sixteen_measures_of_six_outcomes_fit_on_one_side_beside_each_other():
    plan = parse_plan(read_folder(Path("examples/trafford/plan")))
    pages = pages_of(render_pdf(sample_pack(facts=some_facts(Q2, plan=plan))))
    assert len(plan.measures_on(Q2.end)) == 16
    assert pages["Every outcome and measure"] == 2
    assert pages["Cannot say"] == 3


def test_every_page_says_which_page_it_is_whose_and_whether_it_is_signed_off(printed):
    with pypdfium2.PdfDocument(printed) as document:
        for number, page in enumerate(document, start=1):
            words = page.get_textpage().get_text_range()
            assert f"page {number} of {len(document)}" in words
            assert "Draft version 2 - not signed off" in words
            assert "DRAFT" in words


def test_once_signed_off_the_watermark_goes_and_the_name_stays():
    final = text_of(render_pdf(sample_pack(FINAL)))
    assert "DRAFT" not in final
    assert squeezed("Final, signed off by Cat Person, Chair, on 7 November 2023") in final


def test_the_same_pack_gives_the_same_bytes_here_and_in_another_process(printed):
    assert render_pdf(sample_pack()) == printed
    program = (
        "import hashlib; from lsp_core.packs.pdf import render_pdf; from tests.unit.packs_sample import sample_pack;"
        "print(hashlib.sha256(render_pdf(sample_pack())).hexdigest())"
    )
    elsewhere = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert elsewhere.stdout.strip() == hashlib.sha256(printed).hexdigest()


@pytest.mark.parametrize("words", HOSTILE)
def test_hostile_words_print_as_themselves(words):
    facts = sample_facts(a_hostile_plan(a_sample_plan(), words), note=words)
    printed = render_pdf(sample_pack(facts=facts))
    assert squeezed(words) in text_of(printed)


def test_words_from_right_to_left_are_printed():
    facts = sample_facts(a_hostile_plan(a_sample_plan(), RIGHT_TO_LEFT), note=RIGHT_TO_LEFT)
    assert render_pdf(sample_pack(facts=facts))


def test_characters_our_fonts_lack_are_named_and_nothing_around_them_is_lost():
    words = f"Before {BEYOND_OUR_FONTS} after."
    facts = sample_facts(a_hostile_plan(a_sample_plan(), words), note=words)
    printed = text_of(render_pdf(sample_pack(facts=facts)))
    assert squeezed("[grinning face]") in printed
    assert "Before" in printed
    assert "after." in printed


def test_a_note_of_five_thousand_characters_is_printed_whole():
    note = " ".join(f"Sentence number {n} about beds and staff." for n in range(125))
    printed = text_of(render_pdf(sample_pack(facts=sample_facts(note=note))))
    assert len(note) > 5000
    assert squeezed("Sentence number 124 about beds and staff.") in printed


def test_a_pack_with_nothing_in_it_but_the_front_is_printed():
    pack = sample_pack()
    bare: Pack = replace(
        pack, exceptions=(), risks=(), short=(), challenges=(replace(pack.challenges[0], anchor="overview"),),
        overview=(), money=(), annex=(),
    )  # fmt: skip
    assert render_pdf(bare)
