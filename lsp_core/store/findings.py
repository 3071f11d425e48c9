"""What was found in each return. Replace, with the return's other findings."""

from collections.abc import Sequence
from itertools import groupby

from sqlalchemy import ColumnElement, delete, select
from sqlalchemy.orm import Session

from lsp_core.findings import CellRef, Finding, Severity
from lsp_core.periods import Quarter
from lsp_core.store.tables import FindingRow, PartnerReturnRow


def replace(session: Session, digest: str, findings: Sequence[Finding]) -> None:
    """Put what was found in a file in place of anything found in it before."""
    session.execute(delete(FindingRow).where(FindingRow.digest == digest))
    session.add_all(_row(digest, number, finding) for number, finding in enumerate(findings, start=1))
    session.flush()


def of_quarter(session: Session, quarter: Quarter) -> dict[str, tuple[Finding, ...]]:
    """What was found in the returns for a quarter, by the digest of the file."""
    return _by_file(session, PartnerReturnRow.quarter == quarter)


def of_return(session: Session, reference: str) -> list[Finding]:
    """What was found in one return."""
    found = _by_file(session, PartnerReturnRow.reference == reference)
    return [finding for findings in found.values() for finding in findings]


def of_file(session: Session, digest: str) -> list[Finding]:
    """What was found in one file."""
    return list(_by_file(session, PartnerReturnRow.digest == digest).get(digest, ()))


def _by_file(session: Session, condition: ColumnElement[bool]) -> dict[str, tuple[Finding, ...]]:
    """The findings of the returns that meet a condition, by the digest of the file."""
    rows = session.scalars(
        select(FindingRow)
        .join(PartnerReturnRow, PartnerReturnRow.digest == FindingRow.digest)
        .where(condition)
        .order_by(FindingRow.digest, FindingRow.sequence)
    )
    return {digest: tuple(map(_finding, found)) for digest, found in groupby(rows, key=lambda row: row.digest)}


def _finding(row: FindingRow) -> Finding:
    return Finding(
        rule=row.rule,
        severity=Severity(row.severity),
        where=CellRef(row.sheet, row.address),
        subject=row.subject,
        found=row.found,
        expected=row.expected,
        remedy=row.remedy,
        row=row.row,
        explained=row.explained,
        characteristic=row.characteristic,
        explanation=row.explanation,
        waived=row.waived,
    )


def _row(digest: str, sequence: int, finding: Finding) -> FindingRow:
    return FindingRow(
        digest=digest,
        sequence=sequence,
        rule=finding.rule,
        severity=finding.severity.value,
        sheet=finding.where.sheet[:100],
        address=finding.where.address[:40],
        subject=finding.subject,
        found=finding.found,
        expected=finding.expected,
        remedy=finding.remedy,
        row=finding.row,
        explained=finding.explained,
        characteristic=finding.characteristic,
        explanation=finding.explanation,
        waived=finding.waived,
    )
