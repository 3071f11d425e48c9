"""Whether a hidden count can be worked out from the sums it is part of, and what to hide so that it cannot.

A whole that is shown less the parts that are shown leaves the sum of those that are hidden: with one hidden it is
known, with two it may still be nearly so. Here each hidden count is narrowed as far as a reader could narrow it who
knows the rules (interval propagation over the sums), and while a small one can no longer be everything it should, the
next smallest count beside it is hidden as well, and then the whole: secondary suppression, as in Hundepool and others,
*Statistical Disclosure Control* (Wiley, 2012), chapter 4. Which counts are small is `lsp_core.judging.small_numbers`.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal


@dataclass(frozen=True)
class Range:
    """What a count can be, both ends included."""

    low: Decimal
    high: Decimal | None
    """None where nothing limits it."""

    def holds(self, other: "Range") -> bool:
        """Whether everything in another range is in this one."""
        if self.low > other.low:
            return False
        return self.high is None or (other.high is not None and other.high <= self.high)


@dataclass(frozen=True)
class Protected:
    """One count that goes into a sum."""

    count: Decimal
    known: Range
    """What a reader knows of it beforehand; a single number for one that is shown."""
    must_be_possible: Range | None
    """What it must still be able to be for all that a reader can work out; None where that does not matter."""
    if_hidden: Range | None = None
    """Of one that is shown, what a reader would know of it if it were not; None if hiding it would leave no doubt."""


@dataclass(frozen=True)
class Sum:
    """A whole and the parts that add up to it, by their codes."""

    whole: str
    parts: tuple[str, ...]

    @property
    def members(self) -> tuple[str, ...]:
        """All of them."""
        return (*self.parts, self.whole)


def to_hide_as_well(counts: Mapping[str, Protected], sums: Sequence[Sum]) -> set[str]:
    """The counts to hide beside those that are hidden already, so that no small one is given away."""
    sums = [one for one in sums if all(code in counts for code in one.members)]
    hiding: set[str] = set()
    if all(one.must_be_possible is None for one in counts.values()):
        return hiding
    while True:
        known = {code: one.if_hidden if code in hiding else one.known for code, one in counts.items()}
        ranges = worked_out({code: one for code, one in known.items() if one is not None}, sums)
        exposed = [code for code, one in counts.items() if _is_exposed(one, ranges[code])]
        more = [found for code in exposed if (found := _next_to_hide(code, counts, sums, hiding)) is not None]
        if not more:
            return hiding
        hiding.add(more[0])


def worked_out(known: Mapping[str, Range], sums: Sequence[Sum]) -> dict[str, Range]:
    """What each count can be once every sum has been used, as often as that narrows anything."""
    ranges, before = dict(known), None
    while before != ranges:
        before = dict(ranges)
        for one in sums:
            parts = [ranges[code] for code in one.parts]
            ranges[one.whole] = _narrowed(ranges[one.whole], _total(parts))
            for place, code in enumerate(one.parts):
                others = _total(parts[:place] + parts[place + 1 :])
                ranges[code] = parts[place] = _narrowed(parts[place], _less(ranges[one.whole], others))
    return ranges


def _is_exposed(one: Protected, found: Range) -> bool:
    return one.must_be_possible is not None and not found.holds(one.must_be_possible)


def _next_to_hide(code: str, counts: Mapping[str, Protected], sums: Sequence[Sum], hiding: set[str]) -> str | None:
    """The smallest part beside it that is shown, else the whole, else the same a sum further on."""
    reached, ahead = {code}, [code]
    while ahead:
        nearby = [one for one in sums for at in ahead if at in one.members]
        for candidates in ([p for one in nearby for p in one.parts], [one.whole for one in nearby]):
            free = [c for c in candidates if counts[c].if_hidden is not None and c not in hiding]
            if free:
                return min(free, key=lambda c: (counts[c].count, c))
        ahead = [c for one in nearby for c in one.members if c not in reached]
        reached |= set(ahead)
    return None


def _total(ranges: Sequence[Range]) -> Range:
    highs = [one.high for one in ranges]
    known = [high for high in highs if high is not None]
    low = sum((one.low for one in ranges), Decimal(0))
    return Range(low, sum(known, Decimal(0)) if len(known) == len(highs) else None)


def _less(whole: Range, others: Range) -> Range:
    """What is left of a whole without the others."""
    low = whole.low - others.high if others.high is not None else Decimal(0)
    return Range(low, whole.high - others.low if whole.high is not None else None)


def _narrowed(one: Range, other: Range) -> Range:
    high = min((edge for edge in (one.high, other.high) if edge is not None), default=None)
    return Range(max(one.low, other.low), high)
