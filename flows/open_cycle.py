"""Open a quarter: ask every partner for its figures."""

from prefect import flow

from flows.running import left_alone, named, quarter_of_run, reason_to_wait, record, stage
from lsp_core import workplace
from lsp_core.agenda import Item
from lsp_core.periods import Quarter
from lsp_core.steps import opening
from lsp_core.steps.report import StepReport


@stage("ask partners")
def ask_partners(quarter: str) -> StepReport:
    """Make every request that has not been made."""
    return opening.open_cycle(workplace.database(), Quarter.parse(quarter), workplace.instant())


@flow(name="open-cycle", flow_run_name=named("open"))
def open_cycle(quarter: str | None = None) -> StepReport:
    """Ask every partner for a quarter's figures. Safe to run again until the quarter is signed off.

    Args:
        quarter: Such as `2023-24 Q1`. Left out, the quarter that ended last, once it is due to open.
    """
    reason = reason_to_wait(Item.OPEN, quarter)
    if reason:
        return record(left_alone("Open", reason))
    return record(ask_partners(quarter_of_run(quarter).code))
