"""The ledger of one quarter: what has happened about each figure asked for, when, and by which message.

Pure: what was kept goes in, rows come out, in the order things happened. Gathering is `lsp_core.store.trail`.
Nothing is kept twice: every row is read off a request, a message, a return, a figure or an extension.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

from lsp_core.observations import FigureKey, Observation, ResourceObservation
from lsp_core.requests.due import DataRequest
from lsp_core.wording import day_with_weekday


class Event(StrEnum):
    """What can happen about a figure, in the order of a day on which several do."""

    ASKED = "asked"
    EXTENDED = "extended"
    REMINDED = "reminded"
    ESCALATED = "escalated"
    DELIVERED = "delivered"
    """The mail server took the message."""
    BOUNCED = "bounced"
    OVERDUE = "overdue"
    RECEIVED = "received"
    """A return came; about the whole request, because nobody has read it yet."""
    CHECKED = "checked"
    RETURNED = "returned"
    """Sent back with something to put right."""
    PROMISED = "promised"
    """Not available until a day."""
    DISCONTINUED = "no longer collected"
    WAIVED = "waived"
    """A figure was let through a check by somebody's word."""
    ANSWERED = "answered"
    """A figure was taken, or the word that there is none."""


@dataclass(frozen=True)
class MessageSaid:
    """One message that asked for figures: what the ledger needs of it."""

    kind: str
    person: str
    """The name of whoever it went to."""
    reference: str
    subject: str
    about: frozenset[tuple[str, str]]
    """The reference of a request and the item, of each figure asked for."""
    queued_at: datetime
    sent_at: datetime | None
    bounced_at: datetime | None
    problem: str


@dataclass(frozen=True)
class ReturnCame:
    """One return that was checked."""

    partner: str
    reference: str
    file_name: str
    received_at: datetime
    checked_at: datetime
    errors: int


@dataclass(frozen=True)
class Trail:
    """Everything kept about one quarter's requests."""

    requests: tuple[DataRequest, ...]
    messages: tuple[MessageSaid, ...]
    returns: tuple[ReturnCame, ...]
    figures: tuple[Observation, ...]
    """Every one that came, oldest first."""
    resources: tuple[ResourceObservation, ...]
    zone: ZoneInfo
    now: datetime
    waived_by: Mapping[str, str] = field(default_factory=dict)
    """Who gave each waiver, by its words."""


@dataclass(frozen=True)
class LedgerRow:
    """One thing that happened about one item."""

    at: datetime
    partner: str
    item: str
    """The code of the measure or fund; empty for what is about the whole return."""
    event: Event
    who: str
    """Whom it was said to, or who did it; empty where nobody did."""
    message: str
    """The reference in the subject of the message, or of the return, that it rests on."""
    words: str


SAYING = {"request": Event.ASKED, "reminder": Event.REMINDED, "escalation": Event.ESCALATED}


def ledger(trail: Trail) -> list[LedgerRow]:
    """Every row, oldest first."""
    rows = [row for request in trail.requests for row in _of_request(trail, request)]
    order = {event: number for number, event in enumerate(Event)}
    return sorted(rows, key=lambda row: (row.at, order[row.event], row.partner, row.item))


def _of_request(trail: Trail, request: DataRequest) -> Iterator[LedgerRow]:
    for item in request.items:
        yield from _said(trail, request, item)
        yield from _extended(request, item)
        answers = list(_answers(trail, request, item))
        yield from answers
        yield from _overdue(trail, request, item, answers)
    yield from _returns(trail, request)


def _said(trail: Trail, request: DataRequest, item: str) -> Iterator[LedgerRow]:
    for message in trail.messages:
        if (request.reference, item) not in message.about:
            continue

        def row(at: datetime, event: Event, words: str, message: MessageSaid = message) -> LedgerRow:
            return LedgerRow(at, request.partner.code, item, event, message.person, message.reference, words)

        yield row(message.queued_at, SAYING[message.kind], message.subject)
        if message.sent_at is not None:
            yield row(message.sent_at, Event.DELIVERED, message.subject)
        if message.bounced_at is not None:
            yield row(message.bounced_at, Event.BOUNCED, message.problem or message.subject)


