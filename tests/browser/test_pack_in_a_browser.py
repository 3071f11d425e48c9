"""A pack in a real Chromium: nothing a tool can find wrong with it, no sideways scroll, and all of it by keyboard."""

import io
import re
from pathlib import Path

import pypdfium2
import pytest
from axe_playwright_python.sync_playwright import Axe

from tests.browser.conftest import Opened

PHONE, DESK = 320, 1280
WCAG = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
"""Every level up to WCAG 2.2 AA, and what its makers advise beyond it."""
SIDEWAYS = "document.documentElement.scrollWidth"
OVER_THE_EDGE = """() => [...document.querySelectorAll('body *')]
  .filter(it => !it.closest('.scroll svg, .scroll table, .skip') && it.getBoundingClientRect().right > innerWidth + 1)
  .map(it => it.tagName + ' ' + it.textContent.trim().slice(0, 60))"""
HEADINGS = "[...document.querySelectorAll('h1, h2')].map(it => [it.getBoundingClientRect().top, it.innerText])"
SCROLLS_UNREACHED = """() => [...document.querySelectorAll('*')]
  .filter(it => it.scrollWidth > it.clientWidth + 1 && ['auto', 'scroll'].includes(getComputedStyle(it).overflowX))
  .filter(it => it.tabIndex !== 0 || !it.getAttribute('aria-label')).map(it => it.outerHTML.slice(0, 80))"""
FOCUSED = """() => ({text: document.activeElement.innerText, href: document.activeElement.getAttribute('href'),
  outline: getComputedStyle(document.activeElement).outlineStyle,
  shown: document.activeElement.getBoundingClientRect().left >= 0, y: scrollY,
  tag: document.activeElement.tagName, label: document.activeElement.getAttribute('aria-label')})"""


@pytest.mark.parametrize("opened", [PHONE, DESK], indirect=True)
def test_axe_finds_nothing_at_wcag_2_2_aa(opened: Opened, pack: Path) -> None:
    page = opened.open(pack)
    found = Axe().run(page, options={"runOnly": {"type": "tag", "values": WCAG}, "resultTypes": ["violations"]})
    assert found.response["passes"], "axe looked at nothing"
    wrong = [(it["id"], it["help"], it["nodes"][0]["html"][:200]) for it in found.response["violations"]]
    assert wrong == []


@pytest.mark.parametrize("opened", [PHONE], indirect=True)
def test_a_phone_never_scrolls_sideways(opened: Opened, pack: Path) -> None:
    page = opened.open(pack)
    assert page.evaluate(SIDEWAYS) == PHONE
    assert page.evaluate(OVER_THE_EDGE) == []


@pytest.mark.parametrize("opened", [PHONE], indirect=True)
def test_spacing_text_out_as_readers_may_loses_nothing(opened: Opened, pack: Path) -> None:
    """WCAG 2.2's 1.4.12: lines, paragraphs, words and letters further apart."""
    page = opened.open(pack)
    page.add_style_tag(content="* { line-height: 1.5 !important; letter-spacing: .12em !important; "
                               "word-spacing: .16em !important } p { margin-bottom: 2em !important }")  # fmt: skip
    assert page.evaluate(SIDEWAYS) == PHONE


def test_headings_stand_on_the_screen_in_the_order_they_are_read(opened: Opened, pack: Path) -> None:
    read = opened.open(pack).evaluate(HEADINGS)
    assert len(read) > 6
    assert read == sorted(read, key=lambda it: it[0])


@pytest.mark.parametrize("opened", [PHONE], indirect=True)
def test_whatever_scrolls_can_be_reached_by_keyboard_and_has_a_name(opened: Opened, pack: Path) -> None:
    assert opened.open(pack).evaluate(SCROLLS_UNREACHED) == []


def test_the_first_press_of_tab_shows_the_skip_link_and_it_leads_to_what_to_challenge(
    opened: Opened, files: dict[str, Path]
) -> None:
    page = opened.open(files["two quarters"])
    page.keyboard.press("Tab")
    first = page.evaluate(FOCUSED)
    assert (first["text"], first["shown"], first["outline"]) == ("Skip to what to challenge", True, "solid")
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    after = page.evaluate(FOCUSED)
    assert page.url.endswith("#challenge")
    assert page.evaluate("document.querySelector('#challenge').contains(document.activeElement)"), after


@pytest.mark.parametrize("opened", [PHONE], indirect=True)
def test_arrow_keys_scroll_a_wide_table_and_its_focus_can_be_seen(opened: Opened, files: dict[str, Path]) -> None:
    page = opened.open(files["two quarters"])
    page.locator("#money .scroll").focus()
    page.keyboard.press("ArrowRight")
    page.wait_for_function("document.querySelector('#money .scroll').scrollLeft > 0")


def test_it_asks_nobody_for_anything(opened: Opened, pack: Path) -> None:
    opened.open(pack)
    assert opened.asked_for == []


def printed(opened: Opened, path: Path) -> list[str]:
    """The words of each page that the browser prints, which is A4."""
    made = opened.open(path).pdf(prefer_css_page_size=True)
    with pypdfium2.PdfDocument(io.BytesIO(made)) as document:
        assert {(round(page.get_width()), round(page.get_height())) for page in document} <= {(595, 842), (594, 842)}
        return [" ".join(page.get_textpage().get_text_range().split()) for page in document]


def test_printed_the_first_side_holds_what_to_challenge_alone_and_the_second_every_outcome(
    opened: Opened, files: dict[str, Path]
) -> None:
    pages = printed(opened, files["two quarters"])
    assert "What to challenge" in pages[0]
    assert "Every outcome and measure" in pages[1]
    assert "Since the board last met" in pages[2]
    assert all(len(words.split()) > 20 for words in pages)


def test_seven_things_to_challenge_print_on_one_side(opened: Opened, files: dict[str, Path], tmp_path: Path) -> None:
    html = files["two quarters"].read_text(encoding="utf-8")
    items = re.findall(r"<li>\s*<p class=\"small\">.*?</li>", html, re.DOTALL)
    longest = max(items, key=len)
    (tmp_path / "seven.html").write_text(html.replace(items[-1], items[-1] + longest * (7 - len(items))), "utf-8")
    pages = printed(opened, tmp_path / "seven.html")
    assert pages[0].count("Who answers:") == 7
    assert "Every outcome and measure" in pages[1]
