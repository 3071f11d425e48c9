"""Judge a quarter: assess every measure, propose changes to risks, queue notices to owners."""

from prefect import flow

from flows.running import left_alone, named, quarter_of_run, reason_to_wait, record, stage
from lsp_core import workplace
from lsp_core.agenda import Item
from lsp_core.periods import Quarter
from lsp_core.steps import judging
from lsp_core.steps.report import StepReport


@stage("judge measures")
def judge_measures(quarter: str) -> StepReport:
    """Judge everything as known now."""
    return judging.judge_cycle(workplace.database(), Quarter.parse(quarter), workplace.instant())


@flow(name="judge-cycle", flow_run_name=named("judge"))
def judge_cycle(quarter: str | None = None) -> StepReport:
    """Judge a quarter's figures as known now. Safe to run again until the quarter is signed off.

    Args:
        quarter: Such as `2023-24 Q1`. Left out, the quarter that ended last, once its figures are due.
    """
    reason = reason_to_wait(Item.JUDGE, quarter)
    if reason:
        return record(left_alone("Judge", reason))
    return record(judge_measures(quarter_of_run(quarter).code))
