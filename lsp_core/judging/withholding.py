"""Which figures of one period are withheld for small numbers, given what has been shown of earlier ones.

The reader it guards against knows the rules, every figure that is shown and what stands in place of one that is not.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal

from lsp_core.judging.disclosure import Protected, Range, Sum, to_hide_as_well
from lsp_core.observations import Observation, Vintage, Withheld
from lsp_core.periods import FinancialYear, Period, Quarter
from lsp_core.plan.model import Measure, Profile
from lsp_core.wording import rounded

SUPPRESSED = "suppressed"
"""What stands in place of a figure of which not even the size is said."""
TOP, BOTTOM, REST = 0, 1, 2
"""The counts behind a figure, and of a percentage the rest: of 50 people 47 seen in time is 3 who were not. A figure
that is itself a count has only the first."""
Counts = tuple[Decimal, ...]


@dataclass
class SoFar:
    """What later figures of a year are held against, for measures that count up."""

    measures: Mapping[str, Measure]
    limits: Mapping[str, int]
    """The count from which on a measure's counts are shown; none for one without small numbers."""
    _shown: dict[tuple[str, FinancialYear], Counts] = field(default_factory=dict)
    """The counts of the figure last shown."""
    _guarding: dict[tuple[str, FinancialYear], Counts] = field(default_factory=dict)
    """The counts of one withheld since for another's sake."""

    def shown(self, code: str, period: Period, place: int) -> Decimal:
        """What a reader takes away from a figure to see what has been added since the last one that was shown."""
        year = self._year(code, period)
        counts = self._shown.get(year, ()) if year is not None else ()
        return counts[place] if place < len(counts) else Decimal(0)

    def is_small(self, code: str, period: Period, counts: Counts, place: int) -> bool:
        """Whether one of a figure's counts, or what was added to it, is small and not zero."""
        added = abs(counts[place] - self.shown(code, period, place))
        return 0 < added < self.limits.get(code, 0)

    def would_bound(self, code: str, period: Period, counts: Counts) -> bool:
        """Whether a figure has hardly grown since one withheld for another's sake, and so says what that one was."""
        year = self._year(code, period)
        guarded = self._guarding.get(year, ()) if year is not None else ()
        return any(count - held < self.strictest for count, held in zip(counts, guarded, strict=False))

    @property
    def strictest(self) -> int:
        """The highest limit there is."""
        return max(self.limits.values())

    def go_on(self, period: Period, figures: Mapping[str, Observation], withheld: Collection[str]) -> None:
        """Remember a period before the next one."""
        for code, figure in figures.items():
            year, counts = self._year(code, period), counts_of(figure, self.measures[code])
            if year is None or not counts:
                continue
            if code not in withheld:
                self._shown[year] = counts
                self._guarding.pop(year, None)
            elif not any(self.is_small(code, period, counts, place) for place in range(len(counts))):
                self._guarding[year] = counts

    def _year(self, code: str, period: Period) -> tuple[str, FinancialYear] | None:
        """The year a measure counts up in; None for one that does not."""
        if self.measures[code].profile is not Profile.CUMULATIVE or not isinstance(period, Quarter):
            return None
        return code, period.financial_year


def counts_of(figure: Observation, measure: Measure) -> Counts:
    """The counts behind a figure; none where there is no figure, or it was sent without them."""
    if figure.value is None:
        return ()
    if not measure.from_counts:
        return (figure.value,)
    if figure.numerator is None or figure.denominator is None:
        return ()
    rest = (figure.denominator - figure.numerator,) if measure.unit.startswith("%") else ()
    return (figure.numerator, figure.denominator, *rest)


def withhold(so_far: SoFar, period: Period, figures: Mapping[str, Observation]) -> dict[str, Observation]:
    """The figures of a period that are withheld, by measure, each as anybody may see it."""
    return _OnePeriod(so_far, period, figures).withheld()


