"""The scorecards whose figures were brought in: the file, the mapping it was read by, and who said so. Append."""

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from lsp_core.facts import ReturnFile
from lsp_core.store import files
from lsp_core.store.returns import LONGEST_NAME
from lsp_core.store.tables import ImportedFileRow


def next_reference(session: Session) -> str:
    """The reference of the next import, which its figures carry: `import #3`."""
    return f"import #{(session.scalar(select(func.max(ImportedFileRow.number))) or 0) + 1}"


def append(
    session: Session, reference: str, file_name: str, content: bytes, mapping: str, by: str, now: datetime
) -> None:
    """Keep a file, with the mapping its figures were taken by."""
    session.add(
        ImportedFileRow(
            reference=reference,
            digest=files.keep(session, content, "application/octet-stream", now),
            file_name=file_name[-LONGEST_NAME:],
            by=by,
            at=now,
            mapping=mapping,
        )
    )
    session.flush()


def files_behind(session: Session, references: Collection[str]) -> dict[str, ReturnFile]:
    """The file of each import, by its reference; a reference that is no import's is left out."""
    rows = session.scalars(select(ImportedFileRow).where(ImportedFileRow.reference.in_(references)))
    return {row.reference: ReturnFile(row.file_name, row.digest) for row in rows}
