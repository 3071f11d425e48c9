"""What happened when a board met: its decisions, and how the questions of its pack ended."""

from dataclasses import replace
from datetime import date, datetime

from lsp_core.challenge.meetings import Answered, BoardDecision, QuestionAnswered, QuestionPut, last_answers
from lsp_core.errors import LspError
from lsp_core.periods import Quarter
from lsp_core.plan.look_up import board_meant, outcome_meant
from lsp_core.plan.model import Plan
from lsp_core.steps.report import StepReport
from lsp_core.steps.signing import signatories
from lsp_core.store import challenge, plans
from lsp_core.store.database import Database
from lsp_core.wording import day, listed


def record_decision(
    database: Database,
    quarter: Quarter,
    board: str,
    text: str,
    by: str,
    now: datetime,
    *,
    outcome: str = "",
    owner: str = "",
    due: date | None = None,
) -> StepReport:
    """Keep what a board decided about a quarter. Safe to run again: the same words of the same meeting are one.

    Raises `LspError` for a name that is nobody's, no words, or a person who may not write it down.
    """
    with database.writing() as session:
        plan = plans.in_force(session).plan
        decided = BoardDecision(
            reference="",
            quarter=quarter,
            board=board_meant(plan, board).code,
            outcome=outcome_meant(plan, outcome).code if outcome else "",
            text=text.strip(),
            owner=plan.person(owner).code if owner else "",
            due=due,
            by=_minute_taker(plan, by),
            at=now,
        )
        if not decided.text:
            raise LspError("A decision needs words", "Write down what was decided.")
        title = f"Decision of {plan.board(decided.board).name}"
        held = challenge.record(session, now).decided_about(quarter, decided.board)
        if any(replace(one, reference="", at=now, by=decided.by) == decided for one in held):
            return StepReport(title)
        reference = challenge.append_decision(session, decided)
    who = f" {plan.person(decided.owner).name}{f', by {day(due)}' if due else ''}." if decided.owner else ""
    return StepReport(title, (f"{reference}: {decided.text}{who}",))


def record_answer(
    database: Database,
    quarter: Quarter,
    board: str,
    question: str,
    answered: Answered,
    by: str,
    now: datetime,
    *,
    words: str = "",
    promised_for: date | None = None,
) -> StepReport:
    """Keep how a question of a published pack ended. Safe to run again: the last word counts, and all are kept.

    Raises `LspError` when the pack put no such question, or it is said to be answered without words.
    """
    with database.writing() as session:
        plan = plans.in_force(session).plan
        which, record = board_meant(plan, board), challenge.record(session, now)
        put = _question(record.asked_about(quarter, which.code), quarter, which.name, question)
        if answered in (Answered.WITH_EVIDENCE, Answered.IN_PART) and not words.strip():
            raise LspError(f"{put.reference} cannot be {answered} without words", "Write down the answer; it prints.")
        answer = QuestionAnswered(
            quarter=quarter,
            board=which.code,
            reference=put.reference,
            answered=answered,
            words=words.strip(),
            promised_for=promised_for,
            by=_minute_taker(plan, by),
            at=now,
        )
        last = last_answers(record.answers).get((quarter, which.code, put.reference))
        if last is not None and replace(last, at=now, by=answer.by) == answer:
            return StepReport(f"Answer to {put.reference}")
        challenge.append_answer(session, answer)
    return StepReport(f"Answer to {put.reference}", (f"{put.text} {str(answered).capitalize()}.",))


def questions_put(
    database: Database, quarter: Quarter, now: datetime
) -> list[tuple[QuestionPut, QuestionAnswered | None]]:
    """Every question of a quarter's published packs, with how it ended."""
    with database.reading() as session:
        record = challenge.record(session, now)
    ended = last_answers(record.answers)
    return [
        (put, ended.get((put.quarter, put.board, put.reference))) for put in record.questions if put.quarter == quarter
    ]


def _question(put: tuple[QuestionPut, ...], quarter: Quarter, board: str, typed: str) -> QuestionPut:
    for one in put:
        if one.reference.casefold() == typed.casefold():
            return one
    if not put:
        raise LspError(f"{board} has no published pack for {quarter}", "Questions are answered once its pack is out.")
    raise LspError(
        f"{board}'s pack for {quarter} put no question {typed!r}", f"It put {listed([one.reference for one in put])}."
    )


def _minute_taker(plan: Plan, by: str) -> str:
    """The name of a person who may write down what a board said: one of those who may sign."""
    may = signatories(plan)
    if by not in [person.code for person in may]:
        names = listed([f"{person.name} ({person.code})" for person in may])
        raise LspError(f"{by!r} may not write down what a board said", f"{names} may.")
    return plan.person(by).name
