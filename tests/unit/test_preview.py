from datetime import date

import pytest

from lsp_core.messages.notices import NoticeKind
from lsp_core.periods import FinancialYear
from lsp_core.plan.model import RequestPolicy
from lsp_core.requests.preview import preview
from lsp_core.working_days import WorkingDays
from tests.factories import a_plan

YEAR = FinancialYear(2023)


def first_quarter(planned):
    return [(message.day, message.what, message.to) for message in planned if message.day < date(2023, 9, 30)]


def test_the_worst_case_of_a_quarter_is_seen_by_day_before_any_of_it_is_sent():
    assert first_quarter(preview(a_plan(), YEAR)) == [
        (date(2023, 7, 3), NoticeKind.REQUEST, "sam"),
        (date(2023, 7, 3), NoticeKind.REQUEST, "pat"),
        (date(2023, 7, 14), NoticeKind.REMINDER, "sam"),
        (date(2023, 7, 14), NoticeKind.REMINDER, "pat"),
        (date(2023, 7, 21), NoticeKind.REMINDER, "sam"),
        (date(2023, 7, 21), NoticeKind.REMINDER, "pat"),
        (date(2023, 7, 26), NoticeKind.REMINDER, "sam"),
        (date(2023, 7, 26), NoticeKind.REMINDER, "pat"),
        (date(2023, 7, 28), NoticeKind.ESCALATION, "dee"),
        (date(2023, 7, 28), NoticeKind.ESCALATION, "max"),
        (date(2023, 9, 6), NoticeKind.PACK, "chair"),
        (date(2023, 9, 6), NoticeKind.PACK, "ann"),
        (date(2023, 9, 6), NoticeKind.PACK, "bob"),
    ]


def test_a_request_that_counts_as_answered_is_asked_for_and_never_chased():
    planned = preview(a_plan(), YEAR, answered={"2023-24 Q1 COUNCIL"})

    assert [what for _, what, to in first_quarter(planned) if to in ("sam", "dee")] == [NoticeKind.REQUEST]


def test_all_four_quarters_are_there_in_order_of_day_and_only_on_working_days():
    planned = preview(a_plan(), YEAR)
    days = [message.day for message in planned]

    assert days == sorted(days)
    assert all(WorkingDays(a_plan().partnership.nation).is_working(day) for day in days)
    asked = [message.subject for message in planned if message.what is NoticeKind.REQUEST and message.to == "sam"]
    assert [subject.partition("[")[2] for subject in asked] == [f"2023-24 Q{n} COUNCIL]" for n in (1, 2, 3, 4)]


def test_chasing_ends_when_the_first_papers_go_out():
    plan = a_plan()
    early = plan.boards[0].model_copy(update={"meetings": (date(2023, 8, 3),)})
    slow = plan.policies.model_copy(update={"requests": RequestPolicy(escalate=8)})

    planned = preview(plan.model_copy(update={"boards": (early,), "policies": slow}), YEAR)

    summer = [(m.day, m.what) for m in planned if date(2023, 7, 1) <= m.day < date(2023, 10, 1)]
    assert (date(2023, 7, 26), NoticeKind.PACK) in summer
    assert NoticeKind.REMINDER in {what for _, what in summer}
    assert NoticeKind.ESCALATION not in {what for _, what in summer}


@pytest.mark.parametrize("changes", [{"boards": ()}, {"partners": (), "measures": (), "funds": ()}])
def test_a_plan_without_boards_or_partners_has_a_preview_too(changes):
    kinds = {message.what for message in preview(a_plan(**changes), YEAR)}

    assert (NoticeKind.PACK in kinds) is ("boards" not in changes)
