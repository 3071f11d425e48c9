"""What the words of a scorecard probably mean: the mapping a person is shown before anything is taken.

A name or code that is the plan's own, letter for letter, is taken to mean it. What is only like one is written down as
`perhaps`, and taken for nothing until a person says so.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from lsp_core.importing.labels import BETWEEN, Labelled
from lsp_core.importing.mapping import Holds, Mapping, Meaning
from lsp_core.importing.written_periods import months_or_quarters, period_in, quarter_ending
from lsp_core.plan.model import Plan
from lsp_core.plan.written import closest

_LONGEST_PHRASE = 200
_HOLDS: tuple[tuple[Holds, str], ...] = (
    (Holds.NOTHING, r"target|goal|plan(?:ned)?|baseline|trajectory|rag|status|trend|travel|rank|change|variance|diff"),
    (Holds.NOTHING, r"lower|upper|limit|ci|comparator|average|benchmark|england|national|quartile|weight|tolerance"),
    (Holds.NUMERATOR, r"numerator|top count"),
    (Holds.DENOMINATOR, r"denominator|bottom count|population"),
)
"""Words of a heading that tell what stands under it, where it is not the figure itself."""
_COMPILED = [(holds, re.compile(rf"\b(?:{pattern})\b")) for holds, pattern in _HOLDS]


@dataclass(frozen=True)
class _Names:
    """The plan's measures by every word that can only mean them."""

    by_word: dict[str, str]

    @classmethod
    def of(cls, plan: Plan) -> "_Names":
        """By code, by name, and by the indicator's title where it has one measure only."""
        titles: dict[str, set[str]] = {}
        by_word: dict[str, str] = {}
        for measure in plan.measures:
            indicator = plan.indicator(measure.indicator)
            titles.setdefault(_folded(indicator.title), set()).add(measure.code)
            by_word[_folded(measure.name)] = measure.code
        by_word |= {title: codes.pop() for title, codes in titles.items() if len(codes) == 1 and title not in by_word}
        return cls(by_word | {_folded(measure.code): measure.code for measure in plan.measures})

    def meant(self, words: Iterable[str]) -> str:
        """The one measure that some words mean; empty when they mean none, or several."""
        found = {self.by_word[_folded(word)] for word in words if _folded(word) in self.by_word}
        return found.pop() if len(found) == 1 else ""

    def perhaps(self, words: Iterable[str]) -> str:
        """The measure with the name most like the longest of the words."""
        longest = max(words, key=len, default="")
        alike = closest(_folded(longest), self.by_word) if len(longest) > 3 else None
        return self.by_word[alike] if alike else ""


def propose(plan: Plan, cells: Sequence[Labelled]) -> Mapping:
    """What each phrase of a file means, as far as the words say."""
    names = _Names.of(plan)
    rows = [_of_row(names, cell) for cell in {(cell.sheet, cell.row): cell for cell in cells}.values()]
    columns = [_of_column(names, over) for over in dict.fromkeys(cell.over for cell in cells) if over]
    found = {meaning.says: meaning for meaning in (*[m for row in rows for m in row], *columns)}
    return Mapping(tuple(_months_settled(list(found.values()))))


def phrases_of_row(cell: Labelled) -> tuple[str, ...]:
    """What a row says of its figures, as the mapping names it."""
    return tuple(text[:_LONGEST_PHRASE] for text in cell.beside)


def phrase_of_column(cell: Labelled) -> str:
    """What a column's headings say, as the mapping names it."""
    return BETWEEN.join(cell.over)[:_LONGEST_PHRASE]


def _of_row(names: _Names, cell: Labelled) -> list[Meaning]:
    """A row means a measure by one of its words and perhaps a period by another; other words mean nothing."""
    phrases = phrases_of_row(cell)
    found = [Meaning(text, measure=names.meant([text])) for text in phrases if names.meant([text])][:1]
    dated = [Meaning(text, period=period) for text in phrases if (period := period_in(text.split(BETWEEN))) is not None]
    if found or not phrases or dated:
        return [*found, *dated[:1]]
    return [Meaning(max(phrases, key=len), perhaps=names.perhaps(phrases))]


def _of_column(names: _Names, over: tuple[str, ...]) -> Meaning:
    says = BETWEEN.join(over)[:_LONGEST_PHRASE]
    return Meaning(says, measure=names.meant(over), period=period_in(over), holds=_held(over))


def _held(over: Iterable[str]) -> Holds:
    text = " ".join(over).casefold()
    return next((holds for holds, pattern in _COMPILED if pattern.search(text)), Holds.FIGURE)


def _months_settled(meanings: list[Meaning]) -> list[Meaning]:
    """Columns headed by the last months of quarters, and no others, are quarters."""
    if not months_or_quarters(one.period for one in meanings):
        return meanings
    return [Meaning(m.says, m.measure, quarter_ending(m.period), m.holds, m.times, m.perhaps) for m in meanings]


def _folded(text: str) -> str:
    return " ".join(re.sub(r"[^\w%£]+", " ", text.casefold()).split())
