"""What was said around the packs: commentary, decisions, actions, the questions put and how they ended. Append."""

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from lsp_core.challenge.actions import Action, ActionMoved
from lsp_core.challenge.commentary import Commentary
from lsp_core.challenge.meetings import Answered, BoardDecision, QuestionAnswered, QuestionPut
from lsp_core.challenge.record import Record
from lsp_core.store.tables import (
    ActionMovedRow,
    ActionRow,
    BoardDecisionRow,
    CommentaryRow,
    QuestionAnsweredRow,
    QuestionPutRow,
)

_ACTION, _DECISION = "A", "D"


def record(session: Session, until: datetime) -> Record:
    """Everything said by an instant, each list oldest first."""
    return Record(
        commentaries=tuple(_commentaries(session, until)),
        decisions=tuple(_decisions(session, until)),
        actions=tuple(_actions(session, until)),
        moves=tuple(_moves(session, until)),
        questions=tuple(questions(session, until)),
        answers=tuple(_answers(session, until)),
    )


def append_commentary(session: Session, said: Commentary) -> None:
    """Keep an owner's words."""
    names = ("quarter", "outcome", "why", "doing", "when", "effect", "by", "role", "at")
    session.add(CommentaryRow(**{name: getattr(said, name) for name in names}))
    session.flush()


def append_decision(session: Session, decided: BoardDecision) -> str:
    """Keep a board's decision; gives its reference, which `decided` need not have yet."""
    names = ("quarter", "board", "outcome", "text", "owner", "due", "by", "at")
    row = BoardDecisionRow(**{name: getattr(decided, name) for name in names})
    session.add(row)
    session.flush()
    return f"{_DECISION}{row.number}"


def append_action(session: Session, action: Action) -> str:
    """Keep a new action; gives its reference, which `action` need not have yet."""
    names = ("outcome", "title", "owner", "due", "quarter", "board", "effect", "measure", "wanted", "by", "at")
    row = ActionRow(**{name: getattr(action, name) for name in names})
    session.add(row)
    session.flush()
    return f"{_ACTION}{row.number}"


def append_move(session: Session, moved: ActionMoved) -> None:
    """Keep something done to an action."""
    number = int(moved.action.removeprefix(_ACTION))
    row = ActionMovedRow(action=number, move=moved.move, due=moved.due, words=moved.words, by=moved.by, at=moved.at)
    session.add(row)
    session.flush()


def add_questions(session: Session, questions: Iterable[QuestionPut]) -> None:
    """Keep the questions of a pack that is published, each once."""
    for put in questions:
        if session.get(QuestionPutRow, (put.quarter, put.board, put.reference)) is None:
            names = ("quarter", "board", "reference", "outcome", "text", "asks", "answers", "at")
            session.add(QuestionPutRow(**{name: getattr(put, name) for name in names}))
    session.flush()


def append_answer(session: Session, answer: QuestionAnswered) -> None:
    """Keep how a question ended."""
    names = ("quarter", "board", "reference", "words", "promised_for", "by", "at")
    values = {name: getattr(answer, name) for name in names}
    session.add(QuestionAnsweredRow(answered=answer.answered.value, **values))
    session.flush()


def questions(session: Session, until: datetime) -> list[QuestionPut]:
    """The questions of the packs published by an instant, in the order of the packs."""
    rows = session.scalars(
        select(QuestionPutRow)
        .where(QuestionPutRow.at <= until)
        .order_by(QuestionPutRow.at, QuestionPutRow.board, QuestionPutRow.reference)
    )
    return [
        QuestionPut(row.quarter, row.board, row.reference, row.outcome, row.text, row.asks, row.answers, row.at)
        for row in rows
    ]


def _commentaries(session: Session, until: datetime) -> Iterable[Commentary]:
    rows = session.scalars(
        select(CommentaryRow).where(CommentaryRow.at <= until).order_by(CommentaryRow.at, CommentaryRow.number)
    )
    for row in rows:
        yield Commentary(row.quarter, row.outcome, row.why, row.doing, row.when, row.effect, row.by, row.role, row.at)


def _decisions(session: Session, until: datetime) -> Iterable[BoardDecision]:
    rows = session.scalars(
        select(BoardDecisionRow).where(BoardDecisionRow.at <= until).order_by(BoardDecisionRow.number)
    )
    for row in rows:
        reference = f"{_DECISION}{row.number}"
        yield BoardDecision(
            reference, row.quarter, row.board, row.outcome, row.text, row.owner, row.due, row.by, row.at
        )


def _actions(session: Session, until: datetime) -> Iterable[Action]:
    for row in session.scalars(select(ActionRow).where(ActionRow.at <= until).order_by(ActionRow.number)):
        yield Action(
            reference=f"{_ACTION}{row.number}",
            outcome=row.outcome,
            title=row.title,
            owner=row.owner,
            due=row.due,
            quarter=row.quarter,
            board=row.board,
            effect=row.effect,
            measure=row.measure,
            wanted=row.wanted,
            by=row.by,
            at=row.at,
        )


def _moves(session: Session, until: datetime) -> Iterable[ActionMoved]:
    rows = session.scalars(
        select(ActionMovedRow).where(ActionMovedRow.at <= until).order_by(ActionMovedRow.at, ActionMovedRow.number)
    )
    for row in rows:
        yield ActionMoved(f"{_ACTION}{row.action}", row.move, row.due, row.words, row.by, row.at)


def _answers(session: Session, until: datetime) -> Iterable[QuestionAnswered]:
    rows = session.scalars(
        select(QuestionAnsweredRow)
        .where(QuestionAnsweredRow.at <= until)
        .order_by(QuestionAnsweredRow.at, QuestionAnsweredRow.number)
    )
    for row in rows:
        yield QuestionAnswered(
            row.quarter, row.board, row.reference, Answered(row.answered), row.words, row.promised_for, row.by, row.at
        )