def _extended(request: DataRequest, item: str) -> Iterator[LedgerRow]:
    for one in request.extensions:
        if one.concerns(item):
            yield LedgerRow(one.at, request.partner.code, item, Event.EXTENDED, one.by, "", one.in_words)


def _answers(trail: Trail, request: DataRequest, item: str) -> Iterator[LedgerRow]:
    periods: set[FigureKey] = {(due.measure.code, due.period) for due in request.figures}
    for figure in trail.figures:
        if figure.measure == item and (figure.measure, figure.period) in periods:
            partner, reference = request.partner, figure.return_reference
            if figure.waiver:
                by = trail.waived_by.get(figure.waiver, "")
                yield LedgerRow(figure.known_at, partner.code, item, Event.WAIVED, by, reference, figure.waiver)
            event, words = _what_was_said(figure)
            yield LedgerRow(figure.known_at, partner.code, item, event, partner.name, reference, words)
    for one in trail.resources:
        if (one.fund, one.quarter) == (item, request.quarter):
            yield LedgerRow(
                one.known_at,
                request.partner.code,
                item,
                Event.ANSWERED,
                request.partner.name,
                one.return_reference,
                one.note,
            )


def _what_was_said(figure: Observation) -> tuple[Event, str]:
    if figure.expected_on is not None:
        return Event.PROMISED, f"not available until {day_with_weekday(figure.expected_on)}"
    if figure.discontinued:
        return Event.DISCONTINUED, figure.note
    return Event.ANSWERED, f"{figure.vintage}: {figure.note}" if figure.note else str(figure.vintage)


def _overdue(trail: Trail, request: DataRequest, item: str, answers: Sequence[LedgerRow]) -> Iterator[LedgerRow]:
    """The end of each due day that passed before an answer came, or the day was moved."""
    moved = [(one.at, one.until) for one in request.extensions if one.concerns(item)]
    moved += [(f.known_at, f.expected_on) for f in trail.figures if f.measure == item and f.expected_on is not None]
    settled = [row.at for row in answers if row.event is not Event.PROMISED]
    due_on = request.due_on
    for moved_at, until in [*sorted(moved), (trail.now, None)]:
        ends = _end_of(due_on, trail.zone)
        if ends <= min([moved_at, *settled]):
            words = f"due {day_with_weekday(due_on)}, and not here"
            yield LedgerRow(ends, request.partner.code, item, Event.OVERDUE, request.partner.name, "", words)
        due_on = until or due_on


def _end_of(day: date, zone: ZoneInfo) -> datetime:
    return datetime.combine(day + timedelta(days=1), time(), zone)


def _returns(trail: Trail, request: DataRequest) -> Iterator[LedgerRow]:
    for one in trail.returns:
        if one.partner != request.partner.code:
            continue
        who, partner = request.partner.name, request.partner.code
        yield LedgerRow(one.received_at, partner, "", Event.RECEIVED, who, one.reference, one.file_name)
        yield LedgerRow(one.checked_at, partner, "", Event.CHECKED, who, one.reference, one.file_name)
        if one.errors:
            words = f"{one.errors} to put right"
            yield LedgerRow(one.checked_at, partner, "", Event.RETURNED, who, one.reference, words)


@dataclass(frozen=True)
class LedgerLine:
    """Rows that differ only by the item, as one line."""

    row: LedgerRow
    items: tuple[str, ...]


def in_lines(rows: Iterable[LedgerRow]) -> list[LedgerLine]:
    """The rows for reading: what happened to several items of a partner at once is one line."""
    lines: dict[tuple[object, ...], list[LedgerRow]] = {}
    for row in rows:
        key = (row.at, row.partner, row.event, row.who, row.message, row.words)
        lines.setdefault(key, []).append(row)
    return [LedgerLine(few[0], tuple(row.item for row in few if row.item)) for few in lines.values()]
