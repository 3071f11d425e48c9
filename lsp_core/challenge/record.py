"""Everything said around the packs up to an instant, and the look-ups that packs, notices and commands share."""

from dataclasses import dataclass
from datetime import datetime

from lsp_core.challenge.actions import Action, ActionMoved
from lsp_core.challenge.commentary import Commentary
from lsp_core.challenge.meetings import BoardDecision, QuestionAnswered, QuestionPut
from lsp_core.periods import Quarter


@dataclass(frozen=True)
class Record:
    """Lists of what was said, each oldest first."""

    commentaries: tuple[Commentary, ...] = ()
    decisions: tuple[BoardDecision, ...] = ()
    actions: tuple[Action, ...] = ()
    moves: tuple[ActionMoved, ...] = ()
    questions: tuple[QuestionPut, ...] = ()
    answers: tuple[QuestionAnswered, ...] = ()

    @property
    def last_said_at(self) -> datetime | None:
        """When anybody last said anything; None when nobody has."""
        lists = (self.commentaries, self.decisions, self.actions, self.moves, self.answers)
        return max((one.at for said in lists for one in said), default=None)

    def decided_about(self, quarter: Quarter, board: str) -> tuple[BoardDecision, ...]:
        """What a board decided when it met about a quarter."""
        return tuple(one for one in self.decisions if (one.quarter, one.board) == (quarter, board))

    def asked_about(self, quarter: Quarter, board: str) -> tuple[QuestionPut, ...]:
        """What a board's pack for a quarter asked."""
        return tuple(one for one in self.questions if (one.quarter, one.board) == (quarter, board))
