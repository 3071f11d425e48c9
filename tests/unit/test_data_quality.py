from datetime import UTC, datetime
from typing import Any

from lsp_core.findings import NOWHERE, Characteristic, Finding, Severity
from lsp_core.observations import Vintage
from lsp_core.returns.data_quality import CheckedReturn, Raised, quality_of
from tests.factories import Q1, Q4, a_request, an_observation, known

DUE = a_request().due_on


def a_finding(severity: Severity = Severity.ERROR, rule: str = "FIG-012", **changes: Any) -> Finding:
    values = {"characteristic": "validity", "subject": "EV"} | changes
    subject = values.pop("subject")
    return Finding(rule, severity, NOWHERE, subject, "812", "100 or less", "Check it.", 1, **values)


def a_return(*findings: Finding, days_early: int = 4) -> CheckedReturn:
    return CheckedReturn(datetime(DUE.year, DUE.month, DUE.day - days_early, 9, tzinfo=UTC), findings)


def quality(*returns: CheckedReturn, known: dict[Any, Any] | None = None):
    return quality_of(a_request(), returns, known or {}, {}, UTC)


def lines(*returns: CheckedReturn, **changes: Any) -> dict[str, str]:
    return dict(quality(*returns, **changes).lines())


def test_a_partner_that_has_not_answered_is_not_said_to_have_made_no_errors():
    said = lines()
    assert said["On time"] == "No return yet; due on 21 July 2023."
    assert set(said) == {"On time", "Complete"}


def test_on_time_counts_the_days_to_the_due_date():
    assert lines(a_return())["On time"] == "First return on 17 July 2023, 4 days before it was due."
    assert lines(a_return(days_early=0))["On time"] == "First return on 21 July 2023, on the day it was due."
    assert lines(a_return(days_early=-1))["On time"] == "First return on 22 July 2023, 1 day after it was due."


def test_complete_counts_what_came_and_what_is_said_not_to_exist():
    came = known(an_observation("EV"), an_observation("UC", value=None))
    said = lines(a_return(), known=came)["Complete"]
    assert said == "1 of 3 figures sent, 1 said to be not available or taken back and 0 of 1 fund report sent."


def test_only_the_first_return_counts_for_right_first_time():
    assert lines(a_return(a_finding()), a_return(a_finding(), a_finding()))["Errors first time"] == (
        "1 error in the first return."
    )
    assert lines(a_return(), a_return(a_finding()))["Errors first time"] == "No errors in the first return."


def test_the_same_question_sent_twice_is_one_and_is_explained_when_it_ever_was():
    query = a_finding(Severity.QUERY, "FIG-020", characteristic="accuracy")
    explained = a_finding(Severity.QUERY, "FIG-020", characteristic="accuracy", explained=True)
    other = a_finding(Severity.QUERY, "FIG-020", characteristic="accuracy", subject="UC")
    assert lines(a_return(query, other), a_return(explained))["Queries explained"] == "1 of 2."


def test_each_of_the_six_characteristics_has_its_own_count_and_there_is_no_total():
    found = quality(a_return(a_finding(), a_finding(Severity.NOTE, "FIG-022", characteristic="reliability")))
    assert found.by_characteristic[Characteristic.VALIDITY] == Raised(errors=1, queries=0)
    assert found.by_characteristic[Characteristic.RELIABILITY] == Raised(0, 0)
    assert set(found.by_characteristic) == set(Characteristic)
    assert not any("total" in heading.lower() or "score" in heading.lower() for heading, _ in found.lines())


def test_past_figures_changed_are_those_of_this_quarters_returns():
    def changed(vintage: Vintage, reference: str, period: Any = Q4) -> Any:
        return an_observation("EV", period, "3", vintage=vintage, return_reference=reference)

    held = known(
        changed(Vintage.REVISED, "2023-24 Q1 COUNCIL #2"),
        changed(Vintage.REVISED, "2022-23 Q4 COUNCIL #1", Q1),
    )
    assert lines(a_return(), known=held)["Past figures changed"] == "1 revised."
    assert lines(a_return())["Past figures changed"] == "None."


def test_the_line_in_the_answer_says_the_same_in_short():
    assert quality(a_return(a_finding()), known=known(an_observation("EV"))).in_short() == (
        "First return on 17 July 2023, 4 days before it was due; 1 error in the first return; 1 of 3 figures answered."
    )


def test_a_check_that_was_waived_is_counted_as_waived_and_not_as_an_error():
    waived = a_finding(Severity.NOTE, waived="FIG-012 waived by Ann Person")
    said = lines(a_return(waived))
    assert said["Waived"] == "1 check."
    assert said["Validity"] == "Nothing found."
