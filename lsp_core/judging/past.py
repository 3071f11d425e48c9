"""A figure and those before it that counted the same thing: what travel, runs and forecasts are worked out from.

A figure belongs to the definition in force when it was asked for. When a later version counts something else, figures
from before it are shown but compared with nothing.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from lsp_core.observations import Observation
from lsp_core.periods import Period, Quarter
from lsp_core.plan.model import Measure, Plan, Profile


@dataclass(frozen=True)
class Past:
    """The figures of one measure up to the one being judged."""

    figures: tuple[Observation, ...]
    """Those that can be compared, each with a value, in order of period; the last is the one being judged."""
    left_out: dict[Period, date]
    """Periods whose figures counted something else, and the day that changed."""

    @property
    def now(self) -> Observation:
        """The figure being judged."""
        return self.figures[-1]

    def at(self, period: Period) -> Observation | None:
        """The comparable figure for a period, if there is one."""
        return next((figure for figure in self.figures if figure.period == period), None)


def past_of(
    plan: Plan, measure: Measure, quarter: Quarter, now: Observation, observations: Iterable[Observation]
) -> Past:
    """What a figure, judged in a quarter by the definition in force then, can be compared with."""
    lag = quarter.end - now.period.end
    figures, left_out = [], {}
    for earlier in in_order(observations):
        if earlier.value is None or earlier.period.end >= now.period.end:
            continue
        changed_on = definition_changed(plan, measure, earlier.period.end + lag)
        if changed_on is None:
            figures.append(earlier)
        else:
            left_out[earlier.period] = changed_on
    return Past((*figures, now), left_out)


def in_order(observations: Iterable[Observation]) -> list[Observation]:
    """Figures by the period they are about, earliest first."""
    # Each period's end is worked out once here; comparing periods would work it out for every pair.
    return sorted(observations, key=lambda o: (o.period.end, o.period.start))


def definition_changed(plan: Plan, measure: Measure, since: date) -> date | None:
    """The day what is counted changed between a day and now; None when figures from both can be compared.

    A version that changes only the polarity, the name, the policy or the bounds leaves figures comparable.
    """
    if measure.valid_from <= since:
        return None
    then = next((version for version in plan.measures_on(since) if version.code == measure.code), None)
    return measure.valid_from if then is not None and _counted(then) != _counted(measure) else None


_SPANS = frozenset({Profile.CUMULATIVE, Profile.ROLLING, Profile.MILESTONE})
"""Profiles that say what stretch of time a figure covers, and not only what its target is."""


def _counted(measure: Measure) -> tuple[object, ...]:
    """What makes a figure comparable with another."""
    span = measure.profile if measure.profile in _SPANS else None
    fraction = (measure.numerator, measure.denominator, measure.scale)
    return (measure.definition, measure.unit, measure.frequency, span, *fraction, measure.part_codes)
