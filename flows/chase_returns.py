"""Chase: remind whoever is due a reminder today."""

from prefect import flow

from flows.running import record, stage
from lsp_core import workplace
from lsp_core.steps import chasing
from lsp_core.steps.report import StepReport


@stage("queue reminders")
def queue_reminders() -> StepReport:
    """Queue today's reminders, for every quarter in hand."""
    return chasing.chase_returns(workplace.database(), workplace.instant())


@flow(name="chase-returns", flow_run_name="chase returns")
def chase_returns() -> StepReport:
    """Remind partners who still owe figures. Safe to run again at any time: nobody is told the same thing twice."""
    return record(queue_reminders())
