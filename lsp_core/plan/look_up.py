"""Finding what somebody meant by what they typed, in a plan that is good already.

Each takes a code or a name, in capitals or not, and raises `LspError` when there is no such thing, with the one
that was probably meant.
"""

from collections.abc import Sequence
from typing import Protocol, TypeVar

from lsp_core.errors import LspError
from lsp_core.periods import Quarter
from lsp_core.plan.model import Board, Measure, Outcome, Plan
from lsp_core.plan.written import closest, quoted
from lsp_core.wording import listed


class _Named(Protocol):
    """What is declared with a code and a name."""

    @property
    def code(self) -> str: ...

    @property
    def name(self) -> str: ...


_Found = TypeVar("_Found", bound=_Named)


def measure_meant(plan: Plan, quarter: Quarter, typed: str) -> Measure:
    """A measure, as it is defined in a quarter."""
    return _meant(plan.measures_on(quarter.end), typed, "measure", f" in {quarter}")


def outcome_meant(plan: Plan, typed: str) -> Outcome:
    """An outcome."""
    return _meant(plan.outcomes, typed, "outcome")


def board_meant(plan: Plan, typed: str) -> Board:
    """A board."""
    return _meant(plan.boards, typed, "board")


def _meant(declared: Sequence[_Found], typed: str, kind: str, where: str = "") -> _Found:
    for one in declared:
        if typed.casefold() in (one.code.casefold(), one.name.casefold()):
            return one
    by_name = {one.name: one.code for one in declared}
    codes = list(by_name.values())
    meant = closest(typed, codes) or by_name.get(closest(typed, by_name) or "")
    remedy = f"Did you mean {meant}? " if meant is not None else ""
    raise LspError(f"No {kind} is called {quoted(typed)}{where}", f"{remedy}The {kind}s are {listed(codes)}.")
