"""What was read from one return: rows that know which cell they came from.

Reading is `lsp_core.returns.reading`; the checks are in `expectations`; turning accepted rows into figures is
`lsp_core.returns.accepting`.
"""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from lsp_core.findings import CellRef, Finding
from lsp_core.observations import HAS_NO_FIGURE, Vintage
from lsp_core.returns.pointers import Pointer


class RowKind(StrEnum):
    """Which part of the workbook a row of figures is from."""

    FIGURE = "figure"
    """A figure asked for this quarter."""
    CORRECTION = "correction"
    """A new figure for an earlier period, offered on the Corrections sheet."""


@dataclass(frozen=True)
class FigureRow:
    """One row with a figure, as it was typed and as we read it."""

    row: int
    """Its number within the return, counted over all sheets."""
    kind: RowKind
    where: CellRef
    """The cell that holds the figure."""
    measure: str
    """The measure's code as it stands in the row, upper case; not necessarily one we know."""
    period: str
    """The period's code as it stands in the row; not necessarily one we know."""
    typed: str
    """What the cell shows; empty for blank."""
    value: Decimal | None
    """What we read it as. None for blank, for `not available` and `withdrawn`, and for what could not be read."""
    vintage: Vintage
    note: str = ""
    numerator: Decimal | None = None
    denominator: Decimal | None = None
    readable: bool = True
    """False when something was typed that is not a figure; the finding that says so is in the reading."""
    expected_on: date | None = None
    """Of a figure that is not available: the day the sender says it will come."""
    discontinued: bool = False
    """The sender no longer collects it."""

    @property
    def is_blank(self) -> bool:
        """Nothing was typed, and nothing was said about it either."""
        return not self.typed and self.vintage not in HAS_NO_FIGURE


@dataclass(frozen=True)
class ResourceRow:
    """One row of the Resources sheet: a fund's money in whole pounds and its people."""

    row: int
    where: CellRef
    fund: str
    budget: Decimal | None
    spend_to_date: Decimal | None
    forecast: Decimal | None
    fte: Decimal | None
    note: str = ""
    typed: str = ""
    """What the four cells show, for reading back."""


@dataclass(frozen=True)
class Reading:
    """One file, read: whose it says it is, and its rows."""

    reference: str
    """The request it answers, for example `2023-24 Q1 COUNCIL`; empty when the file does not say."""
    figures: tuple[FigureRow, ...]
    resources: tuple[ResourceRow, ...]
    findings: tuple[Finding, ...]
    """Cells that could not be read. The suites add theirs."""
    pointers: tuple[Pointer, ...] = ()
    """Everything in the file, and its name, that says whose it is; they need not agree."""
