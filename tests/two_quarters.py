"""An office of two quarters, for tests that read its packs: owners commented, the board met, and the next pack came."""

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path

from examples.trafford.conversation import BOARD, owners_comment, the_board_meets
from lsp_core.periods import Quarter
from lsp_core.requests.due import cycle_dates
from lsp_core.steps.forecasting import Expected, say_forecast
from lsp_core.store import files, packs
from lsp_core.store.database import Database
from tests.integration.office import CHAIR, Q1, Q2, Office, morning


@dataclass(frozen=True)
class TwoQuarters:
    """The office, and its strategic board's pack for the second quarter in each form."""

    office: Office
    html: str
    pdf: bytes


def two_quarters(folder: Path) -> TwoQuarters:
    """The demonstration's first two quarters on SQLite, with everything people said."""
    database = Database(f"sqlite:///{folder}/lsp.sqlite")
    database.prepare()
    office = Office(database, folder)
    office.load_plan()
    for quarter in (Q1, Q2):
        _run(office, quarter)
    with database.reading() as session:
        kept = packs.versions(session, Q2, BOARD)[-1]
        html = files.content_of(session, kept.html).decode()
        return TwoQuarters(office, html, files.content_of(session, kept.pdf))


def _run(office: Office, quarter: Quarter) -> None:
    database, plan = office.database, office.plan
    dates = cycle_dates(plan, quarter)
    after = dates.due_on + timedelta(days=3)
    office.open(quarter)
    office.partners_send(quarter)
    office.collect(morning(dates.due_on))
    office.judge(quarter, morning(after))
    _owner_expects(office, quarter, after)
    owners_comment(database, plan, quarter, morning(after, 10))
    office.draft(quarter, morning(after, 11))
    office.sign_off(quarter, morning(after, 12), CHAIR)
    office.publish(quarter, morning(after, 13))
    meeting = next(board for board in dates.boards if board.board.code == BOARD)
    the_board_meets(database, plan, quarter, morning(meeting.meets_on, 15))


def _owner_expects(office: Office, quarter: Quarter, today: date) -> None:
    expected = Expected(Decimal("90"), None, None, "The discharge lounge opens in October.")
    owner = office.plan.outcome("URGENT").owner
    say_forecast(office.database, quarter, "AE4H", expected, owner, morning(today, 10))
