"""The conversation in a pack: what changed since the board last met, what it was promised, and what owners say now."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from lsp_core.challenge.actions import ActionStanding, ActionState
from lsp_core.challenge.commentary import Commentary, said_of
from lsp_core.challenge.meetings import Answered, BoardDecision, QuestionAnswered, QuestionPut, last_answers
from lsp_core.judging.assessment import Verdict
from lsp_core.packs.contents import Pack
from lsp_core.packs.conversation_contents import ActionLine, AnswerRow, DecisionRow, OwnersWords, SinceLastMet
from lsp_core.packs.material import HAS_A_PAGE, Material
from lsp_core.packs.questions import named
from lsp_core.packs.shapes import Mark, Shape
from lsp_core.periods import Quarter
from lsp_core.plan.model import Outcome
from lsp_core.wording import amount, count_of, day, listed

NOTHING_KEPT = "No question, decision or action of an earlier meeting is kept."
_ENDED = {
    Answered.WITH_EVIDENCE: Mark(Shape.ON, "Answered with evidence"),
    Answered.IN_PART: Mark(Shape.EARLY, "Answered in part"),
    Answered.NOT_ANSWERED: Mark(Shape.OFF, "Not answered"),
    Answered.NOT_ASKED: Mark(Shape.NONE, "Not asked"),
}
_NOT_WRITTEN_DOWN = Mark(Shape.UNKNOWN, "No answer written down")
_STANDS = {
    ActionState.PROPOSED: Mark(Shape.UNKNOWN, "Proposed, not agreed"),
    ActionState.AGREED: Mark(Shape.EARLY, "Agreed"),
    ActionState.IN_PROGRESS: Mark(Shape.WATCH, "In progress"),
    ActionState.COMPLETE: Mark(Shape.ON, "Complete"),
    ActionState.CANCELLED: Mark(Shape.NONE, "Cancelled"),
}
_OVERDUE = Mark(Shape.OFF, "Overdue")


def since_last_met(material: Material) -> SinceLastMet:
    """Everything that opens a pack from the meeting before."""
    facts, board = material.facts, material.board
    before, said = facts.quarter.previous, facts.said
    ended = last_answers(said.answers)
    asked = [(put, ended.get((before, board.code, put.reference))) for put in _asked(material)]
    answers = [_answer(material, put, one) for put, one in sorted(asked, key=lambda pair: pair[1] is None)]
    decisions = [_decision(material, one) for one in said.decided_about(before, board.code)]
    actions = [_action(material, one) for one in _actions_to_show(material)]
    return SinceLastMet(
        beside=f"Compared with the pack for {before.months_label}.",
        changed=tuple(_changed(material)),
        note="" if answers or decisions or actions else NOTHING_KEPT,
        answers=tuple(answers),
        decisions=tuple(decisions),
        actions=tuple(actions),
    )


def owners_words(material: Material, outcome: Outcome) -> OwnersWords:
    """What is said of an outcome this quarter, and what was last quarter."""
    facts = material.facts
    now = said_of(facts.said.commentaries, outcome.code, facts.quarter)
    before = said_of(facts.said.commentaries, outcome.code, facts.quarter.previous)
    return OwnersWords(
        parts=now.parts if now is not None else (),
        who=_who(now) if now is not None else named(material.plan, outcome.owner),
        before=before.parts if before is not None else (),
        before_who=f"{_who(before)}, last quarter" if before is not None else "",
    )


def _who(said: Commentary) -> str:
    return f"{said.by} ({said.role})"


def _asked(material: Material) -> Sequence[QuestionPut]:
    return material.facts.said.asked_about(material.facts.quarter.previous, material.board.code)


def _answer(material: Material, put: QuestionPut, ended: QuestionAnswered | None) -> AnswerRow:
    promised = f" The rest is promised for {day(ended.promised_for)}." if ended and ended.promised_for else ""
    return AnswerRow(
        reference=put.reference,
        question=put.text,
        outcome=material.plan.outcome(put.outcome).name,
        mark=_ENDED[ended.answered] if ended is not None else _NOT_WRITTEN_DOWN,
        words=f"{ended.words}{promised}".strip() if ended is not None else "",
        is_written_down=ended is not None,
    )


def _decision(material: Material, decided: BoardDecision) -> DecisionRow:
    who = named(material.plan, decided.owner) if decided.owner else ""
    by = f" by {day(decided.due)}" if decided.due is not None else ""
    return DecisionRow(
        reference=decided.reference,
        text=decided.text,
        outcome=material.plan.outcome(decided.outcome).name if decided.outcome else "",
        carried_out_by=f"{who}{by}".strip(),
    )


def _actions_to_show(material: Material) -> list[ActionStanding]:
    """The board's own and those for its outcomes: all that are open, and those that ended since the pack before."""
    outcomes = {outcome.code for outcome in material.outcomes}
    concern = [
        one for one in material.actions if one.action.board == material.board.code or one.action.outcome in outcomes
    ]
    shown = [one for one in concern if one.is_open or _ended_since(material, one)]
    return sorted(shown, key=lambda one: (not one.is_overdue, not one.is_open, one.due, one.action.reference))


