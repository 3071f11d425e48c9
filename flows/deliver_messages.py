"""Deliver: hand over every message that waits in the outbox."""

from prefect import flow

from flows.running import record, stage
from lsp_core import workplace
from lsp_core.steps import delivering
from lsp_core.steps.report import StepReport


@stage("hand messages over")
def hand_messages_over() -> StepReport:
    """Send what is queued; what cannot be sent stays, with the reason."""
    return delivering.deliver_messages(workplace.database(), workplace.deliver, workplace.instant())


@flow(name="deliver-messages", flow_run_name="deliver messages")
def deliver_messages() -> StepReport:
    """Send every message that waits. Safe to run again at any time, and by two at once."""
    return record(hand_messages_over())
