"""Challenge questions: which ones the evidence raises, in words that carry its own figures, and between whom.

`TRIGGERS` is the bank: what has to be true, and what to ask then. A new question is a new row.
"""

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal

from lsp_core.judging.assessment import Assessment, Status, Travel, Verdict
from lsp_core.observations import Vintage
from lsp_core.packs.contents import Question
from lsp_core.plan.model import Board, Measure, Outcome, Plan
from lsp_core.resources import OutcomeResources
from lsp_core.wording import amount, pounds, short_amount

MOST_ON_A_PAGE = 3
NOTABLE_VARIANCE = Decimal(5)
"""Percent of budget; a smaller forecast underspend or overspend raises no question."""


@dataclass(frozen=True)
class Evidence:
    """What is known about one measure when its questions are put together."""

    measure: Measure
    outcome: Outcome
    assessment: Assessment
    before: Assessment | None
    """The same measure as judged last quarter; None when it was not."""
    resources: OutcomeResources

    @property
    def name(self) -> str:
        """The measure's name."""
        return self.measure.name

    @property
    def value(self) -> str:
        """The figure judged, with its unit."""
        observation = self.assessment.observation
        return amount(observation.value, self.measure) if observation and observation.value is not None else "no figure"

    @property
    def earlier(self) -> str:
        """The figure before it."""
        earlier = self.assessment.against_last.earlier
        return short_amount(earlier.value, self.measure) if earlier and earlier.value is not None else "no figure"

    @property
    def target(self) -> str:
        """The target for the period."""
        target = self.assessment.target
        return short_amount(target.value, self.measure) if target else "no target"

    @property
    def year_end_target(self) -> str:
        """The target for the end of the year."""
        target = self.assessment.target
        return short_amount(target.year_end, self.measure) if target else "no target"

    @property
    def forecast(self) -> str:
        """Where it is heading by the end of the year."""
        forecast = self.assessment.forecast
        return amount(forecast.year_end, self.measure) if forecast else "no forecast"

    @property
    def variance_percent(self) -> Decimal:
        """Forecast less budget of the funds that reported a forecast, as a percentage of their budgets."""
        reported = [p for p in self.resources.positions if p.variance is not None]
        budget = sum((p.budget for p in reported), Decimal(0))
        return self.variance / budget * 100 if budget else Decimal(0)

    @property
    def variance(self) -> Decimal:
        """Forecast less budget of the funds that reported a forecast, in pounds."""
        return sum((p.variance for p in self.resources.positions if p.variance is not None), Decimal(0))


@dataclass(frozen=True)
class Trigger:
    """One row of the question bank."""

    name: str
    applies: Callable[[Evidence], bool]
    ask: Callable[[Evidence], str]


def _is(*verdicts: Verdict) -> Callable[[Evidence], bool]:
    return lambda e: e.assessment.verdict in verdicts


def _off_track_and(travel: Travel) -> Callable[[Evidence], bool]:
    return lambda e: e.assessment.verdict is Verdict.OFF_TRACK and e.assessment.against_last.travel is travel


def _status_now(status: Status) -> Callable[[Evidence], bool]:
    return lambda e: e.assessment.status is status


def _overdue_twice(e: Evidence) -> bool:
    return e.assessment.status is Status.OVERDUE and e.before is not None and e.before.status is Status.OVERDUE


def _off_track_twice(e: Evidence) -> bool:
    return e.assessment.is_off_track and e.before is not None and e.before.is_off_track


def _forecast_misses(e: Evidence) -> bool:
    return (
        e.assessment.is_off_track and e.assessment.forecast is not None and e.assessment.forecast.meets_target is False
    )


def _is_provisional(e: Evidence) -> bool:
    observation = e.assessment.observation
    return e.assessment.is_off_track and observation is not None and observation.vintage is Vintage.PROVISIONAL


