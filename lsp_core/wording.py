"""How numbers, days and lists are written, the same in every sentence, pack, workbook and e-mail.

Only how they look: what to say about them is with the rule that says it, or in `templates`. How periods are written is
in `lsp_core.periods`.
"""

from collections.abc import Iterable
from datetime import date, datetime, tzinfo
from decimal import ROUND_HALF_UP, Decimal

from lsp_core.periods import FinancialYear, Period, Quarter
from lsp_core.plan.model import Measure, Profile

_MAGNITUDES = ("k", "m", "bn")
"""What follows a number of pounds without a space."""


def rounded(value: Decimal, decimals: int) -> Decimal:
    """To so many decimal places, a half going away from zero as people round, and zero never negative."""
    result = value.quantize(Decimal(1).scaleb(-decimals), rounding=ROUND_HALF_UP)
    return abs(result) if result == 0 else result


def plain_number(value: Decimal, decimals: int) -> str:
    """With thousands commas and so many decimal places: `1,204.0`."""
    return f"{rounded(value, decimals):,f}"


def exact_number(value: Decimal) -> str:
    """As it is, unrounded, with thousands commas and no trailing zeros: `3.075`."""
    number = f"{value:,f}"
    return number.rstrip("0").rstrip(".") if "." in number else number


def amount(value: Decimal, measure: Measure) -> str:
    """A measure's figure with its unit: `74.0%`, `£1,204`, `66.3 per 100,000 people`, `grade 2`, `not done`."""
    if measure.profile is Profile.MILESTONE:
        return "done" if value >= 1 else "not done"
    if measure.profile is Profile.GRADE:
        return f"{_kind_of_grade(measure)} {plain_number(value, measure.decimals)}"
    return _with_unit(plain_number(value, measure.decimals), measure.unit)


def short_amount(value: Decimal, measure: Measure) -> str:
    """A figure named again in a sentence that has already said the unit: `74.0%`, `£1,204`, `66.3`."""
    if measure.profile is Profile.MILESTONE:
        return amount(value, measure)
    number = plain_number(value, measure.decimals)
    return number + _sign_of(measure.unit) if not measure.unit.startswith("£") else _with_unit(number, measure.unit)


def middle_amount(value: Decimal, measure: Measure) -> str:
    """As `short_amount`, for a middle of several figures, which may fall half-way between two."""
    extra = 0 if rounded(value, measure.decimals) == value else 1
    return short_amount(value, measure.model_copy(update={"decimals": measure.decimals + extra}))


def difference(value: Decimal, measure: Measure, extra_decimals: int = 0) -> str:
    """The size of a gap or a change: `6.0 percentage points` between percentages, `£300`, `6.0`."""
    return _difference(plain_number(abs(value), measure.decimals + extra_decimals), measure)


def exact_difference(value: Decimal, measure: Measure) -> str:
    """As `difference`, unrounded: for a tolerance, which may be finer than the figures are."""
    return _difference(exact_number(abs(value)), measure)


def pounds(value: Decimal) -> str:
    """Whole pounds: `£400,000`, `-£1,250`."""
    return _with_unit(plain_number(value, 0), "£")


def day(value: date) -> str:
    """For example `16 October 2023`."""
    return f"{value.day} {value:%B %Y}"


def day_with_weekday(value: date) -> str:
    """For example `Friday 16 October 2023`, for a day something has to happen on."""
    return f"{value:%A} {day(value)}"


def moment(value: datetime, zone: tzinfo) -> str:
    """An instant by the clocks of a time zone: `20 October 2023 at 2.05pm`."""
    local = value.astimezone(zone)
    return f"{day(local.date())} at {_clock(local)}"


def period_in_words(period: Period) -> str:
    """A period inside a sentence: `April to June 2023`, `April 2022 to March 2023`, `calendar year 2022`."""
    if isinstance(period, Quarter):
        return period.months_label
    if isinstance(period, FinancialYear):
        return f"{period.start:%B %Y} to {period.end:%B %Y}"
    return period.label


def listed(items: Iterable[str]) -> str:
    """For example `a, b and c`."""
    *others, last = list(items) or [""]
    return f"{', '.join(others)} and {last}" if others else last


def count_of(count: int, noun: str, plural: str = "") -> str:
    """For example `3 figures`, `1 figure`, `no figures`; give the plural when it is not just an s."""
    if count == 1:
        return f"1 {noun}"
    return f"{f'{count:,}' if count else 'no'} {plural or noun + 's'}"


def one_line(text: str) -> str:
    """The text on one line: line ends and other control characters become spaces."""
    return " ".join("".join(c if c.isprintable() else " " for c in text).split())


def _with_unit(number: str, unit: str) -> str:
    if unit.startswith("%"):
        return number + unit
    if not unit.startswith("£"):
        return f"{number} {unit}"
    minus, size = ("-", number[1:]) if number.startswith("-") else ("", number)
    rest = unit[1:].strip()
    return f"{minus}£{size}{rest if rest in _MAGNITUDES else ' ' + rest}".rstrip()


def _kind_of_grade(measure: Measure) -> str:
    """What a graded measure's steps are called: its unit `level 0-4` is read as levels."""
    return measure.unit.split()[0]


def _sign_of(unit: str) -> str:
    return "%" if unit.startswith("%") else ""


def _difference(number: str, measure: Measure) -> str:
    if measure.unit.startswith("%"):
        return f"{number} percentage {'point' if number == '1' else 'points'}"
    if measure.profile is Profile.GRADE:
        return f"{number} {_kind_of_grade(measure)}{'' if number == '1' else 's'}"
    return _with_unit(number, measure.unit) if measure.unit.startswith("£") else number


def _clock(local: datetime) -> str:
    if (local.hour, local.minute) == (12, 0):
        return "midday"
    minutes = f".{local.minute:02d}" if local.minute else ""
    return f"{local.hour % 12 or 12}{minutes}{'am' if local.hour < 12 else 'pm'}"
