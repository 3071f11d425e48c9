"""One cell of a spreadsheet as a reader sees it, whichever form of file it is from, and how much of a file is held.

A number is read with the format it is shown in: 0.12 in a percent cell is 12%, and a cell that shows something other
than the number it holds is asked about.
"""

import re
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from decimal import Decimal

from lsp_core.returns import doubts, refusals
from lsp_core.returns.doubts import ReadingRule
from lsp_core.returns.grid import Cell
from lsp_core.returns.typed import MOST_DIGITS, exactly, plain

LONGEST_TEXT = 32_767
"""Characters that a cell of a spreadsheet holds."""
MOST_TEXT = 20_000_000
"""Characters in all cells of a file together. A workbook may use one long text in every cell, which takes nothing in
the file and all there is in memory."""

Moment = date | datetime | time | timedelta


@dataclass
class Tally:
    """Makes the cells of one file, and refuses the file when they come to more than a return holds."""

    characters: int = 0
    _seen: dict[str, Cell] = field(default_factory=dict)

    def text(self, text: str) -> Cell | None:
        """A cell of text; None when there is nothing but space in it. The same text is kept once."""
        if text in self._seen:
            return self._seen[text]
        shown = text[:LONGEST_TEXT].strip()
        self.characters += len(shown)
        if self.characters > MOST_TEXT:
            raise refusals.TOO_MUCH.error(does="holds far")
        if not shown:
            return None
        if len(text) <= LONGEST_TEXT:
            return self._seen.setdefault(text, Cell(shown))
        return Cell(shown)


def number_cell(value: float, number_format: str = "General") -> Cell:
    """A number under the format it is shown in."""
    number = exactly(value)
    if not number.is_finite():
        return Cell(str(value), trouble=doubts.SPREADSHEET_ERROR)
    instructions = _SPOKEN.sub("", number_format)
    trouble = _trouble(number, number_format, instructions)
    if "%" in instructions:
        percentage = Decimal(plain(number * 100))
        return Cell(f"{short(percentage)}%", percentage, is_percentage=True, trouble=trouble)
    return Cell(short(number), number, trouble=trouble)


def day_cell(value: Moment) -> Cell:
    """A date or a time, which no figure is."""
    shown = f"{value.day} {value:%B %Y}" if isinstance(value, date) else str(value)
    return Cell(shown, trouble=doubts.A_DATE)


def truth_cell(value: bool) -> Cell:
    """TRUE or FALSE."""
    return Cell(str(value).upper(), trouble=doubts.TRUE_OR_FALSE)


def error_cell(shown: str) -> Cell:
    """What a formula that failed shows."""
    return Cell(shown[:LONGEST_TEXT], trouble=doubts.SPREADSHEET_ERROR)


def unsaved_cell(formula: str) -> Cell:
    """A formula that was saved without its answer, which would otherwise look like a blank."""
    return Cell(formula[:80], trouble=doubts.NO_SAVED_VALUE)


def short(number: Decimal) -> str:
    """A number in full unless that would be a line of noughts."""
    return plain(number) if abs(number.adjusted()) <= 2 * MOST_DIGITS else str(number)


_SPOKEN = re.compile(r'"[^"]*"|\\.|_.|\*.|\[[^\]]*\]')
"""The parts of a number format that are words and spacing, not instructions."""
_THOUSANDS = re.compile(r"[0#?],+(?![0#?,])")
_WORDS = re.compile(r'"([^"]*)"|\\(.)')
_SCALE_WORDS = re.compile(r"\s*(?:k|m|mn|bn|b|thousands?|millions?|billions?|'?000s?)\b\.?\s*", re.IGNORECASE)
_SHOWS_A_NUMBER = re.compile(r"[0#?@]|general", re.IGNORECASE)
_DASH = re.compile(r"[\s\-–—.?#0]*")


def _trouble(number: Decimal, number_format: str, instructions: str) -> ReadingRule | None:
    """Why the cell may show something other than what it holds."""
    if _THOUSANDS.search(instructions):
        return doubts.SCALED
    section = _section(number, number_format)
    spoken = "".join(word or letter for word, letter in _WORDS.findall(section))
    if says_a_scale(spoken):
        return doubts.SCALED
    if number_format and not _SHOWS_A_NUMBER.search(_SPOKEN.sub("", section)):
        shows_a_dash = not number and spoken.strip() and _DASH.fullmatch(spoken)
        return None if shows_a_dash else doubts.MASKED
    return None


def says_a_scale(words: str) -> bool:
    """Whether the words of a number's format make a number of thousands or millions of it: 1.2 shown as `1.2m`."""
    return bool(_SCALE_WORDS.fullmatch(words))


def _section(number: Decimal, number_format: str) -> str:
    """The part of a format for numbers like this: they come in the order positive; negative; zero; text."""
    sections = re.split(r';(?=(?:[^"]*"[^"]*")*[^"]*$)', number_format)
    wanted = 1 if number < 0 else 2 if number == 0 else 0
    return sections[wanted] if wanted < len(sections) and len(sections) > 1 else sections[0]
