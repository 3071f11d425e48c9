"""What the resources suite looks at: one value per fund, whose properties are the columns of the frame.

As in `expectations.figure_rows`, a property says what a row is; `resources.json` says what is acceptable.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cached_property

from expectations.double_counting import Counted, Given, another, money
from expectations.words import exact_count, exact_pounds, is_usable, percent, yes
from lsp_core.findings import CellRef, held_back
from lsp_core.plan.model import Fund
from lsp_core.returns.checks import ReturnToCheck
from lsp_core.returns.rows import ResourceRow
from lsp_core.wording import day, period_in_words

TEXT_COLUMNS = ("key", "fund_code", "fund_is", "answer", "already_held", "amounts_are_usable", "counted_elsewhere")
NUMBER_COLUMNS = (
    "lowest_amount", "fte", "spend_to_date", "spend_to_date_last_quarter", "spend_over_budget", "forecast",
    "forecast_off_budget_percent", "smallest_over_planned_budget",
)  # fmt: skip


@dataclass(frozen=True)
class ResourceToCheck:
    """One fund's money and people, beside everything they are checked against."""

    source: ReturnToCheck
    sent: ResourceRow
    refused_in_reading: bool
    """The reading could not take the row and has told the sender so."""
    absent: bool = False
    """The fund was asked about and has no row; `sent` stands in for it."""
    counted: Counted = field(default_factory=dict)
    """What other funds have spent."""

    @property
    def key(self) -> str:
        """Which return it came in."""
        return self.source.key

    @property
    def row(self) -> int:
        """Its number within the return."""
        return self.sent.row

    @property
    def where(self) -> CellRef:
        """The row's cell."""
        return self.sent.where

    @property
    def subject(self) -> str:
        """What it is about, in words."""
        return f"{self.fund.name if self.fund else self.sent.fund}, {period_in_words(self.source.request.quarter)}"

    @property
    def explained(self) -> bool:
        """Whether there is a note beside it."""
        return bool(self.sent.note.strip())

    @cached_property
    def fund(self) -> Fund | None:
        """The fund asked about with the row's code."""
        return next((f for f in self.source.request.funds if f.code.upper() == self.sent.fund.upper()), None)

    @property
    def fund_code(self) -> str:
        """As the plan spells it, or as sent; reading gives codes in capitals."""
        return self.fund.code if self.fund else self.sent.fund

    @property
    def fund_is(self) -> str:
        """Whether it was asked about."""
        return "asked about" if self.fund else "unknown"

    @property
    def answer(self) -> str:
        """Whether the row says what was spent; what the reading could not read it has already spoken about."""
        if self.absent:
            return "no row"
        if self.sent.spend_to_date is not None:
            return "spend given"
        if self.refused_in_reading:
            return "dealt with in reading"
        return "spend blank" if self._amounts or self.sent.fte is not None else "blank"

    @property
    def already_held(self) -> str:
        """Whether the fund was reported for this quarter before."""
        return yes((self.fund_code, self.source.request.quarter) in self.source.resources)

    @property
    def _amounts(self) -> list[Decimal]:
        given = (self.sent.budget, self.sent.spend_to_date, self.sent.forecast)
        return [amount for amount in given if amount is not None]

    @cached_property
    def _usable(self) -> bool:
        return all(is_usable(number) for number in (*self._amounts, self.sent.fte))

    @property
    def amounts_are_usable(self) -> str:
        """Whether every number in the row can be calculated with."""
        return yes(self._usable)

    @property
    def lowest_amount(self) -> Decimal | None:
        """The lowest sum of money in the row."""
        return min(self._amounts, default=None) if self._usable else None

    @property
    def fte(self) -> Decimal | None:
        """Full-time equivalent staff."""
        return self.sent.fte if self._usable else None

    @property
    def spend_to_date(self) -> Decimal | None:
        """Spent since 1 April."""
        return self.sent.spend_to_date if self._usable else None

    @property
    def forecast(self) -> Decimal | None:
        """Expected to have been spent by 31 March."""
        return self.sent.forecast if self._usable else None

    @property
    def spend_to_date_last_quarter(self) -> Decimal | None:
        """As reported for the quarter before, in the same financial year."""
        before = self.source.request.quarter.previous
        if before.financial_year != self.source.request.quarter.financial_year:
            return None
        last = self.source.resources.get((self.fund_code, before))
        return last.spend_to_date if last else None

    @property
    def budget(self) -> Decimal | None:
        """The year's budget: as reported, or as planned where it was left blank."""
        if not self._usable:
            return None
        if self.sent.budget is not None:
            return self.sent.budget
        return self.fund.budget if self.fund else None

    @property
    def spend_over_budget(self) -> Decimal | None:
        """Spend to date as a multiple of the year's budget."""
        return self.spend_to_date / self.budget if self.spend_to_date is not None and self.budget else None

    @property
    def forecast_off_budget_percent(self) -> Decimal | None:
        """How far the forecast is from the budget, either way, in per cent of the budget."""
        if self.forecast is None or not self.budget:
            return None
        return abs(self.forecast - self.budget) / self.budget * 100

    @property
    def smallest_over_planned_budget(self) -> Decimal | None:
        """The smaller of budget and forecast, of those above zero, as a fraction of the budget in the plan."""
        whole_year = (self.sent.budget, self.sent.forecast)
        above_zero = [amount for amount in whole_year if amount is not None and self._usable and amount > 0]
        return min(above_zero) / self.fund.budget if above_zero and self.fund and self.fund.budget else None

    @cached_property
    def _twin(self) -> Given | None:
        marks = money(self.source.request.quarter.code, self.spend_to_date)
        return another(self.counted, marks, self.source.request.partner.code, self.fund_code)

    @property
    def counted_elsewhere(self) -> str:
        """Whether another fund's spend is the very same."""
        return yes(self._twin is not None)

    def words(self) -> dict[str, str]:
        """Everything the suite's sentences may name, in words."""
        year = self.source.request.quarter.financial_year
        return {
            "typed": self.sent.typed or "nothing",
            "code": f"the code {self.sent.fund}" if self.sent.fund else "no code",
            "partner": self.source.request.partner.name,
            "quarter_end": day(self.source.request.quarter.end),
            "year": f"{year.year} to {year.year + 1}",
            "budget": _pounds(self.budget),
            "planned_budget": _pounds(self.fund.budget if self.fund else None),
            "three_times_budget": _pounds(self.budget * 3 if self.budget is not None else None),
            "spend_to_date": _pounds(self.spend_to_date),
            "spend_to_date_last_quarter": _pounds(self.spend_to_date_last_quarter),
            "forecast": _pounds(self.forecast),
            "forecast_off_budget_percent": percent(self.forecast_off_budget_percent),
            "lowest_amount": _pounds(self.lowest_amount),
            "twin": self._twin.name if self._twin else "no other fund",
            "fte": exact_count(self.fte) if self.fte is not None else "nothing",
        }


def resources_to_check(source: ReturnToCheck, counted: Counted | None = None) -> Iterator[ResourceToCheck]:
    """Every fund in a return, then every fund asked about that has no row in it though one file should hold all.

    `counted` is what other funds have spent, for finding what is counted twice.
    """
    refused = held_back(source.reading.findings)
    for row in source.reading.resources:
        yield ResourceToCheck(source, row, row.row in refused, counted=counted or {})
    answered = {row.fund.upper() for row in source.reading.resources}
    sheet = source.reading.resources[0].where.sheet if source.reading.resources else ""
    for fund in source.request.funds:
        if fund.code.upper() not in answered and source.is_whole:
            yield ResourceToCheck(source, _stand_in(fund, sheet), refused_in_reading=False, absent=True)


def _stand_in(fund: Fund, sheet: str) -> ResourceRow:
    """For a fund with no row: about the sheet as a whole, and numbered before every row there is."""
    return ResourceRow(0, CellRef(sheet, ""), fund.code, None, None, None, None)


def _pounds(value: Decimal | None) -> str:
    return "nothing" if value is None else exact_pounds(value)
