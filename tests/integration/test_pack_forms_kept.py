"""A quarter's packs in all forms: kept, sent as each board asked, made from the template of the day, and rebuilt."""

import io
from datetime import date

import docx
import pytest

from lsp_core.errors import PackError
from lsp_core.forms import PackForm
from lsp_core.packs.word import own_template
from lsp_core.plan.reading import read_folder
from lsp_core.steps.loading import load_plan
from lsp_core.steps.printing import write_packs
from lsp_core.steps.templating import template_in_use, use_template
from lsp_core.steps.verifying import Found, verify_packs
from lsp_core.store import files, packs
from tests.integration.office import PLAN, Q1, Office, morning
from tests.unit.reading_forms import words_of_word

SAYS = "Papers of {{ front.partnership }}, by its clerk."
STRATEGIC_WANTS = "  forms: [pdf, word, workbook, dictionary]\n"


def a_template() -> bytes:
    template = docx.Document(io.BytesIO(own_template()))
    template.add_paragraph(SAYS)
    file = io.BytesIO()
    template.save(file)
    return file.getvalue()


def load_a_plan_in_which_the_strategic_board_asks_for_word(office: Office) -> None:
    texts = dict(read_folder(PLAN))
    layer = "  layer: strategic\n"
    assert layer in texts["boards.yaml"]
    texts["boards.yaml"] = texts["boards.yaml"].replace(layer, layer + STRATEGIC_WANTS, 1)
    load_plan(office.database, texts, morning(date(2023, 6, 1), 10))


def test_all_forms_are_kept_sent_as_asked_and_rebuilt_byte_for_byte(office: Office) -> None:
    load_a_plan_in_which_the_strategic_board_asks_for_word(office)
    use_template(office.database, a_template(), morning(date(2023, 6, 2)))
    office.run_quarter(Q1)
    with office.database.reading() as session:
        final = next(kept for kept in packs.finals(session) if kept.board == "STRATEGIC")
        assert list(final.files) == list(PackForm)
        assert "Papers of Trafford" in words_of_word(files.content_of(session, final.files[PackForm.WORD]))
    sent = {attached.name for message in office.queued("pack") for attached in message.attachments}
    assert {name for name in sent if "STRATEGIC-final" in name} == {
        "2023-24-Q1-STRATEGIC-final.pdf",
        "2023-24-Q1-STRATEGIC-final.docx",
        "2023-24-Q1-STRATEGIC-final-figures.xlsx",
        "2023-24-Q1-STRATEGIC-final-data-dictionary.csv",
    }
    assert {name for name in sent if "EXECUTIVE-final" in name} == {
        "2023-24-Q1-EXECUTIVE-final.pdf",
        "2023-24-Q1-EXECUTIVE-final.html",
    }
    use_template(office.database, None, morning(date(2023, 12, 1)))
    assert {one.found for one in verify_packs(office.database)} == {Found.REBUILT}
    written = {path.name for path in write_packs(office.database, Q1, office.folder / "packs")}
    assert len(written) == 2 * len(PackForm)


def test_a_template_with_a_mistake_changes_nothing(office: Office) -> None:
    with pytest.raises(PackError, match="is not a Word document"):
        use_template(office.database, b"a letter", morning(date(2023, 6, 2)))
    assert template_in_use(office.database, morning(date(2023, 6, 3))) == own_template()
    template = a_template()  # made once, because Word files hold the time at which they were made
    assert use_template(office.database, template, morning(date(2023, 6, 4))).changed_anything
    assert not use_template(office.database, template, morning(date(2023, 6, 5))).changed_anything
