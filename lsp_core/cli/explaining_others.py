"""What a measure's place beside others was worked out from, for `lsp explain`: who they are, and their figures."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from lsp_core.cli.words import tell

if TYPE_CHECKING:
    from lsp_core.judging.explaining import Explanation
    from lsp_core.judging.placed import Among, Other
    from lsp_core.observations import Observation
    from lsp_core.plan.model import ComparatorFigure, Measure


def beside_others(found: "Explanation") -> None:
    """The set and why it was chosen, then every figure with where and when it was published. Nothing without a set."""
    placing = found.assessment.placing
    if placing is None:
        return
    from lsp_core.wording import period_in_words

    tell()
    tell(f"Beside others: {placing.finding}")
    if placing.among is not None:
        _among(placing.among, found.measure)
    if placing.against is not None:
        against = placing.against
        tell(f"Benchmark, for {period_in_words(against.period)}:", indent=2)
        tell(_theirs(against.benchmark, found.measure), indent=4)
        for name, ends in (("95%", against.inner), ("99.8%", against.outer)):
            if ends is not None:
                tell(f"The {name} interval of ours: {ends[0]} to {ends[1]}.", indent=4)


def _among(among: "Among", measure: "Measure") -> None:
    from lsp_core.wording import period_in_words

    peers = among.peers
    tell(f"The set, comparator_sets.yaml: {peers.name}. Source: {peers.source}. Why: {peers.why}", indent=2)
    tell(f"Figures for {period_in_words(among.period)}, from comparator_figures.csv:", indent=2)
    tell(_ours(among, measure), indent=4)
    for other in among.others:
        tell(_theirs(other, measure), indent=4)
    for line in _worked_out(among):
        tell(line, indent=2)


def _worked_out(among: "Among") -> Iterator[str]:
    shares = [("quarter", among.quarter, 4), ("fifth", among.fifth, 5)]
    placed = ", ".join(f"{name} {place} of {of}" for name, place, of in shares if place is not None)
    yield f"Rank {among.rank} of {among.of}, 1 the best{f'; {placed}' if placed else ''}; median {among.median}."
    if among.funnel is not None:
        funnel = among.funnel
        yield (
            f"Funnel around {funnel.average}: 95% {funnel.inner[0]} to {funnel.inner[1]}, "
            f"99.8% {funnel.outer[0]} to {funnel.outer[1]}."
        )


def _ours(among: "Among", measure: "Measure") -> str:
    from lsp_core.wording import short_amount

    return f"Ours: {short_amount(among.own_value, measure)}{_counts(among.own)}"


def _theirs(other: "Other", measure: "Measure") -> str:
    from lsp_core.wording import day, short_amount

    name, figure = other.comparator.name, other.figure
    if figure is None:
        return f"{name}: no figure in comparator_figures.csv."
    published = f", published on {day(figure.published_on)}" if figure.published_on is not None else ""
    source = f" {figure.source.rstrip('.')}{published}." if figure.source or published else ""
    if other.value is None:
        return f"{name}: suppressed or not published.{source}"
    return f"{name}: {short_amount(other.value, measure)}{_counts(figure)}{source}"


def _counts(figure: "Observation | ComparatorFigure") -> str:
    from lsp_core.wording import exact_number

    if figure.numerator is None or figure.denominator is None:
        return "."
    return f", {exact_number(figure.numerator)} out of {exact_number(figure.denominator)}."
