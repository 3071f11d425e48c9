"""Practice: every message goes to the coordinator instead, and says to whom it would have gone."""

from dataclasses import replace

from lsp_core.errors import DeliveryError
from lsp_core.messages.addresses import MAIL
from lsp_core.messages.outgoing import OutgoingMessage
from lsp_core.plan.model import Person

RULE = "-" * 60


def as_practice(message: OutgoingMessage, person: Person, route: str) -> OutgoingMessage:
    """The message as it goes to the coordinator, whose address it carries already: a Message-ID of its own, and in the
    subject and on top of the text whom it was for."""
    where = person.email if route == MAIL else f"their {route} target"
    return replace(
        message,
        key=f"practice {route} {message.key}",
        recipient="Practice",
        subject=f"Practice, for {person.name}: {message.subject}",
        text=f"Practice: without LSP_PRACTICE this would have gone to {person.name} ({person.role}),\n"
        f"{where}. It has gone to nobody but you.\n{RULE}\n\n{message.text}",
    )


def checked_address(practice: str) -> str:
    """The address that practice goes to; raises `DeliveryError` when it is none, so that nothing leaves at all."""
    name, at, domain = practice.partition("@")
    if not (name and at and "." in domain) or any(c.isspace() or c in ",;<>" for c in practice):
        raise DeliveryError(
            f"LSP_PRACTICE is {practice!r}, which is not one e-mail address",
            "Set it to the coordinator's address, or take it away to write to people for real.",
        )
    return practice
