"""The tables of the workbook and the CSVs: one row a column, with what it holds and what that means.

The sheets, the CSVs and the data dictionary (`figures_dictionary`) are all drawn from `TABLES`, so that no column goes
unexplained.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from lsp_core.packs.contents import ExceptionPage, Pack, Question, ShortEntry
from lsp_core.packs.figures_contents import NOT_APPLICABLE, MeasureFigures
from lsp_core.packs.xml_text import printable


@dataclass(frozen=True)
class Column:
    """One column."""

    name: str
    """In the CSVs: `latest_figure`."""
    heading: str
    says: str
    of: Callable[[Any], str]
    is_number: bool = False
    unit: str = ""
    """Of a number: what it counts."""


@dataclass(frozen=True)
class Table:
    """One table: a sheet of the workbook, and two of them a CSV as well."""

    name: str
    sheet: str
    title: str
    columns: tuple[Column, ...]
    rows_of: Callable[[Pack], Iterable[Any]]

    def rows(self, pack: Pack) -> list[list[str]]:
        """The table's cells; never an empty one."""
        return [
            [printable(column.of(row)).strip() or NOT_APPLICABLE for column in self.columns]
            for row in self.rows_of(pack)
        ]


def field(name: str, heading: str, says: str, unit: str = "", path: str = "") -> Column:
    """A column that is one field of its row; a number where it has a unit."""
    steps = (path or name).split(".")

    def of(row: Any) -> str:
        for step in steps:
            row = row[int(step)] if step.isdigit() else getattr(row, step)
        return str(row)

    return Column(name, heading, says, of, bool(unit), unit)


def _told(name: str, heading: str, says: str, unit: str = "", path: str = "") -> Column:
    """A column that is one field of a measure."""
    return field(name, heading, says, unit, f"0.{path or name}")


def _asked(pack: Pack) -> list[tuple[ExceptionPage | ShortEntry, Question]]:
    """Every question of the pack, with what it is about."""
    entries = [entry for section in pack.short for entry in section.entries]
    abouts: list[ExceptionPage | ShortEntry] = [*pack.exceptions, *entries]
    return [(about, question) for about in abouts for question in about.questions]


def _measures(pack: Pack) -> list[tuple[MeasureFigures, str, str]]:
    """Every measure, the first question about its outcome, and what was answered last time."""
    asked = {about.outcome: question.text for about, question in reversed(_asked(pack))}
    answered: dict[str, list[str]] = {}
    for answer in pack.since.answers:
        answered.setdefault(answer.outcome, []).append(answer.words)
    return [(one, asked.get(one.outcome, ""), " ".join(answered.get(one.outcome, []))) for one in pack.figures]


_OF_THE_MEASURE = "the measure's unit"
_POUNDS = "pounds"

MEASURES = Table(
    "figures",
    "Measures",
    "Every measure: latest figure, target, status, direction and forecast",
    (
        _told("code", "Code", "The measure's short code, the same in every quarter."),
        _told("measure", "Measure", "Its name."),
        _told("outcome", "Outcome", "The outcome it is about."),
        _told("theme", "Theme", "The theme its outcome belongs to."),
        _told("unit", "Unit", "What its numbers count."),
        _told("good_is", "Good is", "Whether higher or lower is better, or neither."),
        _told("frequency", "Frequency", "What stretch of time one figure covers."),
        _told("finding", "Finding", "What was found, as the pages of the pack say it."),
        _told("latest", "Latest, as printed", "The latest figure with its unit, as the pages print it."),
        _told("period", "Period", "The period the latest figure is about."),
        _told("period_ends", "Period ends", "The period's last day, year first.", path="ends_on"),
        _told("latest_figure", "Latest figure", "The latest figure, unrounded.", _OF_THE_MEASURE, "figure"),
        _told("settled", "How settled", "Provisional, final, revised; or what the partner said instead."),
        _told("target", "Target, as printed", "What the figure is held against, as the pages print it."),
        _told("target_figure", "Target", "The target as a number; of a band, its lower edge.", _OF_THE_MEASURE),
        _told("target_high", "Upper edge of target band", "Of a band, its upper edge.", _OF_THE_MEASURE),
        _told("status", "Status", "How the measure stands. The sheet Statuses says what each word means."),
        _told("own_word", "The rule's own word", "What the partnership's own rule calls the status."),
        _told("why", "Why", "The reason for the status, with the arithmetic."),
        _told("direction", "Direction", "Better or worse than the figure before, whichever way good is."),
        _told("figure_before", "Figure before", "The figure it is compared with.", _OF_THE_MEASURE, "before"),
        _told("period_before", "Period before", "The period of that figure.", path="before_period"),
        _told("confidence", "Confidence", "How sure the judgement is, in a word; it never changes the status."),
        _told("how_sure", "How sure", "Why it is so sure, where anything is known beside the figure."),
        _told("forecast", "Forecast for the year's end", "Where the measure is heading.", _OF_THE_MEASURE),
        _told("likely_low", "Likely from", "The lower end of the forecast's likely range.", _OF_THE_MEASURE),
        _told("likely_high", "Likely to", "The upper end of that range.", _OF_THE_MEASURE),
        _told("owner_expects", "The owner expects", "The owner's own forecast, which decides nothing."),
        _told("source", "Source", "Where the figure is published or kept."),
        _told("supplied_by", "Supplied by", "The partner that answers for the figure."),
        _told("their_words", "Their words", "What the partner said beside the figure, unaltered."),
        _told("owner", "Owner", "Who answers for the outcome."),
        field("question", "Question", "The first question the pack asks of the outcome.", path="1"),
        field("last_answer", "Last time's answer", "What was answered to the last pack's questions on it.", path="2"),
    ),
    _measures,
)  # fmt: skip

