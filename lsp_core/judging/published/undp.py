"""How the United Nations Development Programme scores its offices, from the worked examples of its methodology.

Scores are out of 100, and green from 85, yellow from 70, red below. Progress is a percentage of a target, or of the way
from a baseline to a milestone.
"""

from decimal import Decimal

WHOLE = Decimal(100)
COLOURS = ((Decimal(85), "green"), (Decimal(70), "yellow"))
VACANCY_ALLOWED = Decimal(15)
VACANCY_POINTS = Decimal(2)
DELIVERY_POINTS = Decimal(3)


def vacancy_score(vacancy_percent: Decimal) -> Decimal:
    """Two points off for each percentage point of vacancies above 15."""
    return _score(max(vacancy_percent - VACANCY_ALLOWED, Decimal(0)) * VACANCY_POINTS)


def delivery_score(percent_below_trend: Decimal) -> Decimal:
    """Three points off for each percent that spending is below a straight line through the year."""
    return _score(max(percent_below_trend, Decimal(0)) * DELIVERY_POINTS)


def colour(score: Decimal) -> str:
    """The colour of a score."""
    return next((name for least, name in COLOURS if score >= least), "red")


def percent_of_target(result: Decimal | None, target: Decimal | None) -> Decimal:
    """A result in percent of its target; 0 where either is missing, or the target is zero."""
    if result is None or not target:
        return Decimal(0)
    return result / target * WHOLE


def percent_of_the_way(baseline: Decimal | None, actual: Decimal | None, milestone: Decimal | None) -> Decimal | None:
    """How much of the way from a baseline to a milestone has been come, from 0 to 100.

    None where any is missing, where all are zero, or where the milestone is the baseline.
    """
    if baseline is None or actual is None or milestone is None or milestone == baseline:
        return None
    return _between_0_and_100((actual - baseline) / (milestone - baseline) * WHOLE)


def points_for(achievement_percent: Decimal, most_points: Decimal) -> Decimal:
    """A share of the points there are, never more than all of them."""
    return min(achievement_percent, WHOLE) / WHOLE * most_points


def _score(points_off: Decimal) -> Decimal:
    return max(WHOLE - points_off, Decimal(0))


def _between_0_and_100(value: Decimal) -> Decimal:
    return min(max(value, Decimal(0)), WHOLE)
