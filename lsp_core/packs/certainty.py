"""How sure a judgement is and whether the figure is out of the ordinary, as an exception page and the annex say it."""

import re

from lsp_core.judging import confidence
from lsp_core.judging.assessment import (
    REBASE_RULE,
    REBASED_RULE,
    Assessment,
    Confidence,
    Forecast,
    LongRun,
    OtherForecast,
)
from lsp_core.judging.forecast import WHY_CHOSEN
from lsp_core.judging.variation import Variation
from lsp_core.plan.model import Measure
from lsp_core.wording import listed, short_amount

SAID_BY_THE_INTERVAL = (Confidence.UNCERTAIN, Confidence.CLEAR)
MAY_BE_CHANCE = "uncertain: may be chance"
_WORKINGS = re.compile(r" \((?:95% |chi-squared )[^()]*\)")
"""How our own sentences give a method and its counts."""


def plainly(sentences: str) -> str:
    """The same without methods in brackets, for a page that a board reads; the annex keeps them."""
    return _WORKINGS.sub("", sentences)


def in_a_word(assessment: Assessment) -> str:
    """For example `confidence: clear`, for beside a status; empty where nothing was judged."""
    return f"confidence: {assessment.confidence}" if assessment.confidence is not None else ""


def worth_saying(assessment: Assessment) -> str:
    """How sure it is, where there is more to say than that nothing is known."""
    return how_sure(assessment) if assessment.confidence is not Confidence.AS_REPORTED else ""


def how_sure(assessment: Assessment) -> str:
    """The word for it and why; empty where nothing was judged."""
    if assessment.confidence is None:
        return ""
    interval, why = assessment.interval, _reason(assessment, confidence.RULE)
    told = [f"{assessment.confidence.capitalize()}."]
    if interval is None or assessment.confidence not in SAID_BY_THE_INTERVAL:
        told.append(why)
    if interval is not None:
        told.append(interval.sentence)
    return " ".join(told)


def doubt(assessment: Assessment) -> str:
    """What a headline adds when chance alone could have put the figure on the other side of the target."""
    return ", a gap that may be chance" if assessment.confidence is Confidence.UNCERTAIN else ""


def note(assessment: Assessment) -> str:
    """What a table adds beside the status, likewise."""
    return MAY_BE_CHANCE if assessment.confidence is Confidence.UNCERTAIN else ""


def own_word(assessment: Assessment) -> str:
    """What the rule itself calls the status, in quotation marks; empty where it has no word of its own."""
    return f"“{assessment.own_word}”" if assessment.own_word else ""


def status_in_words(assessment: Assessment) -> str:
    """Why it has its status, and what the rule itself calls that."""
    own = f" The rule calls that {own_word(assessment)}." if assessment.own_word else ""
    return assessment.why + own


def is_it_usual(assessment: Assessment) -> str:
    """Variation, what it says of the target, and a recent trend that is more than chance."""
    return " ".join(filter(None, [variation(assessment), _trend(assessment)]))


def _trend(assessment: Assessment) -> str:
    """The recent trend where it is more than chance. It looks at the counts, so that it may see what the limits, which
    look at how much the figures vary, do not; unsaid, the two would seem to contradict each other."""
    trend, run = assessment.recent_trend, assessment.long_run
    if trend is None or not trend.is_more_than_chance:
        return ""
    if run is None or run.variation is not Variation.ORDINARY:
        return trend.sentence
    return f"All the same, {trend.sentence[0].lower()}{trend.sentence[1:]}"


def variation(assessment: Assessment) -> str:
    """Whether the figure is out of the ordinary, whether the target can be relied on, and what to ask the owner."""
    run = assessment.long_run
    if run is None:
        return ""
    questions = [reason.sentence for reason in run.reasons if reason.rule in (REBASE_RULE, REBASED_RULE)]
    return " ".join(filter(None, [run.reasons[0].sentence, _relied_on(run), *questions]))


def _relied_on(run: LongRun) -> str:
    """Whether the target can be relied on, where the measure varies as usual."""
    if not run.speaks_of_target:
        return ""
    return f"By these limits the target is {_RELIED_ON[run.assurance.name]}."


_RELIED_ON = {
    "PASSES": "met every time, unless something changes",
    "HIT_OR_MISS": "met at times and missed at times",
    "FAILS": "missed every time, unless something changes",
}


def where_heading(forecast: Forecast | None) -> str:
    """The forecast with its range."""
    return f"{forecast.sentence} {forecast.likely_in_words}".strip() if forecast is not None else ""


def why_this_method(forecast: Forecast | None, measure: Measure) -> str:
    """Which method the forecast is by and why that one, and where each other method sees the year ending."""
    if forecast is None or not forecast.others:
        return ""
    told = [f"{forecast.method.capitalize()}, because {WHY_CHOSEN[forecast.method]}"]
    used = [_other(other, measure) for other in forecast.others if other.expected is not None]
    unused = [other.method for other in forecast.others if other.expected is None]
    if used:
        told.append(f"Other methods: {'; '.join(used)}.")
    if unused:
        told.append(f"Too few figures yet for: {listed(unused)}.")
    return " ".join(told)


def _other(other: OtherForecast, measure: Measure) -> str:
    assert other.expected is not None, "only a method that can be used is told"
    point = f"{other.method}, {short_amount(other.expected, measure)}"
    if other.likely is None:
        return point
    return f"{point} ({short_amount(other.likely.low, measure)} to {short_amount(other.likely.high, measure)})"


def _reason(assessment: Assessment, rule: str) -> str:
    return next((reason.sentence for reason in assessment.reasons if reason.rule == rule), "")
