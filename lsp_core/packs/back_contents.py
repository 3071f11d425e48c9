"""What the back of a pack holds, as plain values: late, missing and revised figures, the annex, the rules in words."""

from dataclasses import dataclass

from lsp_core.packs.shapes import Mark


@dataclass(frozen=True)
class MissingFigure:
    """One figure that was due and is not here."""

    measure: str
    period: str
    partner: str
    why: str
    """For example `Due 21 July 2023, not received.`"""
    words: str
    """The partner's own words about it; empty when there are none."""


@dataclass(frozen=True)
class UnsettledFigure:
    """A figure that needs a word beside it: provisional, or come after the board met."""

    measure: str
    period: str
    figure: str


@dataclass(frozen=True)
class RevisedFigure:
    """A figure replaced since the board last met."""

    measure: str
    period: str
    before: str
    after: str
    when: str
    reason: str


@dataclass(frozen=True)
class ProxyRow:
    """A measure without a current figure, and what is watched meanwhile."""

    measure: str
    proxy: str
    mark: Mark
    latest: str


@dataclass(frozen=True)
class ReturnRow:
    """Who answered, and when."""

    partner: str
    answered: str


@dataclass(frozen=True)
class WaivedCheck:
    """A check that somebody let a measure or a partner off."""

    about: str
    rule: str
    approved_by: str
    until: str
    reason: str


@dataclass(frozen=True)
class ExplainedFigure:
    """A figure that was asked about, and what its partner answered."""

    measure: str
    period: str
    figure: str
    asked: str
    words: str
    """The partner's own."""


@dataclass(frozen=True)
class PartnerRow:
    """What one partner's data was like this quarter."""

    partner: str
    lines: tuple[tuple[str, str], ...]
    """Heading and text."""


@dataclass(frozen=True)
class DataQuality:
    """What is late, missing, revised or stood in for."""

    missing: tuple[MissingFigure, ...]
    provisional: tuple[UnsettledFigure, ...]
    """Judged, and expected to change."""
    came_late: tuple[UnsettledFigure, ...]
    """For a period the board has met about already, when there was no figure for it."""
    revised: tuple[RevisedFigure, ...]
    proxies: tuple[ProxyRow, ...]
    returns: tuple[ReturnRow, ...]
    explained: tuple[ExplainedFigure, ...] = ()
    waived: tuple[WaivedCheck, ...] = ()
    partners: tuple[PartnerRow, ...] = ()
    """In the order of the plan, with no total and no order of merit."""


@dataclass(frozen=True)
class SeriesRow:
    """One period in the table behind a chart."""

    period: str
    figure: str
    target: str
    vintage: str


@dataclass(frozen=True)
class BesideRow:
    """One figure in the table of a measure beside others."""

    name: str
    figure: str
    counts: str
    source: str
    """Empty where one source stands for all of them."""
    is_ours: bool


@dataclass(frozen=True)
class BesideOthers:
    """One measure beside the comparators its plan names."""

    finding: str
    sentences: tuple[str, ...]
    svg: str
    """Empty where too few have a figure to draw."""
    subtitle: str
    says: str
    """What somebody who cannot see the drawing needs from it."""
    rows: tuple[BesideRow, ...]
    """Best first; those without a figure last."""
    source: str
    """Who the others are, who chose them and why, and where their figures were published."""


@dataclass(frozen=True)
class AnnexMeasure:
    """Everything about one measure, for whoever asks where a number came from."""

    code: str
    name: str
    anchor: str
    outcome: str
    mark: Mark
    confidence: str
    """How sure the judgement is, in a word; empty where nothing was judged."""
    facts: tuple[tuple[str, str], ...]
    """Heading and text: definition, source, who supplied it, the cell it came from."""
    judged: tuple[tuple[str, str], ...]
    """Likewise: what was concluded beyond the status, and by which methods."""
    figure_heading: str
    """What heads the figures: the unit, where the figures do not carry it."""
    series: tuple[SeriesRow, ...]
    beside: BesideOthers | None = None
    """None where the plan names nobody to compare with."""


@dataclass(frozen=True)
class Method:
    """One rule in words."""

    name: str
    text: str
