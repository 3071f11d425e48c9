"""What stands behind an outcome: how a risk is described, whoever wrote it however."""

import pytest

from lsp_core.packs.background import statement
from tests.factories import a_plan

WHOLE = "Because beds are slow to free, there is a risk that patients wait, which would mean harm."
LABELLED = "Cause: beds are slow to free. Risk: patients wait. Effect: harm."


@pytest.mark.parametrize(
    ("cause", "event", "consequence", "expected"),
    [
        ("Because beds are slow to free", "there is a risk that patients wait", "which would mean harm.", WHOLE),
        ("Because beds are slow to free,", "there is a risk that patients wait,", "which would mean harm", WHOLE),
        ("beds are slow to free", "patients wait", "harm", LABELLED),
        ("Because beds are slow to free", "patients wait.", "which would mean harm.", LABELLED),
        ("slow discharge", "that patients wait", "", "Cause: slow discharge. Risk: patients wait."),
        ("", "there is a risk of fire", "", "There is a risk of fire."),
        ("", "", "", ""),
    ],
)
def test_a_risk_reads_well_whether_or_not_the_plan_writes_whole_sentences(cause, event, consequence, expected):
    risk = a_plan().risks[0].model_copy(update={"cause": cause, "event": event, "consequence": consequence})
    assert statement(risk) == expected
