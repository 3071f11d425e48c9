"""One figure as it was sent, beside what its definition and its counts say about it.

The half of `expectations.figure_rows` that needs no history. A property is None where it does not apply.
"""

from collections import Counter
from collections.abc import Mapping, Set
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property

from expectations.double_counting import Counted
from expectations.words import decimal_places, is_usable, yes
from lsp_core.errors import PeriodError
from lsp_core.findings import CellRef
from lsp_core.observations import HAS_NO_FIGURE, FigureKey, Observation, Vintage
from lsp_core.periods import Period, Quarter, parse_period
from lsp_core.plan.model import Frequency, Measure
from lsp_core.requests.due import FigureDue, latest_year
from lsp_core.returns.accepting import from_counts
from lsp_core.returns.checks import ReturnToCheck
from lsp_core.returns.rows import FigureRow, RowKind
from lsp_core.wording import period_in_words

History = Mapping[str, list[Observation]]
"""The figures with a value of each measure, oldest period first."""


@dataclass(frozen=True)
class Beside:
    """What the figures of one return are checked against, worked out once for all of them."""

    source: ReturnToCheck
    history: History
    asked_for: Mapping[FigureKey, FigureDue]
    measures: Mapping[str, Measure]
    """By code in capitals, which is how reading gives codes."""
    refused: Set[int]
    """The rows the reading could not take. It has told the sender so, who need not hear it twice."""
    past_figures_changed: Mapping[str, int]
    """By measure: how many figures we hold this return corrects to something else or takes back."""
    counted: Counted
    """What other measures give for the same periods."""


