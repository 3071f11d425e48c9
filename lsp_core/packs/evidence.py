"""What is known about one measure when questions about it are put together, in words that fit into sentences."""

from dataclasses import dataclass
from decimal import Decimal

from lsp_core.judging.assessment import Assessment, Comparison, Status, Travel
from lsp_core.judging.forecast_history import NO_HISTORY, ForecastHistory
from lsp_core.judging.forecast_words import hopeful_in_words, is_usually_hopeful, of_method, of_owner
from lsp_core.packs.goals import goal, year_end_goal
from lsp_core.packs.standings import comparison
from lsp_core.periods import Period, Quarter
from lsp_core.plan.model import Measure, Outcome, Polarity
from lsp_core.resources import OutcomeResources
from lsp_core.wording import amount, count_of, difference, period_in_words, short_amount


@dataclass(frozen=True)
class Evidence:
    """One measure, this quarter and before, with the money behind its outcome."""

    measure: Measure
    outcome: Outcome
    assessment: Assessment
    before: Assessment | None
    """The same measure as judged last quarter; None when it was not."""
    last_judged: Status | None
    """What a figure that is not due was when it was last judged."""
    resources: OutcomeResources
    overdue: tuple[str, ...] = ()
    """The actions for its outcome whose date has passed, in words, the longest overdue first."""
    history: ForecastHistory = NO_HISTORY
    """What has become of past forecasts."""

    @property
    def name(self) -> str:
        """The measure's name."""
        return self.measure.name

    @property
    def value(self) -> str:
        """The figure judged, with its unit."""
        observation = self.assessment.observation
        if observation is None or observation.value is None:
            return (observation.in_its_place if observation is not None else "") or "no figure"
        return amount(observation.value, self.measure)

    @property
    def latest(self) -> str:
        """The latest figure there is and its period."""
        latest = self.assessment.latest
        if latest is None or latest.value is None:
            return "no figure"
        return f"{amount(latest.value, self.measure)} for {period_in_words(latest.period)}"

    @property
    def compared(self) -> Comparison:
        """What the figure is held beside."""
        return comparison(self.assessment)

    @property
    def travel(self) -> Travel:
        """Which way it is going."""
        return self.compared.travel

    @property
    def earlier(self) -> str:
        """The figure it is held beside."""
        earlier = self.compared.earlier
        return short_amount(earlier.value, self.measure) if earlier and earlier.value is not None else "no figure"

    @property
    def target(self) -> str:
        """The target for the period."""
        return goal(self.assessment.target, self.measure, "no target")

    @property
    def year_end_target(self) -> str:
        """The target for the end of the year."""
        return year_end_goal(self.assessment.target, self.measure)

    @property
    def forecast(self) -> str:
        """Where it is heading by the end of the year."""
        forecast = self.assessment.forecast
        return amount(forecast.year_end, self.measure) if forecast else "no forecast"

    @property
    def period(self) -> Period:
        """The period the figure is about."""
        return self.assessment.period

    @property
    def gap_to_the_best(self) -> str:
        """The figure beside that of the best of its comparators, in a sentence; empty where there are none."""
        among = self.assessment.placing.among if self.assessment.placing is not None else None
        if among is None or among.gap is None or among.best.value is None:
            return ""
        theirs, ours = (short_amount(value, self.measure) for value in (among.best.value, among.own_value))
        gap = f"a gap of {difference(among.gap, self.measure)}"
        return f"{among.best.comparator.name} had {theirs} to our {ours} in {period_in_words(among.period)}, {gap}."

    @property
    def is_yearly(self) -> bool:
        """Whether one figure covers a year, which is over when the figure comes."""
        return not isinstance(self.period, Quarter)

    @property
    def has_quarters_left(self) -> bool:
        """Whether anything can still change where the year ends."""
        return isinstance(self.period, Quarter) and self.period.number < len(self.period.financial_year.quarters)

    @property
    def stretch(self) -> str:
        """What one figure covers, in a word."""
        return "year" if self.is_yearly else "quarter"

    @property
    def quarters_without(self) -> str:
        """For example `3 quarters`: how long there has been no figure, as far as the figures tell."""
        latest, count = self.assessment.latest, 0
        period = self.period
        while latest is not None and type(latest.period) is type(period) and period > latest.period:
            period, count = period.previous, count + 1
        return count_of(max(count, 2), self.stretch)

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

    @property
    def too_hopeful(self) -> str:
        """What shows that past forecasts were usually too hopeful, the owner's own before the method's; else empty."""
        heading = self.assessment.forecast
        if self.measure.polarity is Polarity.CONTEXT:
            return ""
        own = of_owner(self.history, self.outcome.owner)
        if self.history.own is not None and is_usually_hopeful(own):
            return hopeful_in_words(own, self.measure, "by the owner")
        by_method = of_method(self.history, heading.method) if heading is not None else []
        return hopeful_in_words(by_method, self.measure, "by this method") if is_usually_hopeful(by_method) else ""
