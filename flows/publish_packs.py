"""Publish: freeze a signed-off quarter's packs and queue them to their boards."""

from prefect import flow

from flows.running import do_if_due, named, record, stage
from lsp_core import workplace
from lsp_core.agenda import Item
from lsp_core.periods import Quarter
from lsp_core.steps import printing, publishing
from lsp_core.steps.report import StepReport


@stage("freeze packs")
def freeze_packs(quarter: str | None) -> StepReport:
    """Make every board's final pack in one transaction, and then write it to the packs folder."""
    return do_if_due(Item.PUBLISH, quarter, _publish)


@flow(name="publish-packs", flow_run_name=named("publish packs for", Item.PUBLISH))
def publish_packs(quarter: str | None = None) -> StepReport:
    """Publish a signed-off quarter's packs. Safe to run again at any time: a quarter is published once.

    Args:
        quarter: Such as `2023-24 Q1`. Left out, every quarter that has been signed off and not yet published.
    """
    return record(freeze_packs(quarter))


def _publish(quarter: Quarter) -> StepReport:
    report = publishing.publish_packs(workplace.database(), quarter, workplace.instant())
    printing.write_packs(workplace.database(), quarter, workplace.packs_folder())
    return report
