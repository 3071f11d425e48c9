"""Collect: take in the returns that have come, check them together, and answer their senders."""

from prefect import flow

from flows.running import record, stage, together
from lsp_core import workplace
from lsp_core.steps import checking, receiving
from lsp_core.steps.report import StepReport


@stage("receive returns")
def receive_returns() -> StepReport:
    """Keep every file in the inbox as it came."""
    return receiving.receive_returns(workplace.database(), workplace.inbox(), workplace.instant())


@stage("receive e-mail")
def receive_mail() -> StepReport:
    """Take every message in the mailbox, where there is one."""
    mailbox = workplace.mailbox()
    if mailbox is None:
        return StepReport("Receive e-mail")
    from lsp_core.steps.receiving_mail import receive_mail as receive  # imports IMAP, which not everybody needs

    return receive(workplace.database(), mailbox, workplace.instant(), workplace.reply_tag_secret())


@stage("check returns")
def check_returns() -> StepReport:
    """Check every return nobody has looked at, in one batch."""
    from expectations.checking import check_returns as checker  # imports Great Expectations, which takes seconds

    return checking.check_returns(workplace.database(), checker, workplace.instant())


@flow(name="collect-returns", flow_run_name="collect returns")
def collect_returns() -> StepReport:
    """Take in and answer every return in the inbox and the mailbox.

    Safe to run again at any time: the same file is taken once. A mailbox that is away fails the run, but what came by
    other ways is checked all the same.
    """
    reports = [receive_returns()]
    try:
        reports.append(receive_mail())
    finally:
        reports.append(check_returns())
    return record(together("Collect returns", reports))
