"""The pack as one HTML file: self-contained, in order, and safe with anybody's words."""

import re
from html.parser import HTMLParser
from itertools import pairwise
from pathlib import Path

import pytest

from lsp_core.packs.html import render_html
from tests.unit.packs_hostile import HOSTILE, a_hostile_plan
from tests.unit.packs_sample import FINAL, NOTE, a_sample_plan, sample_facts, sample_pack


class Page(HTMLParser):
    """Tags in order, ids, links and the words between them."""

    def __init__(self, text: str) -> None:
        super().__init__(convert_charrefs=True)
        self.tags: list[str] = []
        self.ids: list[str] = []
        self.links: list[str] = []
        self.attributes: list[tuple[str, str]] = []
        self.words = ""
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        told = {name: value or "" for name, value in attrs}
        self.attributes += told.items()
        if "id" in told:
            self.ids.append(told["id"])
        if tag == "a":
            self.links.append(told["href"])

    def handle_data(self, data: str) -> None:
        self.words += data


@pytest.fixture(scope="module")
def page() -> Page:
    return Page(render_html(sample_pack()))


def test_it_fetches_nothing_and_runs_nothing(page):
    assert not {"script", "link", "img", "iframe", "object", "form"} & set(page.tags)
    assert not [name for name, _ in page.attributes if name.startswith("on") or name == "src"]
    style = render_html(sample_pack()).split("<style>")[1].split("</style>")[0]
    assert re.findall(r"url\((?!data:)", style) == []
    assert "@import" not in style


def test_every_link_leads_to_a_place_in_the_file_and_every_place_is_named_once(page):
    assert len(set(page.ids)) == len(page.ids)
    assert {link.removeprefix("#") for link in page.links} <= set(page.ids)


def test_headings_are_in_order_and_there_is_one_first(page):
    levels = [int(tag[1]) for tag in page.tags if re.fullmatch(r"h[1-6]", tag)]
    assert levels.count(1) == 1
    assert levels[0] == 1
    assert all(later - earlier <= 1 for earlier, later in pairwise(levels))


def test_it_says_its_language_and_lets_a_reader_skip_to_what_matters(page):
    assert ("lang", "en-GB") in page.attributes
    assert page.links[0] == "#challenge"


def test_every_table_can_be_scrolled_by_keyboard_and_has_headers():
    text = render_html(sample_pack())
    tables = text.count("<table")
    assert tables > 5
    assert text.count("<thead") == tables
    assert (
        len(re.findall(r'<div class="scroll" role="region" aria-label="[^"]+" tabindex="0">\s*<table', text)) == tables
    )


def test_it_says_whether_anybody_stands_by_it(page):
    assert "Draft version 2 - not signed off" in page.words
    assert "Final, signed off by Cat Person, Chair, on 7 November 2023" in Page(render_html(sample_pack(FINAL))).words


def test_a_reader_finds_finding_value_target_source_owner_reason_and_question(page):
    for expected in (
        "off track and getting worse", "71.6%", "95.0%", "A published table", "Cat Person (Head of cat)", NOTE,
        "by when would we know that we will not?",
    ):  # fmt: skip
        assert expected in page.words


def test_every_section_is_explained_in_the_documents():
    explained = Path("docs/pack.md").read_text(encoding="utf-8")
    pack = sample_pack()
    findings = {page.headline for page in pack.exceptions}
    sections = set(re.findall(r"<h2>(.*?)</h2>", render_html(pack))) - findings
    assert len(sections) > 7
    assert {section for section in sections if f"**{section}**" not in explained} == set()


def test_no_chart_says_less_to_those_who_cannot_see_it(page):
    text = render_html(sample_pack())
    drawings = re.findall(r"<svg[^>]*role=\"img\".*?</svg>", text, re.DOTALL)
    assert drawings
    assert all(re.search(r"<title[^>]*>[^<]{10,}</title>", drawing) for drawing in drawings)
    assert "Off track; worse.</desc>" in text


@pytest.mark.parametrize("words", HOSTILE)
def test_hostile_words_print_as_themselves_and_change_nothing_else(words):
    plain = Page(render_html(sample_pack(facts=sample_facts())))
    hostile = Page(render_html(sample_pack(facts=sample_facts(a_hostile_plan(a_sample_plan(), words), note=words))))
    assert words in hostile.words
    assert "script" not in hostile.tags
    assert set(hostile.tags) <= {*plain.tags, "br"}
    assert not [name for name, _ in hostile.attributes if name.startswith("on")]
