"""The facts that are worked out so far, each with its value, size, date and the records behind it."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest

from lsp_core.challenge.actions import Action, ActionMoved
from lsp_core.challenge.record import Record
from lsp_core.facts import ReturnReceived
from lsp_core.judging.assessment import Assessment, Status, Verdict
from lsp_core.judging.overrides import StatusOverride
from lsp_core.periods import Quarter
from lsp_core.plan.measures import TargetKind
from lsp_core.reviews.computing import COMPUTED, FACTS, compute
from lsp_core.reviews.fact_sources import GROUPS, KEPT, NOT_KEPT, State, facts_page, state_of
from lsp_core.reviews.fact_values import FactSheet, FactValue
from lsp_core.reviews.reading import seed_facts
from lsp_core.reviews.rules import Bench, Label
from lsp_core.reviews.seen import QuarterSeen, Seen
from lsp_core.risks.model import Decision, RiskDecision, Score
from tests.factories import Q1, Q2, Q3, Q4, a_plan, a_target, at, some_facts
from tests.unit.packs_sample import an_assessment
from tests.unit.reviews_sample import seed

AS_OF = date(2024, 6, 1)
YEAR = (Q1, Q2, Q3, Q4)


def came(quarter: Quarter, partner: str, days_late: int, errors: int = 0) -> ReturnReceived:
    due = some_facts(quarter).dates.due_on + timedelta(days=days_late)
    return ReturnReceived(partner, f"{quarter.code} {partner} #1", at(due.year, due.month, due.day), errors, 0)


def a_quarter(
    quarter: Quarter, *returns: ReturnReceived, assessments: tuple[Assessment, ...] = (), **changes: Any
) -> QuarterSeen:
    return QuarterSeen(some_facts(quarter, returns=returns, **changes), assessments)


def seen(*quarters: QuarterSeen) -> Seen:
    return Seen(quarters, AS_OF)


def fact(code: str, *quarters: QuarterSeen) -> FactValue:
    return compute(seen(*quarters), "0.1.0")[code]


def a_year() -> tuple[QuarterSeen, ...]:
    """The council always on the day; the trust late twice running, then never, then right."""
    return (
        a_quarter(Q1, came(Q1, "COUNCIL", 0), came(Q1, "TRUST", 1)),
        a_quarter(Q2, came(Q2, "COUNCIL", 0), came(Q2, "TRUST", 2, errors=1)),
        a_quarter(Q3, came(Q3, "COUNCIL", 0)),
        a_quarter(Q4, came(Q4, "COUNCIL", 0), came(Q4, "TRUST", 0)),
    )


def test_a_fact_carries_its_size_its_date_and_the_records_behind_it() -> None:
    on_time = fact("returns.on_time_share", *a_year())
    assert (on_time.value, on_time.numerator, on_time.n, on_time.as_of) == (Decimal("0.625"), 5, 8, AS_OF)
    assert on_time.records == (
        "2023-24 Q1 COUNCIL",
        "2023-24 Q2 COUNCIL",
        "2023-24 Q3 COUNCIL",
        "2023-24 Q4 COUNCIL",
        "2023-24 Q4 TRUST",
    )
    assert on_time.engine_version == "0.1.0"


def test_a_year_of_returns_is_counted() -> None:
    worst = fact("returns.on_time_worst_body", *a_year())
    assert (worst.value, worst.n) == (Decimal("0.25"), 4)
    assert fact("returns.missing_share", *a_year()).records == ("2023-24 Q3 TRUST",)
    assert fact("returns.first_time_right", *a_year()).value == Decimal(6) / 7
    assert fact("returns.repeat_late_bodies", *a_year()).records == ("TRUST",)


def test_a_body_late_before_it_was_asked_twice_is_not_late_running() -> None:
    first = a_year()[0]
    assert fact("returns.repeat_late_bodies", first).value is None


def test_verdicts_of_the_latest_quarter_are_shares_of_all_of_them() -> None:
    verdicts = (Verdict.OFF_TRACK, Verdict.RECOVERING, Verdict.NO_CURRENT_DATA, Verdict.EARLY_WARNING, Verdict.ON_TRACK)
    last = a_quarter(Q2, assessments=tuple(an_assessment(f"M{n}", verdict=v) for n, v in enumerate(verdicts)))
    assert fact("verdict.off_track_share", last).records == ("M0", "M1")
    assert fact("verdict.nodata_share", last).value == Decimal("0.2")
    assert fact("verdict.early_warnings", last).records == ("M3",)


def test_a_red_is_a_surprise_only_if_nothing_warned_of_it() -> None:
    before = (
        an_assessment("A"),
        an_assessment("B", verdict=Verdict.EARLY_WARNING),
        an_assessment("C", verdict=Verdict.OFF_TRACK),
    )
    after = tuple(an_assessment(code, verdict=Verdict.OFF_TRACK) for code in "ABC")
    surprise = fact("verdict.surprise_red_share", a_quarter(Q1, assessments=before), a_quarter(Q2, assessments=after))
    assert (surprise.numerator, surprise.n) == (1, 2)


def test_amber_that_lasts_and_recovery_need_three_cycles() -> None:
    amber = {"status": Status.WATCH, "verdict": Verdict.WATCH}
    quarters = [
        a_quarter(q, assessments=(an_assessment("A", **amber), an_assessment("B", verdict=verdict)))
        for q, verdict in zip(
            YEAR, (Verdict.ON_TRACK, Verdict.OFF_TRACK, Verdict.ON_TRACK, Verdict.ON_TRACK), strict=True
        )
    ]
    assert fact("verdict.repeat_amber", *quarters).records == ("A",)
    assert fact("verdict.recovered", *quarters).records == ("B",)
    assert fact("verdict.repeat_amber", *quarters[:2]).value is None
    assert fact("verdict.recovered", *quarters[:2]).value is None


def test_an_override_that_takes_an_exception_off_the_list_is_counted_as_hiding_it() -> None:
    said = StatusOverride(Q2, "A", Status.ON_TRACK, "Ann Person", "Head", at(2023, 11, 1), "It is fine")
    red = an_assessment("A", status=Status.OFF_TRACK, verdict=Verdict.OFF_TRACK)
    rule = type("Evidence", (), {"status": Status.OFF_TRACK})()
    hidden = replace(red, status=Status.ON_TRACK, verdict=Verdict.ON_TRACK, override=said, evidence=rule)
    unhidden = replace(hidden, measure="B", verdict=Verdict.OFF_TRACK)
    last = a_quarter(Q2, assessments=(hidden, unhidden, an_assessment("C")))
    assert fact("verdict.override_hides", last).records == ("A 2023-24 Q2",)
    assert fact("verdict.override_share", last).numerator == 2
    assert fact("verdict.override_no_reason", last).value == 0


def an_action(reference: str, due: date, owner: str = "ann", **changes: Any) -> Action:
    values: dict[str, Any] = {
        "reference": reference, "outcome": "CLIMATE", "title": "Chargers", "owner": owner, "due": due, "quarter": Q1,
        "board": "BOARD", "effect": "More chargers", "measure": "EV", "wanted": None, "by": "Jo", "at": at(2023, 9, 1),
    }  # fmt: skip
    return Action(**{**values, **changes})


def moved(action: str, move: str, on: date, words: str = "", due: date | None = None) -> ActionMoved:
    return ActionMoved(action, move, due, words, "Jo", at(on.year, on.month, on.day))


def test_closing_actions_without_evidence_or_late_does_not_make_them_kept() -> None:
    due = date(2024, 1, 31)
    actions = tuple(an_action(f"A{n}", due) for n in range(1, 5))
    moves = (
        moved("A1", "completed", date(2024, 1, 30), "Photographs of the chargers"),
        moved("A2", "completed", date(2024, 1, 30), ""),
        moved("A3", "completed", date(2024, 3, 1), "Photographs of the chargers"),
        moved("A4", "reprogrammed", date(2024, 1, 1), "Slipped", due=date(2025, 1, 1)),
    )
    last = a_quarter(Q4, said=Record(actions=actions, moves=moves))
    kept = fact("action.kept_share", a_quarter(Q1), last)
    assert (kept.records, kept.n) == (("A1",), 4)
    assert fact("action.redated_twice", last).value == 0


def test_open_actions_are_counted_by_date_effect_and_holder() -> None:
    plan = a_plan(
        people=tuple(
            p.model_copy(update={"partner": "COUNCIL" if p.code != "pat" else "TRUST"}) for p in a_plan().people
        )
    )
    actions = (
        an_action("A1", date(2024, 1, 1)),
        an_action("A2", date(2025, 1, 1), effect=""),
        an_action("A3", date(2025, 1, 1), owner="pat", measure=""),
    )
    again = tuple(moved("A2", "reprogrammed", date(2024, 1, n), "x", date(2025, 1, n)) for n in (1, 2))
    last = a_quarter(Q4, plan=plan, said=Record(actions=actions, moves=again))
    assert fact("action.overdue_share", last).records == ("A1",)
    assert fact("action.no_effect_stated_share", last).records == ("A2", "A3")
    assert fact("action.redated_twice", last).records == ("A2",)
    assert fact("action.largest_holder_share", last).records == ("A1", "A2")


def test_risks_are_static_when_four_quarters_did_not_move_them() -> None:
    decision = RiskDecision("R-WORK", Q3, Decision.ACCEPTED, Score(5, 4), "Bob", at(2024, 2, 1))
    quarters = [a_quarter(q, risk_decisions=(decision,)) for q in YEAR]
    assert fact("risk.static_share", *quarters).records == ("R-HEALTH",)
    assert fact("risk.static_share", *quarters[1:]).value is None
    assert fact("risk.targets_unlinked_share", *quarters).records == ("EV",)


def test_the_plan_s_own_gaps_are_facts() -> None:
    changed = a_target("EV", "2023-24", "70", valid_from=date(2023, 9, 1), approved_by="", reason="")
    baseline = a_target("EV", "2022-23", "60", kind=TargetKind.BASELINE)
    plan = a_plan(targets=(*a_plan().targets, changed, baseline))
    last = a_quarter(Q4, plan=plan)
    assert fact("targets.changed_unapproved", last).records == ("EV 2023-24",)
    assert fact("targets.incomplete_share", last).n == 4
    assert (fact("proxy.coverage", last).records, fact("proxy.coverage", last).n) == (("POV",), 1)
    assert fact("benchmark.share", last).value == 0
    assert fact("strategy.unmeasured_outcomes", last).value == 0


def test_what_is_not_in_use_is_left_out_and_not_nought() -> None:
    empty = compute(seen(a_quarter(Q4, plan=a_plan(risks=(), targets=()))), "0.1.0")
    assert not [code for code in empty if code.startswith(("action.", "risk.", "targets."))]
    assert "verdict.early_warnings_no_action" not in empty


def test_a_first_quarter_contradicts_nobody() -> None:
    computed = compute(seen(a_quarter(Q1)), "0.1.0")
    bench = Bench(seed_facts(), FactSheet(computed))
    labels = {bench.beside(question).label for question in seed("performance-checklist").questions}
    assert labels <= {Label.NO_DATA, Label.TOO_FEW, Label.CANNOT_BE_TESTED}


@pytest.mark.parametrize("code", sorted(FACTS))
def test_every_fact_worked_out_is_in_the_catalogue_and_carries_its_own_name(code: str) -> None:
    assert code in seed_facts().by_id
    plan_facts = seen(*a_year())
    assert FACTS[code](plan_facts).fact == code


def test_the_page_says_where_every_fact_would_come_from_and_claims_no_more_than_is_worked_out() -> None:
    page, facts = facts_page(COMPUTED), seed_facts()
    assert all(f"| `{each.id}` |" in page for each in facts.facts)
    assert page.count("| worked out |\n") == len(COMPUTED)
    assert {each.group for each in facts.facts} == set(GROUPS)
    assert set(facts.by_id) >= NOT_KEPT | KEPT
    assert not NOT_KEPT & COMPUTED
    states = [state_of(each, frozenset()) for each in facts.facts]
    assert (states.count(State.LOG), states.count(State.RECORD), states.count(State.REVIEW)) == (13, 17, 6)
