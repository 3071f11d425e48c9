"""Commands that take a quarter through its cycle."""

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from lsp_core import workplace
from lsp_core.cli.words import (
    quarter_argument,
    say,
    say_and_point_to_outbox,
    tell,
    the_database,
    the_person,
    the_plan,
    the_quarter,
)
from lsp_core.errors import ChannelError, CycleError
from lsp_core.periods import Quarter
from lsp_core.settings import settings

if TYPE_CHECKING:
    from lsp_core.steps.standing import QuarterStanding

by_option = click.option("--by", metavar="PERSON", help="Who does this: a name or code from people.yaml.")


@click.command("open")
@quarter_argument
@click.option("--anyway", is_flag=True, help="Even before its day, or when its due date has passed.")
def open_(quarter: tuple[str, ...], anyway: bool) -> None:
    """Ask every partner for a quarter's figures.

    Makes a workbook and an e-mail for each partner, and puts them in the outbox. A partner already asked is not asked
    again.
    """
    from lsp_core.steps.opening import open_cycle

    which = the_quarter(quarter)
    if not anyway:
        check_time_to_open(_standing(which), workplace.today(the_plan()))
    report = open_cycle(the_database(), which, workplace.instant())
    say_and_point_to_outbox(report, "Every partner has been asked already.")


@click.command()
def chase() -> None:
    """Queue today's reminders to partners who owe figures.

    Reminders go on the working days that policies.yaml says, once each, and never to anybody who has answered.
    """
    from lsp_core.steps.chasing import chase_returns

    say_and_point_to_outbox(chase_returns(the_database(), workplace.instant()), "Nobody is due a reminder today.")


@click.command()
def collect() -> None:
    """Take in the returns in the inbox and the mailbox, and check them.

    Good figures are kept, and each sender's answer is put in the outbox: what was read, what to put right.
    """
    from lsp_core.steps.receiving import receive_returns
    from lsp_core.steps.standing import standing

    database, now = the_database(), workplace.instant()
    the_plan()
    received = receive_returns(database, workplace.inbox(), now)
    say(received, f"No file waits in {_inbox()}.")
    mail_problems = _receive_mail()
    here = standing(database, now)
    if here is not None and here.waiting_returns:
        check_waiting(here.waiting_returns)
    if received.problems or mail_problems:
        raise click.exceptions.Exit(1)


def _receive_mail() -> bool:
    """Take what waits in the mailbox, where there is one. Says whether somebody should look; a mailbox that is away
    does not keep the returns that came by other ways from being checked."""
    mailbox = workplace.mailbox()
    if mailbox is None:
        return False
    from lsp_core.steps.receiving_mail import receive_mail

    try:
        report = receive_mail(the_database(), mailbox, workplace.instant(), workplace.reply_tag_secret())
    except ChannelError as error:
        tell(str(error), err=True)
        return True
    say(report, f"No message waits in {mailbox.shown}.")
    return bool(report.problems)


def check_waiting(waiting: int) -> None:
    """Check what waits. The library that checks takes seconds to start, so it is started only for this."""
    from lsp_core.steps.checking import check_returns
    from lsp_core.wording import count_of

    tell(f"Checking {count_of(waiting, 'return')}; this takes some seconds.", err=True)
    from expectations.checking import check_returns as checker

    say_and_point_to_outbox(check_returns(the_database(), checker, workplace.instant()), "They have been checked.")


def _inbox() -> str:
    address = settings().inbox
    return address if "://" in address else str(Path(address).absolute())


@click.command()
@quarter_argument
@click.option("--anyway", is_flag=True, help="Even while figures that are not due yet are missing.")
def judge(quarter: tuple[str, ...], anyway: bool) -> None:
    """Judge every measure as known now.

    Also proposes changes to risks, and puts notices to the owners of what is off track in the outbox. Judge again
    whenever figures come late: until it is signed off, the last judgement counts.
    """
    from lsp_core.steps.judging import judge_cycle

    which = the_quarter(quarter)
    if not anyway:
        check_time_to_judge(_standing(which), workplace.today(the_plan()))
    report = judge_cycle(the_database(), which, workplace.instant())
    say_and_point_to_outbox(report, "Nothing has changed since it was last judged.")


