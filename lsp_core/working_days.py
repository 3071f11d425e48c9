"""Working days of the partnership's own nation: counting forward, counting back, and clear days before a meeting.

Bank holidays come from the `holidays` library, which knows the four nations and substitute days.
Periods are in `lsp_core.periods`; which dates matter to a cycle is in `lsp_core.requests.due`.
"""

from datetime import date, timedelta
from functools import lru_cache

import holidays

from lsp_core.plan.model import Nation

_SUBDIVISIONS = {
    Nation.ENGLAND: "ENG",
    Nation.WALES: "WLS",
    Nation.SCOTLAND: "SCT",
    Nation.NORTHERN_IRELAND: "NIR",
}
_ONE_DAY = timedelta(days=1)
_SATURDAY = 5


@lru_cache(maxsize=len(Nation))
def _bank_holidays(nation: Nation) -> holidays.HolidayBase:
    """One calendar a nation, filled in year by year as it is asked."""
    return holidays.country_holidays("GB", subdiv=_SUBDIVISIONS[nation])


class WorkingDays:
    """The working days of one nation: Monday to Friday, bank holidays left out."""

    def __init__(self, nation: Nation) -> None:
        self._holidays = _bank_holidays(nation)

    def is_working(self, day: date) -> bool:
        """Whether offices are open."""
        return day.weekday() < _SATURDAY and day not in self._holidays

    def bank_holiday(self, day: date) -> str | None:
        """The name of the bank holiday on a day, if it is one."""
        name: str | None = self._holidays.get(day)
        return name

    def after(self, day: date, count: int) -> date:
        """The working day so many working days after a day, which need not be one itself. `count` of 0 gives the
        day itself, or the next working day when it is not one."""
        return self._step(day, count, _ONE_DAY)

    def before(self, day: date, count: int) -> date:
        """The working day so many working days before a day; 0 gives the day itself or the last working day before."""
        return self._step(day, count, -_ONE_DAY)

    def shifted(self, day: date, count: int) -> date:
        """So many working days after a day, or before it when `count` is negative."""
        return self.after(day, count) if count >= 0 else self.before(day, -count)

    def clear_days_before(self, meeting: date, clear_days: int) -> date:
        """The last day papers can go out so that so many clear working days lie between that day and the meeting.

        Neither the day of sending nor the day of the meeting counts: five clear days before a Thursday is the
        Wednesday of the week before.
        """
        return self.before(meeting, clear_days + 1)

    def between(self, earlier: date, later: date) -> int:
        """Working days from one day to another, not counting the first: negative when `later` is earlier."""
        if later < earlier:
            return -self.between(later, earlier)
        count, day = 0, earlier
        while day < later:
            day += _ONE_DAY
            count += self.is_working(day)
        return count

    def _step(self, day: date, count: int, step: timedelta) -> date:
        while not self.is_working(day) and count == 0:
            day += step
        while count:
            day += step
            if self.is_working(day):
                count -= 1
        return day
