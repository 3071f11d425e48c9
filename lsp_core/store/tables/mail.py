"""E-mail that came in."""

from datetime import datetime

from sqlalchemy import ForeignKey, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from lsp_core.store.tables.row import CODE, DIGEST, Row


class IncomingMailRow(Row):
    """One message that came in, and what it was taken as. Add if missing, by what makes it this message."""

    __tablename__ = "incoming_mail"
    key: Mapped[str] = mapped_column(DIGEST, primary_key=True)
    message_id: Mapped[str] = mapped_column(Text)
    sender: Mapped[str] = mapped_column(String(300), index=True)
    sender_name: Mapped[str] = mapped_column(String(300))
    subject: Mapped[str] = mapped_column(Text)
    text: Mapped[str] = mapped_column(Text)
    sent_at: Mapped[datetime | None]
    received_at: Mapped[datetime]
    kind: Mapped[str] = mapped_column(CODE, index=True)
    because: Mapped[str] = mapped_column(Text)
    attachments: Mapped[list[dict[str, str]]]
    """The name of each file, and the digest of each that was kept."""
    pointers: Mapped[list[dict[str, str]]]
    """What in the message says which request it answers."""
    told_at: Mapped[datetime | None]
    """When the coordinator was told of it; none for what nobody is told of."""


class MailArrivalRow(Row):
    """One file that came by e-mail, and the message that brought it. Append: the same file may come twice."""

    __tablename__ = "mail_arrival"
    mail: Mapped[str] = mapped_column(ForeignKey("incoming_mail.key"), primary_key=True)
    digest: Mapped[str] = mapped_column(ForeignKey("partner_return.digest"), primary_key=True)
    sequence: Mapped[int]
    is_news: Mapped[bool]
    """Whether the file was to be looked at; one we had already is not."""
