"""Everything about one figure that does not depend on the policy: its past, its direction and where it is heading."""

from dataclasses import dataclass, replace
from datetime import tzinfo
from decimal import Decimal
from functools import cached_property
from zoneinfo import ZoneInfo

from lsp_core.judging import forecast, travel
from lsp_core.judging.assessment import Comparison, Forecast, TargetNow
from lsp_core.judging.case import Case
from lsp_core.judging.past import Past, past_of
from lsp_core.judging.profiles import baseline, target_now
from lsp_core.judging.rebase_decisions import RebaseDecision
from lsp_core.judging.rules.question import Beside
from lsp_core.observations import Observation
from lsp_core.periods import Period, Quarter
from lsp_core.plan.model import Measure


@dataclass(frozen=True)
class Circumstances:
    """A figure with its target, its past and its future."""

    measure: Measure
    target: TargetNow | None
    """Of a band, facing the figure."""
    past: Past
    against_last: Comparison
    against_last_year: Comparison
    heading: Forecast | None
    beside: Beside
    """What a policy may look at."""
    zone: tzinfo
    """Where days are reckoned."""
    rebases: tuple[RebaseDecision, ...] = ()
    """What people have said of the limits of its chart, oldest first."""

    @cached_property
    def quarterly(self) -> tuple[Decimal | None, ...]:
        """The comparable figures quarter by quarter, oldest first, a missing one as None; empty for a yearly one."""
        now = self.past.now.period
        held: dict[Period, Decimal | None] = {f.period: f.value for f in self.past.figures}
        if not isinstance(now, Quarter):
            return ()
        quarters = [now]
        first = min(period for period in held if isinstance(period, Quarter))
        while first < quarters[-1]:
            quarters.append(quarters[-1].previous)
        return tuple(held.get(quarter) for quarter in reversed(quarters))


def circumstances(case: Case, figure: Observation) -> Circumstances:
    """Those of a figure of the case, which may be about an earlier period than the one judged."""
    assert figure.value is not None, "only a figure with a value is judged"
    measure, policy = case.measure, case.policy
    target = target_now(case.plan, measure, figure.period, case.on)
    target = target.facing(figure.value) if target is not None else None
    past = past_of(case.plan, measure, case.quarter, figure, case.figures)
    last_year = travel.against_last_year(measure, policy, past)
    heading = forecast.year_end(measure, target, past)
    begun = baseline(case.plan, measure, figure.period, case.on)
    return Circumstances(
        measure=measure,
        target=target,
        past=past,
        against_last=travel.against_last(measure, policy, past),
        against_last_year=last_year,
        heading=heading,
        beside=_beside(case, figure, Beside(last_year, heading, begun, case.quartile_of(figure), figure.period.end)),
        zone=ZoneInfo(case.plan.partnership.time_zone),
        rebases=case.rebases,
    )


def _beside(case: Case, figure: Observation, beside: Beside) -> Beside:
    """With why there is no quarter of comparators, where there could have been one."""
    if case.placing is None or beside.quartile is not None:
        return beside
    return replace(beside, why_no_quartile=case.placing.why_no_quarter(figure.period))