class _OnePeriod:
    """The figures of one period, and which of them are hidden so far."""

    def __init__(self, so_far: SoFar, period: Period, figures: Mapping[str, Observation]) -> None:
        self._so_far = so_far
        self._period = period
        self._figures = figures
        self._counts = {code: counts_of(figure, so_far.measures[code]) for code, figure in figures.items()}
        small = {code for code, counts in self._counts.items() if self._is_small(code, counts)}
        bounding = {code for code, counts in self._counts.items() if so_far.would_bound(code, period, counts)}
        self._bounding = bounding - small
        self._hidden = small | bounding

    def withheld(self) -> dict[str, Observation]:
        """Hides on, for each kind of count, until nothing small can be worked out."""
        before: set[str] = set()
        while before != self._hidden:
            before = set(self._hidden)
            for place in (TOP, BOTTOM, REST):
                self._hidden |= to_hide_as_well(self._protected(place), self._sums(place))
        return {code: self._as_seen(figure) for code, figure in self._figures.items() if code in self._hidden}

    def _is_small(self, code: str, counts: Counts) -> bool:
        return any(self._so_far.is_small(code, self._period, counts, place) for place in range(len(counts)))

    def _sums(self, place: int) -> list[Sum]:
        """Every whole that has a figure, as the sum that a reader can make."""
        return [
            Sum(code, tuple(part.measure for part in figure.made_of))
            for code, figure in self._figures.items()
            if figure.made_of and place < len(self._counts[code])
        ]

    def _protected(self, place: int) -> dict[str, Protected]:
        """Each count of a kind: what a reader knows of it beforehand, and what it must still be able to be."""
        return {code: self._one(code, counts, place) for code, counts in self._counts.items() if place < len(counts)}

    def _one(self, code: str, counts: Counts, place: int) -> Protected:
        count, shown = counts[place], self._so_far.shown(code, self._period, place)
        limit = self._so_far.limits.get(code, 1)
        exactly, large = Range(count, count), Range(shown + limit, None)
        is_large = count - shown >= limit
        if code not in self._hidden:
            return Protected(count, exactly, None, if_hidden=large if is_large else None)
        if self._so_far.is_small(code, self._period, counts, place):
            small = Range(min(shown + 1, count), max(shown + limit - 1, count))
            return Protected(count, Range(shown, None) if self._is_silent(code) else small, small)
        if not is_large:
            return Protected(count, exactly, None)
        possible = Range(count, count + self._so_far.strictest - 1)
        return Protected(count, large, possible if code in self._bounding else None)

    def _is_silent(self, code: str) -> bool:
        """Whether not even the size is said: of a whole, that would limit the parts that are hidden as well."""
        return any(part.measure in self._hidden for part in self._figures[code].made_of)

    def _as_seen(self, figure: Observation) -> Observation:
        """A figure without anything that tells what it is. The note goes too: partners name the number in it."""
        return replace(
            figure,
            value=None,
            numerator=None,
            denominator=None,
            vintage=Vintage.SUPPRESSED,
            note="",
            withheld=self._said_of(figure),
        )

    def _said_of(self, figure: Observation) -> Withheld:
        """How small a small number is, where the figure is small by itself; otherwise nothing."""
        code, counts = figure.measure, self._counts[figure.measure]
        measure, limit = self._so_far.measures[code], self._so_far.limits.get(code, 0)
        others_are_small = any(0 < count < limit for count in counts[BOTTOM:])
        is_small = self._so_far.shown(code, self._period, TOP) == 0 and 0 < counts[TOP] < limit
        if not is_small or others_are_small or self._is_silent(code):
            return Withheld(SUPPRESSED)
        could_be = [Decimal(count) for count in range(1, limit)]
        if len(counts) == 1:
            return Withheld(f"fewer than {limit} {measure.unit}", tuple(could_be))
        figures = (rounded(top / counts[BOTTOM] * measure.scale, measure.decimals) for top in could_be)
        return Withheld(f"{SUPPRESSED}, from fewer than {limit} {measure.numerator}", tuple(figures))