TRIGGERS = (
    Trigger(
        "overdue twice",
        _overdue_twice,
        lambda e: (
            "The second quarter without a figure. What stands in the way of it, who can remove that, "
            "and on what day will we have it?"
        ),
    ),
    Trigger(
        "overdue",
        _status_now(Status.OVERDUE),
        lambda e: (
            "The figure was due and has not come. When will it, and what do those closest to the work "
            "expect it to show?"
        ),
    ),
    Trigger(
        "not available",
        _status_now(Status.NOT_AVAILABLE),
        lambda _: "How will we know how we are doing until there is a figure?",
    ),
    Trigger(
        "off track and worse",
        _off_track_and(Travel.WORSE),
        lambda e: (
            f"From {e.earlier} to {e.value}, with a target of {e.target}. What would have to be true to "
            f"reach {e.year_end_target} by the end of the year, and by when would we know that we will not?"
        ),
    ),
    Trigger(
        "off track and no better",
        _off_track_and(Travel.SAME),
        lambda e: (
            f"Hardly any change, from {e.earlier} to {e.value}. What will be done next quarter that was "
            "not done in this one?"
        ),
    ),
    Trigger(
        "off track and better, but not by enough",
        _off_track_and(Travel.BETTER),
        lambda e: (
            f"The right way, from {e.earlier} to {e.value}, and still short of {e.target}. What would "
            "speed it up, and what would that cost?"
        ),
    ),
    Trigger(
        "off track, nothing to compare with",
        _off_track_and(Travel.UNKNOWN),
        lambda e: (
            f"{e.value} against a target of {e.target}, and no earlier figure. What tells us whether "
            "this is one bad quarter or how things are?"
        ),
    ),
    Trigger(
        "off track and recovering",
        _is(Verdict.RECOVERING),
        lambda e: (
            f"What brought it from {e.earlier} to {e.value}, will it last, and what could stop it "
            f"reaching {e.year_end_target}?"
        ),
    ),
    Trigger(
        "off track twice",
        _off_track_twice,
        lambda _: "Off track last quarter too. What has been tried since, and what did it do to the figure?",
    ),
    Trigger(
        "underspending while off track",
        lambda e: e.assessment.is_off_track and e.variance_percent <= -NOTABLE_VARIANCE,
        lambda e: (
            f"{pounds(-e.variance)} of the money for “{e.outcome.name}” is forecast to be left at the end of the "
            f"year. What is it waiting for, and would spending it now change {e.name}?"
        ),
    ),
    Trigger(
        "overspending while off track",
        lambda e: e.assessment.is_off_track and e.variance_percent >= NOTABLE_VARIANCE,
        lambda e: (
            f"Spending on “{e.outcome.name}” is forecast to be {pounds(e.variance)} over budget. What is the extra "
            f"money doing for {e.name}?"
        ),
    ),
    Trigger(
        "forecast to miss",
        _forecast_misses,
        lambda e: (
            f"Heading for {e.forecast} by the end of the year against {e.year_end_target}. Which action "
            "closes that gap, who leads it, and when will it show in the figure?"
        ),
    ),
    Trigger(
        "money not reported while off track",
        lambda e: e.assessment.is_off_track and bool(e.resources.unreported),
        lambda e: (
            f"{e.resources.unreported[0].fund.name}: nothing reported this quarter. Is the money being spent, and "
            f"what is it doing for {e.name}?"
        ),
    ),
    Trigger(
        "off track on a provisional figure",
        _is_provisional,
        lambda e: (
            f"{e.value} is provisional. By how much have provisional figures changed before, and could "
            "that change the answer?"
        ),
    ),
    Trigger(
        "at risk by year end",
        _is(Verdict.EARLY_WARNING),
        lambda e: (
            f"On track today at {e.value}, and what is being done now, while it is still cheap, to be at "
            f"{e.year_end_target} by the end of the year?"
        ),
    ),
    Trigger(
        "watch",
        _is(Verdict.WATCH),
        lambda e: f"{e.value} against {e.target}. Is that a wobble, or the start of something?",
    ),
)
"""Most telling first: a page prints the first few that apply."""


def questions_about(evidence: Evidence, plan: Plan, board: Board) -> tuple[Question, ...]:
    """The questions one measure raises, most telling first."""
    asks = named(plan, challenger_of(evidence.outcome, plan, board))
    answers = named(plan, evidence.outcome.owner)
    return tuple(
        Question(trigger.name, evidence.name, trigger.ask(evidence), asks, answers)
        for trigger in TRIGGERS
        if trigger.applies(evidence) and not _said_better(trigger.name, evidence)
    )


def _said_better(name: str, evidence: Evidence) -> bool:
    """`overdue twice` already asks what `overdue` would."""
    return name == "overdue" and _overdue_twice(evidence)


def challenger_of(outcome: Outcome, plan: Plan, board: Board) -> str:
    """Who asks: the outcome's challenger, else the board's chair, and never the owner."""
    candidates = (outcome.challenger, board.chair, *board.members, plan.partnership.coordinator)
    return next((code for code in candidates if code is not None and code != outcome.owner), board.chair)


def named(plan: Plan, code: str) -> str:
    """A person as packs name them: `Ann Person (Head of ann)`."""
    person = plan.person(code)
    return f"{person.name} ({person.role})"
