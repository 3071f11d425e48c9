"""One file read, and everything that may be wrong with that: no crash, no figure that the cell does not show, nothing
turned away without a rule and a place."""

from collections.abc import Iterator
from decimal import Decimal
from random import Random

from lsp_core.errors import ReturnRefusedError
from lsp_core.returns.reading import read_return
from lsp_core.returns.refusals import REFUSALS, as_finding
from lsp_core.returns.rows import FigureRow, Reading
from tests.fuzz import tokens
from tests.fuzz.damage import damaged
from tests.fuzz.forms import Made, filled_in
from tests.fuzz.shown import number_shown
from tests.fuzz.tokens import Token

KNOWN_RULES = {rule.code for rule in REFUSALS}


def file_number(seed: int, number: int) -> Made:
    """One file, always the same for the same seed and number."""
    random = Random(f"{seed}:{number}")
    return filled_in(random) if random.random() < 0.5 else damaged(random)


def read_one(made: Made) -> tuple[Reading | None, list[str]]:
    """What was read, if anything, and what is wrong with it. Lets a crash out."""
    try:
        reading = read_return(made.name, made.content)
    except ReturnRefusedError as refusal:
        return None, list(_wrong_with_refusal(refusal, made))
    wrong = [*_unlocated(reading), *_not_as_shown(reading, made)]
    return reading, [*wrong, *_not_as_typed(reading, made.expected)]


def _wrong_with_refusal(refusal: ReturnRefusedError, made: Made) -> Iterator[str]:
    finding = as_finding(refusal, made.name)
    if finding.rule not in KNOWN_RULES:
        yield f"refused without a rule: {refusal}"
    if not str(finding.where) or not finding.remedy or not finding.found:
        yield f"refused without a place or a remedy: {finding}"
    if any(token.sure and isinstance(token.meaning, Decimal) for token in made.expected.values()):
        yield f"refused, though nothing is wrong with it: {refusal}"


def _unlocated(reading: Reading) -> Iterator[str]:
    """The rows that are turned away without a finding in one of their cells."""
    explained = {finding.row for finding in reading.findings if finding.where.address and finding.remedy}
    for row in reading.figures:
        if not row.readable and row.row not in explained:
            yield f"row {row.row} is not taken and nothing says why"


def _not_as_shown(reading: Reading, made: Made) -> Iterator[str]:
    """The figures that are not what their cells show."""
    if made.name.endswith(".xls"):
        return  # nothing but xlrd reads these
    for row in reading.figures:
        if row.value is not None and row.readable:
            shown = number_shown(made.content, row.where.sheet, row.where.address)
            if shown is None or not _same(shown, row.value):
                yield f"{row.where} shows {shown}, and was read as {row.value}"


def _same(one: Decimal, other: Decimal) -> bool:
    """To the fourteen digits that survive a percentage worked out in another order."""
    return one == other or abs(one - other) <= abs(one) * Decimal("1e-14")


def _not_as_typed(reading: Reading, expected: dict[str, Token]) -> Iterator[str]:
    """The boxes that were not read as what was typed into them."""
    read = {row.measure: row for row in reading.figures}
    for code, token in expected.items():
        if code in read:
            yield from _wrong_with_box(read[code], token)
        elif token.sure:
            yield f"{code} was not found"


def _wrong_with_box(row: FigureRow, token: Token) -> Iterator[str]:
    if row.value is not None and row.readable and row.value != token.meaning:
        yield f"{token.typed!r} in {row.where} was read as {row.value}, and means {token.meaning}"
    elif not token.sure:
        return
    elif isinstance(token.meaning, Decimal) and row.value is None:
        yield f"{token.typed!r} in {row.where} was not read as {token.meaning}"
    elif token.meaning == tokens.BLANK and not row.is_blank:
        yield f"{token.typed!r} in {row.where} is blank, and was read as {row}"
    elif token.meaning in (tokens.NOT_AVAILABLE, tokens.WITHDRAWN) and row.vintage != token.meaning:
        yield f"{token.typed!r} in {row.where} says that there is no figure, and was read as {row}"
    elif token.meaning == tokens.DOUBT and row.readable:
        yield f"{token.typed!r} in {row.where} is doubtful, and nobody is asked"
