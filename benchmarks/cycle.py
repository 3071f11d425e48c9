"""A whole quarter: what orchestration adds to it, and how it grows with the partnership."""

import tempfile
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from pathlib import Path

from benchmarks.children import Child, in_a_child
from benchmarks.measuring import Contender
from benchmarks.partnership import AFTER, BEFORE, QUARTER, filled, folder
from benchmarks.tables import Found, Table, megabytes, seconds, times
from lsp_core.channels.folder import Folder
from lsp_core.plan.reading import parse_plan
from lsp_core.steps.checking import check_returns
from lsp_core.steps.judging import judge_cycle
from lsp_core.steps.loading import load_plan
from lsp_core.steps.opening import open_cycle
from lsp_core.steps.receiving import receive_returns
from lsp_core.store import requests
from lsp_core.store.database import Database

PARTNERS = (6, 50, 150)
MEASURES_EACH = 12
PARTS = ("open", "collect", "judge")


def run() -> Found:
    """The demonstration's first quarter, from the first request to the last message. **The floor** is the steps alone,
    which is what the command line runs; **ours** is the same steps as flows on the server that Prefect starts for
    itself, with the heartbeat off as the demonstration has it. Each way has a process of its own; setting up, importing
    and (for the flows) starting the server is measured by doing nothing else. Then the steps alone, up to judging, for
    generated partnerships of ever more partners, with twelve measures and a workbook each. Memory is the process's own,
    without the server's."""
    whole = {name: _in_a_folder(name) for name in ("by_steps", "by_flows", "nothing_by_steps", "nothing_by_flows")}
    grown = {count: _grown(count) for count in PARTNERS}
    return Found([_orchestrated(whole), _growth(grown)], _meaning(whole, grown))


def _in_a_folder(name: str) -> Child:
    with tempfile.TemporaryDirectory() as place:
        return in_a_child(f"benchmarks.whole_quarter:{name}", place)


def _grown(partners: int) -> Child:
    return in_a_child("benchmarks.cycle:quarter_of", partners)


def quarter_of(partners: int) -> dict[str, float]:
    """The CPU time of each part of a quarter with so many partners, in seconds; filling in the workbooks is not
    counted."""
    import great_expectations  # noqa: F401  # so that its import is not counted as checking

    from expectations.checking import check_returns as checker

    with tempfile.TemporaryDirectory() as place:
        database, declared = Database(f"sqlite:///{place}/lsp.sqlite"), folder(partners, MEASURES_EACH)
        database.prepare()
        load_plan(database, declared, BEFORE)
        morning, due = datetime(2023, 7, 3, 9, tzinfo=UTC), datetime(2023, 7, 21, 9, tzinfo=UTC)
        spent = {"open": _cpu(lambda: open_cycle(database, QUARTER, morning))}
        _partners_answer(database, declared, Path(place))

        def collect() -> None:
            receive_returns(database, Folder(place), due)
            check_returns(database, checker, due)

        spent["collect"] = _cpu(collect)
        spent["judge"] = _cpu(lambda: judge_cycle(database, QUARTER, AFTER))
        database.close()
    return spent


def _cpu(work: Callable[[], object]) -> float:
    return Contender(lambda _: work()).run().cpu


def _partners_answer(database: Database, declared: Mapping[str, str], inbox: Path) -> None:
    plan = parse_plan(declared)
    with database.reading() as session:
        for request in requests.asked(session, plan, QUARTER):
            workbook = requests.workbook(session, request.reference)
            (inbox / f"{request.reference}.xlsx").write_bytes(filled(workbook, request))


def _orchestrated(whole: Mapping[str, Child]) -> Table:
    spent = _quarters_cpu(whole)

    def row(what: str, name: str) -> list[str]:
        child, nothing = whole[f"by_{name}"], whole[f"nothing_by_{name}"]
        return [what, seconds(child.value), seconds(spent[name]), times(spent[name], spent["steps"]),
                seconds(nothing.cost.wall), seconds(nothing.cost.cpu), megabytes(child.peak)]  # fmt: skip

    rows = [row("floor: the steps alone", "steps"), row("ours: as flows", "flows")]
    columns = ["", "The quarter, elapsed", "CPU time", "To the floor", "Getting ready, elapsed", "CPU time",
               "Most memory"]  # fmt: skip
    return Table("The demonstration's first quarter, one run each", columns, rows)


def _quarters_cpu(whole: Mapping[str, Child]) -> dict[str, float]:
    """The CPU time of the quarter itself, the server's included: of everything, less that of getting ready."""
    return {name: whole[f"by_{name}"].cost.cpu - whole[f"nothing_by_{name}"].cost.cpu for name in ("steps", "flows")}


def _growth(grown: Mapping[int, Child]) -> Table:
    rows = [
        [str(partners), f"{partners * MEASURES_EACH:,}", *(seconds(child.value[part]) for part in PARTS),
         seconds(sum(child.value.values()) / partners), megabytes(child.peak)]
        for partners, child in grown.items()
    ]  # fmt: skip
    columns = ["Partners", "Figures", "Open", "Collect", "Judge", "All, each partner", "Most memory"]
    return Table("A quarter through the steps, CPU time, one run each", columns, rows)


def _meaning(whole: Mapping[str, Child], grown: Mapping[int, Child]) -> str:
    spent = _quarters_cpu(whole)
    few, most = min(PARTNERS), max(PARTNERS)
    each = {count: sum(child.value.values()) / count for count, child in grown.items()}
    fastest = max(PARTS, key=lambda part: grown[most].value[part] / grown[few].value[part])
    return (
        f"Orchestrated, the demonstration's quarter takes {times(spent['flows'], spent['steps'])} the CPU time, the "
        f"server's included, after {seconds(whole['nothing_by_flows'].cost.cpu)} to get ready. {most // few} times the "
        f"partners cost {times(each[most], each[few])} as much for each of them; what grows most is `{fastest}`, "
        f"{times(grown[most].value[fastest], grown[few].value[fastest])}."
    )
