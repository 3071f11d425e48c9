"""A measure's place beside others in sentences: which way is good taken account of, and every period named."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from lsp_core.judging.assessment import Reason
from lsp_core.judging.comparison import Standing
from lsp_core.judging.placed import AgainstBenchmark, Among, InFunnel
from lsp_core.observations import Observation
from lsp_core.plan.model import Comparator, ComparatorSet, Measure, Polarity
from lsp_core.wording import count_of, difference, listed, middle_amount, period_in_words, short_amount

AMONG_RULE = "beside others: rank, and quarters by ranks shared out, v1"
AGAINST_RULE = "beside a benchmark: its place in our 95% and 99.8% intervals, v1"
FUNNEL_RULE = "beside others: funnel at 95% and 99.8%, v1"
_BEST_FIRST = ("best", "second best", "second worst", "worst")
_HIGHEST_FIRST = ("highest", "second highest", "second lowest", "lowest")
_WAYS = {
    Polarity.HIGHER_IS_BETTER: ("better", "worse"),
    Polarity.LOWER_IS_BETTER: ("worse", "better"),
    Polarity.CONTEXT: ("higher", "lower"),
}
_IN_A_WORD = {
    Standing.MUCH_BETTER: "better",
    Standing.MUCH_WORSE: "worse",
    Standing.MUCH_HIGHER: "higher",
    Standing.MUCH_LOWER: "lower",
}
_FAR = frozenset(_IN_A_WORD)


@dataclass(frozen=True)
class Found:
    """What was found about one measure, for saying it."""

    measure: Measure
    peers: ComparatorSet | None
    benchmark: Comparator | None
    among: Among | None
    against: AgainstBenchmark | None
    newest: Observation | None
    too_few: tuple[Observation, int] | None
    """A newer figure of ours for which too few of the others have theirs, and how many have."""


def finding_of(found: Found) -> str:
    """Where it stands, in one sentence. Two periods are both named."""
    said = []
    if found.among is not None:
        said.append((found.among.period, f"{rank_in_words(found.among, found.measure)} among {found.among.peers.name}"))
    if found.against is not None:
        said.append((found.against.period, _standing_in_words(found.against, found.measure)))
    if not said:
        return f"{_cannot_say(found)}."
    if len({period for period, _ in said}) == 1:
        return _sentence(f"{period_in_words(said[0][0])}: {' and '.join(text for _, text in said)}.")
    return _sentence(f"{'; '.join(f'{period_in_words(period)}: {text}' for period, text in said)}.")


def reasons_of(found: Found) -> tuple[Reason, ...]:
    """All of it, with the rule behind each part."""
    return tuple(Reason(rule, " ".join(filter(None, told))) for rule, told in _told(found) if any(told))


def _told(found: Found) -> Iterator[tuple[str, list[str]]]:
    measure, among, against = found.measure, found.among, found.against
    if among is not None:
        yield (
            AMONG_RULE,
            [_rank(among, measure), _best(among, measure), _quarters(among), _missing(among), _newer(found)],
        )
        if among.funnel is not None:
            yield FUNNEL_RULE, [_funnel(among.funnel, measure)]
    elif found.peers is not None:
        yield AMONG_RULE, [f"{_cannot_say(found)}."]
    if against is not None:
        yield AGAINST_RULE, [_against(against, measure)]
    elif found.benchmark is not None:
        wrong = "no figure of its own for a period that ours is known for"
        yield AGAINST_RULE, [f"Not held beside {found.benchmark.name}: {wrong}."]


def rank_in_words(among: Among, measure: Measure) -> str:
    """From the nearer end: `4th best of 13`, `joint 2nd worst of 9`, `the highest of 13` of a measure for context."""
    top, bottom = ("highest", "lowest") if measure.polarity is Polarity.CONTEXT else ("best", "worst")
    if among.level_with == among.of - 1:
        return f"level with all the others, {among.of} in all,"
    from_bottom = among.of - (among.rank + among.level_with) + 1
    in_upper_half = among.rank * 2 <= among.of + 1
    place, end = (among.rank, top) if in_upper_half else (from_bottom, bottom)
    numbered = "" if place == 1 else f"{ordinal(place)} "
    return f"{'joint ' if among.level_with else '' if numbered else 'the '}{numbered}{end} of {among.of}"


def ordinal(number: int) -> str:
    """`1st`, `2nd`, `3rd`, `11th`."""
    teens = number % 100 in (11, 12, 13)
    return f"{number}{'th' if teens else {1: 'st', 2: 'nd', 3: 'rd'}.get(number % 10, 'th')}"


def quarter_in_words(among: Among, measure: Measure) -> str:
    """`in the worst quarter`; empty where there are too few to say."""
    if among.quarter is None:
        return ""
    names = _HIGHEST_FIRST if measure.polarity is Polarity.CONTEXT else _BEST_FIRST
    return f"in the {names[among.quarter - 1]} quarter"


def _rank(among: Among, measure: Measure) -> str:
    quarter = quarter_in_words(among, measure)
    own, median = short_amount(among.own_value, measure), middle_amount(among.median, measure)
    return (
        f"For {period_in_words(among.period)}, {own} is {rank_in_words(among, measure)} among {among.peers.name}"
        f"{f', {quarter}' if quarter else ''}; the median is {median}."
    )


def _best(among: Among, measure: Measure) -> str:
    if among.gap is None or among.best.value is None:
        return ""
    ahead = f", {difference(among.gap, measure)} better" if among.gap > 0 else ""
    return (
        f"The best of the others, {among.best.comparator.name}, has {short_amount(among.best.value, measure)}{ahead}."
    )


def _quarters(among: Among) -> str:
    if among.quarter is not None:
        return ""
    return f"{among.of} have a figure; to speak of quarters the set asks for {among.peers.fewest}."


def _missing(among: Among) -> str:
    names = [other.comparator.name for other in among.missing]
    return f"No figure for {listed(names)}." if names else ""


def _newer(found: Found) -> str:
    """That a newer figure of ours is held beside nothing, and how many of the others have theirs."""
    newest, among = found.newest, found.among
    if newest is None or newest.value is None or among is None or newest.period == among.period:
        return ""
    ours = f"{short_amount(newest.value, found.measure)} for {period_in_words(newest.period)}"
    if newest.period < among.period:
        return ""
    if found.too_few is None or found.too_few[0].period != newest.period:
        return f"Ours is newer, {ours}: nobody there has published theirs."
    has = f"{count_of(found.too_few[1], 'figure')} of {len(among.others)} published there so far"
    return f"Ours is newer, {ours}: {has}, too few to rank."


def _cannot_say(found: Found) -> str:
    beside = found.peers or found.benchmark
    assert beside is not None, "only a measure with comparators is placed"
    opening = f"We cannot say how it stands beside {beside.name}"
    if found.newest is None:
        return f"{opening}: there is no figure of ours"
    if found.too_few is not None and found.peers is not None:
        own, reporting = found.too_few
        has = (
            f"{count_of(reporting, 'figure')} of {len(found.peers.members)} published for {period_in_words(own.period)}"
        )
        return f"{opening}: {has}, and a place takes three"
    return f"{opening}: no figure there is for a period that ours is known for"


def _funnel(funnel: InFunnel, measure: Measure) -> str:
    together = f"{_finely(funnel.average, measure)}, the figure of all {funnel.of} together"
    if funnel.standing is Standing.SIMILAR:
        return f"Allowing for their sizes, it is inside the 95% funnel limits around {together}: chance may explain it."
    level = "99.8%" if funnel.standing in _FAR else "95%"
    word = _IN_A_WORD.get(funnel.standing, str(funnel.standing))
    many = ", so more than size and chance sets them apart" if funnel.beyond * 4 > funnel.of else ""
    return (
        f"Allowing for their sizes, it is {word} than chance explains: beyond the {level} funnel limits around "
        f"{together}. {funnel.beyond} of the {funnel.of} are beyond the 99.8% limits{many}."
    )


def _against(against: AgainstBenchmark, measure: Measure) -> str:
    value = against.benchmark.value
    assert value is not None, "a benchmark without a figure is not compared"
    when, own = period_in_words(against.period), short_amount(against.own_value, measure)
    held = f"For {when}, {own} is {_standing_in_words(against, measure)}, {short_amount(value, measure)}"
    if against.inner is None or against.outer is None:
        return f"{held}; ours comes without counts, so whether that is more than chance cannot be said."
    low, high = (_finely(end, measure) for end in (against.outer if against.standing in _FAR else against.inner))
    if against.standing is Standing.SIMILAR:
        return f"{held}, which is inside the 95% interval of ours ({low} to {high}): chance may explain the gap."
    level = "99.8%" if against.standing in _FAR else "95%"
    return f"{held}, which is outside the {level} interval of ours ({low} to {high}): more than chance."


def _standing_in_words(against: AgainstBenchmark, measure: Measure) -> str:
    """`worse than England`, by more than chance; `1.2 percentage points worse than England` where nobody knows."""
    name = against.benchmark.comparator.name
    match against.standing:
        case Standing.SIMILAR:
            return f"similar to {name}"
        case Standing.NOT_COMPARED:
            return _by_value(against, measure)
        case _:
            return f"{_IN_A_WORD.get(against.standing, str(against.standing))} than {name}"


def _by_value(against: AgainstBenchmark, measure: Measure) -> str:
    assert against.benchmark.value is not None, "a benchmark without a figure is not compared"
    apart, name = against.own_value - against.benchmark.value, against.benchmark.comparator.name
    if apart == 0:
        return f"the same as {name}"
    higher, lower = _WAYS[measure.polarity]
    return f"{difference(apart, measure)} {higher if apart > 0 else lower} than {name}"


def _finely(value: Decimal, measure: Measure) -> str:
    """One decimal place more than the measure's, for limits and averages, which need not fall on a figure."""
    return short_amount(value, measure.model_copy(update={"decimals": measure.decimals + 1}))


def _sentence(text: str) -> str:
    return text[:1].upper() + text[1:]
