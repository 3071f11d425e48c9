"""The states of a quarter's cycle and the moves between them; and that the drawn pages say what the code does."""

from pathlib import Path

import pytest

from lsp_core.cycle import TRANSITIONS, Cycle, CycleStatus, Role, can_move, mermaid, move
from lsp_core.drawing import IN_WORDS, PAGES, write_pages
from lsp_core.errors import CycleError
from tests.factories import Q1, at

DOCS = Path(__file__).parents[2] / "docs"


def a_cycle(*names: str) -> Cycle:
    """A cycle that has made these moves, a day apart."""
    cycle = Cycle(Q1)
    for day, name in enumerate(names, 1):
        event = move(cycle, name, by="Jo Marsh", at=at(2023, 8, day), reason="A late figure came")
        cycle = Cycle(Q1, (*cycle.events, event))
    return cycle


TO_SIGNED_OFF = ("opened", "judged", "signed off")


@pytest.mark.parametrize("status", CycleStatus)
def test_no_status_is_forgotten(status):
    assert any(status in (transition.from_, transition.to) for transition in TRANSITIONS)
    assert IN_WORDS[status]


@pytest.mark.parametrize("status", [status for status in CycleStatus if status is not CycleStatus.PLANNED])
def test_every_status_can_be_reached(status):
    assert any(transition.to is status for transition in TRANSITIONS)


def test_only_published_is_the_end():
    ends = set(CycleStatus) - {transition.from_ for transition in TRANSITIONS}
    assert ends == {CycleStatus.PUBLISHED}


@pytest.mark.parametrize("transition", TRANSITIONS, ids=lambda transition: transition.name)
def test_a_name_says_one_move_only(transition):
    assert [other for other in TRANSITIONS if other.name == transition.name] == [transition]


@pytest.mark.parametrize(
    ("moves", "status"),
    [
        ((), CycleStatus.PLANNED),
        (("opened",), CycleStatus.COLLECTING),
        (("opened", "judged"), CycleStatus.JUDGED),
        (("opened", "judged", "judged again"), CycleStatus.JUDGED),
        (TO_SIGNED_OFF, CycleStatus.SIGNED_OFF),
        ((*TO_SIGNED_OFF, "reopened"), CycleStatus.JUDGED),
        ((*TO_SIGNED_OFF, "published"), CycleStatus.PUBLISHED),
    ],
)
def test_a_cycle_is_where_its_last_move_left_it(moves, status):
    assert a_cycle(*moves).status is status


@pytest.mark.parametrize(
    ("moves", "refused"),
    [
        ((), "judged"),
        (("opened",), "opened"),
        (("opened",), "signed off"),
        (("opened", "judged"), "published"),
        (TO_SIGNED_OFF, "judged again"),
        ((*TO_SIGNED_OFF, "published"), "reopened"),
    ],
)
def test_a_move_the_table_does_not_have_is_refused(moves, refused):
    cycle = a_cycle(*moves)
    assert not can_move(cycle, refused)
    with pytest.raises(CycleError, match=f"so it cannot be {refused}"):
        move(cycle, refused, by="Jo Marsh", at=at(2023, 9, 1))


def test_a_refusal_says_what_can_be_done_instead():
    with pytest.raises(CycleError) as caught:
        move(a_cycle(*TO_SIGNED_OFF), "judged again", by="the engine", at=at(2023, 9, 1))
    assert caught.value.remedy == (
        "From here it can be reopened (`lsp reopen 2023-24 Q1`) or published (`lsp publish 2023-24 Q1`)."
    )


def test_nothing_moves_a_published_cycle():
    with pytest.raises(CycleError, match="Nothing moves it any more"):
        move(a_cycle(*TO_SIGNED_OFF, "published"), "reopened", by="Jo Marsh", at=at(2023, 9, 1), reason="Wrong")


@pytest.mark.parametrize("reason", ["", "   "])
def test_reopening_needs_a_reason(reason):
    with pytest.raises(CycleError, match="without a reason"):
        move(a_cycle(*TO_SIGNED_OFF), "reopened", by="Jo Marsh", at=at(2023, 9, 1), reason=reason)


def test_events_are_numbered_so_that_two_movers_cannot_make_the_same_move():
    assert [event.sequence for event in a_cycle(*TO_SIGNED_OFF).events] == [1, 2, 3]


def test_the_cut_off_is_when_the_figures_were_last_judged():
    assert a_cycle("opened").cut_off is None
    assert a_cycle("opened", "judged", "judged again").cut_off == at(2023, 8, 3)
    assert a_cycle(*TO_SIGNED_OFF, "reopened").cut_off == at(2023, 8, 2)


def test_a_sign_off_stands_until_it_is_reopened():
    assert a_cycle("opened", "judged").signed_off is None
    assert a_cycle(*TO_SIGNED_OFF, "published").signed_off.at == at(2023, 8, 3)
    assert a_cycle(*TO_SIGNED_OFF, "reopened").signed_off is None
    assert a_cycle(*TO_SIGNED_OFF, "reopened", "signed off").signed_off.at == at(2023, 8, 5)


@pytest.mark.parametrize(
    ("moves", "takes_returns"),
    [((), False), (("opened",), True), (("opened", "judged"), True), (TO_SIGNED_OFF, False)],
)
def test_returns_count_until_somebody_signs(moves, takes_returns):
    assert a_cycle(*moves).takes_returns is takes_returns


def test_the_picture_has_every_state_and_every_move():
    picture = mermaid()
    for transition in TRANSITIONS:
        assert f": {transition.name} by {transition.by}" in picture
    for status in CycleStatus:
        assert f'state "{status}"' in picture
    assert f"reopened by {Role.COORDINATOR}, with a reason" in picture


@pytest.mark.parametrize("name", PAGES)
def test_the_page_in_docs_is_what_the_code_draws(name):
    assert (DOCS / name).read_text(encoding="utf-8") == PAGES[name](), "run `make docs`"


def test_the_page_holds_the_picture():
    assert f"```mermaid\n{mermaid()}\n```" in (DOCS / "cycle.md").read_text(encoding="utf-8")


def test_pages_are_written_where_they_are_wanted(tmp_path):
    assert [path.name for path in write_pages(tmp_path / "docs")] == list(PAGES)
    assert (tmp_path / "docs" / "plan.md").read_text(encoding="utf-8") == PAGES["plan.md"]()
