"""A reader's test: from the pack alone, everything somebody needs to challenge each off-track outcome can be found.

What is found in the HTML is held beside the PDF, and both beside what was judged and kept in the database.
"""

import re
from dataclasses import dataclass
from decimal import Decimal

import pypdfium2
import pytest
from lxml import html as markup

from examples.trafford.conversation import BOARD
from lsp_core.judging.assessment import Verdict
from lsp_core.packs.material import HAS_A_PAGE
from lsp_core.steps.minuting import questions_put
from lsp_core.store import challenge
from lsp_core.store.tables import AssessmentRow
from lsp_core.wording import amount, period_in_words, short_amount
from tests.integration.office import Q1, Q2, morning
from tests.integration.test_pack_pdf import squeezed
from tests.two_quarters import TwoQuarters, two_quarters


@dataclass(frozen=True)
class Answered:
    """How one question of last time ended, as it is printed."""

    reference: str
    question: str
    ended: str
    words: str


@dataclass(frozen=True)
class Measured:
    """What a page says of one measure that is off track."""

    name: str
    value: str
    target: str
    period: str
    status: str
    source: str
    reason: str


@dataclass(frozen=True)
class Page:
    """What a reader finds about one off-track outcome."""

    outcome: str
    finding: str
    owner: str
    measures: tuple[Measured, ...]
    questions: tuple[str, ...]
    answers: tuple[Answered, ...]
    """Last time's."""


def words(element) -> str:
    return " ".join(element.text_content().split())


def words_at(element, path: str) -> str:
    (found,) = element.xpath(path)
    return words(found)


def read_html(text: str) -> list[Page]:
    """By what a reader sees: headings, labels and their order. Codes and anchors of ours are not looked at."""
    document = markup.fromstring(text)
    answers = _answers_by_outcome(document)
    pages = []
    for section in document.xpath("//section[contains(@class, 'exception')]"):
        outcome = words_at(section, "./p[1]").rpartition(" · ")[2]
        owner = words_at(section, "./p[contains(., 'Owner: ')][1]").partition("Owner: ")[2]
        asked = section.xpath("./h3[.='Questions']/following-sibling::*[1]")[0]
        pages.append(
            Page(
                outcome=outcome,
                finding=words_at(section, "./h2"),
                owner=owner,
                measures=tuple(_measure(section, figures) for figures in section.xpath("./dl")),
                questions=tuple(words(it) for it in asked.xpath("self::p/strong | ./li/strong[contains(., '?')]")),
                answers=tuple(answers.get(outcome, ())),
            )
        )
    return pages


def _measure(section, figures) -> Measured:
    pairs = [(words(pair[0]), words(pair[1])) for pair in figures]
    (period, value), (_, target), (_, status), _ = pairs
    after = "./following-sibling::*[self::ul or self::figure]"
    source = next(words(it) for it in figures.xpath(f"{after}//p") if words(it).startswith("Source: "))
    reason = next(words(it) for it in figures.xpath(f"{after}/li") if words(it).startswith("Status: "))
    return Measured(
        name=words(figures.xpath("./preceding-sibling::h3[1]")[0]),
        value=value,
        target=target,
        period=period,
        status=status,
        source=re.split(r" The scale |\. Definition", source.removeprefix("Source: "))[0].rstrip("."),
        reason=reason.removeprefix("Status: "),
    )


def _answers_by_outcome(document) -> dict[str, list[Answered]]:
    (since,) = document.xpath("//section[h2='Since the board last met']")
    found: dict[str, list[Answered]] = {}
    for row in since.xpath(".//table[.//th[.='How it ended']]/tbody/tr"):
        asked, ended, said = row
        reference, _, outcome = words_at(asked, "./span").partition(". ")
        question = words(asked).removesuffix(words_at(asked, "./span")).strip()
        found.setdefault(outcome, []).append(Answered(reference, question, words(ended), words(said)))
    for item in since.xpath(".//p[contains(., 'No answer written down')]/following-sibling::ul[1]/li"):
        reference, _, outcome = words_at(item, "./span").partition(". ")
        question = words(item).removesuffix(words_at(item, "./span")).strip()
        found.setdefault(outcome, []).append(Answered(reference, question, "No answer written down", ""))
    return found


def read_pdf(pdf: bytes) -> dict[str, str]:
    """The text between each bookmark and the next, spaces taken out; a section begins on the page it is marked on."""
    with pypdfium2.PdfDocument(pdf) as document:
        marks = [(item.get_title(), item.get_dest().get_index()) for item in document.get_toc() if item.level == 0]
        pages = [squeezed(page.get_textpage().get_text_range()) for page in document]
    whole = "".join(pages)
    starts = []
    for title, page in marks:
        starts.append(whole.index(squeezed(title), sum(len(text) for text in pages[:page])))
    return {title: whole[a:b] for (title, _), a, b in zip(marks, starts, [*starts[1:], len(whole)], strict=True)}


