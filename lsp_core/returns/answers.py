"""Answers in place of a figure: `not available until 25 April 2024`, `no longer collected`.

A bare `n/a` is `lsp_core.returns.typed`. A day without its year is not guessed: it is a figure that is not available,
without a day. What follows from an answer is `lsp_core.requests.due`.
"""

import re
from dataclasses import dataclass
from datetime import date

MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH = rf"(?P<month>(?:{'|'.join(MONTHS)})[a-z]*)\.?"
_WEEKDAY = r"(?:(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?,? )?"
_ORDINAL = r"(?P<day>[0-9]{1,2})(?:st|nd|rd|th)?"
_DAYS = (
    rf"{_WEEKDAY}(?:the )?{_ORDINAL}(?: of)?[ -]{_MONTH},?[ -](?P<year>[0-9]{{4}}|[0-9]{{2}})",
    rf"{_WEEKDAY}{_MONTH} {_ORDINAL},? (?P<year>[0-9]{{4}})",
    r"(?P<day>[0-9]{1,2})[/.-](?P<number>[0-9]{1,2})[/.-](?P<year>[0-9]{4}|[0-9]{2})",
    r"(?P<year>[0-9]{4})-(?P<number>[0-9]{2})-(?P<day>[0-9]{2})(?: 00:00:00)?",
)
_NOT_HERE = r"(?:(?:data |figures? )?(?:is |are )?(?:not (?:yet )?(?:available|ready)|unavailable)|n\.?/?a\.?|no data)"
_WHEN = r"(?:yet )?(?:until|till|til|before)(?: after)?"
_COMING = (
    r"(?:(?:will be |to be )?(?:available|ready|published|expected|sent|due)|will come|coming)(?: (?:from|on|by))?"
)
_UNTIL = [re.compile(rf"{_NOT_HERE},? {_WHEN} {day}\.?", re.IGNORECASE) for day in _DAYS]
_IN_A_NOTE = [re.compile(rf"\b(?:until|till|{_COMING}) {day}(?![0-9])", re.IGNORECASE) for day in _DAYS]
_DISCONTINUED = re.compile(
    r"(?:(?:this |data |figures? )*(?:is |are |has been )?)?"
    r"(?:no longer (?:collected|counted|recorded|published|measured|produced|available)|discontinued)\.?",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Answer:
    """What a partner says in place of a figure."""

    expected_on: date | None = None
    discontinued: bool = False


def read_answer(text: str) -> Answer | None:
    """The answer that is the whole of a tidied text; None when it is something else."""
    if _DISCONTINUED.fullmatch(text):
        return Answer(discontinued=True)
    for pattern in _UNTIL:
        match = pattern.fullmatch(text)
        day = _day(match) if match else None
        if day is not None:
            return Answer(expected_on=day)
    return None


def expected_in(note: str) -> date | None:
    """The day that a note beside `not available` says the figure will come; None when it says none, or several."""
    matches = (match for pattern in _IN_A_NOTE for match in pattern.finditer(note))
    days = {day for match in matches if (day := _day(match)) is not None}
    return days.pop() if len(days) == 1 else None


def _day(match: re.Match[str]) -> date | None:
    """The day of a match, the day first; None for one that the calendar does not have."""
    found = match.groupdict()
    month = int(found["number"]) if found.get("number") else MONTHS.index(found["month"][:3].casefold()) + 1
    year = int(found["year"]) + (2000 if len(found["year"]) == 2 else 0)
    try:
        return date(year, month, int(found["day"]))
    except ValueError:
        return None
