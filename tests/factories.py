"""Plausible objects for tests: state only what the test is about, the rest is filled in.

The partnership here is small and invented. It has a council and a hospital trust, three outcomes and five measures: one
judged upwards, one downwards, one from counts, one yearly with a proxy, and one without a target.
"""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any

from lsp_core.cycle import Cycle
from lsp_core.facts import CycleFacts
from lsp_core.observations import Observation, Vintage
from lsp_core.periods import Period, Quarter
from lsp_core.plan.model import (
    Board,
    Frequency,
    Fund,
    Indicator,
    Layer,
    Measure,
    Nation,
    Outcome,
    Partner,
    Partnership,
    Person,
    Plan,
    Polarity,
    Policies,
    Risk,
    StatusPolicy,
    Target,
    TargetKind,
    Theme,
    ToleranceIn,
)
from lsp_core.requests.due import DataRequest, cycle_dates, requests_due

Q1, Q2, Q3, Q4 = (Quarter(2023, number) for number in (1, 2, 3, 4))


def at(year: int, month: int, day: int, hour: int = 9) -> datetime:
    """An instant, in UTC."""
    return datetime(year, month, day, hour, tzinfo=UTC)


def a_person(code: str, **changes: Any) -> Person:
    """Somebody with an address at example.org."""
    values = {"code": code, "name": f"{code.title()} Person", "role": f"Head of {code}", "email": f"{code}@example.org"}
    return Person(**{**values, **changes})


def a_measure(code: str = "EV", **changes: Any) -> Measure:
    """A quarterly measure, higher is better, in units of its own."""
    values: dict[str, Any] = {
        "code": code,
        "indicator": f"I-{code}",
        "name": f"Measure {code}",
        "definition": f"How {code} is counted.",
        "unit": "per 100,000 people",
        "decimals": 1,
        "polarity": Polarity.HIGHER_IS_BETTER,
        "frequency": Frequency.QUARTERLY,
        "partner": "COUNCIL",
        "policy": "five-percent",
        "minimum": Decimal(0),
        "source": "A published table",
        "valid_from": date(2020, 4, 1),
    }
    return Measure(**{**values, **changes})


def a_target(measure: str, period: str, value: str, **changes: Any) -> Target:
    """A target agreed before the year began."""
    values: dict[str, Any] = {
        "measure": measure,
        "kind": TargetKind.TARGET,
        "period": period,
        "value": Decimal(value),
        "valid_from": date(2023, 3, 1),
        "approved_by": "The board",
    }
    return Target(**{**values, **changes})


