"""What became of published figures from one edition to the next, each edition being a time at which they were known."""

from collections.abc import Mapping
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

from lsp_core.changes import Became, change, revisions_between, share_changed, what_became
from lsp_core.observations import Observation, Vintage, as_known
from lsp_core.periods import FinancialYear
from tests.oracles.outcomes import Outcome, settle

FILE = "revision_cases.json"

DECIMALS = {"change": 10, "percent": 8}
"""The expected numbers are rounded to so many."""
PERIOD = FinancialYear(2019)
"""A case is about one figure for one period, and nothing turns on which; the field's spans of three years are not
periods of ours."""


def check(case: Mapping[str, Any], folder: Path) -> Outcome:
    """Hold what became of one figure, and how far it moved, beside the expected."""
    return settle(case, lambda: _answer(case["input"]))


def _answer(given: Mapping[str, Any]) -> dict[str, Any]:
    editions = [_published(given, "old"), _published(given, "new")]
    figures = [_figure(given, edition) for edition in ("old", "new")]
    before, after = (as_known(figures, edition) for edition in editions)
    old, new = (known[given["indicator"], PERIOD].value for known in (before, after))
    became = what_became(old, new)
    is_listed = bool(revisions_between(before, after))
    assert is_listed == (became in (Became.REVISED, Became.WITHDRAWN)), "the list of revisions says another thing"
    share = share_changed(old, new)
    return {
        "kind": str(became),
        "change": _rounded("change", change(old, new)),
        "percent": _rounded("percent", None if share is None else share * 100),
    }


def _published(given: Mapping[str, Any], edition: str) -> datetime:
    """The month an edition is named by."""
    return datetime.strptime(given[f"{edition}_vintage"], "%Y-%m").replace(tzinfo=UTC)


def _figure(given: Mapping[str, Any], edition: str) -> Observation:
    """The figure as the edition gives it; one it leaves out is not available."""
    written = given[edition]
    value = None if written is None else Decimal(str(written))
    vintage = Vintage.NOT_AVAILABLE if value is None else Vintage.FINAL
    return Observation(given["indicator"], PERIOD, value, vintage, _published(given, edition), given["area"])


def _rounded(name: str, number: Decimal | None) -> float | None:
    return None if number is None else float(round(number, DECIMALS[name]))
