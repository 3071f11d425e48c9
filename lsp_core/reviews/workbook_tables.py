"""An instrument as four tables, for people who edit sheets and not YAML: questions, levels, rules and settings.

What goes out comes back the same. Operators are words there, because a cell that begins with = is a formula.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from lsp_core.reviews.model import Instrument, Operator, Question
from lsp_core.reviews.overlays import Overlay
from lsp_core.reviews.rules import OPERATOR_WORDS

QUESTIONS, LEVELS, RULES, SETTINGS = "questions", "levels", "rules", "settings"
QUESTION_FIELDS = (
    "id", "row", "topic", "section", "family", "layer", "ask", "text", "weakness", "good_answer_has", "trigger_text",
    "equivalent_to",
)  # fmt: skip
REASONS = ("why", "by")
"""Beside each question, why its rule was loosened and who agreed it: told in the report."""
LEVEL_FIELDS = ("question", "level", "text")
CRITERION_FIELDS = ("fact", "op", "value", "document", "scope", "only_from_level", "min_n", "note")
RULE_FIELDS = ("question", "when", "answer_at_least", "join", *CRITERION_FIELDS)
WHEN = ("contradicted_when", "supported_when", "surface_when")
SETTING_FIELDS = ("setting", "value")
LISTS = frozenset({"ask", "equivalent_to", "answers", "choose.always", "workshop.people"})
"""Cells that hold several values, with a semicolon between."""
PLAIN_SETTINGS = (
    "id",
    "version",
    "title",
    "scope",
    "fact_scope",
    "every",
    "submits",
    "attribution",
    "min_group",
    "answers",
)
GROUPED_SETTINGS = (
    "workshop.people", "workshop.hours", "choose.most", "choose.per_family_most", "choose.always",
)  # fmt: skip
EXTENDS = "extends"
"""The setting that makes a workbook somebody's own changes: the seed it began from."""
HEADINGS: Mapping[str, Sequence[str]] = {
    QUESTIONS: (*QUESTION_FIELDS, *REASONS),
    LEVELS: LEVEL_FIELDS,
    RULES: RULE_FIELDS,
    SETTINGS: SETTING_FIELDS,
}
Table = list[list[str]]


def tables_of(instrument: Instrument, overlay: Overlay | None = None) -> Mapping[str, Table]:
    """The four tables, without their headings."""
    return {
        QUESTIONS: [_question(question, overlay) for question in instrument.questions],
        LEVELS: _levels(instrument),
        RULES: [row for question in instrument.questions for row in _rules(question)],
        SETTINGS: _settings(instrument, overlay),
    }


def _question(question: Question, overlay: Overlay | None) -> list[str]:
    change = overlay.change.get(question.id) if overlay else None
    reasons = [change.why, change.by] if change else ["", ""]
    return [*(_cell(getattr(question, name)) for name in QUESTION_FIELDS), *reasons]


def _levels(instrument: Instrument) -> Table:
    shared = [["", str(level.value), level.label] for level in instrument.scale]
    own = [[q.id, name, text] for q in instrument.questions for name, text in q.described.items()]
    return shared + own


def _rules(question: Question) -> Table:
    rows = []
    for when in WHEN:
        rule = getattr(question, when)
        for join, criteria in (("any", rule.any), ("all", rule.all)) if rule else ():
            for criterion in criteria:
                cells = [_cell(getattr(criterion, name)) for name in CRITERION_FIELDS]
                rows.append([question.id, when, rule.answer_at_least, join, *cells])
    return rows


def _settings(instrument: Instrument, overlay: Overlay | None) -> Table:
    rows = [[EXTENDS, overlay.extends]] if overlay else []
    rows += [[name, _cell(getattr(instrument, name))] for name in PLAIN_SETTINGS]
    for name in GROUPED_SETTINGS:
        group, setting = name.split(".")
        holder = getattr(instrument, group)
        rows.append([name, _cell(getattr(holder, setting)) if holder else ""])
    return [row for row in rows if row[1]]


def _cell(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, Operator):
        return OPERATOR_WORDS[value]
    if isinstance(value, tuple):
        return "; ".join(str(item) for item in value)
    return str(value)
