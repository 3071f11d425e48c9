"""What the figures suite looks at: one value per figure, whose properties are the columns of the frame.

Each property says what a row *is* (by how much it changed, what its counts give); whether that is acceptable is said in
`figures.json` and nowhere else. A property is None where it does not apply, and the suite passes over it.
Arithmetic is decimal; only the comparison itself, inside the suite, is in floating point.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property

from expectations.sent_figures import Beside, History, SentFigure
from expectations.words import exact_amount, exact_count, is_usable, percent, times_in_words, yes
from lsp_core.changes import change, share_changed
from lsp_core.findings import CellRef, held_back
from lsp_core.observations import Observation, Vintage
from lsp_core.periods import Period, Quarter
from lsp_core.plan.model import Profile
from lsp_core.requests.due import FigureDue
from lsp_core.returns.checks import ReturnToCheck
from lsp_core.returns.rows import FigureRow, RowKind
from lsp_core.wording import count_of, period_in_words, rounded

TEXT_COLUMNS = (
    "key", "kind", "measure_code", "period_code", "measure_is", "period_is", "answer", "has_note", "counts_wanted",
    "counts_given", "percentage", "share_of_100", "counts_whole_things", "whole_number", "already_held",
)  # fmt: skip
NUMBER_COLUMNS = (
    "value", "minimum", "maximum", "numerator", "denominator", "gap_from_counts_in_last_decimals", "last_value",
    "change_from_last", "change_from_last_percent", "big_change_percent", "power_of_ten_from_last",
    "percent_off_power_of_ten", "counted_up_to_last_quarter", "change_from_held", "decimals_sent", "decimals_reported",
)  # fmt: skip


@dataclass(frozen=True)
class FigureToCheck(SentFigure):
    """One figure beside everything it is checked against."""

    @cached_property
    def _held(self) -> Observation | None:
        return self.beside.source.known.get(self.figure_key) if self.figure_key else None

    @property
    def already_held(self) -> str:
        """Whether there is a figure, or word that there is none, for this period already."""
        return yes(self._held is not None)

    @property
    def change_from_held(self) -> Decimal | None:
        """How much a correction changes."""
        held = self._held.value if self._held else None
        return None if self.value is None or held is None else self.value - held

    @cached_property
    def last(self) -> Observation | None:
        """The figure to compare with: the latest before this period, or the same period last year where the measure
        counts up from 1 April and the quarter before is no guide."""
        if self.measure is None or self.period is None:
            return None
        if self.measure.profile is Profile.CUMULATIVE:
            return self._figure_for(self.period.a_year_earlier)
        earlier = (o for o in reversed(self.beside.history.get(self.measure.code, [])) if o.period < self.period)
        return next((o for o in earlier if type(o.period) is type(self.period)), None)

    @property
    def last_value(self) -> Decimal | None:
        """The last figure."""
        return self.last.value if self.last else None

    @cached_property
    def change_from_last(self) -> Decimal | None:
        """Up or down, in the measure's unit."""
        return change(self.last_value, self.value)

    @cached_property
    def change_from_last_percent(self) -> Decimal | None:
        """The size of the change as a percentage of the last figure; None when that was zero."""
        share = share_changed(self.last_value, self.value)
        return None if share is None else abs(share) * 100

    @property
    def big_change_percent(self) -> Decimal:
        """What the partnership has said is a big change."""
        return self.beside.source.big_change_percent

    @cached_property
    def times_last(self) -> Decimal | None:
        """The figure over the last one; None unless both are above zero."""
        if self.value is None or self.last_value is None or self.value <= 0 or self.last_value <= 0:
            return None
        return self.value / self.last_value

    @cached_property
    def power_of_ten_from_last(self) -> int | None:
        """The nearest power of ten to `times_last`: 2 for about 100 times, -1 for about a tenth."""
        return None if self.times_last is None else int(self.times_last.log10().to_integral_value())

    @property
    def percent_off_power_of_ten(self) -> Decimal | None:
        """How far `times_last` is from that power of ten, in per cent of it."""
        if self.times_last is None or self.power_of_ten_from_last is None:
            return None
        return abs(self.times_last.scaleb(-self.power_of_ten_from_last) - 1) * 100

    @property
    def counted_up_to_last_quarter(self) -> Decimal | None:
        """For a measure that counts up from 1 April, how far it had come by the quarter before in the same year."""
        if self.measure is None or self.measure.profile is not Profile.CUMULATIVE:
            return None
        if not isinstance(self.period, Quarter) or self.period.number == 1:
            return None
        before = self._figure_for(self.period.previous)
        return before.value if before else None

    def _figure_for(self, period: Period) -> Observation | None:
        found = self.beside.source.known.get((self.measure_code, period))
        return found if found is not None and found.value is not None else None

    def words(self) -> dict[str, str]:
        """Everything the suite's sentences may name, in words."""
        request = self.beside.source.request
        return {
            "typed": self.sent.typed or "nothing",
            "code": f"the code {self.sent.measure}" if self.sent.measure else "no code",
            "period": self.sent.period or "no period",
            "partner": request.partner.name,
            "quarter": period_in_words(request.quarter),
            "figure": self._amount(self.value),
            "minimum": self._amount(self.minimum),
            "maximum": self._amount(self.maximum),
            "numerator": _count(self.numerator),
            "denominator": _count(self.denominator),
            "numerator_is": (self.measure.numerator if self.measure else "") or "the top of the fraction",
            "denominator_is": (self.measure.denominator if self.measure else "") or "the bottom of the fraction",
            "from_counts": self._amount(self._rounded_from_counts),
            "last": self._amount(self.last_value),
            "last_period": period_in_words(self.last.period) if self.last else "no earlier period",
            "times_last": times_in_words(self.power_of_ten_from_last or 0),
            "change_percent": percent(self.change_from_last_percent),
            "big_change_percent": _count(self.big_change_percent),
            "counted_up_to_last_quarter": self._amount(self.counted_up_to_last_quarter),
            "held": self._amount(self._held.value) if self._held else "nothing",
            "decimals_reported": count_of(self.decimals_reported or 0, "decimal place"),
        }

    def _amount(self, value: Decimal | None) -> str:
        if value is None:
            return "no figure"
        return exact_amount(value, self.measure) if self.measure else exact_count(value)

    @property
    def _rounded_from_counts(self) -> Decimal | None:
        if self.from_counts is None or self.measure is None or not is_usable(self.from_counts):
            return self.from_counts
        return rounded(self.from_counts, self.measure.decimals)


