"""The plan, kept as the documents it was read from, and the files everything else refers to."""

from datetime import datetime

from sqlalchemy import ForeignKey, LargeBinary, String
from sqlalchemy.orm import Mapped, mapped_column

from lsp_core.store.tables.row import DIGEST, Row


class StoredFile(Row):
    """The bytes of a file, by their SHA-256: returns received, workbooks sent, packs made. Add if missing."""

    __tablename__ = "stored_file"
    digest: Mapped[str] = mapped_column(DIGEST, primary_key=True)
    media_type: Mapped[str] = mapped_column(String(100))
    content: Mapped[bytes] = mapped_column(LargeBinary)
    stored_at: Mapped[datetime]


class PlanVersion(Row):
    """One version of the partnership's folder, as the texts of its files. Add if missing."""

    __tablename__ = "plan_version"
    number: Mapped[int] = mapped_column(primary_key=True)
    digest: Mapped[str] = mapped_column(DIGEST, unique=True)
    files: Mapped[dict[str, str]]
    loaded_at: Mapped[datetime]


class CurrentPlan(Row):
    """Which version of the plan is in force: one row, moved by loading a folder. Replace."""

    __tablename__ = "current_plan"
    only: Mapped[int] = mapped_column(primary_key=True)
    number: Mapped[int] = mapped_column(ForeignKey("plan_version.number"))
