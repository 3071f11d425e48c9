"""Draft: make each board's pack for reading before it is signed off."""

from prefect import flow

from flows.running import do_if_due, named, record, stage
from lsp_core import workplace
from lsp_core.agenda import Item
from lsp_core.periods import Quarter
from lsp_core.steps import drafting, printing
from lsp_core.steps.report import StepReport


@stage("make drafts")
def make_drafts(quarter: str | None) -> StepReport:
    """Make every board's draft in one transaction, and then write the newest to the packs folder."""
    return do_if_due(Item.DRAFT, quarter, _draft)


@flow(name="draft-packs", flow_run_name=named("draft packs for", Item.DRAFT))
def draft_packs(quarter: str | None = None) -> StepReport:
    """Make each board's draft pack. Safe to run again: a draft that would say the same is not made again, and nothing
    is drafted once the quarter is signed off.

    Args:
        quarter: Such as `2023-24 Q1`. Left out, the quarter that ended last, once it has been judged.
    """
    return record(make_drafts(quarter))


def _draft(quarter: Quarter) -> StepReport:
    report = drafting.draft_packs(workplace.database(), quarter, workplace.instant())
    printing.write_packs(workplace.database(), quarter, workplace.packs_folder())
    return report
