"""Settings, read once when first needed, from `LSP_*` variables. The defaults suit a laptop and mail nobody.

Written with the standard library alone, because every command reads them before it does anything else.
"""

import os
from collections.abc import Mapping
from dataclasses import Field, dataclass, field, fields
from datetime import UTC, datetime
from functools import cache
from typing import Any

from lsp_core.errors import LspError

PREFIX = "LSP_"
SECRET_PREFIX = "LSP_SECRET_"
IS = "is"
"""What a setting is, in words, among its metadata."""


@dataclass(frozen=True)
class Settings:
    """Where things are kept and how messages leave. `docs/settings.md` is drawn from it."""

    database_url: str = field(
        default="sqlite:///lsp.sqlite",
        metadata={
            IS: "The database: a SQLite file, or postgresql://user@host/name where several people share it.",
        },
    )
    inbox: str = field(
        default="inbox", metadata={IS: "The folder returns arrive in: a path, or any address fsspec knows."}
    )
    mailbox: str = field(
        default="",
        metadata={
            IS: "The mailbox partners' replies arrive in, such as imaps://returns%40example.org:{secret:IMAP}"
            "@imap.example.org/INBOX. Add ?auth=xoauth2 where the secret is an OAuth token. While it is not set "
            "no mail is read."
        },
    )
    packs: str = field(
        default="packs",
        metadata={IS: "The folder packs are written to for reading; the packs themselves are in the database."},
    )
    outbox: str = field(
        default="outbox", metadata={IS: "The folder e-mails are written to while LSP_MAIL_URL is not set."}
    )
    mail_url: str = field(
        default="",
        metadata={
            IS: "How e-mail leaves, as an Apprise address without a recipient, such as "
            "mailto://smtp.example.org:25?from=performance@example.org. While it is not set nobody is mailed. "
            "{secret:NAME} in it stands for the setting LSP_SECRET_NAME."
        },
    )
    practice: str = field(
        default="",
        metadata={
            IS: "Practice: the coordinator's e-mail address. Every message goes there and nowhere else, whoever it is "
            "for, and says to whom it would have gone."
        },
    )
    now: datetime | None = field(
        default=None,
        metadata={
            IS: "Pretend it is this instant, such as 2023-07-03T09:00:00+01:00. For practice and demonstrations. "
            "Without an offset it is taken as UTC."
        },
    )

    def instant(self) -> datetime:
        """The present, or the instant it is pretended to be; aware."""
        return self.now or datetime.now(UTC)


@cache
def settings() -> Settings:
    """The settings, read once."""
    return read_settings(os.environ)


def read_settings(environment: Mapping[str, str]) -> Settings:
    """The settings some variables hold; one that is set to nothing is as good as not set.

    Raises `LspError` when LSP_NOW is not an instant.
    """
    held: dict[str, Any] = {one.name: environment.get(variable(one), "").strip() for one in fields(Settings)}
    if held["now"]:
        held["now"] = _instant(held["now"])
    return Settings(**{name: value for name, value in held.items() if value})


def variable(setting: Field[Any]) -> str:
    """The name of the variable a setting is read from: `LSP_MAIL_URL`."""
    return f"{PREFIX}{setting.name.upper()}"


def _instant(text: str) -> datetime:
    try:
        instant = datetime.fromisoformat(text)
    except ValueError:
        raise LspError(
            f"The setting LSP_NOW is {text!r}, which is not a date and time",
            "Write it like 2023-07-03T09:00:00+01:00, or take it away to use the real time.",
        ) from None
    return instant if instant.tzinfo else instant.replace(tzinfo=UTC)


def secrets() -> dict[str, str]:
    """The secrets that addresses may name, from `LSP_SECRET_*`. Read at the moment of sending, never kept or logged."""
    return {name[len(SECRET_PREFIX) :]: value for name, value in os.environ.items() if name.startswith(SECRET_PREFIX)}


OTHER_SETTINGS = {
    "LSP_SECRET_REPLY_TAG": "Any long random text. While it is set, replies to a request go to an address with a "
    "signed tag, returns+2023-24-Q1-COUNCIL.5f0c9a1b2e@example.org; the mail server must take addresses with a plus.",
    "LSP_SECRET_NAME": "A secret that an address may name as {secret:NAME}, such as a mail server's password. "
    "Read at the moment of sending; never kept, printed or logged.",
    "LSP_DEBUG": "Set it to 1 to see the technical details of an error that is our mistake.",
}
"""What is read elsewhere than in `Settings`, for the page."""


def settings_page() -> str:
    """The whole of `docs/settings.md`."""
    return "\n".join(
        [
            "# Settings",
            "",
            "Everything has a default that suits one laptop, on which nobody is mailed.",
            "Set any of these as environment variables to change it.",
            "",
            "| Setting | What it is | When it is not set |",
            "|---|---|---|",
            *(_row(variable(one), one.metadata[IS], str(one.default or "")) for one in fields(Settings)),
            *(_row(name, description, "") for name, description in OTHER_SETTINGS.items()),
            "",
            "This page is drawn from `lsp_core/settings.py`: change the descriptions there and run `make docs`.",
            "",
        ]
    )


def _row(name: str, description: str, default: str) -> str:
    return f"| `{name}` | {description} | {f'`{default}`' if default else 'nothing'} |"