def _ended_since(material: Material, standing: ActionStanding) -> bool:
    before = material.facts.previous_cut_off
    return standing.ended_on is not None and (before is None or standing.ended_on > before)


def _action(material: Material, standing: ActionStanding) -> ActionLine:
    action = standing.action
    moved = standing.times_reprogrammed
    first = f", first promised for {day(action.due)} and moved {_times(moved)}" if moved else ""
    return ActionLine(
        reference=action.reference,
        title=action.title,
        outcome=material.plan.outcome(action.outcome).name,
        owner=named(material.plan, action.owner),
        due=f"{day(standing.due)}{first}",
        mark=_OVERDUE if standing.is_overdue else _STANDS[standing.state],
        said=standing.last.words if standing.last is not None else "",
        effect=_effect(material, standing),
    )


def _times(count: int) -> str:
    return {1: "once", 2: "twice"}.get(count, f"{count} times")


def _effect(material: Material, standing: ActionStanding) -> str:
    """What it should change, in words and as a figure."""
    action = standing.action
    measure = material.measures.get(action.measure)
    wanted = f"{measure.name} at {amount(action.wanted, measure)}" if measure and action.wanted is not None else ""
    return "; ".join(filter(None, [action.effect, wanted]))


def _changed(material: Material) -> Iterable[str]:
    """What a member who was at the last meeting does not know yet, a sentence each."""
    if not material.assessments_before:
        yield "This is the first pack, so there is nothing to compare it with."
        return
    yield from _named("Newly off track", _moved(material, into=True))
    yield from _named("No longer off track", _moved(material, into=False))
    restated = [revision.after.measure for revision in material.facts.revisions]
    yield from _named("Figures restated", [material.measures[m].name for m in restated if m in material.measures])
    yield from _promises(material)


def _named(what: str, names: Iterable[str]) -> Iterable[str]:
    once = list(dict.fromkeys(names))
    if once:
        yield f"{what}: {listed(once)}."


def _moved(material: Material, *, into: bool) -> list[str]:
    """The outcomes that have gone off track since the pack before, or come back on a figure of their own."""
    moved = []
    for outcome in material.worst_first:
        before, now = material.verdict_before(outcome), material.verdict(outcome)
        gone = now in HAS_A_PAGE and before is not None and before not in HAS_A_PAGE
        back = before in HAS_A_PAGE and now in (Verdict.ON_TRACK, Verdict.WATCH, Verdict.EARLY_WARNING)
        if gone if into else back:
            moved.append(outcome.name)
    return moved


def _promises(material: Material) -> Iterable[str]:
    shown = _actions_to_show(material)
    kept = [one.action.reference for one in shown if one.state is ActionState.COMPLETE]
    late = [one.action.reference for one in shown if one.is_overdue]
    if kept:
        yield f"{count_of(len(kept), 'promise')} kept: {listed(kept)}."
    if late:
        yield f"{count_of(len(late), 'promise')} not kept by the date given: {listed(late)}."


def questions_put(pack: Pack, quarter: Quarter, board: str, at: datetime) -> list[QuestionPut]:
    """The questions a board's pack prints, so that the next one can say how they ended."""
    entries = [entry.questions for section in pack.short for entry in section.entries]
    printed = [*(page.questions for page in pack.exceptions), *entries]
    return [
        QuestionPut(
            quarter=quarter,
            board=board,
            reference=question.reference,
            outcome=question.reference.rpartition(".")[0],
            text=question.text,
            asks=question.asks,
            answers=question.answers,
            at=at,
        )
        for questions in printed
        for question in questions
    ]
