"""The program's own Word template, `templates/packs/pack.docx`: the same content in the same order as the PDF.

`python -m lsp_core.packs.word_template templates/packs/pack.docx` (or `make docs`) writes it; a test compares. A
partnership edits a copy of the result in Word, never this.
"""

import sys
from datetime import datetime
from pathlib import Path

from lsp_core.packs import word_template_back as back
from lsp_core.packs.word_writer import FINDING, QUOTE, SMALL, WordWriter

_MEASURES = ("Measure", "Latest", "Target", "Status", "Direction", "History")
_MEASURE_WIDTHS = (4.6, 3.2, 2.0, 3.4, 2.2, 2.0)
_MEASURE_CELLS = (
    "{{ link(it.anchor, it.name) }}",
    "**{{ it.latest }}**{{ '\\n' }}{{ it.period }}",
    "{{ it.target }}",
    "{{ mark(it.mark) }}{% if it.note %}{{ '\\n' }}{{ it.note }}{% endif %}",
    "{{ mark(it.travel) }}",
    "{{ drawing(it.sparkline, it.sparkline_says, 1.6) }}",
)


def word_template() -> bytes:
    """The template."""
    word = WordWriter()
    word.header_and_footer("{{ front.partnership }}, {{ front.board }}. **{{ front.stamp }}**", "{{ front.footer }}")
    _front(word)
    _overview(word)
    _since(word)
    _exceptions(word)
    _short(word)
    back.risks(word)
    back.money(word)
    back.data(word)
    back.annex(word)
    back.methods(word)
    return word.saved("Challenge pack", datetime(2023, 1, 1))  # noqa: DTZ001  # Word keeps no zone


def _front(word: WordWriter) -> None:
    word.paragraph("{{ front.partnership }} · {{ front.board }}", SMALL)
    word.heading("{{ front.title }}: {{ front.quarter }}", 0)
    word.paragraph("**{{ front.stamp }}**. {{ front.layer }}. {{ front.meeting }}. {{ front.cut_off }}")
    word.paragraph("{{ front.counts }}", FINDING)
    word.heading("What to challenge", 1)
    with word.block("for it in challenges"):
        word.paragraph("{{ loop.index }}. {{ mark(it.mark) }} · {{ link(it.anchor, it.outcome) }}")
        word.paragraph("{{ it.finding }}", FINDING)
        word.paragraph("{{ it.question }}", QUOTE)
        word.paragraph(
            "**Who answers:** {{ it.answers }}.{% if it.changed %} **What changed:** {{ it.changed }}{% endif %}", SMALL
        )
    with word.block("if challenges_note"):
        word.paragraph("{{ challenges_note }}")
    word.paragraph("{{ front.about }}", SMALL)


def _overview(word: WordWriter) -> None:
    word.heading("{{ place('overview') }}Every outcome and measure", 1, on_new_page=True)
    word.table(
        _MEASURES,
        _MEASURE_WIDTHS,
        [
            ("for outcome in overview", ()),
            ("", ("**Outcome:** {{ link(outcome.anchor, outcome.name) }}", "Owner: {{ outcome.owner }}", "",
                  "{{ mark(outcome.mark) }}", "", "")),
            ("for it in outcome.measures", ()),
            ("", _MEASURE_CELLS),
            ("endfor", ()),
            ("endfor", ()),
        ],
    )  # fmt: skip
    word.paragraph("{{ periods_note }}", SMALL)


def _since(word: WordWriter) -> None:
    word.heading("{{ place('since') }}Since the board last met", 1)
    word.paragraph("{{ since.beside }}", SMALL)
    with word.block("for sentence in since.changed"):
        word.bullet("{{ sentence }}")
    with word.block("if since.note"):
        word.paragraph("{{ since.note }}", SMALL)
    with word.block("if since.answers"):
        word.heading("Questions asked, and how they ended", 2)
        word.table(
            ("Question", "How it ended", "Answer"),
            (7.0, 3.6, 6.8),
            [
                ("for it in since.answers", ()),
                ("", ("{{ it.question }}{{ '\\n' }}{{ it.reference }}. {{ it.outcome }}", "{{ mark(it.mark) }}",
                      "{{ it.words }}")),
                ("endfor", ()),
            ],
        )  # fmt: skip
    with word.block("if since.decisions"):
        word.heading("Decided", 2)
        with word.block("for it in since.decisions"):
            word.bullet(
                "{{ it.text }} {{ it.reference }}.{% if it.outcome %} {{ it.outcome }}.{% endif %}"
                "{% if it.carried_out_by %} {{ it.carried_out_by }}.{% endif %}"
            )
    with word.block("if since.actions"):
        word.heading("Promised", 2)
        word.table(
            ("Action", "Who, and by when", "How it stands"),
            (7.4, 5.0, 5.0),
            [
                ("for it in since.actions", ()),
                ("", ("{{ it.title }}{{ '\\n' }}{{ it.reference }}. {{ it.outcome }}.{% if it.effect %} To change: "
                      "{{ it.effect }}.{% endif %}", "{{ it.owner }}{{ '\\n' }}{{ it.due }}",
                      "{{ mark(it.mark) }}{% if it.said %}{{ '\\n' }}{{ it.said }}{% endif %}")),
                ("endfor", ()),
            ],
        )  # fmt: skip


