"""Commands that take a quarter through its cycle."""

import click

from lsp_core import workplace
from lsp_core.cli.words import point_to_outbox, quarter_argument, say, the_quarter


def _point_to_outbox() -> None:
    from lsp_core.steps.delivering import messages_to_send

    point_to_outbox(len(messages_to_send(workplace.database(), workplace.instant())[1]))


@click.command("open")
@quarter_argument
def open_(quarter: tuple[str, ...]) -> None:
    """Ask every partner for a quarter's figures: a workbook and an e-mail each, in the outbox."""
    from lsp_core.steps.opening import open_cycle

    now = workplace.instant()
    say(open_cycle(workplace.database(), the_quarter(quarter, now), now))
    _point_to_outbox()


@click.command()
def chase() -> None:
    """Queue today's reminders to partners who still owe figures."""
    from lsp_core.steps.chasing import chase_returns

    say(chase_returns(workplace.database(), workplace.instant()))
    _point_to_outbox()


@click.command()
def collect() -> None:
    """Take in the returns in the inbox, check them, and queue each sender's answer."""
    from lsp_core.steps.checking import check_returns
    from lsp_core.steps.receiving import receive_returns

    now = workplace.instant()
    say(receive_returns(workplace.database(), workplace.inbox(), now))
    click.echo("Checking returns; the first check of a session takes some seconds to start.", err=True)
    from expectations.checking import check_returns as checker

    say(check_returns(workplace.database(), checker, now))
    _point_to_outbox()


@click.command()
@quarter_argument
def judge(quarter: tuple[str, ...]) -> None:
    """Judge every measure as known now, propose changes to risks, and queue notices to owners."""
    from lsp_core.steps.judging import judge_cycle

    now = workplace.instant()
    say(judge_cycle(workplace.database(), the_quarter(quarter, now), now))
    _point_to_outbox()


@click.command("sign-off")
@quarter_argument
@click.option("--by", required=True, metavar="PERSON", help="The code of the chair or coordinator who signs.")
@click.option("--check", is_flag=True, help="Only list what stops it; sign nothing.")
def sign_off(quarter: tuple[str, ...], by: str, check: bool) -> None:
    """Stand by a quarter's judgements, so that its packs can be published. Lists everything that stops it."""
    from lsp_core.steps import signing

    now = workplace.instant()
    which = the_quarter(quarter, now)
    if check:
        blockers = signing.sign_off_blockers(workplace.database(), which, by, now)
        for blocker in blockers:
            click.echo(f"  {blocker}")
        click.echo(
            f"{which} cannot be signed off yet." if blockers else f"Nothing stops {which} from being signed off."
        )
        return
    say(signing.sign_off(workplace.database(), which, by, now))


@click.command()
@quarter_argument
@click.option("--by", required=True, metavar="PERSON", help="The coordinator's code.")
@click.option("--reason", required=True, help="Why; it is kept with the quarter's history.")
def reopen(quarter: tuple[str, ...], by: str, reason: str) -> None:
    """Take a sign-off back before publication."""
    from lsp_core.steps import signing

    now = workplace.instant()
    say(signing.reopen(workplace.database(), the_quarter(quarter, now), by, reason, now))
