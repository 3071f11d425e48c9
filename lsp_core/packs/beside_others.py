"""One measure beside others, made ready to draw and to print as a table."""

from collections.abc import Iterator
from dataclasses import replace

from lsp_core.judging.assessment import Assessment
from lsp_core.judging.placed import AgainstBenchmark, Among, Other, Placing
from lsp_core.observations import Observation
from lsp_core.packs.back_contents import BesideOthers, BesideRow
from lsp_core.packs.series import axis
from lsp_core.packs.strip import Line, Strip, strip_chart
from lsp_core.plan.model import ComparatorFigure, Measure, Plan, Polarity
from lsp_core.wording import amount, day, exact_number, middle_amount, period_in_words, short_amount

LONGEST_NAME = 24
"""In characters: a benchmark's name in the drawing, which stands in full beside it."""
_BETTER = {
    Polarity.HIGHER_IS_BETTER: " Further right is better.",
    Polarity.LOWER_IS_BETTER: " Further left is better.",
    Polarity.CONTEXT: "",
}


def beside_others(plan: Plan, measure: Measure, assessment: Assessment, key: str = "others") -> BesideOthers | None:
    """Where a measure stands beside its comparators; None where its plan names none.

    The key tells drawings of the same measure in one document apart.
    """
    placing = assessment.placing
    if placing is None:
        return None
    among, says = placing.among, _in_words(placing, measure)
    rows = tuple(_rows(plan, measure, placing))
    sources = list(dict.fromkeys(row.source for row in rows if row.source))
    if len(sources) == 1:
        rows = tuple(replace(row, source="") for row in rows)
    return BesideOthers(
        finding=placing.finding,
        sentences=tuple(reason.sentence for reason in placing.reasons),
        svg=strip_chart(_strip(placing, among, measure, f"{key}-{measure.code}", says)) if among is not None else "",
        subtitle=_subtitle(among, measure) if among is not None else "",
        says=says,
        rows=rows,
        source=_source(among, sources[0] if len(sources) == 1 else ""),
    )


def _strip(placing: Placing, among: Among, measure: Measure, key: str, says: str) -> Strip:
    return Strip(
        key=key.replace(".", "-"),
        title=placing.finding,
        description=says,
        own=among.own_value,
        own_label=f"Ours {short_amount(among.own_value, measure)}",
        others=tuple(sorted(other.value for other in among.others if other.value is not None)),
        lines=tuple(_lines(placing, among, measure)),
        axis_label=lambda value: axis(value, measure),
    )


def _lines(placing: Placing, among: Among, measure: Measure) -> Iterator[Line]:
    yield Line(among.median, f"Median {middle_amount(among.median, measure)}", is_dotted=False)
    against = _same_period(placing)
    if against is not None and against.benchmark.value is not None:
        value = short_amount(against.benchmark.value, measure)
        yield Line(against.benchmark.value, f"{_cut(against.benchmark.comparator.name)} {value}", is_dotted=True)


def _same_period(placing: Placing) -> AgainstBenchmark | None:
    """The benchmark, if its figure can stand in the same drawing."""
    among, against = placing.among, placing.against
    return against if among is not None and against is not None and among.period == against.period else None


def _subtitle(among: Among, measure: Measure) -> str:
    marks = "Each ring is one of the others; the diamond is ours."
    return f"Unit: {measure.unit}; {period_in_words(among.period)}. {marks}{_BETTER[measure.polarity]}"


def _in_words(placing: Placing, measure: Measure) -> str:
    """What somebody who cannot see the drawing needs from it."""
    among, against = placing.among, _same_period(placing)
    if among is None:
        return ""
    values = [among.own_value, *(other.value for other in among.others if other.value is not None)]
    said = [
        f"{len(values)} figures for {period_in_words(among.period)}, from {short_amount(min(values), measure)} to "
        f"{amount(max(values), measure)}.",
        f"Ours: {short_amount(among.own_value, measure)}. Median: {middle_amount(among.median, measure)}.",
    ]
    if against is not None and against.benchmark.value is not None:
        said.append(f"{against.benchmark.comparator.name}: {short_amount(against.benchmark.value, measure)}.")
    return " ".join(said)


def _rows(plan: Plan, measure: Measure, placing: Placing) -> Iterator[BesideRow]:
    among, against = placing.among, placing.against
    if among is not None:
        ranked = [(among.own_value, _our_row(plan, measure, among.own))]
        ranked += [(o.value, _their_row(measure, o)) for o in among.others if o.value is not None]
        ranked.sort(key=lambda row: row[0], reverse=measure.polarity is not Polarity.LOWER_IS_BETTER)
        yield from (row for _, row in ranked)
        yield from (_missing_row(other) for other in among.missing)
    elif against is not None:
        yield _our_row(plan, measure, against.own)
    if against is not None:
        same = among is not None and among.period == against.period
        row = _their_row(measure, against.benchmark, "" if same else f" ({period_in_words(against.period)})")
        yield replace(row, name=f"{row.name} (benchmark)")


def _our_row(plan: Plan, measure: Measure, own: Observation) -> BesideRow:
    assert own.value is not None, "only figures with a value are compared"
    return BesideRow(plan.partnership.name, short_amount(own.value, measure), _counts(own), "", is_ours=True)


def _their_row(measure: Measure, other: Other, when: str = "") -> BesideRow:
    assert other.value is not None, "only figures with a value are compared"
    assert other.figure is not None, "as above"
    figure = f"{short_amount(other.value, measure)}{when}"
    return BesideRow(other.comparator.name, figure, _counts(other.figure), _published(other.figure), is_ours=False)


def _missing_row(other: Other) -> BesideRow:
    why = other.figure.source if other.figure is not None and other.figure.source else "nothing published"
    return BesideRow(other.comparator.name, f"no figure ({why.rstrip('.')})", "", "", is_ours=False)


def _counts(figure: Observation | ComparatorFigure) -> str:
    if figure.numerator is None or figure.denominator is None:
        return ""
    return f"{exact_number(figure.numerator)} out of {exact_number(figure.denominator)}"


def _published(figure: ComparatorFigure) -> str:
    when = f"published {day(figure.published_on)}" if figure.published_on is not None else ""
    return ", ".join(filter(None, (figure.source.rstrip("."), when)))


def _source(among: Among | None, figures: str) -> str:
    peers = (
        [f"Compared with {among.peers.name}: {_ended(among.peers.source)} {_ended(among.peers.why)}"]
        if among is not None
        else []
    )
    return " ".join([*peers, *([f"Figures: {_ended(figures)}"] if figures else [])])


def _ended(text: str) -> str:
    return text if text.endswith((".", "!", "?")) else f"{text}."


def _cut(name: str) -> str:
    return name if len(name) <= LONGEST_NAME else f"{name[: LONGEST_NAME - 1].rstrip()}…"
