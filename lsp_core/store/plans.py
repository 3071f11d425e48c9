"""Versions of the plan: the folder's texts as they were loaded. Add if missing, by digest."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from lsp_core.errors import PlanError
from lsp_core.periods import Quarter
from lsp_core.plan.model import Plan
from lsp_core.plan.reading import parse_plan, plan_digest
from lsp_core.store import cycles
from lsp_core.store.tables import CurrentPlan, PlanVersion

THE_ONLY_ROW = 1


@dataclass(frozen=True)
class PlanInForce:
    """A plan and the number of the version it is."""

    plan: Plan
    number: int


def load(session: Session, files: Mapping[str, str], now: datetime) -> tuple[PlanInForce, bool]:
    """Keep a folder's texts and make them the plan in force. The flag says whether that changed anything."""
    digest = plan_digest(files)
    version = session.scalar(select(PlanVersion).where(PlanVersion.digest == digest))
    if version is None:
        number = (session.scalar(select(func.max(PlanVersion.number))) or 0) + 1
        version = PlanVersion(number=number, digest=digest, files=dict(files), loaded_at=now)
        session.add(version)
        session.flush()
    current = session.get(CurrentPlan, THE_ONLY_ROW)
    changed = current is None or current.number != version.number
    session.merge(CurrentPlan(only=THE_ONLY_ROW, number=version.number))
    return PlanInForce(_parsed(digest, version), version.number), changed


def in_force(session: Session) -> PlanInForce:
    """The plan as it was last loaded."""
    current = session.get(CurrentPlan, THE_ONLY_ROW)
    if current is None:
        raise PlanError("No plan has been loaded yet", "Run `lsp load FOLDER`; `lsp init FOLDER` writes an example.")
    return version(session, current.number)


def version(session: Session, number: int) -> PlanInForce:
    """The plan as it was in one version."""
    row = session.get_one(PlanVersion, number)
    return PlanInForce(_parsed(row.digest, row), number)


def judged_under(session: Session, quarter: Quarter) -> PlanInForce:
    """The plan a quarter was last judged under; only for a quarter that has been judged."""
    number = cycles.plan_of_last_judgement(session, quarter)
    assert number is not None, f"{quarter} has not been judged"
    return version(session, number)


def _parsed(digest: str, row: PlanVersion) -> Plan:
    return _parse(digest, tuple(sorted(row.files.items())))


@lru_cache(maxsize=8)
def _parse(_digest: str, files: tuple[tuple[str, str], ...]) -> Plan:
    """Reading a plan takes longer than most steps, and a digest never means anything else."""
    return parse_plan(dict(files))