@pytest.fixture(scope="module")
def read(tmp_path_factory: pytest.TempPathFactory) -> TwoQuarters:
    return two_quarters(tmp_path_factory.mktemp("office"))


@pytest.fixture(scope="module")
def pages(read: TwoQuarters) -> list[Page]:
    return read_html(read.html)


def judged(read: TwoQuarters) -> dict[str, AssessmentRow]:
    with read.office.database.reading() as session:
        found = {row.measure: row for row in session.query(AssessmentRow).filter_by(quarter=Q2)}
        session.expunge_all()
    return found


def test_every_outcome_that_was_judged_off_track_has_a_page_and_nothing_else_has(read, pages):
    plan = read.office.plan
    off_track = {row.outcome for row in judged(read).values() if Verdict(row.verdict) in HAS_A_PAGE}
    assert len(off_track) >= 2
    assert sorted(page.outcome for page in pages) == sorted(plan.outcome(code).name for code in off_track)


def test_nothing_a_challenger_needs_is_missing_from_a_page(pages):
    for page in pages:
        assert page.finding
        assert page.owner
        assert page.measures
        assert page.questions
        for measured in page.measures:
            assert all(vars(measured).values()), measured


def test_what_is_read_is_what_was_judged(read, pages):
    plan, rows = read.office.plan, judged(read)
    measures = {measure.name: measure for measure in plan.measures_on(Q2.end)}
    for page in pages:
        outcome = next(one for one in plan.outcomes if one.name == page.outcome)
        owner = plan.person(outcome.owner)
        assert page.owner == f"{owner.name} ({owner.role})"
        for measured in page.measures:
            measure = measures[measured.name]
            row = rows[measure.code]
            assert measured.value == amount(row.value, measure)
            assert measured.target == short_amount(Decimal(row.target), measure)
            assert measured.period == period_in_words(row.period)
            assert measured.source == measure.source.rstrip(".")
            assert measured.reason.startswith(row.reasons[0]["sentence"])
        first = page.measures[0]
        assert page.finding.startswith(f"{first.name}: ")
        assert first.value in page.finding
        assert first.target in page.finding


def test_last_times_questions_come_back_with_what_was_written_down_of_their_answers(read, pages):
    now = morning(Q2.end)
    put = [one for one, _ in questions_put(read.office.database, Q1, now) if one.board == BOARD]
    with read.office.database.reading() as session:
        written = {
            one.reference: one
            for one in challenge.record(session, now).answers
            if one.quarter == Q1 and one.board == BOARD
        }
    assert written
    for page in pages:
        code = next(outcome.code for outcome in read.office.plan.outcomes if outcome.name == page.outcome)
        asked = {one.reference: one.text for one in put if one.outcome == code}
        assert {one.reference: one.question for one in page.answers} == asked
        for one in page.answers:
            if one.reference in written:
                assert one.words.startswith(written[one.reference].words)
            else:
                assert one.ended == "No answer written down"


def test_the_pdf_says_the_same_of_each_outcome(read, pages):
    sections = read_pdf(read.pdf)
    since = sections["Since the board last met"]
    for page in pages:
        section = sections[page.finding]
        assert squeezed(f"Owner: {page.owner}") in section
        for measured in page.measures:
            said = re.search(rf"{squeezed(measured.status)}\((.+?)[;)]", section)
            assert said is not None
            for told in (measured.name, measured.value, measured.target, measured.reason, f"Source: {measured.source}"):
                assert squeezed(told) in section, told
            assert squeezed(f"({measured.period}") in section
        assert section.count("?") == len(page.questions)
        for question in page.questions:
            assert squeezed(question) in section
        for one in page.answers:
            assert squeezed(one.question) in since
            assert squeezed(one.words) in since
            assert squeezed(one.reference) in since


def test_no_question_is_put_twice_in_the_same_words(read):
    document = markup.fromstring(read.html)
    asked = [words(it) for it in document.xpath("//section//*[self::p or self::li]/strong[contains(., '?')]")]
    assert len(asked) > 5
    assert len(set(asked)) == len(asked)


def test_the_first_page_asks_what_the_outcomes_page_asks_first(read, pages):
    document = markup.fromstring(read.html)
    first = {
        words_at(it, "./p[1]/a"): words_at(it, "./p[@class='ask']") for it in document.xpath("//section/ol[1]/li[p/a]")
    }
    for page in pages:
        assert first[page.outcome] == page.questions[0]
