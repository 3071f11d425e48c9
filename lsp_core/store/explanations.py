"""What partners have answered to questions about their figures. Append."""

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from lsp_core.returns.explanations import Explanation, ExplanationKey
from lsp_core.store.tables import ExplanationRow


def append(session: Session, explanations: Iterable[Explanation]) -> None:
    """Keep some answers."""
    session.add_all(
        ExplanationRow(
            partner=one.key.partner,
            rule=one.key.rule,
            about=one.key.about,
            period=one.key.period,
            said=one.key.said,
            asked=one.asked,
            words=one.words,
            known_at=one.known_at,
            return_reference=one.return_reference,
        )
        for one in explanations
    )
    session.flush()


def given(session: Session, until: datetime) -> list[Explanation]:
    """Every answer given by an instant, oldest first."""
    rows = session.scalars(
        select(ExplanationRow)
        .where(ExplanationRow.known_at <= until)
        .order_by(ExplanationRow.known_at, ExplanationRow.number)
    )
    return [
        Explanation(
            key=ExplanationKey(row.partner, row.rule, row.about, row.period, row.said),
            asked=row.asked,
            words=row.words,
            known_at=row.known_at,
            return_reference=row.return_reference,
        )
        for row in rows
    ]
