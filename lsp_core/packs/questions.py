"""Challenge questions: which ones the evidence raises, and between whom. The questions are in `question_bank`."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from lsp_core.packs.contents import Question
from lsp_core.packs.evidence import Evidence
from lsp_core.packs.other_words import OTHER_WORDS
from lsp_core.packs.question_bank import TRIGGERS
from lsp_core.plan.model import Board, Outcome, Plan


def questions_about(evidence: Evidence, plan: Plan, board: Board) -> tuple[Question, ...]:
    """The questions one measure raises, most telling first."""
    asks = named(plan, challenger_of(evidence.outcome, plan, board))
    answers = named(plan, evidence.outcome.owner)
    return tuple(
        Question("", trigger.name, evidence.name, trigger.seen(evidence), trigger.ask(evidence), asks, answers)
        for trigger in TRIGGERS
        if trigger.applies(evidence)
    )


def in_own_words(groups: Iterable[Sequence[Question]]) -> list[tuple[Question, ...]]:
    """The questions of a pack, group by group in the order they are read, no two of them in the same words."""
    taken: set[str] = set()
    found = []
    for group in groups:
        words = []
        for question in group:
            ways = (question.text, *OTHER_WORDS.get(question.trigger, ()), f"{question.about}: {question.text}")
            text = next((way for way in ways if way not in taken), ways[-1])
            taken.add(text)
            words.append(replace(question, text=text))
        found.append(tuple(words))
    return found


def challenger_of(outcome: Outcome, plan: Plan, board: Board) -> str:
    """Who asks: the outcome's challenger, else the board's chair, and never the owner."""
    candidates = (outcome.challenger, board.chair, *board.members, plan.partnership.coordinator)
    return next((code for code in candidates if code is not None and code != outcome.owner), board.chair)


def named(plan: Plan, code: str) -> str:
    """A person as packs name them: `Ann Person (Head of ann)`."""
    person = plan.person(code)
    return f"{person.name} ({person.role})"
