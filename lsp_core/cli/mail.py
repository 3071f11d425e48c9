"""Commands about what has come: the messages that wait in the mailbox, and every file that is kept."""

from typing import TYPE_CHECKING

import click

from lsp_core import workplace
from lsp_core.cli.cycle import check_waiting
from lsp_core.cli.words import say, tell, the_database, the_plan
from lsp_core.errors import ChannelError

if TYPE_CHECKING:
    from lsp_core.channels.mailbox import Mailbox
    from lsp_core.store.returns import KeptReturn


@click.command()
@click.option("--yes", is_flag=True, help="Take them. Without this, nothing is kept or moved.")
def mail(yes: bool) -> None:
    """Show the messages in the mailbox, and with --yes take them.

    Each is shown with what it would be taken as, and why: a return, a question, a bounce, an automatic reply, or
    nothing. Taking keeps them, moves them to a folder of their kind, and checks the returns.
    """
    the_plan()
    mailbox = workplace.mailbox()
    if mailbox is None:
        raise ChannelError("There is no mailbox to look in", "Set LSP_MAILBOX; docs/it.md says how.")
    if yes:
        _take(mailbox)
    else:
        _rehearse(mailbox)


def _rehearse(mailbox: "Mailbox") -> None:
    from lsp_core.steps.receiving_mail import look_at_mail
    from lsp_core.wording import count_of

    waiting = look_at_mail(the_database(), mailbox)
    for message, taken in waiting:
        tell(f"From {message.sender or 'nobody'}: {message.subject or 'no subject'}", indent=2)
        tell(f"{taken.kind}: {taken.because}", indent=4)
    if not waiting:
        tell(f"No message waits in {mailbox.shown}.")
        return
    tell(f"{count_of(len(waiting), 'message')} in {mailbox.shown}. Nothing has been taken; `lsp mail --yes` takes.")


def _take(mailbox: "Mailbox") -> None:
    from lsp_core.steps.receiving_mail import receive_mail
    from lsp_core.steps.standing import standing

    now = workplace.instant()
    report = receive_mail(the_database(), mailbox, now, workplace.reply_tag_secret())
    say(report, f"No message waits in {mailbox.shown}.")
    here = standing(the_database(), now)
    if here is not None and here.waiting_returns:
        check_waiting(here.waiting_returns)
    if report.problems:
        raise click.exceptions.Exit(1)


@click.command()
def returns() -> None:
    """List every file that has come, and what became of it.

    Each with the first digits of its fingerprint (SHA-256), who sent it, when, and by which way.
    """
    from lsp_core.store.returns import all_kept

    plan = the_plan()
    with the_database().reading() as session:
        kept = all_kept(session)
    for one in kept:
        tell(f"{one.digest[:12]}  {one.file_name}")
        tell(_came(one, plan.partnership.time_zone), indent=4)
        tell(_became(one), indent=4)
    if not kept:
        tell("No file has come yet.")


def _came(one: "KeptReturn", time_zone: str) -> str:
    from zoneinfo import ZoneInfo

    from lsp_core.returns.arrivals import came_in_words
    from lsp_core.wording import moment

    return f"It came {came_in_words(one.arrival, '')} on {moment(one.received_at, ZoneInfo(time_zone))}."


def _became(one: "KeptReturn") -> str:
    from lsp_core.wording import count_of

    if one.refusal:
        return f"Not taken: {one.refusal}"
    if not one.reference:
        return "Not looked at yet: `lsp collect` checks it."
    trouble = f"{count_of(one.errors, 'error')}, {count_of(one.queries, 'query', 'queries')}"
    return f"Taken as {one.reference}: {trouble}."
