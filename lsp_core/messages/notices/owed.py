"""What a partner owes, in the words of the messages that ask for it."""

from collections.abc import Sequence
from typing import Protocol

from lsp_core.observations import FigureKey, Observation
from lsp_core.plan.model import Fund, Plan
from lsp_core.requests.due import BoardDates, DataRequest, FigureDue, cycle_dates
from lsp_core.wording import amount, count_of, day_with_weekday, listed, period_in_words


class Owed(Protocol):
    """A whole request, or what is left of one."""

    @property
    def figures(self) -> tuple[FigureDue, ...]:
        """The figures asked for."""

    @property
    def funds(self) -> tuple[Fund, ...]:
        """The funds whose position is asked for."""


def how_much(*owed: Owed) -> str:
    """For example `3 figures and 1 fund report`."""
    figures = sum(len(one.figures) for one in owed)
    funds = sum(len(one.funds) for one in owed)
    counted = [count_of(figures, "figure")] if figures else []
    counted += [count_of(funds, "fund report")] if funds else []
    return listed(counted)


def in_words(owed: Owed, about: DataRequest) -> list[str]:
    """Each thing owed on a line of its own; the period is said where it is not the request's own quarter."""
    figures = [
        due.measure.name if due.period == about.quarter else f"{due.measure.name}, {period_in_words(due.period)}"
        for due in owed.figures
    ]
    return figures + [f"{fund.name}: budget, spending and staff" for fund in owed.funds]


def with_last_figures(request: DataRequest, known: dict[FigureKey, Observation]) -> list[str]:
    """Each figure asked for with the one before it, so that a slip or a changed definition shows at once."""
    asked = in_words(request, request)
    last = [_last_figure(due, known) for due in request.figures]
    return [f"{what}: {before}" for what, before in zip(asked, last, strict=False)] + asked[len(last) :]


def _last_figure(due: FigureDue, known: dict[FigureKey, Observation]) -> str:
    before = known.get((due.measure.code, due.period.previous))
    if before is None or before.value is None:
        return "we hold no earlier figure"
    return f"last time {amount(before.value, due.measure)} ({period_in_words(before.period)})"


def meetings_in_words(boards: Sequence[BoardDates]) -> str:
    """Which boards look at it and when; empty when no meeting is declared."""
    return listed(f"the {dates.board.name} on {day_with_weekday(dates.meets_on)}" for dates in boards)


def meetings_for(plan: Plan, request: DataRequest) -> str:
    """The meetings that a request's figures are for, in words."""
    return meetings_in_words(cycle_dates(plan, request.quarter).boards)
