"""Every form of a pack, and what prints it. The same pack gives the same bytes in each of them."""

from lsp_core.forms import PackForm
from lsp_core.packs.contents import Pack
from lsp_core.packs.figures_csv import render_csv
from lsp_core.packs.figures_dictionary import DICTIONARY
from lsp_core.packs.figures_tables import MEASURES, SERIES
from lsp_core.packs.figures_workbook import render_workbook
from lsp_core.packs.html import render_html
from lsp_core.packs.pdf import render_pdf
from lsp_core.packs.word import render_word


def print_forms(pack: Pack, word_template: bytes | None = None) -> dict[PackForm, bytes]:
    """All forms, in the order of `PackForm`; the Word file from the partnership's own template, where it has one."""
    return {
        PackForm.PDF: render_pdf(pack),
        PackForm.HTML: render_html(pack).encode(),
        PackForm.WORD: render_word(pack, word_template),
        PackForm.WORKBOOK: render_workbook(pack),
        PackForm.CSV: render_csv(pack, MEASURES),
        PackForm.SERIES: render_csv(pack, SERIES),
        PackForm.DICTIONARY: render_csv(pack, DICTIONARY),
    }
