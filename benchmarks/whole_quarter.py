"""The demonstration's first quarter from request to published packs: through the steps alone, or as Prefect's flows.

Run by `benchmarks.cycle` in processes of their own. Both ways do the same on the same days; the people's parts, sending
files and signing off, are in neither.
"""

import os
import time
from collections.abc import Callable, Mapping
from datetime import date, datetime, timedelta
from datetime import time as clock
from pathlib import Path
from zoneinfo import ZoneInfo

from examples import trafford
from examples.trafford.partners import returns_for
from lsp_core import workplace
from lsp_core.periods import Quarter
from lsp_core.plan.model import Plan
from lsp_core.plan.reading import read_folder
from lsp_core.requests.due import cycle_dates, request_reference
from lsp_core.settings import settings
from lsp_core.steps.loading import load_plan
from lsp_core.steps.signing import sign_off
from lsp_core.store import plans, requests

PLAN = Path(trafford.__file__).parent / "plan"
QUARTER = Quarter(2023, 1)
CHAIR = "margaret-holt"
LONDON = ZoneInfo("Europe/London")

Runs = Mapping[str, Callable[[], object]]
"""What runs for each part of the quarter."""


def by_steps(folder: str) -> float:
    """Through the steps, as the command line does; gives the seconds between the first request and the last message."""
    _set_up(Path(folder))
    return _quarter(_steps())


def by_flows(folder: str) -> float:
    """As flows, on Prefect's own throw-away server, already started and without the pause that ends its heartbeat."""
    _set_up(Path(folder))
    from prefect.settings import PREFECT_FLOWS_HEARTBEAT_FREQUENCY, temporary_settings

    with temporary_settings({PREFECT_FLOWS_HEARTBEAT_FREQUENCY: None}):
        flows = _flows()
        flows["deliver"]()
        return _quarter(flows)


def nothing_by_steps(folder: str) -> None:
    """Set up, import, and do nothing."""
    _set_up(Path(folder))
    _steps()


def nothing_by_flows(folder: str) -> None:
    """Set up, import, start the server, run one flow with nothing to do."""
    _set_up(Path(folder))
    from prefect.settings import PREFECT_FLOWS_HEARTBEAT_FREQUENCY, temporary_settings

    with temporary_settings({PREFECT_FLOWS_HEARTBEAT_FREQUENCY: None}):
        _flows()["deliver"]()


def _quarter(run: Runs) -> float:
    """A quarter in seven runs; the clock stands still while people do their part."""
    plan_dates = cycle_dates(_plan(), QUARTER)
    due, after = plan_dates.due_on, plan_dates.due_on + timedelta(days=3)
    spent = _timed(plan_dates.opens_on, run, "open", "deliver")
    _partners_send()
    spent += _timed(due, run, "collect", "chase", "deliver")
    spent += _timed(after, run, "judge", "draft")
    sign_off(workplace.database(), QUARTER, CHAIR, workplace.instant())
    return spent + _timed(after, run, "publish", "deliver")


def _timed(day: date, run: Runs, *parts: str) -> float:
    _on(day)
    began = time.perf_counter()
    for part in parts:
        run[part]()
    return time.perf_counter() - began


def _steps() -> Runs:
    import great_expectations  # noqa: F401  # so that neither way pays for its import in the quarter

    from expectations.checking import check_returns as checker
    from lsp_core.messages import delivery  # noqa: F401
    from lsp_core.steps import (
        chasing,
        checking,
        delivering,
        drafting,
        judging,
        opening,
        printing,
        publishing,
        receiving,
    )

    database, now = workplace.database(), workplace.instant

    def collect() -> None:
        receiving.receive_returns(database, workplace.inbox(), now())
        checking.check_returns(database, checker, now())

    def draft() -> None:
        drafting.draft_packs(database, QUARTER, now())
        printing.write_packs(database, QUARTER, workplace.packs_folder())

    def publish() -> None:
        publishing.publish_packs(database, QUARTER, now())
        printing.write_packs(database, QUARTER, workplace.packs_folder())

    return {
        "open": lambda: opening.open_cycle(database, QUARTER, now()),
        "collect": collect,
        "chase": lambda: chasing.chase_returns(database, now()),
        "judge": lambda: judging.judge_cycle(database, QUARTER, now()),
        "draft": draft,
        "publish": publish,
        "deliver": lambda: delivering.deliver_messages(database, workplace.deliver, now()),
    }


def _flows() -> Runs:
    import great_expectations  # noqa: F401

    from flows.chase_returns import chase_returns
    from flows.collect_returns import collect_returns
    from flows.deliver_messages import deliver_messages
    from flows.draft_packs import draft_packs
    from flows.judge_cycle import judge_cycle
    from flows.open_cycle import open_cycle
    from flows.publish_packs import publish_packs
    from lsp_core.messages import delivery  # noqa: F401

    code = QUARTER.code
    return {
        "open": lambda: open_cycle(quarter=code),
        "collect": collect_returns,
        "chase": chase_returns,
        "judge": lambda: judge_cycle(quarter=code),
        "draft": lambda: draft_packs(quarter=code),
        "publish": lambda: publish_packs(quarter=code),
        "deliver": deliver_messages,
    }


def _set_up(folder: Path) -> None:
    """An empty folder, settings that point into it, and the plan loaded."""
    os.environ |= {
        "LSP_DATABASE_URL": f"sqlite:///{folder}/lsp.sqlite",
        "LSP_INBOX": str(folder / "inbox"),
        "LSP_PACKS": str(folder / "packs"),
        "LSP_OUTBOX": str(folder / "outbox"),
        "LSP_MAIL_URL": "",
        "PREFECT_HOME": str(folder / "prefect"),
        "PREFECT_LOGGING_LEVEL": "WARNING",
        "PREFECT_SERVER_LOGGING_LEVEL": "WARNING",
    }
    os.environ.pop("PREFECT_API_URL", None)
    _on(date(2023, 6, 1))
    load_plan(workplace.database(), read_folder(PLAN), workplace.instant())


def _on(day: date) -> None:
    """Pretend it is nine in the morning of a day."""
    os.environ["LSP_NOW"] = datetime.combine(day, clock(9), tzinfo=LONDON).isoformat()
    settings.cache_clear()


def _plan() -> Plan:
    with workplace.database().reading() as session:
        return plans.in_force(session).plan


def _partners_send() -> None:
    for sent in returns_for(QUARTER):
        with workplace.database().reading() as session:
            workbook = requests.workbook(session, request_reference(QUARTER, sent.partner))
        workplace.inbox()
        (Path(settings().inbox) / sent.name).write_bytes(sent.build(workbook))
