"""Starting: what somebody waits for before a command does anything."""

import sys
import tempfile
from pathlib import Path

from benchmarks.children import command
from benchmarks.measuring import Cost, median_cost
from benchmarks.partnership import BEFORE, QUARTER, folder
from benchmarks.tables import Found, Table, seconds, times
from lsp_core.plan.reading import parse_plan
from lsp_core.requests.due import cycle_dates
from lsp_core.steps.loading import load_plan
from lsp_core.steps.opening import open_cycle
from lsp_core.store.database import Database

ROUNDS = 7
BESIDE = Path(sys.executable).parent
COMMANDS = {
    "python -c pass": [sys.executable, "-c", "pass"],
    "lsp --help": [str(BESIDE / "lsp"), "--help"],
    "lsp status": [str(BESIDE / "lsp"), "status"],
    "prefect version": [str(BESIDE / "prefect"), "version"],
}
FLOOR = "python -c pass"


def run() -> Found:
    """Whole commands in processes of their own, in turns. `lsp status` opens a SQLite database with a quarter open, of
    six partners with twelve measures each, and reads everything known. **Instead** is the command of the engine's own
    scheduler; **the floor** is the interpreter doing nothing."""
    with tempfile.TemporaryDirectory() as place:
        url = f"sqlite:///{place}/lsp.sqlite"
        _open_a_quarter(url)
        environment = {
            "LSP_DATABASE_URL": url,
            "LSP_NOW": "2023-07-10T09:00:00+01:00",
            "PREFECT_HOME": f"{place}/prefect",
        }
        runs = [{name: command(words, environment) for name, words in COMMANDS.items()} for _ in range(ROUNDS + 1)]
    costs = {name: median_cost([one[name] for one in runs[1:]]) for name in COMMANDS}
    return Found([_table(costs)], _meaning(costs))


def _open_a_quarter(url: str) -> None:
    database, declared = Database(url), folder(6, 12)
    database.prepare()
    load_plan(database, declared, BEFORE)
    opens_on = cycle_dates(parse_plan(declared), QUARTER).opens_on
    open_cycle(database, QUARTER, BEFORE.replace(month=opens_on.month, day=opens_on.day))
    database.close()


def _table(costs: dict[str, Cost]) -> Table:
    rows = [
        [f"`{name}`", seconds(cost.cpu), seconds(cost.wall), times(cost.cpu, costs[FLOOR].cpu)]
        for name, cost in costs.items()
    ]
    return Table(f"One command, medians of {ROUNDS}", ["", "CPU time", "Elapsed", "CPU time to the floor"], rows)


def _meaning(costs: dict[str, Cost]) -> str:
    return (
        f"Help answers after {seconds(costs['lsp --help'].cpu)} of CPU time, and how everything stands after "
        f"{seconds(costs['lsp status'].cpu)}; `prefect version` takes "
        f"{times(costs['prefect version'].cpu, costs['lsp --help'].cpu)} as long as the help."
    )
