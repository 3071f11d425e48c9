"""What was said around the packs: commentary, decisions, actions, questions and their answers."""

from datetime import date, datetime
from decimal import Decimal

from sqlalchemy import ForeignKey, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from lsp_core.periods import Quarter
from lsp_core.store.tables.row import CODE, REFERENCE, Row


class CommentaryRow(Row):
    """What an owner said of an outcome. Append; the last word on a quarter prints."""

    __tablename__ = "commentary"
    number: Mapped[int] = mapped_column(primary_key=True)
    quarter: Mapped[Quarter]
    outcome: Mapped[str] = mapped_column(CODE)
    why: Mapped[str] = mapped_column(Text)
    doing: Mapped[str] = mapped_column(Text)
    when: Mapped[str] = mapped_column(Text)
    effect: Mapped[str] = mapped_column(Text)
    by: Mapped[str] = mapped_column(String(200))
    role: Mapped[str] = mapped_column(Text)
    at: Mapped[datetime]


class BoardDecisionRow(Row):
    """One thing a board decided. Append."""

    __tablename__ = "board_decision"
    number: Mapped[int] = mapped_column(primary_key=True)
    quarter: Mapped[Quarter]
    board: Mapped[str] = mapped_column(CODE)
    outcome: Mapped[str] = mapped_column(CODE)
    text: Mapped[str] = mapped_column(Text)
    owner: Mapped[str] = mapped_column(CODE)
    due: Mapped[date | None]
    by: Mapped[str] = mapped_column(String(200))
    at: Mapped[datetime]


class ActionRow(Row):
    """One promise, as it was first written down. Append; what has become of it is in `action_moved`."""

    __tablename__ = "action"
    number: Mapped[int] = mapped_column(primary_key=True)
    outcome: Mapped[str] = mapped_column(CODE)
    title: Mapped[str] = mapped_column(Text)
    owner: Mapped[str] = mapped_column(CODE)
    due: Mapped[date]
    quarter: Mapped[Quarter]
    board: Mapped[str] = mapped_column(CODE)
    effect: Mapped[str] = mapped_column(Text)
    measure: Mapped[str] = mapped_column(CODE)
    wanted: Mapped[Decimal | None]
    by: Mapped[str] = mapped_column(String(200))
    at: Mapped[datetime]


class ActionMovedRow(Row):
    """One thing done to an action. Append; the last counts."""

    __tablename__ = "action_moved"
    number: Mapped[int] = mapped_column(primary_key=True)
    action: Mapped[int] = mapped_column(ForeignKey("action.number"), index=True)
    move: Mapped[str] = mapped_column(CODE)
    due: Mapped[date | None]
    words: Mapped[str] = mapped_column(Text)
    by: Mapped[str] = mapped_column(String(200))
    at: Mapped[datetime]


class QuestionPutRow(Row):
    """One question as a published pack printed it. Add if missing."""

    __tablename__ = "question_put"
    quarter: Mapped[Quarter] = mapped_column(primary_key=True)
    board: Mapped[str] = mapped_column(CODE, primary_key=True)
    reference: Mapped[str] = mapped_column(REFERENCE, primary_key=True)
    outcome: Mapped[str] = mapped_column(CODE)
    text: Mapped[str] = mapped_column(Text)
    asks: Mapped[str] = mapped_column(Text)
    answers: Mapped[str] = mapped_column(Text)
    at: Mapped[datetime]


class QuestionAnsweredRow(Row):
    """How a question ended. Append; the last word counts."""

    __tablename__ = "question_answered"
    number: Mapped[int] = mapped_column(primary_key=True)
    quarter: Mapped[Quarter]
    board: Mapped[str] = mapped_column(CODE)
    reference: Mapped[str] = mapped_column(REFERENCE)
    answered: Mapped[str] = mapped_column(CODE)
    words: Mapped[str] = mapped_column(Text)
    promised_for: Mapped[date | None]
    by: Mapped[str] = mapped_column(String(200))
    at: Mapped[datetime]
