"""Every rule at its edge: a return that trips it and one that all but does, run as one batch by Great Expectations."""

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal

import pytest

from expectations.checking import check_returns
from expectations.rules import SUITE_NAMES, load_suite
from lsp_core.findings import Finding
from lsp_core.observations import Vintage
from lsp_core.periods import FinancialYear, Quarter
from lsp_core.returns.checks import ReturnToCheck
from tests.factories import Q1, Q2, Q4
from tests.integration.returns_to_check import (
    A_STEADY_YEAR,
    BLANK,
    Q1_BEFORE,
    Q4_BEFORE,
    a_correction,
    a_fund_row,
    a_history,
    a_return,
    a_row,
    a_withdrawal,
    before,
    reported,
    rules,
    three_corrections,
)

# The code of a rule, what trips it, and what all but trips it.
EDGES: list[tuple[str, ReturnToCheck, ReturnToCheck]] = [
    ("FIG-001", a_return("", a_row("NOSUCH")), a_return("", a_row("NOSUCH", None))),
    ("FIG-001", a_return("", a_row("POLICE")), a_return("", a_row("EV"))),
    ("FIG-002", a_return("", a_row(period="last quarter")), a_return("", a_row(period="q1 2023-24"))),
    ("FIG-002", a_return("", a_row(period="2023-06")), a_return("", a_row(period="2023/2024 Q1"))),
    ("FIG-002", a_return("", a_row(period="")), a_return("", a_row(period="", value=None))),
    ("FIG-003", a_return("", a_row(period="2022-23 Q4")), a_return("", a_row(period="2022-23 Q4", value=None))),
    ("FIG-003", a_return("", a_row(period="2022-23 Q3")), a_return("", a_correction())),
    ("FIG-004", a_return("", a_correction(period=Q1.code), also_asked=["EV"]), a_return("", a_correction())),
    (
        "FIG-004",
        a_return("", a_correction(period=Q1.code), also_asked=["EV"]),
        a_return("", a_correction(None, period=Q1.code), also_asked=["EV"]),
    ),
    ("FIG-004", a_return("", a_correction(period=Q1.code), also_asked=["EV"]), a_return("", a_row(period=Q1.code))),
    ("FIG-005", a_return("", a_row(), a_row(row=2, period="Q1 2023-24")), a_return("", a_row(), a_row("UC", row=2))),
    ("FIG-005", a_return("", a_row(), a_row(row=2)), a_return("", a_row(), a_row(row=2, value=None))),
    ("FIG-006", a_return("", a_row(value=None, typed="lots")), a_return("", a_row())),
    ("FIG-006", a_return("", a_row(value="NaN")), a_return("", a_row(value="999999999999999"))),
    ("FIG-006", a_return("", a_row("OPEN", counts=("1E+400", "2"))), a_return("", a_row("OPEN", counts=("151", "2")))),
    ("FIG-007", a_return("", a_row(vintage=Vintage.NOT_AVAILABLE)), a_return("", a_row(vintage=Vintage.PROVISIONAL))),
    ("FIG-008", a_return("", a_row(value=None)), a_return("", a_row(value=None), before=[before(period=Q1)])),
    ("FIG-008", a_return("", also_asked=["EV"]), a_return("", also_asked=["EV"], before=[before(period=Q1)])),
    ("FIG-008", a_return("", a_row(value=None)), a_return("", a_row(value=None, period="2022-23 Q4"), a_row(row=2))),
    (
        "FIG-009",
        a_return("", a_row(value=None, vintage=Vintage.NOT_AVAILABLE, note=" ")),
        a_return("", a_row(value=None, vintage=Vintage.NOT_AVAILABLE, note="Due on 25 July")),
    ),
    ("FIG-009", a_return("", a_row(value=None, vintage=Vintage.NOT_AVAILABLE)), a_return("", a_row())),
    ("FIG-010", a_return("", a_correction(None)), a_return("", a_row(value=None))),
    ("FIG-010", a_return("", a_correction(None)), a_return("", a_correction("0"))),
    ("FIG-011", a_return("", a_row(value="-0.1")), a_return("", a_row(value="0"))),
    ("FIG-012", a_return("", a_row("UC", "100.1")), a_return("", a_row("UC", "100"))),
    ("FIG-013", a_return("", a_row("ULEV", "12.5")), a_return("", a_row("ULEV", "12.0"))),
    ("FIG-013", a_return("", a_row("ULEV", "12.5")), a_return("", a_row("GRIT", "12.5"))),
    ("FIG-014", a_return("", a_row("AE", numerator=Decimal(3))), a_return("", a_row("AE", "75", counts=("3", "4")))),
    ("FIG-014", a_return("", a_row("AE")), a_return("", a_row("UC"))),
    (
        "FIG-015",
        a_return("", a_row("AE", "0", counts=("0", "0"))),
        a_return("", a_row("AE", "0", counts=("0", "0.00001"))),
    ),
    (
        "FIG-016",
        a_return("", a_row("AE", "102", counts=("51", "50"))),
        a_return("", a_row("AE", "100", counts=("50", "50"))),
    ),
    (
        "FIG-016",
        a_return("", a_row("AE", "102", counts=("51", "50"))),
        a_return("", a_row("OPEN", "102", counts=("51", "50"))),
    ),
    (
        "FIG-017",  # 1/8 is 12.5; 12.4 is off by one in its last decimal, and 85/680 rounded either way is not
        a_return("", a_row("AE", "12.4", counts=("1", "8"))),
        a_return("", a_row("AE", "12.5", counts=("1", "8"))),
    ),
    (
        "FIG-017",  # 0.55 decimals off: near a half is not near enough
        a_return("", a_row("AE", "12.5", counts=("12.445", "100"))),
        a_return("", a_row("AE", "12.5", counts=("12.45", "100"))),
    ),
    (
        "FIG-017",  # 1 in 16 is 6.25%: people round a half up, spreadsheets may round it down, both are right
        a_return("", a_row("AE", "6.4", counts=("1", "16"))),
        a_return("", a_row("AE", "6.2", counts=("1", "16"))),
    ),
    (
        "FIG-018",
        a_return("", a_row("UC", "0.92"), before=[before("UC", "91.0")]),
        a_return("", a_row("UC", "1.0"), before=[before("UC", "91.0")]),
    ),
    (
        "FIG-018",
        a_return("", a_row("UC", "0.92"), before=[before("UC", "5.1")]),
        a_return("", a_row("UC", "0.92"), before=[before("UC", "5.0")]),
    ),
    (
        "FIG-019",
        a_return("", a_row(value="812"), before=[before(value="74")]),
        a_return("", a_row(value="900"), before=[before(value="74")]),
    ),
    (
        "FIG-018",
        a_return("", a_row("UC", "0.9999"), before=[before("UC", "91.0")]),
        a_return("", a_row("UC", "0"), before=[before("UC", "91.0")]),
    ),
    (
        "FIG-018",
        a_return("", a_row("UC", "0.92"), before=[before("UC", "91.0")]),
        a_return("", a_row("EV", "0.92"), before=[before("EV", "91.0")]),
    ),
    (
        "FIG-018",
        a_return("", a_row("OPEN", "0.92"), before=[before("OPEN", "91.0")]),
        a_return("", a_row("OPEN", "-0.92"), before=[before("OPEN", "91.0")]),
    ),
    (
        "FIG-019",
        a_return("", a_row(value="960"), before=[before(value="80")]),
        a_return("", a_row(value="960.1"), before=[before(value="80")]),
    ),
    (
        "FIG-019",
        a_return("", a_row(value="0.074"), before=[before(value="74")]),
        a_return("", a_row(value="74"), before=[before(value="80")]),
    ),
    (
        "FIG-020",
        a_return("", a_row(value="111.1"), before=[before(value="74")]),
        a_return("", a_row(value="111"), before=[before(value="74")]),
    ),
    (
        "FIG-020",
        a_return("", a_row(value="36.9"), before=[before(value="74")]),
        a_return("", a_row(value="36.9"), before=[before(value="74")], big_change_percent=Decimal(60)),
    ),
    (
        "FIG-020",  # the latest figure of the same length is the last one, even when a quarter is missing between
        a_return("", a_row(value="200"), before=[before(value="74", period=Quarter(2022, 2))]),
        a_return("", a_row(value="200"), before=[before(value="74", period=FinancialYear(2022))]),
    ),
    (
        "FIG-020",  # what counts up from 1 April is compared with the same quarter last year
        a_return("", a_row("HOMES", "40"), before=[before("HOMES", "22", Q1_BEFORE)]),
        a_return("", a_row("HOMES", "40"), before=[before("HOMES", "120", Q4_BEFORE)]),
    ),
    (
        "FIG-021",
        a_return("", a_row("HOMES", "39", period=Q2.code), quarter=Q2, before=[before("HOMES", "40", Q1)]),
        a_return("", a_row("HOMES", "40", period=Q2.code), quarter=Q2, before=[before("HOMES", "40", Q1)]),
    ),
    (
        "FIG-021",
        a_return("", a_row("HOMES", "39", period=Q2.code), quarter=Q2, before=[before("HOMES", "40", Q1)]),
        a_return("", a_row("HOMES", "39"), before=[before("HOMES", "120", Q4_BEFORE)]),
    ),
    (
        "FIG-022",
        a_return("", a_row(value="74.3"), before=[before(value="74.30")]),
        a_return("", a_row(value="74.4"), before=[before(value="74.3")]),
    ),
    (
        "FIG-022",
        a_return("", a_row(value="74.3"), before=[before(value="74.3")]),
        a_return("", a_row(value="74.0"), before=[before(value="74.0")]),
    ),
    ("FIG-023", a_return("", a_row(value="74.25")), a_return("", a_row(value="74.2000"))),
    (
        "FIG-024",
        a_return("", a_correction(note=""), before=[before()]),
        a_return("", a_correction(note="Recounted"), before=[before()]),
    ),
    ("FIG-024", a_return("", a_correction(note=""), before=[before()]), a_return("", a_correction(note=""))),
    (
        "FIG-024",
        a_return("", a_correction(note=""), before=[before()]),
        a_return("", a_row(), before=[before(period=Q1)]),
    ),
    (
        "FIG-024",
        a_return("", a_correction(note=""), before=[before()]),
        a_return("", a_correction(None, note=""), before=[before()]),
    ),
    (
        "FIG-025",
        a_return("", a_correction("74"), before=[before()]),
        a_return("", a_row(), before=[before("EV", "75.5", Q1)]),
    ),
    ("FIG-025", a_return("", a_correction("74"), before=[before()]), a_return("", a_correction(), before=[before()])),
    ("FIG-026", a_return("", a_correction()), a_return("", a_correction(), before=[before()])),
    ("FIG-026", a_return("", a_correction()), a_return("", a_correction(period=Q2.code))),
    ("FIG-026", a_return("", a_correction()), a_return("", a_correction(None))),
    ("FIG-026", a_return("", a_correction()), a_return("", a_row(period=Q4_BEFORE.code))),
    ("FIG-027", a_return("", a_row(period=Q2.code)), a_return("", a_row())),
    ("FIG-027", a_return("", a_correction(period=Q2.code)), a_return("", a_correction(None, period=Q2.code))),
    (
        "FIG-028",
        a_return("", a_withdrawal(note=""), before=[before()]),
        a_return("", a_withdrawal(note="Counted twice"), before=[before()]),
    ),
    ("FIG-029", a_return("", a_withdrawal()), a_return("", a_withdrawal(), before=[before()])),
    (
        "FIG-030",
        a_return("", a_row(), before=[before(period=Q1)], is_signed_off=True),
        a_return("", a_row(), before=[before(period=Q1)]),
    ),
    (
        "FIG-030",
        a_return("", a_row(), before=[before(period=Q1)], is_signed_off=True),
        a_return("", a_row(value="74.0"), before=[before(period=Q1)], is_signed_off=True),
    ),
    (
        "FIG-030",
        a_return("", a_row(), before=[before(period=Q1)], is_signed_off=True),
        a_return("", a_row(note="Recounted"), before=[before(period=Q1)], is_signed_off=True),
    ),
    ("FIG-031", a_return("", *three_corrections(), before=a_history("74", "73", "72")),
        a_return("", *three_corrections()[:2], before=a_history("74", "73", "72"))),
    ("FIG-032", a_return("", a_row(value="90"), before=A_STEADY_YEAR), a_return("", a_row(value="75.5"),
        before=A_STEADY_YEAR)),
    ("FIG-032", a_return("", a_row(value="90"), before=A_STEADY_YEAR), a_return("", a_row(value="90"),
        before=A_STEADY_YEAR[1:])),
    ("FIG-033", a_return("", a_row(value="74.3"), before=a_history("74.3", "74.3", "74.3")),
        a_return("", a_row(value="74.3"), before=a_history("74.3", "74.3", "74.2"))),
    ("FIG-033", a_return("", a_row(value="74.3"), before=a_history("74.3", "74.3", "74.3")),
        a_return("", a_row(value="0"), before=a_history("0", "0", "0"))),
    (
        "FIG-034",
        a_return("", a_row(value="1204.5"), a_row("OPEN", "1204.5", row=2)),
        a_return("", a_row(value="1304.5"), a_row("OPEN", "1304.6", row=2)),
    ),
    (
        "FIG-034",  # three digits may well be the same by chance
        a_return("", a_row(value="1404.5"), before=[before("POLICE", "1404.50", Q1)]),
        a_return("", a_row(value="15.4"), before=[before("POLICE", "15.4", Q1)]),
    ),
    (
        "FIG-034",  # one measure's own figure for another period is not another's
        a_return("", a_row("AE", "75.0", counts=("751", "1002")), a_row("OPEN", "75.0", row=2, counts=("751", "1002"))),
        a_return("", a_row(value="1604.5"), before=[before("EV", "1604.5", Q1), before("POLICE", "1604.5")]),
    ),
    (
        "FIG-035",
        a_return("", a_row("AE", "100", counts=("87", "87")), before=[before("AE", "76")]),
        a_return("", a_row("AE", "100", counts=("87", "87")), before=[before("AE", "96")]),
    ),
    (
        "FIG-035",
        a_return("", a_row("AE", "100", counts=("87", "87")), before=[before("AE", "76")]),
        a_return("", a_row("AE", "98.9", counts=("86", "87")), before=[before("AE", "76")]),
    ),
    (
        "RES-012",
        a_return("", a_fund_row(spend_to_date="123456"), a_fund_row("F-AE", row=2, spend_to_date="123456")),
        a_return("", a_fund_row(spend_to_date="150000"), a_fund_row("F-AE", row=2, spend_to_date="150000")),
    ),
    ("RES-001", a_return("", a_fund_row("F-NO")), a_return("", a_fund_row())),
    ("RES-002", a_return("", a_fund_row(), a_fund_row(row=2)), a_return("", a_fund_row())),
    ("RES-001", a_return("", a_fund_row("F-NO")), a_return("", a_fund_row("F-NO", **BLANK))),
    ("RES-002", a_return("", a_fund_row(), a_fund_row(row=2)), a_return("", a_fund_row(), a_fund_row(row=2, **BLANK))),
    ("RES-003", a_return("", a_fund_row(forecast="Infinity")), a_return("", a_fund_row(forecast="400000.00"))),
    ("RES-004", a_return("", a_fund_row(spend_to_date="-0.00005")), a_return("", a_fund_row(spend_to_date="0"))),
    ("RES-004", a_return("", a_fund_row(budget="-0.00001")), a_return("", a_fund_row(budget="0"))),
    ("RES-005", a_return("", a_fund_row(fte="10000.1")), a_return("", a_fund_row(fte="10000"))),
    ("RES-005", a_return("", a_fund_row(fte="-0.00005")), a_return("", a_fund_row(fte="0"))),
    (
        "RES-006",
        a_return("", a_fund_row(spend_to_date=None)),
        a_return("", a_fund_row(spend_to_date=None), reported=[reported("100000")]),
    ),
    ("RES-006", a_return("", a_fund_row(**BLANK)), a_return("", a_fund_row("F-NO", **BLANK))),
    ("RES-006", a_return("", also_asked_about=["F-EV"]), a_return("", a_fund_row(spend_to_date="0"))),
    ("RES-006", a_return("", a_fund_row(spend_to_date=None)), a_return("", a_fund_row("F-NO", spend_to_date=None))),
    (
        "RES-007",
        a_return("", a_fund_row(spend_to_date="1200001")),
        a_return("", a_fund_row(spend_to_date="1200000")),
    ),
    ("RES-008", a_return("", a_fund_row(budget="800")), a_return("", a_fund_row(budget="801"))),
    (
        "RES-008",
        a_return("", a_fund_row(budget=None, forecast="400", spend_to_date="100")),
        a_return("", a_fund_row(budget=None, forecast="400000")),
    ),
    (
        "RES-009",
        a_return(
            "", a_fund_row(spend_to_date="99999"), quarter=Q2, reported=[reported("100000")]
        ),
        a_return(
            "", a_fund_row(spend_to_date="100000"), quarter=Q2, reported=[reported("100000")]
        ),
    ),
    (
        "RES-009",
        a_return("", a_fund_row(spend_to_date="1"), quarter=Q4, reported=[reported("2", Quarter(2023, 3))]),
        a_return("", a_fund_row(spend_to_date="1"), reported=[reported("390000", Q4_BEFORE)]),
    ),
    (
        "RES-010",
        a_return("", a_fund_row(forecast="400000", spend_to_date="400001")),
        a_return("", a_fund_row(forecast="400000", spend_to_date="400000")),
    ),
    ("RES-011", a_return("", a_fund_row(forecast="440001")), a_return("", a_fund_row(forecast="440000"))),
    ("RES-011", a_return("", a_fund_row(forecast="359999")), a_return("", a_fund_row(forecast="360000"))),
]  # fmt: skip


def keyed_edges() -> Iterator[ReturnToCheck]:
    for number, (_, trips, all_but) in enumerate(EDGES):
        yield replace(trips, key=f"{number} trips")
        yield replace(all_but, key=f"{number} all but")


@pytest.fixture(scope="module")
def edges() -> dict[str, list[Finding]]:
    """Every edge of every rule, checked as one batch."""
    return check_returns(list(keyed_edges()))


@pytest.mark.parametrize("number", range(len(EDGES)), ids=[f"{code} edge {n}" for n, (code, *_) in enumerate(EDGES)])
def test_each_rule_speaks_at_its_edge_and_is_silent_just_inside_it(number, edges):
    code, *_ = EDGES[number]
    assert code in rules(edges[f"{number} trips"])
    assert code not in rules(edges[f"{number} all but"])


def test_every_rule_has_an_edge():
    written = {rule.code for name in SUITE_NAMES for rule in load_suite(name).rules}
    assert {code for code, *_ in EDGES} == written
