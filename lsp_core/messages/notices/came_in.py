"""What came to the mailbox and needs a person: questions, messages that came back, and who is away.

What strangers wrote is shown as their words, a few lines of it, each behind a mark.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from zoneinfo import ZoneInfo

from lsp_core.incoming.kinds import MailKind
from lsp_core.messages.keys import key
from lsp_core.messages.notices.notice import Notice, NoticeKind
from lsp_core.messages.notices.plain_text import letter
from lsp_core.plan.model import Plan
from lsp_core.wording import count_of, listed, moment, one_line

MOST_LINES = 6
LONGEST_LINE = 200
MOST_FILES = 5

HEADINGS = {
    MailKind.QUESTION: "Somebody wrote, and sent no return:",
    MailKind.BOUNCE: "Our message came back. Correct the address in people.yaml and load the plan, and it goes again:",
    MailKind.AUTOMATIC: "An automatic reply; whoever it is may be away:",
}
"""What the coordinator is told about each kind, most urgent first."""


@dataclass(frozen=True)
class CameIn:
    """One message to tell of."""

    key: str
    kind: MailKind
    because: str
    sender: str
    sender_name: str
    subject: str
    text: str
    files: Sequence[str]
    received_at: datetime


def came_in_notice(plan: Plan, messages: Sequence[CameIn]) -> Notice:
    """One digest, to the coordinator, of everything that came in one run and that no return's answer tells of."""
    to = plan.partnership.coordinator
    digest = sha256("\n".join(sorted(one.key for one in messages)).encode()).hexdigest()[:12]
    groups = [
        {"heading": heading, "messages": [_item(plan, one) for one in messages if one.kind is kind]}
        for kind, heading in HEADINGS.items()
    ]
    return Notice(
        key=key(f"came in {digest}", to),
        kind=NoticeKind.CAME_IN,
        reference=f"mail {digest}",
        to=to,
        subject=f"{count_of(len(messages), 'e-mail')} to look at [mail {digest}]",
        text=letter(
            "came_in",
            plan,
            to,
            address=plan.partnership.reply_to,
            groups=[group for group in groups if group["messages"]],
        ),
    )


def _item(plan: Plan, one: CameIn) -> dict[str, object]:
    return {
        "who": _who(plan, one),
        "received": moment(one.received_at, ZoneInfo(plan.partnership.time_zone)),
        "subject": one.subject,
        "why": "" if one.kind is MailKind.QUESTION else one.because[:1].upper() + one.because[1:],
        "files": listed(one.files[:MOST_FILES]) if one.files else "",
        "lines": _first_lines(one.text) if one.kind is not MailKind.BOUNCE else [],
    }


def _who(plan: Plan, one: CameIn) -> str:
    """Somebody in the plan by name and post; anybody else by what they say of themselves."""
    known = next((person for person in plan.people if person.email.casefold() == one.sender), None)
    if known is not None:
        return f"{known.name} ({known.role}), {one.sender}"
    return f"{one.sender_name} <{one.sender}>" if one.sender_name else one.sender or "nobody"


def _first_lines(text: str) -> list[str]:
    """The beginning of what was written, before what is quoted."""
    written: list[str] = []
    for line in text.splitlines():
        if line.startswith((">", "-----Original")):
            break
        if one_line(line):
            written.append(one_line(line)[:LONGEST_LINE])
    return written[:MOST_LINES]
