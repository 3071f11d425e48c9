"""Handing messages over: claimed, sent and confirmed in a transaction each.

A message that was sent when the machine stopped, before that could be kept, goes out once more with the same reference
and message id when its claim lapses. Everything else goes out once.
"""

from collections.abc import Callable
from datetime import datetime, timedelta
from time import monotonic

from lsp_core.errors import DeliveryError
from lsp_core.plan.model import Plan
from lsp_core.steps.chasing import withdraw_what_is_untrue
from lsp_core.steps.report import StepReport
from lsp_core.store import messages, plans
from lsp_core.store.database import Database
from lsp_core.store.messages import QueuedMessage

Deliver = Callable[[Plan, QueuedMessage], None]
"""Hands one message over, or raises `DeliveryError`."""


def messages_to_send(database: Database, now: datetime) -> tuple[Plan, list[QueuedMessage]]:
    """What would go out now; nothing is sent or claimed."""
    with database.reading() as session:
        return plans.in_force(session).plan, messages.to_send(session, now)


def deliver_messages(
    database: Database, deliver: Deliver, now: datetime, on_each: Callable[[], None] = lambda: None
) -> StepReport:
    """Send everything that is queued. Safe to run again at any time, and by two at once."""
    withdraw_what_is_untrue(database, now)
    plan, queued = messages_to_send(database, now)
    clock = _running_from(now)
    did, problems = [], []
    for message in queued:
        with database.writing() as session:
            if not messages.claim(session, message.id, clock()):
                continue
        try:
            _check_is_known(plan, message)
            deliver(plan, message)
        except DeliveryError as error:
            with database.writing() as session:
                messages.fail(session, message.id, str(error))
            problems.append(f"{_described(plan, message)}: not sent, and tried again next time. {error}")
        else:
            with database.writing() as session:
                messages.confirm(session, message.id, clock())
            did.append(f"{_described(plan, message)} sent.")
        on_each()
    return StepReport("Send messages", tuple(did), tuple(problems))


def _running_from(now: datetime) -> Callable[[], datetime]:
    """A clock that starts at `now`: the claims of a long run have to be as fresh at its end as at its beginning, or
    another run would take them for lapsed."""
    began = monotonic()
    return lambda: now + timedelta(seconds=monotonic() - began)


def _check_is_known(plan: Plan, message: QueuedMessage) -> None:
    """People leave, and messages to them stay in the outbox; the other messages go out all the same."""
    if not _is_known(plan, message):
        raise DeliveryError(
            f"{message.id.person!r} is no longer in the plan",
            "Put the person back in people.yaml, or see to it that whoever came after them is told.",
        )


def _is_known(plan: Plan, message: QueuedMessage) -> bool:
    return any(person.code == message.id.person for person in plan.people)


def _described(plan: Plan, message: QueuedMessage) -> str:
    if not _is_known(plan, message):
        return f"To {message.id.person}: {message.subject}"
    person = plan.person(message.id.person)
    return f"To {person.name} ({person.role}): {message.subject}"