def figures_to_check(source: ReturnToCheck, history: History) -> Iterator[FigureToCheck]:
    """Every figure in a return, then every figure asked for that has no row in it though one file should hold all."""
    beside = Beside(
        source,
        history,
        asked_for={(due.measure.code, due.period): due for due in source.request.figures},
        measures={code.upper(): measure for code, measure in source.measures.items()},
        refused=held_back(source.reading.findings),
    )
    sent = [FigureToCheck(beside, row) for row in source.reading.figures]
    yield from sent
    answered = {figure.figure_key for figure in sent if figure.kind == RowKind.FIGURE}
    sheet = source.reading.figures[0].where.sheet if source.reading.figures else ""
    for key, due in beside.asked_for.items():
        if key not in answered and source.is_whole:
            yield FigureToCheck(beside, _stand_in(due, sheet), absent=True)


def _stand_in(due: FigureDue, sheet: str) -> FigureRow:
    """For a figure with no row: about the sheet as a whole, and numbered before every row there is."""
    return FigureRow(
        row=0,
        kind=RowKind.FIGURE,
        where=CellRef(sheet, ""),
        measure=due.measure.code,
        period=due.period.code,
        typed="",
        value=None,
        vintage=Vintage.FINAL,
    )


def _count(value: Decimal | None) -> str:
    return "nothing" if value is None else exact_count(value)
