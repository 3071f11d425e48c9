"""The bank of challenge questions: what has to be true, the figures that show it, and what to ask then.

A new question is a new row of `TRIGGERS`. Which of them a page prints, and between whom, is `lsp_core.packs.questions`.
"""

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal

from lsp_core.judging.assessment import Confidence, Status, Travel, Verdict
from lsp_core.judging.spread import SPREAD_RULE
from lsp_core.observations import Vintage
from lsp_core.packs.evidence import Evidence
from lsp_core.wording import period_in_words, pounds

NOTABLE_VARIANCE = Decimal(5)
"""Percent of budget; a smaller forecast underspend or overspend raises no question."""

Test = Callable[[Evidence], bool]
Words = Callable[[Evidence], str]


@dataclass(frozen=True)
class Trigger:
    """One row of the question bank."""

    name: str
    applies: Test
    seen: Words
    """What the figures show, in a sentence."""
    ask: Words


def _all(*tests: Test) -> Test:
    return lambda e: all(test(e) for test in tests)


def _any(*tests: Test) -> Test:
    return lambda e: any(test(e) for test in tests)


def _is(*verdicts: Verdict) -> Test:
    return lambda e: e.assessment.verdict in verdicts


def _status(status: Status) -> Test:
    return lambda e: e.assessment.status is status


def _going(travel: Travel) -> Test:
    return lambda e: e.travel is travel


def _off_track(e: Evidence) -> bool:
    return e.assessment.is_off_track


def _was_overdue(e: Evidence) -> bool:
    return e.before is not None and e.before.status is Status.OVERDUE


def _was_off_track(e: Evidence) -> bool:
    return e.before is not None and e.before.is_off_track


def _was_missed_when_last_judged(e: Evidence) -> bool:
    return e.last_judged in (Status.OFF_TRACK, Status.WATCH)


def _year_has_ended(e: Evidence) -> bool:
    return not e.is_yearly and not e.has_quarters_left


def _is_yearly(e: Evidence) -> bool:
    return e.is_yearly


def _has_quarters_left(e: Evidence) -> bool:
    return e.has_quarters_left


def _forecast_misses(e: Evidence) -> bool:
    return e.assessment.forecast is not None and e.assessment.forecast.meets_target is False


def _is_provisional(e: Evidence) -> bool:
    observation = e.assessment.observation
    return observation is not None and observation.vintage is Vintage.PROVISIONAL


def _really_worsens(e: Evidence) -> bool:
    return e.assessment.evidence is not None and e.assessment.evidence.really_worsens


def _may_be_chance(e: Evidence) -> bool:
    return e.assessment.confidence is Confidence.UNCERTAIN


def _behind_the_others(e: Evidence) -> bool:
    """Whether ours is in the worse half of its comparators, and somebody there does better."""
    among = e.assessment.placing.among if e.assessment.placing is not None else None
    return among is not None and among.gap is not None and among.gap > 0 and among.rank * 2 > among.of + 1


def _underspends(e: Evidence) -> bool:
    return e.variance_percent <= -NOTABLE_VARIANCE


def _overspends(e: Evidence) -> bool:
    return e.variance_percent >= NOTABLE_VARIANCE


def _action_is_overdue(e: Evidence) -> bool:
    return bool(e.overdue)


def _money_is_unreported(e: Evidence) -> bool:
    return bool(e.resources.unreported)


def _worth_asking(e: Evidence) -> bool:
    return e.assessment.is_off_track or e.assessment.verdict in (Verdict.EARLY_WARNING, Verdict.WATCH)


def _usually_too_hopeful(e: Evidence) -> bool:
    return bool(e.too_hopeful)


def _parts_are_far_apart(e: Evidence) -> bool:
    return bool(_spread(e))


def _spread(e: Evidence) -> str:
    """How far a whole's parts are apart, where that is more than chance."""
    return next((reason.sentence for reason in e.assessment.reasons if reason.rule == SPREAD_RULE), "")


_WORSE = _all(_is(Verdict.OFF_TRACK), _going(Travel.WORSE))

