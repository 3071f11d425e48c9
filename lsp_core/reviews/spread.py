"""Many answers to one question: all of them, their lower middle, and how far they agree. There is no mean in here."""

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from lsp_core.reviews.answers import Answer
from lsp_core.reviews.scales import Scale

FEWEST_FOR_CONSENSUS = 8
FEWEST_FOR_WORDS = 4


class Agreement(StrEnum):
    """How far people agree, in the words that are printed. The number behind it is not."""

    AGREE = "agree"
    MIXED = "mixed"
    SPLIT = "split"
    WITHIN_ONE = "within one level"
    TWO_OR_MORE = "two or more levels apart"
    TOO_FEW = "too few to say"


@dataclass(frozen=True)
class Spread:
    """The full distribution: a count at each position, and those who gave none."""

    scale: Scale
    counts: tuple[int, ...]
    dont_know: int = 0
    does_not_apply: int = 0

    @property
    def n(self) -> int:
        """How many gave a position."""
        return sum(self.counts)

    @property
    def heard(self) -> int:
        """How many said anything, a don't know included."""
        return self.n + self.dont_know + self.does_not_apply

    @property
    def positions(self) -> tuple[int, ...]:
        """The positions that anybody chose, the lowest first."""
        return tuple(p for p, count in zip(self.scale.positions, self.counts, strict=True) if count)

    @property
    def lower_median(self) -> int | None:
        """The middle answer; of two middle answers the lower."""
        wanted, seen = (self.n + 1) // 2, 0
        for position, count in zip(self.scale.positions, self.counts, strict=True):
            seen += count
            if count and seen >= wanted:
                return position
        return None

    @property
    def is_unanimous(self) -> bool:
        """Whether everybody chose the same position, so that everybody's answer is known."""
        return len(self.positions) == 1

    @property
    def dont_know_share(self) -> Decimal | None:
        """Of those the question applies to, how many did not know; None when nobody was heard."""
        asked = self.n + self.dont_know
        return Decimal(self.dont_know) / asked if asked else None

    @property
    def agreement(self) -> Agreement:
        """How far they agree: by consensus from eight answers on, in plain words from four, and not at all below."""
        if self.n < FEWEST_FOR_WORDS:
            return Agreement.TOO_FEW
        if self.n < FEWEST_FOR_CONSENSUS:
            apart = self.positions[-1] - self.positions[0]
            return Agreement.WITHIN_ONE if apart <= 1 else Agreement.TWO_OR_MORE
        measured = consensus(self.counts)
        assert measured is not None  # there are eight answers
        if measured >= self.scale.agree_from:
            return Agreement.AGREE
        return Agreement.SPLIT if measured < self.scale.split_below else Agreement.MIXED


def spread_of(answers: Iterable[Answer], scale: Scale) -> Spread:
    """The distribution of some answers to one question."""
    given = list(answers)
    positions = [a.position for a in given if not (a.dont_know or a.does_not_apply) and a.position is not None]
    return Spread(
        scale,
        tuple(positions.count(position) for position in scale.positions),
        dont_know=sum(a.dont_know for a in given),
        does_not_apply=sum(bool(a.does_not_apply) and not a.dont_know for a in given),
    )


def spread_of_positions(positions: Sequence[int], scale: Scale, dont_know: int = 0) -> Spread:
    """The distribution of tallies from a workshop, where there are levels and no persons."""
    return Spread(scale, tuple(positions.count(position) for position in scale.positions), dont_know)


def consensus(counts: Sequence[int]) -> float | None:
    """Tastle and Wierman's consensus of ordered answers: 1 when all agree, 0 when half stand at either end.

    `1 + sum(p log2(1 - |X - mu| / width))`, from W. J. Tastle and M. J. Wierman, "Consensus and dissention: a measure
    of ordinal dispersion" (2007). The position in the middle is only how far apart answers are; it is nowhere reported.
    None when there is no answer.
    """
    total, width = sum(counts), len(counts) - 1
    if not total:
        return None
    centre = sum(position * count for position, count in enumerate(counts)) / total
    return 1 + sum(
        count / total * math.log2(1 - abs(position - centre) / width) for position, count in enumerate(counts) if count
    )
