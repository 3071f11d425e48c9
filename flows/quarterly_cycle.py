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
from flows.running import named, quarter_of_run, record
from lsp_core import workplace
from lsp_core.agenda import Item
from lsp_core.periods import Quarter
from lsp_core.steps.agenda import reason_not_due
from lsp_core.steps.report import StepReport

RUNS: dict[Item, Callable[[str], StepReport]] = {
    Item.OPEN: lambda quarter: open_cycle(quarter=quarter),
    Item.COLLECT: lambda _quarter: collect_returns(),
    Item.CHASE: lambda _quarter: chase_returns(),
    Item.JUDGE: lambda quarter: judge_cycle(quarter=quarter),
    Item.DRAFT: lambda quarter: draft_packs(quarter=quarter),
    Item.PUBLISH: lambda quarter: publish_packs(quarter=quarter),
}


@flow(name="quarterly-cycle", flow_run_name=named("cycle for"))
def quarterly_cycle(quarter: str | None = None) -> StepReport:
    """Do whatever a quarter calls for today, then send the messages. Safe to run again at any time.

    Only signing off is left out: a person does that, and the next run publishes.

    Args:
        quarter: Such as `2023-24 Q1`. Left out, the quarter that ended last.
    """
    which = quarter_of_run(quarter)
    reports = [run(which.code) for item, run in RUNS.items() if _is_due(item, which)]
    reports.append(deliver_messages())
    return record(
        StepReport(
            f"Cycle for {which}",
            did=tuple(sentence for report in reports for sentence in report.did),
            problems=tuple(problem for report in reports for problem in report.problems),
        )
    )


def _is_due(item: Item, quarter: Quarter) -> bool:
    """Asked just before each step, because the step before may have made it due."""
    return reason_not_due(workplace.database(), item, quarter, workplace.instant()) is None
