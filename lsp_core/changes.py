"""What changed from one time to another: what became of a figure, and how far an amount moved.

Values in, values out. What was known at a time is `lsp_core.observations.as_known`; whether a figure that comes in is
kept as revised is `lsp_core.returns.accepting`; what a rise or a fall means is `lsp_core.judging`.
"""

from collections.abc import Mapping
from decimal import Decimal
from enum import StrEnum

from lsp_core.facts import Revision
from lsp_core.observations import FigureKey, Observation


class Became(StrEnum):
    """What became of a figure between two times at which it may have been known."""

    NEW = "new"
    UNCHANGED = "unchanged"
    REVISED = "revised"
    WITHDRAWN = "withdrawn"
    """There was a figure, and its partner now says there is none."""


def what_became(before: Decimal | None, after: Decimal | None) -> Became:
    """What became of one figure; None is no figure, and no figure at both times is unchanged."""
    if before == after:
        return Became.UNCHANGED
    if before is None:
        return Became.NEW
    return Became.WITHDRAWN if after is None else Became.REVISED


def revisions_between(
    before: Mapping[FigureKey, Observation], after: Mapping[FigureKey, Observation]
) -> list[Revision]:
    """The figures of one time that are another or withdrawn at a later one, in order of measure and period."""
    held = [Revision(figure, after[key]) for key, figure in before.items() if key in after]
    changed = [pair for pair in held if what_became(pair.before.value, pair.after.value) in _REVISIONS]
    return sorted(changed, key=lambda revision: (revision.after.measure, revision.after.period))


_REVISIONS = frozenset({Became.REVISED, Became.WITHDRAWN})


def change(before: Decimal | None, after: Decimal | None) -> Decimal | None:
    """How far an amount moved, in its own unit, above zero for a rise; None unless both are known."""
    return None if before is None or after is None else after - before


def share_changed(before: Decimal | None, after: Decimal | None) -> Decimal | None:
    """The change over the amount it began at, so 0.1 for a tenth more; None from zero, of which nothing is a share.

    From an amount below zero the sign is the other way round, as published tables have it: there, print the change.
    """
    moved = change(before, after)
    return None if moved is None or not before else moved / before
