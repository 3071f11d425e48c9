"""Changes in spend and staff beside published ones, staff added up from staff groups as funds are behind an outcome.

Whether an organisation is there at a time shows in whether it has staff then, so `presence` is not held beside ours.
"""

import csv
from collections import defaultdict
from collections.abc import Mapping
from datetime import UTC, datetime
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

from lsp_core.changes import change, share_changed
from lsp_core.observations import ResourceObservation
from lsp_core.periods import Quarter
from lsp_core.plan.model import Fund
from lsp_core.resources import FundPosition, OutcomeResources
from tests.oracles.outcomes import Outcome, deviation, failed, settle

FILE = "resource_cases.json"

TABLES_TO_ORDER = (
    "Not a question the engine is asked: tables of invented sales and targets are to be reshaped and joined as a page "
    "of instructions says. Figures come to the engine in its own return, and it runs no instructions that are sent."
)


def check(case: Mapping[str, Any], folder: Path) -> Outcome:
    """Hold one change beside the published one."""
    match case["group"]:
        case "spend_change":
            return settle(case, lambda: _spend(case["input"]))
        case "fte_change":
            return settle(case, lambda: _staff(case, folder), _without_presence(case["expected"]))
        case "prepbench":
            return deviation(TABLES_TO_ORDER)
    return failed(f"no rule is known for {case['group']}")


def _spend(given: Mapping[str, Any]) -> dict[str, float | None]:
    base, latest = _number(given["base_thousand_gbp"]), _number(given["latest_thousand_gbp"])
    return {"change": _float(change(base, latest)), "fraction_change": _float(share_changed(base, latest))}


def _without_presence(expected: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in expected.items() if name != "presence"}


def _staff(case: Mapping[str, Any], folder: Path) -> dict[str, float | None]:
    given, code = case["input"], case["id"].removeprefix("fte_")
    organisations = _organisations(folder / given["dataset"])
    before, after = (_fte(organisations.get((code, given[period]))) for period in ("from_period", "to_period"))
    return {"fte_from": _float(before), "fte_to": _float(after), "change": _float(change(before, after))}


def _fte(resources: OutcomeResources | None) -> Decimal | None:
    return None if resources is None else resources.fte


@cache
def _organisations(dataset: Path) -> dict[tuple[str, str], OutcomeResources]:
    """Each organisation in each month of the dataset, by its code and the month as it is written."""
    positions: dict[tuple[str, str], list[FundPosition]] = defaultdict(list)
    with dataset.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            positions[row["Organisation code"], row["Month"]].append(_position(row))
    return {(code, month): OutcomeResources(code, tuple(groups)) for (code, month), groups in positions.items()}


def _position(row: Mapping[str, str]) -> FundPosition:
    """One staff group of an organisation, as a fund of which only the staff is known."""
    month = datetime.strptime(row["Month"], "%Y-%b").replace(tzinfo=UTC)
    quarter, organisation, group = Quarter.containing(month.date()), row["Organisation code"], row["Staff group"]
    fund = Fund(
        code="STAFF",
        name=group,
        partner=organisation,
        outcome=organisation,
        year=quarter.financial_year.code,
        budget=Decimal(0),
    )
    reported = ResourceObservation(
        fund=fund.code,
        quarter=quarter,
        known_at=month,
        partner=organisation,
        budget=None,
        spend_to_date=None,
        forecast=None,
        fte=_number(row["FTE"]),
    )
    return FundPosition(fund, reported)


def _number(written: Any) -> Decimal | None:
    return None if written in (None, "", "NaN") else Decimal(str(written))


def _float(number: Decimal | None) -> float | None:
    return None if number is None else float(number)
