"""Publish: freeze a signed-off quarter's packs and queue them to their boards."""

from prefect import flow

from flows.running import left_alone, named, quarter_of_run, reason_to_wait, record, stage
from lsp_core import workplace
from lsp_core.agenda import Item
from lsp_core.periods import Quarter
from lsp_core.steps import printing, publishing
from lsp_core.steps.report import StepReport


@stage("freeze packs")
def freeze_packs(quarter: str) -> StepReport:
    """Make every board's final pack, and write it to the packs folder."""
    which = Quarter.parse(quarter)
    report = publishing.publish_packs(workplace.database(), which, workplace.instant())
    printing.write_packs(workplace.database(), which, workplace.packs_folder())
    return report


@flow(name="publish-packs", flow_run_name=named("publish packs for"))
def publish_packs(quarter: str | None = None) -> StepReport:
    """Publish a signed-off quarter's packs. Safe to run again at any time: a quarter is published once.

    Args:
        quarter: Such as `2023-24 Q1`. Left out, the quarter that ended last, once it has been signed off.
    """
    reason = reason_to_wait(Item.PUBLISH, quarter)
    if reason:
        return record(left_alone("Publish packs", reason))
    return record(freeze_packs(quarter_of_run(quarter).code))
