"""What people type into a box for a number, read as they meant it, or asked about where there is doubt.

`1,204`, `£1,000`, `12%`, ` 99 ` and `1204 (p)` are figures; `nil` is zero, a blank is not; `n/a` is an answer; `<5`,
`c. 40%` and `1.2k` are asked about, never guessed. What a whole row means is `lsp_core.returns.reading`.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal

from lsp_core.observations import Vintage
from lsp_core.returns import doubts
from lsp_core.returns.answers import read_answer
from lsp_core.returns.doubts import Doubt, ReadingRule

MOST_DIGITS = 15
"""Significant digits a spreadsheet holds exactly; it shows no more, so we read no more."""
_LONGEST_TYPED = 80
"""Beyond this it is prose and not a figure, and is not quoted whole."""


@dataclass(frozen=True)
class Typed:
    """One box, read."""

    shown: str
    """What the cell shows, tidied; empty for blank."""
    value: Decimal | None = None
    vintage: Vintage | None = None
    """When it was said in the same cell: `1204 (p)`, `n/a`."""
    doubt: Doubt | None = None

    @property
    def is_blank(self) -> bool:
        """Nothing was typed."""
        return not self.shown


BLANK = Typed("")


def read_number(shown: str, unit: str = "", commas_group: bool = True) -> Typed:
    """Read a box for a number in a unit (empty when the row does not say).

    `commas_group` is False for files in which `1,204` may as well mean 1.204.
    """
    text = tidy(shown)
    if len(text) > _LONGEST_TYPED:
        return Typed(f"{text[:_LONGEST_TYPED]}...", doubt=Doubt(doubts.NOT_A_NUMBER, unit=unit))
    if text.casefold() in NOT_AVAILABLE_WORDS or read_answer(text) is not None:
        return Typed(text, vintage=Vintage.NOT_AVAILABLE)
    if text.casefold().rstrip(".") in WITHDRAWN_WORDS:
        return Typed(text, vintage=Vintage.WITHDRAWN)
    if text.casefold() in ZERO_WORDS:
        return Typed(text, Decimal(0))
    bare, vintage = _without_mark(text)
    bare = _without_unit(bare, unit)
    if not _NUMBER.fullmatch(bare) or not bare.strip("+-. "):
        return Typed(text, doubt=_doubt(bare, unit)) if text else BLANK
    if not commas_group and _MAY_BE_THOUSANDS.search(bare):
        return Typed(text, doubt=Doubt(doubts.ODD_SEPARATORS))
    return in_bounds(text, Decimal(re.sub(r"[, ]", "", bare)), vintage)


def in_bounds(shown: str, value: Decimal, vintage: Vintage | None = None) -> Typed:
    """A number, unless it has more digits than a spreadsheet could have held for the sender."""
    too_large = value and not -MOST_DIGITS <= value.adjusted() < MOST_DIGITS
    if too_large or len(value.as_tuple().digits) > 2 * MOST_DIGITS:
        return Typed(shown[:40], doubt=Doubt(doubts.TOO_LONG))
    return Typed(shown, value or Decimal(0), vintage)  # minus nought is nought


def exactly(number: float) -> Decimal:
    """A spreadsheet's number as the spreadsheet shows it: 12.299999999999999 is 12.3, and 0.1 stays 0.1."""
    return Decimal(number) if isinstance(number, int) else Decimal(f"{number:.{MOST_DIGITS}g}")


def plain(number: Decimal) -> str:
    """A number in full, without an exponent or idle zeros after the point."""
    text = f"{number:f}"
    return (text.rstrip("0").rstrip(".") or "0") if "." in text else text


def tidy(text: str) -> str:
    """Typed text with every kind of space made plain and collapsed, and every kind of minus made plain."""
    return " ".join(text.translate(_PLAIN_CHARACTERS).split())


def is_percentage(unit: str) -> bool:
    """Whether a unit counts in hundredths, so that `12%` is 12 of it."""
    return bool(re.search(r"%|\bper ?cent|\bpercentage", unit.casefold()))


