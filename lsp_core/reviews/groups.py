"""What may be shown of some answers, so that nobody's own can be worked out: not from a small group, not by taking a
shown group from the whole, not from a group that all said the same, not from two reports that differ by a person.

Parts are shown together or not at all. Which parts there are is settled by the attribution people were promised, and
there is never a second way of cutting the same answers: two sets of parts, laid over one another, make smaller ones.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from lsp_core.reviews.answers import Answer
from lsp_core.reviews.model import Attribution
from lsp_core.reviews.scales import Scale
from lsp_core.reviews.spread import Spread

ALIKE = "all within one level"


class Held(StrEnum):
    """Why something is not shown. The small and the alike are told in one sentence, so that it tells nothing itself."""

    TOO_FEW = "too few answers to show without showing whose they are"
    PARTS = "too few answers, or answers too much alike, to show the parts without showing whose they are"
    NOT_CUT = "nobody was asked for answers by part"


@dataclass(frozen=True)
class Shown:
    """What may be printed of a group's answers."""

    spread: Spread | None = None
    """Every answer, when all may be shown."""
    lower_median: int | None = None
    words: str = ""
    """What is printed instead of a distribution."""


@dataclass(frozen=True)
class Published:
    """The whole, and its parts if they may be seen."""

    whole: Shown
    parts: Mapping[str, Shown] = field(default_factory=dict)
    why_no_parts: str = ""


_CUTS: Mapping[Attribution, Callable[[Answer], str] | None] = {
    Attribution.NAMED: lambda answer: answer.body,
    Attribution.BODY: lambda answer: answer.body,
    Attribution.LAYER: lambda answer: answer.layer.value if answer.layer else "",
    Attribution.ANONYMOUS: None,
    Attribution.PUBLIC: None,
}
"""The one way in which a round's answers are ever divided."""


def parts_of(answers: Iterable[Answer], attribution: Attribution) -> Mapping[str, tuple[Answer, ...]]:
    """The answers by the parts that people were told of; one nameless part where there are none."""
    cut = _CUTS[attribution]
    found: dict[str, list[Answer]] = {}
    for answer in answers:
        found.setdefault(cut(answer) if cut else "", []).append(answer)
    return {part: tuple(given) for part, given in sorted(found.items())}


def publish(parts: Mapping[str, Spread], scale: Scale, attribution: Attribution, minimum: int) -> Published:
    """What may be shown of one question. In named and body rounds people were told that their answers will be seen."""
    whole = together(parts.values(), scale)
    if attribution in (Attribution.NAMED, Attribution.BODY):
        return Published(_everything(whole), {part: _everything(spread) for part, spread in parts.items()})
    if whole.n < minimum:
        return Published(Shown(words=Held.TOO_FEW), why_no_parts=Held.TOO_FEW)
    if is_alike(whole, minimum):
        return Published(_in_words(whole), why_no_parts=Held.PARTS)
    if len(parts) < 2:
        return Published(_everything(whole), why_no_parts=Held.NOT_CUT)
    shown = _parts(parts, whole, minimum)
    return Published(_everything(whole), shown, "" if shown else Held.PARTS)


def _parts(parts: Mapping[str, Spread], whole: Spread, minimum: int) -> Mapping[str, Shown]:
    if any(spread.n < minimum for spread in parts.values() if spread.heard):
        return {}
    said = {part: spread for part, spread in parts.items() if spread.heard}
    if not any(is_alike(spread, minimum) for spread in said.values()):
        return {part: _everything(spread) for part, spread in said.items()}
    if all(_could_be_otherwise(spread, said, whole, minimum) for spread in said.values()):
        return {
            part: _in_words(spread) if is_alike(spread, minimum) else _median_only(spread)
            for part, spread in said.items()
        }
    return {}


def together(spreads: Iterable[Spread], scale: Scale) -> Spread:
    """Some groups as one."""
    every = list(spreads)
    return Spread(
        scale,
        tuple(sum(spread.counts[i] for spread in every) for i in range(len(scale.positions))),
        sum(spread.dont_know for spread in every),
        sum(spread.does_not_apply for spread in every),
    )


def is_alike(spread: Spread, minimum: int) -> bool:
    """Whether all stand within one level and fewer than a small group apart from the rest. Were these words kept for
    the unanimous, they would say what each of them answered; so they cover those with a dissenter or two as well."""
    if not spread.n or spread.positions[-1] - spread.positions[0] > 1:
        return False
    return spread.n - max(spread.counts) < minimum


def may_show_again(
    shown_before: frozenset[tuple[str, int | None]], now: frozenset[tuple[str, int | None]], minimum: int
) -> bool:
    """Whether a second report on a round may show answers anew, where each pair is a respondent and an answer: not when
    it differs from the first by less than a small group, because the difference is then those few."""
    respondents = {who for who, _ in shown_before ^ now}
    return not respondents or len(respondents) >= minimum


def _everything(spread: Spread) -> Shown:
    return Shown(spread, spread.lower_median)


def _in_words(spread: Spread) -> Shown:
    return Shown(None, spread.lower_median, ALIKE)


def _median_only(spread: Spread) -> Shown:
    return Shown(None, spread.lower_median, Held.PARTS)


def _could_be_otherwise(spread: Spread, parts: Mapping[str, Spread], whole: Spread, minimum: int) -> bool:
    """Whether a reader who has the whole, and each part's middle, still cannot tell this part's answers."""
    others = [other for other in parts.values() if other is not spread]
    if len(others) > 1:
        return False  # what three parts leave open has not been worked out, so it is not risked
    found = 0
    for counts in _within(whole.counts, spread.n):
        guess = Spread(spread.scale, counts)
        rest = Spread(spread.scale, tuple(w - c for w, c in zip(whole.counts, counts, strict=True)))
        if _reads_alike(guess, spread, minimum) and _reads_alike(rest, others[0], minimum):
            found += 1
            if found > 1:
                return True
    return False


def _reads_alike(guess: Spread, true: Spread, minimum: int) -> bool:
    """Whether two groups would be printed the same."""
    return guess.lower_median == true.lower_median and is_alike(guess, minimum) == is_alike(true, minimum)


def _within(most: tuple[int, ...], n: int) -> Iterator[tuple[int, ...]]:
    """Every way of choosing n answers from those of the whole."""
    if len(most) == 1:
        if n <= most[0]:
            yield (n,)
        return
    for first in range(min(most[0], n) + 1):
        for rest in _within(most[1:], n - first):
            yield (first, *rest)
