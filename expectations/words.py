"""Numbers as findings quote them: unrounded, because people look for what they typed; and which can be quoted at all.

How numbers look everywhere else is `lsp_core.wording`, whose rounding would hide the very thing a finding is about.
"""

from decimal import Decimal

from lsp_core.plan.model import Measure

_TIMES = {
    3: "1,000 times",
    2: "100 times",
    1: "10 times",
    -1: "a tenth of",
    -2: "a hundredth of",
    -3: "a thousandth of",
}


MOST_DIGITS = 15
"""A number with more before the point, or as many noughts after it, was not typed by anybody who meant it."""


def is_usable(number: Decimal | None) -> bool:
    """Whether a number, if there is one, can be calculated with: finite, and of a size somebody could have meant."""
    return number is None or (number.is_finite() and (number == 0 or abs(number.adjusted()) < MOST_DIGITS))


def yes(answer: bool) -> str:
    """How the suites write a truth, so that they can be read aloud."""
    return "yes" if answer else "no"


def decimal_places(value: Decimal) -> int:
    """How many decimal places a number needs: `95.0` needs none, and neither does `9.5E+2`."""
    exponent = value.normalize().as_tuple().exponent
    return max(0, -exponent) if isinstance(exponent, int) else 0


def exact_amount(value: Decimal, measure: Measure) -> str:
    """A figure with its unit, to the measure's decimal places or as many more as it has: `74.0%`, `£1,204`."""
    if measure.unit.startswith("£"):
        return (exact_pounds(value, measure.decimals) + " " + measure.unit[1:].strip()).rstrip()
    number = _number(value, measure.decimals)
    return number + measure.unit if measure.unit.startswith("%") else f"{number} {measure.unit}"


def exact_pounds(value: Decimal, decimals: int = 0) -> str:
    """Pounds, with the pence if there are any: `£1,204`, `-£1,204.50`."""
    pence = 2 if decimal_places(value) else 0
    return ("-" if value < 0 else "") + "£" + _number(abs(value), max(decimals, pence))


def exact_count(value: Decimal) -> str:
    """A number without a unit: `1,204`."""
    return _number(value, 0)


def count_or_nothing(value: Decimal | None) -> str:
    """A number without a unit, where there is one."""
    return "nothing" if value is None else exact_count(value)


def percent(value: Decimal | None) -> str:
    """A change, to one decimal place: of this alone nobody wants more."""
    return "nothing" if value is None else f"{value:,.1f}%"


def times_in_words(power_of_ten: int) -> str:
    """`100 times`, or `a hundredth of`; beyond a thousand it no longer matters how many noughts."""
    return _TIMES.get(power_of_ten) or ("over 1,000 times" if power_of_ten > 0 else "under a thousandth of")


def _number(value: Decimal, decimals: int) -> str:
    return f"{value:,.{max(decimals, decimal_places(value))}f}"
