"""One measure in one quarter, with everything needed to judge it, and which period that judgement is about."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

from lsp_core.judging.assessment import TargetNow
from lsp_core.judging.profiles import baseline, target_now
from lsp_core.judging.rebase_decisions import RebaseDecision
from lsp_core.observations import Observation
from lsp_core.periods import Period, Quarter
from lsp_core.plan.model import Frequency, Measure, Plan, Polarity, StatusPolicy
from lsp_core.requests.due import latest_year, period_due

if TYPE_CHECKING:
    from lsp_core.judging.placed import Placing


@dataclass(frozen=True)
class Case:
    """One measure in one quarter, with everything needed to judge it."""

    plan: Plan
    measure: Measure
    """The definition in force on the quarter's last day."""
    quarter: Quarter
    figures: tuple[Observation, ...]
    """All that is known for the measure about periods that ended by the quarter's end, in order of period."""
    on: date
    """The partnership's own day at the cut-off: which targets had been agreed, and whether a figure is late."""
    due_on: date
    out_of_turn: bool = False
    """A yearly measure that was not asked for, whose latest figure has come or changed since the board last met."""
    quartile: int | None = None
    """The quarter of its comparators the figure is among, 1 the best, for a policy that asks for it."""
    placing: "Placing | None" = None
    """Where the measure stands beside others; None where its plan names none."""
    rebases: tuple[RebaseDecision, ...] = ()
    """What people have said of the limits of its chart that counts in this quarter, oldest first."""
    tried_policy: StatusPolicy | None = None
    """A policy to judge by in place of the measure's own, for seeing what it would say."""

    def quartile_of(self, figure: Observation) -> int | None:
        """The quarter of its comparators that a figure is among; an earlier figure's is its own, not the latest's."""
        if self.placing is None or figure.period == self.period:
            return self.quartile
        return self.placing.quarter_for(figure.period) if self.measure.polarity is not Polarity.CONTEXT else None

    @property
    def policy(self) -> StatusPolicy:
        """The rule the measure is judged by."""
        return self.tried_policy or self.plan.status_policy(self.measure.policy)

    @property
    def owed(self) -> Period | None:
        """The period the quarter's request asks for."""
        return period_due(self.measure, self.quarter)

    @property
    def period(self) -> Period:
        """The period judged: the one owed, or the one a yearly measure was last asked for, or the last there is."""
        if self.owed is not None:
            return self.owed
        return last_asked(self.measure, self.quarter) or (self.figures[-1].period if self.figures else self.quarter)

    @property
    def given(self) -> Observation | None:
        """What the partner has said about that period, when it is this quarter's to judge."""
        if self.owed is None and not self.out_of_turn:
            return None
        return next((figure for figure in self.figures if figure.period == self.period), None)

    @property
    def latest(self) -> Observation | None:
        """The latest figure there is."""
        return next((figure for figure in reversed(self.figures) if figure.value is not None), None)

    @property
    def target(self) -> TargetNow | None:
        """What the figure is held against."""
        return target_now(self.plan, self.measure, self.period, self.on)

    @property
    def baseline(self) -> Decimal | None:
        """Where the measure started from."""
        return baseline(self.plan, self.measure, self.period, self.on)


def last_asked(measure: Measure, quarter: Quarter) -> Period | None:
    """The year that a yearly measure was last asked for by a quarter; None when it is never asked for."""
    if measure.frequency is Frequency.QUARTERLY or measure.asked_in is None:
        return None
    while quarter.number != measure.asked_in:
        quarter = quarter.previous
    return latest_year(measure, quarter)
