"""The same thing counted twice: a figure that another measure, of whichever partner, gives for the same period.

Only numbers that two measures do not share by chance are compared: a figure of at least four digits that say something,
or two counts that have at least six between them.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from expectations.words import is_usable
from lsp_core.observations import Observation
from lsp_core.returns.checks import ReturnToCheck
from lsp_core.returns.rows import RowKind

DIGITS_OF_A_FIGURE = 4
DIGITS_OF_TWO_COUNTS = 6
DIGITS_OF_AN_AMOUNT = 4


@dataclass(frozen=True)
class Given:
    """Who gave a number, for what: a measure or a fund."""

    partner: str
    code: str
    name: str


Fingerprint = tuple[str | Decimal, ...]
Counted = Mapping[Fingerprint, Sequence[Given]]


def digits(number: Decimal) -> int:
    """How many digits say something: 3 of `74.50`, and 1 of `100000`."""
    return len(number.normalize().as_tuple().digits) if number else 0


def fingerprints(
    period: str, value: Decimal | None, numerator: Decimal | None, denominator: Decimal | None
) -> Iterator[Fingerprint]:
    """What would give a figure away as another's; nothing when it could be the same by chance."""
    if value is not None and is_usable(value) and digits(value) >= DIGITS_OF_A_FIGURE:
        yield "figure", period, value.normalize()
    if numerator is None or denominator is None or not (is_usable(numerator) and is_usable(denominator)):
        return
    if digits(numerator) + digits(denominator) >= DIGITS_OF_TWO_COUNTS:
        yield "counts", period, numerator.normalize(), denominator.normalize()


def figures_counted(returns: Sequence[ReturnToCheck]) -> dict[int, Counted]:
    """Every figure held or being sent for a period asked about, by what would give it away. One for each of the
    collections of what is known, by its identity: the returns of one partnership share one."""
    periods = {due.period.code for source in returns for due in source.request.figures}
    sent: dict[Fingerprint, list[Given]] = defaultdict(list)
    for source in returns:
        for row in source.reading.figures:
            if row.kind is RowKind.FIGURE and row.readable:
                given = Given(source.request.partner.code, row.measure.upper(), _name(source, row.measure))
                for one in fingerprints(row.period, row.value, row.numerator, row.denominator):
                    sent[one].append(given)
    shared = {id(source.known): source for source in returns}
    return {identity: _with_held(sent, source, periods) for identity, source in shared.items()}


def money_counted(returns: Sequence[ReturnToCheck]) -> Counted:
    """Every fund's spend being sent, by the amount and the quarter."""
    sent: dict[Fingerprint, list[Given]] = defaultdict(list)
    for source in returns:
        names = {fund.code.upper(): fund.name for fund in source.request.funds}
        for row in source.reading.resources:
            for one in money(source.request.quarter.code, row.spend_to_date):
                sent[one].append(Given(source.request.partner.code, row.fund.upper(), names.get(row.fund, row.fund)))
    return sent


def money(quarter: str, spend: Decimal | None) -> Iterator[Fingerprint]:
    """What would give an amount away as another fund's."""
    if spend is not None and is_usable(spend) and digits(spend) >= DIGITS_OF_AN_AMOUNT:
        yield "spend", quarter, spend.normalize()


def another(counted: Counted, marks: Iterator[Fingerprint], partner: str, code: str) -> Given | None:
    """The first other measure or fund that gives the same; None when there is none."""
    found = (given for mark in marks for given in counted.get(mark, ()))
    return next((given for given in found if (given.partner, given.code) != (partner, code.upper())), None)


def _with_held(sent: Counted, source: ReturnToCheck, periods: set[str]) -> Counted:
    counted = {mark: list(given) for mark, given in sent.items()}
    for held in source.known.values():
        if held.period.code in periods:
            given = Given(held.partner, held.measure.upper(), _name(source, held.measure))
            for one in _marks(held):
                counted.setdefault(one, []).append(given)
    return counted


def _marks(held: Observation) -> Iterator[Fingerprint]:
    return fingerprints(held.period.code, held.value, held.numerator, held.denominator)


def _name(source: ReturnToCheck, code: str) -> str:
    return source.names.get(code.upper(), code)
