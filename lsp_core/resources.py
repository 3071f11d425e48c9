"""Money and people behind each outcome: which funds, how much is spent, where spending is heading.

Values in, values out. The rows come in returns (`lsp_core.returns`) and are kept by `lsp_core.store.observations`.
"""

from dataclasses import dataclass
from decimal import Decimal

from lsp_core.changes import change
from lsp_core.observations import ResourceObservation
from lsp_core.periods import Quarter
from lsp_core.plan.model import Fund, Plan


@dataclass(frozen=True)
class FundPosition:
    """One fund at one quarter, in whole pounds."""

    fund: Fund
    observation: ResourceObservation | None
    """None when its holder has not reported this quarter."""

    @property
    def budget(self) -> Decimal:
        """The latest budget: as reported, or as planned when it has not been."""
        if self.observation is not None and self.observation.budget is not None:
            return self.observation.budget
        return self.fund.budget

    @property
    def variance(self) -> Decimal | None:
        """Forecast less budget: above zero is an overspend."""
        return None if self.observation is None else change(self.budget, self.observation.forecast)


@dataclass(frozen=True)
class OutcomeResources:
    """What stands behind one outcome at one quarter. Sums leave out funds that have not reported, and say how many."""

    outcome: str
    positions: tuple[FundPosition, ...]

    @property
    def budget(self) -> Decimal:
        """The year's budgets added up."""
        return sum((position.budget for position in self.positions), Decimal(0))

    @property
    def spend_to_date(self) -> Decimal:
        """Spend reported so far this year."""
        return self._sum("spend_to_date")

    @property
    def forecast(self) -> Decimal:
        """What the funds that reported expect to have spent by the year's end."""
        return self._sum("forecast")

    @property
    def fte(self) -> Decimal:
        """Full-time equivalent staff reported."""
        return self._sum("fte")

    @property
    def unreported(self) -> tuple[FundPosition, ...]:
        """The funds whose holders have not reported this quarter."""
        return tuple(position for position in self.positions if position.observation is None)

    def _sum(self, field: str) -> Decimal:
        reported = (getattr(p.observation, field) for p in self.positions if p.observation is not None)
        return sum((amount for amount in reported if amount is not None), Decimal(0))


def resources_behind(
    plan: Plan, outcome: str, quarter: Quarter, known: dict[tuple[str, Quarter], ResourceObservation]
) -> OutcomeResources:
    """The funds behind an outcome in the quarter's financial year, each with what was last reported for the quarter."""
    positions = tuple(
        FundPosition(fund, known.get((fund.code, quarter)))
        for fund in plan.funds
        if fund.outcome == outcome and fund.year == quarter.financial_year.code
    )
    return OutcomeResources(outcome, positions)
