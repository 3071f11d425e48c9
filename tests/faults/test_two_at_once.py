"""Several people press the same button at the same moment: what comes of it is what comes of one pressing it.

And two different buttons: a run that has to wait for another finds what the other left, and never tells the past anew.
"""

import pytest

from tests.faults.diary import ACTS, Place
from tests.faults.processes import run_together, what_went_wrong
from tests.faults.states import state_of
from tests.faults.undisturbed import Undisturbed
from tests.integration.conftest import an_empty_database


@pytest.mark.slow
@pytest.mark.parametrize("how_many", [2, 4])
@pytest.mark.parametrize("kind", ["sqlite", "postgresql"])
def test_several_doing_every_step_of_a_quarter_at_the_same_moment_do_what_one_does_alone(
    undisturbed: Undisturbed, kind: str, how_many: int
) -> None:
    folder = undisturbed.root / f"{how_many} on {kind}"
    folder.mkdir()
    with an_empty_database(kind, folder) as url:
        place = Place(url, folder)
        for number, act in enumerate(ACTS):
            assert run_together(how_many, act, place) == [0] * how_many, what_went_wrong(place)
            found, expected = state_of(place), undisturbed.after(number)
            assert found.differences(expected) == [], act.__name__
            assert sorted(found.posted) == sorted(expected.posted), act.__name__