def read_vintage(shown: str) -> tuple[Vintage | None, Doubt | None]:
    """Read the box for final or provisional. Nothing said is None; what we do not know is taken as provisional."""
    word = tidy(shown).casefold().rstrip(".")
    if not word:
        return None, None
    if word in NOT_AVAILABLE_WORDS or read_answer(word) is not None:
        return Vintage.NOT_AVAILABLE, None
    if word in WITHDRAWN_WORDS:
        return Vintage.WITHDRAWN, None
    if word in VINTAGE_WORDS:
        return VINTAGE_WORDS[word], None
    return Vintage.PROVISIONAL, Doubt(doubts.UNKNOWN_VINTAGE)


NOT_AVAILABLE_WORDS = frozenset(
    {"n/a", "n.a.", "n.a", "na", "not available", "unavailable", "data not available", "no data", "not collected"}
    | {"not applicable", "no longer collected", "no longer available"}
)
WITHDRAWN_WORDS = frozenset(
    {"withdrawn", "withdraw", "figure withdrawn", "taken back", "retracted", "w/d", "please withdraw", "remove"}
)
ZERO_WORDS = frozenset({"nil", "zero"})
VINTAGE_WORDS = {
    "final": Vintage.FINAL,
    "f": Vintage.FINAL,
    "confirmed": Vintage.FINAL,
    "provisional": Vintage.PROVISIONAL,
    "prov": Vintage.PROVISIONAL,
    "p": Vintage.PROVISIONAL,
    "estimate": Vintage.PROVISIONAL,
    "estimated": Vintage.PROVISIONAL,
    "revised": Vintage.REVISED,
    "r": Vintage.REVISED,
}

_PLAIN_CHARACTERS = str.maketrans(
    dict.fromkeys("\u00a0\u2007\u2009\u200a\u202f\u3000", " ")
    | dict.fromkeys("\u200b\u200e\u200f\ufeff", "")
    | dict.fromkeys("\u2010\u2011\u2012\u2013\u2014\u2212", "-")
)
_DIGITS = r"(?:[1-9][0-9]{0,2}(?:,[0-9]{3})+|[1-9][0-9]{0,2}(?: [0-9]{3})+|[0-9]*)(?:\.[0-9]*)?"
_NUMBER = re.compile(rf"[+-]? ?{_DIGITS}")
_MARK = re.compile(r"(?P<figure>.*\S) ?[(\[](?P<mark>[a-z]+)\.?[)\]]", re.IGNORECASE)
_MONEY = re.compile(r"£|\bpounds?\b|\bgbp\b", re.IGNORECASE)
_PERCENT_SIGN = re.compile(r" ?(?:%|per ?cent|pc)$", re.IGNORECASE)


def _without_mark(text: str) -> tuple[str, Vintage | None]:
    """Split `1204 (p)` into the figure and what the mark says of it."""
    match = _MARK.fullmatch(text)
    vintage = VINTAGE_WORDS.get(match["mark"].casefold()) if match else None
    return (match["figure"], vintage) if match and vintage else (text, None)


def _without_unit(text: str, unit: str) -> str:
    """The figure without the unit that the row asks for, so that any other unit left in it is a doubt."""
    if unit and text.casefold().endswith(unit.casefold()):
        text = text[: -len(unit)].strip()
    if not unit or is_percentage(unit):
        text = _PERCENT_SIGN.sub("", text)
    if not unit or _MONEY.search(unit):
        text = re.sub(r"^([+-]?) ?£ ?", r"\1", text)
    return text


_MAY_BE_THOUSANDS = re.compile(r",|^[+-]? ?[1-9][0-9]{0,2}\.[0-9]{3}$")
"""Where commas may be decimal, so may points group thousands."""

_N = r"(?P<n>[+-]?£? ?[0-9][0-9, ]*(?:\.[0-9]+)?)"
_MULTIPLES = {"k": 3, "thousand": 3, "m": 6, "mn": 6, "million": 6, "bn": 9, "b": 9, "billion": 9}
_MONTH = r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*"

