"""The command that hands messages over. Without --yes it only says what would go to whom."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from lsp_core import workplace
from lsp_core.cli.words import progress, say, tell, tell_whole, the_database
from lsp_core.settings import settings

if TYPE_CHECKING:
    from lsp_core.plan.model import Plan
    from lsp_core.store.messages import QueuedMessage

MAIL = "mail"
"""The route to a person's e-mail address; any other is a target of theirs. As in `lsp_core.messages.addresses`."""


@click.command()
@click.option("--yes", is_flag=True, help="Send them. Without this, nothing is sent.")
@click.option("--show", is_flag=True, help="Show the whole text of each message.")
def send(yes: bool, show: bool) -> None:
    """Show the messages that wait, and with --yes send them.

    Until LSP_MAIL_URL is set, sending writes each message as a file in the outbox folder, and nobody is mailed.
    """
    from lsp_core.steps.delivering import deliver_messages, messages_to_send

    database, now = the_database(), workplace.instant()
    plan, queued = messages_to_send(database, now)
    if not queued:
        tell("No message waits to be sent.")
        return
    if not yes:
        _rehearse(plan, queued, show)
        return
    with progress("Sending", len(queued)) as on_each:
        report = deliver_messages(database, workplace.deliver, now, on_each)
    say(report)
    if report.did:
        tell(f"{len(report.did)} sent: {_how(queued)}.")
    if report.problems:
        raise click.exceptions.Exit(1)


def _rehearse(plan: "Plan", queued: "Sequence[QueuedMessage]", show: bool) -> None:
    for message in queued:
        tell(f"{_to_whom(plan, message)}: {message.subject}", indent=2)
        for attachment in message.attachments:
            tell(f"attached: {attachment.name}", indent=4)
        if message.problem:
            tell("tried before, and not sent", indent=4)
        if show:
            tell_whole(f"\n{message.text}\n")
    for problem in dict.fromkeys(message.problem for message in queued if message.problem):
        tell(f"Not sent last time: {problem}")
    tell(f"{len(queued)} to send: {_how(queued)}. Nothing has been sent; `lsp send --yes` sends.")


def _to_whom(plan: "Plan", message: "QueuedMessage") -> str:
    """The person and where the message would go; somebody who has left the plan by the code they had in it."""
    person = next((person for person in plan.people if person.code == message.id.person), None)
    if person is None:
        return f"{message.id.person} (no longer in the plan)"
    return f"{person.name} ({person.email if message.id.route == MAIL else f'their {message.id.route} target'})"


def _how(queued: "Sequence[QueuedMessage]") -> str:
    """By which ways they go, in words: a person's own target is real whatever LSP_MAIL_URL says."""
    if workplace.is_practising():
        return f"practice, so all of them to {settings().practice} and nobody else (LSP_PRACTICE is set)"
    e_mails = sum(message.id.route == MAIL for message in queued)
    ways = []
    if e_mails and workplace.mails_for_real():
        ways.append("by e-mail")
    elif e_mails:
        folder = Path(settings().outbox).absolute()
        ways.append(f"e-mails as files in {folder}, and nobody is mailed, because LSP_MAIL_URL is not set")
    if e_mails < len(queued):
        ways.append("to people's own targets")
    return "; ".join(ways)
