"""Draft: make each board's pack for reading before it is signed off."""

from prefect import flow

from flows.running import left_alone, named, quarter_of_run, reason_to_wait, record, stage
from lsp_core import workplace
from lsp_core.agenda import Item
from lsp_core.periods import Quarter
from lsp_core.steps import drafting, printing
from lsp_core.steps.report import StepReport


@stage("make drafts")
def make_drafts(quarter: str) -> StepReport:
    """Make every board's draft, and write the newest to the packs folder."""
    which = Quarter.parse(quarter)
    report = drafting.draft_packs(workplace.database(), which, workplace.instant())
    printing.write_packs(workplace.database(), which, workplace.packs_folder())
    return report


@flow(name="draft-packs", flow_run_name=named("draft packs for"))
def draft_packs(quarter: str | None = None) -> StepReport:
    """Make each board's draft pack. Safe to run again: a draft that would say the same is not made again.

    Args:
        quarter: Such as `2023-24 Q1`. Left out, the quarter that ended last, once it has been judged.
    """
    reason = reason_to_wait(Item.DRAFT, quarter)
    if reason:
        return record(left_alone("Draft packs", reason))
    return record(make_drafts(quarter_of_run(quarter).code))
