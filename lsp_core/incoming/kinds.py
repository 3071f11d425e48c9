"""What a message is taken as: a return, a bounce, an automatic reply, a question from a person, or nothing.

The rules are a table, first match counts. Whatever a machine sent is recognised before anything else is looked at,
because a machine that is answered answers back.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

from lsp_core.incoming.message import LONGEST_MESSAGE, IncomingMail
from lsp_core.incoming.unpacking import returns_in

_MEGABYTE = 1024 * 1024


class MailKind(StrEnum):
    """What a message is taken as."""

    BOUNCE = "bounce"
    """One of our messages could not be delivered."""
    AUTOMATIC = "automatic reply"
    """Out of office, or any other answer that no person wrote."""
    RETURN = "return"
    QUESTION = "question"
    """A person wrote, and sent no return: the coordinator is told."""
    NOTHING = "nothing"
    """Spam, our own messages come back, and what cannot be read."""


FOLDERS = {
    MailKind.BOUNCE: "Bounces",
    MailKind.AUTOMATIC: "Automatic replies",
    MailKind.RETURN: "Returns",
    MailKind.QUESTION: "Questions",
    MailKind.NOTHING: "Nothing",
}
"""The folder, inside the folder for what has been dealt with, that each kind is moved to."""

TOLD = (MailKind.BOUNCE, MailKind.AUTOMATIC, MailKind.QUESTION)
"""The kinds the coordinator hears of."""


@dataclass(frozen=True)
class TakenAs:
    """What a message is taken as, and why."""

    kind: MailKind
    because: str
    """One sentence, without its full stop."""


Rule = Callable[[IncomingMail, str], str]
"""Why a message is of a kind, or nothing. The second argument is the address replies to us go to."""


def taken_as(mail: IncomingMail, own_address: str) -> TakenAs:
    """What a message is. `own_address` is ours: what comes from it is our own message come back."""
    for kind, rule in RULES:
        if because := rule(mail, own_address):
            return TakenAs(kind, because)
    return TakenAs(MailKind.NOTHING, "there is nothing in it")


def is_automatic(mail: IncomingMail) -> bool:
    """Whether no person wrote it, so that nobody is answered."""
    return bool(_says_automatic(mail, "") or _says_bounce(mail, ""))


def _too_long(mail: IncomingMail, _own: str) -> str:
    """Only its head was read; a person has to look, and what a machine sent is told by its head below."""
    if mail.is_whole or is_automatic(mail):
        return ""
    return f"it is longer than {LONGEST_MESSAGE // _MEGABYTE} MB, so it was not read; look at it in the mailbox"


def _reports_bounces(mail: IncomingMail, _own: str) -> str:
    return f"it says that {mail.bounces[0].recipient} could not be reached" if mail.bounces else ""


def _says_bounce(mail: IncomingMail, _own: str) -> str:
    """Servers that do not write a report still send from nobody, or name who failed in a header."""
    if mail.headers.get("x-failed-recipients"):
        return f"its header says that {mail.headers['x-failed-recipients']} could not be reached"
    name = mail.sender.partition("@")[0]
    if name in ("mailer-daemon", "postmaster") and _UNDELIVERED.search(mail.subject):
        return "a mail server says that a message could not be delivered"
    return ""


def _says_automatic(mail: IncomingMail, _own: str) -> str:
    """RFC 3834, and what mail programs wrote before it."""
    submitted = mail.headers.get("auto-submitted", "no").partition(";")[0].strip().casefold()
    if submitted != "no":
        return f"its header says that it is {submitted}"
    for header in ("x-autoreply", "x-autorespond", "x-autoresponse"):
        if mail.headers.get(header, "no").casefold() not in ("no", "false"):
            return "its header says that it is an automatic reply"
    if mail.headers.get("precedence", "").casefold() in ("auto_reply", "bulk", "junk", "list"):
        return f"its header says that it is {mail.headers['precedence'].casefold()} mail"
    if mail.headers.get("return-path", "").strip() == "<>":
        return "it takes no answers"
    if _AWAY.search(mail.subject) and not returns_in(mail):
        return "its subject says that nobody is there"
    return ""


def _is_spam(mail: IncomingMail, _own: str) -> str:
    return "the mail server marked it as spam" if mail.headers.get("x-spam-flag", "").casefold() == "yes" else ""


def _is_our_own(mail: IncomingMail, own: str) -> str:
    return "it is a message of our own" if own and mail.sender == own.casefold() else ""


def _has_return(mail: IncomingMail, _own: str) -> str:
    names = [one.name for one in returns_in(mail)]
    return f"it brings {', '.join(names)}" if names else ""


def _says_something(mail: IncomingMail, _own: str) -> str:
    return "a person wrote, and sent no return" if mail.text.strip() or mail.subject or mail.attached else ""


_AWAY = re.compile(
    r"(?i)^\s*(?:re:\s*)?(?:automatic reply|auto(?:matic)?[- ]?(?:reply|response)|out of (?:the )?office|"
    r"on (?:annual )?leave)\b"
)
_UNDELIVERED = re.compile(r"(?i)undeliver|delivery (?:status|failure|failed|has failed)|returned mail|mail delivery")

RULES: tuple[tuple[MailKind, Rule], ...] = (
    (MailKind.BOUNCE, _reports_bounces),
    (MailKind.BOUNCE, _says_bounce),
    (MailKind.NOTHING, _is_our_own),
    (MailKind.AUTOMATIC, _says_automatic),
    (MailKind.NOTHING, _is_spam),
    (MailKind.QUESTION, _too_long),
    (MailKind.RETURN, _has_return),
    (MailKind.QUESTION, _says_something),
)
