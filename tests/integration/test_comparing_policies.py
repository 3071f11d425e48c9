"""Trying policies on the demonstration's first quarter, through the database and on the command line."""

from datetime import date

import pytest
from click.testing import CliRunner

from lsp_core.cli.policies import policy
from lsp_core.cli.words import Group
from lsp_core.judging.published.councils import HAVERING
from lsp_core.judging.trying_policies import Called
from lsp_core.steps.comparing_policies import TO_TRY, compare_policies
from tests.integration.office import Q1, Office, morning

AFTER = morning(date(2023, 7, 24))


@pytest.fixture
def judged(office: Office) -> Office:
    office.open()
    office.partners_send()
    office.collect(AFTER)
    office.judge(Q1, AFTER)
    return office


def test_policies_are_tried_on_what_was_known_and_nothing_is_kept(judged):
    found = compare_policies(judged.database, Q1, AFTER)
    own = len(found.plan.policies.status)
    assert [tried.policy for tried in found.comparison.tried[own:]] == list(TO_TRY)
    havering = next(tried for tried in found.comparison.tried if tried.policy == HAVERING.policy)
    assert found.comparison.now.calls["AE4H"] is Called.OFF_TRACK
    assert havering.counts[Called.OFF_TRACK] <= found.comparison.now.counts[Called.OFF_TRACK]
    assert judged.judge(Q1, AFTER).changed_anything is False


def test_the_command_prints_one_line_a_policy_and_what_each_would_change(judged, monkeypatch):
    monkeypatch.setattr("lsp_core.cli.policies.the_database", lambda: judged.database)
    monkeypatch.setattr("lsp_core.cli.policies.the_quarter", lambda words: Q1)
    monkeypatch.setattr("lsp_core.workplace.instant", lambda: AFTER)
    printed = CliRunner().invoke(policy, ["compare"], catch_exceptions=False).output
    assert isinstance(policy, Group)
    assert printed.startswith("Quarter 1 2023 to 2024 (April to June 2023): what each policy would call the ")
    for name in ("As the plan has it", "London Borough of Havering", "East Riding of Yorkshire Council"):
        assert f"\n{name}  " in printed
    assert "No measure asked for is of the kind that this is for: Bromsgrove District Council." in printed
