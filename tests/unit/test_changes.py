from decimal import Decimal

import pytest

from lsp_core.changes import Became, change, revisions_between, share_changed, what_became
from lsp_core.observations import as_known
from tests.factories import Q1, Q2, an_observation, at, known


def number(text: str | None) -> Decimal | None:
    return None if text is None else Decimal(text)


@pytest.mark.parametrize(
    ("before", "after", "became"),
    [
        (None, "75", Became.NEW),
        (None, "0", Became.NEW),
        ("75", "75.0", Became.UNCHANGED),
        (None, None, Became.UNCHANGED),
        ("75", "74.9", Became.REVISED),
        ("0", "75", Became.REVISED),
        ("75", None, Became.WITHDRAWN),
        ("0", None, Became.WITHDRAWN),
    ],
)
def test_a_figure_becomes_new_unchanged_revised_or_withdrawn(before, after, became):
    assert what_became(number(before), number(after)) is became


@pytest.mark.parametrize(
    ("before", "after", "moved", "share"),
    [
        ("80", "100", "20", "0.25"),
        ("80", "60", "-20", "-0.25"),
        ("80", "80", "0", "0"),
        ("80", "-80", "-160", "-2"),
        ("-80", "-60", "20", "-0.25"),
        ("0", "80", "80", None),
        (None, "80", None, None),
        ("80", None, None, None),
    ],
)
def test_a_change_is_given_in_the_unit_and_as_a_share_of_what_it_began_at(before, after, moved, share):
    assert change(number(before), number(after)) == number(moved)
    assert share_changed(number(before), number(after)) == number(share)


def test_figures_that_were_revised_or_withdrawn_are_listed_in_order_of_measure_and_period():
    before = known(
        an_observation("EV", Q2, "70"),
        an_observation("EV", Q1, "68"),
        an_observation("AE4H", Q1, "81"),
        an_observation("CLAIM", Q1, "4.1"),
    )
    after = {
        **before,
        **known(an_observation("EV", Q2, "71"), an_observation("EV", Q1, "69"), an_observation("AE4H", Q1, None)),
    }
    found = revisions_between(before, after)
    assert [(r.after.measure, r.after.period, r.before.value, r.after.value) for r in found] == [
        ("AE4H", Q1, Decimal(81), None),
        ("EV", Q1, Decimal(68), Decimal(69)),
        ("EV", Q2, Decimal(70), Decimal(71)),
    ]


def test_figures_that_came_for_the_first_time_or_came_again_the_same_are_not_listed():
    before = known(an_observation("EV", Q1, "68"), an_observation("AE4H", Q1, None))
    after = known(
        an_observation("EV", Q1, "68.0", note="Checked again."),
        an_observation("AE4H", Q1, "81"),
        an_observation("EV", Q2, "70"),
    )
    assert revisions_between(before, after) == []


def test_a_figure_changed_and_changed_back_between_two_times_is_no_revision():
    figures = [
        an_observation(value=value, known_at=at(2023, month, 1)) for month, value in [(8, "68"), (9, "70"), (10, "68")]
    ]
    assert revisions_between(as_known(figures, at(2023, 8, 2)), as_known(figures, at(2023, 9, 2)))
    assert revisions_between(as_known(figures, at(2023, 8, 2)), as_known(figures, at(2023, 10, 2))) == []
