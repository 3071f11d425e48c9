"""A workbook that came in, given back with what was found marked in it."""

import io
import zipfile
from collections.abc import Sequence

from openpyxl import load_workbook
from openpyxl.comments import Comment
from openpyxl.styles import Font, PatternFill

from benchmarks.measuring import Contender, Cost, side_by_side
from benchmarks.tables import Found, Table, seconds, times
from benchmarks.workbooks import SIZES, TYPICAL, Sent
from lsp_core.findings import Finding, Severity
from lsp_core.returns.marking.marked import WhatWasFound, marked
from lsp_core.returns.reading import read_return

ROUNDS = 9
EVERY = 4
"""One figure in four has a finding."""


class Answered:
    """One return of so many figures, with its findings."""

    def __init__(self, figures: int) -> None:
        self.content = Sent(figures).filled
        rows = read_return("return.xlsx", self.content).figures
        findings = tuple(
            Finding("FIG-012", Severity.ERROR, row.where, row.measure, row.typed, "100 or less", "Check it.", row.row)
            for row in rows[::EVERY]
        )
        read_back = [f"{row.measure}: {row.typed}" for row in rows]
        self.said = WhatWasFound("2023-24 Q1 P001", "What we found", ["Please check."], findings, read_back, [])

    def mark(self) -> bytes:
        """As the answer does."""
        made = marked("return.xlsx", self.content, self.said)
        if not made.is_their_own:
            raise AssertionError("The workbook was made again and not marked")
        return made.content

    def mark_by_openpyxl(self) -> bytes:
        """As a first script would: load, colour, comment, list, save. What openpyxl does not know is lost."""
        book, content = load_workbook(io.BytesIO(self.content)), io.BytesIO()
        for finding in self.said.findings:
            cell = book[finding.where.sheet][finding.where.address]
            cell.fill, cell.font = PatternFill("solid", fgColor="7A1420"), Font(bold=True, color="FFFFFF")
            cell.comment = Comment(f"Found {finding.found}; expected {finding.expected}. {finding.remedy}", "lsp")
        sheet = book.create_sheet("What we found")
        for finding in self.said.findings:
            sheet.append([finding.rule, str(finding.where), finding.found, finding.expected, finding.remedy])
        for line in self.said.read_back:
            sheet.append([line])
        book.save(content)
        return content.getvalue()

    def copy(self) -> bytes:
        """Unpack every part and pack it again."""
        content = io.BytesIO()
        with (
            zipfile.ZipFile(io.BytesIO(self.content)) as there,
            zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as here,
        ):
            for name in there.namelist():
                here.writestr(name, there.read(name))
        return content.getvalue()


def run() -> Found:
    """One return in which every fourth figure has a finding. **Ours** marks the sender's own workbook and passes on
    what it has no business in; **instead**, openpyxl loads it, colours and comments the same cells, lists the findings
    and saves; **the floor** is unpacking every part and packing it again."""
    costs = {size: _costs(Answered(size)) for size in SIZES}
    return Found([_table(costs)], _meaning(costs))


def _costs(answered: Answered) -> dict[str, Cost]:
    return side_by_side(
        {
            "ours": Contender(lambda _: answered.mark()),
            "instead": Contender(lambda _: answered.mark_by_openpyxl()),
            "floor": Contender(lambda _: answered.copy()),
        },
        ROUNDS,
    )


def _table(costs: dict[int, dict[str, Cost]]) -> Table:
    rows: Sequence[list[str]] = [
        [str(size), seconds(cost["ours"].cpu), seconds(cost["instead"].cpu), seconds(cost["floor"].cpu),
         times(cost["ours"].cpu, cost["instead"].cpu), times(cost["ours"].cpu, cost["floor"].cpu)]
        for size, cost in costs.items()
    ]  # fmt: skip
    columns = ["Figures", "Ours", "Instead", "Floor", "Ours to instead", "Ours to floor"]
    return Table(f"Marking one return, CPU time, medians of {ROUNDS}", columns, rows)


def _meaning(costs: dict[int, dict[str, Cost]]) -> str:
    one = costs[TYPICAL]
    return (
        f"A return of {TYPICAL} figures goes back marked for {seconds(one['ours'].cpu)}, "
        f"{times(one['ours'].cpu, one['instead'].cpu)} what loading and saving it takes and "
        f"{times(one['ours'].cpu, one['floor'].cpu)} copying it."
    )
