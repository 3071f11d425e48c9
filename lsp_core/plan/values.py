"""What people type for a number, a day, yes or no, or a word from a list; the same in YAML and in CSV.

Each function returns the value or raises `Unreadable`, which says what would have been right.
"""

import re
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from enum import Enum

from lsp_core.plan.written import closest, quoted

MONTHS = (
    "january", "february", "march", "april", "may", "june",
    "july", "august", "september", "october", "november", "december",
)  # fmt: skip
NOTHING = frozenset({"null", "~", "none", "never"})
"""What says that there is none, where there could be one."""
OTHER_WORDS = {
    "up is good": "higher is better",
    "high is good": "higher is better",
    "higher": "higher is better",
    "increase": "higher is better",
    "down is good": "lower is better",
    "low is good": "lower is better",
    "lower": "lower is better",
    "decrease": "lower is better",
    "neutral": "context only",
    "annual": "financial year",
    "annually": "financial year",
    "yearly": "financial year",
    "quarter": "quarterly",
    "%": "percent of target",
    "percent": "percent of target",
    "points": "percentage points",
    "units": "the measure's own unit",
    "ni": "northern ireland",
}
"""Words people use for ours. They are offered, never taken: an annual figure may be of any of three kinds of year."""

_NUMBER = re.compile(r"-?£?(?:[0-9]{1,15}|[0-9]{1,3}(?:,[0-9]{3}){1,4})(?:\.[0-9]{1,15})?")
_DECIMAL_COMMA = re.compile(r"-?[0-9]+,[0-9]{1,2}")
_ISO_DAY = re.compile(r"(?P<year>[0-9]{4})-(?P<month>[0-9]{1,2})-(?P<day>[0-9]{1,2})")
_BRITISH_DAY = re.compile(r"(?P<day>[0-9]{1,2})/(?P<month>[0-9]{1,2})/(?P<year>[0-9]{4})")
_DAY_IN_WORDS = re.compile(r"(?P<day>[0-9]{1,2})(?:st|nd|rd|th)? (?P<month>[a-z]{3,9}),? (?P<year>[0-9]{4})")


class Unreadable(ValueError):  # noqa: N818  what was typed is unreadable; the program is not in error
    """Some text is not what it should be."""

    def __init__(self, wrong: str, right: str) -> None:
        super().__init__(wrong, right)
        self.wrong = wrong
        self.right = right


def number(text: str) -> Decimal:
    """A number with or without a pound sign and commas at the thousands."""
    cleaned = text.strip().replace("\u2212", "-").replace("£ ", "£")
    if _NUMBER.fullmatch(cleaned):
        return Decimal(cleaned.replace("£", "").replace(",", ""))
    if _DECIMAL_COMMA.fullmatch(cleaned):
        raise Unreadable("is not a number", f"did you mean {quoted(cleaned.replace(',', '.'))}?")
    raise Unreadable("is not a number", "write it like 1204, 1,204 or 12.5, with no unit and no words")


def whole_number(text: str) -> int:
    """A number with nothing after the point."""
    try:
        value: Decimal | None = number(text)
    except Unreadable:
        value = None
    if value is None or value != int(value):
        raise Unreadable("is not a whole number", "write it in figures, with no unit and no words")
    return int(value)


def day(text: str) -> date:
    """A day, written 2023-04-01, 1 April 2023 or 01/04/2023. The last has the day first."""
    cleaned = " ".join(text.split()).lower()
    for pattern in (_ISO_DAY, _BRITISH_DAY, _DAY_IN_WORDS):
        match = pattern.fullmatch(cleaned)
        if match:
            return _real_day(int(match["year"]), _month(match["month"]), int(match["day"]))
    raise Unreadable("is not a date", "write it like 2023-04-01, 1 April 2023 or 01/04/2023 (the day first)")


def yes_or_no(text: str) -> bool:
    """Yes or no; true and false are taken too, because Excel turns one into the other."""
    answers = {"yes": True, "true": True, "y": True, "no": False, "false": False, "n": False}
    answer = answers.get(text.lower())
    if answer is None:
        raise Unreadable("is neither yes nor no", "write yes or no")
    return answer


def one_of(choices: type[Enum]) -> Callable[[str], Enum]:
    """Reads one word of a fixed list, forgiving capitals, spaces, dashes and underscores."""
    by_word = {_folded(str(choice.value)): choice for choice in choices}

    def read(text: str) -> Enum:
        found = by_word.get(_folded(text))
        if found is not None:
            return found
        words = [str(choice.value) for choice in choices]
        meant = OTHER_WORDS.get(_folded(text))
        meant = meant if meant in words else closest(text, words)
        right = f"did you mean {quoted(meant)}?" if meant else "choose one of those"
        raise Unreadable(f"is not one of {_listed(words)}", right)

    return read


def _real_day(year: int, month: int, number_in_month: int) -> date:
    try:
        return date(year, month, number_in_month)
    except ValueError:
        raise Unreadable("is a day that does not exist", "look at the calendar; the month comes second") from None


def _month(text: str) -> int:
    if text.isdigit():
        return int(text)
    for count, name in enumerate(MONTHS, 1):
        if name.startswith(text):
            return count
    raise Unreadable(f"names no month in {quoted(text)}", f"the months are {', '.join(MONTHS).title()}")


def _folded(text: str) -> str:
    return " ".join(re.split(r"[\s_-]+", text.strip().casefold().replace("\u2019", "'")))


def _listed(words: list[str]) -> str:
    return f"{', '.join(map(quoted, words[:-1]))} or {quoted(words[-1])}"
