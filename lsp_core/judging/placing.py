"""Puts measures beside others: the period, the rank, the quarter and the median.

Figures are held beside figures for the same period and no other: the latest for which ours is known and enough of the
others have published theirs. They are ranked as they are reported, so that what prints alike is level. What only counts
can say, against a benchmark and in a funnel, is in `placing_by_counts`.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

import numpy as np

from lsp_core.judging.case import Case
from lsp_core.judging.intervals import Array
from lsp_core.judging.past import past_of
from lsp_core.judging.placed import AgainstBenchmark, Among, Other, Placing
from lsp_core.judging.placing_by_counts import Pair, against_benchmarks, in_funnel
from lsp_core.judging.placing_words import Found, finding_of, reasons_of
from lsp_core.judging.standing_among import FEWEST_FOR_PERCENTILES, Quantiles, middle, quantile_of_each, ranks
from lsp_core.judging.steady import steady
from lsp_core.observations import Observation
from lsp_core.plan.model import ComparatorFigure, ComparatorSet, Measure, Plan, Polarity
from lsp_core.wording import rounded

QUANTILES = Quantiles.RANKS_SHARED_OUT
"""PHEindicatormethods' definition: ties stay together, as they must where a status hangs on the quarter."""
FEWEST_FOR_FIFTHS = 10
"""Two in each, as the set's own `fewest` asks by default of quarters."""


def with_placings(cases: Iterable[Case]) -> list[Case]:
    """The cases with those whose measure names comparators placed beside them, and in their quarter.

    The quarter is that of the figure judged, or none: an older figure's place is told, and decides nothing.
    """
    all_cases = list(cases)
    placed = dict(zip(*_placed_among(all_cases), strict=True))
    return [_placed(case, placed.get(number)) for number, case in enumerate(all_cases)]


def _placed(case: Case, placing: Placing | None) -> Case:
    if placing is None:
        return case
    judged = case.measure.polarity is not Polarity.CONTEXT
    return replace(case, placing=placing, quartile=placing.quarter_for(case.period) if judged else None)


def _placed_among(cases: Sequence[Case]) -> tuple[list[int], list[Placing]]:
    """Which cases have comparators, and where each is placed."""
    numbers = [number for number, case in enumerate(cases) if case.measure.compared_with or case.measure.benchmark]
    return numbers, placings([cases[number] for number in numbers])


def placings(cases: Sequence[Case]) -> list[Placing]:
    """Where each measure stands. The benchmarks of all of them are compared at once."""
    known = [_Known(case) for case in cases]
    against = against_benchmarks([one.beside_benchmark() for one in known])
    return [_placing(one, each) for one, each in zip(known, against, strict=True)]


def _placing(known: "_Known", against: AgainstBenchmark | None) -> Placing:
    among, too_few = known.among()
    found = Found(known.measure, known.peers, known.benchmark, among, against, known.newest, too_few)
    return Placing(among, against, finding_of(found), reasons_of(found))


@dataclass(frozen=True)
class _Reported:
    """What one comparator has published by the day of the judgement, by the code of the period."""

    other: Other
    """With no figure."""
    figures: dict[str, ComparatorFigure]


