"""An invented partnership of any size, as the texts of its folder, and what its partners answer.

Every figure is worked out from its measure's number and its quarter, so that the same size is always the same work.
"""

import csv
import io
import json
from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal

from examples.trafford.partners import Answers, fill_workbook
from lsp_core.cycle import Cycle
from lsp_core.facts import CycleFacts
from lsp_core.observations import Observation, Vintage, as_known
from lsp_core.periods import Quarter
from lsp_core.plan.model import Plan
from lsp_core.requests.due import DataRequest, cycle_dates, requests_due

QUARTER = Quarter(2023, 1)
"""The quarter that everything is measured on."""
BEFORE = datetime(2023, 6, 1, 9, tzinfo=UTC)
"""When the plan is loaded and its history becomes known."""
AFTER = datetime(2023, 7, 31, 9, tzinfo=UTC)
"""When the quarter is judged."""
CHAIR = "chair"
TARGET = 75


def folder(partners: int, measures_each: int, quarters_of_history: int = 4) -> dict[str, str]:
    """The partnership's files by name. One outcome, fund and risk for each partner; half the measures miss."""
    codes = [f"P{number:03}" for number in range(1, partners + 1)]
    measures = {code: [f"{code}-M{number:03}" for number in range(1, measures_each + 1)] for code in codes}
    supplied = [(code, measure) for code, theirs in measures.items() for measure in theirs]
    return {
        "partnership.yaml": json.dumps(_PARTNERSHIP),
        "partners.yaml": json.dumps([_partner(code) for code in codes]),
        "people.yaml": json.dumps([*map(_person, ("coordinator", CHAIR)), *_people(codes)]),
        "themes.yaml": json.dumps([{"code": "ALL", "name": "Everything"}]),
        "outcomes.yaml": json.dumps([_outcome(number, code) for number, code in enumerate(codes)]),
        "boards.yaml": json.dumps([_BOARD]),
        "policies.yaml": json.dumps({"status": [_POLICY]}),
        "indicators.csv": _table(
            {"code": f"I-{m}", "title": f"Indicator {m}", "outcome": f"O-{p}"} for p, m in supplied
        ),
        "measures.csv": _table(_measure(p, m) for p, m in supplied),
        "targets.csv": _table(_target(m) for _, m in supplied),
        "funds.csv": _table(_fund(code) for code in codes),
        "risks.csv": _table(_risk(code) for code in codes),
        "history.csv": _table(
            {"measure": m, "period": quarter.code, "value": figure(m, quarter), "source": "Invented"}
            for _, m in supplied
            for quarter in quarters_before(QUARTER, quarters_of_history)
        ),
    }


def figure(measure: str, quarter: Quarter) -> Decimal:
    """One figure, to one decimal place, that moves a little from quarter to quarter."""
    number = int(measure.partition("-M")[2])
    return Decimal(600 + number * 70 % 300 + (quarter.year * 4 + quarter.number) * 3 % 21).scaleb(-1)


def quarters_before(quarter: Quarter, count: int) -> list[Quarter]:
    """The quarters before one, oldest first."""
    found: list[Quarter] = []
    for _ in range(count):
        quarter = quarter.previous
        found.insert(0, quarter)
    return found


def observations(plan: Plan, quarters: Iterable[Quarter]) -> list[Observation]:
    """A figure for every measure of a plan in every quarter, each known as the plan's history is."""
    return [
        Observation(
            measure=measure.code,
            period=quarter,
            value=figure(measure.code, quarter),
            vintage=Vintage.FINAL,
            known_at=BEFORE,
            partner=measure.partner,
            return_reference=f"{quarter.code} {measure.partner} #1",
        )
        for quarter in quarters
        for measure in plan.measures_on(QUARTER.end)
    ]


def facts(plan: Plan, quarters: int) -> CycleFacts:
    """Everything about the quarter, with so many quarters of figures, this one's included."""
    dates = cycle_dates(plan, QUARTER)
    seen = [*quarters_before(QUARTER, quarters - 1), QUARTER]
    return CycleFacts(
        plan=plan,
        quarter=QUARTER,
        cut_off=AFTER,
        cycle=Cycle(QUARTER),
        dates=dates,
        requests=tuple(requests_due(plan, QUARTER, dates.due_on)),
        returns=(),
        known=as_known(observations(plan, seen), AFTER),
        resources={},
        risk_decisions=(),
        revisions=(),
        known_before={},
    )


