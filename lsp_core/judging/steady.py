"""Numbers that have been through floating point, as decimals that every machine prints alike."""

from decimal import Decimal

DIGITS = 10
"""Significant digits kept: far more than any figure is reported to, and fewer than machines differ in."""


def steady(number: float) -> Decimal:
    """A computed number without the noise of how it was computed."""
    return Decimal(f"{number:.{DIGITS}g}")