class _Known:
    """One measure's figures and those of its comparators, as known on the day."""

    def __init__(self, case: Case) -> None:
        self.measure: Measure = case.measure
        plan: Plan = case.plan
        self.peers: ComparatorSet | None = (
            plan.comparator_set(case.measure.compared_with) if case.measure.compared_with else None
        )
        self.benchmark = plan.comparator(case.measure.benchmark) if case.measure.benchmark else None
        self.newest: Observation | None = case.latest
        self._own = self._comparable(case)
        self._of_peers = [self._reported(case, code) for code in (self.peers.members if self.peers else ())]
        self._of_benchmark = self._reported(case, case.measure.benchmark) if case.measure.benchmark else None

    @staticmethod
    def _comparable(case: Case) -> tuple[Observation, ...]:
        """Our figures that count what is counted now, newest first."""
        if case.latest is None:
            return ()
        past = past_of(case.plan, case.measure, case.quarter, case.latest, case.figures)
        return tuple(reversed(past.figures))

    @staticmethod
    def _reported(case: Case, code: str) -> _Reported:
        figures = case.plan.published_by(code, case.measure.code, case.on)
        return _Reported(Other(case.plan.comparator(code), None, None), figures)

    def beside_benchmark(self) -> Pair | None:
        """Ours and the benchmark's figure for the latest period that both have one for."""
        if self._of_benchmark is None:
            return None
        for own in self._own:
            other = self._for(self._of_benchmark, own)
            if other.value is not None:
                return Pair(self.measure, own, self._as_reported(own.value), other)
        return None

    def among(self) -> tuple[Among | None, tuple[Observation, int] | None]:
        """Ours in its set, for the latest period that enough have a figure for; and the newer one that too few have,
        with how many."""
        too_few = None
        for own in self._own if self.peers else ():
            others = tuple(self._for(reported, own) for reported in self._of_peers)
            reporting = sum(other.value is not None for other in others)
            if reporting + 1 >= FEWEST_FOR_PERCENTILES:
                return self._ranked(own, others), too_few
            if reporting and too_few is None:
                too_few = own, reporting
        return None, too_few

    def _for(self, reported: _Reported, own: Observation) -> Other:
        figure = reported.figures.get(own.period.code)
        if figure is None:
            return reported.other
        figure = _with_value(figure, self.measure)
        value = self._as_reported(figure.value) if figure.value is not None else None
        return replace(reported.other, figure=figure, value=value)

    def _as_reported(self, value: Decimal | None) -> Decimal:
        assert value is not None, "only figures with a value are compared"
        return rounded(value, self.measure.decimals)

    def _ranked(self, own: Observation, others: tuple[Other, ...]) -> Among:
        assert self.peers is not None, "only a measure with a set is ranked"
        ours, have = self._as_reported(own.value), [other for other in others if other.value is not None]
        values = np.array([float(ours), *(float(other.value or 0) for other in have)])
        best = self._best(have)
        return Among(
            peers=self.peers,
            period=own.period,
            own=own,
            own_value=ours,
            others=others,
            rank=int(ranks(values, self.measure.polarity)[0]),
            level_with=sum(other.value == ours for other in have),
            of=len(values),
            median=steady(middle(values).median),
            quarter=self._quantile(values, 4, self.peers.fewest),
            fifth=self._quantile(values, 5, max(self.peers.fewest, FEWEST_FOR_FIFTHS)),
            best=best,
            gap=self._gap(ours, best),
            funnel=in_funnel(self.measure, own, have),
        )

    def _quantile(self, values: Array, into: int, fewest: int) -> int | None:
        if len(values) < fewest:
            return None
        best_first = self.measure.polarity is not Polarity.LOWER_IS_BETTER
        return int(quantile_of_each(QUANTILES, values, into, highest_first=best_first)[0])

    def _best(self, have: Sequence[Other]) -> Other:
        lowest = self.measure.polarity is Polarity.LOWER_IS_BETTER
        return (min if lowest else max)(have, key=lambda other: other.value or Decimal(0))

    def _gap(self, ours: Decimal, best: Other) -> Decimal | None:
        assert best.value is not None, "the best is one with a figure"
        if self.measure.polarity is Polarity.CONTEXT:
            return None
        return ours - best.value if self.measure.polarity is Polarity.LOWER_IS_BETTER else best.value - ours


def _with_value(figure: ComparatorFigure, measure: Measure) -> ComparatorFigure:
    """A comparator's figure, worked out where only its counts are given."""
    if figure.value is not None or figure.numerator is None or not figure.denominator:
        return figure
    return figure.model_copy(update={"value": figure.numerator / figure.denominator * measure.scale})
