"""The outbox."""

from datetime import datetime

from sqlalchemy import Text
from sqlalchemy.orm import Mapped, mapped_column

from lsp_core.store.tables.row import CODE, REFERENCE, Row


class MessageRow(Row):
    """One message by one route to one person. Add if missing, by the key that names what happened."""

    __tablename__ = "message"
    key: Mapped[str] = mapped_column(Text, primary_key=True)
    person: Mapped[str] = mapped_column(CODE, primary_key=True)
    route: Mapped[str] = mapped_column(CODE, primary_key=True)
    kind: Mapped[str] = mapped_column(CODE)
    reference: Mapped[str] = mapped_column(REFERENCE)
    tag: Mapped[str] = mapped_column(CODE)
    subject: Mapped[str] = mapped_column(Text)
    text: Mapped[str] = mapped_column(Text)
    attachments: Mapped[list[dict[str, str]]]
    queued_at: Mapped[datetime]
    status: Mapped[str] = mapped_column(CODE, index=True)
    claimed_at: Mapped[datetime | None]
    sent_at: Mapped[datetime | None]
    attempts: Mapped[int] = mapped_column(default=0)
    problem: Mapped[str] = mapped_column(Text, default="")
    in_reply_to: Mapped[str] = mapped_column(Text, default="")
    about: Mapped[list[dict[str, str]]]
    """The request and the item of each figure it asks for, for the ledger."""
    bounced_at: Mapped[datetime | None]
    """When word came back that it could not be delivered."""
    bounced_from: Mapped[str] = mapped_column(Text, default="")
    """The address that could not be reached."""
