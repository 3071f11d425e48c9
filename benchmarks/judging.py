"""Judging every measure of a quarter."""

from collections.abc import Sequence
from decimal import Decimal

from benchmarks.measuring import Contender, Cost, side_by_side
from benchmarks.partnership import QUARTER, facts, folder
from benchmarks.tables import Found, Table, seconds, times
from lsp_core.facts import CycleFacts
from lsp_core.judging.assessment import Status
from lsp_core.judging.judge import judge
from lsp_core.plan.model import TargetKind
from lsp_core.plan.reading import parse_plan

ROUNDS = {100: 7, 1_000: 3, 10_000: 1}
"""How often each number of measures is judged."""
QUARTERS = 12
PARTNERS = 10
TOLERANCE = Decimal("0.95")


def run() -> Found:
    """Every measure of a quarter, each with twelve quarters of figures and a target for the year. **Ours** gives a
    status, the direction of travel, a forecast with its range, what variation is ordinary, a verdict, how sure it is,
    each with its sentence. **The floor** is a loop that holds the figure against the target and its tolerance, and says
    nothing more: what a column of formulas in a spreadsheet does."""
    found = {count: _measured(count, rounds) for count, rounds in ROUNDS.items()}
    rows = [
        [f"{count:,}", seconds(cost["ours"].cpu), f"{count / cost['ours'].cpu:,.0f}", seconds(cost["floor"].cpu),
         times(cost["ours"].cpu, cost["floor"].cpu), str(ROUNDS[count])]
        for count, cost in found.items()
    ]  # fmt: skip
    columns = ["Measures", "Ours", "Measures a second", "Floor", "Ours to floor", "Rounds"]
    return Found([Table(f"Judging, {QUARTERS} quarters each, CPU time", columns, rows)], _meaning(found))


def _measured(count: int, rounds: int) -> dict[str, Cost]:
    known = facts(parse_plan(folder(PARTNERS, count // PARTNERS, 0)), QUARTERS)
    return side_by_side(
        {"ours": Contender(lambda _: judge(known)), "floor": Contender(lambda _: _held_against_target(known))}, rounds
    )


def _held_against_target(known: CycleFacts) -> Sequence[Status]:
    targets = {target.measure: target.value for target in known.plan.targets if target.kind is TargetKind.TARGET}
    statuses = []
    for measure in known.plan.measures:
        value = known.known[measure.code, QUARTER].value
        target = targets[measure.code]
        assert value is not None
        if value >= target:
            statuses.append(Status.ON_TRACK)
        else:
            statuses.append(Status.WATCH if value >= target * TOLERANCE else Status.OFF_TRACK)
    return statuses


def _meaning(found: dict[int, dict[str, Cost]]) -> str:
    few, most = min(found), max(found)
    each = {count: cost["ours"].cpu / count for count, cost in found.items()}
    return (
        f"A measure takes {seconds(each[few])} among {few} and {seconds(each[most])} among {most:,}, "
        f"{times(each[most], each[few])} as much. What is said beside the bare comparison makes it "
        f"{times(found[most]['ours'].cpu, found[most]['floor'].cpu)} as dear."
    )
