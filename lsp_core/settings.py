"""Settings, read once when first needed, from `LSP_*` variables. The defaults suit a laptop and mail nobody."""

import os
from datetime import UTC, datetime
from functools import cache

from pydantic import Field, ValidationError
from pydantic_settings import BaseSettings, SettingsConfigDict

from lsp_core.errors import LspError

SECRET_PREFIX = "LSP_SECRET_"


class Settings(BaseSettings):
    """Where things are kept and how messages leave. `docs/it.md` prints this table."""

    model_config = SettingsConfigDict(env_prefix="LSP_", extra="ignore")

    database_url: str = Field(
        default="sqlite:///lsp.sqlite",
        description="The database: a SQLite file, or postgresql://user@host/name where several people share it.",
    )
    inbox: str = Field(
        default="inbox", description="The folder returns arrive in: a path, or any address fsspec knows."
    )
    packs: str = Field(
        default="packs",
        description="The folder packs are written to for reading; the packs themselves are in the database.",
    )
    outbox: str = Field(
        default="outbox", description="The folder e-mails are written to while LSP_MAIL_URL is not set."
    )
    mail_url: str = Field(
        default="",
        description="How e-mail leaves, as an Apprise address without a recipient, such as "
        "mailto://smtp.example.org:25?from=performance@example.org. While it is not set nobody is mailed. "
        "{secret:NAME} in it stands for the setting LSP_SECRET_NAME.",
    )
    now: datetime | None = Field(
        default=None,
        description="Pretend it is this instant, such as 2023-07-03T09:00:00+01:00. For practice and demonstrations.",
    )

    def instant(self) -> datetime:
        """The present, or the instant it is pretended to be."""
        if self.now is None:
            return datetime.now(UTC)
        return self.now if self.now.tzinfo else self.now.replace(tzinfo=UTC)


@cache
def settings() -> Settings:
    """The settings, read once."""
    try:
        return Settings()
    except ValidationError as error:
        first = error.errors()[0]
        name = f"LSP_{'_'.join(str(part) for part in first['loc'])}".upper()
        raise LspError(
            f"The setting {name} cannot be used ({first['msg']})", "See docs/it.md for what it may be."
        ) from None


def secrets() -> dict[str, str]:
    """The secrets that addresses may name, from `LSP_SECRET_*`. Read at the moment of sending, never kept or logged."""
    return {name[len(SECRET_PREFIX) :]: value for name, value in os.environ.items() if name.startswith(SECRET_PREFIX)}