TRIGGERS = (
    Trigger(
        "overdue twice",
        _all(_status(Status.OVERDUE), _was_overdue),
        lambda e: f"{e.quarters_without} running without a figure.",
        lambda _: "What stands in the way of it, who can remove that, and on what day will we have it?",
    ),
    Trigger(
        "overdue",
        _all(_status(Status.OVERDUE), lambda e: not _was_overdue(e)),
        lambda _: "The figure was due and has not come.",
        lambda _: "When will the figure come, and what do those closest to the work expect it to show?",
    ),
    Trigger(
        "not available",
        _status(Status.NOT_AVAILABLE),
        lambda _: "The partner has no figure.",
        lambda _: "How will we know how we are doing until there is a figure?",
    ),
    Trigger(
        "suppressed",
        _status(Status.SUPPRESSED),
        lambda _: "The number is too small to show.",
        lambda _: "Who may see the number, what have they concluded from it, and what can they tell us safely?",
    ),
    Trigger(
        "not due, and missed when last judged",
        _all(_status(Status.NOT_DUE), _was_missed_when_last_judged),
        lambda e: f"{str(e.last_judged).capitalize()} when last judged: {e.latest}.",
        lambda _: "What has been done since then, and what will tell us before the next figure whether it is working?",
    ),
    Trigger(
        "not due",
        _all(_status(Status.NOT_DUE), lambda e: not _was_missed_when_last_judged(e)),
        lambda e: f"No new figure is due; the latest is {e.latest}.",
        lambda _: "What do those closest to the work see meanwhile, and would we know if things were getting worse?",
    ),
    Trigger(
        "off track and worse",
        _all(_WORSE, _has_quarters_left),
        lambda e: f"From {e.earlier} to {e.value}, with a target of {e.target}.",
        lambda e: (
            f"What would have to be true to reach {e.year_end_target} by the end of the year, "
            "and by when would we know that we will not?"
        ),
    ),
    Trigger(
        "off track and worse as the year ended",
        _all(_WORSE, _year_has_ended),
        lambda e: f"From {e.earlier} to {e.value}, with a target of {e.target}, and the year has ended.",
        lambda _: "What will be different next year, who leads it, and when would we see it in the figure?",
    ),
    Trigger(
        "off track and worse in a year that is over",
        _all(_WORSE, _is_yearly),
        lambda e: f"From {e.earlier} to {e.value}, and that was {period_in_words(e.period)}.",
        lambda _: "What has been done since then, and what will tell us before the next figure whether it is working?",
    ),
    Trigger(
        "off track and no better",
        _all(_is(Verdict.OFF_TRACK), _going(Travel.SAME)),
        lambda e: f"Hardly any change, from {e.earlier} to {e.value}.",
        lambda e: f"What will be done next {e.stretch} that was not done in this one?",
    ),
    Trigger(
        "off track and better, but not by enough",
        _all(_is(Verdict.OFF_TRACK), _going(Travel.BETTER)),
        lambda e: f"The right way, from {e.earlier} to {e.value}, and not yet at {e.target}.",
        lambda _: "What would speed it up, and what would that cost?",
    ),
    Trigger(
        "off track, nothing to compare with",
        _all(_is(Verdict.OFF_TRACK), _going(Travel.UNKNOWN)),
        lambda e: f"{e.value} against a target of {e.target}, and nothing earlier to compare it with.",
        lambda e: f"What tells us whether this is one bad {e.stretch} or how things are?",
    ),
    Trigger(
        "outside its band",
        _all(_is(Verdict.OFF_TRACK), _any(_going(Travel.HIGHER), _going(Travel.LOWER))),
        lambda e: f"From {e.earlier} to {e.value}, with a band of {e.target}.",
        lambda _: "What moved it, and what would bring it back between the edges and keep it there?",
    ),
    Trigger(
        "off track and recovering",
        _is(Verdict.RECOVERING),
        lambda e: f"From {e.earlier} to {e.value}.",
        lambda e: f"What made it better, will it last, and what could stop it reaching {e.year_end_target}?",
    ),
    Trigger(
        "off track by a gap that may be chance",
        _all(_off_track, _may_be_chance),
        lambda e: f"{e.value} against {e.target}, a gap that may be chance.",
        lambda _: "What would settle whether it is real before the next figure, and is it worth acting before that?",
    ),
    Trigger(
        "off track twice",
        _all(_off_track, _was_off_track),
        lambda _: "Off track last quarter too.",
        lambda _: "What has been tried since last quarter, and what did it do to the figure?",
    ),
    Trigger(
        "action overdue",
        _all(_off_track, _action_is_overdue),
        lambda e: f"Promised and overdue: {e.overdue[0]}.",
        lambda _: "What has stopped it, what is the new date, and what did the delay cost the people it was for?",
    ),
    Trigger(
        "far behind the best of the others",
        _all(_off_track, _behind_the_others),
        lambda e: e.gap_to_the_best,
        lambda _: (
            "What do they do that we do not, who has asked them, and how much of that gap could we close in a year?"
        ),
    ),
    Trigger(
        "underspending while off track",
        _all(_off_track, _underspends),
        lambda e: (
            f"{pounds(-e.variance)} of the money for “{e.outcome.name}” is forecast to be left at the end of the year."
        ),
        lambda e: f"What is the money waiting for, and would spending it now change “{e.name}”?",
    ),
    Trigger(
        "overspending while off track",
        _all(_off_track, _overspends),
        lambda e: f"Spending on “{e.outcome.name}” is forecast to be {pounds(e.variance)} over budget.",
        lambda e: f"What is the extra money doing for “{e.name}”?",
    ),
    Trigger(
        "forecast to miss",
        _all(_off_track, _forecast_misses, _has_quarters_left),
        lambda e: f"Heading for {e.forecast} by the end of the year against {e.year_end_target}.",
        lambda _: "Which action closes that gap, who leads it, and when will it show in the figure?",
    ),
    Trigger(
        "money not reported while off track",
        _all(_off_track, _money_is_unreported),
        lambda e: f"{e.resources.unreported[0].fund.name}: nothing reported this quarter.",
        lambda e: f"Is the money being spent, and what is it doing for “{e.name}”?",
    ),
    Trigger(
        "off track on a provisional figure",
        _all(_off_track, _is_provisional),
        lambda e: f"{e.value} is provisional.",
        lambda _: "By how much have provisional figures changed before, and could that change the answer?",
    ),
    Trigger(
        "at risk by year end",
        _all(_is(Verdict.EARLY_WARNING), _forecast_misses),
        lambda e: f"On track today at {e.value}, and heading for {e.forecast} against {e.year_end_target}.",
        lambda e: f"What is being done now, while it is still cheap, to end the year at {e.year_end_target} or better?",
    ),
    Trigger(
        "on track and really worse",
        _all(_is(Verdict.EARLY_WARNING), lambda e: not _forecast_misses(e), _really_worsens),
        lambda e: f"On track today at {e.value}, and worse than ordinary variation explains.",
        lambda _: "What has changed, will it go on, and what is being done now, while it is still cheap?",
    ),
    Trigger(
        "on track and worse each time",
        _all(_is(Verdict.EARLY_WARNING), lambda e: not _forecast_misses(e), lambda e: not _really_worsens(e)),
        lambda e: f"On track today at {e.value}, and worse three times running.",
        lambda _: "What keeps making it worse, and what is being done now, while it is still cheap?",
    ),
    Trigger(
        "optimistic forecasts",
        _all(_worth_asking, _has_quarters_left, _usually_too_hopeful),
        lambda e: e.too_hopeful,
        lambda _: "Past forecasts were usually too hopeful: what is different now, and what if this one is too?",
    ),
    Trigger(
        "parts far apart",
        _all(_any(_off_track, _is(Verdict.WATCH), _is(Verdict.EARLY_WARNING)), _parts_are_far_apart),
        _spread,
        lambda _: "What does the best of them do that the others could, and who will bring it to them?",
    ),
    Trigger(
        "watch",
        _is(Verdict.WATCH),
        lambda e: f"{e.value} against {e.target}.",
        lambda _: "Is that a wobble, or the start of something?",
    ),
)
"""Most telling first: a page prints the first few that apply."""
