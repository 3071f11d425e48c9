"""What a rule for status is asked, and what it answers. The rules are in the modules beside this one."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from lsp_core.judging.assessment import Comparison, Forecast, Status, TargetNow
from lsp_core.judging.gaps import beside_target, shortfall_now, size_in_words, sized
from lsp_core.plan.model import Measure, StatusPolicy
from lsp_core.wording import rounded


@dataclass(frozen=True)
class Beside:
    """What is known beside the figure and its target. Each rule looks at what it needs; None is not known."""

    last_year: Comparison | None = None
    """The figure beside the same period last year."""
    forecast: Forecast | None = None
    baseline: Decimal | None = None
    quartile: int | None = None
    """The quarter of its comparators the figure is among: 1 the best, 4 the worst."""
    as_at: date | None = None
    """The last day the figure is about."""
    why_no_quartile: str = "there are no comparators to rank it among"
    """For a policy that goes by it, when there is none."""


NOTHING_BESIDE = Beside()


@dataclass(frozen=True)
class Question:
    """One figure to be held against its target by one policy."""

    measure: Measure
    policy: StatusPolicy
    figure: Decimal
    """As reported: rounded to the measure's decimal places."""
    target: TargetNow
    beside: Beside

    @property
    def goal(self) -> Decimal:
        """The target, as reported; of a band, the edge the figure faces."""
        return rounded(self.target.value, self.measure.decimals)

    @property
    def short(self) -> Decimal:
        """How far on the wrong side of the target the figure is; zero or less when the target is met."""
        return shortfall_now(self.measure, self.figure, self.target)

    def allows(self, size: Decimal) -> Decimal:
        """A tolerance of the policy, in the measure's unit."""
        return sized(self.policy, size, self.goal)

    def in_words(self, size: Decimal) -> str:
        """A tolerance of the policy, as it is printed."""
        return size_in_words(self.measure, self.policy, size, self.goal)

    @property
    def opening(self) -> str:
        """The figure beside its target, without a full stop: what follows says what the rule makes of it."""
        return beside_target(self.measure, self.figure, self.target)


@dataclass(frozen=True)
class Answer:
    """What a rule makes of a figure."""

    status: Status
    sentence: str
    step: int | None
    """The place of the status among the policy's own words, best first; None when the rule cannot say."""


def cannot_say(sentence: str) -> Answer:
    """There is a figure, and not what this rule would hold it against."""
    return Answer(Status.NO_TARGET, sentence, None)
