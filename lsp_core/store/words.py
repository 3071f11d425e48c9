"""When people last said something that a quarter's judgements or packs rest on, whichever kind of word it was."""

from datetime import datetime

from sqlalchemy.orm import Session

from lsp_core.periods import Quarter
from lsp_core.store import challenge, overrides, owner_forecasts, rebases


def judged_by(session: Session, quarter: Quarter, until: datetime) -> list[datetime]:
    """When each word was said that judging the quarter takes in: on a status, or on the limits of a chart."""
    statuses = [word.at for word in overrides.made(session, until) if word.quarter == quarter]
    return statuses + [word.at for word in rebases.made(session, until) if word.quarter == quarter]


def forecast_by_owners(session: Session, quarter: Quarter, until: datetime) -> list[datetime]:
    """When each owner's own forecast was said in the quarter: packs print it, and no judgement rests on it."""
    return [word.at for word in owner_forecasts.made(session, until) if word.quarter == quarter]


def commented_by_owners(session: Session, quarter: Quarter, until: datetime) -> list[datetime]:
    """When each owner's commentary on the quarter was kept: packs print it, and no judgement rests on it."""
    return [word.at for word in challenge.record(session, until).commentaries if word.quarter == quarter]
