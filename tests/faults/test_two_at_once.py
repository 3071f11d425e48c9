"""Several people press the same button at the same moment: what comes of it is what comes of one pressing it.

And two different buttons: a run that has to wait for another finds what the other left, and never tells the past anew.
"""

from collections.abc import Mapping, Sequence
from datetime import timedelta
from decimal import Decimal

import pytest

from examples.demo import PLAN
from expectations.checking import check_returns as checker
from lsp_core.channels.folder import Folder
from lsp_core.findings import Finding
from lsp_core.periods import Quarter
from lsp_core.plan.reading import read_folder
from lsp_core.returns.checks import ReturnToCheck
from lsp_core.steps.checking import check_returns
from lsp_core.steps.loading import load_plan
from lsp_core.steps.receiving import receive_returns
from lsp_core.steps.signing import sign_off_blockers
from lsp_core.store import cycles, observations
from tests.faults.diary import ACTS, AFTER, Place
from tests.faults.processes import run_together, what_went_wrong
from tests.faults.states import state_of
from tests.faults.undisturbed import Undisturbed
from tests.integration.conftest import an_empty_database
from tests.integration.office import CHAIR, Q1, Office, morning


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


def test_a_return_that_was_being_checked_while_somebody_judged_counts_after_the_cut_off(office: Office) -> None:
    office.open(Q1)
    office.partners_send(Q1, only=("TRUST",))
    receive_returns(office.database, Folder(str(office.inbox)), morning(AFTER))

    def judged_meanwhile(waiting: Sequence[ReturnToCheck]) -> Mapping[str, Sequence[Finding]]:
        office.judge(Q1, morning(AFTER) + timedelta(seconds=2))
        return checker(waiting)

    check_returns(office.database, judged_meanwhile, morning(AFTER))
    with office.database.reading() as session:
        cut_off = cycles.cycle(session, Q1).cut_off
        assert cut_off is not None
        assert ("AE4H", Q1) not in observations.known(session, cut_off)
        assert ("AE4H", Q1) in observations.known(session, cut_off + timedelta(seconds=1))
    office.draft(Q1, morning(AFTER, 10))
    blockers = sign_off_blockers(office.database, Q1, CHAIR, morning(AFTER, 11))
    assert any("accepted since it was judged" in blocker for blocker in blockers)


def test_a_judgement_that_had_to_wait_for_a_later_one_does_not_put_the_clock_back(office: Office) -> None:
    office.open(Q1)
    office.partners_send(Q1, only=("TRUST",))
    office.collect(morning(AFTER))
    office.judge(Q1, morning(AFTER, 10))
    before = office.everything()
    assert not office.judge(Q1, morning(AFTER, 8)).did
    assert office.everything() == before


def test_a_signature_that_had_to_wait_for_a_judgement_stands_after_it(office: Office) -> None:
    office.open(Q1)
    office.judge(Q1, morning(AFTER, 10))
    office.draft(Q1, morning(AFTER, 10))
    office.sign_off(Q1, morning(AFTER, 9))
    with office.database.reading() as session:
        cycle = cycles.cycle(session, Q1)
    assert cycle.signed_off is not None
    assert cycle.cut_off is not None
    assert cycle.signed_off.at > cycle.cut_off


def test_nobody_signs_for_a_judgement_whose_drafts_were_never_made(office: Office) -> None:
    office.open(Q1)
    office.judge(Q1, morning(AFTER))
    office.draft(Q1, morning(AFTER))
    office.partners_send(Q1, only=("TRUST",))
    office.collect(morning(AFTER, 10))
    office.judge(Q1, morning(AFTER, 11))
    blockers = sign_off_blockers(office.database, Q1, CHAIR, morning(AFTER, 12))
    assert len(blockers) == 2
    assert all("has no draft pack of what was judged last" in blocker for blocker in blockers)
    office.draft(Q1, morning(AFTER, 13))
    assert office.sign_off(Q1, morning(AFTER, 14)).did


def test_history_that_was_loading_while_a_quarter_was_judged_is_not_behind_its_cut_off(office: Office) -> None:
    office.open(Q1)
    office.judge(Q1, morning(AFTER))
    files = dict(read_folder(PLAN))
    files["history.csv"] = files["history.csv"].replace("CLAIM,2021-22 Q1,4.5", "CLAIM,2021-22 Q1,4.6")
    assert any("1 figure" in sentence for sentence in load_plan(office.database, files, morning(AFTER, 8)).did)
    with office.database.reading() as session:
        assert observations.known(session, morning(AFTER))["CLAIM", Quarter(2021, 1)].value == Decimal("4.5")
        assert observations.known(session, morning(AFTER, 10))["CLAIM", Quarter(2021, 1)].value == Decimal("4.6")
