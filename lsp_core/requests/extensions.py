"""More time for a partner: for everything it was asked for a quarter, or for one figure.

Values, appended as they are said; the last word on an item counts, and it counts for its own quarter only. What
follows from them is `DataRequest.due_of`; giving one is `lsp_core.steps.extending`.
"""

from dataclasses import dataclass
from datetime import date, datetime

from lsp_core.periods import Quarter
from lsp_core.wording import day_with_weekday

EVERYTHING = ""
"""The item of an extension of the whole request."""


@dataclass(frozen=True)
class Extension:
    """One due day moved."""

    quarter: Quarter
    partner: str
    item: str
    """The code of a measure or a fund, or `EVERYTHING`."""
    until: date
    """The new due day."""
    reason: str
    by: str
    """The name of the person who gave it."""
    at: datetime

    def concerns(self, item: str) -> bool:
        """Whether it is about an item of its partner's request."""
        return self.item in (EVERYTHING, item)

    @property
    def in_words(self) -> str:
        """For example `more time until Friday 4 August 2023, given by Jo Marsh: “The system is down.”`."""
        return f"more time until {day_with_weekday(self.until)}, given by {self.by}: “{self.reason}”"


def last_word(extensions: tuple[Extension, ...], item: str) -> Extension | None:
    """The extension that counts for an item, of those given, oldest first."""
    return next((one for one in reversed(extensions) if one.concerns(item)), None)


@dataclass(frozen=True)
class Circumstances:
    """What an extension is held against before it is given."""

    today: date
    due_on: date
    """The day the item is due as things stand."""
    last_papers: date | None
    """The day the last of the quarter's papers go out; None where no meeting is declared."""
    is_answered: bool


def why_not(until: date, reason: str, around: Circumstances) -> tuple[str, str] | None:
    """Why more time cannot be given, and what to do instead; None when it can."""
    if not reason.strip():
        return "More time needs a reason", "Say why with --reason; it is printed in the pack."
    if around.is_answered:
        return "It has been answered already", "There is nothing to give more time for; `lsp ledger` shows what came."
    if until < around.today:
        return f"{day_with_weekday(until)} has passed", f"Give a day from {day_with_weekday(around.today)} on."
    if until <= around.due_on:
        return (
            f"It is due on {day_with_weekday(around.due_on)} already, which is no earlier than "
            f"{day_with_weekday(until)}",
            "Give a later day; a due day that a partner was given is never brought forward.",
        )
    if around.last_papers is not None and until >= around.last_papers:
        return (
            f"The papers go out on {day_with_weekday(around.last_papers)}, and a figure that comes on "
            f"{day_with_weekday(until)} is too late for them",
            "Give a day before that, or let it come with the next quarter's return.",
        )
    return None
