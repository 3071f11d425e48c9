"""Judge a quarter: assess every measure, propose changes to risks, queue notices to owners."""

from prefect import flow

from flows.running import do_if_due, named, record, stage
from lsp_core import workplace
from lsp_core.agenda import Item
from lsp_core.steps import judging
from lsp_core.steps.report import StepReport


@stage("judge measures")
def judge_measures(quarter: str | None) -> StepReport:
    """Judge every measure as known now, in one transaction."""
    return do_if_due(
        Item.JUDGE, quarter, lambda which: judging.judge_cycle(workplace.database(), which, workplace.instant())
    )


@flow(name="judge-cycle", flow_run_name=named("judge", Item.JUDGE))
def judge_cycle(quarter: str | None = None) -> StepReport:
    """Judge a quarter's figures as known now. Safe to run again until the quarter is signed off; then it fails.

    Args:
        quarter: Such as `2023-24 Q1`. Left out, the quarter that ended last, once its figures are due.
    """
    return record(judge_measures(quarter))