def a_plan(**changes: Any) -> Plan:
    """The small partnership. Any part can be replaced: `a_plan(targets=())`."""
    measures = (
        a_measure("EV"),
        a_measure("UC", unit="%", polarity=Polarity.LOWER_IS_BETTER, maximum=Decimal(100), policy="one-point"),
        a_measure(
            "AE4H",
            unit="%",
            partner="TRUST",
            policy="one-point",
            maximum=Decimal(100),
            numerator="people seen within four hours",
            denominator="people who came",
        ),
        a_measure(
            "POV",
            unit="%",
            polarity=Polarity.LOWER_IS_BETTER,
            frequency=Frequency.FINANCIAL_YEAR,
            asked_in=2,
            years_behind=0,
            proxy="UC",
            maximum=Decimal(100),
        ),
        a_measure("ULEV", unit="vehicles", decimals=0),
    )
    outcomes = {"EV": "CLIMATE", "ULEV": "CLIMATE", "UC": "WORK", "POV": "WORK", "AE4H": "HEALTH"}
    values: dict[str, Any] = {
        "partnership": Partnership(
            name="Anytown Partnership",
            code="ANYTOWN",
            nation=Nation.ENGLAND,
            coordinator="jo",
            reply_to="returns@example.org",
        ),
        "partners": (
            Partner(code="COUNCIL", name="Anytown Council", kind="council", contact="sam", senior="dee"),
            Partner(code="TRUST", name="Anytown Hospitals", kind="NHS trust", contact="pat", senior="max"),
        ),
        "people": tuple(a_person(code) for code in ("jo", "sam", "dee", "pat", "max", "ann", "bob", "cat", "chair")),
        "themes": (Theme(code="PEOPLE", name="People"), Theme(code="PLACE", name="Place")),
        "outcomes": (
            Outcome(code="CLIMATE", name="Cleaner travel", theme="PLACE", owner="ann", weight=3, challenger="bob"),
            Outcome(code="WORK", name="More people in work", theme="PEOPLE", owner="bob", weight=4, challenger="cat"),
            Outcome(code="HEALTH", name="Seen quickly in A&E", theme="PEOPLE", owner="cat", weight=5, challenger="ann"),
        ),
        "boards": (
            Board(
                code="BOARD",
                name="Anytown Strategic Board",
                layer=Layer.STRATEGIC,
                chair="chair",
                meetings=(date(2023, 9, 14), date(2023, 12, 14), date(2024, 3, 14), date(2024, 6, 13)),
                members=("chair", "ann", "bob"),
            ),
        ),
        "policies": Policies(
            status=(
                StatusPolicy(code="five-percent", name="within 5% of target", tolerance=Decimal(5)),
                StatusPolicy(
                    code="one-point",
                    name="within 1 percentage point of target",
                    tolerance=Decimal(1),
                    tolerance_in=ToleranceIn.POINTS,
                ),
            )
        ),
        "indicators": tuple(
            Indicator(code=f"I-{measure}", title=f"Indicator {measure}", outcome=outcome)
            for measure, outcome in outcomes.items()
        ),
        "measures": measures,
        "targets": (
            a_target("EV", "2023-24", "80"),
            a_target("UC", "2023-24", "8.5"),
            a_target("AE4H", "2023-24", "95"),
            a_target("POV", "2022-23", "12"),
        ),
        "funds": (
            Fund(code="F-EV", name="Charging points fund", partner="COUNCIL", outcome="CLIMATE", year="2023-24",
                 budget=Decimal(400000), fte=Decimal("3.5")),
            Fund(code="F-AE", name="Urgent care fund", partner="TRUST", outcome="HEALTH", year="2023-24",
                 budget=Decimal(2500000), fte=Decimal(40)),
        ),
        "risks": (
            Risk(code="R-HEALTH", outcome="HEALTH", title="The four-hour standard is not recovered", owner="cat",
                 likelihood=3, impact=5, target_likelihood=2, watches_outcome=True),
            Risk(code="R-WORK", outcome="WORK", title="Unemployment rises", owner="bob",
                 likelihood=2, impact=4, target_likelihood=2, watches_outcome=True),
        ),
    }  # fmt: skip
    return Plan(**{**values, **changes})


def an_observation(measure: str = "EV", period: Period = Q1, value: str | None = "75", **changes: Any) -> Observation:
    """A final figure from the council, known in August 2023."""
    values: dict[str, Any] = {
        "measure": measure,
        "period": period,
        "value": None if value is None else Decimal(value),
        "vintage": Vintage.FINAL if value is not None else Vintage.NOT_AVAILABLE,
        "known_at": at(2023, 8, 1),
        "partner": "COUNCIL",
        "return_reference": "2023-24 Q1 COUNCIL #1",
    }
    return Observation(**{**values, **changes})


def known(*observations: Observation) -> dict[tuple[str, Period], Observation]:
    """Figures by measure and period, the last given winning."""
    return {(o.measure, o.period): o for o in observations}


def a_request(partner: str = "COUNCIL", quarter: Quarter = Q1, plan: Plan | None = None) -> DataRequest:
    """One partner's request for a quarter, as the plan makes it."""
    plan = plan or a_plan()
    dates = cycle_dates(plan, quarter)
    return next(r for r in requests_due(plan, quarter, dates.due_on) if r.partner.code == partner)


def some_facts(quarter: Quarter = Q1, observations: tuple[Observation, ...] = (), **changes: Any) -> CycleFacts:
    """Facts about one quarter, cut off a fortnight after the figures were due."""
    plan = changes.pop("plan", None) or a_plan()
    dates = cycle_dates(plan, quarter)
    due = dates.due_on
    cut_off = due + timedelta(days=14)
    values: dict[str, Any] = {
        "plan": plan,
        "quarter": quarter,
        "cut_off": datetime(cut_off.year, cut_off.month, cut_off.day, 17, tzinfo=UTC),
        "cycle": Cycle(quarter),
        "dates": dates,
        "requests": tuple(requests_due(plan, quarter, due)),
        "returns": (),
        "known": known(*observations),
        "resources": {},
        "risk_decisions": (),
        "revisions": (),
        "known_before": {},
    }
    return CycleFacts(**{**values, **changes})
