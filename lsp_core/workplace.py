"""Where settings become the things that steps work with: the database, the inbox, and the way messages leave.

The command line and the flows both start here. Everything is imported and opened late, so that asking for help costs
nothing and a command pays only for what it uses.
"""

from datetime import date, datetime
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from lsp_core.errors import ChannelError
from lsp_core.settings import secrets, settings

if TYPE_CHECKING:
    from lsp_core.channels.folder import Folder
    from lsp_core.channels.mailbox import Mailbox
    from lsp_core.plan.model import Plan
    from lsp_core.store.database import Database
    from lsp_core.store.messages import QueuedMessage

SQLITE_FILE = "sqlite:///"
REPLY_TAG = "REPLY_TAG"
"""The secret, LSP_SECRET_REPLY_TAG, that puts a signed tag into the address replies go to."""


@cache
def database() -> "Database":
    """The database, its tables up to date; an empty one is made where there is none."""
    from lsp_core.store.database import Database

    opened = Database(settings().database_url)
    opened.prepare()
    return opened


def missing_database() -> Path | None:
    """The file of a SQLite database that is not there yet; None when it is, or when the database is a server."""
    address = settings().database_url
    path = Path(address.removeprefix(SQLITE_FILE).partition("?")[0])
    return path if address.startswith(f"{SQLITE_FILE}") and not path.exists() else None


def inbox() -> "Folder":
    """The folder returns arrive in. A local one is made if it is missing."""
    from lsp_core.channels.folder import Folder

    address = settings().inbox
    if "://" not in address:
        try:
            Path(address).mkdir(parents=True, exist_ok=True)
        except OSError as trouble:
            raise ChannelError(
                f"The folder {address} cannot be made for returns to arrive in ({trouble.strerror})",
                "Correct LSP_INBOX, or make the folder; nothing has been lost.",
            ) from None
    return Folder(address)


def mailbox() -> "Mailbox | None":
    """The mailbox returns arrive in; none while LSP_MAILBOX is not set."""
    if not settings().mailbox:
        return None
    from lsp_core.channels.mailbox import Mailbox

    return Mailbox(settings().mailbox, secrets())


def reply_tag_secret() -> str:
    """What signs the tag in the address that replies go to; empty while no tags are used."""
    return secrets().get(REPLY_TAG, "")


def packs_folder() -> Path:
    """The folder packs are written to for reading."""
    return Path(settings().packs)


def instant() -> datetime:
    """Now, or the instant it is pretended to be."""
    return settings().instant()


def is_pretending() -> bool:
    """Whether it is pretended to be another day."""
    return settings().now is not None


def today(plan: "Plan") -> date:
    """The partnership's own day, which just after midnight need not be the server's."""
    return instant().astimezone(ZoneInfo(plan.partnership.time_zone)).date()


def deliver(plan: "Plan", message: "QueuedMessage") -> None:
    """Hand one message over by the route it was queued for; raises `DeliveryError` when that does not work."""
    from lsp_core.messages.addresses import MAIL, address, folder_url
    from lsp_core.messages.delivery import deliver as hand_over  # imports Apprise, which only sending needs
    from lsp_core.messages.outgoing import OutgoingMessage
    from lsp_core.messages.practising import as_practice, checked_address

    person, route = plan.person(message.id.person), message.id.route
    mail_url = settings().mail_url or folder_url(Path(settings().outbox))
    practice = settings().practice
    to = person.model_copy(update={"email": checked_address(practice)}) if practice else person
    outgoing = OutgoingMessage(
        key=message.id.key,
        reference=message.reference,
        to=address(to, MAIL if practice else route, mail_url, secrets()),
        recipient=person.name,
        sender=plan.partnership.name,
        reply_to=_reply_to(plan, message),
        subject=message.subject,
        text=message.text,
        sent_at=instant().astimezone(ZoneInfo(plan.partnership.time_zone)),
        attachments=message.attachments,
        in_reply_to=message.in_reply_to,
    )
    hand_over(as_practice(outgoing, person, route) if practice else outgoing)


def is_practising() -> bool:
    """Whether every message goes to the coordinator."""
    return bool(settings().practice)


def _reply_to(plan: "Plan", message: "QueuedMessage") -> str:
    """Where replies to a message go: tagged with its request, where tags are used."""
    from lsp_core.returns.pointers import reference_in_text, tagged

    address, secret = plan.partnership.reply_to, reply_tag_secret()
    return tagged(address, message.reference, secret) if secret and reference_in_text(message.reference) else address


def mails_for_real() -> bool:
    """Whether e-mails leave this machine, rather than being written to a folder."""
    return bool(settings().mail_url)
