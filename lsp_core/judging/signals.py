"""What statistics say beside the status, for all measures at once. Importing this imports numpy, so judging does so
only when there is something to judge."""

from collections.abc import Sequence
from dataclasses import dataclass

from lsp_core.judging.assessment import FigureInterval, LongRun, RecentTrend
from lsp_core.judging.circumstances import Circumstances
from lsp_core.judging.figure_interval import figure_intervals
from lsp_core.judging.long_run import long_runs
from lsp_core.judging.recent import trends
from lsp_core.judging.variation import Variation
from lsp_core.judging.year_ends import Others, other_forecasts


@dataclass(frozen=True)
class Signals:
    """Those of one figure."""

    interval: FigureInterval | None
    long_run: LongRun | None
    recent_trend: RecentTrend | None
    others: Others

    @property
    def really_worsens(self) -> bool:
        """Whether the figure is a real worsening, by limits that are more than a trial."""
        run = self.long_run
        return run is not None and not run.is_trial and run.variation is Variation.CONCERN


def signals(seen: Sequence[Circumstances]) -> list[Signals]:
    """Those of each figure, in order."""
    found = zip(figure_intervals(seen), long_runs(seen), trends(seen), other_forecasts(seen), strict=True)
    return [Signals(*of_one) for of_one in found]