@dataclass(frozen=True)
class SentFigure:
    """One figure sent, or asked for and not sent."""

    beside: Beside
    sent: FigureRow
    absent: bool = False
    """The row was asked for and is nowhere in the file; `sent` stands in for it."""

    # What the row is about

    @property
    def key(self) -> str:
        """Which return it came in."""
        return self.beside.source.key

    @property
    def row(self) -> int:
        """Its number within the return."""
        return self.sent.row

    @property
    def where(self) -> CellRef:
        """The cell with the figure."""
        return self.sent.where

    @property
    def subject(self) -> str:
        """What it is about, in words."""
        name = self.measure.name if self.measure else self.sent.measure
        period = period_in_words(self.period) if self.period else self.sent.period
        return f"{name}, {period}" if period else name

    @property
    def explained(self) -> bool:
        """Whether there is a note beside it."""
        return bool(self.sent.note.strip())

    @property
    def has_note(self) -> str:
        """As a word."""
        return yes(self.explained)

    @property
    def kind(self) -> str:
        """A figure asked for, or a correction."""
        return self.sent.kind.value

    @cached_property
    def measure(self) -> Measure | None:
        """The partner's measure with the row's code."""
        return self.beside.measures.get(self.sent.measure.upper())

    @property
    def measure_code(self) -> str:
        """As the plan spells it, or as sent."""
        return self.measure.code if self.measure else self.sent.measure

    @property
    def measure_is(self) -> str:
        """Whether it is theirs to report."""
        if self.measure is None:
            return "unknown"
        return "theirs" if self.measure.partner == self.beside.source.request.partner.code else "another partner's"

    @cached_property
    def period(self) -> Period | None:
        """None when the row's period cannot be read."""
        return _period(self.sent.period)

    @property
    def period_code(self) -> str:
        """In one spelling, so that two rows about the same period are seen to be."""
        return self.period.code if self.period else self.sent.period

    @cached_property
    def period_is(self) -> str | None:
        """How the period stands to the request."""
        if self.measure is None:
            return None
        if self.period is None:
            return "not a period"
        if self.figure_key in self.beside.asked_for:
            return "asked for"
        latest = _latest_period(self.measure, self.beside.source.request.quarter)
        if type(latest) is not type(self.period):
            return "of another length"
        return "earlier" if self.period <= latest else "not yet over"

    @cached_property
    def figure_key(self) -> FigureKey | None:
        """What the figure would be kept under."""
        return (self.measure.code, self.period) if self.measure and self.period else None

    # What was answered

    @cached_property
    def answer(self) -> str:
        """What kind of answer the row gives."""
        if self.absent:
            return "no row"
        if self.sent.vintage in HAS_NO_FIGURE:
            said = self.sent.vintage.value
            return said if self.sent.value is None else f"figure and {said}"
        if self.value is not None:
            return "figure"
        if self._refused:
            return "dealt with in reading"
        return "blank" if self.sent.is_blank and self._usable else "unreadable"

    @property
    def _refused(self) -> bool:
        return self.sent.row in self.beside.refused

    @cached_property
    def _usable(self) -> bool:
        numbers = (self.sent.value, self.sent.numerator, self.sent.denominator)
        return self.sent.readable and all(is_usable(number) for number in numbers)

    @cached_property
    def value(self) -> Decimal | None:
        """The figure, or what its counts give where only they were sent; None when any number in the row cannot be
        calculated with."""
        if not self._usable:
            return None
        if self.sent.value is not None or self.measure is None or not is_usable(self.from_counts):
            return self.sent.value
        return from_counts(self.sent, self.measure)

    @property
    def decimals_sent(self) -> int | None:
        """Decimal places of the figure."""
        return None if self.value is None else decimal_places(self.value)

    @property
    def decimals_reported(self) -> int | None:
        """Decimal places the measure is reported to."""
        return self.measure.decimals if self.measure else None

    @property
    def whole_number(self) -> str | None:
        """Whether the figure is one."""
        return None if self.decimals_sent is None else yes(self.decimals_sent == 0)

    # What the definition says

    @property
    def minimum(self) -> Decimal | None:
        """The lowest figure that can be right."""
        return self.measure.minimum if self.measure else None

    @property
    def maximum(self) -> Decimal | None:
        """The highest figure that can be right."""
        return self.measure.maximum if self.measure else None

    @property
    def percentage(self) -> str | None:
        """Whether the unit is per cent."""
        return yes(self.measure.unit.startswith("%")) if self.measure else None

    @property
    def counts_whole_things(self) -> str | None:
        """Whether the measure counts things, such as vehicles, rather than rounding a percentage or money."""
        if self.measure is None:
            return None
        return yes(self.measure.decimals == 0 and not self.measure.unit.startswith(("%", "£")))

    # What the counts say

    @property
    def counts_wanted(self) -> str | None:
        """Whether the two counts behind the figure are asked for."""
        return yes(self.measure.from_counts) if self.measure else None

    @property
    def counts_given(self) -> str | None:
        """Whether they came; None when there is no figure for them to be behind, or the reading has spoken."""
        if self.value is None or self._refused:
            return None
        return yes(self.sent.numerator is not None and self.sent.denominator is not None)

    @property
    def numerator(self) -> Decimal | None:
        """The top of the fraction."""
        return self.sent.numerator if is_usable(self.sent.numerator) else None

    @property
    def denominator(self) -> Decimal | None:
        """The bottom of the fraction."""
        return self.sent.denominator if is_usable(self.sent.denominator) else None

    @property
    def share_of_100(self) -> str | None:
        """Whether the top of the fraction is part of the bottom: a percentage that cannot pass 100."""
        if self.measure is None:
            return None
        limit = self.measure.maximum
        return yes(self.measure.scale == 100 and limit is not None and limit <= 100)

    @cached_property
    def from_counts(self) -> Decimal | None:
        """The figure that the counts give."""
        if self.measure is None or not self.measure.from_counts or self.numerator is None or not self.denominator:
            return None
        return self.numerator / self.denominator * self.measure.scale

    @property
    def gap_from_counts_in_last_decimals(self) -> Decimal | None:
        """How far the figure is from what the counts give, in units of the last decimal place it is reported to."""
        if self.value is None or self.measure is None or self.from_counts is None:
            return None
        return abs(self.value - self.from_counts).scaleb(self.measure.decimals)


def past_figures_changed(source: ReturnToCheck) -> dict[str, int]:
    """How many figures that we hold the Corrections sheet of a return changes or takes back, by measure."""
    changed: Counter[str] = Counter()
    for row in source.reading.figures:
        held = source.known.get((row.measure, period)) if (period := _period(row.period)) else None
        says = row.value is not None or row.vintage is Vintage.WITHDRAWN
        if row.kind is RowKind.CORRECTION and says and held and held.value is not None and held.value != row.value:
            changed[row.measure] += 1
    return dict(changed)


def _period(code: str) -> Period | None:
    try:
        return parse_period(code)
    except PeriodError:
        return None


def _latest_period(measure: Measure, quarter: Quarter) -> Period:
    return quarter if measure.frequency is Frequency.QUARTERLY else latest_year(measure, quarter)
