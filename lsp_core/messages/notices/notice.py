"""What a message is before anyone is written to: what happened, who is told, and the words."""

from dataclasses import dataclass
from enum import StrEnum


class NoticeKind(StrEnum):
    """Why we write to somebody."""

    REQUEST = "request"
    REMINDER = "reminder"
    ESCALATION = "escalation"
    ANSWER = "answer"
    """A return was read and checked."""
    REFUSAL = "refusal"
    """A file could not be read as a return."""
    OFF_TRACK = "off track"
    CLEARED = "cleared"
    """Something is off track no more."""
    COMMENTARY = "commentary"
    """An owner is asked for words on what is still off track."""
    PROPOSAL = "proposal"
    """A risk's owner is asked to accept a new score, or not."""
    PACK = "pack"
    REPEAT = "repeat"
    """A file came that we have already."""
    CAME_IN = "came in"
    """What people wrote to the mailbox, and what came back, for the coordinator."""
    PLAN = "plan"
    """The coordinator is asked to change the plan."""
    RESTATED = "restated"
    """A past figure was changed or taken back."""
    WAIVER = "waiver"
    """A check was waived for a partner, or that was taken back."""


TAGS = {
    NoticeKind.REQUEST: "requests",
    NoticeKind.ANSWER: "requests",
    NoticeKind.REFUSAL: "requests",
    NoticeKind.REMINDER: "reminders",
    NoticeKind.ESCALATION: "reminders",
    NoticeKind.OFF_TRACK: "off-track",
    NoticeKind.CLEARED: "off-track",
    NoticeKind.COMMENTARY: "off-track",
    NoticeKind.PROPOSAL: "off-track",
    NoticeKind.PACK: "packs",
    NoticeKind.REPEAT: "requests",
    NoticeKind.CAME_IN: "requests",
    NoticeKind.PLAN: "requests",
    NoticeKind.RESTATED: "off-track",
    NoticeKind.WAIVER: "requests",
}
"""Which of a person's targets (people.yaml) a kind of message also goes to."""


@dataclass(frozen=True)
class Attachment:
    """A file that goes with a message."""

    name: str
    media_type: str
    content: bytes


@dataclass(frozen=True)
class AskedFor:
    """One figure that a message asks for, so that the ledger can say by which message it was asked."""

    request: str
    """The request's reference."""
    item: str
    """The code of the measure or the fund."""


@dataclass(frozen=True)
class Notice:
    """One thing to tell one person."""

    key: str
    """Names what happened and who is told, so that nobody is told the same thing twice."""
    kind: NoticeKind
    reference: str
    """What the conversation is about, such as `2023-24 Q1 COUNCIL`; the subject ends with it in square brackets."""
    to: str
    """The person's code."""
    subject: str
    text: str
    """Plain text that stands alone, at most 78 columns wide."""
    attachments: tuple[Attachment, ...] = ()
    in_reply_to: str = ""
    """The id of the e-mail this answers; empty for what answers none."""
    about: tuple[AskedFor, ...] = ()
    """What it asks for; empty for a message that asks for nothing."""

    @property
    def tag(self) -> str:
        """Which of the person's targets hears it as well."""
        return TAGS[self.kind]
