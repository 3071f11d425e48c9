"""The bank of challenge questions: what has to be true, the figures that show it, and what to ask then.

A new question is a new row of `TRIGGERS`; the conditions are in `when`. Which of them a page prints, and between whom,
is `lsp_core.packs.questions`.
"""

from collections.abc import Callable
from dataclasses import dataclass

from lsp_core.judging.assessment import Status, Travel, Verdict
from lsp_core.packs import when
from lsp_core.packs.evidence import Evidence
from lsp_core.wording import period_in_words, pounds

Words = Callable[[Evidence], str]


@dataclass(frozen=True)
class Trigger:
    """One row of the question bank."""

    name: str
    applies: when.Test
    seen: Words
    """What the figures show, in a sentence."""
    ask: Words


_WORSE = when.all_of(when.stands(Verdict.OFF_TRACK), when.going(Travel.WORSE))

TRIGGERS = (
    Trigger(
        "overdue twice",
        when.all_of(when.has_status(Status.OVERDUE), when.was_overdue),
        lambda e: f"{e.quarters_without} running without a figure.",
        lambda _: "What stands in the way of it, who can remove that, and on what day will we have it?",
    ),
    Trigger(
        "overdue",
        when.all_of(when.has_status(Status.OVERDUE), when.none_of(when.was_overdue)),
        lambda _: "The figure was due and has not come.",
        lambda _: "When will the figure come, and what do those closest to the work expect it to show?",
    ),
    Trigger(
        "not available",
        when.has_status(Status.NOT_AVAILABLE),
        lambda _: "The partner has no figure.",
        lambda _: "How will we know how we are doing until there is a figure?",
    ),
    Trigger(
        "suppressed",
        when.has_status(Status.SUPPRESSED),
        lambda _: "The number is too small to show.",
        lambda _: "Who may see the number, what have they concluded from it, and what can they tell us safely?",
    ),
    Trigger(
        "not due, and missed when last judged",
        when.all_of(when.has_status(Status.NOT_DUE), when.was_missed_when_last_judged),
        lambda e: f"{str(e.last_judged).capitalize()} when last judged: {e.latest}.",
        lambda _: "What has been done since then, and what will tell us before the next figure whether it is working?",
    ),
    Trigger(
        "not due",
        when.all_of(when.has_status(Status.NOT_DUE), when.none_of(when.was_missed_when_last_judged)),
        lambda e: f"No new figure is due; the latest is {e.latest}.",
        lambda _: "What do those closest to the work see meanwhile, and would we know if things were getting worse?",
    ),
    Trigger(
        "off track and worse",
        when.all_of(_WORSE, when.has_quarters_left),
        lambda e: f"From {e.earlier} to {e.value}, with a target of {e.target}.",
        lambda e: (
            f"What would have to be true to reach {e.year_end_target} by the end of the year, "
            "and by when would we know that we will not?"
        ),
    ),
    Trigger(
        "off track and worse as the year ended",
        when.all_of(_WORSE, when.year_has_ended),
        lambda e: f"From {e.earlier} to {e.value}, with a target of {e.target}, and the year has ended.",
        lambda _: "What will be different next year, who leads it, and when would we see it in the figure?",
    ),
    Trigger(
        "off track and worse in a year that is over",
        when.all_of(_WORSE, when.is_yearly),
        lambda e: f"From {e.earlier} to {e.value}, and that was {period_in_words(e.period)}.",
        lambda _: "What has been done since then, and what will tell us before the next figure whether it is working?",
    ),
    Trigger(
        "off track and no better",
        when.all_of(when.stands(Verdict.OFF_TRACK), when.going(Travel.SAME)),
        lambda e: f"Hardly any change, from {e.earlier} to {e.value}.",
        lambda e: f"What will be done next {e.stretch} that was not done in this one?",
    ),
    Trigger(
        "off track and better, but not by enough",
        when.all_of(when.stands(Verdict.OFF_TRACK), when.going(Travel.BETTER)),
        lambda e: f"The right way, from {e.earlier} to {e.value}, and not yet at {e.target}.",
        lambda _: "What would speed it up, and what would that cost?",
    ),
    Trigger(
        "off track, nothing to compare with",
        when.all_of(when.stands(Verdict.OFF_TRACK), when.going(Travel.UNKNOWN)),
        lambda e: f"{e.value} against a target of {e.target}, and nothing earlier to compare it with.",
        lambda e: f"What tells us whether this is one bad {e.stretch} or how things are?",
    ),
    Trigger(
        "outside its band",
        when.all_of(when.stands(Verdict.OFF_TRACK), when.any_of(when.going(Travel.HIGHER), when.going(Travel.LOWER))),
        lambda e: f"From {e.earlier} to {e.value}, with a band of {e.target}.",
        lambda _: "What moved it, and what would bring it back between the edges and keep it there?",
    ),
    Trigger(
        "off track and recovering",
        when.stands(Verdict.RECOVERING),
        lambda e: f"From {e.earlier} to {e.value}.",
        lambda e: f"What made it better, will it last, and what could stop it reaching {e.year_end_target}?",
    ),
    Trigger(
        "off track by a gap that may be chance",
        when.all_of(when.off_track, when.may_be_chance),
        lambda e: f"{e.value} against {e.target}, a gap that may be chance.",
        lambda _: "What would settle whether it is real before the next figure, and is it worth acting before that?",
    ),
    Trigger(
        "off track twice",
        when.all_of(when.off_track, when.was_off_track),
        lambda _: "Off track last quarter too.",
        lambda _: "What has been tried since last quarter, and what did it do to the figure?",
    ),
    Trigger(
        "action overdue",
        when.all_of(when.off_track, when.action_is_overdue),
        lambda e: f"Promised and overdue: {e.overdue[0]}.",
        lambda _: "What has stopped it, what is the new date, and what did the delay cost the people it was for?",
    ),
    Trigger(
        "far behind the best of the others",
        when.all_of(when.off_track, when.behind_the_others),
        lambda e: e.gap_to_the_best,
        lambda _: (
            "What do they do that we do not, who has asked them, and how much of that gap could we close in a year?"
        ),
    ),
    Trigger(
        "underspending while off track",
        when.all_of(when.off_track, when.underspends),
        lambda e: (
            f"{pounds(-e.variance)} of the money for “{e.outcome.name}” is forecast to be left at the end of the year."
        ),
        lambda e: f"What is the money waiting for, and would spending it now change “{e.name}”?",
    ),
    Trigger(
        "overspending while off track",
        when.all_of(when.off_track, when.overspends),
        lambda e: f"Spending on “{e.outcome.name}” is forecast to be {pounds(e.variance)} over budget.",
        lambda e: f"What is the extra money doing for “{e.name}”?",
    ),
    Trigger(
        "forecast to miss",
        when.all_of(when.off_track, when.forecast_misses, when.has_quarters_left),
        lambda e: f"Heading for {e.forecast} by the end of the year against {e.year_end_target}.",
        lambda _: "Which action closes that gap, who leads it, and when will it show in the figure?",
    ),
    Trigger(
        "money not reported while off track",
        when.all_of(when.off_track, when.money_is_unreported),
        lambda e: f"{e.resources.unreported[0].fund.name}: nothing reported this quarter.",
        lambda e: f"Is the money being spent, and what is it doing for “{e.name}”?",
    ),
    Trigger(
        "off track on a provisional figure",
        when.all_of(when.off_track, when.is_provisional),
        lambda e: f"{e.value} is provisional.",
        lambda _: "By how much have provisional figures changed before, and could that change the answer?",
    ),
    Trigger(
        "at risk by year end",
        when.all_of(when.stands(Verdict.EARLY_WARNING), when.forecast_misses),
        lambda e: f"On track today at {e.value}, and heading for {e.forecast} against {e.year_end_target}.",
        lambda e: f"What is being done now, while it is still cheap, to end the year at {e.year_end_target} or better?",
    ),
    Trigger(
        "on track and really worse",
        when.all_of(when.stands(Verdict.EARLY_WARNING), when.none_of(when.forecast_misses), when.really_worsens),
        lambda e: f"On track today at {e.value}, and worse than ordinary variation explains.",
        lambda _: "What has changed, will it go on, and what is being done now, while it is still cheap?",
    ),
    Trigger(
        "on track and worse each time",
        when.all_of(
            when.stands(Verdict.EARLY_WARNING),
            when.none_of(when.forecast_misses),
            lambda e: not when.really_worsens(e),
        ),
        lambda e: f"On track today at {e.value}, and worse three times running.",
        lambda _: "What keeps making it worse, and what is being done now, while it is still cheap?",
    ),
    Trigger(
        "optimistic forecasts",
        when.all_of(when.worth_asking, when.has_quarters_left, when.usually_too_hopeful),
        lambda e: e.too_hopeful,
        lambda _: "Past forecasts were usually too hopeful: what is different now, and what if this one is too?",
    ),
    Trigger(
        "parts far apart",
        when.all_of(
            when.any_of(when.off_track, when.stands(Verdict.WATCH), when.stands(Verdict.EARLY_WARNING)),
            when.parts_are_far_apart,
        ),
        when.spread,
        lambda _: "What does the best of them do that the others could, and who will bring it to them?",
    ),
    Trigger(
        "watch",
        when.stands(Verdict.WATCH),
        lambda e: f"{e.value} against {e.target}.",
        lambda _: "Is that a wobble, or the start of something?",
    ),
)
"""Most telling first: a page prints the first few that apply."""
