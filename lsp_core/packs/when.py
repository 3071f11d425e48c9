"""What can be true of a measure when questions about it are chosen: the conditions of the question bank's rows."""

from collections.abc import Callable
from decimal import Decimal

from lsp_core.judging.assessment import Confidence, Status, Travel, Verdict
from lsp_core.judging.spread import SPREAD_RULE
from lsp_core.observations import Vintage
from lsp_core.packs.evidence import Evidence

NOTABLE_VARIANCE = Decimal(5)
"""Percent of budget; a smaller forecast underspend or overspend raises no question."""

Test = Callable[[Evidence], bool]


def all_of(*tests: Test) -> Test:
    """All of these."""
    return lambda e: all(test(e) for test in tests)


def any_of(*tests: Test) -> Test:
    """Any of these."""
    return lambda e: any(test(e) for test in tests)


def none_of(*tests: Test) -> Test:
    """None of these."""
    return lambda e: not any(test(e) for test in tests)


def stands(*verdicts: Verdict) -> Test:
    """The verdict is one of these."""
    return lambda e: e.assessment.verdict in verdicts


def has_status(status: Status) -> Test:
    """The status is this."""
    return lambda e: e.assessment.status is status


def going(travel: Travel) -> Test:
    """The figure goes this way."""
    return lambda e: e.travel is travel


def off_track(e: Evidence) -> bool:
    """The measure is off track."""
    return e.assessment.is_off_track


def was_overdue(e: Evidence) -> bool:
    """The figure was overdue last quarter."""
    return e.before is not None and e.before.status is Status.OVERDUE


def was_off_track(e: Evidence) -> bool:
    """The measure was off track last quarter."""
    return e.before is not None and e.before.is_off_track


def was_missed_when_last_judged(e: Evidence) -> bool:
    """A figure that is not due missed its target when it was last judged."""
    return e.last_judged in (Status.OFF_TRACK, Status.WATCH)


def year_has_ended(e: Evidence) -> bool:
    """It is the last quarter of a quarterly measure's year."""
    return not e.is_yearly and not e.has_quarters_left


def is_yearly(e: Evidence) -> bool:
    """One figure covers a year."""
    return e.is_yearly


def has_quarters_left(e: Evidence) -> bool:
    """Something can still change where the year ends."""
    return e.has_quarters_left


def forecast_misses(e: Evidence) -> bool:
    """The forecast misses the year's target."""
    return e.assessment.forecast is not None and e.assessment.forecast.meets_target is False


def is_provisional(e: Evidence) -> bool:
    """The figure is expected to change."""
    observation = e.assessment.observation
    return observation is not None and observation.vintage is Vintage.PROVISIONAL


def really_worsens(e: Evidence) -> bool:
    """It is worse than ordinary variation explains."""
    return e.assessment.evidence is not None and e.assessment.evidence.really_worsens


def may_be_chance(e: Evidence) -> bool:
    """The gap to the target may be chance."""
    return e.assessment.confidence is Confidence.UNCERTAIN


def behind_the_others(e: Evidence) -> bool:
    """Whether ours is in the worse half of its comparators, and somebody there does better."""
    among = e.assessment.placing.among if e.assessment.placing is not None else None
    return among is not None and among.gap is not None and among.gap > 0 and among.rank * 2 > among.of + 1


def underspends(e: Evidence) -> bool:
    """Notably less is forecast to be spent than there is."""
    return e.variance_percent <= -NOTABLE_VARIANCE


def overspends(e: Evidence) -> bool:
    """Notably more is forecast to be spent than there is."""
    return e.variance_percent >= NOTABLE_VARIANCE


def action_is_overdue(e: Evidence) -> bool:
    """Something promised for the outcome is late."""
    return bool(e.overdue)


def money_is_unreported(e: Evidence) -> bool:
    """A fund behind the outcome was not reported."""
    return bool(e.resources.unreported)


def worth_asking(e: Evidence) -> bool:
    """Off track, or at risk of it."""
    return e.assessment.is_off_track or e.assessment.verdict in (Verdict.EARLY_WARNING, Verdict.WATCH)


def usually_too_hopeful(e: Evidence) -> bool:
    """Past forecasts were usually better than what came."""
    return bool(e.too_hopeful)


def parts_are_far_apart(e: Evidence) -> bool:
    """A whole's parts are further apart than chance explains."""
    return bool(spread(e))


def spread(e: Evidence) -> str:
    """How far a whole's parts are apart, where that is more than chance."""
    return next((reason.sentence for reason in e.assessment.reasons if reason.rule == SPREAD_RULE), "")