_DOUBTS: tuple[tuple[ReadingRule, str], ...] = (
    (doubts.SPREADSHEET_ERROR, r"#[A-Z0-9/_]+[!?]?|Err:[0-9]+"),
    (doubts.WITHHELD, r"\*+|\[?[cs]\]?|\[low\]|suppressed|confidential|withheld|redacted|small numbers?"),
    (doubts.ZERO_OR_MISSING, r"[-.:x~+]+|none|null|blank|-? ?£ ?-?|\[?[xz]\]?|(?:not known|unknown|don'?t know|n/?k)"),
    (doubts.NOT_READY, r"(?:not (?:yet )?available|n/?a) (?:until|till|before).*"),
    (doubts.NOT_READY, r"t\.?b\.?[cad]\.?|to follow.*|pending.*|await.*|not yet.*|later.*|\?+|due .*|to be .*"),
    (doubts.WITHHELD, rf"(?:[<>≤≥]=?|fewer than|less than|more than|under|over|at least|up to) ?{_N} ?%?.*"),
    (doubts.APPROXIMATE, rf"(?:c\.?|ca\.?|circa|~|≈|about|around|approx\.?|approximately|est\.?|roughly) ?{_N} ?%?"),
    (doubts.APPROXIMATE, rf"{_N} ?%? ?(?:\(?e\)?|\(?est\.?\)?|approx\.?|or so|ish|\+)"),
    (doubts.BRACKETED, rf"£? ?\( ?£?{_N} ?%? ?\)"),
    (doubts.MINUS_AFTER, rf"{_N} ?-"),
    (doubts.A_DATE, rf"[0-9]{{1,2}}[-/ ]{_MONTH}(?:[-/ ][0-9]{{2,4}})?|{_MONTH}[-/ ][0-9]{{2,4}}"),
    (doubts.A_DATE, r"[0-9]{1,2}/[0-9]{1,2}/[0-9]{2,4}|[0-9]{4}-[0-9]{2}-[0-9]{2}.*"),
    (doubts.RANGE, r"[0-9.,]+ ?%? ?(?:-|to|/|or) ?[0-9.,]+ ?%?"),
    (doubts.SHORTENED, rf"{_N} ?(?P<multiple>{'|'.join(_MULTIPLES)})"),
    (doubts.SHORTENED, r"[+-]?[0-9.]+e(?P<exponent>[+-]?[0-9]{1,2})"),
    (doubts.WRONG_UNIT, r"-?[£$€] ?[0-9][0-9,. ]*|-?[0-9][0-9,. ]* ?(?:%|per ?cent|pc|£|p)"),
    (doubts.ODD_SEPARATORS, r"[+-]? ?[0-9][0-9.,' ]*"),
)
_COMPILED = [(rule, re.compile(pattern, re.IGNORECASE)) for rule, pattern in _DOUBTS]


def _doubt(text: str, unit: str) -> Doubt:
    """The first rule whose pattern is the whole of what was typed; the most general when none is."""
    for rule, pattern in _COMPILED:
        match = pattern.fullmatch(text)
        if match:
            return Doubt(rule, _understood(text, match), unit)
    return Doubt(doubts.NOT_A_NUMBER, unit=unit)


def _understood(text: str, match: re.Match[str]) -> str:
    """The number inside a doubtful cell, in full, for asking whether it was meant."""
    groups = match.groupdict()
    if groups.get("exponent"):
        return _or_as_typed(text, lambda: Decimal(text))
    if not groups.get("n"):
        return ""
    power = _MULTIPLES[groups["multiple"].casefold()] if groups.get("multiple") else 0
    return _or_as_typed(text, lambda: Decimal(re.sub(r"[£, ]", "", groups["n"])).scaleb(power))


def _or_as_typed(text: str, number: Callable[[], Decimal]) -> str:
    try:
        return plain(number())
    except ArithmeticError:
        return text
