"""The second half of the program's Word template: what stands behind the pages of outcomes (see `word_template`)."""

from lsp_core.packs.word_writer import CELL, SMALL, WordWriter


def risks(word: WordWriter) -> None:
    """The register."""
    word.heading("{{ place('risks') }}Risks", 1)
    word.paragraph("{{ risks_note }}")
    with word.block("if risks"):
        word.table(
            ("Risk", "Last quarter", "Now, or proposed"),
            (8.6, 3.6, 5.2),
            [
                ("for it in risks", ()),
                ("", ("**{{ it.title }}.** {{ it.code }}. Owner: {{ it.owner }}.{% if it.statement %}{{ '\\n' }}"
                      "{{ it.statement }}{% endif %}{% if it.controls %}{{ '\\n' }}Controls: {{ it.controls }}{% endif %}",
                      "{{ it.before }}",
                      "{{ mark(it.moved) }}: {% if it.proposed %}proposed {{ it.proposed }}{% else %}{{ it.now }}"
                      "{% endif %}{% if it.reason %}{{ '\\n' }}{{ it.reason }}{% endif %}{% if it.decision %}{{ '\\n' }}"
                      "{{ it.decision }}.{% endif %}")),
                ("endfor", ()),
            ],
        )  # fmt: skip
    with word.block("if not risks"):
        word.paragraph("No risks are on the register for these outcomes.")


def money(word: WordWriter) -> None:
    """Money and people beside outcomes."""
    word.heading("{{ place('money') }}Money and people beside outcomes", 1)
    word.table(
        ("Outcome", "Status", "Budget", "Spent so far", "Forecast", "Against budget", "Staff (FTE)"),
        (3.5, 2.8, 2.4, 2.3, 2.4, 2.2, 1.8),
        [
            ("for it in money", ()),
            ("", ("{{ link(it.anchor, it.outcome) }}{% if it.unreported %}{{ '\\n' }}{{ it.unreported }}{% endif %}",
                  "{{ mark(it.mark) }}", "{{ it.budget }}", "{{ it.spend }}", "{{ it.forecast }}", "{{ it.variance }}",
                  "{{ it.fte }}")),
            ("endfor", ()),
        ],
    )  # fmt: skip
    word.paragraph("Budgets and forecasts are for the whole year. FTE is full-time equivalent.", SMALL)


def data(word: WordWriter) -> None:
    """What is late, missing, revised or taken on trust."""
    word.heading("{{ place('data') }}Late, missing and revised figures", 1)
    word.heading("Missing", 2)
    with word.block("for it in data.missing"):
        word.bullet(
            "**{{ it.measure }}**, {{ it.period }}, {{ it.partner }}. {{ it.why }}{% if it.words %} “{{ it.words }}”{% endif %}"
        )
    with word.block("if not data.missing"):
        word.paragraph("Every figure that was due has come.")
    for field, title in (
        ("provisional", "Provisional: expected to change"), ("came_late", "Came after the board met about that quarter")
    ):  # fmt: skip
        with word.block(f"if data.{field}"):
            word.heading(title, 2)
            with word.block(f"for it in data.{field}"):
                word.bullet("**{{ it.measure }}**, {{ it.period }}: {{ it.figure }}.")
    _revised(word)
    _relied_on(word)
    word.heading("Who answered", 2)
    with word.block("for it in data.returns"):
        word.bullet("**{{ it.partner }}.** {{ it.answered }}")
    with word.block("if data.partners"):
        word.heading("Data quality of each partner", 2)
        word.paragraph(
            "Under the six characteristics stand the different things found in this quarter's returns, put right since or "
            "not. The partner saw this first. There is no total: these cannot be added up.", SMALL,
        )  # fmt: skip
        with word.block("for it in data.partners"):
            word.heading("{{ it.partner }}", 3)
            with word.block("for heading, text in it.lines"):
                word.paragraph("**{{ heading }}:** {{ text }}", CELL)


