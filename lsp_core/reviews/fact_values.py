"""A fact as a value: what it is worth, of how many, over what time, as at when, and the records behind it.

A fact that is not known has no value. It is never zero and never false: a partnership that keeps no record of money has
not decided nothing about money.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from lsp_core.reviews.catalogue import FactKind, Unit, Value
from lsp_core.reviews.model import RuleScope
from lsp_core.wording import day, exact_number, plain_number


@dataclass(frozen=True)
class FactValue:
    """One fact as it was worked out, frozen with the round that uses it."""

    fact: str
    value: Value | None
    """None when nothing was there to count."""
    numerator: int | None = None
    n: int | None = None
    """Of how many it is counted. None for what has no size, such as months since something was agreed."""
    window: str = ""
    as_of: date | None = None
    engine_version: str = ""
    outcome: str = ""
    """The outcome it was worked out for; empty for the whole partnership."""
    records: tuple[str, ...] = ()

    @property
    def about(self) -> str:
        """What it was worked out for, for the screen to say."""
        return f"outcome {self.outcome}" if self.outcome else "the whole partnership"


def share_of(
    fact: str,
    numerator: int,
    n: int,
    *,
    as_of: date,
    window: str = "",
    outcome: str = "",
    records: tuple[str, ...] = (),
) -> FactValue:
    """A share, unknown when there was nothing to have a share of."""
    value = Decimal(numerator) / Decimal(n) if n else None
    return FactValue(fact, value, numerator, n, window, as_of, outcome=outcome, records=records)


@dataclass(frozen=True)
class FactSheet:
    """The facts a round is held against. A fact that is not here is of a part of the engine that is not in use."""

    partnership: Mapping[str, FactValue] = field(default_factory=dict)
    by_outcome: Mapping[str, Mapping[str, FactValue]] = field(default_factory=dict)

    def find(self, fact: str, outcome: str = "", scope: RuleScope | None = None) -> FactValue | None:
        """The fact for an outcome where there is one, else for the partnership; only one of them if a rule says so."""
        if outcome and scope is not RuleScope.PARTNERSHIP:
            narrow = self.by_outcome.get(outcome, {}).get(fact)
            if narrow is not None or scope is RuleScope.OUTCOME:
                return narrow
        return None if scope is RuleScope.OUTCOME else self.partnership.get(fact)


def written(value: Value, kind: FactKind, beside: Value | None = None) -> str:
    """A fact's value in its unit: `85%`, `12`, `100 days`, `no`. With as many decimals as tell it from what it stands
    `beside`, so that no reader is told that 85% is below 85%."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if kind.unit is Unit.SHARE:
        return f"{_apart(value * 100, beside * 100 if isinstance(beside, Decimal) else None)}%"
    number = exact_number(value) if value == value.to_integral_value() else _apart(value, beside)
    if kind.unit is Unit.COUNT:
        return number
    return f"{number} {kind.unit.value.removesuffix('s') if value == 1 else kind.unit}"


def _apart(value: Decimal, beside: Value | None) -> str:
    """Rounded, but never to the same as a different number that it stands beside."""
    for decimals in range(0 if value == value.to_integral_value() else 1, 12):
        shown = plain_number(value, decimals)
        if not isinstance(beside, Decimal) or value == beside or shown != plain_number(beside, decimals):
            return _trimmed(shown)
    return exact_number(value)


def _trimmed(shown: str) -> str:
    return shown.rstrip("0").rstrip(".") if "." in shown else shown


def size_in_words(fact: FactValue) -> str:
    """How much stands behind a fact: `32 of 40, as at 1 April 2026`; empty when it has neither size nor date."""
    of = (
        ""
        if fact.n is None
        else (f"{fact.numerator:,} of {fact.n:,}" if fact.numerator is not None else f"counted over {fact.n:,}")
    )
    when = f"as at {day(fact.as_of)}" if fact.as_of else ""
    return ", ".join(part for part in (of, when) if part)