@click.command("sign-off")
@quarter_argument
@by_option
@click.option("--check", is_flag=True, help="Only list what stops it; sign nothing.")
def sign_off(quarter: tuple[str, ...], by: str | None, check: bool) -> None:
    """Stand by a quarter's judgements, so its packs can be published.

    A board's chair or the coordinator signs. Everything that stops it is listed.
    """
    from lsp_core.steps import signing

    which, plan, now = the_quarter(quarter), the_plan(), workplace.instant()
    signatories = signing.signatories(plan)
    if check:
        person = plan.partnership.coordinator if by is None else the_person(by, signatories)
        _say_what_stops(which, signing.sign_off_blockers(the_database(), which, person, now))
        return
    person = the_person(by, signatories)
    say(signing.sign_off(the_database(), which, person, now), "It has been signed off already.")
    tell(f"`lsp publish {which}` freezes its packs and queues them to the boards.")


def _say_what_stops(quarter: Quarter, blockers: list[str]) -> None:
    if not blockers:
        tell(f"Nothing stops {quarter} from being signed off.")
        return
    tell(f"{quarter} cannot be signed off yet:")
    for blocker in blockers:
        tell(f"{blocker}.", indent=2)


@click.command()
@quarter_argument
@by_option
@click.option("--reason", required=True, help="Why; it is kept with the quarter's history.")
def reopen(quarter: tuple[str, ...], by: str | None, reason: str) -> None:
    """Take a sign-off back, before publication.

    Only the coordinator may, and the reason is kept.
    """
    from lsp_core.steps import signing

    which, plan = the_quarter(quarter), the_plan()
    person = the_person(by, [plan.person(plan.partnership.coordinator)])
    say(signing.reopen(the_database(), which, person, reason, workplace.instant()))


def _standing(quarter: Quarter) -> "QuarterStanding":
    from lsp_core.steps.standing import quarter_standing

    return quarter_standing(the_database(), quarter, workplace.instant())


def check_time_to_open(quarter: "QuarterStanding", today: date) -> None:
    """Stop a slip of the finger from asking every partner for the wrong quarter: a request cannot be taken back."""
    from lsp_core.wording import day_with_weekday

    if quarter.has_begun:
        return
    code, dates = quarter.cycle.quarter.code, quarter.dates
    if today < dates.opens_on:
        raise CycleError(
            f"{code} opens on {day_with_weekday(dates.opens_on)}",
            f"Wait until then, or ask now with `lsp open {code} --anyway`.",
        )
    if today > dates.due_on:
        raise CycleError(
            f"The figures of {code} were due on {day_with_weekday(dates.due_on)}, which has passed",
            f"If it is the quarter you mean, ask all the same with `lsp open {code} --anyway`.",
        )


def check_time_to_judge(quarter: "QuarterStanding", today: date) -> None:
    """Stop owners from being told that something is off track because its figure is not due yet."""
    from lsp_core.cycle import CycleStatus
    from lsp_core.wording import day_with_weekday, listed

    owing = [partner.request.partner.name for partner in quarter.partners if not partner.owed.is_nothing]
    if quarter.cycle.status is CycleStatus.COLLECTING and owing and today <= quarter.dates.due_on:
        code = quarter.cycle.quarter.code
        raise CycleError(
            f"The figures of {code} are due on {day_with_weekday(quarter.dates.due_on)}, and {listed(owing)} "
            f"{'has' if len(owing) == 1 else 'have'} not answered in full",
            f"Wait until then, or judge what has come with `lsp judge {code} --anyway`.",
        )
