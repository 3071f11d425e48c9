"""Everything known about one quarter at one instant, as values: what judging, risks, packs and notices work from.

`lsp_core.store.facts` gathers it; nothing in here, or computed from it, looks anything up. The same plan, quarter and
cut-off always give the same facts, which is what lets a published pack be rebuilt.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from lsp_core.challenge.record import Record
from lsp_core.cycle import Cycle
from lsp_core.findings import Finding
from lsp_core.judging.overrides import StatusOverride
from lsp_core.judging.owner_forecasts import OwnerForecast
from lsp_core.judging.rebase_decisions import RebaseDecision
from lsp_core.observations import FigureKey, Observation, ResourceObservation
from lsp_core.periods import Quarter
from lsp_core.plan.model import Plan
from lsp_core.requests.due import CycleDates, DataRequest
from lsp_core.returns.explanations import Explanation
from lsp_core.returns.waivers import Waiver
from lsp_core.risks.model import RiskDecision


@dataclass(frozen=True)
class ReturnReceived:
    """A return that was accepted for the quarter, for saying who answered and when."""

    partner: str
    reference: str
    received_at: datetime
    errors: int
    queries: int
    findings: tuple[Finding, ...] = ()


@dataclass(frozen=True)
class ReturnFile:
    """The file a return came as: what it was called, and what proves that it is the one."""

    name: str
    digest: str
    """The SHA-256 of its bytes, in hexadecimal."""


@dataclass(frozen=True)
class Revision:
    """A figure that replaced one given earlier."""

    before: Observation
    after: Observation


@dataclass(frozen=True)
class CycleFacts:
    """One quarter as known at the cut-off."""

    plan: Plan
    quarter: Quarter
    cut_off: datetime
    cycle: Cycle
    dates: CycleDates
    requests: tuple[DataRequest, ...]
    returns: tuple[ReturnReceived, ...]
    known: dict[FigureKey, Observation]
    """The latest figure for each measure and period among those known by the cut-off, wholes among them and small
    numbers withheld: what anybody may see."""
    resources: dict[tuple[str, Quarter], ResourceObservation]
    risk_decisions: tuple[RiskDecision, ...]
    """Every decision made on a risk up to the cut-off, oldest first; the register is worked out from them."""
    revisions: tuple[Revision, ...]
    """Figures replaced since the previous quarter's cut-off, in order of measure and period."""
    known_before: dict[FigureKey, Observation]
    """What was known at the previous quarter's cut-off; empty when there was none. For saying what changed."""
    previous_cut_off: datetime | None = None
    overrides: tuple[StatusOverride, ...] = ()
    """Every word a person said on a status up to the same instant as the decisions, oldest first."""
    said: Record = field(default_factory=Record)
    """What owners and boards have said up to the same instant: commentary, decisions, actions, answers."""
    rebases: tuple[RebaseDecision, ...] = ()
    """Every word a person said on the limits of a chart up to that instant, oldest first."""
    owner_forecasts: tuple[OwnerForecast, ...] = ()
    """Everything an owner said of a figure to come up to that instant, oldest first."""
    vintages: tuple[Observation, ...] = ()
    """Every figure known by the cut-off, superseded ones included, in the order they came, of the measures that never
    have small numbers to withhold.
    For seeing again what was known at an earlier cut-off."""
    cut_offs: Mapping[Quarter, datetime] = field(default_factory=dict)
    """When each earlier quarter was last judged, as far as that was before the cut-off."""
    explanations: tuple[Explanation, ...] = ()
    """The last word of a partner on each question about a figure, as known at the cut-off."""
    waivers: tuple[Waiver, ...] = ()
    """The checks waived at the cut-off for this quarter's returns."""
