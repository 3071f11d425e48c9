"""What happened when a board met: what it decided, and what it was answered.

The questions are those its pack printed, each with a reference such as `URGENT.2`, so that an answer can be written
beside the words that were asked.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from lsp_core.periods import Quarter


class Answered(StrEnum):
    """How a question ended."""

    WITH_EVIDENCE = "answered with evidence"
    IN_PART = "answered in part"
    NOT_ANSWERED = "not answered"
    NOT_ASKED = "not asked"


@dataclass(frozen=True)
class BoardDecision:
    """One thing a board decided."""

    reference: str
    """For example `D3`."""
    quarter: Quarter
    """The quarter whose pack the meeting was about."""
    board: str
    outcome: str
    """Empty for a decision about no outcome in particular."""
    text: str
    owner: str
    """The person's code who carries it out; empty when nobody was named."""
    due: date | None
    by: str
    """Who wrote it down."""
    at: datetime


@dataclass(frozen=True)
class QuestionPut:
    """One question as a published pack printed it."""

    quarter: Quarter
    board: str
    reference: str
    """For example `URGENT.2`: the outcome, and which of its questions."""
    outcome: str
    text: str
    asks: str
    answers: str
    at: datetime
    """When the pack was published."""


@dataclass(frozen=True)
class QuestionAnswered:
    """How one question ended, as it was written down."""

    quarter: Quarter
    board: str
    reference: str
    answered: Answered
    words: str
    promised_for: date | None
    """When the rest of the answer was promised for."""
    by: str
    at: datetime


QuestionKey = tuple[Quarter, str, str]


def question_reference(outcome: str, number: int) -> str:
    """What an outcome's first, second or third question is called."""
    return f"{outcome}.{number}"


def last_answers(answers: Iterable[QuestionAnswered]) -> dict[QuestionKey, QuestionAnswered]:
    """The last word on each question. `answers` come oldest first."""
    return {(one.quarter, one.board, one.reference): one for one in answers}
