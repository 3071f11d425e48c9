"""What partners type for a small number they do not give, where the plan suppresses such numbers and where not."""

import pytest

from lsp_core.observations import Vintage
from lsp_core.requests.due import still_owed
from lsp_core.returns.accepting import accept
from lsp_core.returns.reading import read_return
from lsp_core.returns.small_numbers import is_withheld, with_small_numbers_withheld
from tests.factories import Q1, a_measure, a_plan, a_request, an_observation, at, known

COUNT = a_measure("UC", unit="people", decimals=0, suppress_below=5)
PLAN = a_plan(measures=(COUNT,), targets=(), indicators=a_plan().indicators)


@pytest.mark.parametrize("typed", ["<5", "< 5", "fewer than 5", "less than 5 people", "<8", "*", "c", "C", "[c]"])
def test_each_way_of_saying_it_is_an_answer(typed: str) -> None:
    assert is_withheld(typed, COUNT)


@pytest.mark.parametrize("typed", ["<50", "<1", "5", "", "-", "n/a", "c. 40", "tbc", "**"])
def test_anything_else_is_not(typed: str) -> None:
    assert not is_withheld(typed, COUNT)


def test_of_a_measure_without_small_numbers_it_is_asked_about_as_before() -> None:
    assert not is_withheld("<5", a_measure("UC"))
    assert not is_withheld("<5", None)


@pytest.mark.parametrize("typed", ["<5", "*", "c"])
def test_it_is_taken_without_a_figure_or_a_question_and_nobody_is_chased_for_it(typed: str) -> None:
    content = f"Code,Period,This quarter\nUC,2023-24 Q1,{typed}\n".encode()
    request = a_request("COUNCIL", Q1, PLAN)
    reading = with_small_numbers_withheld(read_return("2023-24 Q1 COUNCIL.csv", content), {"UC": COUNT})
    assert reading.findings == ()
    (taken,) = accept(reading, (), request, {"UC": COUNT}, {}, at(2023, 7, 10), "2023-24 Q1 COUNCIL #1")
    assert (taken.value, taken.vintage) == (None, Vintage.SUPPRESSED)
    assert not still_owed(request, known(taken), {}).figures


def test_a_figure_sent_after_it_is_taken_as_the_partner_calls_it() -> None:
    content = b"Code,Period,This quarter\nUC,2023-24 Q1,7\n"
    before = known(an_observation("UC", Q1, None, vintage=Vintage.SUPPRESSED))
    reading = with_small_numbers_withheld(read_return("2023-24 Q1 COUNCIL.csv", content), {"UC": COUNT})
    (taken,) = accept(reading, (), a_request("COUNCIL", Q1, PLAN), {"UC": COUNT}, before, at(2023, 7, 10), "#2")
    assert (taken.value, taken.vintage) == (7, Vintage.FINAL)
