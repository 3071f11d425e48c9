"""Returns as the checks meet them: rows of figures and money, and what was known before they came."""

from dataclasses import replace
from decimal import Decimal
from typing import Any

from lsp_core.findings import CellRef, Finding
from lsp_core.observations import Observation, ResourceObservation, Vintage
from lsp_core.periods import Quarter
from lsp_core.plan.model import Profile
from lsp_core.returns.checks import ReturnToCheck
from lsp_core.returns.rows import FigureRow, Reading, ResourceRow, RowKind
from tests.factories import Q1, a_measure, a_plan, a_request, an_observation, at, known

Q4_BEFORE, Q1_BEFORE = Quarter(2022, 4), Quarter(2022, 1)
MEASURES = {
    measure.code: measure
    for measure in (
        a_measure("EV"),
        a_measure("UC", unit="%", maximum=Decimal(100)),
        a_measure("AE", unit="%", maximum=Decimal(100), numerator="people seen in time", denominator="people who came"),
        a_measure("ULEV", unit="vehicles", decimals=0),
        a_measure("GRIT", unit="% of roads", decimals=0, maximum=Decimal(100)),
        a_measure("HOMES", unit="homes", decimals=0, profile=Profile.CUMULATIVE),
        a_measure("OPEN", unit="%", numerator="repairs done", denominator="repairs planned"),
        a_measure("POLICE", partner="TRUST"),
    )
}


def a_row(measure: str = "EV", value: str | None = "75.5", **changes: Any) -> FigureRow:
    """A figure for the first quarter, as typed; None is a blank cell."""
    values: dict[str, Any] = {
        "row": 1,
        "kind": RowKind.FIGURE,
        "where": CellRef("Figures", "F7"),
        "measure": measure,
        "period": Q1.code,
        "typed": value or "",
        "value": None if value is None else Decimal(value),
        "vintage": Vintage.FINAL,
    }
    if "counts" in changes:
        changes["numerator"], changes["denominator"] = (Decimal(count) for count in changes.pop("counts"))
    return FigureRow(**{**values, **changes})


def a_correction(value: str | None = "75.5", period: str = Q4_BEFORE.code, **changes: Any) -> FigureRow:
    return a_row(value=value, period=period, **{"kind": RowKind.CORRECTION, "note": "Two sites were missed", **changes})


def a_withdrawal(note: str = "It was another trust's", **changes: Any) -> FigureRow:
    """The word withdrawn, typed where the corrected figure goes."""
    return a_correction(None, typed="withdrawn", vintage=Vintage.WITHDRAWN, note=note, **changes)


def a_history(*values: str, measure: str = "EV") -> list[Observation]:
    """The figures before this quarter's, the latest first."""
    period, held = Q4_BEFORE, []
    for value in values:
        held.append(before(measure, value, period))
        period = period.previous
    return held


def three_corrections() -> list[FigureRow]:
    """Every figure of the last three quarters, a little higher."""
    periods = (Q4_BEFORE, Q4_BEFORE.previous, Q4_BEFORE.previous.previous)
    return [
        a_correction(value, period.code, row=row)
        for row, (value, period) in enumerate(zip(("74.5", "73.5", "72.5"), periods, strict=True), 1)
    ]


def a_fund_row(fund: str = "F-EV", **changes: Any) -> ResourceRow:
    """The plan's own budget of £400,000, a quarter of it spent; amounts are given as text."""
    amounts = {"budget": "400000", "spend_to_date": "100000", "forecast": "400000", "fte": "3.5"}
    amounts |= {name: changes.pop(name) for name in amounts if name in changes}
    numbers = {name: None if amount is None else Decimal(amount) for name, amount in amounts.items()}
    return ResourceRow(**{"row": 1, "where": CellRef("Resources", "C5"), "fund": fund, **numbers, **changes})


def a_return(key: str, *rows: FigureRow | ResourceRow, **changes: Any) -> ReturnToCheck:
    """A return to the request for the measures and funds its rows name, so that nothing else is missing from it."""
    figures = tuple(row for row in rows if isinstance(row, FigureRow))
    funds = tuple(row for row in rows if isinstance(row, ResourceRow))
    quarter = changes.pop("quarter", Q1)
    asked = {row.measure for row in figures if row.kind is RowKind.FIGURE} | set(changes.pop("also_asked", ()))
    plan = a_plan(measures=tuple(measure for code, measure in MEASURES.items() if code in asked), targets=())
    request = a_request(quarter=quarter, plan=plan)
    asked_about = {row.fund for row in funds} | set(changes.pop("also_asked_about", ()))
    request = replace(request, funds=tuple(fund for fund in request.funds if fund.code in asked_about))
    reading = Reading(request.reference, figures, funds, tuple(changes.pop("findings", ())))
    values: dict[str, Any] = {
        "key": key,
        "reading": reading,
        "request": request,
        "measures": MEASURES,
        "known": known(*changes.pop("before", ())),
        "resources": {(o.fund, o.quarter): o for o in changes.pop("reported", ())},
        "big_change_percent": Decimal(50),
    }
    return ReturnToCheck(**{**values, **changes})


def before(measure: str = "EV", value: str | None = "74.0", period: Any = Q4_BEFORE) -> Observation:
    return an_observation(measure, period, value)


A_STEADY_YEAR = a_history("74", "75", "74.5", "74.2", "75.1", "74.8", "75.3", "74.4")


def reported(spend: str | None, quarter: Quarter = Q1) -> ResourceObservation:
    amount = None if spend is None else Decimal(spend)
    return ResourceObservation("F-EV", quarter, at(2023, 8, 1), "COUNCIL", None, amount, None, None)


BLANK = {"budget": None, "spend_to_date": None, "forecast": None, "fte": None}


def rules(findings: list[Finding]) -> list[str]:
    return [finding.rule for finding in findings]
