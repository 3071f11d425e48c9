"""Words from people, in every field that came after the plan, into every form: printed whole, obeyed nowhere."""

import pytest

from lsp_core.packs.html import render_html
from lsp_core.packs.pdf import render_pdf
from tests.integration.test_pack_pdf import squeezed, text_of
from tests.unit.packs_everything import FIELDS, facts_with_everything
from tests.unit.packs_hostile import HOSTILE, RIGHT_TO_LEFT
from tests.unit.packs_sample import sample_pack
from tests.unit.test_packs_html import Page

PLAIN = Page(render_html(sample_pack(facts=facts_with_everything("Plain words"))))


@pytest.mark.parametrize("words", [*HOSTILE, RIGHT_TO_LEFT])
def test_every_field_prints_in_html_as_it_was_written_and_makes_nothing_of_it(words: str) -> None:
    page = Page(render_html(sample_pack(facts=facts_with_everything(words))))
    lost = [field for field in FIELDS if f"{words} {field}" not in page.words]
    assert lost == []
    assert page.tags == PLAIN.tags
    assert [name for name, _ in page.attributes] == [name for name, _ in PLAIN.attributes]


@pytest.mark.parametrize("words", HOSTILE)
def test_every_field_prints_in_the_pdf_as_it_was_written(words: str) -> None:
    printed = text_of(render_pdf(sample_pack(facts=facts_with_everything(words))))
    assert [field for field in FIELDS if squeezed(f"{words} {field}") not in printed] == []
