"""What an import would take and leave, in sentences."""

from collections.abc import Iterable

from lsp_core.importing.figures import Found, LeftOut, Taken
from lsp_core.importing.mapping import Holds, Mapping, Meaning
from lsp_core.wording import count_of

MOST_LISTED = 20
"""Of one kind; the rest are counted."""


def taken_in_words(taken: Taken) -> list[str]:
    """Each measure with the figures taken for it."""
    by_measure: dict[str, list[Found]] = {}
    for one in taken.figures:
        by_measure.setdefault(one.measure.code, []).append(one)
    return [_measure(found) for found in by_measure.values()]


def left_out_in_words(taken: Taken) -> list[str]:
    """Each cell that was meant as a figure and is not taken, with why."""
    said = [_left_out(one) for one in taken.left_out[:MOST_LISTED]]
    more = len(taken.left_out) - len(said)
    said += [f"{count_of(more, 'cell')} more left out."] if more else []
    said += [f"{count_of(taken.without, 'cell says', 'cells say')} that there is no figure."] if taken.without else []
    return said


def not_understood(mapping: Mapping) -> list[str]:
    """The phrases nothing could be made of, with what they may mean."""
    unknown = [one for one in mapping.meanings if _means_nothing(one)]
    said = [_phrase(one) for one in unknown[:MOST_LISTED]]
    more = len(unknown) - len(said)
    return [*said, *([f"{count_of(more, 'phrase')} more."] if more else [])]


def _measure(found: Iterable[Found]) -> str:
    figures = sorted(found, key=lambda one: one.period)
    first, last = figures[0], figures[-1]
    if first is last:
        return f"{first.measure.name}: 1 figure, for {first.period}, from {first.where}."
    return (
        f"{first.measure.name}: {len(figures)} figures, {first.period} to {last.period}, the first from {first.where} "
        f"and the last from {last.where}."
    )


def _left_out(one: LeftOut) -> str:
    return f"{one.where} shows {one.shown!r} for {one.subject}, and is left out: {one.why}."


def _means_nothing(one: Meaning) -> bool:
    return not one.measure and one.period is None and one.holds is Holds.FIGURE


def _phrase(one: Meaning) -> str:
    return f"{one.says!r}, perhaps {one.perhaps}" if one.perhaps else f"{one.says!r}"
