"""A small number that its partner does not give: `<5`, `*` or `c` where the plan suppresses small numbers is an answer.

Anywhere else the same cell is asked about, as `lsp_core.returns.typed` says: there it may as well be a slip.
"""

import re
from collections.abc import Mapping
from dataclasses import replace

from lsp_core.observations import Vintage
from lsp_core.plan.model import Measure
from lsp_core.returns.rows import FigureRow, Reading

USUAL_LIMIT = 10
"""Partners suppress by rules of their own, below 3 to below 10, whatever the plan says."""
_MARKS = frozenset({"*", "c", "[c]", "(c)"})
_FEWER_THAN = re.compile(r"(?:<|fewer than|less than|under|below) ?([0-9]{1,3})(?: [a-z ]+)?", re.IGNORECASE)


def with_small_numbers_withheld(reading: Reading, measures: Mapping[str, Measure]) -> Reading:
    """The reading with each such cell as an answer, and nothing asked about it any more."""
    by_code = {code.upper(): measure for code, measure in measures.items()}
    answers = {row.row for row in reading.figures if _is_withheld(row, by_code.get(row.measure))}
    if not answers:
        return reading
    figures = (_as_answer(row) if row.row in answers else row for row in reading.figures)
    return replace(
        reading,
        figures=tuple(figures),
        findings=tuple(finding for finding in reading.findings if finding.row not in answers),
    )


def is_withheld(typed: str, measure: Measure | None) -> bool:
    """Whether what was typed says that there is a figure, and that it is too small to give."""
    if measure is None or measure.suppress_below is None:
        return False
    fewer_than = _FEWER_THAN.fullmatch(typed)
    if fewer_than is None:
        return typed.casefold() in _MARKS
    return 1 < int(fewer_than[1]) <= max(measure.suppress_below, USUAL_LIMIT)


def _is_withheld(row: FigureRow, measure: Measure | None) -> bool:
    return row.value is None and is_withheld(row.typed, measure)


def _as_answer(row: FigureRow) -> FigureRow:
    """Counts beside it are not kept: the partner has said that they are not to be known."""
    return replace(row, vintage=Vintage.SUPPRESSED, readable=True, numerator=None, denominator=None)
