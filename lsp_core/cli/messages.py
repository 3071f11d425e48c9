"""The command that hands messages over. Without --yes it only says what would go to whom."""

import click

from lsp_core import workplace
from lsp_core.cli.words import progress, say


@click.command()
@click.option("--yes", is_flag=True, help="Send them. Without this, nothing is sent.")
@click.option("--show", is_flag=True, help="Show the whole text of each message.")
def send(yes: bool, show: bool) -> None:
    """Show the messages that wait in the outbox, and with --yes send them."""
    from lsp_core.steps.delivering import deliver_messages, messages_to_send

    database, now = workplace.database(), workplace.instant()
    plan, queued = messages_to_send(database, now)
    if not queued:
        click.echo("No messages wait in the outbox.")
        return
    if not yes:
        for message in queued:
            person = plan.person(message.id.person)
            where = person.email if message.id.route == "mail" else f"their {message.id.route} target"
            click.echo(f"  {person.name} ({where}): {message.subject}{_attached(len(message.attachments))}")
            if show:
                click.echo("\n" + message.text + "\n")
        click.echo(f"{len(queued)} to send, {_how()}. Nothing has been sent; `lsp send --yes` sends them.")
        return
    with progress("Sending", len(queued)) as on_each:
        report = deliver_messages(database, workplace.deliver, now, on_each)
    say(report)
    click.echo(f"These went {_how()}.")


def _attached(count: int) -> str:
    return f", with {count} attached" if count else ""


def _how() -> str:
    if workplace.mails_for_real():
        return "by e-mail"
    return "to the outbox folder as files, because LSP_MAIL_URL is not set"
