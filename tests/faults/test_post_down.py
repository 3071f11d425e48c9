"""A mail server that stops in the middle of it, and messages that cannot be handed over for other reasons."""

from collections import Counter
from datetime import date, timedelta
from time import sleep

import pytest
from sqlalchemy import select

from examples.demo import PLAN
from lsp_core import workplace
from lsp_core.errors import DeliveryError
from lsp_core.plan.model import Plan
from lsp_core.plan.reading import read_folder
from lsp_core.settings import settings
from lsp_core.steps.delivering import deliver_messages
from lsp_core.steps.loading import load_plan
from lsp_core.store import messages
from lsp_core.store.messages import MessageStatus, QueuedMessage
from lsp_core.store.tables import MessageRow
from tests.integration.office import Q1, Office, morning
from tests.integration.test_delivery import Mailbox, MailServer

OPENED = date(2023, 7, 3)


@pytest.fixture
def mail_goes_to(monkeypatch: pytest.MonkeyPatch):
    """Sets where e-mail leaves, as LSP_MAIL_URL does."""

    def set_url(url: str) -> None:
        monkeypatch.setenv("LSP_MAIL_URL", url)
        settings.cache_clear()

    yield set_url
    settings.cache_clear()


def test_a_mail_server_that_stops_in_the_middle_gets_the_rest_later_and_each_message_once(
    office: Office, mail_goes_to
) -> None:
    office.open(Q1)
    mailbox = Mailbox()
    server = MailServer(mailbox)
    server.start()
    mail_goes_to(server.url)

    def stop_after_two() -> None:
        if len(mailbox.envelopes) == 2 and server.server is not None:
            server.stop()

    report = deliver_messages(office.database, workplace.deliver, morning(OPENED), stop_after_two)
    assert (len(report.did), len(report.problems)) == (2, 4)
    assert all("cannot be reached" in problem for problem in report.problems)

    back = MailServer(mailbox)
    back.start()
    mail_goes_to(back.url)
    report = deliver_messages(office.database, workplace.deliver, morning(OPENED, 10))
    back.stop()
    assert (len(report.did), report.problems) == (4, ())
    assert set(Counter(email["Message-ID"] for email in mailbox.emails).values()) == {1}
    assert len(mailbox.emails) == 6


def test_a_message_that_was_in_flight_goes_again_with_the_same_message_id_and_reference(
    office: Office, mail_goes_to
) -> None:
    office.open(Q1)
    mailbox = Mailbox()
    server = MailServer(mailbox)
    server.start()
    mail_goes_to(server.url)

    def stop_the_machine(plan: Plan, message: QueuedMessage) -> None:
        workplace.deliver(plan, message)
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        deliver_messages(office.database, stop_the_machine, morning(OPENED))
    deliver_messages(office.database, workplace.deliver, morning(OPENED) + timedelta(minutes=1))
    assert len(mailbox.emails) == 6, "the claim holds for ten minutes: somebody might be sending it yet"
    deliver_messages(office.database, workplace.deliver, morning(OPENED) + timedelta(minutes=11))
    server.stop()
    first, *others, again = mailbox.emails
    assert len(others) == 5
    for header in ("Message-ID", "X-LSP-Reference", "Subject"):
        assert first[header] == again[header]


def test_a_message_to_somebody_who_has_left_the_plan_does_not_hold_up_the_others(office: Office) -> None:
    office.open(Q1)
    leaver = office.queued("request")[0].id.person
    files = dict(read_folder(PLAN))
    renamed = {name: content.replace(leaver, "new-in-post") for name, content in files.items()}
    load_plan(office.database, renamed, morning(OPENED))
    report = office.send(morning(OPENED, 10))
    assert (len(report.did), len(report.problems)) == (5, 1)
    assert f"'{leaver}' is no longer in the plan" in report.problems[0]
    office.load_plan(morning(OPENED, 11))
    assert len(office.send(morning(OPENED, 12)).did) == 1


def test_the_claims_of_a_long_run_are_as_fresh_at_its_end_as_at_its_beginning(office: Office) -> None:
    office.open(Q1)

    def slow(_plan: Plan, _message: QueuedMessage) -> None:
        sleep(0.05)

    deliver_messages(office.database, slow, morning(OPENED))
    with office.database.reading() as session:
        claimed = sorted(session.scalars(select(MessageRow.claimed_at)))
    assert claimed[-1] - claimed[0] >= timedelta(seconds=0.25)


def test_a_message_that_fails_keeps_the_reason_until_it_goes(office: Office) -> None:
    office.open(Q1)
    office.is_post_down = True
    office.send(morning(OPENED))
    with office.database.reading() as session:
        assert messages.counts(session) == {MessageStatus.FAILED: 6}
        assert {message.problem for message in messages.all_messages(session)} == {
            str(DeliveryError("The mail server does not answer", "Try again later."))
        }
    office.is_post_down = False
    office.send(morning(OPENED))
    with office.database.reading() as session:
        assert {message.problem for message in messages.all_messages(session)} == {""}