SERIES = Table(
    "series",
    "Series",
    "The series behind every chart: one row for each measure and period",
    (
        field("code", "Code", "The measure's short code.", path="0.code"),
        field("measure", "Measure", "Its name.", path="0.measure"),
        field("unit", "Unit", "What its numbers count.", path="0.unit"),
        field("period", "Period", "The period the row is about.", path="1.period"),
        field("period_ends", "Period ends", "Its last day, year first.", path="1.ends_on"),
        field("figure", "Figure", "As it was known at the cut-off, unrounded.", _OF_THE_MEASURE, "1.figure"),
        field("settled", "How settled", "Provisional, final or revised, or what was said instead.", path="1.settled"),
        field("target", "Target", "For the period; of a band, its lower edge.", _OF_THE_MEASURE, "1.target"),
        field("target_high", "Upper edge of target band", "Of a band.", _OF_THE_MEASURE, "1.target_high"),
        field("forecast", "Forecast", "For the end of the year.", _OF_THE_MEASURE, "1.forecast"),
        field("likely_low", "Likely from", "The lower end of the forecast's range.", _OF_THE_MEASURE, "1.likely_low"),
        field("likely_high", "Likely to", "The upper end of it.", _OF_THE_MEASURE, "1.likely_high"),
    ),
    lambda pack: [(measure, period) for measure in pack.figures for period in measure.series],
)  # fmt: skip

OUTCOMES = Table(
    "outcomes",
    "Outcomes",
    "Every outcome: how it stands and who answers",
    (
        field("outcome", "Outcome", "Something the partners want to be true.", path="name"),
        field("standing", "Standing", "How it stands as a whole. The sheet Statuses explains it.", path="mark.word"),
        field("owner", "Owner", "Who answers for it."),
        field("in_the_pack", "In the pack", "Where the pack says more.", path="section"),
    ),
    lambda pack: pack.overview,
)

