"""A quarter worth challenging, on the small partnership of `tests.factories`: for the tests of packs.

A&E is off track and worse, one yearly figure is overdue with a proxy in place, charging points are close to target, one
figure was revised, and one fund reports an underspend.
"""

from dataclasses import replace
from datetime import datetime
from decimal import Decimal
from typing import Any

from lsp_core.facts import CycleFacts, ReturnReceived, Revision
from lsp_core.findings import CellRef
from lsp_core.judging.assessment import Assessment, Comparison, Reason, Status, Travel, Verdict
from lsp_core.judging.judge import judge
from lsp_core.observations import Observation, ResourceObservation, Vintage
from lsp_core.packs.assembling import build_pack
from lsp_core.packs.contents import Pack, PackState
from lsp_core.periods import FinancialYear, Quarter
from lsp_core.plan.model import Plan
from lsp_core.risks.proposals import propose
from lsp_core.risks.register import register_at, register_now
from tests.factories import Q1, Q2, a_plan, a_target, an_observation, at, some_facts

NOTE = "Industrial action on nine days closed the minor injuries unit."
DRAFT = PackState(version=2, produced_at=at(2023, 11, 6, 13))
FINAL = PackState(version=3, produced_at=at(2023, 11, 8), signed_by="Cat Person, Chair", signed_at=at(2023, 11, 7))
_QUARTERS = [Quarter(2021, 3), Quarter(2021, 4), *(Quarter(2022, n) for n in (1, 2, 3, 4)), Q1, Q2]


def an_assessment(measure: str = "EV", **changes: Any) -> Assessment:
    """On track at 75 against 80, with nothing to compare; state what differs."""
    unknown = Comparison(Travel.UNKNOWN, None, None, "There is no earlier figure.")
    values: dict[str, Any] = {
        "measure": measure,
        "outcome": "CLIMATE",
        "quarter": Q2,
        "period": Q2,
        "observation": an_observation(measure, Q2),
        "latest": an_observation(measure, Q2),
        "target": None,
        "baseline": None,
        "status": Status.ON_TRACK,
        "verdict": Verdict.ON_TRACK,
        "against_last": unknown,
        "against_last_year": unknown,
        "forecast": None,
        "reasons": (Reason("status: a rule, v1", "Because it is so."),),
    }
    return Assessment(**{**values, **changes})


def a_sample_plan() -> Plan:
    """The small partnership with targets for two years."""
    plan = a_plan()
    added = (a_target("AE4H", "2022-23", "90"), a_target("EV", "2022-23", "60"), a_target("UC", "2022-23", "9"))
    return plan.model_copy(update={"targets": plan.targets + added})


def sample_facts(plan: Plan | None = None, note: str = NOTE) -> CycleFacts:
    """July to September 2023, cut off with one yearly figure still to come."""
    figures = [
        *_history("ULEV", "902 1004 1203 1320 1500 1720 1999 2301"),
        *_history("EV", "45 50 52 58 62 66 70 76.5"),
        *_history("UC", "8.9 8.7 8.6 8.5 8.4 8.3 8.3 8.2"),
        *_history("AE4H", "81.1 79.4 78.0 76.2 74.9 75.1 74.0 71.6", partner="TRUST"),
        an_observation("POV", FinancialYear(2021), "13.1"),
    ]
    provisional = replace(
        figures[31], vintage=Vintage.PROVISIONAL, note=note, where=CellRef("Figures", "F7"),
        return_reference="2023-24 Q2 TRUST #1", numerator=Decimal(21480), denominator=Decimal(30000),
    )  # fmt: skip
    figures[31] = provisional
    facts = some_facts(Q2, tuple(figures), plan=plan or a_sample_plan())
    return replace(
        facts,
        known_before={key: seen for key, seen in facts.known.items() if seen.known_at < at(2023, 9, 1)},
        revisions=(Revision(an_observation("EV", Q1, "68.9"), _late(an_observation("EV", Q1, "70.0", note=note))),),
        returns=(ReturnReceived("TRUST", "2023-24 Q2 TRUST #1", at(2023, 10, 18, 13), 0, 1),),
        resources={("F-AE", Q2): _money_for_ae(note)},
    )


def sample_pack(state: PackState = DRAFT, facts: CycleFacts | None = None) -> Pack:
    """The sample quarter's pack for the strategic board, judged by the real rules."""
    facts = facts or sample_facts()
    judged = judge(facts)
    return build_pack(
        facts,
        facts.plan.boards[0],
        judged,
        propose(facts, judged),
        register_at(facts.plan, facts.risk_decisions, facts.quarter),
        register_now(facts.plan, facts.risk_decisions, facts.quarter),
        state,
    )


def _history(measure: str, values: str, **changes: Any) -> list[Observation]:
    made = [
        an_observation(measure, quarter, value, **changes)
        for quarter, value in zip(_QUARTERS, values.split(), strict=True)
    ]
    return [*made[:-1], _late(made[-1])]


def _late(observation: Observation) -> Observation:
    """Known only after the board last met."""
    known_at: datetime = at(2023, 10, 18)
    return replace(observation, known_at=known_at)


def _money_for_ae(note: str) -> ResourceObservation:
    return ResourceObservation(
        fund="F-AE", quarter=Q2, known_at=at(2023, 10, 18), partner="TRUST", budget=Decimal(2500000),
        spend_to_date=Decimal(980000), forecast=Decimal(2150000), fte=Decimal("37.5"), note=note,
    )  # fmt: skip
