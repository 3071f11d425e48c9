"""What was concluded about each measure. Replaced for the quarter until it is signed off.

For reading beside other data, and for remembering what owners were told; packs work everything out again.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from lsp_core.judging.assessment import Assessment, Status, Verdict
from lsp_core.periods import Quarter
from lsp_core.store.tables import AssessmentRow


@dataclass(frozen=True)
class Concluded:
    """The conclusion about one measure in one quarter, as it was kept."""

    quarter: Quarter
    measure: str
    outcome: str
    value: Decimal | None
    status: Status
    verdict: Verdict
    why: str

    @property
    def is_off_track(self) -> bool:
        """Whether the board was asked to challenge or watch it."""
        return self.verdict in (Verdict.OFF_TRACK, Verdict.RECOVERING)


def replace(session: Session, quarter: Quarter, assessments: Iterable[Assessment], cut_off: datetime) -> None:
    """Put this quarter's conclusions in place of any reached before."""
    session.execute(delete(AssessmentRow).where(AssessmentRow.quarter == quarter))
    session.add_all(_row(assessment, cut_off) for assessment in assessments)
    session.flush()


def concluded(session: Session, until: Quarter) -> list[Concluded]:
    """Every conclusion kept for quarters up to and including one, oldest first."""
    rows = session.scalars(
        select(AssessmentRow)
        .where(AssessmentRow.quarter <= until)
        .order_by(AssessmentRow.quarter, AssessmentRow.measure)
    )
    return [
        Concluded(
            quarter=row.quarter,
            measure=row.measure,
            outcome=row.outcome,
            value=row.value,
            status=Status(row.status),
            verdict=Verdict(row.verdict),
            why=row.reasons[0]["sentence"],
        )
        for row in rows
    ]


def as_kept(session: Session, quarter: Quarter) -> dict[str, list[dict[str, str]]]:
    """The reasons kept for each measure of a quarter, for seeing whether judging again would say anything new."""
    rows = session.scalars(select(AssessmentRow).where(AssessmentRow.quarter == quarter))
    return {row.measure: row.reasons for row in rows}


def reasons_of(assessment: Assessment) -> list[dict[str, str]]:
    """An assessment's reasons in the form they are kept in."""
    return [{"rule": reason.rule, "sentence": reason.sentence} for reason in assessment.reasons]


def _row(assessment: Assessment, cut_off: datetime) -> AssessmentRow:
    return AssessmentRow(
        quarter=assessment.quarter,
        measure=assessment.measure,
        outcome=assessment.outcome,
        period=assessment.period,
        value=assessment.observation.value if assessment.observation else None,
        target=assessment.target.value if assessment.target else None,
        status=assessment.status.value,
        verdict=assessment.verdict.value,
        travel=assessment.against_last.travel.value,
        forecast=assessment.forecast.year_end if assessment.forecast else None,
        reasons=reasons_of(assessment),
        cut_off=cut_off,
    )
