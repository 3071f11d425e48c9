"""What the figures suite looks at: one value per figure, whose properties are the columns of the frame.

Each property says what a row *is* (by how much it changed, what its counts give); whether that is acceptable is said in
`figures.json` and nowhere else. A property is None where it does not apply, and the suite passes over it.
Arithmetic is decimal; only the comparison itself, inside the suite, is in floating point.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property

from expectations import own_history
from expectations.double_counting import Counted, Given, another, fingerprints
from expectations.sent_figures import Beside, History, SentFigure, past_figures_changed
from expectations.words import count_or_nothing, exact_amount, exact_count, is_usable, percent, times_in_words, yes
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
    "has_figure_held", "changes_what_stands", "counted_elsewhere", "at_an_end",
)  # fmt: skip
NUMBER_COLUMNS = (
    "value", "minimum", "maximum", "numerator", "denominator", "gap_from_counts_in_last_decimals", "last_value",
    "change_from_last", "change_from_last_percent", "big_change_percent", "power_of_ten_from_last",
    "percent_off_power_of_ten", "counted_up_to_last_quarter", "change_from_held", "decimals_sent", "decimals_reported",
    "unusualness", "times_running", "past_figures_changed", "part_of_whole_percent", "highest_before",
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

    @property
    def has_figure_held(self) -> str:
        """Whether there is a figure for this period that could be taken back."""
        return yes(self._held is not None and self._held.value is not None)

    @property
    def changes_what_stands(self) -> str:
        """Whether the row changes or takes back a figure of a quarter that has been signed off."""
        if not self.beside.source.is_signed_off or self._held is None or self._held.value is None:
            return "no"
        return yes(self.answer != "blank" and self.value != self._held.value)

    @property
    def past_figures_changed(self) -> int:
        """How many figures of the same measure, for periods gone by, this return changes."""
        return self.beside.past_figures_changed.get(self.measure_code, 0)

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

    @cached_property
    def _earlier(self) -> list[Decimal]:
        """The figures it can be compared with, oldest first: of periods of the same length, and of the same quarter
        where the measure counts up from 1 April."""
        if self.measure is None or self.period is None:
            return []
        return [
            held.value
            for held in self.beside.history.get(self.measure.code, [])
            if held.value is not None and held.period < self.period and self._is_alike(held.period)
        ]

    def _is_alike(self, period: Period) -> bool:
        if type(period) is not type(self.period):
            return False
        counts_up = self.measure is not None and self.measure.profile is Profile.CUMULATIVE
        if not counts_up or not isinstance(period, Quarter) or not isinstance(self.period, Quarter):
            return True
        return period.number == self.period.number

    @property
    def unusualness(self) -> Decimal | None:
        """How far outside the measure's own history, as a modified z-score."""
        if self.value is None or self.measure is None:
            return None
        return own_history.unusualness(self.value, self._earlier, self.measure.decimals)

    @cached_property
    def times_running(self) -> int | None:
        """How many times running the figure is the same, this one included."""
        return None if self.value is None else own_history.times_running(self.value, self._earlier)

    @property
    def at_an_end(self) -> str:
        """Whether it is none, or the lowest or highest there can be, where a measure may well stay."""
        return yes(self.value is None or self.value in (Decimal(0), self.minimum, self.maximum))

    @property
    def part_of_whole_percent(self) -> Decimal | None:
        """The part as a percentage of the whole, where the figure is a share."""
        if self.share_of_100 != "yes" or self.numerator is None or not self.denominator:
            return None
        return self.numerator / self.denominator * 100

    @property
    def highest_before(self) -> Decimal | None:
        """The highest figure there has been."""
        return max(self._earlier, default=None)

    @cached_property
    def _twin(self) -> Given | None:
        if self.kind != RowKind.FIGURE or self.period is None or self.value is None:
            return None
        marks = fingerprints(self.period.code, self.value, self.numerator, self.denominator)
        return another(self.beside.counted, marks, self.beside.source.request.partner.code, self.measure_code)

    @property
    def counted_elsewhere(self) -> str:
        """Whether another measure gives the very same for this period."""
        return yes(self._twin is not None)

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
            "period_in_words": period_in_words(self.period) if self.period else "the period asked for",
            "partner": request.partner.name,
            "quarter": period_in_words(request.quarter),
            "figure": self._amount(self.value),
            "minimum": self._amount(self.minimum),
            "maximum": self._amount(self.maximum),
            "numerator": count_or_nothing(self.numerator),
            "denominator": count_or_nothing(self.denominator),
            "numerator_is": (self.measure.numerator if self.measure else "") or "the top of the fraction",
            "denominator_is": (self.measure.denominator if self.measure else "") or "the bottom of the fraction",
            "from_counts": self._amount(self._rounded_from_counts),
            "last": self._amount(self.last_value),
            "last_period": period_in_words(self.last.period) if self.last else "no earlier period",
            "times_last": times_in_words(self.power_of_ten_from_last or 0),
            "change_percent": percent(self.change_from_last_percent),
            "big_change_percent": count_or_nothing(self.big_change_percent),
            "counted_up_to_last_quarter": self._amount(self.counted_up_to_last_quarter),
            "held": self._amount(self._held.value) if self._held else "nothing",
            "times_running": str(self.times_running or 1),
            "usual_change": self._moved(own_history.usual_change(self._earlier)),
            "change": self._moved(self.change_from_last),
            "lowest_and_highest": " to ".join(self._amount(end(self._earlier)) for end in (min, max) if self._earlier),
            "highest": self._amount(self.highest_before),
            "twin": self._twin.name if self._twin else "no other measure",
            "past_figures_changed": count_of(self.past_figures_changed, "past figure"),
            "marked": self.sent.vintage.value,
            "counts_sent": self._counts_sent,
            "decimals_reported": count_of(self.decimals_reported or 0, "decimal place"),
        }

    def _amount(self, value: Decimal | None) -> str:
        if value is None:
            return "no figure"
        return exact_amount(value, self.measure) if self.measure else exact_count(value)

    def _moved(self, change: Decimal | None) -> str:
        """For example `up 12 homes`."""
        return f"{'up' if change > 0 else 'down'} {self._amount(abs(change))}" if change else "neither up nor down"

    @property
    def _counts_sent(self) -> str:
        if self.numerator is None and self.denominator is None:
            return "neither count"
        return f"{count_or_nothing(self.numerator)} and {count_or_nothing(self.denominator)}"

    @property
    def _rounded_from_counts(self) -> Decimal | None:
        if self.from_counts is None or self.measure is None or not is_usable(self.from_counts):
            return self.from_counts
        return rounded(self.from_counts, self.measure.decimals)


def figures_to_check(
    source: ReturnToCheck, history: History, counted: Counted | None = None
) -> Iterator[FigureToCheck]:
    """Every figure in a return, then every figure asked for that has no row in it though one file should hold all.

    `counted` is what other measures give, for finding what is counted twice.
    """
    beside = Beside(
        source,
        history,
        asked_for={(due.measure.code, due.period): due for due in source.request.figures},
        measures={code.upper(): measure for code, measure in source.measures.items()},
        refused=held_back(source.reading.findings),
        past_figures_changed=past_figures_changed(source),
        counted=counted or {},
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
