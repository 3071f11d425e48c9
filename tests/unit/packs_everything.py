"""The sample quarter with a person's words in every field that came after the plan.

It is compared with others, overruled, waived, explained, forecast by its owner, commented on, asked about and decided.
"""

from dataclasses import replace
from datetime import date
from decimal import Decimal

from lsp_core.challenge.actions import Action, ActionMoved
from lsp_core.challenge.commentary import Commentary
from lsp_core.challenge.meetings import Answered, BoardDecision, QuestionAnswered, QuestionPut
from lsp_core.challenge.record import Record
from lsp_core.facts import CycleFacts
from lsp_core.judging.assessment import Status
from lsp_core.judging.overrides import StatusOverride
from lsp_core.judging.owner_forecasts import OwnerForecast
from lsp_core.observations import Observation
from lsp_core.periods import Quarter
from lsp_core.plan.model import Comparator, ComparatorFigure, ComparatorSet, Plan
from lsp_core.returns.explanations import Explanation, ExplanationKey, figure_said
from lsp_core.returns.waivers import Waiver
from tests.factories import Q1, Q2, at
from tests.unit.packs_hostile import a_hostile_plan
from tests.unit.packs_sample import a_sample_plan, sample_facts

FIELDS = (
    "an override's reason", "a commentary", "last quarter's commentary", "a decision", "an action", "what became of it",
    "an answer", "a forecast's reason", "a waiver's reason", "an explanation", "a comparator's name", "a set's name",
)  # fmt: skip


def facts_with_everything(words: str) -> CycleFacts:
    """Every field with the words and its own name, so that a test can tell which of them is lost."""
    said = {field: f"{words} {field}" for field in FIELDS}
    facts = sample_facts(a_compared_plan(a_hostile_plan(a_sample_plan(), words), said), note=words)
    owner, board = facts.plan.outcome("HEALTH").owner, facts.plan.boards[0].code
    figure = facts.known["AE4H", Q2]
    return replace(
        facts,
        overrides=(StatusOverride(Q2, "EV", Status.WATCH, words, words, at(2023, 10, 24), said["an override's reason"],
                                  period=Q2),),
        said=Record(
            commentaries=(_comment(Q1, said["last quarter's commentary"]), _comment(Q2, said["a commentary"])),
            decisions=(BoardDecision("D1", Q1, board, "HEALTH", said["a decision"], owner, None, words,
                                     at(2023, 9, 20)),),
            actions=(Action("A1", "HEALTH", said["an action"], owner, date(2023, 9, 1), Q1, board=board, effect=words,
                            measure="AE4H", wanted=Decimal(90), by=words, at=at(2023, 8, 1)),),
            moves=(ActionMoved("A1", "agreed", None, said["what became of it"], words, at(2023, 10, 1)),),
            questions=(QuestionPut(Q1, board, "HEALTH.1", "HEALTH", f"{words}?", words, words, at(2023, 9, 1)),),
            answers=(QuestionAnswered(Q1, board, "HEALTH.1", Answered.IN_PART, said["an answer"], None, words,
                                      at(2023, 9, 20)),),
        ),
        owner_forecasts=(OwnerForecast("AE4H", Q2, Quarter(2023, 4), Decimal(80), None, None, owner, words, words,
                                       at(2023, 10, 24), said["a forecast's reason"]),),
        waivers=(Waiver("AE4H", "FIG-012", Q2, date(2023, 12, 31), words, words, said["a waiver's reason"],
                        at(2023, 10, 1)),),
        explanations=(Explanation(_key(figure), words, said["an explanation"], at(2023, 10, 18),
                                  "2023-24 Q2 TRUST #1"),),
    )  # fmt: skip


def a_compared_plan(plan: Plan, said: dict[str, str]) -> Plan:
    """The A&E figure put beside eight others."""
    codes = "ABCDEFGH"
    figures = [
        ComparatorFigure(measure="AE4H", comparator=code, period=Q2.code, value=Decimal(70 + place), source="A table")
        for place, code in enumerate(codes)
    ]
    peers = ComparatorSet(code="peers", name=said["a set's name"], members=tuple(codes), source="A list", why="Alike.")
    return plan.model_copy(
        update={
            "measures": tuple(
                measure.model_copy(update={"compared_with": "peers"}) if measure.code == "AE4H" else measure
                for measure in plan.measures
            ),
            "comparators": tuple(Comparator(code=code, name=said["a comparator's name"]) for code in codes),
            "comparator_sets": (peers,),
            "comparator_figures": tuple(figures),
        }
    )


def _key(figure: Observation) -> ExplanationKey:
    said = figure_said(figure.value, figure.vintage, figure.numerator, figure.denominator)
    return ExplanationKey(figure.partner, "FIG-020", figure.measure, figure.period.code, said)


def _comment(quarter: Quarter, words: str) -> Commentary:
    return Commentary(quarter, "HEALTH", words, words, words, words, words, words, at(2023, 10, 20))
