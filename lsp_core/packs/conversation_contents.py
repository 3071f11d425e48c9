"""What a pack holds of the conversation around it: what owners said, what was decided, promised and answered."""

from dataclasses import dataclass

from lsp_core.packs.shapes import Mark


@dataclass(frozen=True)
class OwnersWords:
    """What an outcome's owner says of it, unaltered, and what they said last time."""

    parts: tuple[tuple[str, str], ...]
    """Each part under its heading; empty when there was no reply."""
    who: str
    """Whose words they are; or, without any, who was asked."""
    before: tuple[tuple[str, str], ...]
    """The same outcome's commentary last quarter; empty when there was none."""
    before_who: str


@dataclass(frozen=True)
class DecisionRow:
    """One decision of the last meeting."""

    reference: str
    text: str
    outcome: str
    carried_out_by: str
    """Who, and by when; empty where nobody was named."""


@dataclass(frozen=True)
class ActionLine:
    """One action and how it stands."""

    reference: str
    title: str
    outcome: str
    owner: str
    due: str
    """With the first date, where it has been moved."""
    mark: Mark
    said: str
    """What was said of it last: the evidence, or the reason."""
    effect: str
    """What it should change; empty when nobody said."""


@dataclass(frozen=True)
class AnswerRow:
    """One question of the last pack and how it ended."""

    reference: str
    question: str
    outcome: str
    mark: Mark
    words: str
    is_written_down: bool = True
    """False where nobody wrote down how it ended: printed shorter, after the others."""


@dataclass(frozen=True)
class SinceLastMet:
    """What the board asked, decided and was promised, and what has become of it."""

    beside: str
    """Which pack it is compared with."""
    changed: tuple[str, ...]
    """What is new since the pack before, a sentence each; worked out, not written."""
    note: str
    """Says so when nothing has been written down from the last meeting; empty otherwise."""
    answers: tuple[AnswerRow, ...]
    decisions: tuple[DecisionRow, ...]
    actions: tuple[ActionLine, ...]
