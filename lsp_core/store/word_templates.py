"""The Word templates of the partnership's own, one in use at a time. Append."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from lsp_core.store.tables import WordTemplateRow


def in_use(session: Session, at: datetime) -> str | None:
    """The digest of the template in use at an instant; None while it is the program's own."""
    return session.scalar(
        select(WordTemplateRow.digest)
        .where(WordTemplateRow.since <= at)
        .order_by(WordTemplateRow.since.desc())
        .limit(1)
    )


def use(session: Session, digest: str | None, now: datetime) -> None:
    """Use a template from now on; None goes back to the program's own."""
    session.merge(WordTemplateRow(since=now, digest=digest))
    session.flush()