def filled(workbook: bytes, request: DataRequest) -> bytes:
    """The workbook of a request with every figure and fund typed in, as its partner sends it back."""
    return fill_workbook(workbook, answers(request))


def answers(request: DataRequest) -> Answers:
    """What a partner types."""
    blank = dict.fromkeys(("numerator", "denominator", "vintage", "note"), "")
    figures = tuple(
        {
            **blank,
            "measure": due.measure.code,
            "period": due.period.code,
            "figure": str(figure(due.measure.code, request.quarter)),
        }
        for due in request.figures
    )
    resources = tuple(
        {
            "fund": fund.code,
            "budget": "400000",
            "spend_to_date": "100000",
            "forecast": "400000",
            "fte": "3.5",
            "note": "",
        }
        for fund in request.funds
    )
    return Answers(figures, resources)


def typed_wrong(typed: Answers) -> Answers:
    """The same with the first figure a hundred times too large."""
    first, *others = typed.figures
    return replace(typed, figures=({**first, "figure": str(Decimal(first["figure"]) * 100)}, *others))


_PARTNERSHIP = {
    "name": "Anytown Partnership",
    "code": "ANYTOWN",
    "nation": "england",
    "coordinator": "coordinator",
    "reply_to": "returns@example.org",
}
_POLICY = {"code": "five-percent", "name": "within 5% of target", "tolerance": 5}
_BOARD = {
    "code": "BOARD",
    "name": "Anytown Strategic Board",
    "layer": "strategic",
    "chair": CHAIR,
    "meetings": ["2023-09-14", "2023-12-14", "2024-03-14", "2024-06-13"],
    "members": [CHAIR, "coordinator"],
}


def _partner(code: str) -> dict[str, str]:
    return {"code": code, "name": f"Partner {code}", "contact": f"{code}-data", "senior": f"{code}-head"}


def _people(codes: Iterable[str]) -> list[dict[str, str]]:
    return [{**_person(f"{code}-{post}"), "partner": code} for code in codes for post in ("data", "head")]


def _person(code: str) -> dict[str, str]:
    return {"code": code, "name": f"Person {code}", "role": f"Post {code}", "email": f"{code.lower()}@example.org"}


def _outcome(number: int, partner: str) -> dict[str, object]:
    name = f"Outcome of {partner}"
    return {"code": f"O-{partner}", "name": name, "theme": "ALL", "owner": f"{partner}-head", "weight": number % 5 + 1}


def _measure(partner: str, measure: str) -> dict[str, object]:
    return {
        "code": measure,
        "indicator": f"I-{measure}",
        "name": f"Measure {measure}",
        "definition": f"People helped, as {measure} counts them, for every thousand who live in the area.",
        "unit": "per 1,000 people",
        "decimals": 1,
        "polarity": "higher is better",
        "frequency": "quarterly",
        "partner": partner,
        "policy": "five-percent",
        "profile": "flat",
        "minimum": 0,
        "source": "Invented",
        "valid_from": "2000-04-01",
    }


def _target(measure: str) -> dict[str, object]:
    return {
        "measure": measure,
        "kind": "target",
        "period": "2023-24",
        "value": TARGET,
        "valid_from": "2023-03-01",
        "approved_by": "The board",
    }


def _fund(partner: str) -> dict[str, object]:
    return {
        "code": f"F-{partner}",
        "name": f"Fund of {partner}",
        "partner": partner,
        "outcome": f"O-{partner}",
        "kind": "mainstream",
        "year": "2023-24",
        "budget": 400000,
        "fte": 3.5,
    }


def _risk(partner: str) -> dict[str, object]:
    return {
        "code": f"R-{partner}",
        "outcome": f"O-{partner}",
        "title": f"Outcome of {partner} is missed",
        "owner": f"{partner}-head",
        "likelihood": 2,
        "impact": 3,
        "target_likelihood": 2,
        "watches_outcome": "yes",
    }


def _table(rows: Iterable[Mapping[str, object]]) -> str:
    listed = list(rows)
    text = io.StringIO(newline="")
    writer = csv.DictWriter(text, list(listed[0]) if listed else ["measure", "period", "value"], lineterminator="\n")
    writer.writeheader()
    writer.writerows(listed)
    return text.getvalue()