def _revised(word: WordWriter) -> None:
    word.heading("Revised since the board last met", 2)
    with word.block("if data.revised"):
        cells = ("{{ it.measure }}", "{{ it.period }}", "{{ it.before }}", "{{ it.after }}", "{{ it.when }}",
                 "{{ it.reason or 'No reason given' }}")  # fmt: skip
        word.table(
            ("Measure", "Period", "Was", "Is now", "When", "Why, in the partner's words"),
            (3.8, 3.2, 2.2, 2.2, 2.6, 3.4),
            [("for it in data.revised", ()), ("", cells), ("endfor", ())],
        )
    with word.block("if not data.revised"):
        word.paragraph("No figure has been revised.")


def _relied_on(word: WordWriter) -> None:
    with word.block("if data.explained"):
        word.heading("Asked about, and explained", 2)
        with word.block("for it in data.explained"):
            word.bullet("**{{ it.measure }}**, {{ it.period }}: {{ it.figure }}. {{ it.asked }} “{{ it.words }}”")
    with word.block("if data.waived"):
        word.heading("Taken without a check", 2)
        cells = ("{{ it.about }}", "{{ it.rule }}", "{{ it.approved_by }}", "{{ it.until }}", "{{ it.reason }}")
        word.table(
            ("For", "Rule waived", "Approved by", "Until", "Why"),
            (4.0, 2.4, 4.0, 2.8, 4.2),
            [("for it in data.waived", ()), ("", cells), ("endfor", ())],
        )
    with word.block("if data.proxies"):
        word.heading("What is watched meanwhile", 2)
        with word.block("for it in data.proxies"):
            word.bullet(
                "While {{ it.measure }} has no current figure: {{ it.proxy }}, {{ it.latest }}, {{ mark(it.mark) }}"
            )


def annex(word: WordWriter) -> None:
    """Every measure, its figures and where it stands among others."""
    word.heading("{{ place('annex') }}Annex: every measure", 1, on_new_page=True)
    with word.block("if front.data_note"):
        word.heading("Where the figures come from", 2)
        word.paragraph("{{ front.data_note }}")
    word.paragraph("{{ periods_note }}", SMALL)
    with word.block("for it in annex"):
        word.heading("{{ place(it.anchor) }}{{ it.name }} ({{ it.code }})", 2)
        word.paragraph("{{ mark(it.mark) }}{% if it.confidence %}; {{ it.confidence }}{% endif %}")
        with word.block("for heading, text in it.facts + it.judged"):
            word.paragraph("**{{ heading }}:** {{ text }}", CELL)
        word.paragraph("", SMALL)
        cells = ("{{ row.period }}", "{{ row.figure }}", "{{ row.target }}", "{{ row.vintage }}")
        word.table(
            ("Period", "{{ it.figure_heading }}", "Target", "How settled"),
            (4.4, 5.0, 4.0, 4.0),
            [("for row in it.series", ()), ("", cells), ("endfor", ())],
        )
        with word.block("if it.beside"):
            _beside(word)


def _beside(word: WordWriter) -> None:
    word.heading("{{ place(it.anchor ~ '-others') }}{{ it.name }} beside others", 3)
    word.paragraph("**{{ it.beside.finding }}**")
    word.paragraph("{{ it.beside.subtitle }}", SMALL)
    word.paragraph("{{ drawing(it.beside.svg, it.beside.says, 12) }}")
    with word.block("for sentence in it.beside.sentences"):
        word.bullet("{{ sentence }}")
    with word.block("if it.beside.rows"):
        cells = ("{{ row.name }}{% if row.is_ours %} (ours){% endif %}", "{{ row.figure }}", "{{ row.counts }}",
                 "{{ row.source }}")  # fmt: skip
        word.table(
            ("Best first", "Figure", "Counts", "Source"),
            (6.0, 3.6, 3.6, 4.2),
            [("for row in it.beside.rows", ()), ("", cells), ("endfor", ())],
        )
    word.paragraph("{{ it.beside.source }}", SMALL)


def methods(word: WordWriter) -> None:
    """The rules in words, and every shape with its word."""
    word.heading("{{ place('methods') }}How it is worked out", 1)
    with word.block("for it in methods"):
        word.paragraph("**{{ it.name }}:** {{ it.text }}")
    word.heading("Shapes and words", 2)
    with word.block("for it, meaning in glossary"):
        word.paragraph("{{ mark(it) }}: {{ meaning }}")
