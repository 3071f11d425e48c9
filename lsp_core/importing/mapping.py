"""What the words of a scorecard mean in the plan: which measure, which period, what a column holds.

One line a phrase, so that a sheet of a thousand rows needs as many lines as it has names. `proposing` proposes it. It
is written as a CSV file for a person to correct in a spreadsheet program, and read back with every mistake located.
"""

import csv
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from enum import StrEnum
from io import StringIO

from lsp_core.errors import ImportRefusedError, PeriodError
from lsp_core.periods import Period, parse_period
from lsp_core.plan.written import suggestion


class Holds(StrEnum):
    """What the figures under a heading are."""

    FIGURE = "figure"
    NUMERATOR = "numerator"
    DENOMINATOR = "denominator"
    NOTHING = "not taken"
    """A target, a rank, a change on last year: nothing that was measured."""


@dataclass(frozen=True)
class Meaning:
    """What one phrase means. A phrase can mean a measure and a period at once, or neither."""

    says: str
    measure: str = ""
    period: Period | None = None
    holds: Holds = Holds.FIGURE
    times: Decimal = Decimal(1)
    """What the figures are to be multiplied by: 100 where a sheet has shares for percentages."""
    perhaps: str = ""
    """The measure that may be meant. A guess is never taken; a person who agrees copies it across."""


Meanings = dict[str, Meaning]


@dataclass(frozen=True)
class Mapping:
    """Every phrase of a file and what it means."""

    meanings: tuple[Meaning, ...]

    @property
    def by_phrase(self) -> Meanings:
        """Each meaning by its phrase."""
        return {meaning.says: meaning for meaning in self.meanings}


COLUMNS = ("says", "measure", "period", "holds", "times", "perhaps")
_NOT_A_FORMULA = "'"


def mapping_as_csv(mapping: Mapping) -> str:
    """The mapping as a table for a spreadsheet program. Words that could be a formula there are made text."""
    text = StringIO()
    table = csv.writer(text, lineterminator="\n")
    table.writerow(COLUMNS)
    for one in mapping.meanings:
        period = one.period.code if one.period else ""
        times = "" if one.times == 1 else str(one.times)
        says = _NOT_A_FORMULA + one.says if one.says.startswith(tuple("=+-@'")) else one.says
        table.writerow((says, one.measure, period, one.holds.value, times, one.perhaps))
    return text.getvalue()


def mapping_from_csv(name: str, text: str, measures: Sequence[str]) -> Mapping:
    """Read a mapping back. Raises `ImportRefusedError` with every mistake, each with its line."""
    lines = list(csv.reader(StringIO(text.removeprefix("\ufeff"), newline=""), delimiter=_separator(text)))
    if not lines or tuple(cell.strip().casefold() for cell in lines[0][: len(COLUMNS)]) != COLUMNS:
        raise ImportRefusedError(
            f"{name} is not a mapping: its first line is not {','.join(COLUMNS)}",
            "Have one written with `lsp import FILE --write-mapping`, and change that.",
        )
    mistakes: list[str] = []
    meanings = [
        _Line(f"{name}:{number}", measures, mistakes).meaning([*cells, *[""] * len(COLUMNS)])
        for number, cells in enumerate(lines[1:], start=2)
        if any(cells)
    ]
    if mistakes:
        raise ImportRefusedError("The mapping cannot be used:\n" + "\n".join(mistakes), "Correct it and try again.")
    return Mapping(tuple(meanings))


@dataclass(frozen=True)
class _Line:
    """One line of a mapping being read; what is wrong with it is added to the mistakes."""

    place: str
    measures: Sequence[str]
    mistakes: list[str]

    def meaning(self, cells: Sequence[str]) -> Meaning:
        says, measure, period, holds, times, perhaps = (cell.strip() for cell in cells[: len(COLUMNS)])
        return Meaning(
            says=says.removeprefix(_NOT_A_FORMULA),
            measure=self._measure(measure),
            period=self._period(period),
            holds=self._holds(holds),
            times=self._times(times),
            perhaps=perhaps,
        )

    def _wrong(self, mistake: str) -> None:
        self.mistakes.append(f"{self.place}: {mistake}")

    def _measure(self, text: str) -> str:
        by_folded = {code.casefold(): code for code in self.measures}
        if text and text.casefold() not in by_folded:
            self._wrong(f"{text!r} is not a measure of the plan; {suggestion(text, self.measures)}")
        return by_folded.get(text.casefold(), "")

    def _period(self, text: str) -> Period | None:
        try:
            return parse_period(text) if text else None
        except PeriodError as error:
            self._wrong(str(error))
            return None

    def _holds(self, text: str) -> Holds:
        kinds = [kind.value for kind in Holds]
        if text and text.casefold() not in kinds:
            self._wrong(f"{text!r} is not what a column can hold; {suggestion(text, kinds)}")
            return Holds.NOTHING
        return Holds(text.casefold() or Holds.FIGURE)

    def _times(self, text: str) -> Decimal:
        try:
            times = Decimal(text or 1)
        except InvalidOperation:
            times = Decimal(0)
        if not times.is_finite() or times <= 0:
            self._wrong(f"{text!r} is not a number to multiply by; leave it blank for 1")
        return times


def _separator(text: str) -> str:
    """The separator under which the first line is ours; Excel may have written another than it was given."""
    first = text.split("\n", 1)[0]
    return max((",", ";", "\t"), key=first.count)
