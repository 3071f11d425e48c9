"""What a pack holds, as plain values: text already worded, numbers already written with their units, order decided.

The printers (`printers` lists them) loop over these and print; they choose nothing. How the values come about is
`lsp_core.packs.assembling`; what the back of the pack holds is `back_contents`.
"""

from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from lsp_core.packs.back_contents import AnnexMeasure, BesideOthers, DataQuality, Method
from lsp_core.packs.background_contents import OutcomeMoney, RiskRow
from lsp_core.packs.conversation_contents import OwnersWords, SinceLastMet
from lsp_core.packs.figures_contents import MeasureFigures
from lsp_core.packs.shapes import Mark


@dataclass(frozen=True)
class PackState:
    """Which version of the pack this is, and who stands by it."""

    version: int
    produced_at: datetime
    """Aware. Printed, and the PDF's own date, so that the same state gives the same bytes."""
    signed_by: str | None = None
    """Who signed it off, with their post: `Cat Person, Chair`; None while it is a draft."""
    signed_at: datetime | None = None

    @property
    def is_draft(self) -> bool:
        """Until a named person has signed."""
        return self.signed_by is None


@dataclass(frozen=True)
class Front:
    """The heading of page 1 and what the footers say."""

    partnership: str
    board: str
    layer: str
    """What the board is for: `Strategic layer: sets direction and challenges`."""
    title: str
    quarter: str
    meeting: str
    cut_off: str
    counts: str
    about: str
    data_note: str
    is_draft: bool
    stamp: str
    """For example `Draft version 2 - not signed off`."""
    produced: str
    footer: str
    """What a page that has come loose says of itself: the quarter, and whether anybody stands by it."""
    produced_at: int
    """Seconds since 1970, for the PDF's own date."""


@dataclass(frozen=True)
class Challenge:
    """One thing the board should ask about, on page 1."""

    mark: Mark
    outcome: str
    anchor: str
    """The section that says more."""
    finding: str
    question: str
    answers: str
    changed: str
    """The outcome's standing last quarter, and the figure before this one."""


@dataclass(frozen=True)
class OverviewMeasure:
    """One measure's line on the page with everything."""

    name: str
    anchor: str
    latest: str
    period: str
    target: str
    mark: Mark
    note: str
    """The rule's own word for the status, what a figure that is not due was when it was last judged, and whether the
    status may be chance; empty when there is nothing of that to say."""
    travel: Mark
    sparkline: str
    """SVG text; empty where there are too few figures to draw."""
    sparkline_says: str


@dataclass(frozen=True)
class OverviewOutcome:
    """One outcome on the page with everything, and its measures under it."""

    name: str
    owner: str
    mark: Mark
    anchor: str
    section: str
    """What the link to it says: `Exception page`, `Early warnings`."""
    measures: tuple[OverviewMeasure, ...]


@dataclass(frozen=True)
class Quote:
    """Somebody's own words, unaltered."""

    words: str
    who: str


@dataclass(frozen=True)
class Chart:
    """A drawing, what it says in words, and the table behind it."""

    title: str
    subtitle: str
    svg: str
    says: str
    source: str


@dataclass(frozen=True)
class Question:
    """One question that the figures raise, and between whom."""

    reference: str
    """What it is called at the meeting: `URGENT.2`."""
    trigger: str
    about: str
    """The measure's name; empty where no other measure has a say."""
    seen: str
    """The figures that raise it, in a sentence."""
    text: str
    asks: str
    answers: str


@dataclass(frozen=True)
class MeasureStory:
    """One measure on an exception page."""

    name: str
    anchor: str
    mark: Mark
    latest: str
    period: str
    target: str
    confidence: str
    """How sure the judgement is, in a word: `confidence: clear`; empty where nothing is known beside the figure."""
    status: str
    travel: Mark
    compared: str
    """Beside the figure before and the one a year before, as far as there are any."""
    sure: str
    """Why it is so sure; empty where nothing is known beside the figure."""
    usual: str
    """Whether the figure is out of the ordinary for the measure; empty where there are too few to tell."""
    forecast: str
    """With the range it is likely to be in."""
    own_forecast: str
    """What the owner expects; empty where they have not said."""
    past_forecasts: str
    """How good past forecasts were, by the method and by the owner; empty where there is no forecast."""
    chart: Chart | None
    quote: Quote | None
    beside: BesideOthers | None = None
    """None where the plan names nobody to compare with."""


@dataclass(frozen=True)
class ExceptionPage:
    """One outcome that is off track."""

    outcome: str
    anchor: str
    headline: str
    mark: Mark
    theme: str
    owner: str
    why_it_matters: str
    measures: tuple[MeasureStory, ...]
    others: tuple[OverviewMeasure, ...]
    """The outcome's other measures, in short."""
    risks: tuple[RiskRow, ...]
    money: OutcomeMoney
    words: OwnersWords
    questions: tuple[Question, ...]
    between: str
    """Who asks and who answers, in a sentence."""


@dataclass(frozen=True)
class ShortEntry:
    """One outcome in a list: early warnings, watch, cannot say, on track."""

    outcome: str
    anchor: str
    mark: Mark
    owner: str
    sentences: tuple[str, ...]
    not_due: str
    """Its measures without a new figure this quarter, in one sentence; empty when there are none."""
    questions: tuple[Question, ...]
    between: str


@dataclass(frozen=True)
class ShortSection:
    """A list of outcomes that need no page of their own."""

    title: str
    anchor: str
    intro: str
    entries: tuple[ShortEntry, ...]


@dataclass(frozen=True)
class Pack:
    """One board's pack for one quarter."""

    front: Front
    challenges: tuple[Challenge, ...]
    challenges_note: str
    """What page 1 had no room for; empty when it holds everything."""
    overview: tuple[OverviewOutcome, ...]
    periods_note: str
    """What the short forms of periods in tables mean."""
    since: SinceLastMet
    exceptions: tuple[ExceptionPage, ...]
    short: tuple[ShortSection, ...]
    risks: tuple[RiskRow, ...]
    risks_note: str
    money: tuple[OutcomeMoney, ...]
    data: DataQuality
    annex: tuple[AnnexMeasure, ...]
    methods: tuple[Method, ...]
    glossary: tuple[tuple[Mark, str], ...]
    figures: tuple[MeasureFigures, ...]
    """The figures behind all of it, for the workbook and the CSVs."""


def pack_as_dict(pack: Pack) -> dict[str, Any]:
    """The pack as JSON-ready values: what is kept, compared, and handed to the PDF printer."""
    return asdict(pack)
