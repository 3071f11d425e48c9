"""Figures as they came to be known: every one is kept, and a later one never overwrites an earlier one.

What was known at an instant is found by `as_known`; that is what lets a pack be rebuilt as the board saw it.
How figures are read from files is in `lsp_core.returns`; how they are judged is in `lsp_core.judging`.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum

from lsp_core.findings import NOWHERE, CellRef
from lsp_core.periods import Period, Quarter


class Vintage(StrEnum):
    """How settled a figure is."""

    PROVISIONAL = "provisional"
    """The partner expects to change it."""
    FINAL = "final"
    """The partner stands by it."""
    REVISED = "revised"
    """It replaces a figure given earlier for the same period."""
    NOT_AVAILABLE = "not available"
    """The partner says there is no figure, and why. An answer, so nobody is chased for it."""
    WITHDRAWN = "withdrawn"
    """The partner takes back a figure it gave, and says why: there is none now. An answer too."""
    SUPPRESSED = "suppressed"
    """There is a figure, which is too small a number to be shown. An answer too, and never zero."""


HAS_NO_FIGURE = frozenset({Vintage.NOT_AVAILABLE, Vintage.SUPPRESSED, Vintage.WITHDRAWN})
"""What a partner says instead of a figure."""


@dataclass(frozen=True)
class Withheld:
    """What may be said of a figure that is not shown because it is, or would give away, a small number."""

    words: str
    """What stands in its place: `fewer than 5 people`, or `suppressed`."""
    could_be: tuple[Decimal, ...] = ()
    """Every figure it may be as far as a reader knows, smallest first; empty where that is not said."""


@dataclass(frozen=True)
class Observation:
    """One figure for one measure and period, as one partner gave it at one instant."""

    measure: str
    period: Period
    value: Decimal | None
    """In the measure's own unit. None only when the vintage is in `HAS_NO_FIGURE`."""
    vintage: Vintage
    known_at: datetime
    """When we accepted it; aware."""
    partner: str
    note: str = ""
    """The partner's own words: an explanation, or why there is no figure, or why it was revised."""
    numerator: Decimal | None = None
    denominator: Decimal | None = None
    return_reference: str = ""
    """The return it came in, for example `2023-24 Q1 COUNCIL #1`; the history loaded with a plan says `history`."""
    where: CellRef = NOWHERE
    """The cell it came from."""
    waiver: str = ""
    """Who let it through and until when, where it broke a rule that was waived."""
    expected_on: date | None = None
    """Of a figure that is not available: the day the partner says it will be. It is not asked for before."""
    discontinued: bool = False
    """The partner says that it no longer collects this."""
    made_of: tuple["Observation", ...] = ()
    """Of a whole: the parts it was worked out from."""
    lacks: tuple[str, ...] = ()
    """Of a whole: the measures it is without, by code."""
    withheld: Withheld | None = None
    """Of a figure as others than its partner see it: why there is no value."""

    @property
    def in_its_place(self) -> str:
        """What stands in place of a small number: `fewer than 5 people`, `suppressed`; empty for any other figure."""
        if self.withheld is not None:
            return self.withheld.words
        return str(self.vintage) if self.vintage is Vintage.SUPPRESSED else ""


@dataclass(frozen=True)
class ResourceObservation:
    """The money and people behind one fund, as one partner gave them at one instant. Money is whole-year pounds."""

    fund: str
    quarter: Quarter
    known_at: datetime
    partner: str
    budget: Decimal | None
    spend_to_date: Decimal | None
    forecast: Decimal | None
    """What the partner expects to have spent by 31 March."""
    fte: Decimal | None
    """Full-time equivalent staff."""
    note: str = ""
    return_reference: str = ""
    where: CellRef = NOWHERE


FigureKey = tuple[str, Period]


def as_known(observations: Iterable[Observation], at: datetime) -> dict[FigureKey, Observation]:
    """The latest figure for each measure and period among those known by an instant."""
    known: dict[FigureKey, Observation] = {}
    for observation in sorted(observations, key=lambda o: o.known_at):
        if observation.known_at <= at:
            known[observation.measure, observation.period] = observation
    return known


def resources_as_known(
    observations: Iterable[ResourceObservation], at: datetime
) -> dict[tuple[str, Quarter], ResourceObservation]:
    """The latest word on each fund and quarter among those known by an instant."""
    known: dict[tuple[str, Quarter], ResourceObservation] = {}
    for observation in sorted(observations, key=lambda o: o.known_at):
        if observation.known_at <= at:
            known[observation.fund, observation.quarter] = observation
    return known


def series(known: dict[FigureKey, Observation], measure: str) -> list[Observation]:
    """One measure's figures in order of period, those without a value left out."""
    return sorted((o for o in known.values() if o.measure == measure and o.value is not None), key=lambda o: o.period)
