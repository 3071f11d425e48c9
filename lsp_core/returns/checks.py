"""What the checks on submitted figures need to know about one return: values only.

The checks themselves are in `expectations`, as suites people can review; the steps hand one of these per waiting return
to whichever `Checker` they were given, so that nothing in here imports it.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Protocol

from lsp_core.findings import Finding
from lsp_core.observations import FigureKey, Observation, ResourceObservation
from lsp_core.periods import Quarter
from lsp_core.plan.model import Measure
from lsp_core.requests.due import DataRequest
from lsp_core.returns.rows import Reading


@dataclass(frozen=True)
class ReturnToCheck:
    """One return, read, beside what was asked for and what is already known."""

    key: str
    """Whatever tells this return from the others checked with it, such as the hash of the file."""
    reading: Reading
    request: DataRequest
    measures: Mapping[str, Measure]
    """The sending partner's measures by code, by the definitions in force for the quarter."""
    known: dict[FigureKey, Observation]
    """The latest figure for each measure and period. Many returns may share one."""
    resources: dict[tuple[str, Quarter], ResourceObservation]
    big_change_percent: Decimal
    """A figure further than this from the last one is queried: the partnership's `RequestPolicy` says."""
    is_whole: bool = True
    """Whether it should hold all that was asked for. A figure read out over the telephone holds itself alone."""
    is_signed_off: bool = False
    """Whether the quarter's statuses stand already, so that what changes a figure needs a reason."""
    names: Mapping[str, str] = field(default_factory=dict)
    """What every measure of the partnership is called, by code in capitals."""


class Checker(Protocol):
    """What checks the returns that are waiting."""

    def __call__(self, returns: Sequence[ReturnToCheck]) -> dict[str, list[Finding]]:
        """The findings of each return by its key, those of its reading included, errors first."""
        ...
