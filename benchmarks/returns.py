"""A return from the bytes of its file to its findings."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any

from benchmarks import plain_rules
from benchmarks.children import in_a_child
from benchmarks.measuring import Contender, Cost, side_by_side
from benchmarks.partnership import BEFORE, QUARTER, answers, folder, observations, quarters_before, typed_wrong
from benchmarks.tables import Found, Table, megabytes, seconds, times
from benchmarks.workbooks import pass_over
from examples.trafford.partners import fill_workbook
from expectations import checking, figure_rows, resource_rows, running
from expectations.rules import load_suite
from lsp_core.observations import as_known, series
from lsp_core.plan.reading import parse_plan
from lsp_core.requests.due import cycle_dates, requests_due
from lsp_core.requests.workbook import request_workbook
from lsp_core.returns.checks import ReturnToCheck
from lsp_core.returns.reading import read_return

ROWS = 12
ROUNDS = {1: 5, 10: 3, 100: 1, 1_000: 1, 10_000: 1}
"""How often each number of returns is measured: the larger, the less noise matters."""
HELD = (100, 1_000)
"""For how many returns the memory is measured."""
MOST_ONE_BY_ONE = 30
SPLIT_AT = 30


class Returns:
    """One filled workbook of twelve figures and a fund, one figure a hundred times too large, sent any number of
    times."""

    def __init__(self) -> None:
        plan = parse_plan(folder(1, ROWS, 0))
        self.request = requests_due(plan, QUARTER, cycle_dates(plan, QUARTER).due_on)[0]
        self.known = as_known(observations(plan, quarters_before(QUARTER, 4)), BEFORE)
        self.measures = {due.measure.code: due.measure for due in self.request.figures}
        self.big_change_percent = plan.policies.requests.big_change_percent
        workbook = request_workbook(plan, self.request, self.known, {})
        self.content = fill_workbook(workbook, typed_wrong(answers(self.request)))

    def read(self, count: int) -> list[ReturnToCheck]:
        """Read the file, each time as another return."""
        return [self._to_check(str(number)) for number in range(count)]

    def read_bare(self, count: int) -> None:
        """Have openpyxl read every cell of the file, each time, and keep none."""
        for _ in range(count):
            pass_over(self.content)

    def columns(self, count: int) -> list[tuple[Any, running.Columns, running.Columns]]:
        """What the suites are given for so many returns."""
        one = self._to_check("0")
        returns = [replace(one, key=str(number)) for number in range(count)]
        history = {code: series(self.known, code) for code in self.measures}
        figures = [row for one in returns for row in figure_rows.figures_to_check(one, history)]
        resources = [row for one in returns for row in resource_rows.resources_to_check(one)]
        return [
            _of("figures", figures, figure_rows.TEXT_COLUMNS, figure_rows.NUMBER_COLUMNS),
            _of("resources", resources, resource_rows.TEXT_COLUMNS, resource_rows.NUMBER_COLUMNS),
        ]

    def _to_check(self, key: str) -> ReturnToCheck:
        reading = read_return("return.xlsx", self.content)
        return ReturnToCheck(
            key,
            reading,
            self.request,
            self.measures,
            self.known,
            resources={},
            big_change_percent=self.big_change_percent,
        )


def _of(suite: str, rows: Sequence[Any], texts: Sequence[str], numbers: Sequence[str]) -> tuple[Any, Any, Any]:
    by_name = [{name: [getattr(row, name) for row in rows] for name in names} for names in (texts, numbers)]
    return load_suite(suite), by_name[0], by_name[1]


def run() -> Found:
    """Returns of 12 figures and a fund each, read from their bytes and checked. **Ours** reads them all and runs the
    suites once over all of them. **Instead** is what a first script does: a run of Great Expectations for each file,
    measured on 30 files and no more. **The floor** is the bare libraries: openpyxl reads every cell once, and the same
    rules are tried in plain Python over rows that lie ready; it finds the same rows, which is checked here, and words
    no answer."""
    returns = Returns()
    _check_the_floor_finds_the_same(returns.columns(SPLIT_AT))
    grown = {count: _measured(returns, count, rounds) for count, rounds in ROUNDS.items()}
    one_by_one = side_by_side(
        {"instead": Contender(lambda _: _one_by_one(returns, MOST_ONE_BY_ONE)),
         "ours": Contender(lambda _: checking.check_returns(returns.read(MOST_ONE_BY_ONE)))}, 1)  # fmt: skip
    parts = _parts(returns)
    peaks = {count: in_a_child("benchmarks.returns:check", count).peak for count in (0, *HELD)}
    held = [f"{megabytes(peaks[count])} with {count:,}" for count in HELD]
    memory = f"It holds {megabytes(peaks[0])} with nothing to check, and at most {' and '.join(held)} returns."
    tables = [_growth(grown), _instead(one_by_one), _split(parts)]
    return Found(tables, f"{_meaning(grown, one_by_one, parts)} {memory}")


def check(count: int) -> None:
    """Read and check so many returns, in a process of its own; none at all still imports everything."""
    import great_expectations  # noqa: F401

    returns = Returns()
    if count:
        checking.check_returns(returns.read(count))


def _check_the_floor_finds_the_same(prepared: Sequence[tuple[Any, Any, Any]]) -> None:
    for suite, texts, numbers in prepared:
        ours, floor = running.failing_rows(suite, texts, numbers), plain_rules.failing_rows(suite, texts, numbers)
        if ours != floor:
            raise AssertionError(f"The floor does not find what the {suite.name} suite finds: {floor} and not {ours}")


def _measured(returns: Returns, count: int, rounds: int) -> dict[str, Cost]:
    def floor(prepared: Sequence[tuple[Any, Any, Any]]) -> None:
        returns.read_bare(count)
        _each(plain_rules.failing_rows, prepared)

    return side_by_side(
        {"ours": Contender(lambda _: checking.check_returns(returns.read(count))),
         "floor": Contender(floor, lambda: returns.columns(count))}, rounds)  # fmt: skip


def _one_by_one(returns: Returns, count: int) -> None:
    for one in returns.read(count):
        checking.check_returns([one])


def _parts(returns: Returns) -> dict[str, Cost]:
    """Where the time goes, for some returns."""
    prepared, read = returns.columns(SPLIT_AT), returns.read(SPLIT_AT)
    contenders: dict[str, Callable[[], object]] = {
        "read": lambda: returns.read(SPLIT_AT),
        "openpyxl": lambda: returns.read_bare(SPLIT_AT),
        "check": lambda: checking.check_returns(read),
        "suites": lambda: _each(running.failing_rows, prepared),
        "plain": lambda: _each(plain_rules.failing_rows, prepared),
    }
    return side_by_side({name: _contender(work) for name, work in contenders.items()}, 3)


def _contender(work: Callable[[], object]) -> Contender:
    return Contender(lambda _: work())


def _each(rules: Callable[..., object], prepared: Sequence[tuple[Any, Any, Any]]) -> None:
    for suite, texts, numbers in prepared:
        rules(suite, texts, numbers)


def _growth(grown: dict[int, dict[str, Cost]]) -> Table:
    rows = [
        [f"{count:,}", seconds(cost["ours"].cpu), seconds(cost["ours"].cpu / count), seconds(cost["floor"].cpu / count),
         times(cost["ours"].cpu, cost["floor"].cpu), str(ROUNDS[count])]
        for count, cost in grown.items()
    ]  # fmt: skip
    columns = ["Returns", "Ours", "Each", "Floor, each", "Ours to floor", "Rounds"]
    return Table("From file to findings, CPU time", columns, rows)


def _instead(costs: dict[str, Cost]) -> Table:
    rows = [
        ["ours, one run", seconds(costs["ours"].cpu), seconds(costs["ours"].cpu / MOST_ONE_BY_ONE), "1×"],
        ["instead, a run each", seconds(costs["instead"].cpu), seconds(costs["instead"].cpu / MOST_ONE_BY_ONE),
         times(costs["instead"].cpu, costs["ours"].cpu)],
    ]  # fmt: skip
    return Table(
        f"{MOST_ONE_BY_ONE} returns, reading included, CPU time, one run each", ["", "All", "Each", "To ours"], rows
    )


def _split(parts: dict[str, Cost]) -> Table:
    def row(what: str, name: str, floor: str) -> list[str]:
        return [what, seconds(parts[name].cpu / SPLIT_AT), times(parts[name].cpu, parts[floor].cpu)]

    rows = [
        row("reading: ours", "read", "openpyxl"),
        row("reading: openpyxl alone", "openpyxl", "openpyxl"),
        row("checking: ours, from rows to sentences", "check", "plain"),
        row("checking: Great Expectations alone", "suites", "plain"),
        row("checking: the same rules in plain Python", "plain", "plain"),
    ]
    return Table(f"Where it goes, for {SPLIT_AT} returns, CPU time", ["Part", "Each return", "To its floor"], rows)


def _meaning(grown: dict[int, dict[str, Cost]], one_by_one: dict[str, Cost], parts: dict[str, Cost]) -> str:
    first, last = min(grown), max(grown)
    each = {count: cost["ours"].cpu / count for count, cost in grown.items()}
    return (
        f"A run costs {seconds(each[first])} for one return and {seconds(each[last])} each for {last:,}: what Great "
        f"Expectations costs whatever it is given is paid once. A run for every file takes "
        f"{times(one_by_one['instead'].cpu, one_by_one['ours'].cpu)} as much for {MOST_ONE_BY_ONE}. In a batch, "
        f"reading is {parts['read'].cpu / (parts['read'].cpu + parts['check'].cpu):.0%} of the work."
    )
