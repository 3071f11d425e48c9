"""The workbook that goes out with a request, and the same workbook coming back."""

import io
from functools import cached_property

import pandas as pd
from openpyxl import Workbook as OpenpyxlWorkbook
from openpyxl import load_workbook
from xlsxwriter import Workbook

from benchmarks.measuring import Contender, Cost, side_by_side
from benchmarks.partnership import BEFORE, QUARTER, filled, folder, observations, quarters_before
from benchmarks.tables import Found, Table, seconds, times
from lsp_core.observations import as_known
from lsp_core.plan.reading import parse_plan
from lsp_core.requests.due import cycle_dates, requests_due
from lsp_core.requests.workbook import request_workbook
from lsp_core.returns.reading import read_return

SIZES = (10, 40, 120)
TYPICAL = 40
ROUNDS = 5

Values = dict[str, list[tuple[object, ...]]]
"""What the cells of each sheet hold."""


class Sent:
    """One request for so many figures, each with four quarters behind it."""

    def __init__(self, figures: int) -> None:
        self.plan = parse_plan(folder(1, figures, 0))
        self.request = requests_due(self.plan, QUARTER, cycle_dates(self.plan, QUARTER).due_on)[0]
        self.known = as_known(observations(self.plan, quarters_before(QUARTER, 4)), BEFORE)

    def write(self) -> bytes:
        """The workbook that goes out."""
        return request_workbook(self.plan, self.request, self.known, {})

    @cached_property
    def filled(self) -> bytes:
        """The workbook that comes back."""
        return filled(self.write(), self.request)

    @cached_property
    def values(self) -> Values:
        """What its cells hold, empty ones that are only there for their looks included."""
        return {sheet.title: list(sheet.values) for sheet in load_workbook(io.BytesIO(self.write())).worksheets}


def run() -> Found:
    """One request, each figure with four quarters behind it. Writing: **ours** has the validation, the locked cells,
    the definitions and the hidden sheet; **instead**, openpyxl writes the same values and nothing more; **the floor**
    is XlsxWriter doing that. Reading the workbook filled in: **ours** refuses what is unsafe and reads what people
    type; **instead**, pandas reads every sheet into a frame; **the floor** is openpyxl, read-only, passing over every
    cell."""
    sent = {size: Sent(size) for size in SIZES}
    writing = {size: _writing(one) for size, one in sent.items()}
    reading = {size: _reading(one) for size, one in sent.items()}
    return Found([_table("Writing", writing), _table("Reading", reading)], _meaning(writing, reading))


def _writing(sent: Sent) -> dict[str, Cost]:
    values = sent.values
    return side_by_side(
        {
            "ours": Contender(lambda _: sent.write()),
            "instead": Contender(lambda _: _by_openpyxl(values)),
            "floor": Contender(lambda _: _by_xlsxwriter(values)),
        },
        ROUNDS,
    )


def _reading(sent: Sent) -> dict[str, Cost]:
    content = sent.filled
    return side_by_side(
        {
            "ours": Contender(lambda _: read_return("return.xlsx", content)),
            "instead": Contender(lambda _: pd.read_excel(io.BytesIO(content), sheet_name=None, engine="openpyxl")),
            "floor": Contender(lambda _: pass_over(content)),
        },
        ROUNDS,
    )


def _by_xlsxwriter(values: Values) -> bytes:
    content = io.BytesIO()
    with Workbook(content, {"in_memory": True}) as book:
        for title, rows in values.items():
            sheet = book.add_worksheet(title)
            for number, row in enumerate(rows):
                sheet.write_row(number, 0, row)
    return content.getvalue()


def _by_openpyxl(values: Values) -> bytes:
    book, content = OpenpyxlWorkbook(write_only=True), io.BytesIO()
    for title, rows in values.items():
        sheet = book.create_sheet(title)
        for row in rows:
            sheet.append(row)
    book.save(content)
    return content.getvalue()


def pass_over(content: bytes) -> None:
    """Have openpyxl read every cell of a file, and keep none."""
    for sheet in load_workbook(io.BytesIO(content), read_only=True, data_only=True).worksheets:
        for _row in sheet.iter_rows(values_only=True):
            pass


def _table(title: str, found: dict[int, dict[str, Cost]]) -> Table:
    rows = [
        [str(size), seconds(cost["ours"].cpu), seconds(cost["instead"].cpu), seconds(cost["floor"].cpu),
         times(cost["ours"].cpu, cost["instead"].cpu), times(cost["ours"].cpu, cost["floor"].cpu)]
        for size, cost in found.items()
    ]  # fmt: skip
    columns = ["Figures", "Ours", "Instead", "Floor", "Ours to instead", "Ours to floor"]
    return Table(f"{title} one workbook, CPU time, medians of {ROUNDS}", columns, rows)


def _meaning(writing: dict[int, dict[str, Cost]], reading: dict[int, dict[str, Cost]]) -> str:
    out, back = writing[TYPICAL], reading[TYPICAL]
    most = max(SIZES)
    return (
        f"For {TYPICAL} figures, a workbook that is safe to fill in costs {times(out['ours'].cpu, out['floor'].cpu)} "
        f"the bare cells, and reading one back {times(back['ours'].cpu, back['floor'].cpu)} passing over its cells. "
        f"From {TYPICAL} to {most} figures, {most // TYPICAL} times as many, writing takes "
        f"{times(writing[most]['ours'].cpu, out['ours'].cpu)} and reading "
        f"{times(reading[most]['ours'].cpu, back['ours'].cpu)} as much."
    )
