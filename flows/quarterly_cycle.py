"""The whole cycle: whatever a quarter calls for today, in order. A run every working morning takes it all the way."""

from collections.abc import Callable

from prefect import flow

from flows.chase_returns import chase_returns
from flows.collect_returns import collect_returns
from flows.deliver_messages import deliver_messages
from flows.draft_packs import draft_packs
from flows.judge_cycle import judge_cycle
from flows.open_cycle import open_cycle
from flows.publish_packs import publish_packs
from flows.running import leave_page, named, not_due, quarters_of_run, stage, together
from lsp_core.agenda import Item
from lsp_core.periods import Quarter
from lsp_core.steps.report import StepReport
from lsp_core.wording import listed

FOR_A_QUARTER: dict[Item, Callable[[str], StepReport]] = {
    Item.OPEN: open_cycle,
    Item.JUDGE: judge_cycle,
    Item.DRAFT: draft_packs,
    Item.PUBLISH: publish_packs,
}
FOR_EVERYTHING: dict[Item, Callable[[], StepReport]] = {
    Item.COLLECT: collect_returns,
    Item.CHASE: chase_returns,
}
"""These two look after every quarter in hand by themselves."""


@flow(name="quarterly-cycle", flow_run_name=named("cycle for"))
def quarterly_cycle(quarter: str | None = None) -> StepReport:
    """Do whatever a quarter calls for today, then send the messages. Safe to run again at any time.

    Only signing off is left out: a person does that, and the next run publishes. A step that fails ends the run, but
    the messages that earlier steps have queued are still sent.

    Args:
        quarter: Such as `2023-24 Q1`. Left out, the quarter that ended last, and any earlier one that waits to be
            published.
    """
    quarters = find_quarters(quarter)
    reports: list[StepReport] = []
    try:
        for item in Item:
            reports += _take(item, _due(item, quarters))
    finally:
        reports.append(deliver_messages())
    return leave_page(together(f"Cycle for {listed(quarters)}", reports))


@stage("find quarters")
def find_quarters(quarter: str | None) -> list[str]:
    """The quarters this run is about, oldest first."""
    return [which.code for which in quarters_of_run(quarter)]


def _due(item: Item, quarters: list[str]) -> list[str]:
    """The quarters that call for a step now: asked just before each step, as the one before may have made it due."""
    return [which for which in quarters if not_due(item, Quarter.parse(which)) is None]


def _take(item: Item, due: list[str]) -> list[StepReport]:
    if item in FOR_A_QUARTER:
        return [FOR_A_QUARTER[item](which) for which in due]
    return [FOR_EVERYTHING[item]()] if due else []