def _exceptions(word: WordWriter) -> None:
    with word.block("for page in exceptions"):
        word.heading("{{ place(page.anchor) }}{{ page.headline }}", 1, on_new_page=True)
        word.paragraph("{{ page.theme }} · {{ page.outcome }}", SMALL)
        word.paragraph("{{ mark(page.mark) }} · Owner: {{ page.owner }}")
        with word.block("if page.why_it_matters"):
            word.paragraph("**Why it matters.** {{ page.why_it_matters }}")
        with word.block("for it in page.measures"):
            _story(word)
        with word.block("if page.others"):
            word.heading("Also measured for this outcome", 2)
            rows = [("for it in page.others", ()), ("", _MEASURE_CELLS), ("endfor", ())]
            word.table(_MEASURES, _MEASURE_WIDTHS, rows)
        _owners_words(word)
        word.heading("Questions", 2)
        _questions(word, "page")
        word.heading("The risk", 2)
        with word.block("for it in page.risks"):
            word.paragraph("**{{ it.title }}.** {{ it.code }}. Owner: {{ it.owner }}. {{ mark(it.moved) }}: {{ it.before }}"
                           "{% if it.proposed %} → proposed {{ it.proposed }}{% elif it.now != it.before %} → "
                           "{{ it.now }}{% endif %}. {{ it.reason }} {% if it.decision %}{{ it.decision }}.{% endif %}")  # fmt: skip
        with word.block("if not page.risks"):
            word.paragraph("No risk on the register goes with this outcome.")
        word.heading("Money and people behind it", 2)
        with word.block("for it in page.money.funds"):
            word.paragraph("**{{ it.name }}** ({{ it.partner }}): budget {{ it.budget }}, spent so far {{ it.spend }}, forecast "
                           "{{ it.forecast }}, {{ it.variance }}. Full-time equivalent staff: {{ it.fte }}. "
                           "{{ it.note }}")  # fmt: skip
        with word.block("if not page.money.funds"):
            word.paragraph("No fund is declared for this outcome.")
        with word.block("if page.money.unreported"):
            word.paragraph("{{ page.money.unreported }}")


def _story(word: WordWriter) -> None:
    word.heading("{{ it.name }}", 2)
    word.paragraph(
        "**{{ it.latest }}** for {{ it.period }}, against a target of {{ it.target }}: {{ mark(it.mark) }}"
        "{% if it.confidence %} ({{ it.confidence }}){% endif %}"
    )
    with word.block("if it.chart"):
        word.paragraph("{{ it.chart.subtitle }}", SMALL)
        word.paragraph("{{ drawing(it.chart.svg, it.chart.says, 16) }}")
        word.paragraph("{{ it.chart.source }} Definition and table: {{ link(it.anchor, 'annex') }}.", SMALL)
    word.bullet("**Status:** {{ it.status }}")
    word.bullet("**Direction:** {{ mark(it.travel) }}. {{ it.compared }}")
    for field, heading in (
        ("sure", "How sure"), ("usual", "Variation"), ("forecast", "Forecast"), ("own_forecast", "The owner expects"),
        ("past_forecasts", "Past forecasts"),
    ):  # fmt: skip
        with word.block(f"if it.{field}"):
            word.bullet(f"**{heading}:** {{{{ it.{field} }}}}")
    with word.block("if it.quote"):
        word.paragraph("{{ it.quote.words }}", QUOTE)
        word.paragraph("— {{ it.quote.who }}", SMALL)
    with word.block("if not it.quote"):
        word.paragraph("The partner said nothing beside this figure.", SMALL)
    with word.block("if it.beside"):
        word.paragraph("**Beside others.** {{ it.beside.finding }}")
        word.paragraph("{{ it.beside.subtitle }}", SMALL)
        word.paragraph("{{ drawing(it.beside.svg, it.beside.says, 12) }}")


def _owners_words(word: WordWriter) -> None:
    word.heading("What the owner says", 2)
    with word.block("for heading, said in page.words.parts"):
        word.paragraph("**{{ heading }}.** {{ said }}", QUOTE)
    with word.block("if page.words.parts"):
        word.paragraph("— {{ page.words.who }}", SMALL)
    with word.block("if not page.words.parts"):
        word.paragraph("No reply from {{ page.words.who }}.")
    with word.block("if page.words.before"):
        word.paragraph("**What was said last quarter**", SMALL)
        with word.block("for heading, said in page.words.before"):
            word.paragraph("**{{ heading }}.** {{ said }}", QUOTE)
        word.paragraph("— {{ page.words.before_who }}", SMALL)


def _questions(word: WordWriter, about: str) -> None:
    with word.block(f"for it in {about}.questions"):
        word.paragraph(
            "{% if it.about %}{{ it.about }}. {% endif %}{{ it.seen }} **{{ it.text }}** {{ it.reference }}", QUOTE
        )
    word.paragraph(f"{{{{ {about}.between }}}}", SMALL)


def _short(word: WordWriter) -> None:
    with word.block("for section in short"):
        word.heading("{{ place(section.anchor) }}{{ section.title }}", 1)
        word.paragraph("{{ section.intro }}")
        with word.block("for entry in section.entries"):
            word.heading("{{ place(entry.anchor) }}{{ entry.outcome }}", 2)
            word.paragraph("{{ mark(entry.mark) }} · Owner: {{ entry.owner }}")
            with word.block("for sentence in entry.sentences"):
                word.bullet("{{ sentence }}")
            with word.block("if entry.not_due"):
                word.paragraph("{{ entry.not_due }}", SMALL)
            with word.block("if entry.questions"):
                _questions(word, "entry")


if __name__ == "__main__":
    Path(sys.argv[1]).write_bytes(word_template())
