"""Finding what somebody meant by what they typed, in a plan that is good already."""

from lsp_core.errors import LspError
from lsp_core.periods import Quarter
from lsp_core.plan.model import Board, Measure, Outcome, Plan
from lsp_core.plan.written import closest, quoted
from lsp_core.wording import listed


def measure_meant(plan: Plan, quarter: Quarter, typed: str) -> Measure:
    """The measure of a code or a name, in capitals or not, as it is defined in a quarter.

    Raises `LspError` when there is none, with the one that was probably meant.
    """
    measures = plan.measures_on(quarter.end)
    for measure in measures:
        if typed.casefold() in (measure.code.casefold(), measure.name.casefold()):
            return measure
    by_name = {measure.name: measure.code for measure in measures}
    codes = list(by_name.values())
    meant = closest(typed, codes) or by_name.get(closest(typed, by_name) or "")
    remedy = f"Did you mean {meant}? " if meant is not None else ""
    raise LspError(f"No measure is called {quoted(typed)} in {quarter}", f"{remedy}The measures are {listed(codes)}.")


def outcome_meant(plan: Plan, typed: str) -> Outcome:
    """The outcome of a code or a name, in capitals or not. Raises `LspError` as `measure_meant` does."""
    for outcome in plan.outcomes:
        if typed.casefold() in (outcome.code.casefold(), outcome.name.casefold()):
            return outcome
    by_name = {outcome.name: outcome.code for outcome in plan.outcomes}
    codes = list(by_name.values())
    meant = closest(typed, codes) or by_name.get(closest(typed, by_name) or "")
    remedy = f"Did you mean {meant}? " if meant is not None else ""
    raise LspError(f"No outcome is called {quoted(typed)}", f"{remedy}The outcomes are {listed(codes)}.")


def board_meant(plan: Plan, typed: str) -> Board:
    """The board of a code or a name, in capitals or not. Raises `LspError` when there is none."""
    for board in plan.boards:
        if typed.casefold() in (board.code.casefold(), board.name.casefold()):
            return board
    raise LspError(f"No board is called {quoted(typed)}", f"The boards are {listed([b.code for b in plan.boards])}.")
