"""Receiving returns: every file in the inbox is kept as it came, and only then moved out of the inbox."""

from datetime import datetime

from lsp_core.channels.folder import PROCESSED, Folder
from lsp_core.errors import ChannelError
from lsp_core.returns.arrivals import FOLDER
from lsp_core.steps.report import StepReport
from lsp_core.store import returns
from lsp_core.store.database import Database


def receive_returns(database: Database, inbox: Folder, now: datetime) -> StepReport:
    """Keep every file in the inbox, and file it away. Safe to run again at any time: the same file is kept once."""
    did, problems = [], []
    for arrival in inbox.waiting():
        name = _as_text(arrival.name)
        with database.writing() as session:
            is_new = returns.receive(session, name, arrival.content, FOLDER, arrival.arrived_at, now)
        did.append(f"{name} received." if is_new else f"{name} is a file received before.")
        try:
            inbox.file_away(arrival, PROCESSED)
        except ChannelError as error:
            problems.append(f"{name} is kept, but could not be moved out of the inbox. {error}")
    return StepReport("Receive returns", tuple(did), tuple(problems))


def _as_text(name: str) -> str:
    """A file system allows names that are no text, such as those from an old zip; no database keeps or screen shows
    them."""
    return name.encode(errors="replace").decode()
