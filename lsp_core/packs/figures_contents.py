"""The figures behind a pack, as plain values: what the workbook and the CSVs hold beyond what the pages print.

Numbers are written as plain text, unrounded and without units: `71.6`. Where there is none, one of `NO_NUMBER` stands
in its place, the shorthand that government statisticians use, so that nobody takes a gap for a zero.
"""

from dataclasses import dataclass

WITHHELD = "[c]"
NOT_AVAILABLE = "[x]"
NOT_APPLICABLE = "[z]"
NO_NUMBER = {
    WITHHELD: "Confidential: there is a figure, and it is withheld because it is, or would give away, a small number.",
    NOT_AVAILABLE: "Not available: a figure should be here, and there is none.",
    NOT_APPLICABLE: "Not applicable: nothing belongs here.",
}
"""What stands in place of a number or a text, and what it means."""


@dataclass(frozen=True)
class SeriesFigure:
    """One period of the series behind a measure's chart."""

    period: str
    ends_on: str
    """The last day of the period: `2023-09-30`."""
    figure: str
    settled: str
    """How settled the figure is; empty where there is none."""
    target: str
    target_high: str
    """The upper edge of a band; not applicable to any other target."""
    likely_low: str
    likely_high: str
    """Of a quarter to come, the range its figure is likely to be in."""
    forecast: str
    """Of the year's last quarter."""


@dataclass(frozen=True)
class FundFigures:
    """One fund's money in pounds and its staff, as numbers."""

    budget: str
    spend: str
    forecast: str
    variance: str
    """Forecast less budget."""
    fte: str


@dataclass(frozen=True)
class MeasureFigures:
    """One measure as it stands, in words as the pages print them and in numbers."""

    code: str
    measure: str
    outcome: str
    theme: str
    unit: str
    good_is: str
    frequency: str
    finding: str
    latest: str
    """As printed, with its unit."""
    period: str
    ends_on: str
    figure: str
    settled: str
    target: str
    """As printed."""
    target_figure: str
    target_high: str
    status: str
    """The word that stands everywhere for how the measure is doing."""
    own_word: str
    """What the partnership's own rule calls it, if it has a word of its own."""
    why: str
    direction: str
    before: str
    """The figure before, or the one a year before where only that can be compared."""
    before_period: str
    confidence: str
    how_sure: str
    forecast: str
    likely_low: str
    likely_high: str
    owner_expects: str
    """In the owner's terms."""
    source: str
    supplied_by: str
    their_words: str
    owner: str
    series: tuple[SeriesFigure, ...]
