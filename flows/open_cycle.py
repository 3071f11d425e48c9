"""Open a quarter: ask every partner for its figures."""

from prefect import flow

from flows.running import do_if_due, named, record, stage
from lsp_core import workplace
from lsp_core.agenda import Item
from lsp_core.steps import opening
from lsp_core.steps.report import StepReport


@stage("ask partners")
def ask_partners(quarter: str | None) -> StepReport:
    """Make every request that has not been made, in one transaction."""
    return do_if_due(
        Item.OPEN, quarter, lambda which: opening.open_cycle(workplace.database(), which, workplace.instant())
    )


@flow(name="open-cycle", flow_run_name=named("open", Item.OPEN))
def open_cycle(quarter: str | None = None) -> StepReport:
    """Ask every partner for a quarter's figures. Safe to run again until the quarter is signed off.

    Args:
        quarter: Such as `2023-24 Q1`. Left out, the quarter that ended last, once it is due to open.
    """
    return record(ask_partners(quarter))