QUESTIONS = Table(
    "questions",
    "Questions",
    "The questions this pack asks",
    (
        field("reference", "Reference", "What the question is called at the meeting.", path="1.reference"),
        field("outcome", "Outcome", "What it is about.", path="0.outcome"),
        field("seen", "What raises it", "The figures that raise the question.", path="1.seen"),
        field("question", "Question", "The question.", path="1.text"),
        field("asked_by", "Asked by", "Who asks it; never the owner.", path="1.asks"),
        field("answered_by", "Answered by", "Who answers.", path="1.answers"),
    ),
    _asked,
)
ANSWERS = Table(
    "answers",
    "Answers",
    "The last pack's questions and how they ended",
    (
        field("reference", "Reference", "What the question was called."),
        field("outcome", "Outcome", "What it was about."),
        field("question", "Question", "The question of the last pack."),
        field("ended", "How it ended", "Answered, not answered, or not written down.", path="mark.word"),
        field("answer", "Answer", "What was written down of the answer.", path="words"),
    ),
    lambda pack: pack.since.answers,
)
ACTIONS = Table(
    "actions",
    "Actions",
    "What was promised, and how it stands",
    (
        field("reference", "Reference", "What the action is called."),
        field("action", "Action", "What is to be done.", path="title"),
        field("outcome", "Outcome", "What it is to change."),
        field("owner", "Owner", "Who has promised it."),
        field("due", "Due", "By when; and the first date, where it has been moved."),
        field("stands", "How it stands", "Its state.", path="mark.word"),
        field("said", "What was said", "The evidence or the reason given last."),
        field("effect", "Effect", "What it should change in the figures."),
    ),
    lambda pack: pack.since.actions,
)
RISKS = Table(
    "risks",
    "Risks",
    "Risks to the outcomes",
    (
        field("code", "Code", "The risk's short code."),
        field("risk", "Risk", "Its name.", path="title"),
        field("statement", "Statement", "Its cause, event and consequence."),
        field("outcome", "Outcome", "The outcome it threatens."),
        field("owner", "Owner", "Who holds it."),
        field("controls", "Controls", "What is already done about it."),
        field("before", "Last quarter", "Its score last quarter: likelihood by impact."),
        field("now", "Now", "Its score now."),
        field("moved", "Moved", "Whether it rises, falls or stays.", path="moved.word"),
        field("proposed", "Proposed", "A score proposed and not yet decided on."),
        field("reason", "Reason", "Why that is proposed, or why it moved."),
        field("decision", "Decision", "What the owner decided this quarter."),
    ),
    lambda pack: pack.risks,
)
MONEY = Table(
    "money",
    "Money and people",
    "Money and people behind the outcomes: one row for each fund",
    (
        field("outcome", "Outcome", "The outcome the fund is for.", path="0.outcome"),
        field("standing", "Standing", "How the outcome stands.", path="0.mark.word"),
        field("fund", "Fund", "The fund's name.", path="1.name"),
        field("held_by", "Held by", "The partner that holds it.", path="1.partner"),
        field("budget", "Budget", "The budget for the whole year.", _POUNDS, "1.figures.budget"),
        field("spend", "Spent so far", "Spent since 1 April.", _POUNDS, "1.figures.spend"),
        field("forecast", "Forecast", "What will have been spent by 31 March.", _POUNDS, "1.figures.forecast"),
        field("variance", "Against budget", "Forecast less budget.", _POUNDS, "1.figures.variance"),
        field("staff", "Staff", "Staff behind it.", "full-time equivalents", "1.figures.fte"),
        field("note", "Note", "What the plan and the partner say of it.", path="1.note"),
    ),
    lambda pack: [(money, fund) for money in pack.money for fund in money.funds],
)
MISSING = Table(
    "missing",
    "Missing figures",
    "Figures that were due and are not here",
    (
        field("measure", "Measure", "The measure's name."),
        field("period", "Period", "The period that lacks a figure."),
        field("partner", "Partner", "Who was to send it."),
        field("why", "Why", "Why it is not here."),
        field("words", "Their words", "What the partner said about it."),
    ),
    lambda pack: pack.data.missing,
)
REVISED = Table(
    "revised",
    "Revised figures",
    "Figures replaced since the board last met",
    (
        field("measure", "Measure", "The measure's name."),
        field("period", "Period", "The period the figure is about."),
        field("before", "Was", "The figure as it was, with its unit."),
        field("after", "Is now", "The figure as it is, with its unit."),
        field("when", "When", "The day it was replaced."),
        field("reason", "Why", "The partner's own words."),
    ),
    lambda pack: pack.data.revised,
)
OTHERS = Table(
    "others",
    "Beside others",
    "Measures beside the figures of others",
    (
        field("measure", "Measure", "The measure's name.", path="0.name"),
        field("area", "Area or body", "Whose figure it is.", path="1.name"),
        field("figure", "Figure", "The figure, as printed.", path="1.figure"),
        field("counts", "Counts", "The counts behind it.", path="1.counts"),
        field("source", "Source", "Where it was published.", path="1.source"),
    ),
    lambda pack: [(measure, row) for measure in pack.annex if measure.beside for row in measure.beside.rows],
)
STATUSES = Table(
    "statuses",
    "Statuses",
    "What each word for a status or a direction means",
    (
        field("word", "Word", "The word as it stands in the tables.", path="0.word"),
        field("meaning", "Meaning", "What it means.", path="1"),
    ),
    lambda pack: pack.glossary,
)
TABLES = (
    MEASURES, SERIES, OUTCOMES, QUESTIONS, ANSWERS, ACTIONS, RISKS, MONEY, MISSING, REVISED, OTHERS, STATUSES,
)  # fmt: skip
