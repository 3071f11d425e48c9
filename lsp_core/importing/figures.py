"""Taking a scorecard's figures by an agreed mapping: each with its cell, and each that is left out with why.

Nothing is guessed here and nothing replaced: where a figure is known already, the one that is known stands.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from lsp_core.findings import CellRef
from lsp_core.importing.labels import Labelled, stands_for_a_figure
from lsp_core.importing.mapping import Holds, Mapping, Meanings
from lsp_core.importing.proposing import phrase_of_column, phrases_of_row
from lsp_core.observations import FigureKey, Observation, Vintage
from lsp_core.periods import AcademicYear, CalendarYear, FinancialYear, Period, Quarter
from lsp_core.plan.model import Frequency, Measure, Plan
from lsp_core.returns.tables import typed_in
from lsp_core.wording import amount, exact_number, period_in_words

_KINDS: dict[Frequency, type[Period]] = {
    Frequency.QUARTERLY: Quarter,
    Frequency.FINANCIAL_YEAR: FinancialYear,
    Frequency.ACADEMIC_YEAR: AcademicYear,
    Frequency.CALENDAR_YEAR: CalendarYear,
}
SHARES_UP_TO = Decimal(1)
"""Percentages that all lie within this are more likely shares, 0.61 for 61%."""
FEWEST_TO_TELL_SHARES = 3


@dataclass(frozen=True)
class Found:
    """One figure, as the file has it."""

    measure: Measure
    period: Period
    value: Decimal
    where: CellRef
    numerator: Decimal | None = None
    denominator: Decimal | None = None


@dataclass(frozen=True)
class LeftOut:
    """A cell that was meant as a figure and is not taken."""

    where: CellRef
    subject: str
    shown: str
    why: str


@dataclass(frozen=True)
class Taken:
    """What a mapping makes of a file."""

    figures: tuple[Found, ...]
    left_out: tuple[LeftOut, ...]
    without: int
    """Cells that say there is no figure: `n/a`, a dash."""
    unplaced: int
    """Cells that the mapping gives no measure or no period, and that are no business of ours."""


def take(
    plan: Plan, cells: Iterable[Labelled], mapping: Mapping, known: dict[FigureKey, Observation], before: Quarter
) -> Taken:
    """The figures of a file by its mapping. Those about periods that end in the quarter `before` or later are left out:
    they are asked for in the ordinary way."""
    by_phrase = mapping.by_phrase
    placed = [(cell, _place(plan, cell, by_phrase)) for cell in cells]
    wanted = [(cell, place) for cell, place in placed if place is not None]
    found: list[Found] = []
    left_out: list[LeftOut] = []
    counts: dict[tuple[str, Period, Holds], Decimal] = {}
    without = 0
    for cell, place in wanted:
        read = _read(cell, place)
        if read is None:
            without += 1
        elif isinstance(read, LeftOut):
            left_out.append(read)
        elif place.holds is Holds.FIGURE:
            found.append(read)
        else:
            counts[read.measure.code, read.period, place.holds] = read.value
    found, doubled = _without_doubles(found)
    kept, refused = _fit_to_keep([_with_counts(one, counts) for one in found], known, before)
    return Taken(tuple(kept), (*left_out, *doubled, *refused), without, len(placed) - len(wanted))


@dataclass(frozen=True)
class _Place:
    """What a cell is about, by its words."""

    measure: Measure
    period: Period
    holds: Holds
    times: Decimal


def _place(plan: Plan, cell: Labelled, by_phrase: Meanings) -> _Place | None:
    phrases = (*phrases_of_row(cell), phrase_of_column(cell))
    meanings = [by_phrase[phrase] for phrase in phrases if phrase in by_phrase]
    codes = {meaning.measure for meaning in meanings if meaning.measure}
    periods = {meaning.period for meaning in meanings if meaning.period}
    holds = next((meaning.holds for meaning in meanings if meaning.holds is not Holds.FIGURE), Holds.FIGURE)
    if len(codes) != 1 or len(periods) != 1 or holds is Holds.NOTHING:
        return None
    period = periods.pop()
    measure = _definition(plan, codes.pop(), period)
    times = [meaning.times for meaning in meanings if meaning.times != 1]
    return _Place(measure, _fitted(period, measure), holds, times[0] if times else Decimal(1))


def _definition(plan: Plan, code: str, period: Period) -> Measure:
    """The definition in force when a period ended; the first there is for a period before any."""
    versions = sorted((m for m in plan.measures if m.code == code), key=lambda measure: measure.valid_from)
    return next((m for m in reversed(versions) if m.valid_from <= period.end), versions[0])


def _fitted(period: Period, measure: Measure) -> Period:
    """A pair of years over a column is the academic year where that is what the measure is counted in."""
    if isinstance(period, FinancialYear) and measure.frequency is Frequency.ACADEMIC_YEAR:
        return AcademicYear(period.year)
    return period


def _read(cell: Labelled, place: _Place) -> Found | LeftOut | None:
    """The figure in a cell, or why it cannot be taken; None where the cell says that there is none."""
    if stands_for_a_figure(cell.cell):
        return None
    measure = place.measure
    where = CellRef(cell.sheet, cell.address)
    subject = f"{measure.name}, {period_in_words(place.period)}"
    if not isinstance(place.period, _KINDS[measure.frequency]):
        why = f"it is for {period_in_words(place.period)}, and the measure is {_every(measure)}"
        return LeftOut(where, subject, cell.cell.shown, why)
    unit = measure.unit if place.holds is Holds.FIGURE else ""
    typed = typed_in(cell.cell, unit, commas_group=True)
    if typed.value is None:
        expected = typed.doubt.rule.expected if typed.doubt else "a number"
        return LeftOut(where, subject, cell.cell.shown, f"{expected} is needed")
    return Found(measure, place.period, typed.value * place.times, where)


def _every(measure: Measure) -> str:
    return "quarterly" if measure.frequency is Frequency.QUARTERLY else f"by {measure.frequency}"


def _with_counts(one: Found, counts: dict[tuple[str, Period, Holds], Decimal]) -> Found:
    return Found(
        one.measure,
        one.period,
        one.value,
        one.where,
        counts.get((one.measure.code, one.period, Holds.NUMERATOR)),
        counts.get((one.measure.code, one.period, Holds.DENOMINATOR)),
    )


def _without_doubles(found: Sequence[Found]) -> tuple[list[Found], list[LeftOut]]:
    """A figure that stands in several cells is taken once; where the cells differ, none of them is."""
    by_key: dict[FigureKey, list[Found]] = {}
    for one in found:
        by_key.setdefault((one.measure.code, one.period), []).append(one)
    kept, left_out = [], []
    for several in by_key.values():
        if len({one.value for one in several}) == 1:
            kept.append(several[0])
            continue
        cells = ", ".join(f"{one.where} ({exact_number(one.value)})" for one in several)
        left_out += [_left_out(one, f"the file has several figures for it: {cells}") for one in several]
    return kept, left_out


def _fit_to_keep(
    found: Sequence[Found], known: dict[FigureKey, Observation], before: Quarter
) -> tuple[list[Found], list[LeftOut]]:
    shares = _look_like_shares(found)
    kept, left_out = [], []
    for one in found:
        why = _why_not(one, known.get((one.measure.code, one.period)), before, shares)
        if why is None:
            kept.append(one)
        elif why:
            left_out.append(_left_out(one, why))
    return kept, left_out


def _look_like_shares(found: Iterable[Found]) -> set[str]:
    """The percentages whose figures in the file all lie between 0 and 1."""
    by_measure: dict[str, list[Decimal]] = {}
    for one in found:
        if "%" in one.measure.unit:
            by_measure.setdefault(one.measure.code, []).append(one.value)
    return {
        code
        for code, values in by_measure.items()
        if len(values) >= FEWEST_TO_TELL_SHARES and all(0 <= value <= SHARES_UP_TO for value in values) and any(values)
    }


def _why_not(one: Found, held: Observation | None, before: Quarter, shares: set[str]) -> str | None:
    """Why a figure is left out; empty when it is known already and there is nothing to say; None to take it."""
    measure = one.measure
    if one.period.end >= before.start:
        return f"figures from {before} on come in the ordinary way, with the returns"
    if measure.code in shares:
        return "all its figures lie between 0 and 1; if they are shares, write 100 under `times` in the mapping"
    if measure.minimum is not None and one.value < measure.minimum:
        return f"{amount(one.value, measure)} is below {amount(measure.minimum, measure)}, the lowest that can be right"
    if measure.maximum is not None and one.value > measure.maximum:
        return (
            f"{amount(one.value, measure)} is above {amount(measure.maximum, measure)}, the highest that can be right"
        )
    if held is None:
        return None
    if held.value == one.value:
        return ""
    stands = "no figure" if held.value is None else amount(held.value, measure)
    return f"{stands} is known for it already, and stands; a correction comes from the partner"


def _left_out(one: Found, why: str) -> LeftOut:
    subject = f"{one.measure.name}, {period_in_words(one.period)}"
    return LeftOut(one.where, subject, exact_number(one.value), why)


def observations_of(found: Iterable[Found], reference: str, known_at: datetime) -> list[Observation]:
    """The figures as they come to be known, each with its cell."""
    return [
        Observation(
            measure=one.measure.code,
            period=one.period,
            value=one.value,
            vintage=Vintage.FINAL,
            known_at=known_at,
            partner=one.measure.partner,
            numerator=one.numerator,
            denominator=one.denominator,
            return_reference=reference,
            where=one.where,
        )
        for one in found
    ]
