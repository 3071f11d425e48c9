"""A return of forty figures with ten mistakes, checked by the engine and by what a user would pick instead."""

import re
from collections.abc import Callable, Set

from benchmarks.children import Child, in_a_child
from benchmarks.seeded import ROWS, SeededReturn, seeded_return
from benchmarks.tables import Found, Table, megabytes, seconds, times
from lsp_core.findings import Finding
from lsp_core.returns import layout

COUNTS = (1, 100, 1_200)
A_RUN_EACH = "ours, a run each"
MOST_A_RUN_EACH = 20
CONTENDERS = {
    "ours": "benchmarks.checkers:ours",
    A_RUN_EACH: "benchmarks.checkers:a_run_each",
    "frictionless": "benchmarks.checkers:frictionless",
    "pandera": "benchmarks.checkers:pandera",
}


def run() -> Found:
    """One workbook of 40 figures with ten mistakes that partners make, read from its bytes and checked, in a process of
    its own that imports what it needs and checks one return to warm up before it is timed. **Ours** checks all returns
    in one run of Great Expectations and words every finding; **a run each** is what a first script does with it, for 20
    returns at most. **frictionless** and **pandera** check file by file against a schema that knows the codes, the
    period, the bounds and the words; they name rows and cells, and word nothing for a partner. All are held to the
    same mistakes, in which rows is told to none of them."""
    seeded = seeded_return()
    found = {name: _measured(name) for name in CONTENDERS}
    rows = [_row(name, count, found, len(seeded.wrong)) for name, counts in found.items() for count in counts]
    columns = ["", "Returns", "All", "Each", "To ours", "Memory at most", "Mistakes found", "False alarms"]
    table = Table(f"Returns of {ROWS} figures, from file to findings, CPU time, one run each", columns, rows)
    return Found([table], _meaning(found, seeded))


def _measured(name: str) -> dict[int, Child]:
    counts = {min(count, MOST_A_RUN_EACH) for count in COUNTS} if name == A_RUN_EACH else set(COUNTS)
    return {count: in_a_child(CONTENDERS[name], count) for count in sorted(counts)}


def _row(name: str, count: int, found: dict[str, dict[int, Child]], mistakes: int) -> list[str]:
    child = found[name][count]
    cpu, caught, alarms = child.value
    nearest = min(found["ours"], key=lambda other: abs(other - count))
    ours = found["ours"][nearest].value[0] / nearest
    return [name, f"{count:,}", seconds(cpu), seconds(cpu / count), times(cpu / count, ours), megabytes(child.peak),
            f"{caught} of {mistakes}", str(alarms)]  # fmt: skip


def ours(count: int) -> tuple[float, int, int]:
    """All returns in one run."""
    from expectations.checking import check_returns

    def check(seeded: SeededReturn, returns: int) -> Set[int]:
        findings = check_returns([seeded.to_check(str(number)) for number in range(returns)])
        return _rows_of(findings["0"])

    return _timed(check, count)


def a_run_each(count: int) -> tuple[float, int, int]:
    """A run of the suites for each return."""
    from expectations.checking import check_returns

    return _timed(_each(lambda seeded: _rows_of(check_returns([seeded.to_check("0")])["0"])), count)


def frictionless(count: int) -> tuple[float, int, int]:
    """A report for each return."""
    from benchmarks.other_checkers import by_frictionless

    return _timed(_each(by_frictionless), count)


def pandera(count: int) -> tuple[float, int, int]:
    """A validated frame for each return."""
    from benchmarks.other_checkers import by_pandera

    return _timed(_each(by_pandera), count)


def _each(check: Callable[[SeededReturn], Set[int]]) -> Callable[[SeededReturn, int], Set[int]]:
    return lambda seeded, count: [check(seeded) for _ in range(count)][-1]


def _timed(check: Callable[[SeededReturn, int], Set[int]], count: int) -> tuple[float, int, int]:
    """The CPU seconds for so many returns, the mistakes found in one of them, and its false alarms."""
    from benchmarks.measuring import Contender

    seeded = seeded_return()
    rows = check(seeded, 1)
    cost = Contender(lambda _: check(seeded, count)).run()
    wrong = seeded.wrong.keys()
    # The row above a doubled one is half of the double, and may be named as well.
    alarms = {row for row in rows - wrong if row + 1 not in wrong}
    return cost.cpu, len(rows & wrong), len(alarms)


def _rows_of(findings: list[Finding]) -> set[int]:
    addresses = [finding.where.address for finding in findings if finding.where.sheet == layout.FIGURES]
    return {int(re.sub(r"\D", "", address)) for address in addresses if address}


def _meaning(found: dict[str, dict[int, Child]], seeded: SeededReturn) -> str:
    most = max(COUNTS)
    each = {name: found[name][most].value[0] / most for name in ("ours", "frictionless", "pandera")}
    caught = {name: found[name][most].value[1] for name in each}
    return (
        f"One return alone costs {seconds(found['ours'][1].value[0])}, most of it what Great Expectations costs "
        f"whatever it is given. Among {most:,} a return costs {seconds(each['ours'])}, "
        f"{times(each['ours'], each['frictionless'])} frictionless and {times(each['ours'], each['pandera'])} pandera. "
        f"Of {len(seeded.wrong)} mistakes ours finds {caught['ours']}, frictionless {caught['frictionless']} and "
        f"pandera {caught['pandera']}."
    )
