import numpy as np
import pytest

from lsp_core.judging.rebasing import propose_rebase
from lsp_core.judging.variation import judge
from lsp_core.judging.variation_series import Series
from lsp_core.judging.variation_words import rebase_question
from lsp_core.plan.model import Polarity
from tests.factories import a_measure

WAVE = (50.0, 47.0, 53.0, 46.0, 52.0, 48.0, 54.0, 47.0, 52.0, 49.0, 53.0, 48.0)
STEPPED = (*WAVE, *(value + 15 for value in WAVE[:8]))


def a_series(*values: float | None, **settings) -> Series:
    return Series(values, Polarity.HIGHER_IS_BETTER, **settings)


def test_a_step_that_lasts_is_proposed_with_its_evidence_and_changes_nothing():
    series = a_series(*STEPPED)
    proposal = propose_rebase(series)
    assert (proposal.row, proposal.run, proposal.is_higher) == (12, 8, True)
    assert round(proposal.after.mean - proposal.before.mean) == 15
    assert series.rebased_at == ()
    assert len(judge(series).phases) == 1


@pytest.mark.parametrize(
    ("values", "why_not"),
    [
        (WAVE * 3, "nothing has changed"),
        (STEPPED[:18], "six figures are not yet a run"),
        (STEPPED[3:], "nine figures before are too few"),
        ((*STEPPED, 90.0), "something has been out of the ordinary since"),
        (tuple(float(row) for row in range(30)), "a measure that goes on rising has no new level"),
        ((None, None), "there are no figures"),
    ],
)
def test_nothing_is_proposed_without_a_step_that_has_lasted(values, why_not):
    assert propose_rebase(a_series(*values)) is None, why_not


def test_once_accepted_the_same_step_is_not_proposed_again():
    assert propose_rebase(a_series(*STEPPED, rebased_at=(12,))) is None


def test_missing_figures_count_for_nothing_in_a_run():
    gapped = (*STEPPED[:14], None, *STEPPED[14:])
    assert propose_rebase(a_series(*gapped)).run == 8
    assert propose_rebase(a_series(*gapped[:19])) is None


def test_figures_without_a_step_are_seldom_proposed_and_clear_steps_nearly_always():
    random = np.random.default_rng(20231016)
    noise = [a_series(*random.normal(50, 5, 36).tolist()) for _ in range(150)]
    steps = [a_series(*random.normal(50, 5, 27).tolist(), *random.normal(65, 5, 9).tolist()) for _ in range(150)]
    assert sum(propose_rebase(series) is not None for series in noise) <= 7
    assert sum(propose_rebase(series) is not None for series in steps) >= 140


def test_the_question_names_the_period_both_means_and_asks_what_changed():
    proposal = propose_rebase(a_series(*STEPPED))
    assert rebase_question(proposal, a_measure(unit="%"), "April to June 2023") == (
        "From April to June 2023 on, 8 figures in a row are above the earlier mean of 49.9%, about a new mean of "
        "64.6%, with nothing out of the ordinary since. What changed, and should the mean and limits begin "
        "again from there?"
    )
