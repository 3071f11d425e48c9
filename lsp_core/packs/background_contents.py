"""What a pack holds of what stands behind the figures: risks, money and people."""

from dataclasses import dataclass

from lsp_core.packs.figures_contents import FundFigures
from lsp_core.packs.shapes import Mark


@dataclass(frozen=True)
class RiskRow:
    """One risk on the register."""

    code: str
    title: str
    statement: str
    """Its cause, event and consequence."""
    outcome: str
    owner: str
    controls: str
    before: str
    now: str
    proposed: str
    """Empty when nothing is proposed or it has been decided."""
    moved: Mark
    reason: str
    decision: str
    """What the owner decided this quarter, or that it is awaited; empty when there was nothing to decide."""
    is_awaited: bool


@dataclass(frozen=True)
class FundRow:
    """One fund behind an outcome."""

    name: str
    partner: str
    budget: str
    spend: str
    forecast: str
    variance: str
    fte: str
    note: str
    figures: FundFigures
    """The same as numbers, for the workbook."""


@dataclass(frozen=True)
class OutcomeMoney:
    """What stands behind one outcome, beside how it is doing."""

    outcome: str
    anchor: str
    mark: Mark
    budget: str
    spend: str
    forecast: str
    variance: str
    fte: str
    unreported: str
    """Which funds are missing from the sums; empty when none is."""
    funds: tuple[FundRow, ...]
