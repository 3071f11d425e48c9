"""Student's t for whole degrees of freedom: what widens an interval that rests on few figures.

By the finite series of M. Abramowitz and I. A. Stegun, "Handbook of Mathematical Functions", 26.7.3 and 26.7.4, so that
the program needs no library of statistics for it.
"""

from functools import lru_cache
from math import atan, cos, exp, isinf, lgamma, pi, sin, sqrt
from statistics import NormalDist

_CLOSE_ENOUGH = 1e-14
_MOST_STEPS = 200


def share_within(t: float, freedom: float) -> float:
    """The share of the distribution between -t and t; `freedom` is a whole number, or infinite for the normal one."""
    if isinf(freedom):
        return 2 * NormalDist().cdf(t) - 1
    angle = atan(t / sqrt(freedom))
    is_odd = int(freedom) % 2
    term, total = (cos(angle) if is_odd else 1.0), 0.0
    for power in range(2 + is_odd, int(freedom) + 1, 2):
        total += term
        term *= cos(angle) ** 2 * (power - 1) / power
    return 2 / pi * (angle + sin(angle) * total) if is_odd else sin(angle) * total


@lru_cache(maxsize=1024)
def standard_errors_each_side(level: float, freedom: float) -> float:
    """How many standard errors an interval of a level (0.95, say) reaches on each side."""
    t = NormalDist().inv_cdf((1 + level) / 2)
    if isinf(freedom):
        return t
    for _ in range(_MOST_STEPS):  # the share is concave in t, so Newton's steps rise to the answer and never pass it
        step = (level - share_within(t, freedom)) / (2 * _density(t, freedom))
        t += step
        if abs(step) <= _CLOSE_ENOUGH * t:
            break
    return t


def _density(t: float, freedom: float) -> float:
    scale = exp(lgamma((freedom + 1) / 2) - lgamma(freedom / 2)) / sqrt(freedom * pi)
    return float(scale * (1 + t * t / freedom) ** (-(freedom + 1) / 2))
