"""A reader with any one form of a pack finds the same of every off-track outcome: finding, figure, target, period,
source, owner, reason, question and what was answered last time.
"""

from collections.abc import Callable
from dataclasses import replace
from html import unescape
from html.parser import HTMLParser

import pytest

from lsp_core.forms import FORM_FILES, PackForm
from lsp_core.packs.contents import Pack
from lsp_core.packs.conversation_contents import AnswerRow
from lsp_core.packs.printers import print_forms
from lsp_core.packs.shapes import Mark, Shape
from tests.integration.test_pack_pdf import squeezed, text_of
from tests.unit.packs_sample import sample_pack
from tests.unit.reading_forms import rows_of_csv, table_of, words_of_word

LAST_ANSWER = "Two wards reopen in October; the rest waits for the winter plan."


def a_pack_that_asked_before() -> Pack:
    pack = sample_pack()
    asked = AnswerRow(
        reference="HEALTH.1",
        question="What would have to be true?",
        outcome=pack.exceptions[0].outcome,
        mark=Mark(Shape.ON, "Answered with evidence"),
        words=LAST_ANSWER,
    )
    return replace(pack, since=replace(pack.since, answers=(asked,)))


@pytest.fixture(scope="module")
def pack() -> Pack:
    return a_pack_that_asked_before()


@pytest.fixture(scope="module")
def forms(pack: Pack) -> dict[PackForm, bytes]:
    return print_forms(pack)


def wanted_of(pack: Pack) -> list[dict[str, str]]:
    """What the pack's values say of the measure that puts each outcome off track."""
    told = []
    for page in pack.exceptions:
        story = page.measures[0]
        behind = next(one for one in pack.figures if one.measure == story.name)
        told.append(
            {
                "finding": page.headline,
                "value": story.latest,
                "target": story.target,
                "period": story.period,
                "source": behind.source,
                "owner": page.owner,
                "reason": story.status,
                "question": page.questions[0].text,
                "last answer": next(one.words for one in pack.since.answers if one.outcome == page.outcome),
            }
        )
    return told


def words_of_html(content: bytes) -> str:
    said: list[str] = []
    parser = HTMLParser()
    parser.handle_data = said.append  # type: ignore[method-assign]
    parser.feed(content.decode().split("</style>")[1])
    return unescape("".join(said))


@pytest.mark.parametrize(
    ("form", "read"),
    [(PackForm.HTML, words_of_html), (PackForm.PDF, text_of), (PackForm.WORD, words_of_word)],
)
def test_the_pages_say_it_all(
    form: PackForm, read: Callable[[bytes], str], forms: dict[PackForm, bytes], pack: Pack
) -> None:
    words = squeezed(read(forms[form]))
    for wanted in wanted_of(pack):
        assert [name for name, text in wanted.items() if squeezed(text) not in words] == []


def test_the_workbook_says_it_all(forms: dict[PackForm, bytes], pack: Pack) -> None:
    workbook = forms[PackForm.WORKBOOK]
    measures = {row["Finding"]: row for row in table_of(workbook, "Measures")}
    for wanted, page in zip(wanted_of(pack), pack.exceptions, strict=True):
        row = measures[wanted["finding"]]
        for name, heading in (
            ("value", "Latest, as printed"), ("target", "Target, as printed"), ("period", "Period"),
            ("source", "Source"), ("owner", "Owner"), ("reason", "Why"),
        ):  # fmt: skip
            assert row[heading] == wanted[name]
        assert row["Status"] == page.measures[0].mark.word
        questions = [one["Question"] for one in table_of(workbook, "Questions") if one["Outcome"] == page.outcome]
        assert questions[0] == wanted["question"]
        answers = [one["Answer"] for one in table_of(workbook, "Answers") if one["Outcome"] == page.outcome]
        assert answers == [wanted["last answer"]]


def test_the_csv_says_of_the_figures_what_the_workbook_says(forms: dict[PackForm, bytes], pack: Pack) -> None:
    measures = {row["finding"]: row for row in rows_of_csv(forms[PackForm.CSV])}
    for wanted in wanted_of(pack):
        row = measures[wanted["finding"]]
        assert [row[name] for name in ("latest", "target", "period", "source", "owner", "why")] == [
            wanted[name] for name in ("value", "target", "period", "source", "owner", "reason")
        ]
        assert row["question"] == wanted["question"]
        assert row["last_answer"] == wanted["last answer"]


def test_every_form_is_printed_and_small_enough_to_send(forms: dict[PackForm, bytes]) -> None:
    assert list(forms) == list(PackForm) == list(FORM_FILES)
    assert all(0 < len(content) < 2_000_000 for content in forms.values())
